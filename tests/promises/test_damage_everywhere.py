"""Damage of any kind, met by any command and in the window: a sentence, and nothing is made worse.

`ANNOTATOR_DAMAGES` says how many files are damaged; each way comes in turn.
"""

import os
import random
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from annotator.cli import commands as cli
from annotator.desktop.safety.errors import Hooks
from annotator.desktop.session import Session
from annotator.desktop.window import Window
from annotator.domain.span import Span
from annotator.jobs import backup, check, projects

CASES = int(os.environ.get("ANNOTATOR_DAMAGES", "9"))
PAGE = 4096


def bits(content, chance):
    for _ in range(chance.choice([1, 20, 500])):
        content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)


def zeroed(content, chance):
    for _ in range(chance.choice([1, 4])):
        page = chance.randrange(1, len(content) // PAGE)
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def rubbish(content, chance):
    page = chance.randrange(1, len(content) // PAGE)
    content[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def swapped(content, chance):
    one, other = (chance.randrange(1, len(content) // PAGE) * PAGE for _ in range(2))
    first, second = content[one : one + PAGE], content[other : other + PAGE]
    content[one : one + PAGE], content[other : other + PAGE] = second, first


def cut_off(content, chance):
    del content[chance.randrange(100, len(content)) :]


def header(content, chance):
    for _ in range(chance.choice([1, 8])):
        content[chance.randrange(100)] = chance.randrange(256)


def page_headers(content, chance):
    for _ in range(chance.choice([1, 20])):
        content[chance.randrange(len(content) // PAGE) * PAGE + chance.randrange(100, 140)] = 7


def letters(content, chance):
    for _ in range(20):
        content[chance.randrange(100, len(content))] = chance.choice(b"\x00\xff<&{}%\\\"'")


def in_log(content, chance):
    """For the log beside a file: any of the ways, or nothing but rubbish."""
    if chance.random() < 0.2:
        content[:] = chance.randbytes(5000)
    else:
        chance.choice([bits, zeroed, rubbish, cut_off])(content, chance)


WAYS = (bits, zeroed, rubbish, swapped, cut_off, header, page_headers, letters, in_log)


@pytest.fixture
def crashed(worked, label, tmp_path):
    """What lies there after a crash: the file and its log."""
    place = tmp_path / "crashed"
    place.mkdir()
    project = projects.open_(worked, "Ana")
    for start in range(12):
        label(project, start, start + 9)
    contents = [worked.read_bytes(), worked.with_name(f"{worked.name}-wal").read_bytes()]
    projects.close(project)
    return contents


@pytest.fixture
def cases(worked, crashed, tmp_path):
    """Damaged files one after the other, at the same place; none twice."""
    good, place = worked.read_bytes(), tmp_path / "case" / "affair.annot"

    def lay(number):
        shutil.rmtree(place.parent, ignore_errors=True)
        place.parent.mkdir()
        way, chance = WAYS[number % len(WAYS)], random.Random(number)
        content, log = bytearray(good), None
        if way is in_log:
            content, log = bytearray(crashed[0]), bytearray(crashed[1])
        way(content if log is None else log, chance)
        place.write_bytes(content)
        if log is not None:
            place.with_name(f"{place.name}-wal").write_bytes(log)
        return place

    lay.place = place
    return lay


def said(capfd, *words):
    """Run a command; only a sentence may come out."""
    code = cli.main([str(one) for one in words])
    out, err = capfd.readouterr()
    told = f"{words[0]}: {err or out}"
    assert code in {0, 1, 2}, told
    assert "error in Annotator" not in told, told
    assert "Traceback" not in told, told
    return code


READING = (
    ("check",),
    ("stats",),
    ("export", "out/o.jsonl", "--format", "jsonl"),
    ("rescue", "out/o.txt"),
    ("agreement", "--resamples", "2"),
    ("report", "out/r.html", "--resamples", "2"),
    ("register", "export", "out/r.csv"),
    ("diff", "Ana", "Ana"),
)


def test_commands_that_read(cases, tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(CASES):
        path = cases(number)
        damaged = path.read_bytes()
        for command, *more in READING:
            Path("out").mkdir()
            group = [more.pop(0)] if command == "register" else []
            said(capfd, command, *group, path, *more)
            shutil.rmtree("out")
        if WAYS[number % len(WAYS)] is not in_log:
            assert path.read_bytes() == damaged


def test_what_is_salvaged_is_whole(cases, tmp_path, capfd):
    new = tmp_path / "salvaged.annot"
    for number in range(CASES):
        if said(capfd, "salvage", cases(number), new) < 2:
            assert check.run_on(new).ok
            new.unlink()
        assert not new.exists()


def test_commands_that_write(cases, worked, tmp_path, capfd):
    good, more = worked.read_bytes(), tmp_path / "more.txt"
    more.write_text("Encore un article. " * 9, encoding="utf-8")
    for number in range(CASES):
        said(capfd, "merge", worked, cases(number))
        assert check.run_on(worked).ok
        worked.write_bytes(good)
        said(capfd, "merge", cases(number), worked)
        said(capfd, "import", cases(number), more)
        said(capfd, "restore", worked, "--from", cases(number))
        worked.write_bytes(good)


def test_a_backup_mends_it_always(cases, worked, capfd, whole):
    before = whole(worked)
    cases.place.parent.mkdir()
    shutil.copy(worked, cases.place)
    kept = backup.make_backup(cases.place)
    for number in range(CASES):
        path = cases(number)
        assert said(capfd, "restore", path, "--from", kept) == 0
        assert whole(path) == before
        assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.fixture
def bugs(monkeypatch, settings, qtbot):
    """A new window for each file; gives what no damage explains."""
    found = []
    monkeypatch.setattr(QDialog, "exec", lambda _dialog: 0)

    def use(path):
        window = Window(Session(), settings)
        qtbot.addWidget(window)
        window.complete()
        checking = window.verbs.checking
        checking.unexplained.disconnect(window.overlays.show_bug)
        checking.unexplained.connect(found.append)
        hooks = Hooks(window.overlays.say_sentence, checking.explain)
        monkeypatch.setattr(sys, "excepthook", hooks._caught)
        window.show()
        for step in (lambda: window.verbs.files.open_path(path), *gestures(window)):
            try:
                step()
            except Exception as error:  # noqa: BLE001 - what the hooks of the program get
                hooks._caught(type(error), error, error.__traceback__)
            qtbot.wait(1)
        window.session.close()
        window.close()

    use.found = found
    return use


def gestures(window):
    """What somebody does who does not know yet that the file is damaged."""
    canvas = window.view.canvas

    def label(start):
        if window.session.is_open and len(window.view.text) > start + 20:
            canvas.select(Span(start, start + 12))
            window.desk.label(window.session.codebook.label_of_key("5"))

    def act(name):
        if window.actions_table[name].isEnabled():
            window.actions_table[name].trigger()

    for start in (3, 40, 90):
        yield lambda start=start: label(start)
        for name in ("undo", "redo", "next", "next_article", "statements", "register", "compare"):
            yield lambda name=name: act(name)
    for name in ("versions", "agreement", "check", "find_all", "recheck"):
        yield lambda name=name: act(name)


def test_in_the_window(cases, bugs):
    for number in range(CASES):
        was_whole = check.run_on(cases(number)).ok
        path = cases(number)
        bugs(path)
        if was_whole:
            assert check.run_on(path).ok
    assert bugs.found == []
