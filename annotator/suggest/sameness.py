"""Which claims report the same statement as one: found by rare words, judged by all they share.

The words of each claim are kept in an inverted index, so that a claim is compared only with those
that share something telling with it. Words count by how rare they are among the claims (inverse
document frequency, Spärck Jones 1972); likeness is the shared weight over the weight of both
claims (their geometric mean: cosine) and of the shorter one (what is shortened is contained).
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from math import log, sqrt

from rapidfuzz import fuzz

from annotator.domain.folding import fold
from annotator.domain.sentence import Sentence, say
from annotator.domain.statements import ClaimText, numbers
from annotator.suggest.grammar import ADVERBS, CONTRACTED, DETERMINERS, OBJECTS, PREPOSITIONS, STOPS

MOST = 20
_LEAST = 25.0
"""From which score a claim is proposed."""
_COSINE = 0.7
_NUMBERS, _SPEAKER, _OTHER_SPEAKER, _DAY = 8.0, 18.0, 4.5, 4.0
_STEM, _ROOT, _ROOT_SHARE = 6, 4, 0.3
"""Letters that count of a word: what is inflected meets, and so do many words of two languages."""
_SHORTEST = 3
_LOOKED_AT, _CLOSELY = 20_000, 200
"""Places of the index read for one claim, rare words first, and claims judged after that."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = STOPS | DETERMINERS | PREPOSITIONS | CONTRACTED | OBJECTS | ADVERBS | {"ce", "cet"}
_BREATH_AFTER = 64


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may be the same statement; the best have the highest score, 0 to 130."""

    annotation: str
    score: float
    reasons: tuple[Sentence, ...]


class Sameness:
    """All claims of a project, found by what they share. One thread at a time may use it."""

    def __init__(
        self, claims: Iterable[ClaimText] = (), breathe: Callable[[], None] = lambda: None
    ) -> None:
        """Take claims in; `breathe` is called now and then, for other threads to have a turn."""
        self._claims: list[ClaimText | None] = []
        self._terms: list[array[int]] = []
        self._places: dict[str, int] = {}
        self._of_article: dict[str, list[int]] = {}
        self._vocabulary: dict[str, int] = {}
        self._names: list[str] = []
        self._postings: list[array[int]] = []
        self._count: list[int] = []
        self._sayings: Counter[str] = Counter()
        self._breathe = breathe
        for number, claim in enumerate(claims):
            self.add(claim)
            if number % _BREATH_AFTER == 0:
                breathe()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, claim: ClaimText) -> None:
        """Take a claim in."""
        place = len(self._claims)
        terms = array("I", sorted({self._number(term) for term in terms_of(claim.words)}))
        self._claims.append(claim)
        self._terms.append(terms)
        self._places[claim.annotation] = place
        self._of_article.setdefault(claim.article, []).append(place)
        self._sayings.update(claim.speakers)
        for term in terms:
            self._postings[term].append(place)
            self._count[term] += 1

    def renew(self, articles: Collection[str], claims: Iterable[ClaimText]) -> None:
        """Have these claims of some articles instead of those that were there."""
        for article in articles:
            for place in self._of_article.pop(article, ()):
                self._forget(place)
        for claim in claims:
            self.add(claim)

    def like(self, annotation: str) -> list[Candidate]:
        """The claims most like one, the likest first; never the same words of the same article."""
        place = self._places.get(annotation)
        if place is None:
            return []
        found = (self._judged(place, other) for other in self._near(place))
        good = [one for one in found if one is not None and one.score >= _LEAST]
        return sorted(good, key=lambda one: (-one.score, one.annotation))[:MOST]

    # ------------------------------------------------------------------ the index

    def _number(self, term: str) -> int:
        number = self._vocabulary.get(term)
        if number is None:
            number = self._vocabulary[term] = len(self._names)
            self._names.append(term)
            self._postings.append(array("I"))
            self._count.append(0)
        return number

    def _forget(self, place: int) -> None:
        """Leave a place of the index empty; what points there is passed over."""
        claim = self._claims[place]
        if claim is None:
            return
        self._claims[place] = None
        self._places.pop(claim.annotation, None)
        self._sayings.subtract(claim.speakers)
        for term in self._terms[place]:
            self._count[term] -= 1
        self._terms[place] = array("I")

    def _weight(self, term: int) -> float:
        share = _ROOT_SHARE if self._names[term][0] == "." else 1.0
        return share * log(1 + len(self._places) / max(1, self._count[term]))

    def _near(self, place: int) -> list[int]:
        """The places of claims that share the rarest words, those that share most first."""
        shared: dict[int, float] = {}
        read = 0
        for term in sorted(self._terms[place], key=self._count.__getitem__):
            if read > _LOOKED_AT:
                break
            weight, there = self._weight(term), self._postings[term]
            read += len(there)
            for other in there:
                shared[other] = shared.get(other, 0.0) + weight
            self._breathe()
        shared.pop(place, None)
        best = sorted(shared, key=lambda other: -shared[other])
        return best[:_CLOSELY]

    # ------------------------------------------------------------------ judging

    def _judged(self, place: int, other: int) -> Candidate | None:
        one, two = self._claims[place], self._claims[other]
        if one is None or two is None or _is_same_place(one, two):
            return None
        mine, theirs = self._terms[place], self._terms[other]
        both = set(mine) & set(theirs)
        shared = sum(map(self._weight, both))
        heavy, light = sorted((sum(map(self._weight, mine)), sum(map(self._weight, theirs))))[::-1]
        if not light:
            return None
        likeness = 100 * (_COSINE * shared / sqrt(heavy * light) + (1 - _COSINE) * shared / light)
        reasons = list(self._reasons(one, two))
        return Candidate(
            two.annotation,
            round(likeness + sum(score for score, _ in reasons), 6),
            tuple(reason for _, reason in reasons if reason is not None),
        )

    def _reasons(self, one: ClaimText, two: ClaimText) -> Iterator[tuple[float, Sentence | None]]:
        alike = fuzz.token_set_ratio(fold(one.words), fold(two.words))
        yield 0.0, say("{percent} % of the words alike", percent=round(alike))
        shared = sorted(set(numbers(one.words)) & set(numbers(two.words)))
        if shared:
            rarest = max(self._rarity(self._number_count(one)) for one in shared)
            yield _NUMBERS * rarest, say("same numbers: {numbers}", numbers=", ".join(shared))
        who = one.speakers & two.speakers
        if who:
            rarest = max(self._rarity(self._sayings[one]) for one in who)
            yield _SPEAKER * rarest, say("same speaker")
        elif one.speakers and two.speakers:
            yield -_OTHER_SPEAKER, None
        if one.date and one.date == two.date and len(one.date) == len("2024-11-23"):
            yield _DAY, say("same day")

    def _number_count(self, number: str) -> int:
        place = self._vocabulary.get(f"#{number}")
        return 0 if place is None else self._count[place]

    def _rarity(self, count: int) -> float:
        """From 0, what all claims have, to 1, what one has."""
        number = max(2, len(self._places))
        return max(0.0, log(number / max(1, count)) / log(number))


def terms_of(words: str) -> Iterator[str]:
    """What is compared of some words: their stems, their roots (`.` before), their numbers."""
    for word in _WORD.findall(fold(words)):
        if len(word) >= _SHORTEST and word not in _SMALL:
            yield word[:_STEM]
            yield f".{word[:_ROOT]}"
    for number in numbers(words):
        yield f"#{number}"


def _is_same_place(one: ClaimText, two: ClaimText) -> bool:
    """Whether two coders mean the same words of one article."""
    return one.article == two.article and one.start < two.end and two.start < one.end
