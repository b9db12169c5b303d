"""From the store's annotations to the canvas's marks, with the names their captions carry."""

from collections.abc import Iterable

from annotator.desktop.canvas.marks import Mark
from annotator.desktop.session import Session
from annotator.domain.span import Span
from annotator.domain.turning import one_line
from annotator.store import marks
from annotator.store.edits import Edit
from annotator.words import language

_SHORT = 30
"""Letters of a mention's words that a caption shows where the register does not know the name."""
_FEW = 40
"""Annotations that are drawn anew one by one; of more, all on the screen are read again."""
_WHOLE = ("register_entry", "codebook", "layer", "label", "link")
"""Kinds of which one change may concern every passage on the screen."""


class ArticleMarks:
    """Supplies the marks of one article in one set, a stretch at a time.

    Without the id of a set it is the one that is shown.
    """

    def __init__(self, session: Session, article: str, text: str, set: str = "") -> None:
        self._session = session
        self._project, self._set = session.project, set or session.set
        self._article, self._text = article, text

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with a stretch of the text."""
        within = Span(start, end)
        with self._session.drawing():
            return self._made(marks.within(self._project, self._article, self._set, within))
        return []

    def of(self, annotation: str) -> list[Mark]:
        """The marks of one annotation; none where it is gone or not in this article and set."""
        with self._session.drawing():
            found = marks.of_annotation(self._project, self._article, self._set, annotation)
            return self._made(found)
        return []

    def touched(self, edit: Edit) -> list[str] | None:
        """The annotations whose marks an edit changed; nothing where it may be any."""
        changed = edit.targets("annotation")
        if edit.touches(*_WHOLE) or len(changed) > _FEW:
            return None
        from annotator.store import links  # noqa: PLC0415

        return None if changed and links.lead_to(self._project, changed) else changed

    def _made(self, found: list[marks.Mark]) -> list[Mark]:
        speakers = self._speakers({mark.annotation for mark in found if mark.is_linked})
        made = []
        for start, end, id, layer, label, entry, part, _ in found:
            caption = entry or (self._caption(layer, label, speakers[id]) if id in speakers else "")
            made.append(Mark(start, end, id, f"{layer}/{label}", caption, part))
        return made

    def _speakers(self, claims: Iterable[str]) -> dict[str, str]:
        """Who says each of these claims, in words."""
        if not claims:
            return {}
        from annotator.domain.annotation import SAID_BY  # noqa: PLC0415
        from annotator.store import links  # noqa: PLC0415

        names: dict[str, str] = {}
        for one in links.speakers(self._project, claims, SAID_BY):
            words = one_line(one.place.cut(self._text), _SHORT) if one.place else ""
            known = names.get(one.annotation)
            name = one.name or words
            names[one.annotation] = f"{known}, {name}" if known else name
        return names

    def _caption(self, layer: str, label: str, speaker: str) -> str:
        """A claim's label and who says it."""
        known = self._session.codebook.label(layer, label) if speaker else None
        return f"{known.name(language())} · {speaker}" if known else ""
