"""How fast the window is with long articles, beside Qt itself in the same run.

`python tests/benchmarks/canvas.py [--json] [--runs N] [--only ROW ...]` makes project files, opens
the real window on them and does what a person does: clicks in the list, scrolls, presses label
keys, drags. Without a screen it runs offscreen; `xvfb-run -s "-screen 0 1920x1080x24" python
tests/benchmarks/canvas.py` runs it under X11.

Times are milliseconds to the end of a frame, in a window of 1920 by 1080, as p50 and p95, beside
the processor time of the same (`_cpu_`), which other programs on the machine disturb less. The
floor is Qt laying out and drawing the visible lines of plain text once, without passages.
`pause_ms` is the longest that the window was busy at one go in the second after an article was
opened. Of several runs each figure is the best one.
"""

import argparse
import gc
import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import canvas_project
from canvas_window import SIZE, Driver, Took, clocks, since
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


def timed(action: Callable[[], object]) -> Took:
    """What one action takes."""
    begun = clocks()
    action()
    return since(begun)


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[round(len(times) * 0.95) - 1]


def measures(name: str, times: list[Took]) -> dict[str, float]:
    """The figures of one gesture."""
    walls, cpus = [one.wall for one in times], [one.cpu for one in times]
    return {
        f"{name}_p50_ms": statistics.median(walls),
        f"{name}_p95_ms": p95(walls),
        f"{name}_cpu_p50_ms": statistics.median(cpus),
        f"{name}_cpu_p95_ms": p95(cpus),
    }


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

    def opened(self) -> dict[str, float]:
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
        return {**measures("open", frames), "pause_ms": max(pauses[:2]), "memory_mb": memory}

    def floor(self) -> list[Took]:
        """Qt alone: the lines on screen laid out and drawn, at several places."""
        bar = self.canvas.verticalScrollBar()
        found = []
        for _ in range(8):
            bar.setValue(self.chance.randrange(max(bar.maximum(), 1)))
            self.driver.rest()
            found += [timed(self._plain()) for _ in range(REPEATS // 4)]
        return found

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

    def gestures(self) -> Iterator[tuple[str, list[Took]]]:
        """What is done, by its name, with what each time took."""
        canvas, bar = self.canvas, self.canvas.verticalScrollBar()
        leap = max(bar.maximum(), 1)
        notches = self._scrolls(lambda: canvas.scroll_by(60))
        pages = self._scrolls(lambda: canvas.scroll_by(canvas.height() - 60))
        leaps = self._scrolls(lambda: bar.setValue(self.chance.randrange(leap)))
        yield "notch", notches
        yield "page", pages
        yield "leap", leaps
        yield "frame", [*notches, *pages, *leaps]
        yield "label", self.labels()
        select, edge, hover = list(self._selecting()), list(self._moving()), list(self._hovering())
        yield "select", select
        yield "edge", edge
        yield "hover", hover
        yield "drag", [*select, *edge, *hover]
        widths, zooms = self.widths(), self.zooms()
        yield "width", widths
        yield "zoom", zooms
        yield "resize", [*widths, *zooms]

    def _scrolls(self, step: Callable[[], None]) -> list[Took]:
        return [self.driver.frame(lambda: self._moved(step)) for _ in range(REPEATS)]

    def _moved(self, step: Callable[[], None]) -> None:
        page = self.canvas.page
        before = page.top, page.shift
        step()
        if (page.top, page.shift) == before:  # at the end of a text nothing moves
            self.canvas.viewport().update()

    def labels(self) -> list[Took]:
        """Label keys at places all over the article."""
        length, times = len(self.canvas.page.text), []
        for number in range(REPEATS):
            if number % 10 == 0:
                self.canvas.reveal(self.chance.randrange(max(length - 2_000, 1)))
                self.driver.rest(0.02)
            start = min(self.canvas.top_offset() + 40 + number % 10 * 23, length - 50)
            times.append(self.driver.label(Span(start, start + 25), "2"))
        return times

    def _selecting(self) -> Iterator[Took]:
        begins = QPointF(self.canvas.page.left + 30, 90)
        self.driver.mouse(QEvent.Type.MouseButtonPress, begins, held=True)
        yield from self._wander(begins, QPointF(7, 9))
        self.canvas.select(None)

    def _moving(self) -> Iterator[Took]:
        """A new passage in hand, its end dragged over words and lines."""
        end = self.canvas.top_offset() + 230
        self.driver.label(Span(end - 30, end), "2")
        last = self.canvas.rect_of(Span(end - 1, end))
        edge = QPointF(last.right() + 1, last.center().y())
        self.driver.mouse(QEvent.Type.MouseButtonPress, edge, held=True)
        yield from self._wander(edge, QPointF(-4, 5))
        self.driver.rest()

    def _hovering(self) -> Iterator[Took]:
        """Each move is painted, whether it shows anything new or not."""
        for number in range(REPEATS):
            point = QPointF(self.canvas.page.left + 9 * number, 200 + 3 * number)
            yield self.driver.frame(lambda point=point: self._hover(point))

    def _hover(self, point: QPointF) -> None:
        self.driver.mouse(QEvent.Type.MouseMove, point, held=False)
        self.canvas.viewport().update()

    def _wander(self, begins: QPointF, step: QPointF) -> Iterator[Took]:
        """Move the mouse with its button down, and let go in the end."""
        point = begins
        for number in range(1, REPEATS):
            point = begins + step * number
            yield self.driver.frame(lambda point=point: self._drag(point))
        self.driver.mouse(QEvent.Type.MouseButtonRelease, point, held=False)

    def _drag(self, point: QPointF) -> None:
        self.driver.mouse(QEvent.Type.MouseMove, point, held=True)
        self.canvas.viewport().update(0, 0, 1, 1)  # where the same letter is under it

    def widths(self) -> list[Took]:
        """Other widths of the window."""
        width = SIZE[0]
        times = [self.driver.resize(width - 12 * number) for number in range(1, REPEATS // 2)]
        self.driver.resize(width)
        return times

    def zooms(self) -> list[Took]:
        """Other sizes of its letters."""
        zoom = self.canvas.zoom_requested.emit
        return [self.driver.frame(partial(zoom, step)) for step in [1, 1, -1, -1] * 5]


Row = dict[str, int | float | str]


def row(chars: int, count: int) -> Row:
    """All measures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.annot"
        bench = Bench(path, canvas_project.make(path, chars, count))
        found = bench.opened()
        floors = bench.floor()
        found |= {
            "floor_ms": statistics.median(one.wall for one in floors),
            "floor_cpu_ms": statistics.fmean(one.cpu for one in floors),
        }
        for name, times in bench.gestures():
            found |= measures(name, times)
        bench.driver.close()
    found["frame_to_floor"] = found["frame_p50_ms"] / found["floor_ms"]
    found["frame_to_floor_cpu"] = found["frame_cpu_p50_ms"] / found["floor_cpu_ms"]
    figures = {key: round(value, 2) for key, value in found.items()}
    platform = QGuiApplication.platformName()
    return {"chars": chars, "passages": count, "platform": platform, **figures}


def best(rows: Sequence[Row]) -> Row:
    """Of several runs of one size the least of each figure."""
    return {key: min(one[key] for one in rows) for key in rows[0]}


def table(rows: list[Row]) -> str:
    """A line a figure, a column a size, for people."""
    lines = [[key, *(str(one[key]) for one in rows)] for key in rows[0]]
    return "\n".join(f"{line[0]:<18}" + "".join(f"{v:>12}" for v in line[1:]) for line in lines)


def main() -> None:
    """Measure every size and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=1, help="of so many, each figure's best")
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
        rows = [best([row(*size) for _ in range(wanted.runs)]) for size in sizes]
    print(json.dumps({"rows": rows}) if wanted.json else table(rows))
    QApplication.processEvents()


if __name__ == "__main__":
    main()
