"""Figures of agreement as SVG or PNG, drawn by matplotlib, which is loaded only here.

The same values give the same bytes: no date, ids with a salt of our own, no fonts of a system.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.domain.turning import short, visible
from annotator.jobs import output
from annotator.jobs.agreement_figures import ROLLING, ArticlePoint, CoderBar, LabelBar, Matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Picture = Matrix | tuple[LabelBar, ...] | tuple[ArticlePoint, ...] | tuple[CoderBar, ...]
ENDINGS = (".svg", ".png")

MISSING = say(
    "Figures are drawn by matplotlib, which is not installed here: {command} adds it. "
    "Nothing was written.",
    command='pip install "annotator[figures]"',
)

_BLUE, _DEEP, _PALE, _GREY = "#1f6f8b", "#0f4c63", "#9cc3d3", "#d9d7d1"
_SHARE = (-0.02, 1.02)
_DPI = 150
_WIDEST = 40
_PLAIN = {
    "svg.hashsalt": "annotator",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


class Wording(NamedTuple):
    """How labels are called, "" being nothing, and how sentences are put into words."""

    label: Callable[[str], str]
    worded: Callable[[Sentence], str]


PLAIN = Wording(lambda label: label or str(say("nothing")), str)


def is_there() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def svg(picture: Picture, wording: Wording = PLAIN) -> str:
    """A figure to stand in a web page.

    Raises:
        AnnotatorError: matplotlib is not installed.
    """
    text = _drawn(picture, wording, "svg").decode()
    return _NOT_INLINE.sub("", text[text.index("<svg") :]).strip()


_NOT_INLINE = re.compile(r' xmlns(?::\w+)?="[^"]*"|\s*<metadata>.*?</metadata>', re.DOTALL)
"""A page knows what SVG is, and a reader of one that names no other place loads nothing."""


def write(picture: Picture, out: Path, wording: Wording = PLAIN) -> None:
    """Write a figure to a file that ends in .svg or .png.

    Raises:
        AnnotatorError: the ending is another one, matplotlib is missing, or nothing can be written.
    """
    kind = out.suffix.casefold()
    if kind not in ENDINGS:
        raise AnnotatorError(
            say("{path} should end in .svg or .png; nothing was written.", path=out)
        )
    data = _drawn(picture, wording, kind[1:])
    with output.whole_file(out) as file:
        file.write(data)


def _drawn(picture: Picture, wording: Wording, kind: str) -> bytes:
    if not is_there():
        raise AnnotatorError(MISSING)
    with _figure() as figure:
        axes = figure.add_subplot()
        if isinstance(picture, Matrix):
            _draw_matrix(axes, picture, wording)
        else:
            _draw_rows(axes, picture, wording)
        data = BytesIO()
        known = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        figure.savefig(data, format=kind, dpi=_DPI, metadata=known)
    return data.getvalue()


@contextmanager
def _figure() -> "Iterator[Figure]":
    # Without pyplot nothing is kept between figures, and no window is ever asked for.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    with rc_context(_PLAIN), warnings.catch_warnings():
        # Scripts the font lacks stand as boxes in a PNG, and as they are in an SVG.
        warnings.simplefilter("ignore", UserWarning)
        yield Figure(layout="constrained")


def _short(name: str) -> str:
    """A name as it fits beside an axis: one line, nothing that turns it round or has no shape."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in visible(name)).split())
    return short(shown, _WIDEST)


def _draw_rows(axes: "Axes", picture: Picture, wording: Wording) -> None:
    labels = [one for one in picture if isinstance(one, LabelBar)]
    points = [one for one in picture if isinstance(one, ArticlePoint)]
    coders = [one for one in picture if isinstance(one, CoderBar)]
    if labels:
        _draw_labels(axes, labels, wording)
    elif points:
        _draw_course(axes, points, wording)
    else:
        _draw_coders(axes, coders, wording)


def _size(axes: "Axes", width: float, height: float) -> None:
    axes.figure.set_size_inches(width, height)  # type: ignore[union-attr, unused-ignore]


# ---------------------------------------------------------------------- each of them


def _draw_matrix(axes: "Axes", picture: Matrix, wording: Wording) -> None:
    names = [_short(wording.label(label)) for label in picture.labels]
    side = 1.6 + 0.42 * len(names)
    _size(axes, side + 1.2, side)
    most = max((count for row in picture.counts for count in row), default=0)
    axes.imshow(picture.counts, cmap="Blues", vmin=0, vmax=max(most, 1) * 1.25)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names)), names)
    for at, row in enumerate(picture.counts):
        for place, count in enumerate(row):
            ink = "white" if count > 0.7 * most else "#22221f"
            axes.text(place, at, str(count) if count else "·", ha="center", va="center", color=ink)
    axes.set_title(wording.worded(say("Which labels are mixed up")), loc="left")


def _draw_labels(axes: "Axes", rows: list[LabelBar], wording: Wording) -> None:
    _size(axes, 6.4, 0.9 + 0.3 * len(rows))
    names = [f"{_short(wording.label(one.label))} ({one.passages})" for one in rows]
    places = range(len(rows))
    axes.barh(places, [one.f1.value or 0.0 for one in rows], color=_PALE, height=0.62)
    for place, one in enumerate(rows):
        if one.f1.low is not None and one.f1.high is not None:
            axes.plot([one.f1.low, one.f1.high], [place, place], color=_DEEP, linewidth=1.4)
        shown = "–" if one.f1.value is None else f"{one.f1.value:.2f}"
        axes.text(0.01, place, shown, va="center", color="#22221f")
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel(wording.worded(say("F1 of each label, with its 95 % interval")))


def _draw_course(axes: "Axes", points: list[ArticlePoint], wording: Wording) -> None:
    _size(axes, 6.4, 3.0)
    places = range(1, len(points) + 1)
    each = wording.worded(say("F1 of an article"))
    mean = wording.worded(say("mean of the last {count}", count=ROLLING))
    axes.plot(places, [one.f1 for one in points], "o", color=_PALE, markersize=4, label=each)
    axes.plot(places, [one.mean for one in points], color=_DEEP, linewidth=1.8, label=mean)
    axes.set_ylim(*_SHARE)
    axes.set_xlim(0.5, len(points) + 0.5)
    axes.set_xlabel(wording.worded(say("Articles in the order in which they were labelled")))
    axes.legend(loc="lower right", frameon=False)


def _draw_coders(axes: "Axes", rows: list[CoderBar], wording: Wording) -> None:
    _size(axes, 6.4, 1.3 + 0.32 * len(rows))
    places = range(len(rows))
    left = [0] * len(rows)
    kinds = (
        (say("done"), [one.done for one in rows], _BLUE),
        (say("in progress"), [one.begun for one in rows], _PALE),
        (say("not started"), [one.waiting for one in rows], _GREY),
    )
    for name, counts, ink in kinds:
        axes.barh(places, counts, left=left, color=ink, height=0.62, label=wording.worded(name))
        left = [a + b for a, b in zip(left, counts, strict=True)]
    axes.set_yticks(places, [_short(one.name) for one in rows])
    axes.invert_yaxis()
    axes.set_xlabel(wording.worded(say("Articles")))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
