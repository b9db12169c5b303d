"""Whose verb it is: the subject before a verb of saying, or after it in an incise."""

from annotator.domain.span import Span
from annotator.suggest import sayings
from annotator.suggest.grammar import (
    BEING,
    DAYS_AND_MONTHS,
    DETERMINERS,
    HAVING,
    NOT,
    OBJECTS,
    PREPOSITIONS,
    REFLEXIVE,
    SPEAKING_FOR_SELF,
    SUBJECTS,
    is_adverb,
)
from annotator.suggest.phrases import Phrase, phrase_before, phrase_from, short_phrase
from annotator.suggest.wording import Wording

_AUXILIARY = BEING | HAVING
# « la presse », « une menace »: no verbs; but « l'accuse », « les accuse », « a déclaré » are.
_BEFORE_NOUNS = (DETERMINERS - {"l'", "les", "a"}) | {"d'", "de", "du", "des", "au", "aux"}
_CLAUSE_OPENERS = frozenset({"et", "mais", "que", "qu'", "car", "quand", "and", "but", "that"})
# En assurant, saying: they belong to the subject of another verb.
PARTICIPLES = ("ant", "ing")
_BEFORE_DATES = frozenset({"ce", "le", "on", "au", "du"})
_MOST_BETWEEN = 8
_COMMAS_APART = 40


def is_saying(wording: Wording, at: int) -> bool:
    """Whether a word is a verb of saying here: no noun after an article, nothing passive."""
    words = wording.words
    word = words[at]
    if word.plain not in sayings.VERBS or word.is_capital:
        return False
    if at and words[at - 1].plain in _BEFORE_NOUNS:
        return False
    return not is_passive(wording, at)


def verb_start(wording: Wording, at: int) -> int:
    """Where a verb's group starts: its auxiliary, its small pronouns, its negation."""
    words = wording.words
    first = at
    while first > 0 and at - first < _MOST_BETWEEN:
        if not _belongs(words[first - 1].plain, words[first].plain, alone=first == at):
            break
        first -= 1
    return first


def _belongs(plain: str, behind: str, *, alone: bool) -> bool:
    """Whether a word before part of a verb belongs to it; the l' of « l'agence » does not."""
    if plain in OBJECTS:
        return alone or behind in _AUXILIARY | OBJECTS | NOT
    return plain in _AUXILIARY or plain in NOT or is_adverb(plain)


def subject_before(wording: Wording, at: int) -> Span | None:
    """The subject before a verb, a pronoun or a phrase; what commas enclose is skipped."""
    words = wording.words
    end = verb_start(wording, at)
    if end == 0 or words[at].plain.endswith(PARTICIPLES):
        return None
    if words[end - 1].plain in SUBJECTS or words[end - 1].plain in SPEAKING_FOR_SELF:
        return words[end - 1].span
    if words[end - 1].plain == ",":
        return _before_commas(wording, end - 1)
    if words[end - 1].plain in {"qui", "who", "that"} and end > 1:
        end -= 2 if words[end - 2].plain == "," else 1
    return _free(wording, phrase_before(wording, end))


def subject_after(wording: Wording, at: int) -> Span | None:
    """The subject right after a verb or its participle: said Kim, a déclaré hier le ministre."""
    words = wording.words
    first = _past_manner(wording, at + 1)
    if first >= len(words):
        return None
    if words[first].plain in SUBJECTS | SPEAKING_FOR_SELF:
        return words[first].span
    return spread(wording, phrase_from(wording, first))


def _past_manner(wording: Wording, first: int) -> int:
    """The first word that is neither an adverb nor « en riant » nor « à sa voisine »."""
    words = wording.words
    while first < len(words) and (is_adverb(words[first].plain) or _dates(wording, first)):
        first += 1
    if first + 1 >= len(words):
        return first
    if words[first].plain == "en" and words[first + 1].plain.endswith("ant"):
        return first + 2
    addressed = short_phrase(wording, first + 1) if words[first].plain in {"à", "to"} else None
    return addressed.beyond if addressed else first


def _dates(wording: Wording, at: int) -> bool:
    """Whether a word belongs to « ce vendredi », « le 15 novembre », “on Monday”."""
    words = wording.words
    if words[at].plain in DAYS_AND_MONTHS or words[at].plain.isdigit():
        return True
    behind = words[at + 1].plain if at + 1 < len(words) else ""
    return words[at].plain in _BEFORE_DATES and (behind in DAYS_AND_MONTHS or behind.isdigit())


def clause_subject(wording: Wording, at: int) -> Span | None:
    """The subject of a clause that starts at a word, if what follows it looks like a verb."""
    words = wording.words
    if words[at].plain in SUBJECTS or words[at].plain in SPEAKING_FOR_SELF:
        return words[at].span
    phrase = short_phrase(wording, at) if _opens_clause(wording, at) else None
    if phrase is None or phrase.beyond >= len(words):
        return None
    behind = words[phrase.beyond]
    goes_on = behind.is_word and not behind.is_capital and behind.plain not in PREPOSITIONS
    return spread(wording, phrase) if goes_on or behind.plain == "," else None


def spread(wording: Wording, phrase: Phrase | None) -> Span | None:
    """The characters of a phrase."""
    return None if phrase is None else wording.span(phrase.first, phrase.beyond)


def _free(wording: Wording, phrase: Phrase | None) -> Span | None:
    """A phrase that hangs on no preposition: it may be a subject."""
    if phrase is None:
        return None
    before = wording.words[phrase.first - 1] if phrase.first else None
    if before is not None and before.plain in PREPOSITIONS:
        return None
    return spread(wording, phrase)


def _opens_clause(wording: Wording, at: int) -> bool:
    before = wording.words[at - 1] if at else None
    if before is None or not before.is_word:
        return True
    return before.plain in _CLAUSE_OPENERS or is_adverb(before.plain)


def _before_commas(wording: Wording, comma: int) -> Span | None:
    """The subject before something between commas: Kim Jong-un, lui aussi en visite, a dit."""
    words = wording.words
    named = phrase_before(wording, comma)
    if named is not None and any(word.plain == "," for word in words[named.first : named.beyond]):
        return spread(wording, named)
    for at in range(comma - 1, max(-1, comma - _COMMAS_APART), -1):
        if words[at].plain in {"¶", ".", "«", "»"}:
            break
        named = phrase_before(wording, at) if words[at].plain == "," else None
        if named is not None and _opens_clause(wording, named.first):
            return spread(wording, named)
    return None


def is_passive(wording: Wording, at: int) -> bool:
    """Whether a verb is a passive participle: est accusée, but not s’est dit."""
    words = wording.words
    first = at
    while first > 0 and (is_adverb(words[first - 1].plain) or words[first - 1].plain in NOT):
        first -= 1
    if first == 0 or words[first - 1].plain not in BEING:
        return False
    return first < 2 or words[first - 2].plain not in REFLEXIVE  # noqa: PLR2004
