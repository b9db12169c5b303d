"""IRaMuTeQ and Alceste corpora: texts after lines of variables, `**** *source_x *year_2024`.

Format: the corpus description in the documentation of IRaMuTeQ (P. Ratinaud), whose variables are
a name, an underscore and a value without spaces.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.sentence import say
from annotator.formats import decoding
from annotator.formats.article_fields import FIELDS, folded
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, IncomingArticle, Note, ReadOptions
from annotator.formats.outgoing import Outgoing, OutgoingArticle, Outgoings, Output, WriteOptions

_STARS = re.compile(r"^\*{4}(?=\s|$).*$", re.MULTILINE)
_VARIABLE = re.compile(r"\*([^\s_*]+)(?:_(\S*))?")
_UNFIT = re.compile(r"[^\w.-]+")
_HEAD = 4096


def read(path: Path, _options: ReadOptions) -> Iterator[Incoming]:
    """The texts of a corpus; the starred lines become metadata and are no part of any text.

    Raises:
        RefusedFileError: it is not text.
        OSError: it cannot be read.
    """
    text, source = decoding.read(path)
    heads = list(_STARS.finditer(text))
    for number, head in enumerate(heads, 1):
        end = heads[number].start() if number < len(heads) else len(text)
        words = text[head.end() : end].strip("\r\n")
        line = text.count("\n", 0, head.start()) + 1
        if not words.strip():
            yield Note(line, say("Nothing stands below this line of stars; it was left out."))
            continue
        variables = {name: value or "" for name, value in _VARIABLE.findall(head[0])}
        yield IncomingArticle(
            name=variables.get("id") or variables.get("name") or f"{path.stem}-{number:03}",
            text=words,
            source=Source(encoding=source.encoding, newline=decoding.newline_of(words)),
            metadata=_metadata(variables),
        )


def _metadata(variables: Mapping[str, str]) -> Metadata:
    found: dict[str, str] = {}
    extra: dict[str, str] = {}
    for name, value in variables.items():
        field = next((one for one, names in FIELDS.items() if folded(name) in names), "")
        if field in {"title", "outlet", "author", "date"} and field not in found:
            found[field] = value
        elif name not in {"id", "name"}:
            extra[name] = value
    return Metadata(
        title=found.get("title", ""),
        outlet=found.get("outlet", ""),
        author=found.get("author", ""),
        date=iso_date(found.get("date", "")),
        extra=extra,
    )


def write(out: Output, going: Outgoings, options: WriteOptions) -> None:
    """Write whole articles, or with the option `snippets` one text a passage, with its labels."""
    stream = out.stream()
    for article in going.articles():
        for text in _passages(article) if options.text == "snippets" else _article(article):
            stream.write(text.encode())


def _article(outgoing: OutgoingArticle) -> Iterator[str]:
    if outgoing.text:
        yield _text(_of_article(outgoing), outgoing.text)


def _passages(outgoing: OutgoingArticle) -> Iterator[str]:
    for one in outgoing.annotations:
        yield _text({**_of_article(outgoing), **_of_passage(one)}, " ".join(one.words))


def _of_article(outgoing: OutgoingArticle) -> dict[str, str]:
    metadata = outgoing.article.metadata
    return {
        "id": outgoing.article.name,
        "source": metadata.outlet,
        "date": metadata.date,
        "author": metadata.author,
    }


def _of_passage(one: Outgoing) -> dict[str, str]:
    return {
        "set": one.set,
        "layer": one.annotation.layer,
        "label": one.annotation.label,
        "speaker": one.speakers[0] if one.speakers else "",
    }


def _text(variables: Mapping[str, str], words: str) -> str:
    """A line of stars and a text in which no line starts like one."""
    stars = " ".join(
        f"*{name}_{_UNFIT.sub('-', value).strip('-')}" for name, value in variables.items() if value
    )
    safe = re.sub(r"^(?=\*{4})", " ", words, flags=re.MULTILINE)
    return f"**** {stars}\n{safe}\n\n"


def _is_corpus(path: Path) -> bool:
    if path.suffix.casefold() != ".txt":
        return False
    head = decoding.head(path, _HEAD)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"**** *", b"****\t*"))


FORMAT = Format(
    name="iramuteq",
    title=say("IRaMuTeQ corpus"),
    endings=(".txt",),
    reads="articles",
    shape="stream",
    detect=_is_corpus,
    read=read,
    write=write,
    carries=frozenset({"overlap", "fragments", "coder"}),
    link_types=("said_by",),
)
