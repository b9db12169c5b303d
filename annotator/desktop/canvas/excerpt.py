"""Words of an article with their labels, as plain text and as HTML for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from annotator.desktop.canvas.colours import LINE_CONTRAST, TEXT_CONTRAST, legible, tint
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.domain.span import Span

_GAP = " […] "
_TINT = 0.22
_OPEN, _CLOSE = "[{name}: « ", " »]"
_PAPER = CanvasStyle("")
"""What is copied is read on white, whatever the program looks like."""


class Run(NamedTuple):
    """Some words between two edges of passages: what ends before them, and what begins.

    `ending` counts, innermost first; `starting` goes from outer to inner, each with whether the
    passage merely goes on here.
    """

    ending: int
    starting: Sequence[tuple[Mark, bool]]
    words: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Spans of one text, the marks that may lie in them, and where it comes from."""

    text: str
    spans: Sequence[Span]
    marks: Sequence[Mark]
    looks: Mapping[str, Look]
    reference: str

    def plain(self) -> str:
        """`[Accusation · Kim: « … »]`, and the reference on a line of its own."""
        words = _GAP.join("".join(self._plain(span)) for span in self.spans)
        return f"{words}\n— {self.reference}"

    def _plain(self, span: Span) -> Iterator[str]:
        for run in _runs(self.text, span, self._drawn(span)):
            yield _CLOSE * run.ending
            for mark, goes_on in run.starting:
                yield _OPEN.format(name=("⋯ " if goes_on else "") + self._name(mark))
            yield run.words

    def html(self) -> str:
        """The same with coloured words; everything from the article is escaped."""
        words = _GAP.join("".join(self._html(span)) for span in self.spans)
        shown = words.replace("\r\n", "<br>").replace("\n", "<br>").replace("\r", "<br>")
        return f"<p>{shown}</p><p>— {escape(self.reference)}</p>"

    def _html(self, span: Span) -> Iterator[str]:
        for run in _runs(self.text, span, self._drawn(span)):
            yield "</span>" * run.ending
            for mark, goes_on in run.starting:
                yield _opened(self.looks[mark.look], self._name(mark), goes_on)
            yield escape(run.words)

    def _drawn(self, span: Span) -> list[Mark]:
        found = [mark for mark in self.marks if mark.look in self.looks]
        cut = [(max(m.start, span.start), min(m.end, span.end), m) for m in found]
        kept = [mark._replace(start=start, end=end) for start, end, mark in cut if start < end]
        return sorted(kept, key=lambda mark: (mark.start, -mark.end))

    def _name(self, mark: Mark) -> str:
        """The caption, with the label's name where that says only who is meant."""
        name = self.looks[mark.look].name
        if not mark.caption or mark.caption.startswith(name):
            return mark.caption or name
        return f"{name} · {mark.caption}"


def _runs(text: str, span: Span, marks: Sequence[Mark]) -> Iterator[Run]:
    """The span cut at all edges; what overlaps without nesting is closed and opened again."""
    edges = sorted({*span, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    stack: list[Mark] = []
    for place, edge in enumerate(edges):
        keep = next((at for at, mark in enumerate(stack) if mark.end <= edge), len(stack))
        ending, left = len(stack) - keep, [m for m in stack[keep:] if m.end > edge]
        starting = [(mark, True) for mark in left]
        starting += [(mark, False) for mark in marks if mark.start == edge]
        stack = [*stack[:keep], *(mark for mark, _ in starting)]
        end = edges[place + 1] if place + 1 < len(edges) else edge
        yield Run(ending, starting, text[edge:end])


def _opened(look: Look, name: str, goes_on: bool) -> str:
    ground = _PAPER.background
    line = legible(look.color, ground, LINE_CONTRAST)
    if look.channel == "tint":
        style = f"background-color:{tint(look.color, ground, _PAPER.text, _TINT)}"
    else:
        width = 3 if look.channel == "lane" else 1
        style = f"border-bottom:{width}px solid {line};text-decoration:underline"
    opened = f'<span style="{style}" title="{escape(name)}">'
    if goes_on:
        return opened
    word = legible(look.color, ground, TEXT_CONTRAST)
    return f'{opened}<sup style="color:{word}">{escape(name)}</sup> '
