"""Coders, their annotation sets, and the register of whom the articles name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Coder(NamedTuple):
    """A person who labels."""

    id: str
    name: str


class AnnotationSet(NamedTuple):
    """One coder's labels (`own`), `gold`, an `import`, or a `machine`'s proposals.

    `coder` is the id of the only person who writes in it.
    """

    id: str
    name: str
    coder: str
    kind: str = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A person, body or place that articles name; `kind` is one of `KINDS`.

    `roles` are mappings with `role`, `from`, `until`; `described` are words that stand for it for
    a time ("le dirigeant nord-coréen"), as mappings with `words`, `from`, `until`; dates are ISO
    8601 as far as known. `distinct` are ids of entries known to be others, though called the same.
    """

    id: str
    name: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[Mapping[str, str], ...] = ()
    wikidata: str = ""
    note: str = ""
    described: tuple[Mapping[str, str], ...] = ()
    distinct: tuple[str, ...] = ()


KINDS = ("person", "body", "place", "other")

NOT_STARTED = "not_started"
IN_PROGRESS = "in_progress"
DONE = "done"
STATES = (NOT_STARTED, IN_PROGRESS, DONE)
