"""Every field of a project full of words from a stranger, in every window there is.

Markup is shown as it is written, what looks like a place for a value stays what it is, and words of
a million letters cost no more than a moment.
"""

import re
import time

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QGroupBox,
    QMenu,
    QMessageBox,
    QTabBar,
)

from annotator.cli import commands as cli
from annotator.desktop.actions import TABLE
from annotator.domain.annotation import Link
from annotator.domain.article import Metadata, Source
from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.people import AnnotationSet, Coder, RegisterEntry
from annotator.domain.review import Assignment, Comment
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.domain.statements import Member, StatementCard
from annotator.jobs import check, export
from annotator.jobs.export import Wanted
from annotator.store import (
    annotations,
    articles,
    assignments,
    closing,
    codebooks,
    coders,
    comments,
    entries,
    links,
    opening,
    statements,
    versions,
)
from annotator.store.ids import new_id
from tests.promises import test_no_markup as no_markup
from tests.records import article_of, passage

MARKUP = '<b>MARKED</b><img src="file:///etc/hostname"><a href="http://x">y</a>&D'
WORDS = {
    "markup": MARKUP,
    "entities": "&lt;b&gt;MARKED&lt;/b&gt; &amp; & &#60;img src=x&#62;",
    "places for values": "%n %1 %s {0} {name} {count} {what!r} {} } { MARKED",
    "turned round": "x MARKED \u202egpj.exe\u2066 \u061c\u200f",
    "control characters": "x MARKED \x01\x07\x1b[31m\x7f\u2028\u0085",
    "lines": "x MARKED\n\n# <b>MARKED</b>\r\n```\n<img src=x>\n| a | b |\n\t- <script>",
    "a nought": "x MARKED \x00 after",
    "halves of pairs": "MARKED \udcff",
}
KINDS = [one for one in WORDS if one != "halves of pairs"]
LONG = "<b>MARKED</b> " + "mot " * 250_000
TEXT = "Le port rouvrira, a promis la ministre. Tout navire sera saisi. " * 20
LIMIT = 12
"""Seconds for one gesture over words of a million letters, on a slow machine that others use."""


def book(words):
    about, lists = {"en": words, "fr": words}, {"en": (words,), "fr": (words,)}
    choice = Attribute(id="one", type="choice", values=(Choice(id="c", names=about),), names=about)
    labels = tuple(
        Label(
            id=id,
            layer="L",
            key=key,
            names=about,
            question=about,
            definition=about,
            include=lists,
            exclude=lists,
            examples=lists,
        )
        for id, key in (("A", "1"), ("B", "2"))
    )
    layer = Layer(id="L", names=about, attributes=(choice,), labels=labels)
    said_by = LinkType(id="said_by", source="L", targets=("L", "entry"), names=about)
    return Codebook(
        id="b", version="1", names=about, rules=lists, layers=(layer,), link_types=(said_by,)
    )


def fill(path, words):
    """A project all of whose fields hold these words."""
    project = opening.create(path, book(words), words)
    first, second = (add_article(project, words, number) for number in range(2))
    with project.edit(say("{what}", what=words)):
        entry, twin = (add_entry(project, f"{words}{number}") for number in ("", "2"))
        other = Coder(id=new_id(), name=f"{words} 2")
        coders.put_coder(project, other)
        theirs = AnnotationSet(id=new_id(), name=f"{words} 2", coder=other.id, kind="own")
        coders.put_set(project, theirs)
        mine = [annotate(project, first, words, start, entry) for start in (0, 10, 40)]
        for start in (2, 40):
            annotate(project, first, words, start, twin, theirs.id)
        for kind, target in (("annotation", mine[1]), ("entry", entry)):
            made = Link(id=new_id(), type="said_by", source=mine[0], kind=kind, target=target)
            links.put(project, made)
        card = StatementCard(id=new_id(), wording=words, note=words, occasion=words)
        statements.put(project, card)
        statements.join(project, Member(card.id, mine[0], "verbatim"))
        comments.put(
            project,
            Comment(
                id=new_id(),
                article=first,
                author=project.coder.id,
                words=words,
                place=Span(0, 9),
            ),
        )
        for one in (project.coder, other):
            assignments.put(project, Assignment(article=second, coder=one.id, is_blind=False))
    with project.edit(say("Rename")):
        label = codebooks.current(project).label("L", "B")
        codebooks.put_label(project, Label(**{**_fields(label), "names": {"en": "Other"}}))
        versions.publish(project, words[:2000], words)
    closing.close(project)
    return path


def _fields(label):
    return {name: getattr(label, name) for name in label.__slots__}


def add_article(project, words, number):
    text = TEXT + "." * number
    made = article_of(
        text,
        f"{words} {number}",
        metadata=Metadata(title=words, outlet=words, author=words, url=words, extra={words: words}),
        source=Source(path=words),
    )
    with project.edit(say("{what}", what=words)):
        articles.add(project, made, text)
    return made.id


def add_entry(project, words):
    entry = RegisterEntry(id=new_id(), name=words, aliases=(words,), note=words)
    entries.put(project, entry)
    return entry.id


def annotate(project, article, words, start, entry, set=""):
    made = passage(
        article,
        set or project.own_set.id,
        (start, start + 20),
        layer="L",
        label="A",
        note=words,
        attributes={"one": words, "two": [words]},
        entry=entry,
        origin=words,
    )
    annotations.put(project, made)
    return made.id


# ---------------------------------------------------------------------- walking


def offences():
    """Whatever reads a stranger's words as markup, or takes an ampersand of theirs for a key."""
    found = no_markup.offences()
    for widget in QApplication.allWidgets():
        found += [f"{type(widget).__name__}: {what[:90]}" for what in _more(widget)]
    return found


def _more(widget):
    if isinstance(widget, QAbstractButton | QGroupBox):
        text = widget.text() if isinstance(widget, QAbstractButton) else widget.title()
        if "</a>&D" in text and not _paints_itself(widget):
            yield text
    if isinstance(widget, QMenu):
        yield from (one.text() for one in widget.actions() if "</a>&D" in one.text())
    if isinstance(widget, QTabBar):
        texts = [widget.tabText(place) for place in range(widget.count())]
        yield from (one for one in texts if "</a>&D" in one)
    tips = [widget.whatsThis(), widget.statusTip(), *_cell_tips(widget)]
    yield from (one for one in tips if no_markup.is_read(one))


def _paints_itself(widget):
    ours = (one for one in type(widget).__mro__ if one.__module__.startswith("annotator"))
    return any("paintEvent" in vars(one) for one in ours)


def _cell_tips(widget):
    if isinstance(widget, QComboBox):
        role = Qt.ItemDataRole.ToolTipRole
        yield from (widget.itemData(place, role) or "" for place in range(min(widget.count(), 20)))
    if not isinstance(widget, QAbstractItemView) or widget.model() is None:
        return
    model = widget.model()
    for row in range(min(model.rowCount(), 20)):
        for column in range(_columns(model)):
            index = model.index(row, column)
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            yield str(index.data(Qt.ItemDataRole.WhatsThisRole) or "")
    for place in range(_columns(model)):
        found = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        yield str(found or "")


def _columns(model):
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())


LEFT_OUT = {"quit", "close", "new", "open_demo", "print", "save_pdf"}


@pytest.fixture
def answered(monkeypatch):
    """Nobody is there to answer a dialog: each is shown, looked at and closed."""
    shown = []

    def look(dialog):
        dialog.show()
        QApplication.processEvents()
        shown.append(type(dialog).__name__)
        assert offences() == []
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    monkeypatch.setattr(QMessageBox, "exec", look)
    monkeypatch.setattr(QMenu, "exec", lambda menu, *_: None)
    for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_given, **_more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given, **_more: "")
    return shown


def tour(person, slowest):
    """Do all there is to do once, and look at everything after each."""
    window = person.window
    window.desk.walk(backwards=False)
    for entry in TABLE:
        action = window.actions_table[entry.id]
        if entry.id in LEFT_OUT or not action.isEnabled():
            continue
        begun = time.monotonic()
        action.trigger()
        person.settle()
        person.settle()
        slowest.append((time.monotonic() - begun, entry.id))
        assert offences() == [], entry.id
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.close()
    window.overlays.say(WORDS["markup"], "warning")
    window.desk.walk(backwards=False)
    window.desk.label(window.session.codebook.label("L", "B"))
    window.verbs.undo()
    window.verbs.redo()
    person.settle()
    assert offences() == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_window(kind, tmp_path, settings, new_person, answered):
    settings.coder = WORDS[kind]
    path = fill(tmp_path / "hostile.annot", WORDS[kind])
    person = new_person(path)
    tour(person, [])
    assert {"SettingsDialog", "AssignDialog"} <= set(answered)
    assert check.run(person.project).ok


def test_the_walk_finds_a_button(qtbot):
    from PySide6.QtWidgets import QPushButton  # noqa: PLC0415

    button = QPushButton(MARKUP)
    qtbot.addWidget(button)
    assert offences()
    button.setText(MARKUP.replace("&", "&&"))
    assert not offences()


# ---------------------------------------------------------------------- what leaves the program


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_report_has_no_markup_of_theirs(kind, ending, tmp_path, capfd):
    path, out = fill(tmp_path / "hostile.annot", WORDS[kind]), tmp_path / f"r.{ending}"
    assert cli.main(["report", str(path), str(out), "--resamples", "5"]) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    code = ending == "md"  # where a line is indented nothing is read
    written = "\n".join(line for line in lines if not (code and line.startswith("    ")))
    assert "MARKED" in written
    for tag in ("<img", "<b>MARKED", "<a href", "<script"):
        # A backslash before it makes a sign of Markdown a letter.
        assert not re.search(rf"(?<!\\){tag}", written)


@pytest.mark.parametrize("name", ["brat", "webanno", "conll", "jsonl", "refi", "network-csv"])
def test_files_that_are_written_stay_in_their_folder(name, tmp_path):
    path = fill(tmp_path / "hostile.annot", "../../<b>MARKED/CON: \u202egpj.exe")
    project = opening.open_project(path, read_only=True)
    place = tmp_path / "out"
    place.mkdir()
    try:
        export.run(project, place / f"o.{name}", Wanted(format=name))
    finally:
        closing.close(project)
    for file in tmp_path.rglob("*"):
        if file not in {path, place}:
            assert file.is_relative_to(place), file
            assert not set(file.name) & set("<>:\u202e/\\"), file
