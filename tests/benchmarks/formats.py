"""Imports and exports of 10,000 articles with 100,000 annotations, each beside its floor.

`python tests/benchmarks/formats.py [--json] [--articles N]` works in a temporary folder. The floor
of an import is plain parsing (orjson, or reading and splitting lines) and one `executemany` of the
same articles, annotations and fragments into plain tables; that of the export is reading the rows
and encoding them with msgspec.
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
    """Seconds of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


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


def imported(place: Path, path: Path, first: Path | None = None) -> float:
    """Seconds to import into a new project; `first` is there before."""
    project = projects.make(place, "Ann")
    if first is not None:
        import_files.run(project, [first])
    taken = timed(lambda: import_files.run(project, [path]))
    projects.close(project)
    return taken


def row(what: str, ours: float, floor: float) -> dict[str, object]:
    """A row of the report."""
    return {
        "what": what,
        "seconds": round(ours, 3),
        "floor_seconds": round(floor, 3),
        "ratio": round(ours / floor, 2),
    }


def measure(place: Path, number: int) -> list[dict[str, object]]:
    """All rows of the report."""
    corpus = texts(number)
    rows_floor = floor_of_rows(place / "floor.db", corpus)
    brat = write_brat(place / "brat", corpus)
    studio = write_label_studio(place / "studio.json", corpus)
    studio_floor = rows_floor + timed(lambda: orjson.loads(studio.read_bytes()))
    found = [
        row("import brat", imported(place / "a.annot", brat), rows_floor + floor_of_brat(brat)),
        row("import Label Studio JSON", imported(place / "b.annot", studio), studio_floor),
    ]
    project = projects.open_(place / "b.annot")
    lines = place / "out.jsonl"
    ours = timed(lambda: export.run(project, lines, Wanted(format="jsonl")))
    sql = "SELECT * FROM annotation JOIN fragment ON fragment.annotation = annotation.id"

    def encode() -> None:
        encoder = msgspec.json.Encoder()
        with (place / "floor.jsonl").open("wb") as file:
            for one in project.connection.execute(sql):
                file.write(encoder.encode(one) + b"\n")

    found.append(row("export jsonl", ours, timed(encode)))
    projects.close(project)
    found.append(own_stream(place, brat, lines, rows_floor))
    return found


def own_stream(place: Path, brat: Path, lines: Path, rows_floor: float) -> dict[str, object]:
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
    floor = rows_floor + timed(lambda: [orjson.loads(line) for line in renamed.open("rb")])
    taken = imported(place / "c.annot", renamed, texts_only)
    return row(f"import jsonl, {labels} annotations", taken, floor)


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
        print("{what}: {seconds} s, floor {floor_seconds} s, ratio {ratio}".format(**one))


if __name__ == "__main__":
    main()
