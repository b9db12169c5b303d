"""Where two compared sets differ, on the strip beside the text."""

from collections.abc import Iterator

from PySide6.QtCore import QObject

from annotator.desktop.canvas.overview import Difference, Overview
from annotator.desktop.session import Session
from annotator.desktop.team.reviewing import Reviewing
from annotator.domain.span import Span


class DifferenceTicks(QObject):
    """Keeps the strip true to the differences that are listed; none are while nothing is."""

    def __init__(self, session: Session, reviewing: Reviewing, strip: Overview) -> None:
        super().__init__(reviewing)
        self._session, self._reviewing, self._strip = session, reviewing, strip
        for signal in (reviewing.listed, reviewing.settled, session.article_opened):
            signal.connect(self._show)

    def _show(self, *_: object) -> None:
        self._strip.show_differences(self._here())

    def _here(self) -> Iterator[Difference]:
        compared = self._reviewing.list
        for row in self._reviewing.shown:
            if compared is not None and row.found.article == self._session.article:
                place = Span(row.found.difference.start, row.found.difference.end)
                yield Difference(place, "settled" if row.id in compared.decided else "open")
