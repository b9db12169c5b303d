"""Who says it: what `S` does on a claim, on a name, and on words that name somebody."""

from PySide6.QtCore import QObject, Signal

from annotator.desktop import labelling
from annotator.desktop.article.view import ArticleView
from annotator.desktop.desk import Desk
from annotator.desktop.popups.speaker_picker import SpeakerPicker
from annotator.desktop.register import attributing
from annotator.desktop.register.asking import anchor, speaker_picker
from annotator.desktop.session import Session
from annotator.domain.annotation import SAID_BY, Annotation
from annotator.domain.codebook import Label
from annotator.domain.quotations import unquoted
from annotator.domain.sentence import say
from annotator.domain.span import Span, hull
from annotator.domain.turning import brief
from annotator.jobs import proposals
from annotator.jobs.proposals import RELAYED_BY, SILENCES
from annotator.store import entries
from annotator.suggest.proposal import Proposal
from annotator.words import tr

_LABEL_OF_KIND = {"person": "PERSON", "body": "INSTITUTION", "place": "INSTITUTION"}
_LONGEST_NAME = 80
_SHORT = 40


class Speaking(QObject):
    """Asks the picker and does what was chosen."""

    notice_said = Signal(str)

    def __init__(self, session: Session, view: ArticleView, desk: Desk) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._desk = desk
        self._words: Span | None = None
        self._about: Annotation | None = None
        self._type = SAID_BY
        self._picker: SpeakerPicker | None = None

    def ask(self) -> None:
        """Ask who speaks, or who is named, for what is in hand."""
        if not self._desk.is_reading:
            return
        selected = self._view.canvas.selection()
        self._words = selected
        self._about = self._subject()
        if selected is None and self._about is None:
            self.notice_said.emit(tr("Go to a claim, or select a speaker’s name, then press S."))
            return
        if selected is not None and not self._labels():
            self.notice_said.emit(tr("The codebook has no layer of speakers."))
            return
        self._type = self._next_question()
        self._show()

    def _next_question(self) -> str:
        """A claim is asked for its speaker first, then for one relay after the other."""
        asks_on = self._words is None and self._about is not None and self._said(self._about)
        return RELAYED_BY if asks_on and self._has_relays() else SAID_BY

    def _has_relays(self) -> bool:
        relayed = self._session.codebook.link_type(RELAYED_BY)
        return (
            relayed is not None and self._is_about_claim and relayed.source == _layer(self._about)
        )

    @property
    def _is_about_claim(self) -> bool:
        return self._words is None and self._about is not None and self._is_claim(self._about)

    def _ask_otherwise(self) -> None:
        """Relays instead of speakers, or speakers instead of relays."""
        self._type = SAID_BY if self._type == RELAYED_BY else RELAYED_BY
        self._show()

    def ask_about(self, annotation: str) -> None:
        """The same for one annotation, whatever is selected."""
        self._desk.take(annotation)
        self._view.canvas.select(None)
        self.ask()

    def _subject(self) -> Annotation | None:
        """The claim in hand, else the first annotation in hand."""
        mine = self._desk.annotations()
        claims = [one for one in mine if self._is_claim(one)]
        return next(iter(claims or mine), None)

    def _is_claim(self, annotation: Annotation) -> bool:
        said_by = self._session.codebook.link_type(SAID_BY)
        return said_by is not None and said_by.source == annotation.layer

    def _show(self) -> None:
        place = self._words or hull((self._about or _never()).fragments)
        where = anchor(self._view, place)
        found, hint, codebook = self._proposals(), self._hint(), self._session.codebook
        self._ready().ask(
            found,
            where,
            hint,
            self._suggested(),
            switch=self._other_question(),
            may_add=not self._is_about_claim or proposals.may_lead_to_entry(codebook, self._type),
        )

    def _ready(self) -> SpeakerPicker:
        if self._picker is None:
            self._picker = speaker_picker(
                self._view, self._choose, self._choose_new, self._ask_otherwise
            )
        return self._picker

    def _hint(self) -> str:
        about = self._words.cut if self._words is not None else (self._about or _never()).words
        words = brief(unquoted(about(self._view.text)), _SHORT)
        if not self._is_about_claim:
            return tr("Who is “{words}”?", words=words)
        if self._type == RELAYED_BY:
            return tr("Who relays “{words}”?", words=words)
        return tr("Who says “{words}”?", words=words)

    def _other_question(self) -> str:
        if not self._has_relays():
            return ""
        return tr("Who says it?") if self._type == RELAYED_BY else tr("Who relays it?")

    def _suggested(self) -> str:
        """The words that may be a name: those selected, or those of a speaker or an entity."""
        if self._words is not None:
            words = self._words.cut(self._view.text)
        elif self._about is not None and not self._is_claim(self._about):
            words = self._about.words(self._view.text)
        else:
            return ""
        name = " ".join(unquoted(words).split())
        return name if len(name) <= _LONGEST_NAME else ""

    def _proposals(self) -> list[Proposal]:
        project, codebook = self._session.project, self._session.codebook
        if self._about is None or not self._is_about_claim:
            return proposals.names(project, self._view.text)
        if self._type == RELAYED_BY:
            return proposals.relays(project, codebook, self._about)
        return proposals.speakers(project, codebook, self._about)

    def _labels(self) -> list[Label]:
        return proposals.target_labels(self._session.codebook, SAID_BY)

    # ------------------------------------------------------------------ what was chosen

    def _choose(self, chosen: Proposal) -> None:
        if self._about is None or not self._is_about_claim:
            self._choose_entry(chosen.id)
        elif chosen.kind in SILENCES:
            attributing.silence(self._session, self._about, chosen.kind)
            self._desk.take(self._about.id, reveal=False)
        else:
            attributing.attribute(self._session, self._about, chosen, self._type)
            self._desk.take(self._about.id, reveal=False)

    def _choose_entry(self, entry: str) -> None:
        if self._words is not None:
            self._name_words(self._words, entry)
        elif self._about is not None and self._is_claim(self._about):
            labelling.link_to_entry(self._session, self._about.id, entry, self._type)
            self._desk.take(self._about.id, reveal=False)
        elif self._about is not None:
            labelling.name_entry(self._session, self._about.id, entry)
            self._desk.take(self._about.id, reveal=False)

    def _choose_new(self, name: str, kind: str) -> None:
        with self._session.edit(say("New speaker {name}", name=name)):
            self._choose_entry(labelling.new_entry(self._session, name, kind))

    def _name_words(self, words: Span, entry: str) -> None:
        """Label the selected words as a speaker; a claim in hand without one is linked to them."""
        known = entries.get(self._session.project, entry)
        kind = known.kind if known else "person"
        label = _label_for(kind, self._labels())
        if label is None:
            return  # `ask` has said so
        waiting = self._about
        claim = (
            waiting.id if waiting and self._is_claim(waiting) and not self._said(waiting) else None
        )
        made = labelling.add_speaker(self._session, words, label, entry, claim)
        self._view.canvas.set_caret(words.end)
        self._desk.take(claim or made, reveal=False)

    def _said(self, claim: Annotation) -> bool:
        return bool(labelling.speakers_of(self._session, claim.id))


def _label_for(kind: str, labels: list[Label]) -> Label | None:
    wanted = _LABEL_OF_KIND.get(kind, "")
    return next((label for label in labels if label.id == wanted), labels[0] if labels else None)


def _layer(annotation: Annotation | None) -> str:
    return annotation.layer if annotation else ""


def _never() -> Annotation:
    raise RuntimeError
