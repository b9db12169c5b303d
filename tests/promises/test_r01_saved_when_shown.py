"""R1: every action is saved when the screen shows it. Killed at any moment, nothing is missing."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from annotator.jobs import check, projects

KILLS = int(os.environ.get("ANNOTATOR_KILLS", "6"))
WORKING = """
import json
import random
import sys
from pathlib import Path

from annotator.desktop.undying import preserve

preserve()

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.desktop import app
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.span import Span
from annotator.store import integrity

CTRL = Qt.KeyboardModifier.ControlModifier
settings = Settings(theme="light", coder="Ana", language="en")
application = app.start(settings)
window = Window(Session(), settings)
assert app.open_quickly(window, Path(sys.argv[1]))
window.complete()
window.show()
canvas, chance = window.view.canvas, random.Random(int(sys.argv[2]))


def press(*key):
    QTest.keyClick(canvas, *key)


def label():
    words = chance.randint(3, 40)
    start = chance.randrange(len(window.view.text) - words)
    canvas.select(Span(start, start + words))
    press(chance.choice([Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5]))


def note():
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_M, CTRL)
    QTest.keyClicks(application.focusWidget() or canvas, "a note ")


DEEDS = [
    label,
    label,
    label,
    note,
    lambda: press(Qt.Key.Key_BracketRight),
    lambda: (press(Qt.Key.Key_Tab), press(Qt.Key.Key_Delete)),
    lambda: press(Qt.Key.Key_Z, CTRL),
    lambda: press(Qt.Key.Key_Y, CTRL),
    lambda: press(Qt.Key.Key_D, CTRL),
    lambda: press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    lambda: press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
]
while True:
    canvas.setFocus()
    chance.choice(DEEDS)()
    application.processEvents()
    window.repaint()
    project = window.session.project
    shown = {
        what: sorted(map(repr, project.rows(query))) for what, query in integrity._COMPARED.items()
    }
    edits = project.value("SELECT max(id) FROM edit")
    print(json.dumps([edits, shown]), flush=True)
"""


def work_until_killed(path, seed, chance):
    """The last that a window showed before it was killed in the middle of working."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    words = [sys.executable, "-c", WORKING, str(path), str(seed)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment
    ) as window:
        lines = [window.stdout.readline() for _ in range(chance.randint(2, 15))]
        time.sleep(chance.uniform(0, 0.08))
        window.send_signal(signal.SIGKILL)
        rest, errors = window.stdout.read(), window.stderr.read()
        window.wait()
    assert window.returncode == -signal.SIGKILL, errors
    whole = [one for one in (*lines, *rest.splitlines(keepends=True)) if one.endswith("\n")]
    return json.loads(whole[-1])


@pytest.mark.skipif(sys.platform == "win32", reason="no signal kills like this there")
def test_what_was_shown_is_there_after_a_kill(worked, picture):
    chance = random.Random()
    for seed in range(KILLS):
        edits, shown = work_until_killed(worked, seed, chance)
        project = projects.open_(worked, "Ana")
        try:
            found = project.value("SELECT max(id) FROM edit")
            assert edits <= found <= edits + 4  # what was done last may be saved and not shown yet
            if found == edits:
                now = {what: sorted(map(repr, rows)) for what, rows in picture(project).items()}
                assert now == shown
            assert check.run(project).ok
        finally:
            projects.close(project)


def test_there_is_nothing_to_save_by_hand(person):
    names = [action.text() for action in person.window.actions()]
    assert not [name for name in names if name.startswith("Save") and "PDF" not in name]
    quote = "«La politique de Tarsk est hostile»"
    person.select(quote)
    person.press("5")
    reader = projects.open_(person.project.path, read_only=True)
    assert reader.value("SELECT count(*) FROM annotation") == 1
    projects.close(reader)
