"""REFI projects of other programs: what they hold beyond codings is kept or told."""

import uuid
import zipfile

from annotator.formats import refi
from annotator.formats.incoming import IncomingArticle, ReadOptions

TEXT = "« Le port\r\nrouvrira », dit la ministre.\r\nFin."
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="P">'


def guid(number):
    return str(uuid.UUID(int=number))


def project(path, codes, inside, after="", text=TEXT):
    """A project with one text."""
    tree = (
        f"{_HEAD}<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f'<Variables><Variable guid="{guid(90)}" name="Parti" typeOfVariable="Text"/></Variables>'
        f'<Sources><TextSource guid="{guid(91)}" name="a" plainTextPath="internal://a.txt">'
        f"{inside}</TextSource>{after}</Sources></Project>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Project.qde", "\ufeff" + tree)
        archive.writestr("Sources/a.txt", "\ufeff" + text)
    found = list(refi.read(path, ReadOptions()))
    return found[0], next(one for one in found if isinstance(one, IncomingArticle))


def code(number, name, *inner):
    return f'<Code guid="{guid(number)}" name="{name}" isCodable="true">{"".join(inner)}</Code>'


def coded(number, words, *codes, count=len):
    start = count(TEXT[: TEXT.index(words)])
    inner = "".join(
        f'<Coding guid="{guid(number + at + 1)}"><CodeRef targetGUID="{guid(one)}"/></Coding>'
        for at, one in enumerate(codes)
    )
    end = start + count(words)
    return (
        f'<PlainTextSelection guid="{guid(number)}" startPosition="{start}" endPosition="{end}">'
        f"{inner}</PlainTextSelection>"
    )


def test_codes_of_one_name_stay_apart(tmp_path):
    codes = code(1, "Port", code(2, "Pour"), code(3, "Contre")) + code(
        4, "Pont", code(5, "Pour"), code(6, "Pour"), code(7, "Pour")
    )
    book, found = project(tmp_path / "a.qdpx", codes, coded(10, "la ministre", 2, 5, 6, 7))
    names = [(one.id, one.parent) for one in book.layers[0].labels]
    assert names == [
        ("Port", ""),
        ("Pour", "Port"),
        ("Contre", "Port"),
        ("Pont", ""),
        ("Pont > Pour", "Pont"),
        ("Pont > Pour (2)", "Pont"),
        ("Pont > Pour (3)", "Pont"),
    ]
    labels = ["Pour", "Pont > Pour", "Pont > Pour (2)", "Pont > Pour (3)"]
    assert [one.label for one in found.annotations] == labels


def test_variables_and_descriptions_are_kept_with_the_article(tmp_path):
    value = (
        f"<Description>un mot</Description><VariableValue><VariableRef targetGUID='{guid(90)}'/>"
        "<TextValue>Vert</TextValue></VariableValue>"
    )
    _, found = project(tmp_path / "a.qdpx", code(1, "X"), value)
    assert found.metadata.extra == {"description": "un mot", "Parti": "Vert"}


def test_what_has_no_place_here_is_counted(tmp_path):
    whole = f'<Coding guid="{guid(80)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    page = (
        f'<PDFSource guid="{guid(81)}" name="p"><PDFSelection guid="{guid(82)}"/>'
        f'<Representation guid="{guid(83)}">{coded(84, "port", 1)}</Representation></PDFSource>'
    )
    inside = coded(20, "port") + whole
    _, found = project(tmp_path / "a.qdpx", code(1, "X"), inside, page)
    assert {str(sentence): number for sentence, number in found.aside} == {
        "PDFSelection of the REFI project": 1,
        "PDFSource of the REFI project": 1,
        "selections in what stands for a page or a recording": 1,
        "selections without a code": 1,
        "codes of whole texts": 1,
    }


def test_line_ends_that_count_once_are_not_taken_for_graphemes(tmp_path):
    def once(words):
        return len(words.replace("\r\n", "\n"))

    inside = coded(10, "la ministre", 1, count=once)
    _, found = project(tmp_path / "a.qdpx", code(1, "X"), inside)
    assert found.offset_unit == "code_point+crlf1"
    assert [one.fragments[0].cut(found.text) for one in found.annotations] == ["la ministre"]
