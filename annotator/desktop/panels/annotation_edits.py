"""What a card can change about an annotation: each one edit, on the newest version of it."""

from collections.abc import Mapping
from dataclasses import replace

from annotator.desktop import labelling
from annotator.desktop.panels.card_links import End
from annotator.desktop.panels.statement_edits import leave, relate
from annotator.desktop.session import Session
from annotator.domain.annotation import Value
from annotator.domain.sentence import say
from annotator.domain.statements import PARAPHRASE
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
    values = _answered(found.attributes, attribute, value)
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


def give_end_value(session: Session, end: End, attribute: str, value: Value | None) -> None:
    """Set an attribute of a link, or say how a claim reports the statement of its card.

    Nothing, an empty text or list, or a No take an attribute away; a claim reports it in any case.
    """
    if end.member is not None:
        relate(session, end.member, str(value or PARAPHRASE))
        return
    found = links.get(session.project, end.link)
    if found is None:
        return
    values = _answered(found.attributes, attribute, value)
    if values != dict(found.attributes):
        with session.edit(say("Change a value of the link")) as project:
            links.put(project, replace(found, attributes=values))


def move_link(session: Session, link: str, by: int) -> None:
    """Move a link a place up (-1) or down (1) among those of its type."""
    found = links.get(session.project, link)
    if found is None:
        return
    mine = [
        one
        for one in links.of_annotation(session.project, found.source)
        if (one.source, one.type) == (found.source, found.type)
    ]
    at = mine.index(found)
    if not 0 <= at + by < len(mine):
        return
    mine.insert(at + by, mine.pop(at))
    with session.edit(say("Change the order of the links")) as project:
        for place, one in enumerate(mine):
            if one.position != place:
                links.put(project, replace(one, position=place))


def drop_end(session: Session, end: End) -> None:
    """Take a link away, or a claim off its card."""
    if end.member is not None:
        leave(session, [end.member])
        return
    with session.edit(say("Remove the link")) as project:
        links.drop(project, end.link)


def _answered(values: Mapping[str, Value], attribute: str, value: Value | None) -> dict[str, Value]:
    kept = {key: one for key, one in values.items() if key != attribute}
    if value is None or value is False or value in ("", []):
        return kept
    return {**kept, attribute: value}
