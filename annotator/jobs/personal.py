"""Personal data that imports brought along: what of it stays behind when something leaves."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.article import Metadata
from annotator.domain.people import AnnotationSet, RegisterEntry
from annotator.domain.personal import (
    answers_without_personal,
    count_in,
    masked,
    without_personal,
)
from annotator.formats.outgoing import OutgoingEvent
from annotator.store import articles, bodies, coders, entries, streams
from annotator.store.project import Project

_IMPORTED = "import:"


def clean_annotation(one: Annotation) -> Annotation:
    """An annotation that an import brought, without what is personal; others as they are."""
    if not one.origin.startswith(_IMPORTED) or not (one.attributes or one.note):
        return one
    return replace(one, attributes=answers_without_personal(one.attributes), note=masked(one.note))


def clean_entry(entry: RegisterEntry) -> RegisterEntry:
    """A register entry with masked addresses."""
    return replace(
        entry,
        name=masked(entry.name),
        aliases=tuple(map(masked, entry.aliases)),
        note=masked(entry.note),
    )


def clean_event(event: OutgoingEvent) -> OutgoingEvent:
    """An event whose body says nothing personal."""
    if event.body is None:
        return event
    if event.kind == "article":
        return event._replace(body=_clean_article(event.body))
    if event.kind == "annotation":
        return event._replace(body=_clean_body(event.body))
    return event._replace(body=masked(event.body))


@bodies.legible("article")
def _clean_article(body: str) -> str:
    value = msgspec.json.decode(body)
    metadata = msgspec.convert(value.get("metadata", {}), type=Metadata)
    value["metadata"] = msgspec.to_builtins(without_personal(metadata))
    return msgspec.json.encode(value).decode()


@bodies.legible("annotation")
def _clean_body(body: str) -> str:
    value = msgspec.json.decode(body)
    if not str(value.get("origin", "")).startswith(_IMPORTED):
        return body
    value["attributes"] = answers_without_personal(value.get("attributes", {}))
    value["note"] = masked(value.get("note", ""))
    return msgspec.json.encode(value).decode()


def count(project: Project, sets: Sequence[AnnotationSet]) -> int:
    """How many names, fields, attributes and notes would leave changed or not at all."""
    names = [one.name for one in coders.all_coders(project)] + [set.name for set in sets]
    known = entries.everyone(project)
    return (
        sum(masked(name) != name for name in names)
        + sum(clean_entry(entry) != entry for entry in known)
        + sum(count_in(article.metadata) for article in articles.with_more(project))
        + sum(_changed(one) for set in sets for one in streams.imported(project, set.id))
    )


def _changed(one: Annotation) -> int:
    cleaned = clean_annotation(one)
    kept = sum(cleaned.attributes.get(name) == value for name, value in one.attributes.items())
    return len(one.attributes) - kept + (cleaned.note != one.note)
