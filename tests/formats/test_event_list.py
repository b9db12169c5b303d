"""An event list says who claimed what about whom, when, one row each."""

import csv
import io

from annotator.formats import event_list
from annotator.formats.outgoing import WriteOptions
from annotator.jobs.output import OneStream
from tests.formats import carriers

TEXT = "=La ministre menace, dit-elle, Tarsk."


def rows(**options):
    maud = carriers.entry("Maud Fontaine")
    tarsk = carriers.entry("Tarsk", kind="place")
    claim = {"links": [("said_by", "w"), ("said_by", tarsk.id, {}, "entry"), ("targets", tarsk.id)]}
    going = carriers.Going(
        carriers.article(
            "later",
            TEXT,
            carriers.passage("w", "PERSON", (0, 12), layer="SPEAKER", entry=maud.name),
            carriers.passage(
                "c", "THREAT", (0, 12), (31, 36), attributes={"stance": "opposes"}, **claim
            ),
            date="2024-11-05",
            outlet="Le Port",
        ),
        carriers.article("undated", TEXT, carriers.passage("e", "PROMISE", (1, 3))),
        carriers.article("early", TEXT, carriers.passage("d", "PROMISE", (1, 3)), date="2023"),
        entries=[maud, tarsk],
    )
    out = io.BytesIO()
    event_list.FORMAT.write(OneStream(out), going, WriteOptions(**options))
    text = out.getvalue().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


def test_one_row_a_claim_speaker_and_target_in_order_of_time():
    found = rows()
    assert [one["statement_id"] for one in found] == ["d", "c", "c", "e"]
    first, second = found[1:3]
    assert (first["time"], first["outlet"], first["article"]) == ("2024-11-05", "Le Port", "later")
    assert (first["speaker"], first["speaker_entry"], first["speaker_kind"]) == (
        "=La ministre",
        "Maud Fontaine",
        "person",
    )
    assert (second["speaker"], second["speaker_kind"]) == ("Tarsk", "place")
    assert {one["target_entry"] for one in (first, second)} == {"Tarsk"}
    assert {one["layer"] for one in found} == {"CLAIM"}
    assert (first["label"], first["agreement"]) == ("THREAT", "0")
    assert (first["start_position"], first["stop_position"]) == ("0", "36")
    assert first["text"] == "=La ministre […] Tarsk"
    assert (found[0]["speaker"], found[0]["target"], found[0]["agreement"]) == ("", "", "1")


def test_no_cell_is_a_formula_where_that_is_asked_for():
    assert rows(guard=True)[1]["speaker"] == "'=La ministre"
