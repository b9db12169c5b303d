"""W3C Web Annotation JSON-LD: passages of texts that lie elsewhere (W3C Recommendation, 2017).

The texts are not in the file: the project must have the articles, by the name in a target's
`source`. Positions are code points by the Recommendation; where the quoted words are not at their
position the only place that has them is taken.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import json_lines, json_write
from annotator.formats.format import ASPECTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    IncomingLink,
    Note,
    ReadOptions,
)
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
_TAGS = ("tagging", "classifying")


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The annotations of a list, a page, a collection or one a line, by their articles.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    by_article: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for line in json_lines.objects(path):
        if isinstance(line, Note):
            yield line
            continue
        for one in _members(line.value):
            by_article[_source(one) or path.stem].append((line.number, one))
    for name, found in by_article.items():
        yield _article(name, found, options)


def _members(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The annotations in a value: itself, or those of a page or collection."""
    items = value.get("items", value.get("first", {}))
    inner = items.get("items") if isinstance(items, dict) else items
    if isinstance(inner, list):
        for one in inner:
            if isinstance(one, dict):
                yield from _members(one)
    else:
        yield value


def _targets(one: dict[str, Any]) -> list[dict[str, Any]]:
    given = one.get("target")
    many = given if isinstance(given, list) else [given]
    known = [{"source": each} if isinstance(each, str) else each for each in many]
    return [each for each in known if isinstance(each, dict)]


def _source(one: dict[str, Any]) -> str:
    """The name of the article: the last part of its address, without its ending."""
    for target in _targets(one):
        source = target.get("source")
        address = source.get("id") if isinstance(source, dict) else source
        if isinstance(address, str) and address:
            name = unquote(_path(address).strip("/")) or address
            return str(PurePosixPath(name).with_suffix("")) if name.endswith(".txt") else name
    return ""


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # brackets that are no address of a machine
        return ""


def _article(
    name: str, found: list[tuple[int, dict[str, Any]]], options: ReadOptions
) -> IncomingArticle:
    text = options.text_of(name)
    made: list[IncomingAnnotation] = []
    links: list[IncomingLink] = []
    refused: list[Note] = []
    for line, one in found:
        link = _link(one)
        if link is not None:
            links.append(link)
            continue
        fragments = [_span(target, text) for target in _targets(one)]
        places = tuple(sorted(span for span in fragments if span is not None))
        if not places or None in fragments:
            sentence = say("An annotation has no place in its text; it was left out.")
            refused.append(Note(line, sentence))
        else:
            made.append(_annotation(one, places))
    return IncomingArticle(
        name=name,
        text=None,
        annotations=tuple(made),
        links=tuple(links),
        refused=tuple(refused),
    )


def _link(one: dict[str, Any]) -> IncomingLink | None:
    """A link between two annotations, where the targets are such."""
    ends = [target.get("id") for target in _targets(one) if "selector" not in target]
    if len(ends) != 2 or not all(isinstance(end, str) for end in ends):  # noqa: PLR2004
        return None
    source, target = (_id(str(end)) for end in ends)
    return IncomingLink(type=_label(one) or "linking", source=source, target=target)


def _id(given: str) -> str:
    return given.removeprefix("urn:uuid:").removeprefix("#")


def _bodies(one: dict[str, Any]) -> list[dict[str, Any]]:
    given = one.get("body")
    many = given if isinstance(given, list) else [given]
    return [each if isinstance(each, dict) else {"value": each} for each in many if each]


def _label(one: dict[str, Any]) -> str:
    tags = [body for body in _bodies(one) if body.get("purpose") in _TAGS]
    return json_lines.words(tags[0].get("value")) if tags else ""


def _annotation(one: dict[str, Any], places: tuple[Span, ...]) -> IncomingAnnotation:
    tags = [body for body in _bodies(one) if body.get("purpose") in _TAGS]
    told = [
        json_lines.words(body.get("value"))
        for body in _bodies(one)
        if body not in tags and body.get("purpose") != "identifying"
    ]
    more = [json_lines.words(body.get("value")) for body in tags[1:]]
    entry = next((b for b in _bodies(one) if b.get("purpose") == "identifying"), {})
    id = _id(json_lines.words(one.get("id")))
    return IncomingAnnotation(
        id=id,
        uuid=id,
        label=_label(one) or "comment",
        layer=json_lines.words(tags[0].get("layer")) if tags else "",
        fragments=places,
        coder=_person(one.get("creator")),
        attributes={"tags": more} if more else {},
        note="\n".join(filter(None, told)),
        entry=json_lines.words(entry.get("value")),
        created=json_lines.words(one.get("created")),
        updated=json_lines.words(one.get("modified")),
    )


def _person(given: object) -> str:
    if isinstance(given, dict):
        return json_lines.words(given.get("name") or given.get("nickname") or given.get("id"))
    return json_lines.words(given)


def _selectors(target: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The selectors of a target, those that refine others after them."""
    given = target.get("selector")
    waiting = list(given) if isinstance(given, list) else [given]
    for _ in range(50):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting.append(one.get("refinedBy"))


def _span(target: dict[str, Any], text: str | None) -> Span | None:
    start = end = None
    quoted: dict[str, Any] = {}
    for one in _selectors(target):
        if one.get("type") == "TextPositionSelector":
            start, end = json_lines.offset(one.get("start")), json_lines.offset(one.get("end"))
        elif one.get("type") == "TextQuoteSelector":
            quoted = one
    exact = json_lines.words(quoted.get("exact"))
    if start is not None and end is not None and start <= end:
        known = Span(start, end)
        if text is None or not exact or known.cut(text) == exact:
            return known
    return _by_words(text or "", quoted, exact)


def _by_words(text: str, quoted: dict[str, Any], exact: str) -> Span | None:
    """The place that has the words, by what stands around them; nothing where several have."""
    if not exact:
        return None
    before, after = json_lines.words(quoted.get("prefix")), json_lines.words(quoted.get("suffix"))
    for whole, shift in ((before + exact + after, len(before)), (exact, 0)):
        if text.count(whole) == 1:
            start = text.index(whole) + shift
            return Span(start, start + len(exact))
    return None


def write(out: Output, going: Outgoings, options: WriteOptions) -> None:
    """Write one list of annotations; links are annotations of two annotations."""
    records = (
        record
        for article in going.articles()
        for one in article.annotations
        for record in _records(one, article.text if options.text == "full" else "")
    )
    json_write.write_list(out.stream(), records)


def _records(one: Outgoing, text: str) -> Iterator[dict[str, Any]]:
    annotation = one.annotation
    source = quote(f"{one.article.name}.txt")
    label = {"type": "TextualBody", "purpose": "tagging", "value": annotation.label}
    bodies = [{**label, "layer": annotation.layer}]
    if one.entry:
        bodies.append({"type": "TextualBody", "purpose": "identifying", "value": one.entry})
    if annotation.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": annotation.note})
    targets = [
        {"source": source, "selector": list(_selectors_of(span, words, text))}
        for span, words in zip(annotation.fragments, one.words or ("",) * 99, strict=False)
    ]
    yield {
        "@context": _CONTEXT,
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Person", "name": one.coder},
        **({"created": annotation.created} if annotation.created else {}),
        **({"modified": annotation.updated} if annotation.updated else {}),
        "body": bodies,
        "target": targets,
    }
    for link in one.links:
        if link.kind == "annotation":
            yield {
                "@context": _CONTEXT,
                "id": f"urn:annotator:{annotation.id}:{link.type}:{link.to}",
                "type": "Annotation",
                "motivation": "linking",
                "body": [{"type": "TextualBody", "purpose": "tagging", "value": link.type}],
                "target": [
                    {"id": f"urn:uuid:{annotation.id}", "source": source},
                    {"id": f"urn:uuid:{link.to}", "source": source},
                ],
            }


def _selectors_of(span: Span, words: str, text: str) -> Iterator[dict[str, Any]]:
    if words:
        around = {
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        }
        yield {"type": "TextQuoteSelector", "exact": words, **(around if text else {})}
    yield {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _is_list(path: Path) -> bool:
    if path.suffix.casefold() not in {".json", ".jsonld", ".jsonl"}:
        return False
    first = json_lines.first_object(path)
    if first is None:
        return False
    told = json_lines.words(first.get("@context"))
    return "anno.jsonld" in told or (first.get("type") == "Annotation" and "target" in first)


FORMAT = Format(
    name="web-annotation",
    title=say("W3C Web Annotation, JSON-LD"),
    endings=(".jsonld",),
    reads="annotations",
    shape="stream",
    carries=frozenset(ASPECTS) - {"attributes"},
    detect=_is_list,
    read=read,
    write=write,
)
