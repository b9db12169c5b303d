"""The register from the window's side: its own window, the way to a passage, aliases on offer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from annotator.desktop.panels import register_edits as edits
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.people import RegisterEntry
from annotator.domain.quotations import unquoted
from annotator.domain.register import is_named, named_so
from annotator.domain.sentence import AnnotatorError
from annotator.jobs import register_exchange
from annotator.store import annotations, articles, entries, history
from annotator.store.edits import Edit
from annotator.words import told, tr, trn

if TYPE_CHECKING:
    from annotator.desktop.panels.register import RegisterWindow
    from annotator.desktop.window import Window

_SECONDS = 12
_LONGEST = 80
_FEW = 2


class Registering(QObject):
    """One per window; the register's window is made when it is first asked for."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._main = window
        self._session: Session = window.session
        self._window: RegisterWindow | None = None
        self._session.changed.connect(self._offer_alias)
        self._session.closing.connect(self._commit)
        self._session.closed.connect(self._hide)

    # ------------------------------------------------------------------ its window

    def show(self) -> None:
        """Show the register, at the entry of the passage in hand where it has one."""
        window = self.ready()
        window.show()
        window.raise_()
        window.activateWindow()
        window.entries.focus_filter()
        for one in self._main.desk.annotations():
            if one.entry is not None:
                window.show_entry(one.entry)

    def ready(self) -> "RegisterWindow":
        """The register's window, shown or not."""
        if self._window is None:
            from annotator.desktop.panels.register import RegisterWindow  # noqa: PLC0415

            window = self._window = RegisterWindow(self._session, self._main)
            window.annotation_requested.connect(self._go)
            window.undo_requested.connect(lambda: self._main.verbs.perform("undo"))
            window.redo_requested.connect(lambda: self._main.verbs.perform("redo"))
            window.import_requested.connect(self._ask_file_in)
            window.export_requested.connect(self._ask_file_out)
        return self._window

    def _go(self, annotation: str, front: bool) -> None:
        go_to(self._main, annotation, front=front)

    def _commit(self) -> None:
        if self._window is not None:
            self._window.commit()

    def _hide(self) -> None:
        if self._window is not None:
            self._window.hide()

    # ------------------------------------------------------------------ files

    def _ask_file_in(self) -> None:
        pattern = tr("Register ({pattern})", pattern="*.csv *.json")
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Import the register"), "", pattern)
        if name:
            self.read(Path(name))

    def _ask_file_out(self) -> None:
        pattern = tr("Register ({pattern})", pattern="*.csv *.json")
        title, first = tr("Export the register"), tr("register") + ".csv"
        name, _ = QFileDialog.getSaveFileName(self._window, title, first, pattern)
        if name:
            path = Path(name)
            self.write(path if path.suffix else path.with_suffix(".csv"))

    def read(self, path: Path) -> None:
        """Take a register file in, and say what it did."""
        notices = self.ready().notices
        try:
            report = register_exchange.read(self._session.project, path)
        except AnnotatorError as error:
            notices.say(told(error.sentence), "warning", seconds=_SECONDS)
            return
        self._session.announce(report.edit)
        words = tr(
            "Register entries: {added} new, {changed} changed, {same} as they were.",
            added=report.added,
            changed=report.changed,
            same=report.same,
        )
        notices.say(words)
        if report.remarks:
            lines = [f"{one.file}:{one.line}: {told(one.message)}" for one in report.remarks]
            more = len(lines) - _FEW
            rest = tr(" … and {count} more", count=more) if more > 0 else ""
            words = "\n".join(lines[:_FEW]) + rest
            notices.say(words, "warning", seconds=_SECONDS)

    def write(self, path: Path) -> None:
        """Write the register; a table so that a spreadsheet can open it safely."""
        window = self.ready()
        window.commit()
        try:
            count = register_exchange.write(self._session.project, path, guard=True)
        except AnnotatorError as error:
            window.notices.say(told(error.sentence), "warning", seconds=_SECONDS)
            return
        window.notices.say(
            trn(
                "{count} entry written to {out}.",
                "{count} entries written to {out}.",
                count,
                out=path.name,
            )
        )

    # ------------------------------------------------------------------ aliases

    def remember_alias(self) -> None:
        """Make the words of the passage in hand a name of the entry they name."""
        named = [one for one in self._main.desk.annotations() if one.entry is not None]
        if not named:
            self.said.emit(tr("Go to a passage that names somebody of the register first."))
        for one in named:
            words, entry = self._words(one), entries.get(self._session.project, one.entry or "")
            if entry is not None and is_named(entry, words):
                known = tr("“{words}” is a name of {entry} already.", words=words, entry=entry.name)
                self.said.emit(known)
            elif entry is not None:
                self._remember(entry.id, words)

    def _remember(self, entry: str, words: str) -> None:
        known = entries.get(self._session.project, entry) if self._session.is_open else None
        if known is None:
            return
        is_alias = named_so(known, words).aliases != known.aliases
        edits.add_name(self._session, entry, words)
        self._main.overlays.notices.clear()
        if is_alias:
            self.said.emit(tr("{entry} is also called “{words}”.", entry=known.name, words=words))
        else:
            told = tr("{entry} is described as “{words}”.", entry=known.name, words=words)
            self.said.emit(told)

    def _offer_alias(self, edit: Edit) -> None:
        """Words that were just linked to an entry may be one of its names: ask, never assume."""
        touched = [c.target for c in edit.changes if c.kind == "annotation" and not c.dropped]
        stepped = edit.undoes is not None or edit.redoes is not None
        dropped = any(c.kind == "register_entry" and c.dropped for c in edit.changes)
        if stepped or dropped or not 0 < len(touched) <= _FEW:
            return
        for one in touched:
            found = annotations.get(self._session.project, one)
            if found is not None and self._was_linked_now(found):
                self._offer(found)

    def _was_linked_now(self, annotation: Annotation) -> bool:
        versions = history.of_record(self._session.project, "annotation", annotation.id)
        before = versions[-2].body if len(versions) > 1 else None
        return annotation.entry is not None and (before or {}).get("entry") != annotation.entry

    def _offer(self, annotation: Annotation) -> None:
        entry = entries.get(self._session.project, annotation.entry or "")
        words = self._words(annotation)
        if entry is None or not is_telling(words) or is_named(entry, words):
            return
        self._main.overlays.notices.say(
            tr("Is “{words}” a name of {entry}?", words=words, entry=entry.name),
            action=tr("Remember it (Alt+A)"),
            callback=self._remembering(entry, words),
            seconds=_SECONDS,
        )

    def _remembering(self, entry: RegisterEntry, words: str) -> Callable[[], None]:
        return lambda: self._remember(entry.id, words)

    def _words(self, annotation: Annotation) -> str:
        words = annotation.words(articles.text(self._session.project, annotation.article))
        return " ".join(unquoted(words).split())


def is_telling(words: str) -> bool:
    """Whether words say who somebody is wherever they stand; a pronoun does not."""
    named = any(letter.isupper() for letter in words)
    return len(words) <= _LONGEST and (" " in words or named)


def go_to(window: "Window", annotation: str, *, front: bool) -> None:
    """Show a passage of any article and set in the main window, brought to the front or not."""
    session = window.session
    found = annotations.get(session.project, annotation) if session.is_open else None
    if found is None:
        return
    if found.set != session.set:
        session.show_set(found.set)
    window.verbs.go_to(annotation)
    if front:
        window.activateWindow()
        window.raise_()
