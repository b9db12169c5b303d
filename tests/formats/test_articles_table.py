"""Tables of articles, as French and English programs write them."""

import pytest

from annotator.formats import articles_table, registry
from annotator.formats.incoming import IncomingArticle, Note, ReadOptions, RefusedFileError


def read(path, **columns):
    told = registry.detect(path)
    return list(told.read(path, ReadOptions(columns=columns)))


def test_french_excel_is_read_as_it_is_meant(tmp_path):
    file = tmp_path / "presse.csv"
    body = '« Le port rouvrira »,\r\na promis ; "la" ministre'
    quoted = body.replace('"', '""')
    rows = (
        "Titre;Journal;Date;Texte intégral;Rubrique\r\n"
        f'Le port;AZERTAC;31/12/2024;"{quoted}";Monde\r\n'
    )
    file.write_bytes(rows.encode("cp1252"))
    (article,) = read(file)
    assert article.text == body
    assert (article.name, article.metadata.title) == ("presse-001", "Le port")
    assert (article.metadata.outlet, article.metadata.date) == ("AZERTAC", "2024-12-31")
    assert article.metadata.extra == {"Rubrique": "Monde"}
    assert article.source.newline == "crlf"


@pytest.mark.parametrize(("delimiter", "ending"), [(",", "csv"), ("\t", "tsv"), ("|", "csv")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_are_found_out(tmp_path, delimiter, ending, encoding):
    file = tmp_path / f"a.{ending}"
    lines = [["id", "text", "url"], ["a1", "Été à Bakou", "http://x.org"], ["a2", "Rien", ""]]
    file.write_bytes("\n".join(delimiter.join(line) for line in lines).encode(encoding))
    first, second = read(file)
    assert (first.name, first.text, first.metadata.url) == ("a1", "Été à Bakou", "http://x.org")
    assert second.name == "a2"


def test_columns_can_be_named(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("text,resume,qui\nCourt,Le vrai texte,Ann\n", encoding="utf-8")
    (article,) = read(file, text="resume", author="qui")
    assert (article.text, article.metadata.author) == ("Le vrai texte", "Ann")
    with pytest.raises(RefusedFileError, match="no column “x”"):
        read(file, text="x")
    with pytest.raises(RefusedFileError, match="no field “colour”"):
        read(file, colour="qui")


def test_rows_without_text_are_named_with_their_line(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('id,text\na,"deux\nlignes"\nb,\n\nc,fin\n', encoding="utf-8")
    first, note, last = read(file)
    assert (first.text, last.text) == ("deux\nlignes", "fin")
    assert isinstance(note, Note)
    assert note.line == 4


def test_a_table_without_texts_is_not_taken_for_one(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("article,start,end,label,text\na,0,1,X,x\n", encoding="utf-8")
    assert not articles_table.CSV.is_of(file)
    with pytest.raises(RefusedFileError, match="No column holds the text"):
        (tmp_path / "b.csv").write_text("a,b\n1,2\n")
        list(articles_table.read_table(tmp_path / "b.csv", ReadOptions()))


def test_json_lines(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id": 7, "texte": "Un\\u2028deux 🚢", "date": "2024-11-05", "tags": ["a"]}\n'
        "nonsense\n[1]\n"
        '{"id": "b", "texte": ""}\n',
        encoding="utf-8",
    )
    assert registry.detect(file) is articles_table.LINES
    article, *notes = read(file)
    assert isinstance(article, IncomingArticle)
    assert (article.name, article.text) == ("7", "Un\u2028deux 🚢")
    assert article.metadata.extra == {"tags": '["a"]'}
    assert [note.line for note in notes] == [2, 3, 4]
