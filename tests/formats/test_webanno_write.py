"""WebAnno TSV out: what is written is read back, to the last character."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import webanno
from annotator.formats.incoming import ReadOptions
from annotator.formats.outgoing import WriteOptions
from annotator.formats.webanno_cells import bare, escaped, escaped_text, plain_text, split
from annotator.jobs import output
from tests.formats import carriers


def written(folder, *articles, **more):
    """The files of a folder that was written, by name."""
    going = carriers.Going(*articles, **more)
    with output.opened(folder, "folder") as out:
        webanno.FORMAT.write(out, going, WriteOptions())
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*.tsv"))}


def read(path):
    (article,) = webanno.read(path, ReadOptions())
    return article


def told(article):
    """What is said about an article, without ids."""
    words = {one.id: (one.label, one.fragments) for one in article.annotations}
    return (
        sorted(
            (one.layer, one.label, one.fragments, sorted(one.attributes.items()), one.note)
            for one in article.annotations
        ),
        sorted(
            (link.type, words[link.source], words.get(link.target, link.target))
            for link in article.links
        ),
    )


def test_stacked_nested_and_partial_passages_with_links_come_back(tmp_path):
    text = "\n\nL’été 🚢 coule.\r\n\r\n« Bakou », dit-elle.  Non_|;\\t*\t!  \n"
    maud = carriers.entry("Maud; [1]|_ Fontaine")
    (path,) = written(
        tmp_path / "out",
        carriers.article(
            "a",
            text,
            carriers.passage("1", "THREAT", (0, len(text)), note="a\nb\r\n\\n[2]*_"),
            carriers.passage("2", "THREAT", (4, 8), attributes={"x y": "*", "sure": True}),
            carriers.passage("3", "PROMISE", (4, 8), links=[("said_by", "5", {"cue": "a}=;b"})]),
            carriers.passage("4", "PERSON", (9, 9), layer="SPEAKER", entry=maud.name),
            carriers.passage("5", "PERSON", (1, 3), layer="SPEAKER"),
            carriers.passage(
                "6",
                "A_B|c\\",
                (20, 22),
                links=[("said_by", "1"), ("targets", "3"), ("about", maud.id, {}, "entry")],
            ),
        ),
        entries=[maud],
    ).values()
    article = read(path)
    assert article.text == text
    assert article.refused == ()
    by_label = {(one.label, one.fragments[0]): one for one in article.annotations}
    assert len(by_label) == 6
    assert by_label["THREAT", (0, len(text))].note == "a\nb\r\n\\n[2]*_"
    assert by_label["THREAT", (4, 8)].attributes == {"x_y": "*", "sure": "true"}
    assert by_label["PERSON", (9, 9)].entry == maud.name
    ids = {one.id: key for key, one in by_label.items()}
    ends = {(link.type, ids[link.source][0], ids.get(link.target)) for link in article.links}
    assert ends == {
        ("said_by", "PROMISE", ("PERSON", (1, 3))),
        ("said_by", "A_B|c\\", ("THREAT", (0, len(text)))),
        ("targets", "A_B|c\\", ("PROMISE", (4, 8))),
        ("about", "A_B|c\\", None),
    }
    (entry,) = [link.target for link in article.links if link.kind == "entry"]
    assert entry == maud.name
    cues = [link.attributes for link in article.links if link.attributes]
    assert cues == [{"cue": "a}=;b"}]


_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00") | st.sampled_from("\n\r\t \\_|é🚢."),
    min_size=1,
    max_size=40,
).map(lambda words: f"{words}x")
_SPANS = st.lists(st.tuples(st.integers(0, 41), st.integers(0, 41)), max_size=6)


@given(text=_TEXTS, spans=_SPANS, labels=st.text("ab_*|[];\\->12", min_size=1, max_size=5))
def test_any_text_and_any_places_come_back(text, spans, labels, tmp_path_factory):
    fit = [tuple(sorted((min(one, len(text)), min(two, len(text))))) for one, two in spans]
    made = [
        carriers.passage(str(number), f"{labels}{number % 2}", span, layer=f"L{number % 3}")
        for number, span in enumerate(fit)
    ]
    folder = tmp_path_factory.mktemp("out") / "out"
    (path,) = written(folder, carriers.article("a", text, *made)).values()
    # A text of control characters is refused as no text, whatever the format.
    document = webanno._Document(path.read_bytes().decode())
    article = document.article("a", "")
    assert article.text == text
    assert article.refused == ()
    expected = sorted((f"L{n % 3}", f"{labels}{n % 2}", span) for n, span in enumerate(fit))
    assert sorted((o.layer, o.label, tuple(o.fragments[0])) for o in article.annotations) == (
        expected
    )


@given(st.text("ab\\_|;*[]->\t\n\r1"))
def test_values_and_texts_survive_their_escapes(words):
    assert bare(escaped(words)) == (words or "*")
    assert bare(f"{escaped(words)}[7]") == (words or "*")
    assert split(f"{escaped(words)}[1]|{escaped(words)}[2]", "|")[0] == f"{escaped(words)}[1]"
    assert split(f"{escaped(words)};x", ";") == [escaped(words), "x"]
    line = words.replace("\n", "")
    assert plain_text(escaped_text(line)) == line


def test_the_suite_written_again_says_the_same(shared, tmp_path):
    """What was read leaves through the writer and is read again."""
    wrong = []
    for place in sorted((shared / "data" / "webanno-tsv3-suite").iterdir()):
        first = read(place / "reference.tsv")
        made = []
        for one in first.annotations:
            links = [
                (link.type, link.target, dict(link.attributes))
                for link in first.links
                if link.source == one.id
            ]
            made.append(
                carriers.passage(
                    one.id,
                    one.label,
                    *one.fragments,
                    layer=one.layer,
                    links=links,
                    attributes=one.attributes,
                )
            )
        out = written(tmp_path / place.name, carriers.article("a", first.text, *made))
        (path,) = out.values()
        again = read(path)
        if (again.text, told(again)) != (first.text, told(first)):
            wrong.append((place.name, told(first), told(again)))
    assert wrong == []
