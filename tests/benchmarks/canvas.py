"""How fast the window is with long articles, beside Qt itself in the same run.

`python tests/benchmarks/canvas.py [--json]` makes project files, opens the real window on them and
does what a person does: clicks in the list, scrolls, presses label keys, drags. Without a screen it
runs offscreen; `xvfb-run -s "-screen 0 1920x1080x24" python tests/benchmarks/canvas.py` runs it
under X11. Times are milliseconds to the end of a frame, in a window of 1920 by 1080; the floor is
Qt laying out and drawing the visible lines of plain text once, without passages. `pause_ms` is the
longest that the window was busy at one go in the second after an article was opened.
"""

import argparse
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import canvas_project
from canvas_window import SIZE, Driver
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.desktop import app
from annotator.desktop.settings import Settings
from annotator.desktop.undying import preserve
from annotator.domain.span import Span

SIZES = (
    (2_000, 10),
    (100_000, 1_000),
    (100_000, 10_000),
    (1_000_000, 1_000),
    (1_000_000, 10_000),
    (1_000_000, 100_000),
)
REPEATS = 60
OPENINGS = 11


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
    """One window, one long article."""

    def __init__(self, path: Path, long: str) -> None:
        self.chance = random.Random(11)
        self.driver = Driver(path, canvas_project.CODER)
        self.canvas = self.driver.canvas
        self.long = long
        first = self.driver.window.articles.rows.row_at(0)
        self.short = first.id if first else ""

    def opened(self) -> tuple[float, float, float]:
        """To the first frame, the longest pause behind it, megabytes beyond the text."""
        self.driver.open(self.short)
        before, frames, pauses = resident(), [], []
        for number in range(OPENINGS):
            frames.append(self.driver.open(self.long))
            behind = self.driver.behind
            pauses.append(max(behind, self.driver.rest(1.0 if number < 2 else 0.05)))
            if number < OPENINGS - 1:
                self.driver.open(self.short)
                self.driver.rest(0.05)
        memory = resident() - before - sys.getsizeof(self.driver.window.view.text) / 1e6
        return statistics.median(frames), max(pauses[:2]), memory

    def floor(self) -> float:
        """Qt alone: the lines on screen laid out and drawn, at several places."""
        bar = self.canvas.verticalScrollBar()
        found = []
        for _ in range(8):
            bar.setValue(self.chance.randrange(max(bar.maximum(), 1)))
            self.driver.rest()
            found.append(statistics.median(timed(self._plain()) for _ in range(REPEATS // 4)))
        return statistics.median(found)

    def _plain(self) -> Callable[[], None]:
        page = self.canvas.page
        shown = [(page.paragraphs.shown(one.laid.number), one.y) for one in page.placed()]
        image = QImage(page.width, page.height, QImage.Format.Format_RGB32)

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

        return draw

    def frames(self) -> list[float]:
        """Notches of the wheel, pages and leaps of the bar."""
        canvas, bar = self.canvas, self.canvas.verticalScrollBar()
        leap = max(bar.maximum(), 1)
        steps: list[Callable[[], None]] = [
            *[lambda: canvas.scroll_by(60)] * REPEATS,
            *[lambda: canvas.scroll_by(canvas.height() - 60)] * REPEATS,
            *[lambda: bar.setValue(self.chance.randrange(leap))] * REPEATS,
        ]
        return [self.driver.frame(lambda step=step: self._moved(step)) for step in steps]

    def _moved(self, step: Callable[[], None]) -> None:
        page = self.canvas.page
        before = page.top, page.shift
        step()
        if (page.top, page.shift) == before:  # at the end of a text nothing moves
            self.canvas.viewport().update()

    def labels(self) -> list[float]:
        """Label keys at places all over the article."""
        length, times = len(self.canvas.page.text), []
        for number in range(REPEATS):
            if number % 10 == 0:
                self.canvas.reveal(self.chance.randrange(max(length - 2_000, 1)))
                self.driver.rest(0.02)
            start = min(self.canvas.top_offset() + 40 + number % 10 * 23, length - 50)
            times.append(self.driver.label(Span(start, start + 25), "2"))
        return times

    def drags(self) -> list[float]:
        """Selecting with the mouse, dragging an edge, hovering."""
        return [*self._selecting(), *self._moving(), *self._hovering()]

    def _selecting(self) -> Iterator[float]:
        begins = QPointF(self.canvas.page.left + 30, 90)
        self.driver.mouse(QEvent.Type.MouseButtonPress, begins, held=True)
        yield from self._wander(begins, QPointF(7, 9))
        self.canvas.select(None)

    def _moving(self) -> Iterator[float]:
        """A new passage in hand, its end dragged over words and lines."""
        span = Span(self.canvas.top_offset() + 200, self.canvas.top_offset() + 230)
        self.driver.label(span, "2")
        place = self.canvas.rect_of(span)
        edge = QPointF(place.right() + 1, place.center().y())
        self.driver.mouse(QEvent.Type.MouseButtonPress, edge, held=True)
        yield from self._wander(edge, QPointF(-4, 5))
        self.driver.rest()

    def _hovering(self) -> Iterator[float]:
        """Each move is painted, whether it shows anything new or not."""
        for number in range(REPEATS):
            point = QPointF(self.canvas.page.left + 9 * number, 200 + 3 * number)
            yield self.driver.frame(lambda point=point: self._hover(point))

    def _hover(self, point: QPointF) -> None:
        self.driver.mouse(QEvent.Type.MouseMove, point, held=False)
        self.canvas.viewport().update()

    def _wander(self, begins: QPointF, step: QPointF) -> Iterator[float]:
        """Move the mouse with its button down, and let go in the end."""
        point = begins
        for number in range(1, REPEATS):
            point = begins + step * number
            yield self.driver.frame(lambda point=point: self._drag(point))
        self.driver.mouse(QEvent.Type.MouseButtonRelease, point, held=False)

    def _drag(self, point: QPointF) -> None:
        self.driver.mouse(QEvent.Type.MouseMove, point, held=True)
        self.canvas.viewport().update(0, 0, 1, 1)  # where the same letter is under it

    def resizes(self) -> list[float]:
        """Other widths of the window, other sizes of its letters."""
        width = SIZE[0]
        wider = [self.driver.resize(width - 12 * number) for number in range(1, REPEATS // 2)]
        self.driver.resize(width)
        zoom = self.canvas.zoom_requested.emit
        zooms = [self.driver.frame(lambda step=step: zoom(step)) for step in [1, 1, -1, -1] * 5]
        return [*wider, *zooms]


def row(chars: int, count: int) -> dict[str, object]:
    """All measures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.annot"
        bench = Bench(path, canvas_project.make(path, chars, count))
        opened, pause, memory = bench.opened()
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
            "pause_ms": pause,
        }
        bench.driver.close()
    return {key: round(v, 2) if isinstance(v, float) else v for key, v in result.items()}


def table(rows: list[dict[str, object]]) -> str:
    """The rows for people."""
    lines = ["  ".join(f"{key:>12}" for key in rows[0])]
    lines += ["  ".join(f"{value!s:>12}" for value in one.values()) for one in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure every size and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of rows, from 0")
    wanted = parser.parse_args()
    preserve()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home
        _application = app.start(Settings(theme="light"))
        sizes = [SIZES[number] for number in wanted.only] if wanted.only else SIZES
        rows = [row(chars, count) for chars, count in sizes]
    print(json.dumps({"rows": rows}) if wanted.json else table(rows))
    QApplication.processEvents()


if __name__ == "__main__":
    main()
