"""Differences and agreement of three coders, beside reading the same rows with plain sqlite3.

`python tests/benchmarks/review.py [--json] [--articles N]`. γ is measured against
pygamma-agreement where that is installed.
"""

import argparse
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from annotator.jobs import agreement, differences, import_files, projects
from annotator.review import gamma

CODERS = ("Ana", "Bo", "Cy")
LABELS = ("ACCUSATION", "THREAT", "COMMITMENT", "DENIAL")
PER_ARTICLE = 10


def made(place: Path, articles: int) -> Path:
    """A project in which three coders labelled everything, and mostly agree."""
    draw = random.Random(7)
    lines = [place / f"{coder}.jsonl" for coder in CODERS]
    files = [path.open("wb") for path in lines]
    texts = place / "texts"
    texts.mkdir()
    encoder = msgspec.json.Encoder()
    for number in range(articles):
        (texts / f"{number:05}.txt").write_text(f"{number} " + "mot " * 400, encoding="utf-8")
        for at in range(PER_ARTICLE):
            start, label = 20 + at * 150, draw.choice(LABELS)
            for coder, file in zip(CODERS, files, strict=True):
                slip = draw.choice((0, 0, 0, 4, 8))
                said = label if draw.random() < 0.8 else draw.choice(LABELS)
                span = [start + slip, start + 90]
                record = {"article": f"{number:05}", "set": coder, "coder": coder}
                record |= {"layer": "CLAIM", "label": said, "fragments": [span], "attributes": {}}
                file.write(encoder.encode(record) + b"\n")
    for file in files:
        file.close()
    project = projects.make(place / "p.annot", "Ann")
    import_files.run(project, [texts])
    for path in lines:
        import_files.run(project, [path])
    projects.close(project)
    return place / "p.annot"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def floor(path: Path) -> float:
    """Reading all annotations and their fragments."""
    connection = sqlite3.connect(path)
    taken = timed(
        lambda: connection.execute(
            "SELECT annotation.*, fragment.* FROM annotation "
            "JOIN fragment ON fragment.annotation = annotation.id ORDER BY annotation.article"
        ).fetchall()
    )
    connection.close()
    return taken


def of_gamma() -> dict[str, object] | None:
    """γ's observed disorder for two coders of 200 passages, against the reference library."""
    try:
        from pyannote.core import Segment  # noqa: PLC0415
        from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum  # noqa: PLC0415
    except ImportError:
        return None
    draw = random.Random(3)
    coders = [
        [
            (
                start := at * 40 + draw.randrange(20),
                start + 10 + draw.randrange(15),
                draw.choice("abc"),
            )
            for at in range(200)
        ]
        for _ in range(2)
    ]
    continuum = Continuum()
    for name, passages in zip(CODERS, coders, strict=False):
        for start, end, label in passages:
            continuum.add(name, Segment(start, end), label)
    theirs = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
    values: list[float] = []
    slow = timed(lambda: values.append(continuum.get_best_alignment(theirs).disorder))
    quick = timed(lambda: values.append(gamma.disorder(coders)))
    return row(f"disorder of γ, {values[0]:.6f} and {values[1]:.6f}", quick, slow)


def row(what: str, ours: float, least: float) -> dict[str, object]:
    """A row of the report."""
    return {
        "what": what,
        "seconds": round(ours, 4),
        "floor_seconds": round(least, 4),
        "ratio": round(ours / least, 4),
    }


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder), asked.articles)
        project = projects.open_(path, read_only=True)
        least = floor(path)
        rows = [
            row("agreement, all statistics", timed(lambda: agreement.run(project)), least),
            row("differences of two", timed(lambda: differences.run(project, "Ana", "Bo")), least),
        ]
        both = sum(float(str(one["seconds"])) for one in rows)
        rows.append(row("both", both, least))
        projects.close(project)
    rows += filter(None, [of_gamma()])
    if asked.json:
        print(json.dumps({"rows": rows}))
        return
    for one in rows:
        print("{what}: {seconds} s, floor {floor_seconds} s, ratio {ratio}".format(**one))


if __name__ == "__main__":
    main()
