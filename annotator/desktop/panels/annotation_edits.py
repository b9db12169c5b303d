"""What a card can change about an annotation: each one edit, on the newest version of it."""

from dataclasses import replace

from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation, Value
from annotator.domain.codebook import Attribute, Layer
from annotator.domain.sentence import say
from annotator.store import annotations, links


def applies(attribute: Attribute, label: str) -> bool:
    """Whether an attribute is asked of annotations with this label."""
    return not attribute.labels or label in attribute.labels


def relabel(session: Session, annotation: str, label: str) -> None:
    """Give it another label of its layer; attributes not asked of that label go."""
    found = annotations.get(session.project, annotation)
    if found is None or found.label == label:
        return
    changed = replace(
        found,
        label=label,
        attributes=_asked(session.codebook.layer(found.layer), found, label),
        codebook_version=session.codebook.version,
    )
    with session.edit(say("Change the label")) as project:
        annotations.put(project, changed)


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
    with session.edit(say("Forget the register entry")) as project:
        annotations.put(project, replace(found, entry=None))


def drop_link(session: Session, link: str) -> None:
    """Take a link away."""
    with session.edit(say("Remove the link")) as project:
        links.drop(project, link)


def _asked(layer: Layer | None, annotation: Annotation, label: str) -> dict[str, Value]:
    known = {one.id: one for one in layer.attributes} if layer else {}
    return {
        key: value
        for key, value in annotation.attributes.items()
        if key not in known or applies(known[key], label)
    }
