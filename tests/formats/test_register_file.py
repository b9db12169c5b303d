import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.people import KINDS, RegisterEntry
from annotator.formats import register_file
from annotator.formats.incoming import RefusedFileError

WORDS = (
    st.text(st.sampled_from("aÉ|\\[]/;,\"'=-+@ 🚢2024"), min_size=1, max_size=8)
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)
DATE = st.sampled_from(["", "2024", "2024-11", "2024-11-23"])


def dated(name):
    line = st.fixed_dictionaries({name: WORDS, "from": DATE, "until": DATE})
    return st.lists(line, max_size=2).map(tuple)


ENTRY = st.builds(
    RegisterEntry,
    id=st.sampled_from(["", "e1", "01a1fcf8-52b0-7000-b1a4-4aed1acc8d63"]),
    name=WORDS,
    kind=st.sampled_from(KINDS),
    aliases=st.lists(WORDS, max_size=3, unique=True).map(tuple),
    roles=dated("role"),
    described=dated("words"),
    wikidata=st.sampled_from(["", "Q42"]),
    note=st.sampled_from(["", "Voir\nNoria, « ici ».", "-"]),
    distinct=st.lists(st.sampled_from(["e2", "e3"]), unique=True).map(tuple),
)


def read(tmp_path, text, name="register.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return register_file.read(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("register")


@given(entries=st.lists(ENTRY, min_size=1, max_size=4), guard=st.booleans())
def test_a_table_gives_back_what_was_written(folder, entries, guard):
    stream = io.StringIO(newline="")
    register_file.write_csv(stream, entries, guard=guard)
    found = read(folder, stream.getvalue())
    assert found.entries == entries
    assert found.notes == []


@given(entries=st.lists(ENTRY, min_size=1, max_size=4))
def test_json_gives_back_what_was_written(folder, entries):
    found = read(folder, register_file.written_json(entries), "register.json")
    assert found == (entries, [])


def test_a_table_made_by_hand_is_read(tmp_path):
    found = read(
        tmp_path,
        "\ufeffName;Kind;Aliases;Roles\r\nAldo Vern;PERSON; Vern |Le gouverneur;"
        "gouverneur [2020/] | maire\r\n",
    )
    (entry,) = found.entries
    assert (entry.id, entry.name, entry.kind) == ("", "Aldo Vern", "person")
    assert entry.aliases == ("Vern", "Le gouverneur")
    assert entry.roles == (
        {"role": "gouverneur", "from": "2020", "until": ""},
        {"role": "maire", "from": "", "until": ""},
    )


def test_what_is_not_right_is_told_with_its_line(tmp_path):
    found = read(tmp_path, "name,kind,wikidata\nTarsk,planet,42\n,person,\nNoria,body,Q1\n")
    assert [(one.name, one.kind, one.wikidata) for one in found.entries] == [
        ("Tarsk", "other", ""),
        ("Noria", "body", "Q1"),
    ]
    assert [(note.line, str(note.sentence)) for note in found.notes] == [
        (2, "Tarsk: a kind, date or Wikidata item is none; it was left empty or made “other”."),
        (3, "The entry has no name; it was left out."),
    ]


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        (
            "r.json",
            (
                '{"entries": [\n  {"name": "Tarsk",\n   "kind": "place"},\n  {"name": ""},\n'
                '  {"name": "Vern", "wikidata": "42"}\n]}'
            ),
            [4, 5],
        ),
        ("r.csv", 'name,note,wikidata\nTarsk,"one\ntwo\nthree",Q1\nVern,"a\nb",42\n,,\n', [5, 7]),
    ],
)
def test_what_is_wrong_is_said_with_the_line_it_begins_on(tmp_path, name, text, lines):
    assert [note.line for note in read(tmp_path, text, name).notes] == lines


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("nom,genre\nTarsk,place\n", 1, "No column"),
        ('name,note\nTarsk,"open\n', 2, "broken here"),
        ('{"entries": 5}', 0, "no list"),
        ('{\n "entries": [\n', 3, "no JSON"),
        ('{"format": "annotator-register", "version": 9, "entries": []}', 0, "newer"),
    ],
)
def test_other_files_are_refused_with_a_sentence(tmp_path, text, line, words):
    with pytest.raises(RefusedFileError, match=words) as caught:
        read(tmp_path, text)
    assert caught.value.line == line
