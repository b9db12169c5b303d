"""What is said of the passage on which the mouse rests."""

from PySide6.QtCore import QObject, QPoint, QRect

from annotator.desktop.article.view import ArticleView
from annotator.desktop.canvas.hover import Hover
from annotator.desktop.controls.rule_tip import rule_lines
from annotator.desktop.popups.passage_plate import PassageLines, PassagePlate
from annotator.desktop.session import Session
from annotator.domain.annotation import Annotation
from annotator.domain.turning import one_line
from annotator.store import annotations, articles, entries, links
from annotator.words import language, tr

_NOTE, _WORDS, _RULE = 240, 60, 160
"""Letters of a note, of a linked passage's words and of a rule's lines that are shown."""


class ArticleHover(QObject):
    """One per window."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self.mouse = Hover(view.canvas)
        self.plate = PassagePlate(view)
        self.mouse.rested.connect(self._show)
        self.mouse.left.connect(self.plate.hide)
        session.changed.connect(self.mouse.forget)
        session.article_opened.connect(self.mouse.forget)
        session.closed.connect(self.mouse.forget)

    def _show(self, annotation: str, point: QPoint) -> None:
        found = annotations.get(self._session.project, annotation)
        if found is not None:
            self.plate.show_beside(self._anchor(point), self._lines(found))

    def _anchor(self, point: QPoint) -> QRect:
        """The line of text under the mouse, from the mouse on."""
        canvas = self._view.canvas
        spot = canvas.page.spot(canvas.offset_at(point))
        top, height = (
            (round(spot.y), round(spot.line.ascent + spot.line.descent))
            if spot
            else (
                point.y(),
                1,
            )
        )
        place = canvas.viewport().mapTo(self._view, QPoint(point.x(), top))
        return QRect(place.x(), place.y(), 1, height)

    def _lines(self, found: Annotation) -> PassageLines:
        book = self._session.codebook
        label, layer = book.label(found.layer, found.label), book.layer(found.layer)
        return PassageLines(
            channel=layer.channel if layer else "tint",
            color=label.color if label else "",
            label=label.name(language()) if label else found.label,
            layer=layer.name(language()) if layer else found.layer,
            details=[*self._entry(found), *self._links(found)],
            rule=[one_line(line, _RULE) for line in rule_lines(label)] if label else [],
            note=one_line(found.note, _NOTE),
        )

    def _entry(self, found: Annotation) -> list[str]:
        known = entries.get(self._session.project, found.entry) if found.entry else None
        return [known.name] if known else []

    def _links(self, found: Annotation) -> list[str]:
        mine = links.of_annotation(self._session.project, found.id)
        lines = []
        for link in mine:
            if link.source == found.id and (end := self._end(link.kind, link.target)):
                known = self._session.codebook.link_type(link.type)
                name = known.name(language()) if known else link.type
                lines.append(tr("{link}: {end}", link=name, end=end))
        return lines

    def _end(self, kind: str, target: str) -> str:
        """The name or the words of a link's other end."""
        project = self._session.project
        if kind == "entry":
            known = entries.get(project, target)
            return known.name if known else ""
        other = annotations.get(project, target)
        if other is None:
            return ""
        named = entries.get(project, other.entry) if other.entry else None
        words = other.words(articles.text(project, other.article))
        return named.name if named else one_line(words, _WORDS)
