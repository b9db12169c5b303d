"""The two families of error: sentences become notices, bugs become a report one can read."""

import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import platformdirs
import PySide6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from annotator.domain.sentence import AnnotatorError, Sentence

Sink = Callable[[Sentence], None]
BugSink = Callable[[str], None]


class Hooks:
    """What the program does with whatever nobody caught."""

    def __init__(self, on_sentence: Sink, on_bug: BugSink) -> None:
        self._on_sentence = on_sentence
        self._on_bug = on_bug
        self._seen: set[str] = set()

    def install(self) -> None:
        """Take care of slots, threads and Qt's own messages from now on."""
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(self._qt_said)

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, AnnotatorError):
            self._on_sentence(error.sentence)
        elif issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        else:
            self._report("".join(traceback.format_exception(kind, error, trace)))

    def _report(self, trace: str) -> None:
        # A broken view may raise at every repaint; once is enough to know.
        if trace in self._seen:
            return
        self._seen.add(trace)
        text = f"{_about()}\n\n{trace}"
        keep(text)
        self._on_bug(text)

    def _qt_said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        sys.stderr.write(f"{message}\n")
        if kind == QtMsgType.QtFatalMsg:
            keep(f"{_about()}\n\nQt: {message} ({context.category})")


def keep(report: str) -> Path | None:
    """Write a report where a person finds it; nothing where that is not possible."""
    folder = platformdirs.user_log_path("Annotator", appauthor=False)
    file = folder / f"report-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(report, encoding="utf-8")
    except OSError:
        return None
    return file


def _about() -> str:
    return (
        f"Annotator report, {time.strftime('%Y-%m-%d %H:%M:%S')}\n"
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}"
    )
