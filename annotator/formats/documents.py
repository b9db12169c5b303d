"""Documents of other programs, one file an article: web page, PDF, RTF, OpenDocument; EPUB."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from annotator.domain.article import Metadata, Source
from annotator.domain.dates import iso_date
from annotator.domain.firstline import propose
from annotator.domain.sentence import say
from annotator.formats import decoding, json_lines, markup, packed
from annotator.formats.format import Format
from annotator.formats.incoming import IncomingArticle, ReadOptions, RefusedFileError

if TYPE_CHECKING:
    from lxml import etree

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_CHAPTER_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre")
_MOST_ELEMENTS = 50_000


def _whole(path: Path, text: str, metadata: Metadata | None = None) -> IncomingArticle:
    if not text.strip():
        raise RefusedFileError(say("There is no text in the file."))
    return IncomingArticle(
        name=path.stem,
        text=text,
        source=Source(path=path.name, newline=decoding.newline_of(text)),
        metadata=metadata or propose(text, path.stem),
    )


def read_page(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The article of a web page, without menus and adverts.

    Raises:
        RefusedFileError: there is no article in it.
        OSError: it cannot be read.
    """
    import trafilatura  # noqa: PLC0415 - large, and not always there

    text, _ = decoding.read(path)
    elements = sum(1 for _ in markup.of_text(text).iter())
    if elements > _MOST_ELEMENTS:
        raise RefusedFileError(say("The page has too many parts to be one article."))
    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise RefusedFileError(say("There is no text in the file."))
    metadata = Metadata(
        title=found.title or "",
        outlet=found.sitename or "",
        author=found.author or "",
        date=iso_date(found.date or ""),
        url=found.url or "",
    )
    yield _whole(path, found.text, metadata)


def read_pdf(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The text of a PDF's pages, an empty line between them.

    Raises:
        RefusedFileError: it is damaged, locked or only has pictures.
        OSError: it cannot be read.
    """
    import pypdf  # noqa: PLC0415 - not always there

    try:
        reader = pypdf.PdfReader(path)
        pages = [page.extract_text() for page in reader.pages]
    except Exception as error:
        raise RefusedFileError(say("The PDF is damaged or locked.")) from error
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise RefusedFileError(
            say("The PDF has no text, only pictures; let a program recognise its letters first.")
        )
    yield _whole(path, text.replace("\x00", "\ufffd"))


def read_rtf(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The text of an RTF document.

    Raises:
        RefusedFileError: it is no RTF.
        OSError: it cannot be read.
    """
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - not always there

    data = path.read_bytes()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise RefusedFileError(say("The file is no RTF document."))
    try:
        text = rtf_to_text(data.decode("cp1252", "replace"), errors="replace")
    except Exception as error:
        raise RefusedFileError(say("The RTF document is damaged.")) from error
    yield _whole(path, text.strip("\n"))


def read_odt(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The paragraphs and headings of an OpenDocument text (ISO/IEC 26300).

    Raises:
        RefusedFileError: it is no such document.
        OSError: it cannot be read.
    """
    with packed.opened(path) as archive:
        root = archive.xml("content.xml")
    lines = ["".join(_pieces(one)) for one in root.iter(f"{_TEXT}p", f"{_TEXT}h")]
    yield _whole(path, "\n".join(lines).strip("\n"))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag == f"{_TEXT}s":
            yield " " * min(json_lines.offset(one.get(f"{_TEXT}c")) or 1, 1000)
        elif one.tag == f"{_TEXT}tab":
            yield "\t"
        elif one.tag == f"{_TEXT}line-break":
            yield "\n"
        elif one.tag not in {f"{_TEXT}note", f"{_TEXT}p"}:
            yield from _pieces(one)
        yield one.tail or ""


def read_epub(path: Path, _options: ReadOptions) -> Iterator[IncomingArticle]:
    """The chapters of a book (EPUB 2 and 3), each an article, in the order of reading.

    Raises:
        RefusedFileError: it is no such book.
        OSError: it cannot be read.
    """
    with packed.opened(path) as archive:
        for number, name in enumerate(_spine(archive), 1):
            if name not in archive:
                continue
            text, _ = decoding.decode(archive.read(name), name)
            page = markup.of_text(text)
            words = markup.paragraphs(page.iter(*_CHAPTER_BLOCKS))
            if words:
                title = markup.words(next(page.iter("h1", "h2", "title"), None))
                yield IncomingArticle(
                    name=f"{path.stem}-{number:02}",
                    text=words,
                    source=Source(path=path.name),
                    metadata=Metadata(title=title),
                )


def _spine(archive: packed.Packed) -> list[str]:
    found = archive.xml("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    place = found.get("full-path", "") if found is not None else ""
    book = archive.xml(place)
    files = {one.get("id"): one.get("href", "") for one in book.iter(f"{_OPF}item")}
    return [
        posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(files[id])))
        for one in book.iter(f"{_OPF}itemref")
        if (id := one.get("idref")) in files
    ]


PAGE = Format(
    name="html",
    title=say("Web page, one file an article"),
    endings=(".html", ".htm", ".xhtml"),
    reads="articles",
    modules=("trafilatura",),
    extra="documents",
    read=read_page,
)
PDF = Format(
    name="pdf",
    title=say("PDF, one file an article"),
    endings=(".pdf",),
    reads="articles",
    modules=("pypdf",),
    extra="documents",
    read=read_pdf,
)
RTF = Format(
    name="rtf",
    title=say("RTF, one file an article"),
    endings=(".rtf",),
    reads="articles",
    modules=("striprtf",),
    extra="documents",
    read=read_rtf,
)
ODT = Format(
    name="odt",
    title=say("OpenDocument text, one file an article"),
    endings=(".odt",),
    reads="articles",
    read=read_odt,
)
EPUB = Format(
    name="epub",
    title=say("EPUB, one chapter an article"),
    endings=(".epub",),
    reads="articles",
    read=read_epub,
)
