"""Decorations brought in line with one change are those that a new page would make."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.desktop.canvas.marks import Mark, in_order
from annotator.desktop.canvas.page import Page
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.canvas.supply import SuppliedMarks

LOOKS = {
    "claim": Look("tint", "#D55E00", "Threat", "THR"),
    "fact": Look("tint", "#0072B2", "Fact", "FAC"),
    "speaker": Look("lane", "#56B4E9", "Person", "PER"),
    "other": Look("lane", "#009E73", "Person", "PER", band=2),
    "entity": Look("underline", "#6A3D9A", "Place", "LOC"),
}
SENTENCE = "Le gouverneur a déclaré 🚢 que l’île n’accepterait aucun péage avant l’hiver. "
TEXT = "\n".join([SENTENCE * 4, "אמר השר שלום " * 9 + SENTENCE, "", SENTENCE, SENTENCE * 6])
IDS = "abcdefgh"


class Kept:
    """What a project would hold, supplied as it is asked for."""

    def __init__(self):
        self.marks = {}

    def between(self, start, end):
        every = (mark for marks in self.marks.values() for mark in marks)
        return in_order(mark for mark in every if mark.start < end and mark.end > start)

    def of(self, annotation):
        return self.marks.get(annotation, [])


fragments = st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 300)), max_size=3)
changes = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "try", "undo", "reload"]),
        st.sampled_from(IDS),
        st.sampled_from([*LOOKS, "hidden"]),
        fragments,
        st.sampled_from(["", "", "quelqu’un de connu"]),
    ),
    min_size=1,
    max_size=14,
)


def marks_of(annotation, look, spans, caption):
    marks, last = [], 0
    for start, length in sorted(spans):
        end = min(max(start, last) + length, len(TEXT))
        if max(start, last) < end:
            part = len(marks)
            marks.append(Mark(max(start, last), end, annotation, look, caption, part))
            last = end
    return marks


def page_with(marks):
    page = Page(CanvasStyle("DejaVu Sans", size=12))
    page.set_looks(LOOKS)
    page.resize(430, 2400)
    page.show(TEXT, marks)
    return page


def shown(page):
    """All that can be seen or pointed at."""
    return [
        (
            placed.y,
            [(line.top, line.above, line.below) for line in placed.laid.lines],
            [placed.laid.layout.lineAt(at).y() for at in range(len(placed.laid.lines))],
            placed.marks.tint,
            placed.marks.below,
            [(one.mark, one.rect, one.text.text()) for one in placed.marks.captions],
            [painted(line.drawn()) for line in placed.marks.lines],
            placed.marks.annotations,
            placed.marks.looks,
        )
        for placed in page.placed()
    ]


def painted(drawn):
    words = [
        (whose, point, text.text()) for some in drawn.words.values() for whose, point, text in some
    ]
    return drawn.fills, drawn.strokes, drawn.bars, words


@pytest.mark.parametrize("supplied", [True, False])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes)
def test_one_change_after_another_comes_to_what_a_new_page_shows(qapp, supplied, given_changes):
    kept, tried, done = Kept(), {}, []
    page = page_with(SuppliedMarks(kept, len(TEXT)) if supplied else [])
    for verb, named, look, spans, caption in given_changes:
        annotation, marks = named, marks_of(named, look, spans, caption)
        if not supplied:  # nobody counts the fragments
            marks = [mark._replace(part=0) for mark in marks]
        if verb == "try":
            page.index.try_out(annotation, marks)
            tried[annotation] = marks
        elif verb == "reload" and supplied:
            page.index.forget()
            page.put_index(page.index, 0)
            tried.clear()
        else:
            if verb == "undo" and done:
                annotation, marks = done.pop()
            else:
                done.append((annotation, kept.of(annotation)))
            kept.marks[annotation] = marks
            tried.pop(annotation, None)
            page.index.replace(annotation, marks)
        page.retouch(annotation, 0)
        every = [mark for marks in (kept.marks | tried).values() for mark in marks]
        assert shown(page) == shown(page_with(every))


def test_lines_that_show_the_same_are_kept(qapp):
    page = page_with([Mark(3, 9, "a", "claim"), Mark(200, 300, "b", "fact")])
    before = page.placed()[0].marks.lines
    page.index.replace("a", [Mark(3, 12, "a", "claim")])
    page.retouch("a", 0)
    after = page.placed()[0].marks.lines
    assert after[0] is not before[0]
    assert after[1:] == before[1:]
    assert len(after) > 3
