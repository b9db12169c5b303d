"""Prodigy JSON Lines out: one accepted task a text and set, with the tokens its editor needs."""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Any

from annotator.domain.span import Span
from annotator.formats import json_write, outgoing_sets
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions
from annotator.formats.outgoing_sets import SetOfArticle

_TOKEN = re.compile(r"\w+|[^\w\s]")


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write a task a text and set; offsets are code points.

    Raises:
        AnnotatorError: the texts may not leave.
    """
    json_write.write_lines(out.stream(), map(_record, outgoing_sets.by_set(going)))


def _record(one: SetOfArticle) -> dict[str, Any]:
    text = outgoing_sets.text_of(one.article)
    metadata = one.article.article.metadata
    tokens = _tokens(text, [each.annotation.fragments[0] for each in one.annotations])
    spans = {each.annotation.id: _span(each, tokens) for each in one.annotations}
    return {
        "text": text,
        "meta": {
            "source": metadata.outlet,
            "name": one.article.article.name,
            "title": metadata.title,
            "date": metadata.date,
        },
        "tokens": [
            {
                "text": token.cut(text),
                "start": token.start,
                "end": token.end,
                "id": number,
                "ws": text[token.end : token.end + 1].isspace(),
            }
            for number, token in enumerate(tokens)
        ],
        "spans": list(spans.values()),
        "relations": [
            _relation(link.type, spans[each.annotation.id], spans[link.to])
            for each in one.annotations
            for link in each.links
            if link.to in spans
        ],
        "answer": "accept",
        "_annotator_id": one.coder,
        "_session_id": one.coder,
    }


def _tokens(text: str, places: list[Span]) -> list[Span]:
    """Words and signs, cut where a span starts or ends, so that every span has whole tokens."""
    cuts = sorted({end for place in places for end in place})
    found = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        ends = [start, *inside, end]
        found += [Span(*pair) for pair in pairwise(ends)]
    return found


def _span(one: Outgoing, tokens: list[Span]) -> dict[str, Any]:
    place = one.annotation.fragments[0]
    first = bisect_right(tokens, place.start, key=lambda token: token.end)
    after = bisect_left(tokens, place.end, key=lambda token: token.start)
    known = {"token_start": first, "token_end": after - 1} if first < after else {}
    label = one.annotation.label
    return {
        "id": one.annotation.id,
        "start": place.start,
        "end": place.end,
        **known,
        "label": label,
    }


def _relation(type: str, head: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    ends = {
        side: one["token_end"]
        for side, one in (("head", head), ("child", child))
        if "token_end" in one
    }
    return {**ends, "label": type, "head_span": head, "child_span": child}
