"""Regular expressions that a person types: understood or explained, and never without an end.

The library `regex` gives up when its time is over and lets other threads work meanwhile. Its
patterns are those of its own manual; here `^` and `$` are the ends of lines.
"""

import time
from collections.abc import Iterator
from math import prod

import regex

from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.domain.span import Span

SECONDS = 1.0
"""How long a pattern may look through one text."""
_LONGEST = 500
_MOST_REPEATS = 10_000
"""A counted repetition is written out inside the library: many of them cost all memory."""
_COUNTED = regex.compile(r"\{(\d*),?(\d*)\}")
_CALLING_ITSELF = regex.compile(r"\(\?(?:R|&|P>|[+-]?\d)")
"""One that calls itself may do so without an end, each time with more memory."""
_REASONS = {
    "missing )": say("a ) is missing"),
    "unbalanced parenthesis": say("a ) has no ( before it"),
    "unterminated character set": say("a ] is missing"),
    "missing ]": say("a ] is missing"),
    "nothing to repeat": say("there is nothing to repeat"),
    "multiple repeat": say("one repetition follows another"),
    "min repeat greater than max repeat": say("the least number of repetitions is above the most"),
    "bad escape (end of pattern)": say("a sign is missing after the last \\"),
    "bad character range": say("a range ends before it begins"),
    "unknown property": say("no such property of characters is known"),
    "invalid group reference": say("there is no group with this number"),
    "unknown group": say("there is no group with this name"),
}
_UNKNOWN = say("it does not follow the rules of regular expressions")


def understood(words: str, *, whole_words: bool, any_case: bool) -> regex.Pattern[str]:
    """The pattern made ready; an `AnnotatorError` says at which place it goes wrong, and why."""
    if _CALLING_ITSELF.search(words):
        raise AnnotatorError(say("A pattern that calls itself is not looked for."))
    if len(words) > _LONGEST or _repeats(words) > _MOST_REPEATS:
        raise AnnotatorError(say("This pattern is too large to look for."))
    flags = regex.MULTILINE | (regex.IGNORECASE if any_case else 0)
    try:
        made = regex.compile(words, flags)
        return regex.compile(rf"(?<!\w)(?:{words})(?!\w)", flags) if whole_words else made
    except regex.error as error:
        raise AnnotatorError(_not_understood(error)) from error
    except (RecursionError, OverflowError, ValueError) as error:
        raise AnnotatorError(say("This pattern is too large to look for.")) from error


def find_all(pattern: "regex.Pattern[str]", text: str, seconds: float = SECONDS) -> Iterator[Span]:
    """Where a pattern matches at least one character; `TimeoutError` when its time is over."""
    until = time.monotonic() + seconds
    try:
        for match in pattern.finditer(text, timeout=seconds, concurrent=True):
            if match.end() > match.start():
                yield Span(*match.span())
            if time.monotonic() > until:
                raise TimeoutError
    except MemoryError as error:
        raise TimeoutError from error


def _repeats(words: str) -> int:
    """How often the innermost part may be written out, at most."""
    counts = (max(map(int, filter(None, found)), default=1) for found in _COUNTED.findall(words))
    return prod(max(count, 1) for count in counts)


def _not_understood(error: Exception) -> Sentence:
    reason = _REASONS.get(getattr(error, "msg", ""), _UNKNOWN)
    place = (getattr(error, "pos", None) or 0) + 1
    return say("At place {place} of the pattern {reason}.", place=place, reason=reason)
