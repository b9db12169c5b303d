"""Antecedents: whom a pronoun means, by gender, number, nearness and the place of a subject."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.paragraphs import paragraph_at
from annotator.domain.quotations import in_paragraph
from annotator.domain.span import Span
from annotator.suggest.grammar import PRONOUNS, Traits, traits_of
from annotator.suggest.naming import Mention, Register
from annotator.suggest.phrases import phrase_from
from annotator.suggest.subjects import clause_subject
from annotator.suggest.wording import Wording

_REACH = 1500
_AS_FAR_AS_A_SENTENCE = 120
# « Son pays » belongs to whom one speaks of already.
_OWNED = frozenset({"son", "sa", "ses", "leur", "leurs", "his", "her", "its", "their"})
_SUBJECT, _KNOWN, _CAPITAL = 14.0, 10.0, 6.0


class Antecedent(NamedTuple):
    """Words that a pronoun may stand for, and the register entry they name."""

    span: Span
    entry: str | None
    score: float


def is_pronoun(words: str) -> bool:
    """Whether words are a pronoun of the third person."""
    return words.casefold() in PRONOUNS


def antecedent(
    wording: Wording, pronoun: Span, mentions: Sequence[Mention], register: Register
) -> Antecedent | None:
    """The last fitting mention before a pronoun: labelled, known to the register, or a name."""
    wanted = PRONOUNS.get(pronoun.cut(wording.text).casefold())
    if wanted is None:
        return None
    found = [
        *_labelled(wording, pronoun, mentions, register),
        *_found(wording, pronoun, register),
    ]
    fitting = [one for one in found if _fits(wording, one, wanted, register)]
    return max(fitting, key=lambda one: one.score, default=None)


def _labelled(
    wording: Wording, pronoun: Span, mentions: Sequence[Mention], register: Register
) -> Iterator[Antecedent]:
    for mention in mentions:
        if mention.end <= pronoun.start and not is_pronoun(mention.words):
            entry = mention.entry or register.meant(mention.words)
            score = _KNOWN + _nearness(pronoun.start - mention.end)
            yield Antecedent(mention.span, entry, score + _standing(wording, mention.span))


def _found(wording: Wording, pronoun: Span, register: Register) -> Iterator[Antecedent]:
    words, text = wording.words, wording.text
    at = wording.first_from(max(0, pronoun.start - _REACH))
    quoted = _quoted(text, Span(max(0, pronoun.start - _REACH), pronoun.start))
    while at < len(words) and words[at].end <= pronoun.start:
        phrase = phrase_from(wording, at)
        span = wording.span(*phrase) if phrase else words[at].span
        outside = not any(quotation.overlaps(span) for quotation in quoted)
        if phrase is not None and span.end <= pronoun.start and outside:
            standing = _standing(wording, span)
            capital = any(word.is_capital for word in words[at + 1 : phrase.beyond])
            if standing or capital or words[at].is_capital:
                entry = register.meant(span.cut(text))
                known = (_KNOWN if entry else 0) + (_CAPITAL if capital else 0)
                score = known + standing + _nearness(pronoun.start - span.end)
                yield Antecedent(span, entry, score)
        at = phrase.beyond if phrase else at + 1


def _quoted(text: str, reach: Span) -> list[Span]:
    found: list[Span] = []
    at = reach.start
    while at < reach.end:
        paragraph = paragraph_at(text, at)
        found += [one.span for one in in_paragraph(text, paragraph)]
        at = max(paragraph.end, at) + 1
    return found


def _standing(wording: Wording, span: Span) -> float:
    """More for a subject than for what hangs on another word."""
    first = wording.first_from(span.start)
    if wording.words[first].plain in _OWNED:
        return -_SUBJECT
    return _SUBJECT if clause_subject(wording, first) else 0.0


def _nearness(distance: int) -> float:
    return -10.0 * (distance // _AS_FAR_AS_A_SENTENCE) - distance / 100


def _fits(wording: Wording, one: Antecedent, wanted: Traits, register: Register) -> bool:
    shown = shown_traits(wording, one.span)
    entry = register.entries.get(one.entry or "")
    if wanted.many is not None and shown.many is not None and wanted.many != shown.many:
        return False
    if entry is not None and entry.kind != "person" and wanted.gender == "m" and not shown.gender:
        return False
    return not wanted.gender or not shown.gender or wanted.gender == shown.gender


def shown_traits(wording: Wording, span: Span) -> Traits:
    """Gender and number as the first words show them."""
    words = wording.between(span)
    if not words:
        return Traits()
    return traits_of(words[0].plain, words[1].plain if len(words) > 1 else "")
