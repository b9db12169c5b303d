"""Looking for words in one article: folded, as written, or by a regular expression."""

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.domain.folding import Folded, find_all, fold, folded
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.domain.span import Span
from annotator.jobs import word_patterns

KEPT = 50_000
"""Hits remembered before the place one is at, and as many behind it; the others are counted."""
_LOOK = 256
"""Hits between two looks at whether anybody still wants to know."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for, and how.

    `as_written` lets case, accents and kinds of apostrophes count; in a `pattern`, a regular
    expression, accents always count.
    """

    words: str = ""
    whole_words: bool = False
    pattern: bool = False
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The hits in order; `before` more of them come earlier, and `total` is all there are.

    With a `trouble` not everything was looked at: it says why, for a person.
    """

    hits: tuple[Span, ...] = ()
    before: int = 0
    total: int = 0
    trouble: Sentence | None = None

    def beyond(self, offset: int) -> int:
        """The number of the first hit that ends after an offset; as many as hits, if none."""
        return bisect_right(self.hits, offset, key=lambda hit: hit.end)


class WordSearch:
    """Looks for words in one text, which is folded when that is first needed.

    One thread at a time may use it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None

    def find(
        self, wanted: Wanted, near: int = 0, stopped: Callable[[], bool] = lambda: False
    ) -> Found:
        """All hits; of very many those around the offset `near`.

        A search that is stopped, or whose pattern takes too long, has what was found by then.
        """
        gathered = _Gathered(near)
        try:
            for hit in self._hits(wanted):
                gathered.take(hit)
                if gathered.total % _LOOK == 0 and stopped():
                    break
        except AnnotatorError as error:
            return Found(trouble=error.sentence)
        except TimeoutError:
            return gathered.found(_too_slow(gathered.total))
        return gathered.found()

    def _hits(self, wanted: Wanted) -> Iterator[Span]:
        if not wanted.words:
            return iter(())
        if wanted.pattern:
            made = word_patterns.understood(
                wanted.words, whole_words=wanted.whole_words, any_case=not wanted.as_written
            )
            return word_patterns.find_all(made, self.text)
        # Without a map a folded text is the text itself: found as it is written.
        text = Folded(self.text, self.text) if wanted.as_written else self._folded_text()
        needle = wanted.words if wanted.as_written else fold(wanted.words)
        return find_all(text, needle, whole_words=wanted.whole_words)

    def _folded_text(self) -> Folded:
        if self._folded is None:
            self._folded = folded(self.text)
        return self._folded


class _Gathered:
    """Hits as they come; of those far from one offset only how many."""

    def __init__(self, near: int) -> None:
        self._near = near
        self._earlier: deque[Span] = deque(maxlen=KEPT)
        self._later: list[Span] = []
        self._passed = 0
        self.total = 0

    def take(self, hit: Span) -> None:
        """Take the next hit of the text."""
        self.total += 1
        if hit.end <= self._near:
            self._passed += 1
            self._earlier.append(hit)
        elif len(self._later) < KEPT:
            self._later.append(hit)

    def found(self, trouble: Sentence | None = None) -> Found:
        """What there was."""
        hits = (*self._earlier, *self._later)
        return Found(hits, self._passed - len(self._earlier), self.total, trouble)


def _too_slow(count: int) -> Sentence:
    return say("This pattern takes too long; stopped after {count} hits.", count=count)
