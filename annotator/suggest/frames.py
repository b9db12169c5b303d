"""What stands around a claim: where the words that say who speaks are to be looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.clauses import sentence_at, sentences
from annotator.domain.paragraphs import paragraph_at, trimmed
from annotator.domain.quotations import around, in_paragraph
from annotator.domain.span import Span, hull
from annotator.suggest.wording import Wording

_DASHES = "—–-"
_CLOSERS = '»”"’'


@dataclass(frozen=True, slots=True)
class Frame:
    """A claim in its surroundings, all as spans of the text.

    `whole` is the claim with the quotation it lies in; `gaps` are what stands between its
    fragments; `before` and `after` are the rest of its sentences; `earlier` is what stands before
    those in the paragraph; `quoted` are the quotations near by, in which no frame is looked for.
    """

    whole: Span
    gaps: tuple[Span, ...]
    before: Span
    after: Span
    paragraph: Span
    quoted: tuple[Span, ...]
    is_quoted: bool

    def is_free(self, span: Span) -> bool:
        """Whether words are the journalist's own: in no quotation and not in the claim."""
        if any(gap.covers(span) for gap in self.gaps):
            return True
        return not self.whole.overlaps(span) and not any(q.overlaps(span) for q in self.quoted)


def frame_of(wording: Wording, fragments: Sequence[Span]) -> Frame:
    """The surroundings of a claim, its fragments in order."""
    text = wording.text
    claim = hull(fragments)
    whole = _with_quotation(text, claim)
    first, last = sentence_at(text, whole.start), sentence_at(text, whole.end)
    paragraph = paragraph_at(text, whole.start)
    return Frame(
        whole=whole,
        gaps=tuple(Span(a.end, b.start) for a, b in pairwise(fragments)),
        before=Span(min(first.start, whole.start), whole.start),
        after=Span(whole.end, max(last.end, whole.end)),
        paragraph=paragraph,
        quoted=tuple(_quotations(text, paragraph)),
        is_quoted=whole != claim or _is_speech(text, whole),
    )


def sentence_before(text: str, offset: int) -> Span | None:
    """The last sentence that ends before an offset, in its paragraph or the one before."""
    paragraph = paragraph_at(text, offset)
    area = Span(paragraph.start, offset)
    if not trimmed(text, area).length:
        end = paragraph.start
        while end > 0 and text[end - 1].isspace():
            end -= 1
        area = Span(paragraph_at(text, end).start, end)
    found = sentences(text, area)
    return found[-1] if found else None


def _with_quotation(text: str, claim: Span) -> Span:
    """The claim, or the outermost quotation around it if that is no whole speech of others."""
    holding = around(text, claim)
    if not holding:
        return claim
    outer = holding[-1].span
    return Span(min(outer.start, claim.start), max(outer.end, claim.end))


def _quotations(text: str, paragraph: Span) -> list[Span]:
    return [one.span for one in in_paragraph(text, paragraph) if one.depth == 1]


def _is_speech(text: str, span: Span) -> bool:
    return text[span.start] in '«“„"' + _DASHES or text[span.end - 1] in _CLOSERS
