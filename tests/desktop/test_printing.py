"""An article on paper, and its words on the clipboard."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from annotator import words
from annotator.desktop import tasks, theme
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.sheets import Sheets
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.annotation import SAID_BY, Link
from annotator.domain.article import Metadata
from annotator.domain.people import AnnotationSet, RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.span import Span
from annotator.store import annotations, articles, coders, entries, links
from annotator.store.ids import new_id
from tests.records import article_of, passage

LINE = "« Tout navire sera saisi », a dit Kim. La suffisance règne, selon une source du port.\n"
LOOKS = {"claim": Look("tint", "#D55E00", "Threat", "THR")}


@pytest.fixture
def desk(project, qtbot):
    """A window on one labelled article of several pages."""
    words.speak("en")
    theme.apply("dark")
    text = LINE * 60
    article = article_of(
        text,
        "000_x",
        metadata=Metadata(title="Le port & <la mer>", outlet="Agence", date="2024-11"),
    )
    with project.edit(say("Label")):
        articles.add(project, article, text)
        for place, note in ((0, "À revoir"), (40, "")):
            start = place * len(LINE)
            made = passage(
                article.id,
                project.own_set.id,
                (start, start + 26),
                label="ACCUSATION",
                note=note,
                codebook_version="1.0.0",
            )
            annotations.put(project, made)
    window = Window(Session(), Settings(theme="dark", language="en", font="DejaVu Serif"))
    qtbot.addWidget(window)
    window.complete()
    window.session.open(project)
    window.verbs.open_article(article.id)
    window.show()
    yield window
    window.session.closing.disconnect()
    theme.apply("light")


def pages(written):
    return len(re.findall(rb"/Type /Page\s", written))


def notices(window):
    return [notice.words for notice in window.overlays.notices.notices]


# ---------------------------------------------------------------------- sheets


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=14),
    st.integers(120, 400),
    st.integers(120, 400),
)
def test_every_line_is_on_one_sheet_and_whole(qapp, lengths, first, others):
    text = "\n".join("mot " * (length // 4) for length in lengths)
    marks = [Mark(0, min(9, len(text)), "a", "claim")] if text else []
    sheets = Sheets(CanvasStyle("DejaVu Serif", size=11), LOOKS, 500)
    sheets.show(text, marks)
    made = list(sheets.cut(first, others))
    page = sheets._page
    lines = [
        (number, line.top)
        for number in range(len(page.paragraphs))
        for line in page.laid(number).lines
    ]
    starts = [lines.index((s.paragraph, s.shift)) if s.shift else None for s in made]
    assert starts[0] is None
    for at, sheet in enumerate(made[:-1]):
        assert sheet.height <= (others if at else first)
    for one, other in pairwise(made):
        assert (one.paragraph, one.shift) < (other.paragraph, other.shift)
        between = [
            line
            for number in range(one.paragraph, other.paragraph + 1)
            for line in page.laid(number).lines
            if (one.paragraph, one.shift) <= (number, line.top) < (other.paragraph, other.shift)
        ]
        drawn = sum(line.bottom - line.top for line in between)
        assert drawn <= one.height + 0.01


# ---------------------------------------------------------------------- PDF


def test_a_pdf_has_all_pages(desk, tmp_path):
    path = tmp_path / "article.pdf"
    desk.verbs.printing.write_pdf(path)
    written = path.read_bytes()
    assert written.startswith(b"%PDF")
    assert written.rstrip().endswith(b"%%EOF")
    assert 4 <= pages(written) <= 9
    assert notices(desk) == ["Saved as article.pdf."]


def test_its_words_can_be_searched(desk, tmp_path):
    path = tmp_path / "article.pdf"
    desk.verbs.printing.write_pdf(path)
    # Qt writes the space of a font down as a tab; readers take both for a blank.
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(path).pages]
    found = " ".join(sheets)
    assert "Le port & <la mer>" in sheets[0]
    assert "Agence · 2024-11 · 000_x" in sheets[0]
    for number, sheet in enumerate(sheets, start=1):
        assert f"Page {number}" in sheet
        assert "Ann · codebook" in sheet
    assert found.count("« Tout navire sera saisi »") == 60 + 1
    assert found.count("suffisance") == 60
    assert found.count("Accusation") == 2 + 2  # captions; legend and note
    assert "Accusation (ACC): 2" in found
    assert "À revoir" in found


def test_the_labels_on_the_screen_are_those_on_paper(desk, tmp_path, project):
    """Somebody else's set has other counts, and its own coder."""
    other = AnnotationSet(id=new_id(), name="gold", coder=project.coder.id, kind="gold")
    with project.edit(say("Set")):
        coders.put_set(project, other)
    desk.session.show_set(other.id)
    desk.verbs.printing.write_pdf(tmp_path / "gold.pdf")
    found = " ".join(page.extract_text() for page in PdfReader(tmp_path / "gold.pdf").pages)
    found = " ".join(found.split())
    assert "Ann · gold · codebook" in found
    assert "Accusation" not in found
    assert "À revoir" not in found


@pytest.fixture
def linked(desk, project):
    """The desk with a claim said by a labelled speaker, who is in the register, and an outsider."""
    article = desk.session.article
    claims = annotations.of_article(project, article, project.own_set.id)
    claims = sorted(claims, key=lambda one: one.start)
    people = [RegisterEntry(id=new_id(), name=name, kind="person") for name in ("Kim Lo", "Vern")]
    start = LINE.index("Kim")
    mention = replace(
        claims[0],
        id=new_id(),
        layer="SPEAKER",
        label="PERSON",
        fragments=(Span(start, start + 3),),
        note="porte-parole",
        entry=people[0].id,
    )
    ends = [(claims[0], "annotation", mention.id), (claims[1], "entry", people[1].id)]
    with project.edit(say("Link")) as edit:
        for entry in people:
            entries.put(project, entry)
        annotations.put(project, mention)
        for source, kind, target in ends:
            links.put(
                project, Link(id=new_id(), type=SAID_BY, source=source.id, kind=kind, target=target)
            )
    desk.session.announce(edit)
    return desk


def printed(desk, path):
    desk.verbs.printing.write_pdf(path)
    found = " ".join(page.extract_text() for page in PdfReader(path).pages)
    return " ".join(found.split())


def test_links_are_in_the_legend_and_below(linked, tmp_path):
    found = printed(linked, tmp_path / "all.pdf")
    assert "Links Said by: 2" in found
    assert "Accusation: « Tout navire sera saisi » Said by: Kim Lo" in found
    assert "Accusation: « Tout navire sera saisi » Said by: Vern" in found
    assert "porte-parole" in found


def test_links_and_notes_can_be_left_out(linked, tmp_path):
    linked.settings.print_links = linked.settings.print_notes = False
    found = printed(linked, tmp_path / "few.pdf")
    assert "Said by: 2" in found
    assert "Said by: Kim Lo" not in found
    assert "porte-parole" not in found
    assert "À revoir" not in found


def test_a_hidden_layer_is_not_printed_and_the_legend_says_so(linked, tmp_path):
    linked.view.layers.put({"SPEAKER": "hidden"})
    found = printed(linked, tmp_path / "claims.pdf")
    assert "Accusation (ACC): 2" in found
    assert "Person (" not in found
    assert "porte-parole" not in found
    assert "hidden: Speaker" in found
    linked.view.layers.put({"SPEAKER": "shown", "CLAIM": "hidden"})
    found = printed(linked, tmp_path / "speakers.pdf")
    assert "Accusation" not in found
    assert "Said by" not in found
    assert "porte-parole" in found


def test_a_dimmed_layer_is_printed_without_captions(linked, tmp_path):
    linked.view.layers.put({"CLAIM": "dimmed"})
    linked.settings.print_links = linked.settings.print_notes = False
    found = printed(linked, tmp_path / "dimmed.pdf")
    assert found.count("Accusation") == 1  # in the legend


def test_what_was_stopped_leaves_nothing(desk, tmp_path, monkeypatch):
    path = tmp_path / "article.pdf"
    path.write_bytes(b"before")

    def stop(_window, _title, job):
        return job(lambda done, _total: done < 1000)

    monkeypatch.setattr(tasks, "run", stop)
    desk.verbs.printing.write_pdf(path)
    assert path.read_bytes() == b"before"
    assert notices(desk) == ["Saving was stopped; nothing was written."]
    assert list(tmp_path.glob("*article*")) == [path]


def test_a_place_that_cannot_be_written_is_named(desk, tmp_path):
    with pytest.raises(AnnotatorError, match=r"nowhere.*cannot be written"):
        desk.verbs.printing.write_pdf(tmp_path / "nowhere" / "article.pdf")


def test_the_menu_asks_where(desk, tmp_path, monkeypatch):
    asked = []

    def answer(_parent, title, name, _filter):
        asked.append((title, name))
        return str(tmp_path / "chosen"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    desk.actions_table["save_pdf"].trigger()
    assert asked == [("Save as PDF", "000_x.pdf")]
    assert (tmp_path / "chosen.pdf").exists()


def test_a_printer_finer_than_the_screen_prints_the_same(desk, tmp_path):
    desk.verbs.printing.write_pdf(tmp_path / "screen.pdf")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    assert printer.resolution() >= 600
    desk.verbs.printing.print_on(printer)
    some, others = ((tmp_path / name).read_bytes() for name in ("screen.pdf", "printer.pdf"))
    assert abs(pages(some) - pages(others)) <= 1


# ---------------------------------------------------------------------- copying


def press(window, qtbot, key, modifiers):
    window.activateWindow()
    window.view.canvas.setFocus()
    qtbot.waitUntil(window.view.canvas.hasFocus)
    qtbot.keyClick(window.view.canvas, key, modifiers)


CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_copy_gives_the_words_as_stored(desk, qtbot):
    desk.view.canvas.select(Span(2, len(LINE) + 4))
    press(desk, qtbot, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == (LINE * 2)[2 : len(LINE) + 4]


def test_copy_with_labels_takes_the_selection_or_the_passage_in_hand(desk, qtbot):
    press(desk, qtbot, Qt.Key.Key_C, CONTROL | SHIFT)
    assert notices(desk) == ["Select words first, or go to a passage with Tab."]
    desk.view.canvas.select(Span(0, 38))
    press(desk, qtbot, Qt.Key.Key_C, CONTROL | SHIFT)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == (
        "[Accusation: « « Tout navire sera saisi » »], a dit Kim.\n"
        "— Le port & <la mer>, Agence, 2024-11, 000_x"
    )
    assert "Le port &amp; &lt;la mer&gt;" in mime.html()
    assert 'title="Accusation"' in mime.html()
    desk.view.canvas.select(None)
    desk.view.canvas.set_caret(0)
    desk.desk.walk(backwards=False)
    press(desk, qtbot, Qt.Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text().startswith("[Accusation: « « Tout navire sera saisi")
