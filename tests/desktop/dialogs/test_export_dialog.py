"""The export dialog: what is chosen, and what is said to be lost before anything is written."""

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.dialogs.export_dialog import ExportDialog
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import export
from annotator.store import annotations, articles, coders, opening

TEXT = "Kim a dit oui, puis non."
BOOK = Codebook(
    id="b",
    version="1",
    layers=(Layer(id="CLAIM", labels=(Label(id="THREAT", layer="CLAIM"),)),),
)


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session()
    session.open(opening.create(tmp_path / "p.annot", BOOK, "Anna"))
    checksum = articles.text_sha256(TEXT)
    article = Article(
        id="a",
        name="a.txt",
        metadata=Metadata(),
        source=Source(),
        length=len(TEXT),
        text_sha256=checksum,
    )
    with session.edit(say("x")) as project:
        articles.add(project, article, TEXT)
        coders.set_named(project, "Gold & co", project.coder, "gold")
        annotations.put(project, threat(session, "n1", (Span(0, 3), Span(6, 9))))
        annotations.put(project, threat(session, "n2", (Span(4, 8),)))
    yield session
    session.close()


def threat(session, id, fragments):
    return Annotation(
        id=id, article="a", set=session.set, layer="CLAIM", label="THREAT", fragments=fragments
    )


@pytest.fixture
def dialog(qtbot, session):
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog, name):
    names = [known.name for known in dialog._formats]
    dialog.format.setCurrentIndex(names.index(name))


def test_only_formats_that_can_be_written_are_offered(dialog):
    names = [known.name for known in dialog._formats]
    assert "jsonl" in names
    assert "txt" not in names


def test_ones_own_set_is_chosen_at_first(dialog):
    assert [one.name for one in dialog.chosen_sets()] == ["Anna"]
    assert [box.text() for box in dialog.sets] == ["Anna", "Gold && co"]


def test_what_was_chosen_is_what_is_wanted(qtbot, dialog):
    choose(dialog, "csv")
    dialog.sets[1].click()
    dialog.shares[1].click()
    wanted = dialog.wanted()
    assert (wanted.format, list(wanted.sets)) == ("csv", ["Anna", "Gold & co"])
    assert (wanted.options.text, wanted.options.guard) == ("snippets", True)
    dialog.guard.click()
    assert not dialog.wanted().options.guard


def test_only_tables_have_a_guard(dialog):
    choose(dialog, "jsonl")
    assert not dialog.guard.isVisible()
    assert not dialog.wanted().options.guard
    choose(dialog, "tsv")
    assert dialog.guard.isVisible()


def test_nothing_chosen_cannot_be_written(qtbot, dialog):
    qtbot.keyClick(dialog.sets[0], Qt.Key.Key_Space)
    assert not dialog.main.isEnabled()
    qtbot.keyClick(dialog.sets[0], Qt.Key.Key_Space)
    assert dialog.main.isEnabled()


def test_what_is_lost_is_said_with_its_number(session, dialog):
    choose(dialog, "csv")
    lost = export.losses(session.project, dialog.chosen(), dialog.chosen_sets())
    for loss in lost:
        assert f"{loss.number} × {loss.reason}" in dialog.lost.text()
    assert bool(lost) is (dialog.lost.text() != "Nothing is lost.")
    choose(dialog, "jsonl")
    assert dialog.lost.text() == "Nothing is lost."


def test_the_request_can_be_carried_out(session, dialog, tmp_path):
    choose(dialog, "jsonl")
    report = export.run(session.project, tmp_path / "out.jsonl", dialog.wanted())
    assert report.annotations == 2


def test_cancel_wants_nothing(qtbot, dialog):
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert dialog.result() == 0


def test_no_words_are_cut_off(qtbot, dialog):
    choose(dialog, "csv")
    qtbot.waitUntil(lambda: dialog.guard.width() >= dialog.guard.sizeHint().width())
    for widget in (*dialog.sets, *dialog.shares, dialog.main, dialog.cancel):
        assert widget.width() >= widget.sizeHint().width()


def test_what_is_personal_stays_here_unless_it_is_ticked(qtbot, session):
    with session.edit(say("x")) as project:
        coders.set_named(project, "maud@exemple.org", project.coder, "import")
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    for box in dialog.sets:
        box.setChecked(True)
    assert "e-mail addresses" in dialog.lost.text()
    assert dialog.personal.isVisible()
    assert not dialog.wanted().options.personal
    dialog.personal.setChecked(True)
    assert "e-mail addresses" not in dialog.lost.text()
    assert dialog.wanted().options.personal
