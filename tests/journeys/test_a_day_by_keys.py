"""A day's labelling with keys alone: no mouse, no caret put anywhere but by a key.

What is labelled is written down as it is meant, in the test's own reading of the texts; in the
evening it is compared with the project file.
"""

import re
import unicodedata

import pytest
from PySide6.QtCore import Qt

from annotator.assets import folder as shipped
from annotator.desktop.article import searching
from annotator.domain.people import DONE
from annotator.jobs import check, projects
from annotator.store import annotations, articles, entries, links, states
from tests.journeys.conftest import Person

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIND, UNDO, REDO = (KEY.Key_F, CTRL), (KEY.Key_Z, CTRL), (KEY.Key_Y, CTRL)
TOP, NOTE, DONE_NEXT = (KEY.Key_Home, CTRL), (KEY.Key_M, CTRL), (KEY.Key_Return, CTRL)
BACK = (KEY.Key_F4, SHIFT)
QUOTATION = re.compile("«[^«»“”\n]{20,}»|“[^«»“”\n]{20,}”")
INTERRUPTED = re.compile("(«[^«»\n]{8,}»),? [^«»\n]{3,80}(«[^«»\n]{8,}»)")
TWO_WORDS = re.compile(r"(?<=[a-z] )[A-Z][a-z]+ [a-z]{3,}(?= [a-z])")
WORDS = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
ARTICLES = 8


def plain(words):
    """Without accents and capitals, as they are looked for."""
    parts = unicodedata.normalize("NFKD", words)
    return "".join(one for one in parts if not unicodedata.combining(one)).lower()


class Typist(Person):
    """A person who has put the mouse into a drawer."""

    def find(self, span, *, keep=False):
        """Find words within a stretch that stand nowhere else; they are selected then."""
        if not keep:
            self.let_go()
        self.press(TOP, FIND, (KEY.Key_A, CTRL), self.unique(span))
        self.press(KEY.Key_Escape)
        assert span[0] <= self.canvas.selection().start < self.canvas.selection().end <= span[1]

    def let_go(self):
        """Selection, waiting fragments, passage: a key each."""
        self.press(KEY.Key_Escape, KEY.Key_Escape, KEY.Key_Escape)

    def unique(self, span):
        """ASCII words of the stretch, as few as are enough to tell it from all others."""
        low = plain(self.text)
        for run in WORDS.finditer(self.text, *span):
            ends = [end.end() for end in re.finditer(r"\b\w+\b", run[0])]
            for end in ends:
                if low.count(plain(run[0][:end])) == 1:
                    return run[0][:end]
        raise AssertionError(self.text[slice(*span)])

    def take(self, span, *, keep=False):
        """Select a stretch: found, then widened with Space until it is that."""
        self.find(span, keep=keep)
        for _ in range(8):
            if self.canvas.selection() == span:
                return
            self.press(KEY.Key_Space)
        raise AssertionError(self.text[slice(*span)])

    def names(self, after=0):
        """Capitalised words that stand nowhere else, each also together with the next word."""
        for found in TWO_WORDS.finditer(self.text, after):
            start, end = found.span()
            alone = (start, start + found[0].index(" "))
            if self.can_tell(alone) and self.unique(alone) == self.text[slice(*alone)]:
                yield alone, (start, end)

    def can_tell(self, span):
        try:
            return bool(self.unique(span))
        except AssertionError:
            return False


@pytest.fixture(autouse=True)
def in_step(monkeypatch):
    """What is found shows before the next key, however busy the machine is."""
    monkeypatch.setattr(searching, "_BLINK", 5000)


@pytest.fixture
def new_typist(qtbot, make_window, tmp_path):
    def begin(folder):
        place = tmp_path / "day.annot"
        projects.close(projects.make(place, "Ana"))
        window = make_window(place)
        window.verbs.files.take_in([folder])
        window.view.canvas.setFocus()
        made = Typist(qtbot, window)
        made.settle()
        return made

    return begin


def claim(typist, meant, number):
    """A quotation, first labelled wrongly, then rightly, said by somebody, with a note."""
    found = next((m for m in QUOTATION.finditer(typist.text) if typist.can_tell(m.span())), None)
    if found is None:
        return
    typist.take(found.span())
    typist.press("1", UNDO)
    assert typist.found() == []
    typist.press(REDO)
    assert typist.in_hand() == [("DENIAL", found[0])]
    typist.press("5")
    name = next(typist.names(found.end()), None)
    is_named = number % 2 and name is not None
    who = mention(typist, meant, found[0], name[0]) if is_named else outsider(typist)
    typist.press(NOTE, "to be checked", KEY.Key_Escape)
    assert typist.canvas.hasFocus()
    meant.append(("ACCUSATION", (found.span(),), "to be checked", who))


def outsider(typist):
    """Somebody whom the article need not name."""
    typist.press("s", "Nils Qorvath", KEY.Key_Return)
    return "Nils Qorvath"


def mention(typist, meant, claim, span):
    """Words of the article become the speaker; the link is followed there and back."""
    typist.take(span, keep=True)
    typist.press("s", KEY.Key_Return)
    typist.press(KEY.Key_F4)
    assert typist.in_hand() == [("PERSON", typist.text[slice(*span)])]
    typist.press(BACK)
    assert typist.in_hand() == [("ACCUSATION", claim)]
    meant.append(("PERSON", (span,), "", ""))
    return f"at {span[0]}"


def halves(typist, meant):
    """An interrupted quotation is one passage; the second half is added in two ways."""
    after = max((end for _, spans, *_ in meant for _, end in spans), default=0)
    found = INTERRUPTED.search(typist.text, after)
    if found is None or not all(typist.can_tell(found.span(half)) for half in (1, 2)):
        return
    one, other = found.span(1), found.span(2)
    typist.take(one)
    typist.press("+")  # it waits
    typist.take(other, keep=True)
    typist.press("3", UNDO)  # both at once, which is thought better of
    typist.take(one)
    typist.press("3")
    typist.take(other, keep=True)
    typist.press("+")
    meant.append(("COMMITMENT", (one, other), "", ""))


def place(typist, meant):
    """A name whose edges are moved to and fro."""
    taken = {span for _, spans, *_ in meant for span in spans}
    for alone, both in typist.names():
        if all(both[1] <= start or both[0] >= end for start, end in taken):
            typist.take(alone)
            typist.press("l", "]", "{", "[", "}")
            assert typist.in_hand() == [("LOC", typist.text[slice(*alone)])]
            typist.press("]")
            meant.append(("LOC", (both,), "", ""))
            return


def walk(typist, meant):
    """Tab visits what is labelled in its order, and begins again."""
    typist.let_go()
    typist.press(TOP)
    seen = []
    for _ in range(len(meant) + 1):
        typist.press(KEY.Key_Tab)
        seen += [one.label for one in typist.window.desk.annotations()]
    ordered = sorted(meant, key=lambda one: one[1])
    assert seen == [label for label, *_ in [*ordered, *ordered[:1]]]


def in_the_file(project, article, set):
    names = {one.id: one.name for one in entries.everyone(project)}
    labelled = {one.id: one for one in annotations.of_article(project, article, set)}
    names |= {one.id: f"at {one.start}" for one in labelled.values()}
    made = []
    for one in labelled.values():
        ends = [link for link in links.of_annotation(project, one.id) if link.source == one.id]
        spans = tuple((span.start, span.end) for span in one.fragments)
        made.append((one.label, spans, one.note, ", ".join(names[link.target] for link in ends)))
    return sorted(made, key=lambda one: one[1])


def work(typist, count):
    """Label so many articles from the first one on; what was meant, by article."""
    meant = {}
    for number in range(count):
        article, mine = typist.window.session.article, []
        claim(typist, mine, number)
        halves(typist, mine)
        place(typist, mine)
        walk(typist, mine)
        meant[article] = mine
        typist.press(DONE_NEXT)
        assert typist.window.session.article != article
    return meant


def assert_in_the_file(typist, meant):
    project, set = typist.project, typist.window.session.set
    for article, found in meant.items():
        assert in_the_file(project, article, set) == sorted(found, key=lambda one: one[1])
        assert states.of_article(project, article, set) == DONE
    for article in articles.everyone(project):
        if article.id not in meant:
            assert in_the_file(project, article.id, set) == []
    assert check.run(project).ok


def test_what_was_meant_is_in_the_file(new_typist):
    typist = new_typist(shipped("seeds"))
    meant = work(typist, ARTICLES)
    labels = [label for found in meant.values() for label, *_ in found]
    many = {label: labels.count(label) for label in ("ACCUSATION", "LOC", "PERSON", "COMMITMENT")}
    assert min(many.values()) >= 2, many
    assert_in_the_file(typist, meant)


def test_real_articles_are_labelled_the_same_way(new_typist, shared, tmp_path):
    files = sorted((shared / "seeds").glob("*.txt"))
    folder = tmp_path / "articles"
    folder.mkdir()
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "zzz.txt").write_text("Un dernier, qui reste.", encoding="utf-8")
    typist = new_typist(folder)
    meant = work(typist, len(files))
    assert any(meant.values())
    assert_in_the_file(typist, meant)
