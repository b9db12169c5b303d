"""Sentences and clauses, found by their punctuation and never inside a quotation or bracket.

Machine translations break every rule of punctuation: nothing may be tied to these ranges, they
only offer a reader something to select.
"""

import re
from collections.abc import Iterator

from annotator.domain.paragraphs import is_blank, paragraph_at, trimmed
from annotator.domain.quotations import brackets, in_paragraph
from annotator.domain.span import Span

_END = re.compile(r"""[.!?…](?:\s*[.!?…])*(?:\s*[»”)\]]|["’'])*""")
_NEXT = re.compile(r"(\s*)(\S?)")
_LAST_WORD = re.compile(r"[^\W_]+$")
_LONGEST_ABBREVIATION = 8
_DELIMITER = re.compile(r"[,;:](?!\d)|(?<=\s)[–—-]+(?=\s)")
# Collected articles begin with the month they are from, glued to their first sentence.
_STAMP = re.compile(r"\s*date\s+\d{4}(?:-\d\d){0,2}(?=\s)")
_FEW_BLANKS = 8
_OPENING = "«“„\"'‘([–—-•¿¡"
# Before a capital or a figure a full stop after these ends nothing.
_TITLES = """
MM Mme Mmes Mlle Mlles Me Mes Dr Drs Pr Prs Mgr St Ste Sts Mr Mrs Ms Prof Gen Gén Col Lt Sgt Capt
Cpt Cdt Cne Sen Sén Rep Gov Amb Min Hon Rev p pp art Art av Av cf Cf vs apr al éd ed vol Vol fig
Fig chap env bd Bd tél Tél dir réf Réf
"""
# Before a figure only: as words they end sentences too.
_COUNTERS = """
n no No nos num ch col ex t vers min max janv févr fév mar avr juil sept oct nov déc
Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
"""
_ABBREVIATIONS = frozenset(_TITLES.split())
_COUNTED = frozenset(_COUNTERS.split())


def sentences(text: str, area: Span) -> list[Span]:
    """The sentences of a stretch inside one paragraph, without the blanks between them.

    A sentence ends with . ! ? … and the marks that close with it, before a blank and something
    that can start another one. A quotation that goes on keeps its sentence open.
    """
    found: list[Span] = []
    start = area.start
    for end in (*_ends(text, area), area.end):
        sentence = trimmed(text, Span(start, end))
        if sentence.length:
            found.append(sentence)
        start = end
    return found


def sentence_at(text: str, offset: int) -> Span:
    """The sentence the offset lies in or ends; between two, the next; empty where none is."""
    found = sentences(text, paragraph_at(text, offset))
    behind = (sentence for sentence in found if sentence.end >= offset)
    return next(behind, found[-1] if found else Span(offset, offset))


def sentences_of(text: str, span: Span, area: Span) -> Span:
    """From the start of the first to the end of the last sentence of an area a span touches."""
    touched = [s for s in sentences(text, area) if s.start <= span.end and span.start <= s.end]
    inside = [s for s in touched if s.overlaps(span)] or touched
    return Span(inside[0].start, inside[-1].end) if inside else area


def clause_of(text: str, span: Span, sentence: Span) -> Span:
    """The stretch of a sentence around a span between commas, colons, dashes or brackets.

    Quotations and brackets that do not hold the span count as one word; the sentence's own
    last mark is left out.
    """
    groups = [group for group in _groups(text, sentence) if not span.covers(group)]
    holding = [Span(g.start + 1, g.end - 1) for g in groups if g.covers(span)]
    area = min(holding, key=lambda group: group.length, default=sentence)
    closed = [group for group in groups if not group.covers(span)]
    left, right = area
    for match in _DELIMITER.finditer(text, *area):
        if any(group.holds(match.start()) for group in closed):
            continue
        if match.end() <= span.start:
            left = match.end()
        elif match.start() >= span.end:
            right = match.start()
            break
    return trimmed(text, Span(left, _without_stop(text, span.end, right)))


def _without_stop(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in ".!?…" or is_blank(text[end - 1])):
        end -= 1
    return end


def _groups(text: str, area: Span) -> list[Span]:
    """The closed quotations and brackets of an area, marks included."""
    quoted = [quotation.span for quotation in in_paragraph(text, area) if not quotation.unclosed]
    return [*quoted, *brackets(text, area)]


def _ends(text: str, area: Span) -> Iterator[int]:
    at_top = area.start <= _FEW_BLANKS and not text[: area.start].strip()
    stamp = _STAMP.match(text, area.start, area.end) if at_top else None
    if stamp:
        yield stamp.end()
    groups = _groups(text, area)
    for match in _END.finditer(text, *area):
        within = any(g.start <= match.start() and match.end() < g.end for g in groups)
        if not within and _ends_sentence(text, match, area.end):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    ahead = _NEXT.match(text, match.end(), end)
    gap, follower = ahead.groups() if ahead else ("", "")
    if not follower:
        return True
    left_out = text[match.start() - 1 : match.end()] in {"[...]", "[…]", "(...)", "(…)"}
    starts = follower in _OPENING or (follower.isalnum() and not follower.islower())
    if not gap or not starts or left_out:
        return False
    return match.group() != "." or not _is_abbreviation(text, match.start(), follower)


def _is_abbreviation(text: str, stop: int, follower: str) -> bool:
    word = _LAST_WORD.search(text[max(0, stop - _LONGEST_ABBREVIATION) : stop])
    if word is None:
        return False
    letters = word.group()
    initial = len(letters) == 1 and letters.isupper()
    return initial or letters in _ABBREVIATIONS or (follower.isdigit() and letters in _COUNTED)
