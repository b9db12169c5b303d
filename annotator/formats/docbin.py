"""spaCy DocBin in and out: texts as tokens, with entities and groups of spans.

Source: spaCy's data formats, DocBin and SpanGroup. A group is a layer; entities never overlap, so
on the way out they are the outermost passages of what the groups have. Only tokens, entities and
groups are read: what else a file claims about its tokens is never handed to native code.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.domain.article import Source
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.span import Span
from annotator.formats import decoding, outgoing_sets
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    Note,
    ReadOptions,
    RefusedFileError,
)

if TYPE_CHECKING:
    from annotator.formats.outgoing import Outgoings, Output, WriteOptions
    from annotator.formats.outgoing_sets import SetOfArticle

_MOST_BYTES = 1_000_000_000
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_ANY_GROUP = frozenset({"", "sc"})
_INSIDE, _BEGINS = 1, 3
"""How DocBin says that a token goes on with an entity, or starts one."""


class _Found(NamedTuple):
    """A labelled stretch of tokens; `layer` is empty for entities."""

    layer: str
    label: str
    start: int
    end: int


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The texts of a file, one a document.

    Raises:
        RefusedFileError: it is no DocBin.
        OSError: it cannot be read.
    """
    import spacy  # noqa: PLC0415 - not always there
    from spacy.tokens import DocBin  # noqa: PLC0415

    data = path.read_bytes()
    _refuse_bomb(data)
    vocab = spacy.blank("xx").vocab
    try:
        docs = DocBin(store_user_data=True).from_bytes(data)
        for string in docs.strings:
            vocab.strings.add(string)
        count = len(docs)
    except Exception as error:  # whatever native code and numpy say of broken bytes
        raise RefusedFileError(say("The file is no DocBin of spaCy, or it is damaged.")) from error
    for number in range(count):
        try:
            yield _article(docs, number, vocab, path)
        except Exception:  # noqa: BLE001 - the same
            yield Note(0, say("Document {number} is damaged; it was left out.", number=number + 1))


def _refuse_bomb(data: bytes) -> None:
    try:
        unpacked = zlib.decompressobj().decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise RefusedFileError(say("The file is no DocBin of spaCy, or it is damaged.")) from error
    if len(unpacked) >= _MOST_BYTES:
        raise RefusedFileError(say("The file is too large to be what it says."))


def _article(docs: Any, number: int, vocab: Any, path: Path) -> IncomingArticle:  # noqa: ANN401
    import srsly  # noqa: PLC0415 - comes with spaCy
    from spacy.tokens import Doc  # noqa: PLC0415

    tokens = docs.tokens[number]
    columns = {name: tokens[:, at].tolist() for at, name in enumerate(_attributes(docs))}
    words = [vocab.strings[one] for one in columns["ORTH"]]
    unknown = docs.flags[number].get("has_unknown_spaces")
    spaces = None if unknown else [bool(one) for one in docs.spaces[number].flatten().tolist()]
    doc = Doc(vocab, words=words, spaces=spaces)
    groups = docs.span_groups[number]
    if groups and len(groups) > 1:
        doc.spans.from_bytes(groups)
    told = srsly.msgpack_loads(raw) if (raw := _user_data(docs, number)) else {}
    cats = [name for name, score in docs.cats[number].items() if score]
    found = [*_grouped(doc), *_entities(columns, vocab)]
    return IncomingArticle(
        name=_text(told, "article") or (path.stem if len(docs) == 1 else f"{path.stem}-{number}"),
        text=doc.text,
        source=Source(newline=decoding.newline_of(doc.text)),
        annotations=tuple(_annotations(doc, found, _text(told, "coder"))),
        aside=((say("labels of whole texts"), len(cats)),) if cats else (),
    )


def _attributes(docs: Any) -> list[str]:  # noqa: ANN401
    from spacy.attrs import IDS  # noqa: PLC0415 - not always there

    names = {number: name for name, number in IDS.items()}
    return [names.get(one, "") for one in docs.attrs]


def _user_data(docs: Any, number: int) -> bytes:  # noqa: ANN401
    return (docs.user_data[number] or b"") if number < len(docs.user_data) else b""


def _text(told: object, key: str) -> str:
    value = told.get(key) if isinstance(told, dict) else None
    return value if isinstance(value, str) else ""


def _grouped(doc: Any) -> Iterator[_Found]:  # noqa: ANN401
    for name, group in doc.spans.items():
        for span in group:
            yield _Found("" if name in _ANY_GROUP else name, span.label_, span.start, span.end)


def _entities(columns: dict[str, list[int]], vocab: Any) -> Iterator[_Found]:  # noqa: ANN401
    kinds = columns.get("ENT_TYPE", [])
    start = -1
    for at, how in enumerate([*columns.get("ENT_IOB", []), 0]):
        goes_on = how == _INSIDE and start >= 0
        if start >= 0 and not goes_on:
            yield _Found("", str(vocab.strings[kinds[start]]), start, at)
            start = -1
        if how == _BEGINS or (how == _INSIDE and start < 0):
            start = at


def _annotations(doc: Any, found: Iterable[_Found], coder: str) -> Iterator[IncomingAnnotation]:  # noqa: ANN401
    """Each labelled stretch once: an entity that is also in a group is the group's."""
    known = set()
    for one in found:
        if one[1:] in known or not 0 <= one.start < one.end <= len(doc):
            continue
        known.add(one[1:])
        last = doc[one.end - 1]
        yield IncomingAnnotation(
            label=one.label or "?",
            layer=one.layer,
            fragments=(Span(doc[one.start].idx, last.idx + len(last)),),
            coder=coder,
        )


def write(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write a document a text and set; tokens are cut where a passage starts or ends.

    Raises:
        AnnotatorError: the texts may not leave.
    """
    import spacy  # noqa: PLC0415 - not always there
    from spacy.tokens import DocBin  # noqa: PLC0415

    vocab = spacy.blank("xx").vocab
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for one in outgoing_sets.by_set(going):
        if outgoing_sets.text_of(one.article):
            docs.add(_doc(one, vocab))
    if not len(docs):
        raise AnnotatorError(say("There is no text to write."))
    docs.to_disk(out.path())


def _doc(one: SetOfArticle, vocab: Any) -> Any:  # noqa: ANN401 - spaCy's documents
    from spacy.tokens import Doc  # noqa: PLC0415 - not always there
    from spacy.util import filter_spans  # noqa: PLC0415

    text = one.article.text
    words, spaces = _tokens(text, [each.annotation.fragments[0] for each in one.annotations])
    doc = Doc(vocab, words=words, spaces=spaces)
    starts = [0, *accumulate(len(w) + s for w, s in zip(words, spaces, strict=True))]
    groups: dict[str, list[Any]] = {}
    for each in one.annotations:
        place = each.annotation.fragments[0]
        first, after = bisect_left(starts, place.start), bisect_left(starts, place.end)
        if first < after:
            span = doc[first:after]
            span.label_ = each.annotation.label
            groups.setdefault(each.annotation.layer, []).append(span)
    for layer, spans in groups.items():
        doc.spans[layer] = spans
    doc.set_ents(filter_spans([*chain.from_iterable(groups.values())]))
    doc.user_data["article"] = one.article.article.name
    doc.user_data["coder"] = one.coder
    return doc


def _tokens(text: str, places: list[Span]) -> tuple[list[str], list[bool]]:
    """Words that with a space after some of them are the text again, whole to the letter."""
    begun, ended = {place.start for place in places}, {place.end for place in places}
    cuts = {0, len(text), *chain.from_iterable(places)}
    cuts |= {end for found in _TOKEN.finditer(text) for end in found.span()}
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(sorted(cuts)):
        word = text[start:end]
        joins = words and not spaces[-1] and start not in begun and end not in ended
        if word == " " and joins:
            spaces[-1] = True
        else:
            words.append(word)
            spaces.append(False)
    return words, spaces


FORMAT = Format(
    name="docbin",
    title=say("spaCy DocBin"),
    endings=(".spacy",),
    reads="annotations",
    shape="file",
    carries=frozenset({"overlap", "coder"}),
    modules=("spacy",),
    extra="nlp",
    read=read,
    write=write,
)
