"""The start page: what one sees as long as no project is open."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QPushButton, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.sheet import Clothes
from annotator.desktop.controls.texts import button_text, heading, muted, sized
from annotator.words import tr

_WIDE = 560
_MOST_RECENT = 5
_ENDING = ".annot"


class Choice(QAbstractButton):
    """A large button: what one can begin with, and a line about it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._about = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def word(self, title: str, about: str) -> None:
        """What it says."""
        self.setText(title)
        self._about = about
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, round(self.fontMetrics().height() * 4.2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(colours.accent if strong else colours.line), 1 + strong))
        painter.setBrush(QColor(colours.hover if self.isDown() else colours.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        inner, middle = self.rect().adjusted(22, 0, -22, 0), self.height() // 2
        painter.setFont(sized(self.font(), 1.2, bold=True))
        painter.setPen(QColor(colours.text))
        low, high = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        painter.drawText(inner.adjusted(0, 0, 0, -middle), low, self.text())
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        painter.drawText(inner.adjusted(0, middle + 4, 0, 0), high, self._about)


class StartPage(QWidget):
    """Three ways to begin, and the projects of late; folders and projects can be dropped."""

    demo_requested = Signal()
    folder_requested = Signal(str)
    """A folder of articles, or nothing to ask which."""
    project_requested = Signal(str)
    """A project file, or nothing to ask which."""
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clothes = Clothes(self)
        self._over = False
        self.setAcceptDrops(True)
        self._title = heading("Annotator", self, share=2.0)
        self._about = muted(parent=self)
        self.demo, self.folder, self.project = Choice(self), Choice(self), Choice(self)
        self.new = QPushButton(self)
        self.new.setProperty("kind", "quiet")
        self._recent_title = muted(parent=self)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self.demo.clicked.connect(self.demo_requested)
        self.folder.clicked.connect(lambda: self.folder_requested.emit(""))
        self.project.clicked.connect(lambda: self.project_requested.emit(""))
        self.new.clicked.connect(self.new_requested)
        self._lay_out()
        self.word()
        self.show_recent(())

    def word(self) -> None:
        """Say everything in the language in use."""
        self._about.setText(tr("Label news articles by hand"))
        self.demo.word(tr("Open the demo"), tr("Articles to try everything on"))
        self.folder.word(
            tr("A folder of articles…"), tr("Text files become a project beside the folder")
        )
        self.project.word(tr("A project…"), tr("Go on where you stopped"))
        self.new.setText(tr("New, empty project…"))
        self._recent_title.setText(tr("Recent"))
        self._hint.setText(tr("Or drop a folder, articles or a project here."))

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer projects worked on lately, the last one first; those that are gone are left out."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        found = [path for path in paths if Path(path).is_file()][:_MOST_RECENT]
        self._recent_title.setVisible(bool(found))
        for path in found:
            self._recent.addWidget(self._recent_button(path))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter = theme.current(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.window))
        if self._over:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 12, -12, -12), 14, 14)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Single files are for the window around, which knows how to take them in.
        if self._wish(event.mimeData()) is None:
            event.ignore()
        else:
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(over=False)
        wish = self._wish(event.mimeData())
        if wish is not None:
            event.acceptProposedAction()
            # The drag's source waits until this returns; opening must not make it wait.
            QTimer.singleShot(0, self, wish)

    def _wish(self, data: QMimeData) -> Callable[[], None] | None:
        """What a drop asks for, if this page can ask for it."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        project = next((path for path in paths if _is_project(path)), "")
        if project:
            return lambda: self.project_requested.emit(project)
        if len(paths) == 1 and Path(paths[0]).is_dir():
            return lambda: self.folder_requested.emit(paths[0])
        return None

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def _recent_button(self, path: str) -> QPushButton:
        place = Path(path)
        words = tr("{name}  –  {folder}", name=place.stem, folder=_homely(place.parent))
        button = QPushButton(self)
        button.setProperty("kind", "link")
        metrics = button.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDE - 40)
        button.setText(button_text(shown))
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self.project_requested.emit(path))
        return button

    def _lay_out(self) -> None:
        self._hint = muted(parent=self)
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDE)
        column = QVBoxLayout(inside)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(14)
        for choice in (self.demo, self.folder, self.project):
            column.addWidget(choice)
        column.addWidget(self.new, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addSpacing(8)
        column.addWidget(self._hint)
        outer = QGridLayout(self)
        outer.addWidget(inside, 1, 1)
        for side in (0, 2):
            outer.setRowStretch(side, 2 if side else 1)
            outer.setColumnStretch(side, 1)
        outer.setColumnStretch(1, 6)


def _is_project(path: str) -> bool:
    return path.casefold().endswith(_ENDING) and Path(path).is_file()


def _homely(folder: Path) -> str:
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
