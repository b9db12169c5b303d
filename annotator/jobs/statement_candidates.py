"""Which claims may report the same statement as one: proposed with reasons, never joined."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from annotator.domain.folding import fold
from annotator.domain.sentence import Sentence, say
from annotator.domain.statements import numbers
from annotator.jobs import projects
from annotator.store import claim_texts
from annotator.store.claim_texts import ClaimText

MOST = 20
_LEAST, _LEAST_WITH_NUMBERS, _FEW_NUMBERS = 55, 35, 2
"""Likeness of words from which a claim is proposed, 0 to 100; less will do where it shares at
least so many numbers."""
_AT_ONCE, _OF_THEM = 200, 40
"""Claims compared in one go, and how many of them are looked at more closely."""
_BREATH = 0.0005
"""Seconds between two goes: the window must have its turn."""


class Known(NamedTuple):
    """A claim made ready to be compared."""

    claim: ClaimText
    folded: str
    numbers: frozenset[str]


def known(claim: ClaimText) -> Known:
    """A claim made ready to be compared."""
    return Known(claim, fold(claim.words), frozenset(numbers(claim.words)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be the same statement; the best have the highest score, 0 to 130."""

    annotation: str
    score: float
    reasons: tuple[Sentence, ...]


def read_claims(path: Path, layers: Sequence[str], coder: str = "") -> list[Known]:
    """All claims of a project file that a coder may see, on a connection of its own."""
    project = projects.open_(path, coder, read_only=True)
    try:
        return [known(one) for one in claim_texts.of_layers(project, layers)]
    finally:
        projects.close(project)


def candidates(claim: Known, others: Sequence[Known]) -> list[Candidate]:
    """The claims most like one, by folded words, then by shared numbers, speakers and the day."""
    found = [
        _judged(claim, other, likeness)
        for other, likeness in _alike(claim, others)
        if likeness >= _LEAST or len(claim.numbers & other.numbers) >= _FEW_NUMBERS
    ]
    return sorted(found, key=lambda one: (-one.score, one.annotation))[:MOST]


def _alike(claim: Known, others: Sequence[Known]) -> Iterator[tuple[Known, float]]:
    for first in range(0, len(others), _AT_ONCE):
        some = others[first : first + _AT_ONCE]
        hits = process.extract(
            claim.folded,
            [one.folded for one in some],
            scorer=fuzz.token_set_ratio,
            score_cutoff=_LEAST_WITH_NUMBERS,
            limit=_OF_THEM,
        )
        near = ((some[at], likeness) for _, likeness, at in hits)
        yield from ((one, much) for one, much in near if one.claim != claim.claim)
        time.sleep(_BREATH)


def _judged(one: Known, two: Known, likeness: float) -> Candidate:
    claim, other, score = one.claim, two.claim, likeness
    reasons = [say("{percent} % of the words alike", percent=round(likeness))]
    shared = sorted(one.numbers & two.numbers)
    if shared:
        score += 10
        reasons.append(say("same numbers: {numbers}", numbers=", ".join(shared)))
    if claim.speakers & other.speakers:
        score += 15
        reasons.append(say("same speaker"))
    if claim.date and claim.date == other.date:
        score += 5
        reasons.append(say("same day"))
    return Candidate(other.annotation, score, tuple(reasons))
