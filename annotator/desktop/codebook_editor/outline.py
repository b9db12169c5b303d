"""The outline of a codebook: layers with labels in a tree and attributes, then link types."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.desktop import theme
from annotator.desktop.codebook_editor.parts import (
    ATTRIBUTE,
    BOOK,
    LABEL,
    LAYER,
    LINK_ATTRIBUTE,
    LINK_TYPE,
    Part,
)
from annotator.desktop.controls.rule_tip import rule_tip
from annotator.desktop.controls.shapes import swatch_icon
from annotator.domain.codebook import Codebook, Layer, in_language
from annotator.domain.label_tree import in_tree
from annotator.words import tr

_PART = int(Qt.ItemDataRole.UserRole)
_ATTRIBUTES, _LINKS = "attributes", "links"
"""Headings: parts that stand for no part of the codebook themselves."""
_MOVES = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Right: "in",
    Qt.Key.Key_Left: "out",
}
_MOVING = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Outline(QTreeWidget):
    """Shows a codebook; what a person wants changed is told, not done."""

    part_chosen = Signal(Part)
    renamed = Signal(Part, str)
    move_wanted = Signal(Part, str)
    """A part and where to: `up`, `down`, `in`, `out`."""
    place_wanted = Signal(Part, str, str)
    """A label, the label below which it is to stand, and the one before which; both may be ""."""
    add_wanted = Signal()
    add_below_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Where on the screen a menu about the chosen part is wanted."""
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bare")
        self.setHeaderHidden(True)
        self.setAccessibleName(tr("Parts of the codebook"))
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setColumnCount(2)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._closed: set[Part] = set()
        self._editable = True
        self._words_in = ""
        self.currentItemChanged.connect(lambda *_: self._tell())
        self.itemChanged.connect(self._rename)
        self.itemCollapsed.connect(lambda item: self._closed.add(_part(item)))
        self.itemExpanded.connect(lambda item: self._closed.discard(_part(item)))

    @property
    def chosen(self) -> Part:
        """The part that is chosen; the codebook itself where it is none other."""
        item: QTreeWidgetItem | None = self.currentItem()
        return _part(item) if item is not None else Part(BOOK)

    @property
    def layer(self) -> str:
        """The id of the layer in which the chosen part stands, if any."""
        part = self.chosen
        if part.kind == LINK_ATTRIBUTE:
            return ""
        return part.id if part.kind == LAYER else part.layer

    @property
    def link_type(self) -> str:
        """The id of the link type that is chosen, or whose attribute is, if any."""
        part = self.chosen
        if part.kind == LINK_ATTRIBUTE:
            return part.layer
        return part.id if part.kind == LINK_TYPE else ""

    def show_codebook(self, book: Codebook | None, words_in: str, *, editable: bool) -> None:
        """Show this codebook, named in a language; what is chosen and what is closed stays so."""
        chosen = self.chosen
        self._words_in = words_in
        self._editable = editable
        focused = QApplication.focusWidget()
        writing = focused is not None and self.isAncestorOf(focused)
        blocked = self.blockSignals(True)
        self.clear()
        if book is not None:
            self._fill(book)
            self._open_all()
        self.blockSignals(blocked)
        self.choose(chosen)
        if writing:
            self.setFocus()  # the field in which a name was written went with its line

    def choose(self, part: Part) -> bool:
        """Choose a part, else its layer, else the codebook; whether it is there."""
        items = {_part(one): one for one in self._items()}
        item, first = items.get(part), items.get(Part(BOOK))
        kind = LINK_TYPE if part.kind == LINK_ATTRIBUTE else LAYER
        shown = item if item is not None else items.get(Part(kind, "", part.layer), first)
        if shown is not None:
            self.scrollToItem(shown)
            self.setCurrentItem(shown)
        return item is not None

    def neighbours(self) -> list[Part]:
        """The parts right below and above the chosen one."""
        order = [_part(item) for item in self._items()]
        at = order.index(self.chosen) if self.chosen in order else 0
        return [*order[at + 1 : at + 2], *order[max(at - 1, 0) : at]]

    def rename_chosen(self) -> None:
        """Edit the chosen part's name in its place."""
        if self.currentItem() is not None:
            self.editItem(self.currentItem())

    def event(self, event: QEvent) -> bool:
        """Keep its keys: elsewhere in the window they ask for attributes, go to articles."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt or Ctrl with arrows moves a part, Insert adds one, Delete takes it away."""
        where = _MOVES.get(Qt.Key(event.key())) if _plain(event) in _MOVING else None
        if where is not None:
            self.move_wanted.emit(self.chosen, where)
        elif _adds(event):
            below = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.add_below_wanted if below else self.add_wanted).emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.drop_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_chosen()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the part under the mouse, or of the chosen one where a key asks for it."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.visualItemRect(self.currentItem())
            place = self.viewport().mapToGlobal(box.bottomLeft())
        self.menu_wanted.emit(place)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where a label was let go; it moves when the project says so."""
        part = self.chosen
        target = self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if part.kind == LABEL and target is not None and _part(target).layer == part.layer:
            self._place(part, target, self.dropIndicatorPosition())
        elif (
            part.kind == LABEL
            and target is not None
            and _part(target) == Part(LAYER, "", part.layer)
        ):
            self.place_wanted.emit(part, "", "")

    def _place(
        self, part: Part, target: QTreeWidgetItem, where: QAbstractItemView.DropIndicatorPosition
    ) -> None:
        spot, there = QAbstractItemView.DropIndicatorPosition, _part(target)
        if there.kind != LABEL:
            return
        if where == spot.OnItem:
            self.place_wanted.emit(part, there.id, "")
            return
        family: QTreeWidgetItem | None = target.parent()
        parent = _part(family) if family is not None else Part(LAYER)
        above = parent.id if parent.kind == LABEL else ""
        after = self._sibling_after(target) if where == spot.BelowItem else there.id
        self.place_wanted.emit(part, above, after)

    def _sibling_after(self, item: QTreeWidgetItem) -> str:
        family: QTreeWidgetItem | None = item.parent()
        after = family.child(family.indexOfChild(item) + 1) if family is not None else None
        return _part(after).id if after is not None and _part(after).kind == LABEL else ""

    def _fill(self, book: Codebook) -> None:
        named = in_language(book.names, self._words_in, book.id)
        self.addTopLevelItem(self._made(Part(BOOK), named))
        for layer in book.layers:
            self._add_layer(layer)
        links = self._made(Part(_LINKS), tr("Link types"))
        self.addTopLevelItem(links)
        for link_type in book.link_types:
            item = self._made(Part(LINK_TYPE, "", link_type.id), link_type.name(self._words_in))
            links.addChild(item)
            for one in link_type.attributes:
                named = in_language(one.names, self._words_in, one.id)
                item.addChild(self._made(Part(LINK_ATTRIBUTE, link_type.id, one.id), named))

    def _add_layer(self, layer: Layer) -> None:
        top = self._made(Part(LAYER, "", layer.id), layer.name(self._words_in))
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        self.addTopLevelItem(top)
        path = [top]
        for label, depth in in_tree(layer.labels):
            item = self._made(Part(LABEL, layer.id, label.id), label.name(self._words_in))
            item.setIcon(0, swatch_icon(layer.channel, label.color))
            item.setText(1, label.key.upper())
            item.setToolTip(0, rule_tip(label))
            del path[depth + 1 :]
            path[-1].addChild(item)
            path.append(item)
        questions = self._made(Part(_ATTRIBUTES, layer.id), tr("Attributes"))
        top.addChild(questions)
        for one in layer.attributes:
            named = in_language(one.names, self._words_in, one.id)
            questions.addChild(self._made(Part(ATTRIBUTE, layer.id, one.id), named))

    def _made(self, part: Part, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setData(0, _PART, part)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if part.kind in {_ATTRIBUTES, _LINKS}:
            item.setForeground(0, QColor(theme.current().muted))
        elif self._editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        if part.kind == LABEL and self._editable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if part.kind in {LABEL, LAYER}:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags)
        return item

    def _open_all(self) -> None:
        for item in self._items():
            item.setExpanded(_part(item) not in self._closed)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.topLevelItem(at) for at in reversed(range(self.topLevelItemCount()))]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(at) for at in reversed(range(item.childCount()))]

    def _tell(self) -> None:
        self.part_chosen.emit(self.chosen)

    def _rename(self, item: QTreeWidgetItem) -> None:
        name = " ".join(item.text(0).split())
        if _part(item).kind not in {_ATTRIBUTES, _LINKS}:
            self.renamed.emit(_part(item), name)


def _part(item: QTreeWidgetItem) -> Part:
    kind, layer, id = item.data(0, _PART)
    return Part(kind, layer, id)


def _plain(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers that somebody pressed: arrows may stand among the figures."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _adds(event: QKeyEvent) -> bool:
    """Whether a part is to be added: Insert, or Ctrl+Enter where a keyboard has none."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.key() == Qt.Key.Key_Insert or (control and event.key() in _ENTER)


def _is_own(event: QKeyEvent) -> bool:
    moves = Qt.Key(event.key()) in _MOVES and _plain(event) in _MOVING
    return moves or _adds(event) or event.key() == Qt.Key.Key_F2
