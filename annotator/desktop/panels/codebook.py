"""The panel with the codebook: labels by layer, their rules, and how to change them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.popovers import ColorPopover, KeyPopover, color_values
from annotator.desktop.controls.sheet import Panel
from annotator.desktop.controls.texts import plain
from annotator.desktop.panels import codebook_edits as edits
from annotator.desktop.panels.label_delegate import LabelDelegate
from annotator.desktop.panels.label_tools import LabelTools
from annotator.desktop.panels.rule_pane import RulePane
from annotator.desktop.rows.labels import ROW, LabelRows
from annotator.desktop.session import Session
from annotator.domain.codebook import Label, Layer
from annotator.domain.sentence import AnnotatorError
from annotator.store import statistics
from annotator.store.edits import Edit
from annotator.words import language, told, tr

COUNT_DELAY = 300
SAID_FOR = 8000
_CODEBOOK_KINDS = ("codebook", "layer", "label")
_LIST_HEIGHT, _RULE_HEIGHT = 340, 280
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CodebookPanel(Panel):
    """All labels with key, colour and count; below them the rule of the chosen one."""

    label_requested = Signal(str, str)
    """Layer id and label id: what the selected words should be labelled as."""
    use_found = Signal(str, str)
    """Layer id and label id: it cannot just be deleted, annotations carry it."""
    sight_requested = Signal(str)
    """Layer id: it is to be shown, dimmed or hidden, whichever comes next."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = LabelRows(self)
        self.rows.renamed.connect(self._rename)
        self._build_list()
        self.tools = LabelTools(
            {
                "add": self.start_new,
                "sight": self.turn_sight,
                "rename": self.start_rename,
                "color": self.start_color,
                "key": self.start_key,
                "delete": self.delete_chosen,
            }
        )
        self._build_words()
        self._lay_out()
        self._counting = QTimer(self, singleShot=True, interval=COUNT_DELAY)
        self._counting.timeout.connect(self._count)
        session.opened.connect(self._start)
        session.set_shown.connect(self._count)
        session.closed.connect(self._start)
        session.changed.connect(self._follow)
        self._start()

    def show_rule(self, layer: str, label: str) -> None:
        """Choose a label and show its rule."""
        index = self.rows.index_of(layer, label)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        self._show_chosen()

    @property
    def chosen(self) -> Label | None:
        """The label that is chosen in the list."""
        return self.rows.label_at(self.list.currentIndex())

    def start_new(self) -> None:
        """Ask for the name of a new label, in the layer of the chosen one."""
        layer = self._layer()
        if layer is not None:
            self.new.setPlaceholderText(
                tr("Name of the new label ({layer})", layer=layer.name(language()))
            )
            self.new.show()
            self.new.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def start_rename(self) -> None:
        """Edit the chosen label's name in its place."""
        if self.chosen is not None:
            self.list.edit(self.list.currentIndex())

    def start_color(self) -> ColorPopover | None:
        """Offer colours for the chosen label."""
        label = self.chosen
        if label is None:
            return None
        popover = ColorPopover(self, label.color)
        popover.picked.connect(lambda color: self._on(label, edits.recolor_label, color))
        popover.show_at(self._beside_chosen())
        return popover

    def start_key(self) -> KeyPopover | None:
        """Wait for a key for the chosen label."""
        label = self.chosen
        if label is None:
            return None
        popover = KeyPopover(
            self,
            label.name(language()),
            lambda key: edits.key_refusal(self._session.codebook, label, key),
        )
        popover.picked.connect(lambda key: self._on(label, edits.rekey_label, key))
        popover.show_at(self._beside_chosen())
        return popover

    def delete_chosen(self) -> None:
        """Take the chosen label away, or say why not."""
        label = self.chosen
        if label is not None:
            self._try(lambda: edits.drop_label(self._session, label))
            if self.said.isVisible():
                self.use_found.emit(label.layer, label.id)

    def turn_sight(self) -> None:
        """Ask for the layer of the chosen label to be shown, dimmed or hidden."""
        if self.chosen is not None:
            self.sight_requested.emit(self.chosen.layer)

    def restyled(self) -> None:
        self.tools.restyled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            handled = self._new_key(event) if watched is self.new else self._list_key(event)
            return handled or super().eventFilter(watched, event)
        if isinstance(event, QContextMenuEvent) and watched is self.list:
            self.tools.menu(self).popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setProperty("kind", "bare")
        self.list.setAccessibleName(tr("Labels"))
        self.list.setModel(self.rows)
        delegate = LabelDelegate(self.list)
        delegate.key_clicked.connect(self._request)
        delegate.eye_clicked.connect(self._turn_heading)
        self.list.setItemDelegate(delegate)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self._request)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())

    def _build_words(self) -> None:
        self.new = QLineEdit()
        self.new.setAccessibleName(tr("Name of the new label"))
        self.new.installEventFilter(self)
        self.new.hide()
        self.said = plain(kind="warning", wrap=True)
        self.said.hide()
        self._leaving = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._leaving.timeout.connect(self.said.hide)
        self.rule = RulePane()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(10, 0, 10, 0)
        words.addWidget(self.new)
        words.addWidget(self.said)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(9)
        parts.addWidget(self.list)
        parts.addWidget(self.rule)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([_LIST_HEIGHT, _RULE_HEIGHT])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tools)
        column.addLayout(words)
        column.addWidget(parts, 1)

    def _start(self) -> None:
        self.new.hide()
        self.said.hide()
        opened = self._session.is_open
        self.rows.editable = opened and not self._session.project.read_only
        self.rows.show_codebook(self._session.codebook if opened else None)
        self._counting.start()
        self._show_chosen()

    def _follow(self, edit: Edit) -> None:
        if edit.touches(*_CODEBOOK_KINDS):
            label = self.chosen
            self.rows.show_codebook(self._session.codebook)
            if label is not None:
                self.show_rule(label.layer, label.id)
            self._show_chosen()
        if edit.touches("annotation", *_CODEBOOK_KINDS) and not self._counting.isActive():
            self._counting.start()

    def _count(self) -> None:
        if self._session.is_open:
            self.rows.show_counts(statistics.by_label(self._session.project, self._session.set))

    def _show_chosen(self) -> None:
        label, layer = self.chosen, self._layer()
        self.rule.show_rule(label, layer.channel if layer else "tint")
        self.tools.allow(any_label=self.rows.editable, this_label=label is not None)

    def _layer(self) -> Layer | None:
        if not self._session.is_open:
            return None
        book, label = self._session.codebook, self.chosen
        first = book.layers[0] if book.layers else None
        return book.layer(label.layer) if label else first

    def _request(self, index: QModelIndex) -> None:
        label = self.rows.label_at(index)
        if label is not None:
            self.label_requested.emit(label.layer, label.id)

    def _turn_heading(self, index: QModelIndex) -> None:
        layer = index.data(ROW)
        if isinstance(layer, Layer):
            self.sight_requested.emit(layer.id)

    def _rename(self, layer: str, label: str, name: str) -> None:
        found = self._session.codebook.label(layer, label)
        if found is not None:
            self._on(found, edits.rename_label, name)

    def _on(self, label: Label, change: edits.Change, value: str) -> None:
        """Change the label as it stands now, wherever the chosen row is meanwhile."""
        newest = self._session.codebook.label(label.layer, label.id)
        if newest is not None:
            self._try(lambda: change(self._session, newest, value))

    def _try(self, change: edits.Deed) -> None:
        try:
            change()
        except AnnotatorError as error:
            self.say(told(error.sentence))
        else:
            self.said.hide()

    def say(self, words: str) -> None:
        """Show a sentence above the list for a while."""
        self.said.setText(words)
        self.said.show()
        self._leaving.start()

    def _make_new(self) -> None:
        layer, name = self._layer(), self.new.text().strip()
        if layer is None or not name:
            return
        made: list[str] = []
        colors = list(color_values())
        self._try(lambda: made.append(edits.add_label(self._session, layer.id, name, colors)))
        self._end_new()
        for label in made:
            self.show_rule(layer.id, label)

    def _end_new(self) -> None:
        self.new.clear()
        self.new.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _beside_chosen(self) -> QPoint:
        box = self.list.visualRect(self.list.currentIndex())
        return self.list.viewport().mapToGlobal(box.bottomLeft() + QPoint(8, 2))

    def _new_key(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTER:
            self._make_new()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._end_new()
            return True
        return False

    def _list_key(self, event: QKeyEvent) -> bool:
        if event.modifiers():
            return False
        if event.key() in _ENTER:
            self._request(self.list.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.turn_sight()
        elif event.key() == Qt.Key.Key_Delete and self.rows.editable:
            self.delete_chosen()
        else:
            return False
        return True
