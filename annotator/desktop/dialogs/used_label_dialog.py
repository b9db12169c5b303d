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
    """Asks what becomes of a label's annotations."""

    def __init__(
        self, label: Label, layer: Layer, count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Delete the label {label}", label=label.name(language())))
        self.column.addStrut(_WIDE)
        words = trn(
            "{count} annotation carries {label}. What becomes of it?",
            "{count} annotations carry {label}. What becomes of them?",
            count,
            label=label.name(language()),
        )
        self.column.addWidget(plain(words, wrap=True))
        self.merge, self.drop = Circle(self), Circle(self)
        self.merge.setText(tr("They get another label:"))
        self.drop.setText(tr("They are deleted too, with their links."))
        self.others = QComboBox(self)
        self.others.setAccessibleName(tr("Label that takes its place"))
        for one in layer.labels:
            if one.id != label.id:
                icon = swatch_icon(layer.channel, one.color)
                self.others.addItem(icon, short(one.name(language()), 80), one.id)
        self.column.addWidget(self.merge)
        self.column.addWidget(self.others)
        self.column.addWidget(self.drop)
        self.main.setText(tr("Delete the label"))
        self.add_buttons()
        can_merge = self.others.count() > 0
        self.merge.setEnabled(can_merge)
        (self.merge if can_merge else self.drop).setChecked(True)
        self.merge.toggled.connect(self.others.setEnabled)
        self.others.setEnabled(can_merge)

    @property
    def instead(self) -> str:
        """The id of the label that takes its place; empty where annotations go too."""
        return str(self.others.currentData()) if self.merge.isChecked() else ""
