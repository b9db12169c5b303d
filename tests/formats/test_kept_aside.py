"""What press pages and token files say besides: line breaks, headers, finer columns."""

from annotator.domain.article import Metadata
from annotator.formats import conll, europresse
from annotator.formats.incoming import ReadOptions


def test_a_line_break_in_a_paragraph_parts_two_words(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        '<meta charset="utf-8"><article><p class="rdp__articletitle">Le<br/>port</p>'
        '<div class="docOcurrContainer"><p>Un <b>mot<br>de</b> <!-- rien -->plus.<br></p>'
        "<p>L'<mark>énerg</mark>ie</p></div></article>",
        encoding="utf-8",
    )
    (found,) = europresse.read(path, ReadOptions())
    assert found.text == "Un mot\nde plus.\n\nL'énergie"
    assert found.metadata.title == "Le port"


def test_hipe_tells_date_and_newspaper_and_what_is_finer(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text(
        "TOKEN\tNE-COARSE-LIT\tNE-FINE-LIT\tMISC\n# hipe2022:document_id = d1\n"
        "# hipe2022:date = 1900-02-03\n# newspaper = Le Phare\n# language = fr\n"
        "La\tO\tO\t_\nville\tB-loc\tB-loc.adm\tNoSpaceAfter\n.\tO\tO\t_\n"
    )
    (found,) = conll.read_hipe(path, ReadOptions())
    assert (found.name, found.text) == ("d1", "La ville.")
    told = Metadata(date="1900-02-03", outlet="Le Phare", extra={"language": "fr"})
    assert found.metadata == told
    assert [(str(one), number) for one, number in found.aside] == [
        ("finer kinds and parts of entities", 1)
    ]
