"""Settings, seen in the window while they are changed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.desktop.controls.texts import plain
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.dialogs.frame import Dialog, form
from annotator.desktop.settings import RANGES, Settings
from annotator.words import tr

THEMES = ("system", "light", "dark")
LANGUAGES = ("", "en", "fr")
NAMES = ("names", "codes", "none")
_FONT = 0


class SettingsDialog(Dialog):
    """Tells of every change at once; Cancel tells of the settings as they were.

    `changed` carries a new `Settings`; the one given is never touched. Whoever changes the
    language does so while being told: then the dialog words itself anew.
    """

    changed = Signal(Settings)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = replace(settings)
        self.theme, self.language, self.names = QComboBox(self), QComboBox(self), QComboBox(self)
        self.font_family = QComboBox(self)
        self.font_size, self.line_height = QDoubleSpinBox(self), QDoubleSpinBox(self)
        self.measure = QSpinBox(self)
        self.popup = Tick(self)
        self.print_links, self.print_notes = Tick(self), Tick(self)
        self.coder = QLineEdit(settings.coder, self)
        self._questions: list[QLabel] = []
        self._lay_out()
        self._set_ranges()
        self._word()
        self._show(settings)
        # What nobody knows is shown as something known; that is no change by hand.
        self._told = self.settings()
        self._listen()

    def settings(self) -> Settings:
        """The settings as they stand in the dialog."""
        families = self.font_family
        return replace(
            self._before,
            theme=THEMES[self.theme.currentIndex()],
            language=LANGUAGES[self.language.currentIndex()],
            names=NAMES[self.names.currentIndex()],
            font="" if families.currentIndex() == _FONT else families.currentText(),
            font_size=self.font_size.value(),
            line_height=round(self.line_height.value(), 2),
            measure=self.measure.value(),
            label_popup=self.popup.isChecked(),
            print_links=self.print_links.isChecked(),
            print_notes=self.print_notes.isChecked(),
            coder=" ".join(self.coder.text().split()),
        )

    def accept(self) -> None:
        """Keep everything, also a name that is still being written."""
        if self.settings() != self._told:
            self._tell()
        super().accept()

    def reject(self) -> None:
        """Put everything back as it was."""
        if self._told != self._before:
            self.changed.emit(replace(self._before))
        super().reject()

    def _tell(self) -> None:
        self._told = self.settings()
        self.changed.emit(self._told)
        self._word()

    def _listen(self) -> None:
        for box in (self.theme, self.language, self.names, self.font_family):
            box.activated.connect(self._tell)
        for number in (self.font_size, self.line_height, self.measure):
            number.valueChanged.connect(self._tell)
        for tick in (self.popup, self.print_links, self.print_notes):
            tick.toggled.connect(self._tell)
        self.coder.editingFinished.connect(self._tell_coder)

    def _tell_coder(self) -> None:
        if self.settings().coder != self._told.coder:
            self._tell()

    def _set_ranges(self) -> None:
        self.font_size.setRange(*RANGES["font_size"])
        self.font_size.setSingleStep(0.5)
        self.font_size.setDecimals(1)
        self.line_height.setRange(*RANGES["line_height"])
        self.line_height.setSingleStep(0.05)
        self.measure.setRange(*map(int, RANGES["measure"]))
        self.measure.setSingleStep(5)
        self.theme.addItems([""] * len(THEMES))
        self.language.addItems([""] * len(LANGUAGES))
        self.names.addItems([""] * len(NAMES))
        families = QFontDatabase.families(QFontDatabase.WritingSystem.Latin)
        self.font_family.addItems(["", *filter(QFontDatabase.isSmoothlyScalable, families)])
        self.font_family.setMinimumContentsLength(24)
        self.font_family.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )

    def _show(self, settings: Settings) -> None:
        self.theme.setCurrentIndex(_place(THEMES, settings.theme))
        self.language.setCurrentIndex(_place(LANGUAGES, settings.language))
        self.names.setCurrentIndex(_place(NAMES, settings.names))
        self.font_family.setCurrentIndex(max(_FONT, self.font_family.findText(settings.font)))
        self.font_size.setValue(settings.font_size)
        self.line_height.setValue(settings.line_height)
        self.measure.setValue(settings.measure)
        self.popup.setChecked(settings.label_popup)
        self.print_links.setChecked(settings.print_links)
        self.print_notes.setChecked(settings.print_notes)

    def _lay_out(self) -> None:
        rows = form()
        for answer in (
            self.coder,
            self.language,
            self.theme,
            self.font_family,
            self.font_size,
            self.line_height,
            self.measure,
            self.names,
        ):
            self._ask(rows, answer)
        for tick in (self.popup, self.print_links, self.print_notes):
            rows.addRow(plain(), tick)
        self.column.addLayout(rows)
        self.add_buttons()

    def _ask(self, rows: QFormLayout, answer: QWidget) -> None:
        question = plain()
        question.setBuddy(answer)
        self._questions.append(question)
        rows.addRow(question, answer)

    def _word(self) -> None:
        """Word everything in the language in use."""
        self.setWindowTitle(tr("Settings"))
        self.main.setText(tr("OK"))
        self.cancel.setText(tr("Cancel"))
        self.popup.setText(tr("Offer labels beside a mouse selection"))
        self.print_links.setText(tr("Print links below the article"))
        self.print_notes.setText(tr("Print notes below the article"))
        questions = (
            tr("Your name as coder"),
            tr("Language"),
            tr("Light or dark"),
            tr("Font"),
            tr("Text size"),
            tr("Line height"),
            tr("Line length"),
            tr("Labels in the text"),
        )
        for label, words in zip(self._questions, questions, strict=True):
            label.setText(words)
        _fill(self.theme, (tr("Like the system"), tr("Light"), tr("Dark")))
        _fill(self.language, (tr("Like the system"), "English", "Français"))
        _fill(self.names, (tr("With their names"), tr("With their codes"), tr("Colours only")))
        self.font_family.setItemText(_FONT, tr("Chosen for reading"))
        self.font_size.setSuffix(tr(" pt"))
        self.line_height.setPrefix("× ")
        self.measure.setSuffix(tr(" letters"))


def _place(choices: Sequence[str], value: str) -> int:
    return choices.index(value) if value in choices else 0


def _fill(box: QComboBox, words: Sequence[str]) -> None:
    for place, text in enumerate(words):
        box.setItemText(place, text)
