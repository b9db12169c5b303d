"""What one can change about the register: each one edit, on the newest version of the entry."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotator.desktop.session import Session
from annotator.domain import register as rules
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import Sentence, say
from annotator.store import entries, register
from annotator.store.ids import new_id
from annotator.store.register import Key


def new(session: Session, name: str, kind: str) -> str:
    """A new entry; its id."""
    entry = RegisterEntry(id=new_id(), name=name, kind=kind)
    with session.edit(say("New entry {name}", name=name), labels=False) as project:
        entries.put(project, entry)
    return entry.id


def change(session: Session, entry: str, field: str, value: Any) -> None:  # noqa: ANN401 - any field's
    """Give a field of an entry another value; a name is never empty."""
    found = entries.get(session.project, entry) if session.is_open else None
    if found is None or getattr(found, field) == value or (field == "name" and not value):
        return
    with session.edit(_named(found, field, value), labels=False) as project:
        entries.put(project, replace(found, **{field: value}))


def _named(entry: RegisterEntry, field: str, value: object) -> Sentence:
    if field == "name":
        return say("Rename {name} to {new}", name=entry.name, new=value)
    known = {
        "kind": say("Change the kind of {name}", name=entry.name),
        "aliases": say("Change the aliases of {name}", name=entry.name),
        "described": say("Change what describes {name}", name=entry.name),
        "roles": say("Change the roles of {name}", name=entry.name),
        "note": say("Change the note on {name}", name=entry.name),
    }
    return known.get(field, say("Change {name}", name=entry.name))


def merge(session: Session, kept: str, gone: Sequence[str]) -> None:
    """Make several entries one, which keeps the name of the first."""
    found = entries.get(session.project, kept)
    if found is not None and gone:
        with session.edit(say("Merge into {name}", name=found.name), labels=False) as project:
            register.merge(project, kept, gone)


def split(session: Session, entry: str, keys: Sequence[Key]) -> str:
    """Give passages of an entry to a new one; its id."""
    with session.edit(say("Split {name}", name=_name(session, entry)), labels=False) as project:
        return register.split(project, entry, keys)


def move(session: Session, entry: str, keys: Sequence[Key], to: str) -> None:
    """Give passages of an entry to another one."""
    with session.edit(say("Move to {name}", name=_name(session, to)), labels=False) as project:
        register.move(project, entry, keys, to)


def delete(session: Session, several: Sequence[str]) -> None:
    """Take entries away that nothing names; all of them or none.

    Raises:
        EntryInUseError: passages name one of them.
    """
    names = ", ".join(_name(session, one) for one in several)
    with session.edit(say("Delete {name}", name=names), labels=False) as project:
        for one in several:
            register.delete(project, one)


def tell_apart(session: Session, entry: str, other: str) -> None:
    """Remember that two entries of one name are two."""
    found = entries.get(session.project, entry)
    if found is None:
        return
    name = say("{name} and {other} are two", name=found.name, other=_name(session, other))
    with session.edit(name, labels=False) as project:
        entries.put(project, rules.told_apart(found, other))


def drop_name(session: Session, entry: str, words: str) -> None:
    """An entry is no longer called so."""
    found = entries.get(session.project, entry)
    if found is not None:
        change(session, entry, "aliases", rules.without_name(found, words).aliases)


def add_name(session: Session, entry: str, words: str) -> None:
    """Remember words as a name of an entry, or as what describes it."""
    found = entries.get(session.project, entry)
    if found is None:
        return
    name = say("Remember “{words}” for {name}", words=words, name=found.name)
    with session.edit(name, labels=False) as project:
        entries.put(project, rules.named_so(found, words))


def _name(session: Session, entry: str) -> str:
    found = entries.get(session.project, entry)
    return found.name if found else ""
