"""Documents of other programs, and what is refused of them."""

import datetime as dt
import io
import zipfile

import pytest

from annotator.formats import documents, docx, iramuteq, packed, registry, spreadsheet
from annotator.formats.incoming import Note, ReadOptions, RefusedFileError

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
ODF = f'xmlns:office="{_NAMES}:office:1.0" xmlns:text="{_NAMES}:text:1.0"'


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return stream.getvalue()


def read(path):
    return list(registry.detect(path).read(path, ReadOptions()))


def test_opendocument_keeps_spaces_tabs_and_lines(tmp_path):
    body = (
        f"<office:document {ODF}><text:h>Titre</text:h>"
        '<text:p>Un<text:s text:c="2"/>deux<text:tab/>trois<text:line-break/>'
        "<text:span>quatre</text:span>"
        "<text:note>pied</text:note> cinq</text:p></office:document>"
    )
    file = tmp_path / "a.odt"
    file.write_bytes(zipped(content_xml=body))
    (article,) = read(file)
    assert article.text == "Titre\nUn  deux\ttrois\nquatre cinq"


def test_the_chapters_of_a_book_are_articles_in_their_order(tmp_path):
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest>'
        '<spine><itemref idref="b"/><itemref idref="a"/><itemref idref="none"/></spine></package>'
    )
    file = tmp_path / "livre.epub"
    file.write_bytes(
        zipped(
            **{"META-INF__container_xml": container, "OPS__book_opf": book},
            OPS__a_xhtml="<html><body><p>Fin.</p></body></html>",
            OPS__b_xhtml="<html><body><h1>Début</h1><p>Un été.</p></body></html>",
        )
    )
    first, second = read(file)
    assert (first.text, first.metadata.title) == ("Début\n\nUn été.", "Début")
    assert (first.name, second.text) == ("livre-01", "Fin.")


def test_rtf(tmp_path):
    pytest.importorskip("striprtf")
    file = tmp_path / "a.rtf"
    file.write_bytes(rb"{\rtf1\ansi\ansicpg1252 L'\'e9t\'e9 \u8217? fini.\par Fin.}")
    (article,) = read(file)
    assert article.text == "L'été ’ fini.\nFin."
    file.write_bytes(b"no such thing")
    with pytest.raises(RefusedFileError, match="no RTF"):
        read(file)


def test_web_page(tmp_path):
    pytest.importorskip("trafilatura")
    file = tmp_path / "a.html"
    words = "La ministre a promis que le port rouvrira. " * 12
    file.write_text(
        f"<html><head><title>Le port</title></head><body><nav><a href='/'>Menu</a></nav>"
        f"<article><h1>Le port rouvrira</h1><p>{words}</p></article></body></html>",
        encoding="utf-8",
    )
    (article,) = read(file)
    assert words.strip() in article.text
    assert "Menu" not in article.text


def test_pdf(tmp_path):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    file = tmp_path / "a.pdf"
    writer.write(file)
    with pytest.raises(RefusedFileError, match="only pictures"):
        read(file)
    file.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(RefusedFileError, match="damaged"):
        read(file)


def test_iramuteq_there_and_back(tmp_path):
    file = tmp_path / "corpus.txt"
    file.write_text(
        "**** *id_a1 *source_AZERTAC *date_2024-11-05 *genre_depeche\nLe port rouvrira.\n"
        "-*theme\nFin.\n\n"
        "**** *source_KCNA\n\n**** *id_b\nRien.\n",
        encoding="utf-8",
    )
    assert registry.detect(file) is iramuteq.FORMAT
    first, note, second = read(file)
    assert first.text == "Le port rouvrira.\n-*theme\nFin."
    assert (first.name, first.metadata.outlet, first.metadata.date) == (
        "a1",
        "AZERTAC",
        "2024-11-05",
    )
    assert first.metadata.extra == {"genre": "depeche"}
    assert isinstance(note, Note)
    assert note.line == 6
    assert second.text == "Rien."


def test_excel_tables_of_articles(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["rien"])
    sheet = book.create_sheet("presse")
    sheet.append(["Numéro", "Titre", "Texte", "Date"])
    sheet.append([7, "Le port", "« Été »\nfin", dt.datetime(2024, 11, 5)])  # noqa: DTZ001
    sheet.append([8, "Vide", None, None])
    file = tmp_path / "a.xlsx"
    book.save(file)
    assert registry.detect(file) is spreadsheet.ARTICLES
    article, note = read(file)
    assert (article.name, article.text, article.metadata.date) == (
        "7",
        "« Été »\nfin",
        "2024-11-05",
    )
    assert note.line == 3


def test_bombs_foreign_types_and_damage_are_refused(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(zipped(word__document_xml=b"0" * 30_000_000))
    with pytest.raises(RefusedFileError, match="too large"):
        list(docx.read(file, ReadOptions()))
    evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    file.write_bytes(zipped(word__document_xml=evil))
    with pytest.raises(RefusedFileError, match="declares types"):
        list(docx.read(file, ReadOptions()))
    file.write_bytes(zipped(word__document_xml="<open>"))
    with pytest.raises(RefusedFileError, match="no whole XML"):
        list(docx.read(file, ReadOptions()))
    file.write_bytes(zipped(other_xml="<a/>"))
    with pytest.raises(RefusedFileError, match="holds no word/document"):
        list(docx.read(file, ReadOptions()))
    file.write_bytes(b"PK nothing")
    with pytest.raises(RefusedFileError, match="no zip file"), packed.opened(file):
        pass
    with pytest.raises(RefusedFileError):
        list(documents.read_epub(file, ReadOptions()))
