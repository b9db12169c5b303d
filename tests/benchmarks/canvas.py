"""How fast the canvas is against Qt itself: `python tests/benchmarks/canvas.py [--json]`.

Times are milliseconds in a window of 1920 by 1080; the floor is Qt laying out and drawing the
visible lines of plain text once, without passages. Without a screen it runs offscreen.
"""

import argparse
import gc
import json
import os
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.undying import preserve
from annotator.domain.span import Span

SIZES = [
    (2_000, 10),
    (100_000, 1_000),
    (100_000, 10_000),
    (1_000_000, 1_000),
    (1_000_000, 10_000),
    (1_000_000, 100_000),
]
WORDS = """
le la les un une des ministre porte-parole gouvernement frontière détroit flotte accord
presse déclare annonce répond avertit rappelle estime affirme dément hier jeudi que qui selon avec
sans contre pour dans situation réponse menace médiation capitale président agence source proche
« jamais » « tout moyen » l’armée d’Orélie aujourd’hui très tendue nouvelle grave
""".split()  # noqa: SIM905
LOOKS = {
    "claim": Look("tint", "#D55E00", "Menace", "MEN"),
    "denial": Look("tint", "#009E73", "Démenti", "DEM"),
    "speaker": Look("lane", "#56B4E9", "Locuteur", "LOC"),
    "person": Look("underline", "#6A3D9A", "Personne", "PER"),
    "place": Look("underline", "#01665E", "Pays", "PAYS"),
}
REPEATS = 60


def invented(length: int, chance: random.Random) -> str:
    """French-looking text of this many characters, in paragraphs of about 600."""
    parts: list[str] = []
    written = 0
    while written < length:
        sentence = " ".join(chance.choices(WORDS, k=chance.randint(8, 24))).capitalize()
        parts.append(sentence + (".\n" if chance.random() < 0.2 else ". "))
        written += len(parts[-1])
    return "".join(parts)[:length]


def passages(length: int, count: int, chance: random.Random) -> list[Mark]:
    """Passages of all layers, short and long, nested as they fall."""
    keys = list(LOOKS)
    marks = []
    for number in range(count):
        look = keys[number % len(keys)]
        size = chance.randint(40, 200) if LOOKS[look].channel == "tint" else chance.randint(5, 30)
        start = chance.randrange(max(1, length - size))
        marks.append(Mark(start, min(start + size, length), str(number), look))
    return marks


def timed(action: Callable[[], object]) -> float:
    """Milliseconds one action takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[round(len(times) * 0.95) - 1]


def resident() -> float:
    """Megabytes of memory in use; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    gc.collect()
    return int(status.read_text().split()[1]) * 4096 / 1e6 if status.exists() else 0.0


class Bench:
    """One canvas with one text."""

    def __init__(self, chars: int, count: int) -> None:
        self.chance = random.Random(7)  # noqa: S311
        self.chars, self.count = chars, count
        self.text = invented(chars, self.chance)
        self.marks = passages(chars, count, self.chance)
        self.canvas = Canvas()
        self.canvas.set_style(CanvasStyle("DejaVu Serif"))
        self.canvas.set_looks(LOOKS)
        self.canvas.resize(1920, 1080)
        self.canvas.show()
        QApplication.processEvents()

    def paint(self) -> None:
        """Paint what is waiting to be painted, now."""
        QApplication.processEvents()

    def open(self) -> float:
        return timed(lambda: (self.canvas.show_text(self.text, self.marks), self.paint()))

    def floor(self) -> float:
        """Qt alone: the paragraphs on screen laid out and drawn."""
        page = self.canvas.page
        shown = [(page.paragraphs.shown(one.laid.number), one.y) for one in page.placed()]
        image = QImage(1920, 1080, QImage.Format.Format_RGB32)

        def draw() -> None:
            image.fill(0xFFFFFF)
            painter = QPainter(image)
            for text, y in shown:
                layout = page.setting.broken(text, page.column)
                for at in range(layout.lineCount()):
                    line = layout.lineAt(at)
                    line.setPosition(QPointF(0, at * line.height() * 1.6))
                layout.draw(painter, QPointF(page.left, y))
            painter.end()

        return statistics.median(timed(draw) for _ in range(REPEATS))

    def frames(self) -> list[float]:
        """Notches of the wheel, pages and leaps, each painted."""
        canvas, bar = self.canvas, self.canvas.verticalScrollBar()
        leap = max(bar.maximum(), 1)
        steps: list[Callable[[], None]] = [
            *[lambda: canvas.scroll_by(60)] * REPEATS,
            *[lambda: canvas.scroll_by(canvas.height() - 60)] * REPEATS,
            *[lambda: bar.setValue(self.chance.randrange(leap))] * REPEATS,
        ]
        return [self._step(step) for step in steps]

    def _step(self, step: Callable[[], object]) -> float:
        return timed(lambda: (step(), self.canvas.viewport().update(), self.paint()))

    def labels(self) -> list[float]:
        top = self.canvas.top_offset()
        times = []
        for number in range(REPEATS):
            start = min(top + number * 9, self.chars - 50)
            mark = Mark(start, start + 40, f"new{number}", "claim")
            times.append(
                timed(
                    lambda mark=mark: (
                        self.canvas.replace_marks(mark.annotation, [mark]),
                        self.paint(),
                    )
                )
            )
        return times

    def drags(self) -> list[float]:
        top = self.canvas.top_offset()
        return [
            timed(
                lambda end=top + 5 + number * 12: (
                    self.canvas.select(Span(top, min(end, self.chars))),
                    self.paint(),
                )
            )
            for number in range(REPEATS)
        ]

    def resizes(self) -> list[float]:
        return [
            timed(lambda width=width: (self.canvas.resize(width, 1080), self.paint()))
            for width in [900 - 3 * number for number in range(REPEATS)]
        ]


def row(chars: int, count: int) -> dict[str, object]:
    """All measures of one size."""
    bench = Bench(chars, count)
    before = resident()
    opened = bench.open()
    memory = resident() - before
    floor, frames = bench.floor(), bench.frames()
    result = {
        "chars": chars,
        "passages": count,
        "platform": QGuiApplication.platformName(),
        "open_ms": opened,
        "floor_ms": floor,
        "frame_p50_ms": statistics.median(frames),
        "frame_p95_ms": p95(frames),
        "label_p95_ms": p95(bench.labels()),
        "drag_p95_ms": p95(bench.drags()),
        "resize_p95_ms": p95(bench.resizes()),
        "memory_mb": memory,
    }
    bench.canvas.close()
    return {key: round(v, 2) if isinstance(v, float) else v for key, v in result.items()}


def table(rows: list[dict[str, object]]) -> str:
    """The rows for people."""
    lines = ["  ".join(f"{key:>12}" for key in rows[0])]
    lines += ["  ".join(f"{value!s:>12}" for value in one.values()) for one in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure every size and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    preserve()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication([])
    rows = [row(chars, count) for chars, count in SIZES]
    print(json.dumps({"rows": rows}) if wanted.json else table(rows))


if __name__ == "__main__":
    main()
