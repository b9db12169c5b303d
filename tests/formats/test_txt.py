"""A text file becomes one article of its name, with what its first line tells."""

from annotator.formats import txt
from annotator.formats.incoming import ReadOptions


def test_name_text_source_and_proposals(tmp_path):
    file = tmp_path / "000.v2.txt"
    file.write_bytes("\ufeffdate 2024-11 Bakou\r\n\r\nLe port rouvrira.\r\n".encode())
    (article,) = txt.read(file, ReadOptions())
    assert article.name == "000.v2"
    assert article.text == "date 2024-11 Bakou\r\n\r\nLe port rouvrira.\r\n"
    assert (article.source.path, article.source.bom) == ("000.v2.txt", True)
    assert article.metadata.date == "2024-11"
