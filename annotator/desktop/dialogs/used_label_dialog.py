"""A label that is in use cannot just go: how often it is used, and the ways out."""

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.desktop.controls.shapes import swatch_icon
from annotator.desktop.controls.texts import plain
from annotator.desktop.controls.ticks import Circle
from annotator.desktop.dialogs.frame import Dialog
from annotator.domain.codebook import Label, Layer
from annotator.domain.turning import short
from annotator.words import language, tr, trn

_WIDE = 420


class UsedLabelDialog(Dialog):
    """Asks what becomes of a label's annotations; where it is `merging`, only which they get."""

    def __init__(
        self,
        label: Label,
        layer: Layer,
        count: int,
        parent: QWidget | None = None,
        *,
        merging: bool = False,
    ) -> None:
        super().__init__(parent)
        name = label.name(language())
        if merging:
            self.setWindowTitle(tr("Merge the label {label} into another one", label=name))
        else:
            self.setWindowTitle(tr("Delete the label {label}", label=name))
        self.column.addStrut(_WIDE)
        words = _merging(name, count) if merging else _deleting(name, count)
        self.column.addWidget(plain(words, wrap=True))
        self.merge, self.drop = Circle(self), Circle(self)
        self.merge.setText(tr("They get another label:"))
        self.drop.setText(tr("They are deleted too, with their links."))
        self.others = _others(label, layer, self)
        self.column.addWidget(self.merge)
        self.column.addWidget(self.others)
        self.column.addWidget(self.drop)
        self.main.setText(tr("Merge the labels") if merging else tr("Delete the label"))
        for circle in (self.merge, self.drop):
            circle.setVisible(not merging)
        self.add_buttons()
        self._start(merging=merging)

    def _start(self, *, merging: bool) -> None:
        can_merge = self.others.count() > 0
        self.merge.setEnabled(can_merge)
        (self.merge if can_merge else self.drop).setChecked(True)
        self.merge.toggled.connect(self.others.setEnabled)
        self.others.setEnabled(can_merge)
        self.main.setEnabled(can_merge or not merging)
        (self.others if can_merge else self.drop).setFocus()

    @property
    def instead(self) -> str:
        """The id of the label that takes its place; empty where annotations go too."""
        return str(self.others.currentData()) if self.merge.isChecked() else ""


def _deleting(label: str, count: int) -> str:
    return trn(
        "{count} annotation carries {label}. What becomes of it?",
        "{count} annotations carry {label}. What becomes of them?",
        count,
        label=label,
    )


def _merging(label: str, count: int) -> str:
    if not count:
        return tr("No annotation carries {label}. It becomes one with:", label=label)
    return trn(
        "{count} annotation carries {label}. It gets the label:",
        "{count} annotations carry {label}. They get the label:",
        count,
        label=label,
    )


def _beside(label: Label, layer: Layer) -> str:
    """The id of the label that stands next to one, of its own family if it has any."""
    family = [one.id for one in layer.labels if one.parent == label.parent]
    order = family if len(family) > 1 else [one.id for one in layer.labels]
    at = order.index(label.id)
    return next(iter([*order[at + 1 : at + 2], *order[max(at - 1, 0) : at]]), "")


def _others(label: Label, layer: Layer, parent: QWidget) -> QComboBox:
    others = QComboBox(parent)
    others.setAccessibleName(tr("Label that takes its place"))
    for one in layer.labels:
        if one.id != label.id:
            icon = swatch_icon(layer.channel, one.color)
            others.addItem(icon, short(one.name(language()), 80), one.id)
    others.setCurrentIndex(others.findData(_beside(label, layer)))
    return others
