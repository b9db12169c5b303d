"""The project file's hot paths, each beside a floor of the same run: plain sqlite3, plain orjson.

`python tests/benchmarks/store.py [--json]` works in a temporary folder and takes medians.
"""

import argparse
import io
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from annotator.domain.annotation import Annotation
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import export, import_files, projects
from annotator.store import annotations, articles, states
from annotator.store.ids import new_id
from annotator.store.project import Project, now

ARTICLES = 10_000
LABELS = 100_000
TEXT = (
    " date 2024-11 Lisbourg, NORIA\n\nLe port {0} rouvrira, a promis la ministre. « Tout navire "
    "intrus sera saisi », a averti l’amiral {0}.\n\n" + "La séance fut levée sans vote. " * 40
)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of so many runs."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def row(what: str, ours: float, floor: float) -> dict[str, object]:
    """A row of the report."""
    return {
        "what": what,
        "seconds": round(ours, 6),
        "floor_seconds": round(floor, 6),
        "ratio": round(ours / floor, 2),
    }


def folder_of_texts(place: Path) -> Path:
    """So many articles as files."""
    folder = place / "texts"
    folder.mkdir()
    for number in range(ARTICLES):
        path = folder / f"{number:05}_{number:016x}.txt"
        path.write_text(TEXT.format(number), encoding="utf-8")
    return folder


def importing(place: Path, folder: Path) -> tuple[Project, dict[str, object]]:
    """Import all, beside reading the files and inserting their text with one sqlite3 call."""
    project = projects.make(place / "big.annot", "Ana")
    ours = seconds(lambda: import_files.run(project, [folder]), 1)

    def plain() -> None:
        raw = sqlite3.connect(place / "plain.db")
        raw.execute("CREATE TABLE article(id INTEGER PRIMARY KEY, name TEXT, content TEXT)")
        with raw:
            raw.executemany(
                "INSERT INTO article(name, content) VALUES (?, ?)",
                ((one.stem, one.read_text(encoding="utf-8")) for one in sorted(folder.iterdir())),
            )
        raw.close()

    return project, row(f"import {ARTICLES} articles", ours, seconds(plain, 1))


def labelling(place: Path, project: Project) -> dict[str, object]:
    """One label, durable commit included, beside three plain inserts and a commit."""
    article = articles.first(project)
    durable = sqlite3.connect(place / "floor.db")
    durable.execute("PRAGMA journal_mode = WAL")
    durable.execute("PRAGMA synchronous = FULL")
    durable.execute("CREATE TABLE thing(id INTEGER PRIMARY KEY, a TEXT, b TEXT)")

    def ours() -> None:
        with project.edit(say("Label")):
            annotations.put(project, fresh(project, article, 40))

    def plain() -> None:
        with durable:
            for _ in range(3):
                durable.execute("INSERT INTO thing(a, b) VALUES (?, ?)", ("x" * 36, "y" * 250))

    result = row("one label kept", seconds(ours, 300), seconds(plain, 300))
    durable.close()
    return result


def fresh(project: Project, article: str, start: int) -> Annotation:
    """A claim of twenty characters."""
    return Annotation(
        id=new_id(),
        article=article,
        set=project.own_set.id,
        layer="CLAIM",
        label="THREAT",
        fragments=(Span(start, start + 20),),
        created=now(),
    )


def listing(project: Project) -> list[dict[str, object]]:
    """The article list: its keys, a page of it, filters; beside plain queries."""
    own = project.own_set.id
    plain = sqlite3.connect(project.path)
    keys = articles.matching(project, own, articles.Filter())
    everyone = seconds(lambda: plain.execute("SELECT id FROM article ORDER BY sort").fetchall())
    page = seconds(lambda: plain.execute("SELECT * FROM article LIMIT 100").fetchall())
    like = seconds(
        lambda: plain.execute("SELECT id FROM text WHERE content LIKE '%amiral 77%'").fetchall()
    )
    wanted = articles.Filter(words="amiral 77")
    result = [
        row(
            f"keys of {ARTICLES} articles",
            seconds(lambda: articles.matching(project, own, articles.Filter())),
            everyone,
        ),
        row("a page of the list", seconds(lambda: articles.rows(project, own, keys[:100])), page),
        row("filter by words", seconds(lambda: articles.matching(project, own, wanted)), like),
        row("progress", seconds(lambda: states.progress(project, own)), everyone),
    ]
    plain.close()
    return result


def exporting(project: Project) -> list[dict[str, object]]:
    """All annotations as jsonl and csv, beside orjson writing as many plain dictionaries."""
    keys = [one.id for one in articles.everyone(project)]
    with project.edit(say("Label much")):
        for number in range(LABELS):
            annotations.put(project, fresh(project, keys[number % len(keys)], number // 100))
    like = [{"id": "x" * 36, "text": ["y" * 20], "fragments": [[1, 21]], "note": ""}] * LABELS
    floor = seconds(lambda: [orjson.dumps(one) for one in like], 3)
    return [
        row(
            f"{LABELS} annotations as {name}",
            seconds(lambda: export.run(project, io.BytesIO(), export.Wanted(format=name)), 1),  # noqa: B023
            floor,
        )
        for name in ("jsonl", "csv")
    ]


def measure() -> list[dict[str, object]]:
    """All rows."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        project, first = importing(place, folder_of_texts(place))
        rows = [first, labelling(place, project), *listing(project), *exporting(project)]
        projects.close(project)
    return rows


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    rows = measure()
    if parser.parse_args().json:
        print(json.dumps({"rows": rows}))
        return
    for one in rows:
        print("{what}: {seconds} s, floor {floor_seconds} s, ratio {ratio}".format(**one))


if __name__ == "__main__":
    main()
