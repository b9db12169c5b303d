"""First lines: what the start of an article tells about it, proposed and never cut away."""

import re
from collections.abc import Iterator
from datetime import date as calendar_date
from typing import NamedTuple

from annotator.domain.article import Metadata
from annotator.domain.clauses import sentences
from annotator.domain.paragraphs import trimmed
from annotator.domain.span import Span

_LOOKED_AT = 4_000
_TAIL = 80
_LONGEST_TITLE = 200
_LONGEST_CUT = 120

_STAMP = re.compile(
    r"\s*(?:date\s*:?\s+)(?P<date>\d{4}(?:-\d{2}){0,2})(?![\d-])[ \t\u00a0]*", re.IGNORECASE
)
_NAMED = re.compile(r"(?<!\d)(?P<date>(?:19|20)\d{2}-\d{2}(?:-\d{2})?)(?!\d)")
_MONTHS = (
    "jan(?:vier|v|uary)?",
    "f[ée]v(?:rier|r)?|feb(?:ruary)?",
    "mars?|march",
    "avr(?:il)?|apr(?:il)?",
    "mai|may",
    "juin|june?",
    "juil(?:let)?|july?",
    "ao[uû]t|aug(?:ust)?",
    "sept?(?:embre|ember)?",
    "oct(?:obre|ober)?",
    "nov(?:embre|ember)?",
    "d[ée]c(?:embre|ember)?|dec(?:ember)?",
)
_MONTH = rf"(?:{'|'.join(_MONTHS)})\.?(?!\w)"
_WEEKDAY = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche "
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
)
_WHEN = (
    rf"(?i:{_WEEKDAY}(?:(?P<day>[0-3]?\d)(?:er|st|nd|rd|th)? (?P<month>{_MONTH})"
    rf"|(?P<month_first>{_MONTH}) (?P<day_second>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))"
    r"(?:,? (?P<year>(?:19|20)\d\d))?)"
)
_NAME = r"[^\W\d_a-zà-ÿ][\w&.'’-]*(?: [^\W\d_a-zà-ÿ][\w&.'’-]*){0,2}"
_CAPITALISED = r"[^\W\d_a-zà-ÿ][\w.'’/]*"
_PARTICLE = r"(?:de|du|des|la|le|les|el|en|sur|of|the)"
_PLACE = rf"{_CAPITALISED}(?:[ -](?:{_PARTICLE}[ -])?{_CAPITALISED}){{0,4}}"
_DASH = r"\s*(?:--|[–—-])(?=\s)\s*"
# Bakou, 23 novembre, AZERTAC | PARIS, 14 août (AFP) – | Lisbonne (Reuters) -
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PLACE}, {_WHEN}, (?P<outlet>{_NAME})(?:{_DASH}|\s*$)",
        rf"{_PLACE}, {_WHEN} ?\((?P<outlet>{_NAME})\)(?:{_DASH}|\s*\.?\s*)",
        rf"{_PLACE} ?\((?P<outlet>{_NAME})\){_DASH}",
        rf"{_PLACE}, {_WHEN}(?:{_DASH}|\s*$)",
    )
)
_AGENCY = re.compile(rf"(?:[.!?…»”\"]\s+|\n\s*)\((?P<outlet>{_NAME})\)\s*\.?\s*$")


class _Dateline(NamedTuple):
    """What stands before the first sentence, and how long it is."""

    length: int = 0
    outlet: str = ""
    date: str = ""


def propose(text: str, name: str = "") -> Metadata:
    """What the start of an article (and an agency at its very end) says about it.

    Date: a leading `date 2024-11`, else a date in the article's name, refined by the day of a
    dateline in the same month; a dateline with a year stands alone. Outlet: the dateline's
    agency, else one in brackets at the end. Title: the first line when short, else the start
    of the first sentence. What is not found stays empty; the text itself is left as it is.
    """
    head = text[:_LOOKED_AT].removeprefix("\ufeff")
    stamp = _STAMP.match(head)
    given = _valid(stamp["date"]) if stamp else _from_name(name)
    lines = _lines(head[stamp.end() :] if stamp and given else head)
    first = next(lines, "")
    dateline = _dateline(first, given)
    title = first[dateline.length :].strip() or next(lines, "")
    return Metadata(
        title=_title(title),
        outlet=dateline.outlet or _agency(text),
        date=dateline.date or given,
    )


def _lines(head: str) -> Iterator[str]:
    return (line.strip() for line in head.splitlines() if line.strip())


def _valid(date: str) -> str:
    """The date as given where there is such a day, month or year, else nothing."""
    try:
        calendar_date.fromisoformat(date + "2000-01-01"[len(date) :])
    except ValueError:
        return ""
    return date


def _from_name(name: str) -> str:
    found = _NAMED.search(name)
    return _valid(found["date"]) if found else ""


def _dateline(line: str, given: str) -> _Dateline:
    matches = (pattern.match(line[:_LONGEST_TITLE]) for pattern in _DATELINES)
    found = next(filter(None, matches), None)
    if found is None:
        return _Dateline()
    parts = found.groupdict()
    return _Dateline(found.end(), parts.get("outlet") or "", _refined(parts, given))


def _refined(parts: dict[str, str | None], given: str) -> str:
    """The day a dateline names, where it agrees with the date that is given."""
    month, day = parts.get("month"), parts.get("day")
    if not month or not day:
        month, day = parts.get("month_first"), parts.get("day_second")
    year = parts.get("year") or given[:4]
    if not month or not day or not year:
        return ""
    date = _valid(f"{year}-{_month(month):02}-{int(day):02}")
    return date if date.startswith(given) else ""


def _month(name: str) -> int:
    plain = name.rstrip(".")
    numbered = enumerate(_MONTHS, start=1)
    return next(n for n, month in numbered if re.fullmatch(month, plain, re.IGNORECASE))


def _agency(text: str) -> str:
    found = _AGENCY.search(text[-_TAIL:])
    return found["outlet"] if found else ""


def _title(line: str) -> str:
    if len(line) <= _LONGEST_TITLE:
        return line
    whole = trimmed(line, Span(0, len(line)))
    sentence = sentences(line, whole)[0].cut(line)
    if len(sentence) <= _LONGEST_CUT:
        return sentence
    kept = sentence[:_LONGEST_CUT].rpartition(" ")[0] or sentence[: _LONGEST_CUT - 1]
    return kept.rstrip(" ,;:–—-") + "…"
