"""What would arrive: names by a pattern, columns of a table, and why nothing would."""

from annotator.jobs import import_files, preview
from annotator.jobs.import_files import Wish
from annotator.store import articles


def test_a_pattern_is_seen_before_and_kept_after(project, tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(8):
        (folder / f"Yonhap_2024-11-0{number + 1}_a{number}.txt").write_text(f"Texte {number}.")
    wish = Wish(name_pattern="{outlet}_{date}_{number}")
    found = preview.look([folder], wish)
    assert [one.date for one in found.rows] == [f"2024-11-0{n}" for n in range(1, 6)]
    assert found.rows[0].text == "Texte 0."
    assert articles.count(project) == 0
    import_files.run(project, [folder], wish=wish)
    every = list(articles.everyone(project))
    assert {one.metadata.outlet for one in every} == {"Yonhap"}
    assert every[0].metadata.extra["number"] == "a0"


def test_a_bad_pattern_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("Un port.")
    assert preview.look([tmp_path], Wish(name_pattern="nothing")).problem is not None


def test_columns_of_a_table_and_another_choice(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("texte;resume;journal\nUn port.;Bref.;Yonhap\n", encoding="utf-8")
    found = preview.look([path])
    assert found.columns == ("texte", "resume", "journal")
    assert found.mapping == {"text": "texte", "outlet": "journal"}
    other = preview.look([path], Wish(columns={"text": "resume"}))
    assert other.rows[0].text == "Bref."


def test_what_cannot_be_read_says_why(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    assert preview.look([path], Wish(format="articles-csv")).problem is not None
    (tmp_path / "x.bin").write_bytes(bytes(100))
    assert preview.look([tmp_path / "x.bin"]).problem is not None
