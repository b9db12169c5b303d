"""brat standoff: what real files have, what strange files do, and back as it went out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.span import joined
from annotator.formats import brat
from annotator.formats.incoming import IncomingArticle, Note, ReadOptions
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import output
from tests.formats import carriers

TEXT = "La ministre a promis : « Le port rouvrira », hier 🚢.\r\nFin de l’été."


def read(path, **options):
    return list(brat.read(path, ReadOptions(**options)))


def pair(folder, name, text, lines):
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())


def test_everything_brat_has(tmp_path):
    pair(
        tmp_path,
        "port",
        TEXT,
        [
            "T1\tPersonne 0 11\tLa ministre",
            "T2\tPromesse 23 30;33 42\tLe port ouvrira »",
            "T3\tdire 14 20\tpromis",
            "R1\tDit Arg1:T2 Arg2:T1",
            "E1\tdire:T3 Qui:T1 Quoi:T2",
            "*\tMeme T1 T2",
            "A1\tNegation T2",
            "A2\tTon T2 calme",
            "M3\tSur E1 peu",
            "N1\tReference T1 Wikipedia:123\tMinistre",
            "#1\tAnnotatorNotes T2\tà revoir",
            "nonsense",
        ],
    )
    (article,) = read(tmp_path)
    who, what, verb = article.annotations
    assert [one.label for one in article.annotations] == ["Personne", "Promesse", "dire"]
    assert what.fragments == ((23, 30), (33, 42))
    assert what.attributes == {"Negation": True, "Ton": "calme"}
    assert (what.note, verb.attributes) == ("à revoir", {"Sur": "peu"})
    assert who.attributes == {"reference": "Wikipedia:123 Ministre"}
    assert [(one.type, one.source, one.target) for one in article.links] == [
        ("Dit", "T2", "T1"),
        ("Qui", "T3", "T1"),
        ("Quoi", "T3", "T2"),
        ("Meme", "T1", "T2"),
    ]
    assert [note.line for note in article.refused] == [12]
    assert [note.line for note in article.warnings] == [2]


def test_the_unit_is_found_by_the_words(tmp_path):
    start = TEXT.encode("utf-16-le").index("Fin".encode("utf-16-le")) // 2
    pair(tmp_path, "a", TEXT, [f"T1\tX {start} {start + 3}\tFin"])
    (article,) = read(tmp_path)
    assert article.offset_unit == "utf16"
    assert article.annotations[0].fragments[0].cut(TEXT) == "Fin"


def test_words_that_fit_nowhere_refuse_the_file_and_not_the_others(tmp_path):
    pair(tmp_path, "a", TEXT, ["T1\tX 0 2\tautre"])
    pair(tmp_path, "b", "Autre texte.", ["T1\tX 0 5\tAutre"])
    note, article = read(tmp_path)
    assert isinstance(note, Note)
    assert article.name == "b"


def test_coders_have_folders_or_endings(tmp_path):
    for coder in ("zoe", "max"):
        pair(tmp_path / "folders" / coder, "a", TEXT, ["T1\tX 0 2\tLa"])
    found = [one.coder for article in read(tmp_path / "folders") for one in article.annotations]
    assert sorted(found) == ["max", "zoe"]
    pair(tmp_path / "files", "a", TEXT, ["T1\tX 0 2\tLa"])
    (tmp_path / "files" / "a.ann").rename(tmp_path / "files" / "a_zoe.ann")
    (tmp_path / "files" / "a.max.ann").write_text("T1\tX 3 11\tministre\n")
    (article,) = read(tmp_path / "files")
    assert sorted(one.coder for one in article.annotations) == ["max", "zoe"]


def test_folders_with_other_texts_are_no_coders(tmp_path):
    for number, folder in enumerate(("news", "bio")):
        for name in ("000", "001"):
            text = "Même texte" if name == "000" else f"Texte {number}"
            pair(tmp_path / folder, name, text, ["T1\tX 0 2\t" + text[:2]])
        pair(tmp_path / folder, f"more{number}", f"Autre {number}", [])
    found = [one for one in read(tmp_path) if isinstance(one, IncomingArticle)]
    assert {one.coder for article in found for one in article.annotations} == {""}
    assert {article.name for article in found} >= {"news/001", "bio/001", "more0"}


def test_settings_make_a_codebook(tmp_path):
    pair(tmp_path, "a", "x", [])
    (tmp_path / "annotation.conf").write_text(
        "# comment\n[entities]\nActeur\n\tPersonne\n\t!Groupe\n-----\nLieu\n"
        "[events]\ndire\tQui:Acteur\n[relations]\nDit Arg1:Acteur, Arg2:dire\n"
        "[attributes]\nTon Arg:<ANY>, Value:calme|dur\n"
    )
    (tmp_path / "visual.conf").write_text(
        "[labels]\nPersonne | Une personne | P.\n[drawing]\nLieu\tbgColor:#aabbcc\n"
    )
    book, _ = read(tmp_path)
    (layer,) = book.layers
    assert [(one.id, one.parent) for one in layer.labels] == [
        *(("Acteur", ""), ("Personne", "Acteur"), ("Groupe", "Acteur"), ("Lieu", ""), ("dire", "")),
    ]
    assert layer.labels[3].color == "#aabbcc"
    assert layer.labels[1].names == {"en": "Une personne"}
    assert [value.id for value in layer.attributes[0].values] == ["calme", "dur"]


_FRAGMENTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda one: (one[0], sum(one))),
    min_size=1,
    max_size=3,
)
_PIECES = st.text("aé 🚢\n\r\u00a0\u2028", min_size=70, max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=_PIECES, places=st.lists(_FRAGMENTS, max_size=4), note=st.text("né\n", max_size=5))
def test_what_went_out_comes_back(tmp_path_factory, text, places, note):
    folder = tmp_path_factory.mktemp("brat") / "out"
    made = [
        carriers.passage(f"a{number}", "THREAT", *one, note=note.strip("\n"))
        for number, one in enumerate(places)
    ]
    always = carriers.passage("z", "PROMISE", (0, 1))
    going = carriers.Going(carriers.article("port", text, *made, always))
    with output.opened(folder, "folder") as out:
        brat.FORMAT.write(out, going, WriteOptions())
    assert (folder / "port.txt").read_bytes() == text.encode()
    (article,) = (
        one for one in read(folder, unit="code_point") if isinstance(one, IncomingArticle)
    )
    expected = [joined(carriers.fragments_of(one)) for one in places]
    blank = [all(not span.cut(text).strip() for span in spans) for spans in expected]
    if not any(blank) and "\n" not in text and "\r" not in text and "\u2028" not in text:
        assert [one.fragments for one in article.annotations[:-1]] == expected
    assert [one.note for one in article.annotations[:-1]] == [note.strip("\n")] * len(places)


def test_links_entries_and_sets_come_back(tmp_path):
    going = carriers.Going(
        carriers.article(
            "port",
            TEXT,
            carriers.passage("w", "PERSON", (0, 11), layer="SPEAKER", entry="Maud Fontaine"),
            carriers.passage(
                "c",
                "THREAT",
                (23, 52),
                links=[("said_by", "w", {"cue": "a promis"})],
                attributes={"unsure": True, "tone": ["calm", "dry"]},
            ),
            carriers.passage("o", "PROMISE", (0, 5), set="Zoé"),
        )
    )
    with output.opened(tmp_path / "out", "folder") as out:
        brat.FORMAT.write(out, going, WriteOptions())
    articles = [one for one in read(tmp_path / "out") if isinstance(one, IncomingArticle)]
    found = {one.coder: one for article in articles for one in article.annotations}
    assert set(found) == {"Ann", "Zoé"}
    (ann,) = (one for one in articles if one.annotations[0].coder == "Ann")
    who, claim = ann.annotations
    assert who.entry == "Maud Fontaine"
    assert claim.attributes == {"unsure": True, "tone": ["calm", "dry"]}
    (link,) = ann.links
    assert (link.type, link.attributes) == ("said_by", {"cue": "a promis"})


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"T1\tX 9999999999999999999999 3\tx", b"T1\t", b"\x00" * 50]
)
def test_damaged_files_are_told(tmp_path, data):
    (tmp_path / "a.txt").write_text("Texte")
    (tmp_path / "a.ann").write_bytes(data)
    assert all(isinstance(one, (IncomingArticle, Note)) for one in read(tmp_path))
