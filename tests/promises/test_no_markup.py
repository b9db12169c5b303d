"""Nothing a stranger wrote is ever read as markup, or turns what stands beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
)

from annotator.desktop.article.heading import ElidedLine
from annotator.desktop.dialogs.about_dialog import show_about
from annotator.desktop.dialogs.error_dialog import ErrorDialog
from annotator.desktop.dialogs.export_dialog import ExportDialog
from annotator.desktop.dialogs.import_dialog import ImportDialog, ImportReportDialog
from annotator.desktop.dialogs.metadata_dialog import MetadataDialog
from annotator.desktop.dialogs.restore_dialog import RestoreDialog
from annotator.domain.annotation import Link
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.people import AnnotationSet, RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.turning import visible
from annotator.jobs import backup
from annotator.jobs.import_report import ImportReport, Remark
from annotator.store import annotations, articles, closing, coders, entries, links, opening
from annotator.store.ids import new_id
from tests.records import passage

MARK = '<b>MARKED</b><img src="file:///etc/hostname"><a href="http://x">y</a>'
TEXT = "Le port rouvrira, a promis la ministre. Tout navire sera saisi. " * 20
ABOUT = {"en": MARK, "fr": MARK}
LISTS = {"en": (MARK,), "fr": (MARK,)}


def attribute(id, type, *values):
    return Attribute(id=id, type=type, values=values, names=ABOUT)


BOOK = Codebook(
    id="b",
    version="1",
    names=ABOUT,
    rules=LISTS,
    layers=(
        Layer(
            id="L",
            names=ABOUT,
            attributes=(
                attribute("one", "choice", Choice(id=MARK, names=ABOUT)),
                attribute("two", "text"),
            ),
            labels=(
                Label(
                    id="A",
                    layer="L",
                    key="1",
                    names=ABOUT,
                    definition=ABOUT,
                    include=LISTS,
                    exclude=LISTS,
                    examples=LISTS,
                ),
                Label(id="B", layer="L", key="2", names=ABOUT),
            ),
        ),
    ),
    link_types=(LinkType(id="said_by", source="L", targets=("L", "entry"), names=ABOUT),),
)


@pytest.fixture
def marked(tmp_path):
    """A project whose every text field holds markup."""
    path = tmp_path / "marked <b>&amp; x.annot"
    project = opening.create(path, BOOK, MARK)
    with project.edit(say("{what}", what=MARK)):
        for number in range(2):
            made = Article(
                id=new_id(),
                name=f"{number} {MARK}",
                metadata=Metadata(
                    title=MARK, outlet=MARK, author=MARK, url=MARK, extra={MARK: MARK}
                ),
                source=Source(path=MARK),
                length=len(TEXT) + number,
                text_sha256=articles.text_sha256(TEXT + "." * number),
            )
            articles.add(project, made, TEXT + "." * number)
        entry = RegisterEntry(id=new_id(), name=MARK, aliases=(MARK,), note=MARK)
        entries.put(project, entry)
        other = AnnotationSet(id=new_id(), name=MARK, coder=project.coder.id, kind="gold")
        coders.put_set(project, other)
        first = articles.first(project)
        ids = []
        for start in (0, 10, 40):
            one = passage(
                first,
                project.own_set.id,
                (start, start + 20),
                layer="L",
                label="A",
                note=MARK,
                attributes={"one": MARK, "two": MARK},
                entry=entry.id,
                origin=MARK,
            )
            annotations.put(project, one)
            ids.append(one.id)
        for kind, target in (("annotation", ids[1]), ("entry", entry.id)):
            links.put(
                project, Link(id=new_id(), type="said_by", source=ids[0], kind=kind, target=target)
            )
    closing.close(project)
    return path


def offences():
    """Widgets that read, or would read, a stranger's words as markup."""
    return [
        f"{type(widget).__name__} {widget.objectName()}: {what[:80]}"
        for widget in QApplication.allWidgets()
        for what in (*_of_words(widget), *_of_tips(widget))
    ]


def _of_words(widget):
    if isinstance(widget, QTextEdit | QTextBrowser):
        yield "can show markup"
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        if "MARKED" in widget.text() or widget.textFormat() == Qt.TextFormat.RichText:
            yield widget.text()
        if widget.openExternalLinks():
            yield "opens links"


def _of_tips(widget):
    tips = [widget.toolTip()]
    if not isinstance(widget, QMenu) or widget.toolTipsVisible():  # menus show none by themselves
        tips += [action.toolTip() for action in widget.actions()]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, role = widget.model(), Qt.ItemDataRole.ToolTipRole
        tips += [model.index(row, 0).data(role) or "" for row in range(min(model.rowCount(), 20))]
    yield from filter(is_read, tips)


def is_read(tip):
    """Whether a tool tip would be read as markup that somebody wrote into the project."""
    return "<b>MARKED" in tip


def test_the_walk_finds_an_offender(qtbot):
    label = QLabel(MARK)
    qtbot.addWidget(label)
    assert offences()
    label.setTextFormat(Qt.TextFormat.PlainText)
    assert not offences()
    label.setToolTip(MARK)
    assert offences()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_widget_of_the_window_reads_markup(new_person, marked, settings, language, monkeypatch):
    settings.coder = MARK
    person = new_person(marked)
    window = person.window
    assert offences() == []
    for _ in range(3):
        window.desk.walk(backwards=False)
        window.show_passage()
        person.settle()
        assert offences() == []
    window.side.setCurrentIndex(1)
    window.codebook.show_rule("L", "A")
    person.settle()
    open_overlays(window)
    person.settle()
    assert offences() == []
    window.verbs.undo()
    window.verbs.redo()
    window.verbs.sets.next()
    person.settle()
    assert offences() == []


def open_overlays(window):
    window.overlays.say(MARK, "warning")
    window.overlays.say_sentence(say("{what}", what=MARK))
    window.overlays.banner.tell(MARK, [(MARK, print)])
    window.overlays.palette.show()
    window.overlays.cheat_sheet.show()
    window.desk.label(window.session.codebook.label("L", "B"))
    window.verbs.speaking.ask()
    window.verbs._offer_labels()
    window.verbs.finding.show()


def test_no_dialog_reads_markup(person, make_window, marked, monkeypatch, tmp_path, settings):
    person.window.close()
    settings.coder = MARK
    window = make_window(marked)
    looked = []

    def look(dialog):
        dialog.show()
        QApplication.processEvents()
        looked.append(type(dialog).__name__)
        assert offences() == []
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    monkeypatch.setattr(QMessageBox, "exec", look)
    MetadataDialog.ask(window, window.session, window.session.article)
    ExportDialog.ask(window, window.session)
    (tmp_path / f"{MARK.replace('/', '')}.jsonl").write_text("{}")
    ImportDialog.ask(window, [next(tmp_path.glob("*MARKED*.jsonl"))])
    backup.make_backup(marked)
    RestoreDialog.ask(window, MARK, backup.kept(marked))
    window.verbs.edit_settings()
    show_about(window)
    report = ImportReport(
        format=MARK,
        articles=1,
        warnings=(Remark(MARK, 1, say("{what}", what=MARK)),),
        refused=(Remark(MARK, 1, say("{what}", what=MARK)),),
    )
    for dialog in (ImportReportDialog(report, window), ErrorDialog.show_bug(window, MARK)):
        look(dialog)
    assert len(looked) == 8


# ---------------------------------------------------------------------- direction


def test_what_turns_words_round_is_named():
    assert visible("invoice_\u202egpj.exe") == "invoice_[RLO]gpj.exe"
    assert visible("a\u2066b\u2069c\u202a\u202c") == "a[LRI]b[PDI]c[LRE][PDF]"
    assert visible("éà עברית") == "éà עברית"


def test_the_list_and_the_titles_show_it(person, path):
    session = person.window.session
    old = articles.get(session.project, session.article)
    with session.edit(say("Title")) as project:
        articles.put(
            project,
            Article(
                id=old.id,
                name="x\u202egpj.exe",
                metadata=Metadata(title="y\u202egpj.exe"),
                source=old.source,
                length=old.length,
                text_sha256=old.text_sha256,
            ),
        )
    session.open_article(old.id)
    person.settle()
    models = [one.model() for one in person.window.articles.findChildren(QAbstractItemView)]
    cells = [model.index(row, 0).data() for model in models for row in range(model.rowCount())]
    assert "x[RLO]gpj.exe" in cells
    titles = [one.words() for one in person.window.view.findChildren(ElidedLine)]
    assert any(one.startswith("y[RLO]gpj.exe") for one in titles)
    assert not [one for one in titles if "\u202e" in one]
