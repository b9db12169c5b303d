"""A very large project: 100,000 articles, 1,000,000 annotations. Figures in seconds and MB.

    python tests/benchmarks/load.py [ARTICLES [ANNOTATIONS_EACH [GESTURES [IMPORTS]]]]

It opens, labels, checks, backs up and exports; then it labels on for a long time and looks whether
memory stays flat, and stops imports at random points and looks whether anything is left of them.
"""

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import backup, check, export, import_files, projects, rescue
from annotator.jobs.export import Wanted
from annotator.jobs.progress import CancelledError
from annotator.store import annotations, arrivals, articles, history, marks
from annotator.store.articles import Filter
from annotator.store.ids import new_id

WORDS = "Le port rouvrira demain, a promis la ministre. « Tout navire sera saisi », dit l’amiral. "
BATCH = 2000
LENGTH = 900


def timed(what, work):
    """Run something once and say how long it took."""
    begun = time.perf_counter()
    found = work()
    print(f"{what:44} {time.perf_counter() - begun:9.3f} s", flush=True)
    return found


def fill(path, count, each):
    """A project with so many articles and annotations."""
    project = projects.make(path, "Ana")
    for first in range(0, count, BATCH):
        with project.edit(say("Import")):
            for number in range(first, min(first + BATCH, count)):
                add(project, number, each)
    projects.close(project)


def add(project, number, each):
    """One article with its annotations."""
    text = f"Article {number}. " + WORDS * (LENGTH // len(WORDS))
    made = Article(
        id=new_id(),
        name=f"{number:06}",
        metadata=Metadata(title=f"Titre {number}", outlet="Le Phare", date="2024-11"),
        source=Source(),
        length=len(text),
        text_sha256=articles.text_sha256(text),
    )
    articles.add(project, made, text)
    arrivals.add_annotations(
        project,
        [annotation(project, made.id, place * 17, place * 17 + 12) for place in range(each)],
    )


def annotation(project, article, start, end):
    """One annotation of one's own."""
    return Annotation(
        id=new_id(),
        article=article,
        set=project.own_set.id,
        layer="CLAIM",
        label="THREAT",
        fragments=(Span(start, end),),
        codebook_version="1.0.0",
    )


def label(project, article, start=40):
    """A gesture."""
    one = annotation(project, article, start, start + 9)
    with project.edit(say("Label")):
        annotations.put(project, one)
    return one.id


def in_memory():
    """Megabytes in use now, where the system tells; else at most so far."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def use(path, out):
    """What somebody does with it."""
    project = timed("open to write", lambda: projects.open_(path, "Ana"))
    mine = project.own_set.id
    keys = timed("list of all articles", lambda: articles.matching(project, mine, Filter()))
    timed("one screen of the list", lambda: articles.rows(project, mine, keys[5000:5064]))
    timed("filter by a word", lambda: articles.matching(project, mine, Filter(words="amiral")))
    middle = articles.rows(project, mine, [keys[len(keys) // 2]])[0].id
    span = Span(0, 2000)
    timed("an article's passages", lambda: marks.within(project, middle, mine, span))
    project.database  # noqa: B018 - loaded before the first gesture, as the window does
    times = []
    for start in range(100):
        begun = time.perf_counter()
        label(project, middle, start)
        times.append(time.perf_counter() - begun)
    print(
        f"{'label: median, worst of 100 (ms)':44} "
        f"{statistics.median(times) * 1000:9.2f} {max(times) * 1000:9.2f}"
    )
    timed("undo", lambda: history.undo(project))
    timed("backup", lambda: backup.make_backup(path))
    timed("quick look for damage", lambda: check.quickly(path))
    timed("thorough look after a crash", lambda: check.quickly(path, thorough=True))
    timed("export jsonl", lambda: export.run(project, out / "o.jsonl", Wanted(format="jsonl")))
    timed("close", lambda: projects.close(project))
    report = timed("check", lambda: check.run_on(path))
    assert report.ok, report.problems[:3]
    timed("plain text", lambda: rescue.write(path, out / "o.rescue.jsonl"))


def soak(path, gestures):
    """Many gestures: memory and time of one must not grow."""
    project = projects.open_(path, "Ana")
    all_of_them = [
        row.id for row in articles.rows(project, project.own_set.id, list(range(1, 200)))
    ]
    chance, marks = random.Random(1), []
    for number in range(gestures):
        label(project, chance.choice(all_of_them), chance.randrange(300))
        if number % 5 == 0:
            history.undo(project)
        if number % (gestures // 5) == gestures // 5 - 1:
            marks.append(in_memory())
    shown = " ".join(f"{mark:.0f}" for mark in marks)
    print(f"{f'memory along {gestures} gestures (MB)':44} {shown}")
    timed("close", lambda: projects.close(project))


def cancel(path, imports, out):
    """Imports that are stopped at random points leave nothing behind."""
    folder = out / "more"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Nouveau {number}. {WORDS * 9}", encoding="utf-8")
    project = projects.open_(path, "Ana")
    chance, stopped = random.Random(2), 0
    counts = [f"SELECT count(*), max(rowid) FROM {table}" for table in ("event", "text", "edit")]  # noqa: S608
    before = [project.rows(one) for one in counts]
    for _ in range(imports):
        left = chance.randrange(1, 60)

        def progress(done, total, left=left):
            return done < left

        try:
            import_files.run(project, [folder], progress=progress)
        except CancelledError:
            stopped += 1
        assert [project.rows(one) for one in counts] == before
    print(f"{'imports stopped, and nothing left':44} {stopped} of {imports}")
    projects.close(project)
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(path.name)] == [
        path.name
    ]


def main(articles_=100_000, each=10, gestures=10_000, imports=50):
    """All of it, in a folder that goes away."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        os.environ["XDG_DATA_HOME"] = str(place / "data")
        path, out = place / "load.annot", place / "out"
        out.mkdir()
        timed(
            f"fill: {articles_} articles, {articles_ * each} labels",
            lambda: fill(path, articles_, each),
        )
        print(f"{'file (MB)':44} {path.stat().st_size / 1e6:9.0f}")
        use(path, out)
        soak(path, gestures)
        cancel(path, imports, out)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"{'memory at most (MB)':44} {most:9.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
