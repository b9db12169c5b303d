"""Noun phrases, read from their first or up to their last word, without any dictionary.

« le chef de l'Etat », « La ministre des Ports, Odile Marchais », “a spokesman for the port”: small
words bound them, capitals and articles start them. A phrase is a pair of places in a `Wording`.
"""

from typing import NamedTuple

from annotator.suggest import sayings
from annotator.suggest.grammar import (
    ADVERBS,
    CONTRACTED,
    DETERMINERS,
    PREPOSITIONS,
    STOPS,
    TITLES,
    is_adverb,
)
from annotator.suggest.wording import Word, Wording

_JOINING = frozenset({"de", "du", "des", "d'", "of"})
_MOST_PLAIN = 4
_LONGEST = 14
_ORDINALS = frozenset(
    {"jeunes", "premier", "premiere", "ancien", "ancienne", "porte-parole", "autres"}
)


class Phrase(NamedTuple):
    """Words of a phrase: from the first to the one before `beyond`."""

    first: int
    beyond: int


def phrase_from(wording: Wording, first: int) -> Phrase | None:
    """The phrase that starts at a word, if one can start there."""
    words = wording.words
    if first >= len(words) or not _starts(words, first):
        return None
    at, plain = first, 0
    while at < len(words) and at - first < _LONGEST and _goes_on(words, at, first):
        lower = not words[at].is_capital and words[at].plain not in _SMALL
        plain = plain + 1 if lower else 0
        if plain > _MOST_PLAIN or (lower and plain > 1 and is_adverb(words[at].plain)):
            break
        at += 1
    while at > first and words[at - 1].plain in _SMALL and not words[at - 1].is_capital:
        at -= 1
    return _extended(wording, Phrase(first, at)) if at > first else None


def phrase_before(wording: Wording, beyond: int) -> Phrase | None:
    """The phrase whose last word stands before `beyond`, with what it is in apposition to."""
    words = wording.words
    at = beyond
    while at > 0 and beyond - at < _LONGEST and _within(words[at - 1], beyond - at):
        at -= 1
        if is_article(words, at) and not _joined_left(words, at):
            break
    first = next((place for place in range(at, beyond) if _can_start(words, place)), None)
    if first is None:
        return None
    return _with_apposition(wording, Phrase(first, beyond))


def short_phrase(wording: Wording, first: int) -> Phrase | None:
    """The phrase at a word as short as it can be: an article and its noun, or a name."""
    words = wording.words
    if first >= len(words) or not _starts(words, first):
        return None
    at = first + 1
    if not words[first].is_capital or words[first].plain in DETERMINERS | TITLES:
        while at < len(words) and words[at - 1].plain in DETERMINERS | _ORDINALS | TITLES:
            at += 1
    while at < len(words) and _prolongs(words, at):
        at += 1
    return Phrase(first, at) if at <= len(words) and words[at - 1].is_word else None


def _prolongs(words: list[Word], at: int) -> bool:
    """Whether a capital, or « de » and what follows it, goes on with a short phrase."""
    if words[at].is_capital:
        return words[at].plain not in STOPS
    if words[at].plain in _JOINING:
        return at + 1 < len(words) and words[at + 1].is_word
    return words[at - 1].plain in _JOINING or words[at - 1].plain in DETERMINERS


_SMALL = _JOINING | DETERMINERS | CONTRACTED | frozenset({"et", "-", "–"})


def _starts(words: list[Word], at: int) -> bool:
    word = words[at]
    if word.plain in ADVERBS or (word.plain in STOPS and word.plain not in DETERMINERS):
        return False
    return word.is_word and (
        word.is_capital
        or is_article(words, at)
        or word.plain in TITLES
        or word.plain in _ORDINALS
        or word.plain in {"des", "quelques"}
    )


def is_article(words: list[Word], at: int) -> bool:
    """Whether a word is an article or stands for one: not the Un of Kim Jong Un, nor a verb."""
    word = words[at]
    if word.plain not in DETERMINERS:
        return False
    before = words[at - 1] if at else None
    if word.is_capital and before is not None and before.is_capital:
        return False
    if word.plain != "a":
        return True
    behind = words[at + 1].plain if at + 1 < len(words) else ""
    return behind not in sayings.VERBS and (before is None or not before.is_word)


def _can_start(words: list[Word], at: int) -> bool:
    word = words[at]
    if word.is_capital:
        return word.plain not in STOPS and word.plain not in ADVERBS
    return is_article(words, at) or word.plain in TITLES


def _goes_on(words: list[Word], at: int, first: int) -> bool:
    word, before = words[at], words[at - 1]
    if at == first or not word.is_word:
        return at == first
    if word.is_capital:
        return word.plain not in STOPS or before.is_capital
    return _is_link(words, at) or _is_plain_noun(word, before)


def _is_link(words: list[Word], at: int) -> bool:
    """Whether a small word ties on what follows: de, d'un, l'un d'eux."""
    word, before = words[at], words[at - 1]
    if word.plain in _JOINING:
        return at + 1 < len(words) and words[at + 1].is_word and not _is_infinitive(words[at + 1])
    ties = before.plain in _JOINING or before.plain in {"l'", "tous", "toutes"}
    return ties and word.plain in DETERMINERS | {"eux", "elles"}


def _is_plain_noun(word: Word, before: Word) -> bool:
    is_noun = before.plain in DETERMINERS | _JOINING
    if word.plain in DETERMINERS | STOPS or (word.plain in sayings.VERBS and not is_noun):
        return False
    return not is_adverb(word.plain)


def _is_infinitive(word: Word) -> bool:
    return not word.is_capital and word.plain.endswith(("er", "ir", "oir", "dre", "ttre"))


def _within(word: Word, distance: int) -> bool:
    """Whether a word, read backwards, still belongs to the phrase."""
    if not word.is_word or word.is_capital:
        return word.is_capital
    if word.plain in _JOINING or word.plain in CONTRACTED or word.plain in DETERMINERS:
        return distance > 0
    return word.plain not in STOPS


def _joined_left(words: list[Word], at: int) -> bool:
    """Whether the phrase goes on to the left of an article: de la, les deux, Ports of « des »."""
    if at == 0:
        return False
    before = words[at - 1]
    if words[at].plain == "des":
        small = before.plain in STOPS or before.plain in sayings.VERBS or is_adverb(before.plain)
        return before.is_word and not small
    return before.plain in _JOINING | DETERMINERS | {"tous", "toutes"}


def _extended(wording: Wording, phrase: Phrase) -> Phrase:
    """With a name in apposition behind: la ministre des Ports, Odile Marchais."""
    words, at = wording.words, phrase.beyond
    described = words[phrase.first].plain in DETERMINERS
    if not described or at + 1 >= len(words) or words[at].plain != ",":
        return phrase
    end = at + 1
    while end < len(words) and words[end].is_capital:
        end += 1
    closed = end < len(words) and words[end].plain in {",", ".", "¶"}
    return Phrase(phrase.first, end) if end > at + 2 and closed else phrase


def _with_apposition(wording: Wording, phrase: Phrase) -> Phrase:
    """With what the name explains before it, if a comma stands between: the whole is one name."""
    words, first = wording.words, phrase.first
    if first < 2 or words[first - 1].plain != "," or not words[first].is_capital:  # noqa: PLR2004
        return phrase
    before = phrase_before(wording, first - 1)
    if before is None or words[before.first].plain not in DETERMINERS:
        return phrase
    if words[before.first + 1].plain.isdigit():
        return phrase
    governed = before.first > 0 and words[before.first - 1].plain in PREPOSITIONS
    return phrase if governed else Phrase(before.first, phrase.beyond)
