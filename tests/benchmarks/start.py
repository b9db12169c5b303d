"""How long the first window with the last project takes, beside an empty window of PySide6.

`python tests/benchmarks/start.py [--json] [--runs N]` starts both again and again as processes of
their own and takes medians, from the start of Python to the end of the first painting.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print("painted", flush=True), app.quit()))
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1360, 840)
window.show()
app.exec()
"""
OURS = """
import gc, sys
from pathlib import Path
from annotator.words import speak
from annotator.desktop import groundwork, preflight
from annotator.desktop.undying import preserve
preserve()
speak("en")
preflight.check()
gc.disable()
groundwork.lay()
from annotator.desktop import app
from annotator.desktop import settings as remembered
settings = remembered.load(Path(sys.argv[2]))
application = app.start(settings)
window = app.Program(application, settings).window
assert app.open_quickly(window, Path(sys.argv[1]))
window.painted.connect(lambda: (print("painted", flush=True), application.quit()))
window.show()
application.exec()
"""
TO_MAKE = """
import sys
from pathlib import Path
from annotator.desktop import settings as remembered
from annotator.domain.annotation import Annotation
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import import_files, projects
from annotator.store import annotations, articles, codebooks
from annotator.store.ids import new_id
project = projects.make(Path(sys.argv[1]), "Ana")
import_files.run(project, [Path(sys.argv[2])])
first = articles.first(project)
with project.edit(say("Label")):
    for place, label in enumerate(codebooks.current(project).labels()):
        annotations.put(
            project,
            Annotation(
                id=new_id(),
                article=first,
                set=project.own_set.id,
                layer=label.layer,
                label=label.id,
                fragments=(Span(place * 12, place * 12 + 10),),
            ),
        )
projects.close(project)
remembered.save(remembered.Settings(coder="Ana"), Path(sys.argv[3]))
"""


def to_first_paint(code: str, *arguments: str) -> float:
    """Seconds from starting Python with this code until it says that it has painted."""
    # Installed programs have their byte code; so have these.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as child:
        line = child.stdout.readline()
        taken = time.perf_counter() - begun
    if line.strip() != b"painted":
        raise SystemExit("a window did not come up; is there a screen, or QT_QPA_PLATFORM?")
    return taken


def project_of(folder: Path, articles: int) -> tuple[str, str]:
    """A project with so many short invented articles, the first one labelled; and settings."""
    texts = folder / f"texts{articles}"
    texts.mkdir()
    for number in range(articles):
        words = f" date 2024-11 Lisbourg, NORIA\n\nLe port {number} rouvrira, a dit la ministre.\n"
        (texts / f"{number:05}_{number:016x}.txt").write_text(words * 4, encoding="utf-8")
    path, settings = str(folder / f"{articles}.annot"), str(folder / "settings.toml")
    subprocess.run([sys.executable, "-c", TO_MAKE, path, str(texts), settings], check=True)
    return path, settings


def measure(runs: int) -> list[dict[str, object]]:
    """A row for 3 and for 10,000 articles; the two windows take turns, so noise hits both."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for articles in (3, 10_000):
            of_it = project_of(Path(name), articles)
            to_first_paint(OURS, *of_it)
            pairs = [(to_first_paint(EMPTY), to_first_paint(OURS, *of_it)) for _ in range(runs)]
            floor, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
            rows.append(
                {
                    "what": f"first window, {articles} articles",
                    "seconds": round(ours, 3),
                    "floor_seconds": round(floor, 3),
                    "ratio": round(statistics.median(o / f for f, o in pairs), 2),
                }
            )
    return rows


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    rows = measure(wanted.runs)
    if wanted.json:
        print(json.dumps({"rows": rows}))
        return
    for row in rows:
        print("{what}: {seconds} s, empty window {floor_seconds} s, ratio {ratio}".format(**row))


if __name__ == "__main__":
    main()
