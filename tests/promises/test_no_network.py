"""No word leaves the machine: what the interpreter itself is asked for is listened to.

The window and the commands run in processes of their own; sockets other than those between the
processes of this machine, and addresses of all kinds, would be noticed.
"""

import os
import subprocess
import sys

LISTENING = """
import sys

asked = []


def listen(event, given):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        if event != "socket.__new__" or given[1] != 1:  # AF_UNIX stays on this machine
            asked.append((event, repr(given)[:200]))


sys.addaudithook(listen)
"""
COMMANDS = """
from annotator.cli import commands as cli

place, pages = sys.argv[1:]
for words in (
    ["new", f"{place}/p.annot"],
    ["import", f"{place}/p.annot", pages],
    ["stats", f"{place}/p.annot"],
    ["check", f"{place}/p.annot"],
    ["export", f"{place}/p.annot", f"{place}/o.jsonl", "--format", "jsonl"],
    ["backup", f"{place}/p.annot"],
    ["rescue", f"{place}/p.annot", f"{place}/o.txt"],
    ["formats"],
):
    assert cli.main(words) in (0, 1), words
assert asked == [], asked
print("silent", "PySide6" in sys.modules)
"""
WINDOW = """
from pathlib import Path

from annotator.desktop.undying import preserve

preserve()

from PySide6.QtTest import QTest

from annotator.desktop import app
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.span import Span

settings = Settings(theme="light", coder="Ana", language="fr")
application = app.start(settings)
window = Window(Session(), settings)
assert app.open_quickly(window, Path(sys.argv[1]))
window.complete()
window.show()
window.view.canvas.select(Span(0, 9))
window.desk.label(window.session.codebook.label_of_key("5"))
for name in ("undo", "redo", "register", "statements", "find_all", "keys", "check", "backup"):
    window.actions_table[name].trigger()
    QTest.qWait(30)
window.session.close()
assert asked == [], asked
assert "PySide6.QtNetwork" not in sys.modules
print("silent")
"""
PAGE = """<html><head><link rel=stylesheet href="http://x.test/a.css"><base href="http://x.test/">
<script src="http://x.test/a.js"></script></head><body><article><h1>Un port</h1>
<img src="http://x.test/a.png"><p>Le port rouvrira demain, a promis la ministre des transports.</p>
<p>Tout navire sera saisi, a averti l'amiral dans son discours.</p></article></body></html>"""
OUTSIDE = (
    '<!DOCTYPE a SYSTEM "http://x.test/a.dtd" [<!ENTITY e SYSTEM "http://x.test/e">]><a>&e;</a>'
)


def run(script, *words):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", LISTENING + script, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_ear_hears():
    told = run("import socket\nsocket.socket()\nprint(asked[0][0])")
    assert told == "socket.__new__\n"


def test_no_command_asks_for_the_network(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "page.html").write_text(PAGE, encoding="utf-8")
    (pages / "outside.xml").write_text(OUTSIDE, encoding="utf-8")
    (pages / "a.txt").write_text("Le port rouvrira demain.", encoding="utf-8")
    assert run(COMMANDS, tmp_path, pages).endswith("silent False\n")


def test_the_window_does_not_either(path):
    assert run(WINDOW, path).endswith("silent\n")
