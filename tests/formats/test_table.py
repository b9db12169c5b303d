"""Tables come back from the csv module as they were, and can be made safe for spreadsheets."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.span import Span
from annotator.formats import table
from annotator.formats.outgoing import Outgoing, WriteOptions
from annotator.jobs.output import OneStream

ARTICLE = Article(
    id="a",
    name="000_port",
    metadata=Metadata(outlet="Le Phare", date="2024-11"),
    source=Source(),
    length=100,
    text_sha256="",
)
TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))


def outgoing(*words, **more):
    given = Annotation(
        id="1",
        article="a",
        set="s",
        layer="CLAIM",
        label="THREAT",
        fragments=tuple(Span(10 * place, 10 * place + 5) for place in range(len(words))),
        **more,
    )
    return Outgoing(
        annotation=given,
        article=ARTICLE,
        words=words,
        set="Ann",
        coder="Ann",
        speakers=("A", "B"),
        entry="@home",
    )


def written(table_format, *annotations, **options):
    out = io.BytesIO()
    table_format.write(OneStream(out), annotations, WriteOptions(**options))
    return out.getvalue()


def read(data, delimiter):
    return list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("kind", "delimiter"), [(table.CSV, ","), (table.TSV, "\t")])
@given(words=TEXTS, note=TEXTS)
def test_any_words_come_back_as_they_were(kind, delimiter, words, note):
    head, row = read(written(kind, outgoing(words, note=note)), delimiter)
    assert tuple(head) == table.COLUMNS
    cells = dict(zip(head, row, strict=True))
    assert (cells["text"], cells["note"]) == (words, note)


def test_a_row_has_everything_about_an_annotation():
    data = written(
        table.CSV,
        outgoing("Tout", "saisi", attributes={"unsure": True, "cue": "a dit"}, origin="rule:x"),
    )
    head, row = read(data, ",")
    cells = dict(zip(head, row, strict=True))
    assert json.loads(cells.pop("attributes")) == {"unsure": True, "cue": "a dit"}
    assert {name: cell for name, cell in cells.items() if cell} == {
        "article": "000_port",
        "outlet": "Le Phare",
        "date": "2024-11",
        "set": "Ann",
        "coder": "Ann",
        "layer": "CLAIM",
        "label": "THREAT",
        "start": "0",
        "end": "15",
        "text": "Tout […] saisi",
        "speaker": "A; B",
        "fragments": "0-5 10-15",
        "entry": "@home",
        "origin": "rule:x",
        "id": "1",
    }


def test_rows_end_and_quotes_are_doubled_as_the_standard_says():
    data = written(table.CSV, outgoing('dit "oui",\nnon'))
    assert b'"dit ""oui"",\nnon"' in data
    assert data.count(b"\r\n") == 2
    assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_guarded_cells_are_never_formulas(words):
    data = written(table.CSV, outgoing(words, note=words), guard=True)
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = read(data.removeprefix(b"\xef\xbb\xbf"), ",")
    cells = dict(zip(head, row, strict=True))
    assert (cells["text"], cells["note"], cells["entry"]) == (f"'{words}", f"'{words}", "'@home")
    assert cells["start"] == "0"


def test_the_stream_stays_open_for_its_owner():
    out = io.BytesIO()
    table.CSV.write(OneStream(out), (), WriteOptions())
    assert not out.closed
    assert out.getvalue().count(b"\r\n") == 1
