"""The project's own stream: one annotation a line, nothing lost."""

from typing import Any

import msgspec

from annotator.domain.sentence import say
from annotator.formats.format import ASPECTS, Format
from annotator.formats.outgoing import Outgoing, OutgoingLink, Outgoings, Output, WriteOptions


def write(out: Output, annotations: Outgoings, _options: WriteOptions) -> None:
    """Write each annotation as one line of JSON in UTF-8; offsets are code points."""
    encoder = msgspec.json.Encoder()
    out.stream().writelines(
        encoder.encode(_record(annotation)) + b"\n" for annotation in annotations
    )


def _record(outgoing: Outgoing) -> dict[str, Any]:
    annotation = outgoing.annotation
    return {
        "id": annotation.id,
        "article": outgoing.article.name,
        "set": outgoing.set,
        "coder": outgoing.coder,
        "layer": annotation.layer,
        "label": annotation.label,
        "fragments": annotation.fragments,
        "text": outgoing.words,
        "attributes": annotation.attributes,
        "note": annotation.note,
        "origin": annotation.origin,
        "entry": outgoing.entry,
        "links": [_link(link) for link in outgoing.links],
        "created": annotation.created,
        "updated": annotation.updated,
        "codebook_version": annotation.codebook_version,
    }


def _link(link: OutgoingLink) -> dict[str, Any]:
    # Few links have attributes; the key is there where leaving it out would lose something.
    attributes = {"attributes": link.attributes} if link.attributes else {}
    return {"type": link.type, "to": link.to, **attributes}


FORMAT = Format(
    name="jsonl",
    title=say("Annotations, one JSON object a line"),
    endings=(".jsonl", ".ndjson"),
    shape="stream",
    carries=frozenset(ASPECTS),
    write=write,
)
