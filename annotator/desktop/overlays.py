"""What opens over the window for a moment, loaded and made when first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QMainWindow

from annotator.desktop.article.view import ArticleView
from annotator.domain.sentence import Sentence
from annotator.store.errors import NOT_SAVED
from annotator.words import told

if TYPE_CHECKING:
    from annotator.desktop.popups.banner import Banner
    from annotator.desktop.popups.cheat_sheet import CheatSheet
    from annotator.desktop.popups.label_popup import LabelPopup
    from annotator.desktop.popups.notice import NoticeBar
    from annotator.desktop.popups.palette import CommandPalette
    from annotator.desktop.popups.tour import Tour


class Overlays(QObject):
    """One per window; what was chosen in them comes by signal."""

    label_requested = Signal(str, str)
    fragment_requested = Signal()
    command_chosen = Signal(str)

    def __init__(self, window: QMainWindow, view: ArticleView) -> None:
        super().__init__(window)
        self._window = window
        self._view = view

    @cached_property
    def notices(self) -> "NoticeBar":
        """Sentences that leave by themselves."""
        from annotator.desktop.popups.notice import NoticeBar  # noqa: PLC0415

        return NoticeBar(self._window)

    @cached_property
    def banner(self) -> "Banner":
        """What is said as long as it is true."""
        from annotator.desktop.popups.banner import Banner  # noqa: PLC0415

        return Banner(self._window)

    @cached_property
    def palette(self) -> "CommandPalette":
        """Every command by name."""
        from annotator.desktop.popups.palette import CommandPalette  # noqa: PLC0415

        palette = CommandPalette(self._window)
        palette.command_chosen.connect(self.command_chosen)
        return palette

    @cached_property
    def cheat_sheet(self) -> "CheatSheet":
        """All keys."""
        from annotator.desktop.popups.cheat_sheet import CheatSheet  # noqa: PLC0415

        return CheatSheet(self._window)

    @cached_property
    def labels(self) -> "LabelPopup":
        """The labels beside a selection."""
        from annotator.desktop.popups.label_popup import LabelPopup  # noqa: PLC0415

        popup = LabelPopup(self._view)
        popup.label_requested.connect(self.label_requested)
        popup.fragment_requested.connect(self.fragment_requested)
        return popup

    @cached_property
    def tour(self) -> "Tour":
        """Two minutes through the window."""
        from annotator.desktop.popups.tour import Tour  # noqa: PLC0415

        tour = Tour(self._window)
        tour.ended.connect(self._view.setFocus)
        return tour

    def say(self, text: str, kind: str = "info") -> None:
        """Show a notice."""
        self.notices.say(text, kind)

    def say_sentence(self, sentence: Sentence) -> None:
        """Show what went wrong, in the language in use; not what the banner says already."""
        if sentence.template == NOT_SAVED and self.banner.words:
            return
        self.notices.say(told(sentence), "warning", seconds=12)

    def show_bug(self, report: str) -> None:
        """Say that something unexpected happened, with a report one can read."""
        from annotator.desktop.dialogs.error_dialog import ErrorDialog  # noqa: PLC0415

        ErrorDialog.show_bug(self._window, report)

    def selection_place(self) -> QRect:
        """Where the selection is, in the view's coordinates; empty when off screen."""
        selected = self._view.canvas.selection()
        return self._view.place_of(selected) if selected else QRect()
