"""Articles come in whole, once, by their own names, or not at all with the reason."""

import hashlib
import os

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.jobs import backup, import_files, projects
from annotator.jobs.progress import CancelledError
from annotator.store import articles, history, integrity
from annotator.store.errors import ReadOnlyError


def names(project):
    return [article.name for article in articles.everyone(project)]


def text_of(project, name):
    return articles.text(project, articles.named(project, name))


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path = path.with_name(path.name + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def messages(remarks):
    return " ".join(f"{remark.file} {remark.message}" for remark in remarks)


def test_a_folder_comes_in_natural_order_and_as_one_step(project, tmp_path):
    folder = write(tmp_path / "in", a10="dix", a2="deux", b__a1="un")
    report = import_files.run(project, [folder])
    assert names(project) == ["a1", "a2", "a10"]
    assert report.articles == 3
    assert str(history.next_undo(project)) == "Import 3 articles"
    assert report.edit.targets("article")[0] == articles.named(project, "a2")
    history.undo(project)
    assert names(project) == []


def test_stored_text_and_source_are_those_of_the_file(project, tmp_path):
    text = "Déjà\r\nvu\u00a0!\u202f»"
    folder = write(
        tmp_path / "in",
        marked=b"\xef\xbb\xbf" + f"1{text}".encode(),
        wide=f"2{text}".encode("utf-16"),
        old="3Déjà\r\nvu\u00a0!".encode("cp1252"),
    )
    import_files.run(project, [folder])
    assert text_of(project, "marked") == f"1{text}"
    assert text_of(project, "wide") == f"2{text}"
    assert text_of(project, "old") == "3Déjà\r\nvu\u00a0!"
    source = articles.get(project, articles.named(project, "marked")).source
    assert (source.path, source.bom, source.newline) == ("marked.txt", True, "crlf")
    assert source.sha256 == hashlib.sha256((folder / "marked.txt").read_bytes()).hexdigest()


def test_importing_again_adds_nothing_and_makes_no_step(project, corpus):
    import_files.run(project, [corpus])
    events = integrity.count_events(project)
    report = import_files.run(project, [corpus])
    assert (report.articles, report.skipped_known, report.edit) == (0, 2, None)
    assert report.warnings == ()
    assert integrity.count_events(project) == events


def test_the_same_text_under_another_name_is_skipped_and_said(project, tmp_path):
    folder = write(tmp_path / "in", first="pareil", second="pareil")
    report = import_files.run(project, [folder])
    assert (names(project), report.skipped_known) == (["first"], 1)
    assert "second.txt" in messages(report.warnings)
    assert "first" in messages(report.warnings)


def test_another_text_of_the_same_name_gets_its_folder_then_a_number(project, tmp_path):
    folder = write(tmp_path / "in", x__a="un", y__a="deux")
    again = write(tmp_path / "else" / "in", x__a="trois", y__a="quatre")
    third = write(tmp_path / "more" / "in", y__a="cinq")
    for path in (folder, again, third):
        import_files.run(project, [path])
    assert set(names(project)) == {"a", "y/a", "x/a", "in/y/a", "a (2)"}
    assert text_of(project, "y/a") == "deux"
    assert text_of(project, "x/a") == "trois"
    assert text_of(project, "in/y/a") == "quatre"
    assert text_of(project, "a (2)") == "cinq"


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(project, tmp_path):
    folder = write(tmp_path / "in", empty="", blank=" \n", binary=b"\0\1\2\3\4", good="bon")
    report = import_files.run(project, [folder])
    assert names(project) == ["good"]
    refused = {remark.file.rpartition("/")[2]: str(remark.message) for remark in report.refused}
    assert set(refused) == {"empty.txt", "blank.txt", "binary.txt"}
    assert "empty" in refused["blank.txt"]
    assert "not text" in refused["binary.txt"]


def test_broken_bytes_are_refused_with_their_line(project, tmp_path):
    folder = write(tmp_path / "in", broken="été\n".encode() * 2 + b"\xc3(")
    report = import_files.run(project, [folder])
    assert [remark.to_json()["line"] for remark in report.refused] == [3]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(project, tmp_path):
    folder = write(tmp_path / "in", closed="non", good="bon")
    (folder / "closed.txt").chmod(0)
    report = import_files.run(project, [folder])
    assert (names(project), len(report.refused)) == (["good"], 1)


def test_other_endings_and_hidden_files_are_counted_once(project, tmp_path):
    folder = write(tmp_path / "in", good="bon", **{".hidden": "non", "sub__.git__x": "non"})
    for name in ("a.pdf", "b.pdf", "c.docx"):
        (folder / name).write_bytes(b"%")
    report = import_files.run(project, [folder])
    assert names(project) == ["good"]
    assert ".pdf (2), .docx (1)" in messages(report.warnings)
    assert len(report.warnings) == 2


def test_links_are_not_followed_out_of_the_folder(project, tmp_path):
    outside = write(tmp_path / "out", closed="fermé")
    folder = write(tmp_path / "in", good="bon")
    (folder / "link.txt").symlink_to(outside / "closed.txt")
    (folder / "linked").symlink_to(outside, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    report = import_files.run(project, [folder])
    assert names(project) == ["good"]
    assert "Links out of the folder were not followed: 2." in messages(report.warnings)


def test_a_name_that_is_no_unicode_can_be_kept(project, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("café")
    except OSError:
        pytest.skip("this file system knows Unicode names only")
    report = import_files.run(project, [folder])
    assert (names(project), report.refused) == (["caf\ufffd"], ())


def test_a_guessed_encoding_is_said(project, tmp_path):
    russian = "Министерство заявило, что переговоры продолжатся. " * 8
    report = import_files.run(project, [write(tmp_path / "in", ru=russian.encode("cp1251"))])
    assert "cp1251" in messages(report.warnings)
    assert text_of(project, "ru") == russian


def test_stopping_leaves_nothing(project, tmp_path):
    folder = write(tmp_path / "in", **{f"a{number}": f"texte {number}" for number in range(20)})
    seen = []

    def stop_at_ten(done, total):
        seen.append((done, total, articles.count(project)))
        return done < 10

    with pytest.raises(CancelledError):
        import_files.run(project, [folder], progress=stop_at_ten)
    assert seen[-1] == (10, 20, 10)
    assert articles.count(project) == 0
    assert history.next_undo(project) is None
    assert import_files.run(project, [folder]).articles == 20


def test_hundreds_of_files_come_in_and_the_file_stays_whole(project, tmp_path):
    folder = write(tmp_path / "in", **{f"d{n % 7}__a{n}": f"Article {n}." for n in range(300)})
    report = import_files.run(project, [folder])
    assert (report.articles, articles.count(project)) == (300, 300)
    assert list(integrity.problems(project)) == []


def test_a_path_that_is_not_there_stops_everything_before_it_starts(project, corpus):
    with pytest.raises(AnnotatorError, match="is not there"):
        import_files.run(project, [corpus, corpus / "nowhere"])
    assert names(project) == []


def test_a_named_format_is_obeyed_and_must_give_articles(project, tmp_path):
    file = tmp_path / "dépêche.text"
    file.write_text("Texte.", encoding="utf-8")
    assert "cannot be read" in messages(import_files.run(project, [file]).refused)
    assert import_files.run(project, [file], wish=import_files.Wish(format="txt")).articles == 1
    with pytest.raises(AnnotatorError, match="cannot be read"):
        import_files.run(project, [file], wish=import_files.Wish(format="graphml"))
    with pytest.raises(AnnotatorError, match="no format"):
        import_files.run(project, [file], wish=import_files.Wish(format="nope"))


def test_a_project_open_for_reading_is_left_alone(project, corpus, tmp_path):
    projects.close(projects.make(tmp_path / "other.annot", "Ann"))
    reading = projects.open_(tmp_path / "other.annot", read_only=True)
    with pytest.raises(ReadOnlyError):
        import_files.run(reading, [corpus])
    projects.close(reading)


def test_a_backup_is_made_before_labelled_work_gets_company(labelled, tmp_path):
    folder = backup.folder_of(labelled.path)
    assert not folder.exists()
    import_files.run(labelled, [tmp_path / "corpus"])
    assert not folder.exists()
    import_files.run(labelled, [write(tmp_path / "in", new="neuf", more="plus")])
    (copy,) = folder.iterdir()
    kept = projects.open_(copy, read_only=True)
    assert names(kept) == ["000_port", "001_mer"]
    projects.close(kept)


def test_the_users_own_articles_are_stored_as_decoded(project, shared):
    seeds = shared / "seeds"
    if not seeds.is_dir():
        pytest.skip(f"{seeds} is not here")
    import_files.run(project, [seeds])
    files = sorted(seeds.glob("*.txt"))
    assert names(project) == [file.stem for file in files]
    for file in files:
        assert text_of(project, file.stem).encode() == file.read_bytes()
