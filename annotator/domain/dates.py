"""Dates as articles, tables and databases write them, made ISO 8601 as far as they are known."""

import re
from datetime import date

_MONTHS = (
    ("jan", "janv", "janvier", "january"),
    ("fev", "fév", "fevr", "févr", "fevrier", "février", "feb", "february"),
    ("mar", "mars", "march"),
    ("avr", "avril", "apr", "april"),
    ("mai", "may"),
    ("juin", "jun", "june"),
    ("juil", "juillet", "jul", "july"),
    ("aout", "août", "aug", "august"),
    ("sep", "sept", "septembre", "september"),
    ("oct", "octobre", "october"),
    ("nov", "novembre", "november"),
    ("dec", "déc", "decembre", "décembre", "december"),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"(?<!\d)(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)?\.? +([^\W\d_]+)\.?,? +(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)")
_MONTH_ONLY = re.compile(r"\b([^\W\d_]+)\.? +(\d{4})(?!\d)")
_WORDED = ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_MONTH_ONLY, (2, 1)))
"""Patterns with the groups of year, month and day."""

_CENTURY = 70
_LAST_MONTH = 12


def iso_date(words: str) -> str:
    """`2024`, `2024-11` or `2024-11-23`, as precise as the words say it; nothing where they do not.

    `05/11/2024` is the fifth of November, as in French, unless the second number cannot be a
    month.
    """
    for read in (_compact, _year_first, _slashed, _worded, _iso):
        found = read(words)
        if found:
            return found
    return ""


def _compact(words: str) -> str:
    found = _COMPACT.search(words)
    return _joined(*map(int, found.groups())) if found else ""


def _year_first(words: str) -> str:
    found = _YEAR_FIRST.search(words)
    return _joined(*map(int, found.groups())) if found else ""


def _slashed(words: str) -> str:
    found = _SLASHED.search(words)
    if not found:
        return ""
    day, month, year = map(int, found.groups())
    if len(found[3]) == 2:  # noqa: PLR2004 - a year of two digits
        year += 1900 if year >= _CENTURY else 2000
    return _joined(year, day, month) if month > _LAST_MONTH else _joined(year, month, day)


def _worded(words: str) -> str:
    for pattern, order in _WORDED:
        for found in pattern.finditer(words):
            year, month, *day = (found[group] for group in order)
            number = _NUMBER.get(month.casefold())
            if number and (made := _joined(int(year), number, *map(int, day))):
                return made
    return ""


def _iso(words: str) -> str:
    found = _ISO.search(words)
    return _joined(*(int(part) for part in found.groups() if part)) if found else ""


def _joined(year: int, month: int = 0, day: int = 0) -> str:
    """The date in ISO 8601; nothing where the calendar has no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not month:
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
