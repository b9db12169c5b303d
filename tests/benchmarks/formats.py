"""Imports and exports of 10,000 articles with 100,000 annotations, each beside its floors.

`python tests/benchmarks/formats.py [--json] [--articles N]` works in a temporary folder and counts
the processor's time. An import has two floors: plain parsing (orjson, or reading and splitting
lines) and one `executemany` of the articles, annotations, fragments and events, first into bare
tables without an index (`bare`), then of exactly the rows that our import left behind into the
tables, indexes and search index of a project (`rows`). Those of the export: reading annotations
with fragments and encoding the tuples with msgspec (`bare`), and reading all that a line says,
words included, and encoding it with its keys (`rows`).
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import orjson

from annotator.jobs import export, import_files, projects
from annotator.jobs.export import Wanted

WORDS = (
    *("le", "port", "de", "la", "ville", "rouvrira", "selon", "la", "ministre", "hier", "à"),
    *("Tarsk", "avec", "un", "navire", "amiral", "et"),
)
WORDS_AN_ARTICLE = 400
LABELS_AN_ARTICLE = 10


def texts(number: int) -> list[str]:
    """So many articles of 400 words, no two the same."""
    return [
        " ".join(WORDS[(at * 7 + one * at) % len(WORDS)] for at in range(WORDS_AN_ARTICLE - 1))
        + f" {one}"
        for one in range(number)
    ]


def spans(text: str) -> list[tuple[int, int]]:
    """Ten places of whole words."""
    step = len(text) // LABELS_AN_ARTICLE
    found = []
    for at in range(LABELS_AN_ARTICLE):
        start = text.index(" ", at * step) + 1 if at else 0
        found.append((start, text.index(" ", start + 12)))
    return found


def write_brat(folder: Path, corpus: list[str]) -> Path:
    """A folder of brat files."""
    folder.mkdir()
    for number, text in enumerate(corpus):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        lines = [
            f"T{at}\tX{at % 4} {start} {end}\t{text[start:end]}\n"
            for at, (start, end) in enumerate(spans(text), 1)
        ]
        (folder / f"{number:05}.ann").write_text("".join(lines), encoding="utf-8")
    return folder


def write_label_studio(path: Path, corpus: list[str]) -> Path:
    """A Label Studio export."""
    tasks = [
        {
            "id": number,
            "data": {"text": text},
            "annotations": [{"id": number, "completed_by": 1, "result": results(text)}],
        }
        for number, text in enumerate(corpus)
    ]
    path.write_bytes(orjson.dumps(tasks))
    return path


def results(text: str) -> list[dict[str, object]]:
    """Its regions."""
    return [
        {
            "id": f"r{at}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": s, "end": e, "text": text[s:e], "labels": [f"X{at % 4}"]},
        }
        for at, (s, e) in enumerate(spans(text))
    ]


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that one run takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def floor_of_rows(place: Path, corpus: list[str]) -> float:
    """One `executemany` a table of the same rows, one commit."""
    connection = sqlite3.connect(place)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE article(id INTEGER PRIMARY KEY, name TEXT, content TEXT);"
        "CREATE TABLE annotation(id INTEGER PRIMARY KEY, article INT, label TEXT, start INT,"
        " stop INT);"
        "CREATE TABLE fragment(id INTEGER PRIMARY KEY, annotation INT, start INT, stop INT);"
        "CREATE TABLE event(id INTEGER PRIMARY KEY, kind TEXT, target TEXT, body TEXT);"
    )
    rows = [
        (number, f"X{at % 4}", start, end)
        for number, text in enumerate(corpus)
        for at, (start, end) in enumerate(spans(text))
    ]

    def insert() -> None:
        articles = [(f"{number:05}", text) for number, text in enumerate(corpus)]
        connection.executemany("INSERT INTO article(name, content) VALUES (?, ?)", articles)
        connection.executemany(
            "INSERT INTO annotation(article, label, start, stop) VALUES (?, ?, ?, ?)", rows
        )
        connection.executemany(
            "INSERT INTO fragment(annotation, start, stop) VALUES (?, ?, ?)",
            [(number, row[2], row[3]) for number, row in enumerate(rows)],
        )
        connection.executemany(
            "INSERT INTO event(kind, target, body) VALUES ('annotation', ?, ?)",
            [(str(number), orjson.dumps(row).decode()) for number, row in enumerate(rows)],
        )
        connection.commit()

    taken = timed(insert)
    connection.close()
    return taken


def floor_of_brat(folder: Path) -> float:
    """Reading every file and splitting every line."""

    def parse() -> None:
        for path in folder.iterdir():
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".ann":
                [line.split("\t") for line in text.split("\n")]

    return timed(parse)


BEFORE = (
    *("coder", "annotation_set", "codebook", "layer", "label", "author", "edit", "text"),
    "article",
)
LABELS = ("event", "annotation", "fragment", "link", "tally")
TABLES = (*BEFORE, *LABELS)


def floor_of_same_rows(place: Path, imported: Path, *, articles: bool = True) -> float:
    """One `executemany` a table of what is in a project into an empty one, one commit.

    Without `articles` these are there before and do not count.
    """
    source = projects.open_(imported)
    rows = {name: source.connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}  # noqa: S608
    projects.close(source)
    project = projects.make(place, "Ann")
    connection = project.connection

    def insert(names: tuple[str, ...]) -> None:
        for name in names:
            marks = ",".join("?" * len(rows[name][0])) if rows[name] else ""
            if marks:
                sql = f"INSERT OR IGNORE INTO {name} VALUES ({marks})"  # noqa: S608
                connection.executemany(sql, rows[name])
        if "text" in names:
            words = [(key, content) for key, _, content in rows["text"]]
            connection.executemany("INSERT INTO text_search(rowid, content) VALUES (?, ?)", words)
        connection.commit()

    if not articles:
        insert(BEFORE)
    taken = timed(lambda: insert(TABLES if articles else LABELS))
    projects.close(project)
    return taken


def imported(place: Path, path: Path, first: Path | None = None) -> float:
    """Seconds to import into a new project; `first` is there before."""
    project = projects.make(place, "Ann")
    if first is not None:
        import_files.run(project, [first])
    taken = timed(lambda: import_files.run(project, [path]))
    projects.close(project)
    return taken


def row(what: str, ours: float, bare: float, rows: float) -> dict[str, object]:
    """A row of the report."""
    return {
        "what": what,
        "seconds": round(ours, 3),
        "bare_seconds": round(bare, 3),
        "bare_ratio": round(ours / bare, 2),
        "rows_seconds": round(rows, 3),
        "rows_ratio": round(ours / rows, 2),
    }


def measure(place: Path, number: int) -> list[dict[str, object]]:
    """All rows of the report."""
    corpus = texts(number)
    brat = write_brat(place / "brat", corpus)
    studio = write_label_studio(place / "studio.json", corpus)
    found = [
        import_row("import brat", place, brat, corpus, lambda: floor_of_brat(brat)),
        import_row(
            "import Label Studio JSON",
            place,
            studio,
            corpus,
            lambda: timed(lambda: orjson.loads(studio.read_bytes())),
        ),
    ]
    project = projects.open_(place / "studio.json.annot")
    lines = place / "out.jsonl"
    bare = floor_of_export(project.connection, place)
    ours = timed(lambda: export.run(project, lines, Wanted(format="jsonl")))
    found.append(row("export jsonl", ours, bare, floor_of_lines(project.connection, place)))
    projects.close(project)
    found.append(own_stream(place, brat, lines, corpus))
    return found


def import_row(
    what: str,
    place: Path,
    path: Path,
    corpus: list[str],
    parse: Callable[[], float],
    first: Path | None = None,
) -> dict[str, object]:
    """What an import takes, between its floors."""
    bare = floor_of_rows(place / f"{path.name}.floor", corpus) + parse()
    made = place / f"{path.name}.annot"
    ours = imported(made, path, first)
    copy = place / f"{path.name}.rows.annot"
    rows = floor_of_same_rows(copy, made, articles=first is None) + parse()
    return row(what, ours, bare, rows)


def floor_of_export(connection: sqlite3.Connection, place: Path) -> float:
    """Reading annotations and fragments, and encoding them as they are."""
    sql = "SELECT * FROM annotation JOIN fragment ON fragment.annotation = annotation.id"

    def encode() -> None:
        encoder = msgspec.json.Encoder()
        with (place / "floor.jsonl").open("wb") as file:
            for one in connection.execute(sql):
                file.write(encoder.encode(one) + b"\n")

    return timed(encode)


LINES = """SELECT annotation.uuid AS id, article.name AS article, annotation_set.name AS "set",
    coder.name AS coder, layer.code AS layer, label.code AS label, fragment.start, fragment.end,
    substr(text.content, fragment.start + 1, fragment.end - fragment.start) AS text,
    annotation.attributes, annotation.note, annotation.origin, annotation.created,
    annotation.updated, annotation.codebook_version
FROM article JOIN text ON text.id = article.text
JOIN annotation ON annotation.article = article.id
JOIN fragment ON fragment.annotation = annotation.id
JOIN annotation_set ON annotation_set.id = annotation.annotation_set
JOIN coder ON coder.id = annotation_set.coder
JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
ORDER BY article.sort, article.id, annotation.start"""


def floor_of_lines(connection: sqlite3.Connection, place: Path) -> float:
    """Reading all that a line says, in the order of lines, and encoding it with its keys."""

    def encode() -> None:
        encoder = msgspec.json.Encoder()
        with (place / "floor.jsonl").open("wb") as file:
            found = connection.execute(LINES)
            keys = [column[0] for column in found.description]
            for one in found:
                file.write(encoder.encode(dict(zip(keys, one, strict=True))) + b"\n")

    return timed(encode)


def own_stream(place: Path, brat: Path, lines: Path, corpus: list[str]) -> dict[str, object]:
    """The stream taken in by a project that has the same texts under other names."""
    labels = sum(1 for _ in lines.open("rb"))
    texts_only = place / "texts"
    texts_only.mkdir()
    for path in brat.glob("*.txt"):
        path.rename(texts_only / path.name)
    renamed = place / "named.jsonl"
    with lines.open("rb") as old, renamed.open("wb") as new:
        for line in old:
            value = orjson.loads(line)
            value["article"] = f"{int(value['article'].rpartition('-')[2]):05}"
            new.write(orjson.dumps(value) + b"\n")
    return import_row(
        f"import jsonl, {labels} annotations",
        place,
        renamed,
        corpus,
        lambda: timed(lambda: [orjson.loads(line) for line in renamed.open("rb")]),
        texts_only,
    )


LINE = (
    "{what}: {seconds} s; bare floor {bare_seconds} s, ratio {bare_ratio}; "
    "same rows {rows_seconds} s, ratio {rows_ratio}"
)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), asked.articles)
    if asked.json:
        print(json.dumps({"rows": rows}))
        return
    for one in rows:
        print(LINE.format(**one))


if __name__ == "__main__":
    main()
