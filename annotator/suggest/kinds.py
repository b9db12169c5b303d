"""What kind of speaker words name, in the ids of the default codebook; nothing where unsure."""

import re
from typing import NamedTuple

from annotator.domain.folding import fold
from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span
from annotator.suggest.grammar import DETERMINERS, PRONOUNS, STOPS, TITLES
from annotator.suggest.leads import is_media
from annotator.suggest.wording import Word, Wording

PERSON, INSTITUTION, MEDIA, UNNAMED = "PERSON", "INSTITUTION", "MEDIA", "UNNAMED"
NAMED, DESCRIBED, PRONOUN, ANONYMOUS = "named", "described", "pronoun", "anonymous"
_LABEL_OF_KIND = {"person": PERSON, "body": INSTITUTION, "place": INSTITUTION}
_ENTRY_KINDS = {PERSON: "person", INSTITUTION: "body", MEDIA: "body"}
PARTICLES = frozenset({"de", "du", "des", "d'", "of"})
_BODIES = """
gouvernement ministère armée parti commission conseil comité assemblée parlement sénat mairie
syndicat association fédération entreprise société groupe banque police justice tribunal parquet
université onu otan union organisation état-major pays nation république royaume capitale maison
ambassade présidence chancellerie autorités government ministry army party commission council
committee parliament senate court university organization company états-unis
fondation institut ligue
"""
_WITHHELD = """
plusieurs certains certaines quelques source sources proche proches diplomates responsables
observateurs témoins experts analystes officials several some anonyme anonymat quelqu'un
"""
_BODY_WORDS = frozenset(map(fold, _BODIES.split()))
_WITHHOLDING = frozenset(map(fold, _WITHHELD.split()))


class Kind(NamedTuple):
    """Label, value of the attribute `mention`, and the name a register entry would have."""

    label: str
    mention: str
    name: str = ""


def kind_of(wording: Wording, span: Span, entry: RegisterEntry | None) -> Kind:
    """What words seem to be; `name` is empty unless they name somebody as the register would."""
    words = wording.between(span)
    if not words:
        return Kind("", "")
    name = proper_name(wording, words)
    mention = _mention(words, name)
    if mention == ANONYMOUS:
        return Kind(UNNAMED, mention)
    if entry is not None:
        media = is_media(wording, span)
        return Kind(MEDIA if media else _LABEL_OF_KIND.get(entry.kind, ""), mention, name)
    return Kind(_label(wording, span, words), mention, name)


def entry_kind(label: str) -> str:
    """The kind of a register entry that a label's mentions name."""
    return _ENTRY_KINDS.get(label, "person")


def proper_name(wording: Wording, words: list[Word]) -> str:
    """The last run of capitals: Odile Marchais of « La ministre des Ports, Odile Marchais ».

    What only completes another noun names nobody: « le chef de l’Etat » has no name; a body has
    the whole, as « le ministère des Ports ».
    """
    end = len(words)
    while end > 0 and not words[end - 1].is_capital:
        end -= 1
    at = end
    while at > 0 and (words[at - 1].is_capital or words[at - 1].plain in PARTICLES):
        at -= 1
    while at < end and _is_no_name(words, at):
        at += 1
    if at < end - 1 and _is_acronym(wording, words[end - 1]):
        at = end - 1
    if at == end:
        return ""
    head = _completed(words, at)
    if head is None:
        return wording.text[words[at].start : words[end - 1].end]
    is_body = words[head].plain in _BODY_WORDS
    return wording.text[words[head].start : words[end - 1].end] if is_body else ""


def _completed(words: list[Word], at: int) -> int | None:
    """The noun in small letters that a name completes: chef of « chef de l’Etat »."""
    before = at - 1
    while before > 0 and words[before].plain in {"l'", "la", "le", "les", "the"}:
        before -= 1
    if before <= 0 or words[before].plain not in PARTICLES | {"des"}:
        return None
    noun = words[before - 1]
    return before - 1 if noun.is_word and not noun.is_capital else None


def _is_acronym(wording: Wording, word: Word) -> bool:
    return word.end > word.start + 1 and word.span.cut(wording.text).isupper()


def _is_no_name(words: list[Word], at: int) -> bool:
    plain = words[at].plain
    return plain in DETERMINERS | TITLES | STOPS | PARTICLES or not words[at].is_capital


def _mention(words: list[Word], name: str) -> str:
    if len(words) == 1 and words[0].plain in PRONOUNS:
        return PRONOUN
    indefinite = words[0].plain in {"des", "une", "un", "plusieurs", "some", "quelqu'un"}
    if any(word.plain in _WITHHOLDING for word in words[:2]) and not name:
        return ANONYMOUS
    if indefinite and not name:
        return ANONYMOUS
    return NAMED if name else DESCRIBED


def _label(wording: Wording, span: Span, words: list[Word]) -> str:
    if is_media(wording, span):
        return MEDIA
    body = any(word.plain in _BODY_WORDS for word in words)
    if body or _is_acronym(wording, words[-1]) or _is_place(wording, words):
        return INSTITUTION
    return PERSON


def _is_place(wording: Wording, words: list[Word]) -> bool:
    """Le Japon, la Corée du Nord; and a city, if the text says somewhere what happens there."""
    if words[0].plain in {"le", "la", "l'", "les"}:
        return len(words) > 1 and words[1].is_capital
    if len(words) > 1 or not words[0].is_capital:
        return False
    name = re.escape(words[0].span.cut(wording.text))
    return re.search(rf"\b[àÀ] {name}\b", wording.text) is not None
