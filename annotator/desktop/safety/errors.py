"""The two families of error: sentences become notices, bugs become a report one can read."""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import platformdirs
import PySide6
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from annotator.desktop.safety import faults
from annotator.domain.sentence import AnnotatorError, Sentence
from annotator.store.errors import trouble

Sink = Callable[[Sentence], None]
BugSink = Callable[[str], None]


class _Relay(QObject):
    """Lives where the widgets live: what another thread says through it is heard there."""

    sentence = Signal(Sentence)
    bug = Signal(str)


class Hooks:
    """What the program does with whatever nobody caught."""

    def __init__(self, on_sentence: Sink, on_bug: BugSink) -> None:
        self._seen: set[str] = set()
        self._relay = _Relay()
        self._relay.sentence.connect(on_sentence)
        self._relay.bug.connect(on_bug)

    def install(self) -> None:
        """Take care of slots, threads and Qt's own messages from now on."""
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        qInstallMessageHandler(self._qt_said)
        self._watch_faults()

    def _watch_faults(self) -> None:
        """Let a fault that ends the program leave its trace, and tell of one that did so before.

        Such a trace holds places in the program and nothing else.
        """
        for trace in faults.left_behind():
            text = f"{_about()}\n\nThe program ended by a fault:\n{trace}"
            keep(text)
            self._relay.bug.emit(text)
        faults.watch()

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sentence = error.sentence if isinstance(error, AnnotatorError) else trouble(error)
        if sentence is not None:
            self._relay.sentence.emit(sentence)
        elif issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        else:
            self._report(kind, trace)

    def _report(self, kind: type[BaseException], where: TracebackType | None) -> None:
        # What the error says is left out: it may quote an article, and differ at every repaint.
        trace = "".join(traceback.format_tb(where)) + kind.__name__
        # A broken view may raise at every repaint; once is enough to know.
        if trace in self._seen:
            return
        self._seen.add(trace)
        text = f"{_about()}\n\n{trace}"
        keep(text)
        self._relay.bug.emit(text)

    def _qt_said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        sys.stderr.write(f"{message}\n")
        if kind == QtMsgType.QtFatalMsg:
            keep(f"{_about()}\n\nQt: {message} ({context.category})")


def keep(report: str) -> Path | None:
    """Write a report where a person finds it; nothing where that is not possible."""
    folder = platformdirs.user_log_path("Annotator", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _free(folder / f"report-{time.strftime('%Y%m%d-%H%M%S')}.txt")
        file.write_text(report, encoding="utf-8")
    except OSError:
        return None
    return file


def _free(file: Path) -> Path:
    """This name, or with a number where a report of the same second has it."""
    names = (file, *(file.with_stem(f"{file.stem}-{number}") for number in range(2, 100)))
    return next((one for one in names if not one.exists()), file)


def _about() -> str:
    import platform  # noqa: PLC0415 - only a report needs it

    return (
        f"Annotator report, {time.strftime('%Y-%m-%d %H:%M:%S')}\n"
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}"
    )
