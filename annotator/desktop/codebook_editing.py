"""The commands about the codebook, and the place of its editor beside the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from annotator.desktop.codebook_editor.editor import CodebookEditor
from annotator.desktop.codebook_editor.parts import LABEL, Part
from annotator.words import tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_WIDE = 430


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

    @property
    def editor(self) -> CodebookEditor | None:
        """The editor, if it was ever asked for."""
        found = self._dock.widget() if self._dock is not None else None
        return found if isinstance(found, CodebookEditor) else None

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
        self._window.side.setVisible(self._side_was_shown)
        self._window.view.setFocus()

    def _made(self) -> QDockWidget:
        self._dock = dock = QDockWidget(tr("Codebook"), self._window)
        dock.setObjectName("codebook_editor")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(QWidget(dock))
        editor = CodebookEditor(self._session, dock)
        editor.closed.connect(self.close)
        dock.setWidget(editor)
        dock.hide()
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self._window.resizeDocks([dock], [_WIDE], Qt.Orientation.Horizontal)
        return dock
