"""REFI-QDA projects and codebooks out, valid against the exchange standard 1.0."""

import re
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from annotator.domain.codebook import Codebook, Label
from annotator.formats.offset_reading import Counting, Reading
from annotator.formats.outgoing import Outgoing, OutgoingArticle, Outgoings, Output, WriteOptions

DIALECTS = ("standard", "nvivo", "maxqda", "atlas.ti")
"""For which program; they count differently and want other line ends."""

_READINGS = {
    "standard": Reading("code_point"),
    "nvivo": Reading("utf16"),
    "maxqda": Reading("code_point"),
    "atlas.ti": Reading("code_point", crlf_as_one=True),
}
_WINDOWS = ("nvivo", "maxqda")
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = uuid.UUID("6f1ad5d0-6b6f-5d0c-8a7e-3d1f2a5c9b10")
_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 100


def guid(*parts: str) -> str:
    """An id that the same thing gets each time; ids of this program stay as they are."""
    try:
        return str(uuid.UUID(parts[0])).upper() if len(parts) == 1 else _named(parts)
    except ValueError:
        return _named(parts)


def _named(parts: tuple[str, ...]) -> str:
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts))).upper()


def write(out: Output, going: Outgoings, options: WriteOptions) -> None:
    """Write a project: the texts as files, one selection and coding an annotation."""
    dialect = options.dialect if options.dialect in DIALECTS else DIALECTS[0]
    sources: list[str] = []
    links: list[str] = []
    notes: list[str] = []
    with zipfile.ZipFile(out.path(), "w", zipfile.ZIP_DEFLATED) as archive:
        for article in going.articles():
            text, file = _laid(article.text, dialect), guid("source", article.article.id)
            data = (b"\xef\xbb\xbf" if dialect in _WINDOWS else b"") + text.encode()
            _put(archive, f"Sources/{file}.txt", data)
            sources += _source(article, text, file, dialect)
            for one in article.annotations:
                links += _links(one)
                notes += _note(one)
        lines = [*_head(going), *_codebook(going.codebook), "<Sources>", *sources, "</Sources>"]
        if notes:
            lines += ["<Notes>", *notes, "</Notes>"]
        if links:
            lines += ["<Links>", *links, "</Links>"]
        _put(archive, "project.qde", "\n".join([*lines, "</Project>\n"]).encode())


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _MIDNIGHT)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, data)


def _laid(text: str, dialect: str) -> str:
    """The text with the line ends that the program wants."""
    if dialect not in _WINDOWS:
        return text
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


def _head(going: Outgoings) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<Project xmlns="urn:QDA-XML:project:1.0" name="Annotator" origin="Annotator">'
    yield "<Users>"
    for name in dict.fromkeys(one.coder for one in going.sets):
        yield f"<User guid={_quoted(guid('user', name))} name={_quoted(name)}/>"
    yield "</Users>"


def _quoted(words: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", words))


def _codebook(codebook: Codebook) -> Iterator[str]:
    yield "<CodeBook><Codes>"
    for layer in codebook.layers:
        tops = [one for one in layer.labels if not _parent(one, layer.labels)]
        yield (
            f"<Code guid={_quoted(guid('layer', layer.id))} name={_quoted(layer.id)} "
            'isCodable="false">'
        )
        for label in tops:
            yield from _code(label, layer.labels)
        yield "</Code>"
    yield "</Codes></CodeBook>"


def _parent(label: Label, known: Sequence[Label]) -> bool:
    return bool(label.parent) and any(one.id == label.parent for one in known)


def _code(label: Label, known: Sequence[Label]) -> Iterator[str]:
    color = f" color={_quoted(label.color)}" if len(label.color) == 7 else ""  # noqa: PLR2004
    own = guid("label", label.layer, label.id)
    yield f'<Code guid={_quoted(own)} name={_quoted(label.id)} isCodable="true"{color}>'
    told = next(iter(label.definition.values()), "")
    if told:
        yield f"<Description>{escape(_ILLEGAL.sub(' ', told))}</Description>"
    for child in known:
        if child.parent == label.id and child.id != label.id:
            yield from _code(child, known)
    yield "</Code>"


def _source(article: OutgoingArticle, text: str, file: str, dialect: str) -> Iterator[str]:
    about = article.article
    yield (
        f"<TextSource guid={_quoted(file)} name={_quoted(about.name)} "
        f"plainTextPath={_quoted(f'internal://{file}.txt')}>"
    )
    lines = Counting(article.text, Reading("code_point", crlf_as_one=True))
    laid = Counting(text, Reading("code_point", crlf_as_one=True))
    counting = Counting(text, _READINGS[dialect])
    for one in article.annotations:
        span = one.annotation.fragments[0]
        if text != article.text:
            span = laid.to_points(*lines.to_unit(span))
        start, end = counting.to_unit(span)
        yield from _selection(one, start, end)
    yield "</TextSource>"


def _selection(one: Outgoing, start: int, end: int) -> Iterator[str]:
    annotation = one.annotation
    user = guid("user", one.coder)
    name = " ".join(one.words)[:_LONGEST_NAME] or annotation.label
    times = "".join(
        f" {key}={_quoted(value)}"
        for key, value in (
            ("creationDateTime", annotation.created),
            ("modifiedDateTime", annotation.updated),
        )
        if value
    )
    selection = guid("selection", annotation.id)
    yield (
        f'<PlainTextSelection guid="{selection}" name={_quoted(name)} creatingUser="{user}"{times} '
        f'startPosition="{start}" endPosition="{end}">'
    )
    code = guid("label", annotation.layer, annotation.label)
    yield f'<Coding guid="{guid(annotation.id)}" creatingUser="{user}">'
    yield f'<CodeRef targetGUID="{code}"/>'
    if annotation.note:
        yield f'<NoteRef targetGUID="{guid("note", annotation.id)}"/>'
    yield "</Coding></PlainTextSelection>"


def _note(one: Outgoing) -> Iterator[str]:
    if one.annotation.note:
        words = escape(_ILLEGAL.sub("\ufffd", one.annotation.note))
        own = guid("note", one.annotation.id)
        yield f'<Note guid="{own}" name=""><PlainTextContent>{words}</PlainTextContent></Note>'


def _links(one: Outgoing) -> Iterator[str]:
    for link in one.links:
        if link.kind == "annotation":
            own = guid("link", one.annotation.id, link.type, link.to)
            source = guid("selection", one.annotation.id)
            target = guid("selection", link.to)
            yield (
                f'<Link guid="{own}" name={_quoted(link.type)} direction="OneWay" '
                f'originGUID="{source}" targetGUID="{target}"/>'
            )


def write_codebook(out: Output, going: Outgoings, _options: WriteOptions) -> None:
    """Write the codes alone."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Annotator">',
        *"\n".join(_codebook(going.codebook))
        .removeprefix("<CodeBook>")
        .removesuffix("</CodeBook>")
        .split("\n"),
        "</CodeBook>\n",
    ]
    out.stream().write("\n".join(lines).encode())
