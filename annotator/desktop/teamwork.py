"""What several people do in one project: review, shares, assignments, agreement, history."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop.panels.review_panel import ReviewPanel
from annotator.desktop.team.agreeing import Agreeing
from annotator.desktop.team.assigning import Assigning
from annotator.desktop.team.looking_back import LookingBack
from annotator.desktop.team.sharing import Sharing

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class Teamwork(QObject):
    """One per window."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.review = ReviewPanel(window)
        self.sharing = Sharing(window.session, window)
        self.assigning = Assigning(window)
        self.agreeing = Agreeing(window)
        self.looking_back = LookingBack(window)
        self.sharing.said.connect(self.said)
        self.agreeing.said.connect(self.said)
        self.sharing.news_wanted.connect(self.looking_back.show_news)
        for plain in (self.review.said, self.assigning.said):
            plain.connect(self._say)
        self.review.reviewing.turned.connect(window.show_abilities)

    def table(self) -> dict[str, Callable[[], object]]:
        """What rows of `actions.TABLE` call here."""
        return {
            **self.review.table(),
            **self.sharing.table(),
            **self.assigning.table(),
            **self.looking_back.table(),
            "agreement": self.agreeing.show,
        }

    def abilities(self) -> set[str]:
        """What the keys of review may do now."""
        return self.review.reviewing.abilities()

    def _say(self, words: str) -> None:
        self.said.emit(words, "info")
