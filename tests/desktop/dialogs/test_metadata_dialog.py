"""An article's data: corrected in one step that can be undone."""

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.dialogs.metadata_dialog import MetadataDialog, is_date
from annotator.desktop.session import Session
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.codebook import Codebook
from annotator.domain.sentence import say
from annotator.store import articles, opening

KNOWN = Metadata(title="Kim dit oui", outlet="AZERTAC", date="2024-11", extra={"page": "3"})


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session()
    session.open(opening.create(tmp_path / "p.annot", Codebook(id="b", version="1"), "Anna"))
    checksum = articles.text_sha256("oui")
    article = Article(
        id="a", name="a.txt", metadata=KNOWN, source=Source(), length=3, text_sha256=checksum
    )
    with session.edit(say("x")) as project:
        articles.add(project, article, "oui")
    yield session
    session.close()


@pytest.fixture
def dialog(qtbot, session):
    dialog = MetadataDialog(articles.get(session.project, "a"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("words", ["", "2024", "2024-11", "2024-02-29"])
def test_dates_as_precise_as_known(words):
    assert is_date(words)


@pytest.mark.parametrize(
    "words", ["24", "2024-13", "2023-02-29", "2024-1-2", "hier", "20241123", "٢٠٢٤", "2024-"]
)
def test_what_is_no_date(words):
    assert not is_date(words)


def test_it_shows_what_is_known(dialog):
    assert dialog.title.text() == "Kim dit oui"
    assert dialog.metadata() == KNOWN


def test_a_correction_is_one_edit_that_can_be_undone(qtbot, session, dialog):
    edits = []
    session.changed.connect(edits.append)
    dialog.title.clear()
    qtbot.keyClicks(dialog.title, " Kim dit  non ")
    dialog.author.setText("B. Dupont")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.result() == 1
    assert dialog.keep(session)
    found = articles.get(session.project, "a").metadata
    assert (found.title, found.author, found.extra) == ("Kim dit non", "B. Dupont", {"page": "3"})
    assert [str(edit.name) for edit in edits] == ["Change the article's data"]
    session.undo()
    assert articles.get(session.project, "a").metadata == KNOWN


def test_nothing_changed_is_no_edit(session, dialog):
    edits = []
    session.changed.connect(edits.append)
    assert not dialog.keep(session)
    assert edits == []


def test_a_wrong_date_cannot_be_kept(qtbot, dialog):
    dialog.date.clear()
    qtbot.keyClicks(dialog.date, "2024-13")
    assert not dialog.main.isEnabled()
    assert dialog._hint.isVisible()
    qtbot.keyClick(dialog.date, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.date, Qt.Key.Key_Backspace)
    qtbot.keyClicks(dialog.date, "2")
    assert dialog.main.isEnabled()
    assert not dialog._hint.isVisible()


def test_who_may_only_read_only_reads(dialog):
    dialog.allow(writing=False)
    assert dialog.title.isReadOnly()
    assert not dialog.main.isVisible()
