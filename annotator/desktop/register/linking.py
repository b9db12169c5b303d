"""What it is about: links other than those to speakers and relays, by one key from a passage."""

from PySide6.QtCore import QObject, Signal

from annotator.desktop.article.view import ArticleView
from annotator.desktop.desk import Desk
from annotator.desktop.popups.speaker_picker import SpeakerPicker
from annotator.desktop.register import attributing
from annotator.desktop.register.asking import anchor, speaker_picker
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.quotations import unquoted
from annotator.domain.span import hull
from annotator.domain.turning import brief
from annotator.jobs import proposals
from annotator.suggest.proposal import WORDS, Proposal
from annotator.words import language, tr

_SHORT = 40


class Linking(QObject):
    """Asks the picker where a link of the passage in hand leads, and makes it."""

    notice_said = Signal(str)

    def __init__(self, session: Session, view: ArticleView, desk: Desk) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._desk = desk
        self._about: Annotation | None = None
        self._types: list[str] = []
        self._picker: SpeakerPicker | None = None

    def ask(self) -> None:
        """Ask for the first of the codebook's further link types; Alt+R asks for the next."""
        self._about = self._subject() if self._desk.is_reading else None
        if self._about is None:
            self.notice_said.emit(
                tr("Go to a claim first, with Tab or a click, then press Shift+S.")
            )
            return
        self._types = proposals.further_links(self._session.codebook, self._about.layer)
        self._show(self._about)

    def ask_about(self, annotation: str) -> None:
        """The same for one annotation, whatever is selected."""
        self._desk.take(annotation)
        self._view.canvas.select(None)
        self.ask()

    def _subject(self) -> Annotation | None:
        book = self._session.codebook
        mine = self._desk.annotations()
        return next((one for one in mine if proposals.further_links(book, one.layer)), None)

    def _show(self, about: Annotation) -> None:
        project, book, type = self._session.project, self._session.codebook, self._types[0]
        words = brief(unquoted(about.words(self._view.text)), _SHORT)
        self._ready().ask(
            proposals.targets(project, book, about, type),
            anchor(self._view, hull(about.fragments)),
            tr("{link}: “{words}” → whom or what?", link=self._name(type), words=words),
            switch=self._name(self._types[1]) if self._types[1:] else "",
            may_add=proposals.may_lead_to_entry(book, type),
        )

    def _name(self, type: str) -> str:
        known = self._session.codebook.link_type(type)
        return known.name(language()) if known else type

    def _ready(self) -> SpeakerPicker:
        if self._picker is None:
            self._picker = speaker_picker(
                self._view, self._choose, self._choose_new, self._ask_otherwise
            )
        return self._picker

    def _ask_otherwise(self) -> None:
        self._types = [*self._types[1:], self._types[0]]
        if self._about is not None:
            self._show(self._about)

    def _choose(self, chosen: Proposal) -> None:
        self._aim(chosen)

    def _choose_new(self, name: str, kind: str) -> None:
        made = Proposal(kind=WORDS, name=name, reason=None, score=0, new_entry=name)
        self._aim(made, kind)

    def _aim(self, at: Proposal, kind: str = "") -> None:
        if self._about is not None:
            attributing.aim(self._session, self._about, at, self._types[0], kind)
            self._desk.take(self._about.id, reveal=False)
