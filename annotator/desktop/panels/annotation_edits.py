"""What a card can change about an annotation: each one edit, on the newest version of it."""

from dataclasses import replace

from annotator.desktop import labelling
from annotator.desktop.session import Session
from annotator.domain.annotation import Value
from annotator.domain.sentence import say
from annotator.store import annotations, links


def relabel(session: Session, annotation: str, label: str) -> None:
    """Give it another label of its layer."""
    found = annotations.get(session.project, annotation)
    known = session.codebook.label(found.layer, label) if found else None
    if found is not None and known is not None and found.label != label:
        labelling.relabel(session, annotation, known)


def give_value(session: Session, annotation: str, attribute: str, value: Value | None) -> None:
    """Set an attribute; nothing, an empty text or list, or a No take it away."""
    found = annotations.get(session.project, annotation)
    if found is None:
        return
    values = {key: kept for key, kept in found.attributes.items() if key != attribute}
    if value is not None and value is not False and value not in ("", []):
        values[attribute] = value
    if values != dict(found.attributes):
        with session.edit(say("Change a value")) as project:
            annotations.put(project, replace(found, attributes=values))


def write_note(session: Session, annotation: str, note: str) -> None:
    """Set its note."""
    found = annotations.get(session.project, annotation) if session.is_open else None
    if found is None or found.note == note:
        return
    with session.edit(say("Change the note")) as project:
        annotations.put(project, replace(found, note=note))


def forget_entry(session: Session, annotation: str) -> None:
    """Its words no longer name a register entry."""
    found = annotations.get(session.project, annotation)
    if found is None or found.entry is None:
        return
    with session.edit(say("Unlink the register entry")) as project:
        annotations.put(project, replace(found, entry=None))


def drop_link(session: Session, link: str) -> None:
    """Take a link away."""
    with session.edit(say("Remove the link")) as project:
        links.drop(project, link)
