"""How near to a claim those stand whom no rule of attribution found."""

import re
from typing import NamedTuple

from annotator.domain.clauses import sentence_at
from annotator.domain.paragraphs import paragraph_at
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.suggest.matching import key

_ENDS_SENTENCE = re.compile(r"[.!?…][»”\"’')]*\s|[\n\r\u2028\u2029]")
# « … », a déclaré Kim: little stands between, and nothing that starts a clause of its own.
_INCISE = 60
_INCISE_WORDS = 6
_SUBORDINATE = frozenset(
    {"que", "qu", "qui", "dont", "that", "who", "which", "and", "et", "mais", "but"}
)
_ANNOUNCES = re.compile(r"(?::|\bqu(?:e|['’])|\bthat)\s*[«“„\"]?\s*$")


class Nearness(NamedTuple):
    """From 0 to 100, and what it consists in."""

    score: float
    reason: Sentence


class Surroundings:
    """Where a claim stands."""

    def __init__(self, text: str, claim: Span) -> None:
        self._text, self._claim = text, claim
        self._first, self._last = sentence_at(text, claim.start), sentence_at(text, claim.end)
        self._paragraph = paragraph_at(text, claim.start)

    def nearness(self, span: Span) -> Nearness:
        """How near other words are."""
        if self._claim.overlaps(span):
            return Nearness(35, say("named in the claim itself"))
        if span.end <= self._claim.start:
            return self._ahead(span, self._claim.start - span.end)
        return self._behind(span, span.start - self._claim.end)

    def _ahead(self, span: Span, gap: int) -> Nearness:
        decay = min(gap / 50, 9.0)
        if self._first.covers(span):
            if _ANNOUNCES.search(self._text, span.end, self._claim.start):
                return Nearness(79 - decay / 10, say("introduces the claim"))
            return Nearness(57 - decay, say("named in the same sentence"))
        if self._paragraph.covers(span):
            return Nearness(47 - decay, say("named shortly before"))
        return Nearness(28 - min(gap / 400, 25.0), say("named in this article"))

    def _behind(self, span: Span, gap: int) -> Nearness:
        decay = min(gap / 50, 9.0)
        if gap <= _INCISE and _is_incise(self._text[self._claim.end : span.start]):
            return Nearness(75 - decay, say("named right after"))
        if self._last.covers(span):
            return Nearness(53 - decay, say("named in the same sentence"))
        if self._paragraph.covers(span):
            return Nearness(37 - decay, say("named shortly after"))
        return Nearness(26 - min(gap / 400, 25.0), say("named in this article"))


def _is_incise(between: str) -> bool:
    """Whether it is what stands in « …», a déclaré Kim or "…", said Kim."""
    words = key(between).split()
    if len(words) > _INCISE_WORDS or not _SUBORDINATE.isdisjoint(words):
        return False
    return _ENDS_SENTENCE.search(between) is None
