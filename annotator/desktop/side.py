"""The tabs beside the text: empty in the first picture, filled right after it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from annotator.desktop.controls.sheet import Clothes
from annotator.words import tr


class Side(QTabWidget):
    """A tab for the passage in hand, one for the codebook, and what is added later."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)  # no tab out of sight
        self._places = [self._place(tr("Passage")), self._place(tr("Codebook"))]

    def _place(self, name: str) -> QVBoxLayout:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        self.addTab(page, name)
        return layout

    def fill(self, panels: Sequence[QWidget]) -> None:
        """Put the panels into the tabs that wait for them."""
        Clothes(self.tabBar())
        for place, panel in zip(self._places, panels, strict=True):
            place.addWidget(panel)
