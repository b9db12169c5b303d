"""Which backups are kept as time goes by: all new ones, fewer and fewer old ones."""

import datetime as dt
from collections.abc import Callable, Collection

ALL_FOR = dt.timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
"""All of the last two days are kept, then the last of so many days, weeks and months."""


def superfluous(times: Collection[dt.datetime], now: dt.datetime) -> set[dt.datetime]:
    """Those of the times of backups that can go; the newest is never among them.

    A clock that went wrong makes no difference: what lies in the future counts as new.
    """
    newest_first = sorted(times, reverse=True)
    kept = {one for one in newest_first if now - one < ALL_FOR} | set(newest_first[:1])
    older = [one for one in newest_first if one not in kept]
    for most, part in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        kept |= _last_of_each(older, part, most)
    return set(times) - kept


def _last_of_each(
    newest_first: list[dt.datetime], part: Callable[[dt.datetime], object], most: int
) -> set[dt.datetime]:
    found: dict[object, dt.datetime] = {}
    for one in newest_first:
        found.setdefault(part(one), one)
    return set(list(found.values())[:most])


def _day(one: dt.datetime) -> object:
    return one.date()


def _week(one: dt.datetime) -> object:
    return one.isocalendar()[:2]


def _month(one: dt.datetime) -> object:
    return one.year, one.month
