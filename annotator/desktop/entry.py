"""The door to the window: it looks whether one can be shown before Qt is let in."""

import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.desktop import groundwork, preflight
from annotator.desktop.undying import preserve
from annotator.domain.sentence import AnnotatorError
from annotator.words import told, tr

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str]) -> int:
    """`annotator [PROJECT or FOLDER]`; the exit code."""
    return _spoken(lambda: _window(arguments))


def screenshot(arguments: Sequence[str]) -> int:
    """`annotator screenshot PROJECT OUT.png [--article NAME] [--size WxH] …`; the exit code."""
    return _spoken(lambda: _picture(arguments))


def _spoken(work: Callable[[], int]) -> int:
    preserve()
    try:
        return work()
    except AnnotatorError as error:
        sys.stderr.write(f"annotator: {told(error.sentence)}\n")
        return 2


def _window(arguments: Sequence[str]) -> int:
    preflight.check()
    # Nothing of what is loaded now is garbage: looking for some would only delay the window.
    gc.disable()
    groundwork.lay()
    # Qt is let in only here: without its libraries or a screen it would end the process.
    from annotator.desktop import app  # noqa: PLC0415

    return app.run(arguments[0] if arguments else "")


def _picture(arguments: Sequence[str]) -> int:
    wanted = _parser().parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    preflight.check()
    from annotator.desktop import app  # noqa: PLC0415

    picture = app.Picture(
        article=wanted.article, size=wanted.size, theme=wanted.theme, language=wanted.language
    )
    app.draw(wanted.project, wanted.out, picture)
    return 0


def _parser() -> "argparse.ArgumentParser":
    import argparse  # noqa: PLC0415 - the window does without it

    parser = argparse.ArgumentParser(
        prog="annotator screenshot", description=tr("Draw the window without a screen.")
    )
    parser.add_argument("project", type=Path, metavar="PROJECT")
    parser.add_argument("out", type=Path, metavar="OUT.png")
    parser.add_argument("--article", default="", metavar="NAME")
    parser.add_argument("--size", type=_size, default=(1360, 840), metavar="WxH")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--language", choices=("en", "fr"), default="en")
    return parser


def _size(written: str) -> tuple[int, int]:
    import argparse  # noqa: PLC0415 - the window does without it

    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", written)
    if found is None:
        raise argparse.ArgumentTypeError(tr("a size is written like 1360x840"))
    return int(found[1]), int(found[2])
