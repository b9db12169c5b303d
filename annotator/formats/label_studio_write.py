"""Label Studio JSON out: a list of tasks, one an article, one annotation a set."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from annotator.formats import json_write
from annotator.formats.outgoing import (
    Outgoing,
    OutgoingArticle,
    Outgoings,
    OutgoingSet,
    Output,
    WriteOptions,
)


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write tasks as they come; offsets are code points of `data.text`."""
    articles = enumerate(going.articles(), 1)
    tasks = (_task(number, article, going.sets) for number, article in articles)
    json_write.write_list(out.stream(), tasks)


def _task(number: int, article: OutgoingArticle, sets: Sequence[OutgoingSet]) -> dict[str, Any]:
    metadata = article.article.metadata
    known = {
        "text": article.text,
        "name": article.article.name,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "date": metadata.date,
    }
    return {
        "id": number,
        "data": {key: value for key, value in known.items() if value or key == "text"},
        "annotations": list(_annotations(article, sets)),
    }


def _annotations(article: OutgoingArticle, sets: Sequence[OutgoingSet]) -> Iterator[dict[str, Any]]:
    for set in sets:
        mine = [one for one in article.annotations if one.set == set.name]
        if not mine:
            continue
        yield {
            "id": set.name,
            "completed_by": set.coder,
            "ground_truth": set.kind == "gold",
            "was_cancelled": False,
            "created_at": min(one.annotation.created for one in mine),
            "updated_at": max(one.annotation.updated for one in mine),
            "result": [result for one in mine for result in _results(one)] + list(_relations(mine)),
        }


def _results(one: Outgoing) -> Iterator[dict[str, Any]]:
    annotation = one.annotation
    place = {"start": annotation.start, "end": annotation.end}
    words = {"text": " ".join(one.words)} if one.words else {}
    about = {"id": annotation.id, "to_name": "text"}
    note = {"meta": {"text": [annotation.note]}} if annotation.note else {}
    label = {**place, **words, "labels": [annotation.label]}
    yield {**about, "from_name": "label", "type": "labels", "value": label, **note}
    for name, value in annotation.attributes.items():
        answers = value if isinstance(value, list) else [value]
        choices = [
            one if isinstance(one, str) else msgspec.json.encode(one).decode() for one in answers
        ]
        yield {
            **about,
            "from_name": name,
            "type": "choices",
            "value": {**place, "choices": choices},
        }


def _relations(mine: Sequence[Outgoing]) -> Iterator[dict[str, Any]]:
    ids = {one.annotation.id for one in mine}
    for one in mine:
        for link in one.links:
            if link.to in ids:
                yield {
                    "type": "relation",
                    "from_id": one.annotation.id,
                    "to_id": link.to,
                    "direction": "right",
                    "labels": [link.type],
                }
