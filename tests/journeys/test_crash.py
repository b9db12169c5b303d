"""Killed in the middle of labelling: whatever had been on the screen is in the file."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from annotator.jobs import check, import_files, projects
from annotator.store import annotations, articles

KILLS = 4
WORDS = " ".join(f"Mot{number} dit « chose {number} »." for number in range(1500))
LABELLING = '''
import sys
from pathlib import Path

from annotator.desktop.undying import preserve

preserve()

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest

from annotator.desktop import app
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.span import Span


class Painted(QObject):
    """Counts the pictures of the text that came onto the screen."""

    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


settings = Settings(theme="light", coder="Ana", language="en")
application = app.start(settings)
window = Window(Session(), settings)
assert app.open_quickly(window, Path(sys.argv[1]))
window.complete()
window.show()
canvas, painted = window.view.canvas, Painted()
canvas.viewport().installEventFilter(painted)
canvas.setFocus()
start = int(sys.argv[2])
while True:
    start = window.view.text.index("«", start)
    end = window.view.text.index("»", start) + 1
    canvas.select(Span(start, end))
    canvas.reveal(start)
    application.processEvents()
    before = painted.count
    QTest.keyClick(canvas, Qt.Key.Key_5)
    if end % 3 == 0:
        QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
    while painted.count == before:
        application.processEvents()
    if end % 7 == 0:
        made = window.desk.current[0]
        QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        application.processEvents()
        QTest.keyClick(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        application.processEvents()
        assert window.desk.current[0] == made
    print(window.desk.current[0], start, flush=True)
    start = end
'''


@pytest.fixture
def path(tmp_path):
    """A project with one long article."""
    (tmp_path / "000_long.txt").write_text(WORDS, encoding="utf-8")
    project = projects.make(tmp_path / "affaire.annot", "Ana")
    import_files.run(project, [tmp_path / "000_long.txt"])
    projects.close(project)
    return project.path


def label_until_killed(path, start, chance):
    """What was printed, line by line, by a window that labels until it is killed."""
    patience = chance.randint(2, 12)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    words = [sys.executable, "-c", LABELLING, str(path), str(start)]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    ) as window:
        first = "".join(window.stdout.readline() for _ in range(patience))
        time.sleep(chance.uniform(0, 0.1))
        window.send_signal(signal.SIGKILL)
        rest, errors = window.communicate()
    assert window.returncode == -signal.SIGKILL, errors
    # Killed while printing: half a line told nobody anything.
    return [line.split() for line in (first + rest).splitlines(keepends=True) if line[-1:] == "\n"]


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills like this there")
def test_every_label_that_was_seen_is_there_after_a_kill(path):
    chance, seen, start = random.Random(), [], 0
    for _ in range(KILLS):
        lines = label_until_killed(path, start, chance)
        assert len(lines) > 1
        seen += [id for id, _ in lines]
        start = int(lines[-1][1]) + 1
        project = projects.open_(path, "Ana")
        try:
            text = articles.text(project, articles.first(project))
            found = {
                one.id: one.words(text)
                for one in annotations.of_article(
                    project, articles.first(project), project.own_set.id
                )
            }
            assert set(seen) <= set(found)
            assert len(found) <= len(seen) + KILLS  # one more a kill, committed but not yet seen
            assert all("«" in words and words.endswith("»") for words in found.values())
            report = check.run(project)
            assert report.ok, report.to_json()
        finally:
            projects.close(project)
        files = sorted(one.name for one in path.parent.iterdir())
        assert files == ["000_long.txt", "affaire.annot"]
