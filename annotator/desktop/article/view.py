"""The article on the screen: its heading, the canvas kept true to the project, and the find bar."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.article.heading import ArticleHeading
from annotator.desktop.article.layer_sight import LayerSight
from annotator.desktop.article.marks import ArticleMarks
from annotator.desktop.article.overview import ArticleOverview
from annotator.desktop.canvas.canvas import Canvas
from annotator.desktop.canvas.style import CanvasStyle, Channel, Look
from annotator.desktop.canvas.supply import SuppliedMarks
from annotator.desktop.controls.announcement import announce
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.domain.codebook import Codebook
from annotator.domain.span import Span
from annotator.store import articles
from annotator.store.edits import Edit
from annotator.words import language

if TYPE_CHECKING:
    from annotator.desktop.article.comparison import ComparedMarks, Comparison

READING_FONTS = "Source Serif 4, Charter, Georgia, Noto Serif, DejaVu Serif, serif"
"""Families for long reading, the first that is there."""

_SCROLL_BAR = """
QScrollBar:vertical {{ background: {base}; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {line}; border-radius: 3px; min-height: 32px; margin: 2px 3px;
}}
QScrollBar::handle:vertical:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: {base}; }}
"""


class ArticleView(QWidget):
    """Shows the session's article and follows its changes; what keys do is decided elsewhere."""

    key_typed = Signal(QKeyEvent)
    metadata_requested = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._places: dict[str, int] = {}
        self._shown: str | None = None
        self._marks: ArticleMarks | ComparedMarks | None = None
        self._comparison: Comparison | None = None
        self._dressed: theme.Theme | None = None
        self.text = ""
        self.canvas = Canvas(self, canvas_style(settings))
        self.overview = ArticleOverview(session, self.canvas)
        self.layers = LayerSight(session, settings, self)
        self.layers.changed.connect(self._meet)
        self.heading = ArticleHeading(self)
        self._build()
        self._dress()
        session.article_opened.connect(self._open)
        session.changed.connect(self._follow)
        session.opened.connect(self._meet)
        session.closed.connect(self._clear)

    def _build(self) -> None:
        self.heading.change_requested.connect(self.metadata_requested)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.canvas, 1)
        self.setFocusProxy(self.canvas)

    # ------------------------------------------------------------------ following the project

    def compare(self, comparison: "Comparison | None") -> None:
        """Show two sets below the one that is shown, or that one alone again."""
        self._comparison = comparison
        if self._session.is_open:
            self._meet()
        if self._shown is not None:
            self._open(self._shown)

    def _meet(self) -> None:
        seen = self.layers.seen(looks(self._session.codebook))
        self.canvas.set_looks(self._comparison.looks(seen) if self._comparison else seen)

    def _clear(self) -> None:
        self._keep_place()
        self._shown, self._marks, self.text = None, None, ""
        self.canvas.clear()
        self.heading.clear()

    def _open(self, article: str) -> None:
        self._keep_place()
        self._shown = article
        project = self._session.project
        self.text = articles.text(project, article)
        self._marks = self._marks_of(article)
        marks = SuppliedMarks(self._marks, len(self.text))
        self.canvas.show_text(self.text, marks, self._places.get(article, 0))
        self._show_heading()
        announce(self.canvas, self.heading.title.words())

    def _marks_of(self, article: str) -> "ArticleMarks | ComparedMarks":
        if self._comparison is not None:
            return self._comparison.marks(self._session, article, self.text)
        return ArticleMarks(self._session, article, self.text)

    def _keep_place(self) -> None:
        if self._shown is not None:
            self._places[self._shown] = self.canvas.caret()

    def _follow(self, edit: Edit) -> None:
        if edit.touches("codebook", "layer", "label"):
            self._meet()
        if self._shown is None or self._leave_dropped(edit):
            return
        if self._marks is not None:
            self._draw_anew(self._marks, edit)
        if edit.touches("assignment", "reveal"):
            self.canvas.reload_marks()
        if edit.touches("article"):
            self._show_heading()

    def _draw_anew(self, marks: "ArticleMarks | ComparedMarks", edit: Edit) -> None:
        touched = marks.touched(edit)
        if touched is None:
            self.canvas.reload_marks()
        elif self._shown in edit.articles():
            for annotation in touched:
                self.canvas.replace_marks(annotation, marks.of(annotation))

    def _leave_dropped(self, edit: Edit) -> bool:
        gone = any(change.dropped and change.target == self._shown for change in edit.changes)
        if gone:
            self._session.article = None
            self._clear()
        return gone

    def _show_heading(self) -> None:
        self.heading.show_article(articles.get(self._session.project, self._shown or ""))

    # ------------------------------------------------------------------ looks

    def restyle(self) -> None:
        """Take colours from the theme and letters from the settings."""
        self.canvas.set_style(canvas_style(self._settings))
        self._dress()

    def _dress(self) -> None:
        """Take the theme's colours; Qt looks at every widget inside anew, so only new ones."""
        colors = theme.current()
        if colors == self._dressed:
            return
        self._dressed = colors
        self.setStyleSheet(f"ArticleView {{ background: {colors.base}; }}")
        self.canvas.verticalScrollBar().setStyleSheet(
            _SCROLL_BAR.format(base=colors.base, line=colors.line, muted=colors.muted)
        )
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def place_of(self, span: Span) -> QRect:
        """Where words stand, from their first visible line to their last, in this widget."""
        last = Span(max(span.start, span.end - 1), span.end)
        place = self.canvas.rect_of(span).united(self.canvas.rect_of(last))
        return QRect(self.canvas.viewport().mapTo(self, place.topLeft()), place.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys the canvas does not use: labels and the like."""
        self.key_typed.emit(event)


def canvas_style(chosen: Settings) -> CanvasStyle:
    """The letters of the settings in the colours of the theme."""
    colors = theme.current()
    return CanvasStyle(
        family=chosen.font or READING_FONTS,
        size=chosen.font_size,
        line_height=chosen.line_height,
        measure=chosen.measure,
        dark=colors.dark,
        text=colors.text,
        background=colors.base,
        muted=colors.muted,
        selection=colors.selection,
        caret=colors.text,
        names=_names(chosen.names),
        invisibles=chosen.invisibles,
    )


def looks(codebook: Codebook) -> Mapping[str, Look]:
    """How each label looks, by `LAYER/LABEL`."""
    return {
        f"{layer.id}/{label.id}": Look(
            channel=_channel(layer.channel),
            color=label.color or "#888888",
            name=label.name(language()),
            code=label.code or label.id[:4],
        )
        for layer in codebook.layers
        for label in layer.labels
    }


def _channel(name: str) -> Channel:
    return "lane" if name == "lane" else "underline" if name == "underline" else "tint"


def _names(choice: str) -> Literal["names", "codes", "none"]:
    return "codes" if choice == "codes" else "none" if choice == "none" else "names"
