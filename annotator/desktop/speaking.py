"""Who says it: what `S` does on a claim, on a name, and on words that name somebody."""

from PySide6.QtCore import QObject, Signal

from annotator.desktop import labelling
from annotator.desktop.article_view import ArticleView
from annotator.desktop.desk import Desk
from annotator.desktop.popups.speaker_picker import SpeakerPicker
from annotator.desktop.ranking import Candidate, Mention, rank_speakers
from annotator.desktop.session import Session
from annotator.domain.annotation import SAID_BY, Annotation
from annotator.domain.codebook import Codebook, Label
from annotator.domain.sentence import say
from annotator.domain.span import Span, hull
from annotator.store import annotations, entries
from annotator.words import tr

_LABEL_OF_KIND = {"person": "PERSON", "body": "INSTITUTION", "place": "INSTITUTION"}
_LONGEST_NAME = 80


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
        if selected is not None and not speaker_labels(self._session.codebook):
            self.notice_said.emit(tr("The codebook has no layer of speakers."))
            return
        self._show(selected or hull((self._about or _never()).fragments))

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

    def _show(self, place: Span) -> None:
        if self._view.canvas.rect_of(place).isEmpty():
            self._view.canvas.reveal(place.start)
        where = self._view.place_of(place)
        self._ready().ask(self._candidates(), where, self._hint(), self._suggested())

    def _ready(self) -> SpeakerPicker:
        if self._picker is None:
            self._picker = SpeakerPicker(self._view)
            self._picker.entry_chosen.connect(self._choose_entry)
            self._picker.new_entry_requested.connect(self._choose_new)
            self._picker.mention_chosen.connect(self._choose_mention)
        return self._picker

    def _hint(self) -> str:
        if self._words is not None:
            return tr("Who is “{words}”?", words=_short(self._words.cut(self._view.text)))
        about = self._about or _never()
        words = _short(about.words(self._view.text))
        if self._is_claim(about):
            return tr("Who says “{words}”?", words=words)
        return tr("Who is “{words}”?", words=words)

    def _suggested(self) -> str:
        """The words that may be a name: those selected, or those of a speaker or an entity."""
        if self._words is not None:
            words = self._words.cut(self._view.text)
        elif self._about is not None and not self._is_claim(self._about):
            words = self._about.words(self._view.text)
        else:
            return ""
        name = " ".join(_bare(words).split())
        return name if len(name) <= _LONGEST_NAME else ""

    def _candidates(self) -> list[Candidate]:
        project = self._session.project
        everyone = entries.everyone(project)
        claim = self._words is None and self._about is not None and self._is_claim(self._about)
        return rank_speakers(
            self._view.text,
            self._words or hull((self._about or _never()).fragments),
            self._mentions() if claim else [],
            everyone,
            entries.recent(project),
        )

    def _mentions(self) -> list[Mention]:
        """The speakers already labelled in the article."""
        wanted = {label.layer for label in speaker_labels(self._session.codebook)}
        article = self._session.article or ""
        found = annotations.of_article(self._session.project, article, self._session.set)
        return [
            Mention(one.id, one.start, one.end, one.words(self._view.text), one.entry, one.label)
            for one in found
            if one.layer in wanted
        ]

    # ------------------------------------------------------------------ what was chosen

    def _choose_mention(self, mention: str) -> None:
        if self._about is not None:
            labelling.link_to_mention(self._session, self._about.id, mention)
            self._desk.take(self._about.id, reveal=False)

    def _choose_entry(self, entry: str) -> None:
        if self._words is not None:
            self._name_words(self._words, entry)
        elif self._about is not None and self._is_claim(self._about):
            labelling.link_to_entry(self._session, self._about.id, entry)
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
        label = _label_for(kind, speaker_labels(self._session.codebook))
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


def speaker_labels(codebook: Codebook) -> list[Label]:
    """The labels of the layers that a claim can be said by."""
    said_by = codebook.link_type(SAID_BY)
    layers = said_by.targets if said_by else ()
    return [label for label in codebook.labels() if label.layer in layers]


def _label_for(kind: str, labels: list[Label]) -> Label | None:
    wanted = _LABEL_OF_KIND.get(kind, "")
    return next((label for label in labels if label.id == wanted), labels[0] if labels else None)


def _bare(words: str) -> str:
    return words.strip('«»“”"\u00a0\u202f ')


def _short(words: str, length: int = 40) -> str:
    words = _bare(words)
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _never() -> Annotation:
    raise RuntimeError
