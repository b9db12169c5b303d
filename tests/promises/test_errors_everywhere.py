"""Whatever goes wrong, the window stays, and there is one report that a person can read."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import qInstallMessageHandler

from annotator.desktop.panels.passage import PassagePanel
from annotator.desktop.popups.notice import Notice
from annotator.desktop.rows.labels import LabelRows
from annotator.desktop.safety import faults
from annotator.desktop.safety.errors import Hooks
from annotator.domain.sentence import AnnotatorError, say

QUOTE = "«La politique de Tarsk est hostile»"


def reports(home):
    return [one.read_text(encoding="utf-8") for one in home.rglob("report-*.txt")]


@pytest.fixture
def hooked(person, monkeypatch):
    """The window of a person with the hooks of the program at work."""
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(faults, "watch", lambda: None)
    handler = qInstallMessageHandler(None)
    overlays, bugs = person.window.overlays, []
    Hooks(overlays.say_sentence, bugs.append).install()
    person.bugs = bugs
    yield person
    qInstallMessageHandler(handler)


@pytest.mark.parametrize(
    ("panel", "method"),
    [(PassagePanel, "show_annotations"), (LabelRows, "show_counts")],
    ids=["passage", "codebook"],
)
def test_a_failing_panel_does_not_take_the_window_along(hooked, home, monkeypatch, panel, method):
    def fails(self, *_given, **_more):
        text = hooked.text
        raise RuntimeError(text)

    monkeypatch.setattr(panel, method, fails)
    for number in range(5):
        hooked.canvas.select(hooked.span(QUOTE))
        hooked.canvas.setFocus()
        hooked.window.desk.label(hooked.window.session.codebook.label_of_key(str(number + 1)))
        try:
            hooked.window.show_passage()
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        hooked.settle()
    hooked.qtbot.waitUntil(lambda: len(reports(home)) > 0)  # some panels follow a moment later
    assert len(hooked.found()) >= 1
    assert hooked.window.isVisible()
    for report in reports(home):
        assert QUOTE not in report
        assert "déclaré" not in report
    assert 1 <= len(reports(home)) == len(hooked.bugs) <= 2


def test_the_same_sentence_ten_times_is_one_notice(hooked):
    error = AnnotatorError(say("{file} is not there.", file="a.txt"))
    for _ in range(10):
        sys.excepthook(type(error), error, None)
    hooked.settle()
    (notice,) = hooked.window.overlays.notices.findChildren(Notice)
    assert notice.count == 10


def test_what_python_cannot_raise_is_reported_too(hooked, home):
    class Broken:
        def __del__(self):
            raise ZeroDivisionError

    broken = Broken()
    del broken
    assert len(reports(home)) == 1
    assert reports(home)[0].endswith("ZeroDivisionError")


FAULTY = """
import os, signal
from annotator.desktop.safety import faults
faults.watch()
def secretive(words="an article's words"):
    os.kill(os.getpid(), signal.SIGSEGV)
secretive()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_fault_is_told_at_the_next_start(home):
    done = subprocess.run(
        [sys.executable, "-c", FAULTY], env=dict(os.environ), capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGSEGV
    (trace,) = faults.left_behind()
    assert "secretive" in trace
    assert "an article's words" not in trace
    assert faults.left_behind() == []


def test_where_nothing_happened_nothing_is_left(home):
    faults.watch()
    faults.rest()
    assert not list(home.rglob("fault-*"))
    assert faults.left_behind() == []
