"""A project file from a stranger: there is a sentence, and nothing of it runs."""

import json
import random
import socket
import sqlite3
import sys
from contextlib import closing

import pytest

from annotator.domain.sentence import AnnotatorError
from annotator.jobs import backup, check, export, import_files, projects, stats
from annotator.jobs.export import Wanted
from annotator.store import articles, codebooks, opening
from annotator.store.articles import Filter
from annotator.store.errors import UNREADABLE

BODIES = [
    "",
    "not json",
    "[]",
    "null",
    "1",
    "{}",
    '{"id": 1}',
    "[" * 50_000,
    '{"a":' * 50_000,
    '{"names": {"en": 5}}',
    "\x00",
    "1e999",
]


def forge(path, *statements):
    """Change a project behind the program's back, triggers and all."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER event_stays")
        for statement, *values in statements:
            raw.execute(statement, values)
        raw.execute(
            "CREATE TRIGGER event_stays BEFORE UPDATE ON event\n"
            "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
        )
        raw.commit()


def use(path):
    """Everything that is done with a project; a sentence may end it, nothing else."""
    check.run_on(path)
    for read_only in (True, False):
        try:
            project = projects.open_(path, "Eve", read_only=read_only)
        except AnnotatorError:
            continue
        try:
            stats.run(project)
            codebooks.current(project)
            for article in articles.everyone(project):
                articles.text(project, article.id)
        except (AnnotatorError, *UNREADABLE):
            continue
        finally:
            projects.close(project)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize(
    "where",
    [
        "UPDATE event SET body = ?",
        "UPDATE codebook SET body = ?",
        "UPDATE layer SET body = ?",
        "UPDATE label SET body = ?",
        "UPDATE link_type SET body = ?",
        "UPDATE article SET extra = ?",
        "UPDATE article SET source = ?",
        "UPDATE annotation SET attributes = ?",
        "UPDATE edit SET name = ?",
    ],
)
def test_records_of_any_shape(worked, where, body):
    forge(worked, (where, body))
    use(worked)
    assert not check.run_on(worked).ok or where.startswith("UPDATE edit") or body == "{}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE text SET content = ''",
        "UPDATE fragment SET end = 9999999",
        "UPDATE fragment SET start = 9223372036854775807, end = 9223372036854775807",
        "UPDATE annotation SET end = 9223372036854775807",
        "UPDATE article SET length = -1",
        "UPDATE annotation_set SET kind = 'x' || char(0)",
        "UPDATE coder SET name = ''",
        "UPDATE event SET at = 'yesterday', lamport = 9223372036854775806",
        "DELETE FROM label",
        "DELETE FROM codebook",
        "DELETE FROM coder",
        "DELETE FROM annotation_set",
        "DELETE FROM meta",
        "DELETE FROM fragment",
    ],
)
def test_values_of_any_kind(worked, statement):
    forge(worked, (statement,))
    use(worked)


def test_a_value_that_fills_the_memory(worked):
    with closing(sqlite3.connect(worked)) as raw:
        raw.execute("UPDATE article SET title = replace(hex(zeroblob(?)), '0', 'x')", (2_000_000,))
        raw.commit()
    use(worked)


def test_types_that_a_strict_table_does_not_take(worked):
    with closing(sqlite3.connect(worked)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')")
        raw.commit()
    with closing(sqlite3.connect(worked)) as raw:
        raw.execute("UPDATE article SET length = 'many', title = x'ff00'")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(
            "UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'text_search%' "
            "AND name NOT LIKE '_sqlite%'"
        )
        raw.commit()
    use(worked)


def test_mutated_files_never_end_in_a_traceback(worked, tmp_path):
    good, chance = worked.read_bytes(), random.Random(11)
    for number in range(60):
        content = bytearray(good)
        for _ in range(chance.randrange(1, 30)):
            at = chance.randrange(len(content))
            content[at] = chance.randrange(256)
        path = tmp_path / "m.annot"
        path.write_bytes(content)
        use(path)
        for beside in tmp_path.glob("*m.annot*"):
            beside.unlink()
        assert number >= 0


# ---------------------------------------------------------------------- words are never commands


NASTY = [
    '" OR 1=1 --',
    "'; DROP TABLE event; --",
    "* ^ NEAR( AND OR NOT",
    "a\x00b",
    '"',
    "%_\\",
    "{col}: x",
    "(a+)+$" * 50,
    "\u202e" * 9,
    "]" * 99,
]


@pytest.mark.parametrize("words", NASTY)
def test_a_filter_is_words_and_nothing_else(in_hand, words):
    mine = in_hand.own_set.id
    for wanted in (Filter(words=words), Filter(label=(words, words)), Filter(state=words)):
        articles.matching(in_hand, mine, wanted)
    articles.matching(in_hand, words, Filter())
    assert articles.named(in_hand, words) is None
    assert check.run(in_hand).ok


@pytest.mark.parametrize("name", NASTY)
def test_a_coder_may_have_any_name(worked, name, label):
    project = projects.open_(worked, name.replace("\x00", ""))
    label(project)
    assert check.run(project).ok
    projects.close(project)


# ---------------------------------------------------------------------- no network, no code


@pytest.fixture
def alone(monkeypatch):
    """A machine without a network: asking for it is an error."""

    def refuse(*_given, **_more):
        raise AssertionError("the network was asked for")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=False)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


PAGE = """<html><head><link rel=stylesheet href="http://x.test/a.css"><base href="http://x.test/">
<script src="http://x.test/a.js"></script></head><body><article><h1>Un port</h1>
<img src="http://x.test/a.png"><p>Le port rouvrira demain, a promis la ministre des transports.</p>
<p>Tout navire sera saisi, a averti l'amiral dans son discours.</p></article></body></html>"""


def test_nothing_asks_for_the_network(alone, person, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "x.xml").write_text(
        '<!DOCTYPE a SYSTEM "http://x.test/a.dtd" [<!ENTITY e SYSTEM "http://x.test/e">]><a>&e;</a>',
        encoding="utf-8",
    )
    for file in folder.iterdir():
        import_files.run(person.project, [file])
    person.select("«La politique de Tarsk est hostile»")
    person.press("5")
    for name in ("jsonl", "conll", "brat"):
        export.run(person.project, tmp_path / f"out.{name}", Wanted(format=name))
    backup.make_backup(person.project.path)
    assert check.run(person.project).ok
    assert "PySide6.QtNetwork" not in sys.modules


def test_no_module_of_ours_can_unpickle_or_run_words():
    """No source of the program names what runs code out of data."""
    from pathlib import Path  # noqa: PLC0415

    import annotator  # noqa: PLC0415

    sources = list(Path(annotator.__file__).parent.rglob("*.py"))
    assert len(sources) > 200
    for source in sources:
        text = source.read_text(encoding="utf-8")
        for word in (
            "import pickle",
            "import marshal",
            " eval(",
            " exec(",
            "QtNetwork",
            "QSettings",
        ):
            at = text.find(word)
            assert at < 0 or text[at - 1] in "._", f"{source.name}: {word}"
        for module in ("socket", "urllib.request", "http.client", "ftplib", "smtplib"):
            assert f"import {module}" not in text, source.name


def test_json_is_as_deep_as_it_likes(tmp_path, in_hand):
    for name, content in (
        ("deep.jsonl", "[" * 200_000),
        ("deeper.json", '{"a":' * 200_000),
        ("wide.jsonl", json.dumps({"text": ["x"] * 10})),
    ):
        (tmp_path / name).write_text(content)
        try:
            import_files.run(in_hand, [tmp_path / name])
        except AnnotatorError:
            continue
    assert check.run(in_hand).ok
    assert opening is not None
