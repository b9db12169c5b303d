"""Coders, their annotation sets, and the register of whom the articles name."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """A person who labels."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationSet:
    """One coder's labels (`own`), `gold`, an `import`, or a `machine`'s proposals.

    `coder` is the id of the only person who writes in it.
    """

    id: str
    name: str
    coder: str
    kind: str = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A person, body or place that articles name; `kind` is `person`, `body`, `place` or `other`.

    `roles` are mappings with `role`, `from`, `until`.
    """

    id: str
    name: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[Mapping[str, str], ...] = ()
    wikidata: str = ""
    note: str = ""


NOT_STARTED = "not_started"
IN_PROGRESS = "in_progress"
DONE = "done"
STATES = (NOT_STARTED, IN_PROGRESS, DONE)
