"""From the store's annotations to the canvas's marks, with the names their captions carry."""

from annotator.desktop.canvas.marks import Mark
from annotator.desktop.session import Session
from annotator.domain.annotation import SAID_BY
from annotator.store import annotations, entries, links
from annotator.store.edits import Edit
from annotator.words import language

_SHORT = 30
"""Letters of a mention's words that a caption shows where the register does not know the name."""


class ArticleMarks:
    """The marks of one article in the session's set; knows who is said to speak in it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._article = ""
        self._text = ""
        self._speakers: dict[str, str] = {}
        self._mentions: frozenset[str] = frozenset()

    def open(self, article: str, text: str) -> list[Mark]:
        """All marks of another article."""
        self._article, self._text = article, text
        return self.everything()

    def everything(self) -> list[Mark]:
        """All marks, read anew."""
        self._read_speakers()
        found = annotations.marks(self._session.project, self._article, self._session.set)
        return [
            Mark(start, end, id, f"{layer}/{label}", entry or self._caption(id, layer, label))
            for start, end, id, layer, label, entry in found
        ]

    def of(self, annotation: str) -> list[Mark]:
        """The marks of one annotation; none where it is gone or not in this article and set."""
        found = annotations.get(self._session.project, annotation)
        if found is None or (found.article, found.set) != (self._article, self._session.set):
            return []
        entry = entries.get(self._session.project, found.entry) if found.entry else None
        caption = entry.name if entry else self._caption(annotation, found.layer, found.label)
        look = f"{found.layer}/{found.label}"
        return [Mark(span.start, span.end, annotation, look, caption) for span in found.fragments]

    def touched(self, edit: Edit) -> list[str]:
        """The annotations whose marks an edit changed: themselves, or by whom they are said."""
        changed = edit.targets("annotation")
        if edit.touches("link") or not self._mentions.isdisjoint(changed):
            before = self._speakers
            self._read_speakers()
            pairs = before.items() ^ self._speakers.items()
            changed = list(dict.fromkeys([*changed, *(annotation for annotation, _ in pairs)]))
        return changed

    def _read_speakers(self) -> None:
        found = links.speakers(self._session.project, self._article, self._session.set, SAID_BY)
        names: dict[str, str] = {}
        for one in found:
            words = one.place.cut(self._text)[:_SHORT] if one.place else ""
            known = names.get(one.annotation)
            name = one.name or words
            names[one.annotation] = f"{known}, {name}" if known else name
        self._speakers = names
        self._mentions = frozenset(one.mention for one in found if one.mention)

    def _caption(self, annotation: str, layer: str, label: str) -> str:
        """A claim's label and who says it; nothing where nobody is linked, the label then does."""
        speaker = self._speakers.get(annotation)
        known = self._session.codebook.label(layer, label) if speaker else None
        return f"{known.name(language())} · {speaker}" if known else ""
