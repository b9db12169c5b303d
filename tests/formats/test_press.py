# ruff: noqa: E501 - lines are as the databases write them
"""Exports of press databases: every article with its metadata, no word lost or run together."""

import io
import zipfile

import pytest

from annotator.formats import registry
from annotator.formats.incoming import IncomingArticle, Note, ReadOptions

EUROPRESSE = """<?xml version="1.0"?><html><head><meta charset="utf-8"></head><body>
<article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Courrier du Port</span></div>
<span class="rdp__DocHeader"><span class="DocHeader">Monde, mardi 5 novembre 2024 - 11:49:55 -0000, 295 mots, p. 7</span></span>
<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">Le port rouvrira</p></div>
<p class="docAuthors">Anne Roux</p></header>
<section><div class="DocText clearfix"><div class="docOcurrContainer">
<p>La ministre a promis que l'<mark>énerg</mark>ie reviendrait&nbsp;: « Tout   navire sera saisi ».</p>
<p></p><p>L’amiral 🚢 n’a rien dit.</p>
<div class="apd-wrapper"><p>Aussi paru dans : La Gazette</p></div>
</div></div></section><aside>Certificat émis à qui@exemple.org</aside>
<div class="publiC-lblNodoc">news&#183;20241105&#183;CDP&#183;001</div></article>
<article><header><p class="titreArticleVisu rdp__articletitle">Ailleurs</p></header>
<div class="link-not-hosted">Consulter</div></article></body></html>"""

FACTIVA = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>
<div class="article frArticle"><div id="hd"><span class="frHeadline"><b>Le port rouvrira</b></span></div>
<div class="author">Anne Roux</div><div>877 mots</div><div>5 novembre 2024</div><div>11:49</div>
<div>Le Courrier du Port</div><div>CDP</div><div>7</div><div>Français</div><div>Copyright 2024</div>
<p class="articleParagraph frarticleParagraph">La ministre a promis l'été.</p>
<p class="articleParagraph frarticleParagraph">Fin.</p>
<p>Document CDP0000020241105ekb50001x</p></div>
<div class="article enArticle lastarticle"><span class="enHeadline">Port to reopen</span>
<div>12 words</div><div>6 November 2024</div><div>Harbour Times</div><div>HT</div><div>English</div>
<p class="articleParagraph enarticleParagraph">It will reopen.</p></div></body></html>"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _paragraph(words):
    mark = "<w:bookmarkStart w:id='1' w:name='Bookmark_1'/>" if words.startswith("@") else ""
    return f'<w:p>{mark}<w:r><w:t xml:space="preserve">{words.lstrip("@")}</w:t></w:r></w:p>'


def word(*paragraphs):
    """A Word document of these paragraphs; one that starts with `@` has a bookmark."""
    body = "".join(map(_paragraph, paragraphs))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        xml = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    return stream.getvalue()


def read(path):
    return list(registry.detect(path).read(path, ReadOptions()))


def test_europresse(tmp_path):
    file = tmp_path / "export.HTML"
    file.write_text(EUROPRESSE, encoding="utf-8")
    assert registry.detect(file).name == "europresse"
    article, note = read(file)
    assert article.text == (
        "La ministre a promis que l'énergie reviendrait\u00a0: « Tout navire sera saisi »."
        "\n\nL’amiral 🚢 n’a rien dit."
    )
    found = article.metadata
    assert article.name == "news·20241105·CDP·001"
    assert (found.title, found.outlet) == ("Le port rouvrira", "Le Courrier du Port")
    assert (found.author, found.date) == ("Anne Roux", "2024-11-05")
    assert "exemple.org" not in str(article)
    assert isinstance(note, Note)
    assert "Ailleurs" in str(note.sentence)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_factiva_whatever_encoding_it_declares(tmp_path, encoding):
    file = tmp_path / "factiva.html"
    file.write_bytes(FACTIVA.encode(encoding))
    assert registry.detect(file).name == "factiva"
    first, second = read(file)
    assert first.text == "La ministre a promis l'été.\n\nFin."
    assert first.name == "CDP0000020241105ekb50001x"
    found = first.metadata
    assert (found.title, found.author) == ("Le port rouvrira", "Anne Roux")
    assert (found.outlet, found.date) == ("Le Courrier du Port", "2024-11-05")
    assert (second.metadata.outlet, second.metadata.date) == ("Harbour Times", "2024-11-06")
    assert second.name == "factiva-002"


def test_nexis(tmp_path):
    file = tmp_path / "nexis.docx"
    file.write_bytes(
        word(
            *("User Name: somebody", "1. Le port rouvrira", "2. Port to reopen"),
            *(
                "@Le port rouvrira",
                "Le Courrier du Port",
                "5 novembre 2024 mardi",
                "Copyright 2024 X",
            ),
            *(
                "Section: MONDE",
                "Length: 877 words",
                "Byline: Anne Roux",
                "Body",
                "",
                "Un.",
                "Deux.",
            ),
            *("", "Load-Date: November 6, 2024", "End of Document"),
            *("@Port to reopen", "Harbour Times", "November 6, 2024 Wednesday", "Body", "It will."),
            *("End of Document", "@Rien", "Ailleurs", "End of Document"),
        )
    )
    assert registry.detect(file).name == "nexis"
    first, second, note = read(file)
    assert isinstance(first, IncomingArticle)
    assert (first.text, second.text) == ("Un.\nDeux.", "It will.")
    found = first.metadata
    assert (found.title, found.outlet) == ("Le port rouvrira", "Le Courrier du Port")
    assert (found.author, found.date) == ("Anne Roux", "2024-11-05")
    assert found.extra["load-date"] == "November 6, 2024"
    assert second.metadata.date == "2024-11-06"
    assert "Rien" in str(note.sentence)


def test_a_word_document_is_one_article(tmp_path):
    file = tmp_path / "note.docx"
    file.write_bytes(word("Titre", "", "L’été\u00a0: fini."))
    (article,) = read(file)
    assert article.text == "Titre\n\nL’été\u00a0: fini."
