"""The commands about the codebook, and the place of its editor beside the text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from annotator.desktop import tasks
from annotator.desktop.codebook_editor import changes
from annotator.desktop.codebook_editor.editor import CodebookEditor
from annotator.desktop.codebook_editor.parts import LABEL, Part
from annotator.desktop.dialogs.publish_dialog import PublishDialog
from annotator.desktop.dialogs.split_dialog import SplitDialog
from annotator.desktop.dialogs.used_label_dialog import UsedLabelDialog
from annotator.desktop.dialogs.versions_dialog import VersionsDialog
from annotator.domain.codebook import Label
from annotator.jobs.progress import CancelledError, Progress, tell
from annotator.store import codebooks
from annotator.store.merging_labels import Tell, nobody
from annotator.words import language, tr, trn

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_WIDE = 430
MANY = 2_000
"""Annotations from which on a bar is shown while they are changed."""


class CodebookEditing(QObject):
    """One per window; the editor is made when it is first asked for."""

    said = Signal(str, str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._dock: QDockWidget | None = None
        self._side_was_shown = True
        self._session.closed.connect(self.close)
        window.codebook.use_found.connect(self.offer_ways_out)

    @property
    def editor(self) -> CodebookEditor | None:
        """The editor, if it was ever asked for."""
        found = self._dock.widget() if self._dock is not None else None
        return found if isinstance(found, CodebookEditor) else None

    def table(self) -> dict[str, Callable[[], object]]:
        """What the commands of the window call here."""
        return {
            "edit_codebook": self.toggle,
            "merge_label": self.merge_chosen,
            "split_label": self.split_chosen,
            "example": self.add_example,
            "publish": self.publish,
            "versions": self.show_versions,
        }

    def toggle(self) -> None:
        """Open the editor in the place of the side panel, or close it."""
        if self._dock is not None and self._dock.isVisible():
            self.close()
        else:
            self.open()

    def open(self) -> CodebookEditor:
        """Open the editor at the label in hand."""
        dock = self._dock or self._made()
        if not dock.isVisible():
            self._side_was_shown = self._window.side.isVisible()
            self._window.side.hide()
            self._settle_room()
            dock.show()
        editor = dock.widget()
        assert isinstance(editor, CodebookEditor)  # noqa: S101
        mine = self._window.desk.annotations() if self._window.desk.is_reading else []
        chosen = self._window.codebook.chosen
        if mine:
            editor.show_part(Part(LABEL, mine[0].layer, mine[0].label))
        elif chosen is not None:
            editor.show_part(Part(LABEL, chosen.layer, chosen.id))
        editor.outline.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return editor

    def close(self) -> None:
        """Close the editor; the side panel comes back where it was shown before."""
        if self._dock is None or not self._dock.isVisible():
            return
        editor = self.editor
        if editor is not None:
            editor.commit()
        self._dock.hide()
        self._settle_room()
        self._window.side.setVisible(self._side_was_shown)
        self._window.view.setFocus()

    def _settle_room(self) -> None:
        """Have the room of what was hidden given back at once: else the window would grow."""
        self._window.splitter.refresh()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def add_example(self) -> None:
        """Make the selected words, else the passage in hand, an example of its label."""
        desk, view = self._window.desk, self._window.view
        mine = desk.annotations() if desk.is_reading else []
        label = self._session.codebook.label(mine[0].layer, mine[0].label) if mine else None
        if label is None:
            self.said.emit(tr("Go to a passage first, with Tab or a click."), "info")
            return
        selected = view.canvas.selection()
        words = selected.cut(view.text) if selected else mine[0].words(view.text)
        name = label.name(language())
        if changes.add_example(self._session, label, tr("“{words}”", words=words)):
            self.said.emit(tr("It is an example of {label} now.", label=name), "info")
        else:
            self.said.emit(tr("It is an example of {label} already.", label=name), "info")

    # ------------------------------------------------------------------ versions

    def publish(self) -> None:
        """Ask for a note and make the codebook as it stands a version."""
        self._commit()
        version = PublishDialog.ask(self._window, self._session)
        if version:
            self.said.emit(tr("Version {version} is published.", version=version), "info")

    def show_versions(self) -> VersionsDialog:
        """Show all versions and their differences; the text can be worked on meanwhile."""
        self._commit()
        dialog = VersionsDialog(self._session, self._window)
        dialog.show()
        return dialog

    def _commit(self) -> None:
        if self.editor is not None:
            self.editor.commit()

    # ------------------------------------------------------------------ labels in use

    def merge_chosen(self) -> None:
        """Merge the label in hand into another one of its layer."""
        self._with_chosen(self.merge)

    def split_chosen(self) -> None:
        """Split the label in hand."""
        self._with_chosen(self.split)

    def _with_chosen(self, deed: Callable[[str, str], None]) -> None:
        self._commit()
        label = self._chosen()
        if label is None:
            self.said.emit(tr("Choose a label first, in the codebook or in the text."), "info")
        else:
            deed(label.layer, label.id)

    def _chosen(self) -> Label | None:
        """The label in hand: in the open editor, else of the passage, else in the side panel."""
        book, editor = self._session.codebook, self.editor
        if editor is not None and editor.isVisible():
            part = editor.outline.chosen
            return book.label(part.layer, part.id) if part.kind == LABEL else None
        mine = self._window.desk.annotations() if self._window.desk.is_reading else []
        return book.label(mine[0].layer, mine[0].label) if mine else self._window.codebook.chosen

    def merge(self, layer: str, label: str) -> None:
        """Ask for the label that takes another one in."""
        self.offer_ways_out(layer, label, merging=True)

    def offer_ways_out(self, layer: str, label: str, *, merging: bool = False) -> None:
        """Let a label in use become another one, or go with its annotations."""
        home, gone = self._session.codebook.layer(layer), self._session.codebook.label(layer, label)
        if home is None or gone is None:
            return
        count = codebooks.uses(self._session.project, gone)
        dialog = UsedLabelDialog(gone, home, count, self._window, merging=merging)
        taken, instead = bool(dialog.exec()), dialog.instead
        dialog.deleteLater()
        if not taken:
            return
        kept = self._session.codebook.label(layer, instead) if instead else None
        done = self._with_bar(count, lambda seen: self._let_go(gone, kept, seen))
        if done and kept is not None:
            if self.editor is not None:
                self.editor.show_part(Part(LABEL, layer, kept.id))
            merged = tr(
                "{label} is {other} now.",
                label=gone.name(language()),
                other=kept.name(language()),
            )
            self.said.emit(merged, "info")

    def _let_go(self, gone: Label, kept: Label | None, seen: Tell) -> None:
        if kept is None:
            changes.drop_used(self._session, gone, seen)
        else:
            changes.merge(self._session, gone, kept, seen)

    def _with_bar(self, count: int, work: Callable[[Tell], None]) -> bool:
        """Do what touches so many annotations, with a bar where they are many; whether it was."""
        if count < MANY:
            work(nobody)
            return True

        def job(progress: Progress) -> None:
            work(lambda done: tell(progress, done, count))

        try:
            tasks.run(self._window, tr("Changing annotations"), job)
        except CancelledError:
            self.said.emit(tr("It was stopped; nothing was changed."), "info")
            return False
        return True

    def split(self, layer: str, label: str) -> None:
        """Ask for the labels that come out of one."""
        book = self._session.codebook
        found, home = book.label(layer, label), book.layer(layer)
        if found is None or home is None:
            return
        count = codebooks.uses(self._session.project, found)
        known = [one.name(language()) for one in home.labels]
        dialog = SplitDialog(found.name(language()), count, known, self._window)
        taken, names = bool(dialog.exec()), dialog.wanted
        dialog.deleteLater()
        if taken and names:
            waiting = changes.split(self._session, found, names)
            words = trn(
                "{count} annotation waits to be checked again (Ctrl+Shift+R).",
                "{count} annotations wait to be checked again (Ctrl+Shift+R).",
                waiting,
            )
            self.said.emit(words, "info")

    def _made(self) -> QDockWidget:
        self._dock = dock = QDockWidget(tr("Codebook"), self._window)
        dock.setObjectName("codebook_editor")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(QWidget(dock))
        editor = CodebookEditor(self._session, dock)
        editor.closed.connect(self.close)
        editor.ways_out_wanted.connect(self.offer_ways_out)
        editor.merge_wanted.connect(self.merge)
        editor.split_wanted.connect(self.split)
        editor.publish_wanted.connect(self.publish)
        editor.versions_wanted.connect(self.show_versions)
        dock.setWidget(editor)
        dock.hide()
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._window.resizeDocks([dock], [_WIDE], Qt.Orientation.Horizontal)
        return dock
