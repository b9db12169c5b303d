"""doccano JSON Lines out: one text and set a line, with entities and relations."""

from typing import Any

from annotator.formats import json_write, outgoing_sets
from annotator.formats.offset_reading import Counting, Reading
from annotator.formats.outgoing import Outgoings, Output, WriteOptions
from annotator.formats.outgoing_sets import SetOfArticle


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write a line a text and set; offsets are UTF-16 units, as doccano's editor counts.

    Raises:
        AnnotatorError: the texts may not leave.
    """
    json_write.write_lines(out.stream(), map(_record, outgoing_sets.by_set(going)))


def _record(one: SetOfArticle) -> dict[str, Any]:
    text = outgoing_sets.text_of(one.article)
    counting = Counting(text, Reading("utf16"))
    numbers = {each.annotation.id: number for number, each in enumerate(one.annotations)}
    return {
        "text": text,
        "filename": one.article.article.name,
        "username": one.coder,
        "entities": [
            _entity(number, each.annotation.label, counting.to_unit(each.annotation.fragments[0]))
            for number, each in enumerate(one.annotations)
        ],
        "relations": [
            {"id": number, "from_id": source, "to_id": target, "type": type}
            for number, (type, source, target) in enumerate(_pairs(one, numbers))
        ],
    }


def _entity(number: int, label: str, ends: tuple[int, int]) -> dict[str, Any]:
    return {"id": number, "label": label, "start_offset": ends[0], "end_offset": ends[1]}


def _pairs(one: SetOfArticle, numbers: dict[str, int]) -> list[tuple[str, int, int]]:
    return [
        (link.type, numbers[each.annotation.id], numbers[link.to])
        for each in one.annotations
        for link in each.links
        if link.to in numbers
    ]
