"""Real articles and the demo's through the window: labelled, undone, done again, written out."""

import json
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.assets import folder as shipped
from annotator.desktop.dialogs.export_dialog import ExportDialog, Request
from annotator.domain.span import Span
from annotator.jobs import check, projects
from annotator.jobs.export import Wanted
from annotator.store import articles

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHORTENED = re.compile(r"«[^«»\n]+ \[\.\.\.\] [^«»\n]+»")
QUOTATION = re.compile("«[^«»“”\n]{4,}»|“[^«»“”\n]{4,}”")
INTERRUPTED = re.compile("«[^«»\n]+»,? [^«»\n]{3,80}«[^«»\n]+»")


@pytest.fixture
def open_folder(new_person, tmp_path):
    """The window on an empty project that takes a folder in."""

    def opened(folder):
        place = tmp_path / "seeds.annot"
        projects.close(projects.make(place, "Ana"))
        person = new_person(place)
        person.window.verbs.files.take_in([folder])
        person.canvas.setFocus()
        person.settle()
        return person

    return opened


def decoded(data):
    """A file's text as its bytes say, found in another way than the program does."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"", "utf-8"), (b"", "cp1252")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise AssertionError


def first_quotation(text):
    """The first quotation with nothing quoted in it, with its marks."""
    found = QUOTATION.search(text)
    return Span(*found.span()) if found else None


def all_articles(person):
    """Goes from article to article with the keyboard; gives each one's id."""
    count = person.window.articles.rows.rowCount()
    for place in range(count):
        yield person.window.session.article
        if place < count - 1:
            person.press((Qt.Key.Key_Down, ALT))


def shown_everywhere(person):
    """What the canvas draws in each article."""
    names = {}
    for article in articles.everyone(person.project):
        person.window.verbs.open_article(article.id)
        names[article.name] = person.shown()
    return names


def widen_until(person, wanted):
    """Space until the selection is this stretch, as a person does who looks at it."""
    for _ in range(8):
        person.press(Qt.Key.Key_Space)
        if person.canvas.selection() == wanted:
            return True
    return False


def label_everything(person):
    """In each article a quotation by Space, its two halves where one is cut in two, one name."""
    interrupted = 0
    for _ in all_articles(person):
        wanted = first_quotation(person.text)
        if wanted is not None:
            person.canvas.set_caret(wanted.start + 2)
            assert widen_until(person, wanted), wanted.cut(person.text)
            person.press("5")
            assert person.in_hand() == [("ACCUSATION", wanted.cut(person.text))]
            person.press(Qt.Key.Key_Escape)
        cut = INTERRUPTED.search(person.text, wanted.end if wanted else 0)
        if cut is not None:
            interrupted += 1
            middle = person.text.index("»", cut.start()) + 1
            second = person.text.rindex("«", 0, cut.end())
            person.canvas.select(Span(cut.start(), middle))
            person.press("3")
            person.canvas.select(Span(second, cut.end()))
            person.press("+")
            (passage,) = person.window.desk.annotations()
            assert passage.fragments == (Span(cut.start(), middle), Span(second, cut.end()))
            assert "[…]" in passage.words(person.text)
            person.press(Qt.Key.Key_Escape)
        name = re.search(r"\b[A-Z]\w+\b", person.text)
        person.canvas.select(Span(*name.span()))
        person.press("l")
    return interrupted


def there_and_back(person, monkeypatch, tmp_path):
    """Undo all, redo all, write out, and compare with what is drawn."""
    drawn = shown_everywhere(person)
    assert all(drawn.values())
    steps = 0
    while not person.window.actions_table["undo"].text().endswith(" articles"):
        person.press((Qt.Key.Key_Z, CTRL))
        steps += 1
        assert steps < 200
    assert not any(shown_everywhere(person).values())
    for _ in range(steps):
        person.press((Qt.Key.Key_Y, CTRL))
    assert shown_everywhere(person) == drawn
    out = tmp_path / "out.jsonl"
    request = Request(path=out, wanted=Wanted(format="jsonl"))
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: request)
    person.press((Qt.Key.Key_E, CTRL))
    written = {name: [] for name in drawn}
    texts = {one.name: articles.text(person.project, one.id) for one in _everyone(person)}
    for line in map(json.loads, out.read_text(encoding="utf-8").splitlines()):
        look = f"{line['layer']}/{line['label']}"
        written[line["article"]] += [(*fragment, look) for fragment in line["fragments"]]
        cut = [texts[line["article"]][start:end] for start, end in line["fragments"]]
        assert line["text"] == cut
    assert {name: sorted(marks) for name, marks in written.items()} == drawn
    assert check.run(person.project).ok


def _everyone(person):
    return list(articles.everyone(person.project))


def assert_texts_are_the_files(person, folder):
    stored = {one.name: articles.text(person.project, one.id) for one in _everyone(person)}
    files = {path.stem: decoded(path.read_bytes()) for path in sorted(folder.glob("*.txt"))}
    assert stored == files


@pytest.mark.parametrize("number", [0, 1, 2], ids=["first", "second", "third"])
def test_a_real_article_is_labelled_and_written_out(
    open_folder, shared, tmp_path, monkeypatch, number
):
    files = sorted((shared / "seeds").glob("*.txt"))
    assert len(files) == 3
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / files[number].name).write_bytes(files[number].read_bytes())
    (alone / "zzz.txt").write_text("Un autre, pour que Tarsk ne soit pas seul.", encoding="utf-8")
    person = open_folder(alone)
    assert_texts_are_the_files(person, alone)
    label_everything(person)
    there_and_back(person, monkeypatch, tmp_path)


def test_an_interrupted_real_quotation_is_one_passage(open_folder, shared):
    person = open_folder(shared / "seeds")
    shortened = SHORTENED.search(person.text)
    start, end = shortened.span()
    gap = person.text.index("[...]", start)
    person.canvas.select(Span(start, gap - 1))
    person.press("5")
    person.canvas.select(Span(gap + 6, end))
    person.press("+")
    (passage,) = person.window.desk.annotations()
    assert passage.fragments == (Span(start, gap - 1), Span(gap + 6, end))
    assert len(person.shown()) == 2
    person.press((Qt.Key.Key_Z, CTRL))
    assert [(s, e) for s, e, _ in person.shown()] == [(start, gap - 1)]
    person.press((Qt.Key.Key_Z, CTRL))
    assert person.shown() == []
    person.press((Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Y, CTRL))
    (again,) = person.window.desk.annotations()
    assert again == replace(passage, updated=again.updated)


def test_the_demo_is_labelled_and_written_out(open_folder, tmp_path, monkeypatch):
    person = open_folder(shipped("seeds"))
    assert len(_everyone(person)) >= 15
    assert_texts_are_the_files(person, shipped("seeds"))
    assert label_everything(person) > 3
    there_and_back(person, monkeypatch, tmp_path)
