"""Shapes of Label Studio, doccano and Prodigy files that few projects have."""

import json

from annotator.formats import doccano, label_studio, prodigy
from annotator.formats.incoming import ReadOptions

TEXT = "🚢 La ministre a promis."
TOKENS = [
    {"text": TEXT[start:end], "start": start, "end": end, "id": number}
    for number, (start, end) in enumerate([(0, 1), (2, 4), (5, 13), (14, 15), (16, 22)])
]


def read(known, path, *values, name="a.jsonl"):
    path = path / name
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in values)
    path.write_text(lines if name.endswith("l") else json.dumps(values), encoding="utf-8")
    assert known.FORMAT.is_of(path)
    return list(known.read(path, ReadOptions()))


def told(found):
    return [
        (one.label, one.coder, [span.cut(found.text) for span in one.fragments])
        for one in found.annotations
    ]


def task(result, **more):
    return {"id": 1, "annotations": [{"id": 3, "completed_by": 7, "result": result}], **more}


def region(value, type="labels", to="text"):
    return {"id": "r", "from_name": "l", "to_name": to, "type": type, "value": value}


def test_a_dialogue_is_one_text_with_its_speakers(tmp_path):
    turns = [{"author": "Ana", "text": "Bonjour."}, {"author": "", "text": "Salut à 🚢 tous."}]
    place = {"start": "1", "end": "1", "startOffset": 0, "endOffset": 5, "text": "Salut"}
    over = {"start": "0", "end": "1", "startOffset": 3, "endOffset": 5}
    outside = {"start": "1", "end": "2", "startOffset": 0, "endOffset": 99}
    given = [
        region({**value, "paragraphlabels": [label]}, "paragraphlabels", "talk") | {"id": label}
        for label, value in (("X", place), ("Y", over), ("Z", outside))
    ]
    (found,) = read(label_studio, tmp_path, task(given, data={"talk": turns}), name="a.json")
    assert found.text == "Ana: Bonjour.\nSalut à 🚢 tous."
    assert told(found) == [("X", "7", ["Salut"]), ("Y", "7", ["jour.\nSalut"])]
    assert [str(one.sentence)[:9] for one in found.refused] == ["1 labels "]


def test_tasks_that_only_a_machine_labelled_are_texts(tmp_path):
    guess = {"result": [region({"start": 2, "end": 13, "labels": ["X"]})]}
    tasks = {"data": {"text": TEXT}, "predictions": [guess]}
    (found,) = read(label_studio, tmp_path, tasks, name="a.json")
    assert (found.text, found.annotations) == (TEXT, ())
    assert {str(one): count for one, count in found.aside} == {"predictions of a machine": 1}


def test_a_label_without_a_place_is_told(tmp_path):
    given = [region({"labels": ["X", "Y"]})]
    (found,) = read(label_studio, tmp_path, task(given, data={"text": TEXT}), name="a.json")
    assert found.annotations == ()
    assert [one.sentence.values for one in found.refused] == [{"count": 2}]


def test_doccano_before_its_first_version(tmp_path):
    one = {"label": 7, "start_offset": 3, "end_offset": 14, "user": 2}
    (found,) = read(doccano, tmp_path, {"id": 1, "text": TEXT, "annotations": [one], "meta": {}})
    assert told(found) == [("7", "2", ["La ministre"])]
    assert found.offset_unit == "utf16"


def test_a_label_of_a_whole_task_is_told(tmp_path):
    base = {"text": TEXT, "answer": "accept", "_task_hash": 1}
    choice = base | {"label": "POLITIQUE"}
    rejected = choice | {"answer": "reject"}
    span = base | {"label": "X", "spans": [{"start": 2, "end": 13}]}
    found = read(prodigy, tmp_path, choice, rejected, span)
    assert [[(str(one), n) for one, n in each.aside] for each in found] == [
        [("labels of whole texts", 1)],
        [("tasks that were rejected or ignored", 1)],
        [],
    ]
    assert told(found[2]) == [("X", "", ["La ministre"])]


def test_relations_of_tokens_lead_to_the_spans_around_them(tmp_path):
    spans = [
        {"start": 2, "end": 13, "token_start": 1, "token_end": 2, "label": "PER"},
        {"start": 16, "end": 22, "token_start": 4, "token_end": 4, "label": "DIRE"},
    ]
    relation = {"head": 4, "child": 1, "label": "said_by"}
    given = {"text": TEXT, "tokens": TOKENS, "spans": spans, "relations": [relation]}
    (found,) = read(prodigy, tmp_path, {**given, "answer": "accept"})
    assert told(found) == [("PER", "", ["La ministre"]), ("DIRE", "", ["promis"])]
    (link,) = found.links
    assert [link.source, link.target] == [found.annotations[1].id, found.annotations[0].id]
