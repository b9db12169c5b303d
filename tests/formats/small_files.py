# ruff: noqa: E501, PLC0415 - lines are as other programs write them
"""One small file of every format that can be read, for tests that damage them."""

import io
import json
import zipfile

from annotator.formats import registry
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import output
from tests.formats import carriers
from tests.formats import foreign_files as foreign

TEXT = "La ministre 🚢 a promis.\nLe port rouvrira, « hier ».\r\nFin de l’été."
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARAGRAPHS = (
    "Le port rouvrira",
    "Le Courrier du Port",
    "5 novembre 2024",
    "Length: 877 words",
    "Body",
    "La ministre a promis.",
    "Load-Date: November 6, 2024",
    "End of Document",
)
_EUROPRESSE = """<?xml version="1.0"?><html><head><meta charset="utf-8"></head><body><article><header>
<span class="DocPublicationName">Le Courrier</span><span class="DocHeader">Monde, mardi 5 novembre 2024, 295 mots, p. 7</span>
<p class="titreArticleVisu rdp__articletitle">Le port rouvrira</p></header><section><div class="DocText clearfix"><div class="docOcurrContainer">
<p>La ministre a promis que l'<mark>énerg</mark>ie reviendrait.</p></div></div></section>
<div class="publiC-lblNodoc">news&#183;20241105&#183;CDP&#183;001</div></article></body></html>"""
_FACTIVA = """<html><head><meta charset="UTF-8"></head><body><div class="article frArticle lastarticle">
<span class="frHeadline"><b>Le port rouvrira</b></span><div class="author">Anne Roux</div><div>877 mots</div><div>5 novembre 2024</div>
<div>Le Courrier du Port</div><div>CDP</div><div>Français</div><p class="articleParagraph frarticleParagraph">La ministre a promis l'été.</p>
<p>Document CDP0000020241105ekb50001x</p></div></body></html>"""
_BIOC = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE collection SYSTEM "BioC.dtd"><collection><source>x</source><document><id>1</id>
<passage><offset>0</offset><text>La ministre a promis.</text><annotation id="T1"><infon key="type">PERSON</infon><location offset="3" length="8"/>
<text>ministre</text></annotation><relation id="R1"><infon key="type">self</infon><node refid="T1" role="a"/><node refid="T1" role="b"/></relation></passage></document></collection>"""
_HIPE = """TOKEN\tNE-COARSE-LIT\tNE-COARSE-METO\tNE-FINE-LIT\tNE-NESTED\tNEL-LIT\tMISC
# hipe2022:document_id = port
La\tO\tO\tO\tO\t_\t_
ministre\tB-pers\tO\tB-pers\tO\tQ1\tNoSpaceAfter
.\tO\tO\tO\tO\t_\tEndOfSentence
"""
_PUBANNOTATION = {
    "text": "La ministre a promis.",
    "denotations": [
        {"id": "T1", "span": {"begin": 3, "end": 11}, "obj": "PERSON"},
        {"id": "T2", "span": [{"begin": 0, "end": 2}, {"begin": 14, "end": 20}], "obj": "ACT"},
    ],
    "relations": [{"id": "R1", "pred": "said", "subj": "T2", "obj": "T1"}],
    "attributes": [{"id": "A1", "pred": "sure", "subj": "T1", "obj": True}],
}
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F1 12 Tf 10 100 Td (La ministre a promis.) Tj ET
endstream endobj
trailer<</Root 1 0 R/Size 5>>
%%EOF
"""


def _zip(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return stream.getvalue()


def _word(*paragraphs):
    body = "".join(
        f"<w:p><w:bookmarkStart/><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs
    )
    return _zip(
        word__document_xml=f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )


def _workbook():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["titre", "texte", "date"])
    book.active.append(["Le port", "La ministre a promis.", "05/11/2024"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _parquet_articles():
    import pyarrow as pa
    from pyarrow import parquet

    stream = io.BytesIO()
    rows = {"titre": ["Le port"], "texte": ["La ministre a promis."], "date": ["2024-11-05"]}
    parquet.write_table(pa.table(rows), stream)
    return stream.getvalue()


def _epub():
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    book = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'
    return _zip(
        **{"META-INF__container_xml": container, "OPS__book_opf": book},
        OPS__a_xhtml="<html><body><h1>Début</h1><p>Un été.</p></body></html>",
    )


def _odt():
    body = f'<o:document xmlns:o="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0"><text:p>Un<text:s text:c="2"/>deux</text:p></o:document>'
    return _zip(content_xml=body)


_HTML = (
    "<html><head><title>Le port</title></head><body>"
    + "<p>La ministre a promis que le port rouvrira.</p>" * 12
    + "</body></html>"
)
_DATA = {
    "txt": TEXT.encode(),
    "articles-csv": b'titre;texte;date\r\nLe port;"La ministre\na promis.";05/11/2024\r\n',
    "articles-jsonl": b'{"title": "Le port", "text": "La ministre a promis.", "date": "2024-11-05"}\n',
    "europresse": _EUROPRESSE.encode(),
    "factiva": _FACTIVA.encode(),
    "nexis": _word(*_PARAGRAPHS),
    "docx": _word("Le port", "La ministre a promis."),
    "html": _HTML.encode(),
    "pdf": _PDF,
    "rtf": rb"{\rtf1\ansi\ansicpg1252 L'\'e9t\'e9 \u8217? fini.\par Fin.}",
    "odt": _odt(),
    "epub": _epub(),
    "iramuteq": b"**** *source_port *date_2024-11-05\nLa ministre a promis.\n",
    "bioc": _BIOC.encode(),
    "hipe": _HIPE.encode(),
    "pubannotation": json.dumps(_PUBANNOTATION).encode(),
}


def small_file(name, folder):
    """A small file or folder of the format of this name, made in a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    known = registry.named(name)
    path = folder / f"small{known.endings[0]}"
    if name in _DATA:
        path.write_bytes(_DATA[name])
    elif name == "articles-xlsx":
        path.write_bytes(_workbook())
    elif name == "articles-parquet":
        path.write_bytes(_parquet_articles())
    elif name in {"dna-1", "taguette"}:
        make = {"dna-1": foreign.discourse, "taguette": foreign.taguette}[name]
        make(path)
    elif name == "qualcoder":
        foreign.qualcoder(folder / "small.qda")
    else:
        return _written(known, folder)
    return path


def _written(known, folder):
    """What our own writer makes of everything there can be."""
    maud = carriers.entry("Maud Fontaine", aliases=("la ministre",))
    going = carriers.Going(
        carriers.article(
            "port",
            TEXT,
            carriers.passage("w", "PERSON", (0, 11), layer="SPEAKER", entry=maud.name, note="qui"),
            carriers.passage(
                "c",
                "THREAT",
                (12, 24),
                (26, 34) if "fragments" in known.carries else (24, 30),
                links=[("said_by", "w", {"cue": "a promis"}), ("targets", maud.id, {}, "entry")],
                attributes={"stance": "opposes", "sure": True},
                created="2024-11-05T10:00:00.000Z",
            ),
            *[carriers.passage("i", "PROMISE", (13, 20))] * ("overlap" in known.carries),
            date="2024-11-05",
            outlet="Le Courrier",
        ),
        entries=[maud],
    )
    path = folder / f"small{known.endings[0]}" if known.shape != "folder" else folder / "small"
    with output.opened(path, known.shape) as out:
        known.write(out, going, WriteOptions())
    return path
