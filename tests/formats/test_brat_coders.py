"""brat of several coders: folders at any depth, suffixes, labels apart from texts; odd lines."""

import pytest

from annotator.formats import brat
from annotator.formats.incoming import IncomingArticle, Note, ReadOptions

TEXT = "La ministre a promis."
LINE = "T1\tX 0 11\tLa ministre\n"


def read(path):
    return list(brat.read(path, ReadOptions()))


def write(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        words = LINE if path.suffix == ".ann" else f"{TEXT} {path.name}"
        path.write_bytes(words.encode())


def coders(found):
    """For each article whose labels there are."""
    whose = {}
    for one in found:
        whose.setdefault(one.name, []).extend(each.coder for each in one.annotations)
    return whose


@pytest.mark.parametrize(
    "layout", ["{coder}/{name}", "{coder}/press/{name}", "{outlet}/{coder}/{name}"]
)
def test_six_coders_in_folders(tmp_path, layout):
    people = ("ann", "bob", "cy", "dee", "eve", "fred")
    for coder in people:
        for number, name in enumerate(("a", "b")):
            place = layout.format(coder=coder, name=name, outlet=f"outlet{number}")
            write(tmp_path, f"{place}.txt", f"{place}.ann")
    assert coders(read(tmp_path)) == {"a": [*people], "b": [*people]}


def test_folders_with_other_texts_are_nobodys(tmp_path):
    write(tmp_path, "a/x.txt", "a/x.ann", "b/y.txt", "b/y.ann", "b/z.txt")
    assert coders(read(tmp_path)) == {"x": [""], "y": [""], "z": []}


def test_coders_in_suffixes(tmp_path):
    write(tmp_path, "a.txt", "a.ann.ann", "a-bob.ann", "a_cy.ann", "a.txt.dee.ann", "a.txt.ann")
    assert coders(read(tmp_path)) == {"a": ["bob", "ann", "", "dee", "cy"]}


def test_labels_in_folders_of_their_own(tmp_path):
    write(tmp_path, "texts/a.txt", "texts/b.txt", "ann/a.ann", "ann/b.ann", "bob/a.ann")
    assert coders(read(tmp_path)) == {"a": ["ann", "bob"], "b": ["ann"]}


def test_one_folder_of_labels_is_no_coder(tmp_path):
    write(tmp_path, "txt/a.txt", "txt/b.txt", "ann/a.ann", "ann/b.ann")
    assert coders(read(tmp_path)) == {"a": [""], "b": [""]}


def test_labels_of_one_of_two_texts_are_left_out_aloud(tmp_path):
    write(tmp_path, "x/a.txt", "y/a.txt", "z/a.ann")
    (tmp_path / "y" / "a.txt").write_text("Autre.")
    found = read(tmp_path)
    assert [one.file for one in found if isinstance(one, Note)] == [str(tmp_path / "z" / "a.ann")]


def of_lines(folder, lines, text=TEXT):
    (folder / "a.txt").write_text(text)
    (folder / "a.ann").write_text("".join(f"{line}\n" for line in lines))
    (found,) = read(folder)
    assert isinstance(found, IncomingArticle)
    return found


def test_an_id_that_comes_twice_is_two_annotations(tmp_path):
    found = of_lines(tmp_path, [LINE.strip(), "T1\tY 14 20\tpromis", "R1\tSur Arg1:T1 Arg2:T1"])
    assert [(one.label, one.fragments[0].cut(TEXT)) for one in found.annotations] == [
        ("X", "La ministre"),
        ("Y", "promis"),
    ]
    assert found.links[0].source == found.annotations[0].id


def test_a_line_after_whole_words_is_no_part_of_them(tmp_path):
    found = of_lines(tmp_path, [LINE.strip(), "Q9\tblah", "", "T2 \tY 14 20\tpromis"])
    assert [one.id for one in found.annotations] == ["T1", "T2"]
    assert [one.line for one in found.refused] == [2]
    assert not found.warnings


def test_words_that_break_off_go_on(tmp_path):
    text = "Le port\n\nrouvrira."
    found = of_lines(tmp_path, ["T1\tX 0 17\tLe port", "", "rouvrira"], text)
    assert [one.fragments[0].cut(text) for one in found.annotations] == [text[:-1]]
    assert [one.line for one in found.warnings] == [3]


def test_a_comment_on_nothing_is_told(tmp_path):
    found = of_lines(tmp_path, [LINE.strip(), "#\tremarque", "A1\tTon T7 calme", "#1\tN T9\tx"])
    assert [one.line for one in found.refused] == [2, 0]
    assert found.refused[1].sentence.values == {"count": 2}
