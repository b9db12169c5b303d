"""What nobody caught: a sentence is said, a bug becomes one report without anybody's texts."""

import faulthandler
import sqlite3
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QPushButton

from annotator.desktop.safety import errors, faults
from annotator.desktop.safety.errors import Hooks
from annotator.domain.sentence import AnnotatorError, say

ARTICLE = "Le gouverneur a déclaré qu’il n’accepterait aucun péage."


class Told:
    """What the hooks handed on, and on which thread."""

    def __init__(self):
        self.sentences = []
        self.bugs = []
        self.threads = set()

    def sentence(self, sentence):
        self.sentences.append(str(sentence))
        self.threads.add(threading.current_thread())

    def bug(self, report):
        self.bugs.append(report)
        self.threads.add(threading.current_thread())


@pytest.fixture
def logs(tmp_path, monkeypatch):
    """Where reports are kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def no_place(logs):
    """A file stands where the folder of reports should be."""
    logs.write_text("no folder")


@pytest.fixture
def told(qapp, logs, monkeypatch):
    """The hooks at work; afterwards those of the tests are back."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handler = qInstallMessageHandler(None)
    told = Told()
    Hooks(told.sentence, told.bug).install()
    yield told
    qInstallMessageHandler(handler)
    faults.rest()  # its file lies in the folder of the first test that asked for one
    faulthandler.enable(sys.__stderr__)


def reports(logs):
    return sorted(path.read_text(encoding="utf-8") for path in logs.rglob("report-*.txt"))


def raising(kind, *words):
    def slot():
        text = ARTICLE
        if text:
            raise kind(*words)

    return slot


def test_a_sentence_in_a_slot_is_said_and_no_bug(qtbot, told, logs):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(raising(AnnotatorError, say("{file} is not there.", file="a.txt")))
    button.click()
    button.click()
    assert told.sentences == ["a.txt is not there."] * 2
    assert (told.bugs, reports(logs)) == ([], [])


def test_a_bug_in_a_slot_becomes_a_report(qtbot, told, logs):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(raising(ZeroDivisionError, "nought"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (report,) = told.bugs
    assert reports(logs) == [report]
    assert report.splitlines()[-1] == "ZeroDivisionError"
    assert "nought" not in report  # what an error says may quote an article
    assert "test_errors.py" in report
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in report
    assert "PySide6" in report
    assert ARTICLE not in report
    assert told.sentences == []


def test_the_same_bug_again_is_one_report(qtbot, told, logs):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(raising(KeyError, "a"))
    for _ in range(50):
        button.click()
    assert len(told.bugs) == len(reports(logs)) == 1


def test_two_bugs_in_one_second_are_two_reports(qtbot, told, logs, monkeypatch):
    monkeypatch.setattr(errors.time, "strftime", lambda _format: "20241123-101500")
    button = QPushButton()
    qtbot.addWidget(button)
    for kind in (KeyError, ValueError):
        button.clicked.connect(raising(kind, "a"))
    button.click()
    assert len(told.bugs) == 2
    assert reports(logs) == sorted(told.bugs)


@pytest.mark.usefixtures("no_place")
def test_without_a_place_for_reports_the_bug_is_still_shown(qtbot, told):
    QTimer.singleShot(0, raising(RuntimeError, "lost"))
    qtbot.waitUntil(lambda: bool(told.bugs))
    assert told.bugs[0].endswith("RuntimeError")


@pytest.mark.parametrize(
    ("kind", "words"), [(AnnotatorError, say("Full.")), (OSError, "bug")], ids=["sentence", "bug"]
)
def test_what_another_thread_did_not_catch_is_told_where_widgets_live(qtbot, told, kind, words):
    thread = threading.Thread(target=raising(kind, words))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told.sentences or told.bugs))
    assert told.threads == {threading.main_thread()}


def test_an_error_in_a_signal_stops_no_other_listener(qtbot, told):
    class Source(QObject):
        fired = Signal()

    source, heard = Source(), []
    source.fired.connect(raising(KeyError, "first"))
    source.fired.connect(lambda: heard.append(1))
    source.fired.emit()
    assert (heard, len(told.bugs)) == ([1], 1)


def test_control_c_ends_with_its_code(told):
    with pytest.raises(SystemExit) as ended:
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended.value.code == 130
    assert (told.sentences, told.bugs) == ([], [])


def test_qts_own_words_go_to_standard_error(told, logs, capsys):
    qWarning("a plugin is odd")
    assert "a plugin is odd" in capsys.readouterr().err
    assert reports(logs) == []


def test_a_damaged_file_is_a_sentence_and_no_bug(qtbot, told):
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    QTimer.singleShot(0, lambda: raise_(error))
    qtbot.waitUntil(lambda: bool(told.sentences))
    assert told.bugs == []
    assert "malformed" in told.sentences[0]


def raise_(error):
    raise error
