"""The command line keeps its contract: names, JSON keys, exit codes, one sentence for an error."""

import json
import os
import subprocess
import sys

import click
import pytest

from annotator import __main__ as front_door
from annotator.cli import commands as cli
from annotator.jobs import import_files, projects

IMPORT_KEYS = [
    *("format", "articles", "annotations", "fragmented", "links", "attributes", "notes", "sets"),
    *("labels", "skipped_known", "offset_unit", "aside", "warnings", "refused"),
]


@pytest.fixture
def run(capfd, tmp_path, monkeypatch):
    """Runs a command in a folder of its own: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def command(*words):
        code = cli.main([str(word) for word in words])
        out, err = capfd.readouterr()
        return code, out, err

    return command


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "000_port.txt").write_text("Le port rouvrira.\n", encoding="utf-8")
    (made / "001_mer.txt").write_text("Rien à signaler.\n", encoding="utf-8")
    return made


def separately(*words, **environment):
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


def test_import_makes_the_project_and_a_second_time_adds_nothing(run, folder):
    code, out, err = run("import", "p.annot", folder, "--coder", "Ann", "--json")
    first = json.loads(out)
    assert (code, err, list(first)) == (0, "", IMPORT_KEYS)
    assert (first["format"], first["articles"], first["skipped_known"]) == ("txt", 2, 0)
    code, out, _ = run("import", "p.annot", folder, "--json")
    second = json.loads(out)
    assert (code, second["articles"], second["skipped_known"]) == (0, 0, 2)
    assert list(json.loads(run("stats", "p.annot", "--json")[1])["sets"]) == ["Ann"]


def test_import_of_something_refused_ends_with_one_and_names_it(run, folder):
    (folder / "empty.txt").touch()
    code, out, _ = run("import", "p.annot", folder, "--json")
    (refused,) = json.loads(out)["refused"]
    assert (code, refused["line"]) == (1, 0)
    assert refused["file"].endswith("empty.txt")
    assert refused["message"] == "The file is empty."
    code, out, err = run("import", "q.annot", folder)
    assert (code, out) == (1, "2 articles imported.\n")
    assert "empty.txt: The file is empty." in err


def test_export_to_a_file_and_to_standard_output(run, folder):
    run("import", "p.annot", folder)
    code, out, _ = run("export", "p.annot", "o.csv", "--format", "csv", "--json")
    assert code == 0
    assert json.loads(out) == {
        "format": "csv", "articles": 0, "annotations": 0, "links": 0, "lost": {},
        "files": ["o.csv"],
    }  # fmt: skip
    code, out, err = run("export", "p.annot", "-", "--format", "csv", "--text", "none", "--json")
    assert (code, out.startswith("article,outlet,date,set,")) == (0, True)
    assert json.loads(err)["files"] == []


def test_new_check_stats_and_formats(run):
    assert run("new", "p.annot", "--coder", "Ann")[:2] == (0, "p.annot is ready.\n")
    code, out, _ = run("check", "p.annot", "--json")
    checked = json.loads(out)
    assert (code, list(checked)) == (0, ["ok", "articles", "annotations", "events", "problems"])
    assert run("check", "p.annot")[1].startswith("p.annot is whole")
    code, out, _ = run("stats", "p.annot", "--json")
    keys = ["articles", "annotations", "links", "entries", "sets", "layers"]
    assert (code, list(json.loads(out))) == (0, keys)
    assert "Set Ann of Ann: 0 annotations" in run("stats", "p.annot")[1]
    code, out, _ = run("formats", "--json")
    assert [known["name"] for known in json.loads(out)["formats"]][:2] == ["txt", "articles-csv"]
    assert run("formats")[1].startswith("txt      reads")


def test_check_of_a_damaged_file_ends_with_one(run, tmp_path):
    (tmp_path / "p.annot").write_bytes(b"gone")
    code, out, _ = run("check", "p.annot", "--json")
    assert (code, json.loads(out)["ok"]) == (1, False)
    assert run("check", "p.annot")[:2] == (1, "p.annot: p.annot is not an Annotator project.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["stats", "none.annot"], "none.annot cannot be read"),
        (["import", "p.annot", "nowhere"], "nowhere is not there."),
        (["import", "p.annot", ".", "--format", "graphml"], "cannot be read"),
        (["import", "p.annot"], "Missing argument 'PATH...'. See annotator import --help."),
        (["export", "p.annot", "x", "--format", "nope"], "p.annot cannot be read"),
        (["new", "there.annot"], "there.annot is there already"),
        (["new", "no/folder/p.annot"], "cannot be written"),
        (["new", "p.annot", "--codebook", "nowhere.json"], "nowhere.json cannot be read"),
        (["improt"], "No such command 'improt'."),
        (["stats", "p.annot", "--jsno"], "--jsno"),
    ],
)
def test_errors_are_one_sentence_and_two(run, tmp_path, words, sentence):
    (tmp_path / "there.annot").touch()
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["there.annot"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
        (ZeroDivisionError("boom"), 2, "an error in Annotator (ZeroDivisionError('boom'))"),
    ],
)
def test_stopping_and_bugs_show_no_traceback(run, folder, monkeypatch, error, code, said):
    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr(import_files, "run", fail)
    monkeypatch.delenv("ANNOTATOR_DEBUG", raising=False)
    found, out, err = run("import", "p.annot", folder)
    assert (found, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_a_bug_shows_where_when_asked(run, folder, monkeypatch):
    def fail(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(import_files, "run", fail)
    monkeypatch.setenv("ANNOTATOR_DEBUG", "1")
    assert "Traceback" in run("import", "p.annot", folder)[2]


def test_help_names_every_command_and_the_window(run):
    code, out, _ = run("--help")
    assert code == 0
    for word in ("new", "import", "export", "formats", "stats", "check", "screenshot", "FOLDER"):
        assert word in out


def test_the_command_line_starts_without_the_heavy_libraries():
    heavy = "{'PySide6', 'sqlite_utils', 'charset_normalizer', 'lxml'}"
    done = separately(
        "-c", f"import sys, annotator.cli.commands; print({heavy} & set(sys.modules))"
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_the_program_as_a_process(tmp_path, folder):
    done = separately("-m", "annotator", "--version")
    assert done.stdout.startswith("annotator 0")
    project = str(tmp_path / "p.annot")
    done = separately("-m", "annotator", "import", project, str(folder), LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 articles imported.\n", "")
    done = separately("-m", "annotator", "export", project, "-", "--format", "jsonl", "--json")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_terminal_that_lacks_a_letter_is_no_error(tmp_path):
    project = str(tmp_path / "p.annot")
    separately("-m", "annotator", "new", project, "--coder", "Łukasz")
    done = separately("-m", "annotator", "stats", project, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Set ?ukasz of ?ukasz" in done.stdout
    done = separately("-m", "annotator", "stats", project, "--json", PYTHONIOENCODING="latin-1")
    assert list(json.loads(done.stdout)["sets"]) == ["Łukasz"]


def test_a_reader_that_goes_away_is_no_error(folder, tmp_path):
    project = str(tmp_path / "p.annot")
    separately("-m", "annotator", "import", project, str(folder))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "stats", project],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["p.annot"], True),
        (["./new"], True),
        (["some/folder"], True),
        (["corpus"], True),
        (["new", "p.annot"], False),
        (["improt"], False),
        (["--help"], False),
    ],
)
def test_a_path_leads_to_the_window_and_a_command_word_does_not(folder, monkeypatch, words, window):
    monkeypatch.chdir(folder.parent)
    assert front_door.is_for_window(words) is window


def test_the_front_door_knows_every_command():
    cli._add_further()
    assert set(front_door._COMMANDS) == set(cli.commands.commands)


def test_clicks_own_words_are_french_too(monkeypatch, capsys):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert cli.main(["stats"]) == 2
    assert "Il manque l’argument 'PROJECT'." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANGUAGE": "fr:en", "LANG": "en_US.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_CA"}, "fr"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language_is_that_of_the_system(environment, language):
    assert front_door.language_of(environment) == language


def test_export_guards_spreadsheets_where_asked(project, tmp_path):
    """Formulas never run in a table that was written for a spreadsheet."""
    out = tmp_path / "out.csv"
    path = project.path
    projects.close(project)
    assert cli.main(["export", str(path), str(out), "--format", "csv", "--guard"]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
