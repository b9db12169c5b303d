"""Asks where the codebook is to come from."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.desktop.controls.texts import muted
from annotator.desktop.controls.ticks import Circle
from annotator.desktop.dialogs.frame import Dialog
from annotator.domain.people import AnnotationSet
from annotator.domain.turning import short
from annotator.words import tr

BLANK, DEFAULT, FILE, SET = "blank", "default", "file", "set"
_WIDE = 440


class StartCodebookDialog(Dialog):
    """A blank codebook, the default one, that of a project or a file, the labels of a set."""

    def __init__(self, sets: Sequence[AnnotationSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Start the codebook from…"))
        self.column.addStrut(_WIDE)
        self.choices: dict[str, Circle] = {}
        for choice, words in (
            (DEFAULT, tr("The default codebook: statements in the press")),
            (BLANK, tr("Blank: one layer, one label")),
            (FILE, tr("Another project, or a codebook file…")),
            (SET, tr("Only the labels of an annotation set:")),
        ):
            self.choices[choice] = circle = Circle(self)
            circle.setText(words)
            self.column.addWidget(circle)
        self.sets = QComboBox(self)
        self.sets.setAccessibleName(tr("Annotation set"))
        for one in sets:
            self.sets.addItem(short(one.name, 80), one.id)
        self.column.addWidget(self.sets)
        words = tr("Labels that annotations carry stay. It can be undone.")
        self.column.addWidget(muted(words, self, wrap=True))
        self.main.setText(tr("Start"))
        self.choices[SET].setEnabled(bool(sets))
        self.choices[SET].toggled.connect(self.sets.setEnabled)
        self.sets.setEnabled(False)
        self.choices[DEFAULT].setChecked(True)
        self.add_buttons()
        self.choices[DEFAULT].setFocus()

    @property
    def choice(self) -> str:
        """Which of the ways was chosen."""
        return next(choice for choice, circle in self.choices.items() if circle.isChecked())

    @property
    def set(self) -> str:
        """The id of the annotation set that was chosen."""
        return str(self.sets.currentData() or "")
