"""The labelling desk: what a person's gestures on the text mean.

It knows the passage in hand (`current`), fragments that wait for a label (`pending`) and how the
selection grew; it asks `labelling` for every change and the view for every picture of it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.desktop import labelling
from annotator.desktop.article.view import ArticleView
from annotator.desktop.session import Session
from annotator.domain import edges, widening
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Label
from annotator.domain.people import DONE, IN_PROGRESS
from annotator.domain.span import Span, hull, joined
from annotator.store import annotations, links, states
from annotator.store.edits import Edit
from annotator.words import language, tr


class Desk(QObject):
    """One per window."""

    passage_changed = Signal()
    notice_said = Signal(str)
    label_popup_requested = Signal()
    article_done = Signal(str)
    other_clicked = Signal(str)
    """An annotation of another set than the one that is shown: it is not taken in hand."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._canvas = view.canvas
        self.current: tuple[str, ...] = ()
        self.fragments: tuple[Span, ...] = ()
        self._pending: list[Span] = []
        self._grown: list[Span] = []
        self._clicked: tuple[str, ...] = ()
        self._canvas.selection_made.connect(self._finish_selection)
        self._canvas.selection_changed.connect(self._forget_growth)
        self._canvas.passage_clicked.connect(self._click)
        self._canvas.edge_moved.connect(self._drag_edge)
        session.article_opened.connect(self.let_go)
        session.closed.connect(self.let_go)
        session.changed.connect(self._follow)
        view.layers.changed.connect(self._lose_hidden)

    # ------------------------------------------------------------------ what is in hand

    def table(self) -> dict[str, Callable[[], object]]:
        """What rows of `actions.TABLE` call here."""
        return {
            "widen": self.widen,
            "narrow": self.narrow,
            "fragment": self.add_fragment,
            "next": lambda: self.walk(backwards=False),
            "previous": lambda: self.walk(backwards=True),
            "start_out": lambda: self.move_edge(start=True, forward=False),
            "start_in": lambda: self.move_edge(start=True, forward=True),
            "end_out": lambda: self.move_edge(start=False, forward=True),
            "end_in": lambda: self.move_edge(start=False, forward=False),
            "delete": self.delete,
            "escape": self.escape,
            "toggle_done": self.toggle_done,
        }

    @property
    def is_reading(self) -> bool:
        """Whether there is an article to work on."""
        return self._session.is_open and self._session.article is not None

    def chosen(self) -> tuple[Span, ...]:
        """The words a label key would label: waiting fragments and the selection."""
        selected = self._canvas.selection()
        return joined([*self._pending, *([selected] if selected else [])])

    def annotations(self) -> list[Annotation]:
        """The annotations of the passage in hand, the one clicked or made last first."""
        found = (annotations.get(self._session.project, one) for one in self.current)
        return [one for one in found if one is not None]

    def let_go(self, *_: object) -> None:
        """Have nothing in hand."""
        self._pending, self._grown, self._clicked = [], [], ()
        self._canvas.set_pending([])
        self._take(())

    def take(self, annotation: str, *, reveal: bool = True) -> None:
        """Take the passage of an annotation in hand and show it."""
        found = annotations.get(self._session.project, annotation)
        if found is None or found.set != self._session.set:
            return
        self._view.layers.show_again([found.layer])
        same = labelling.same_words(self._session, found.fragments)
        others = [one.id for one in same if one.id != annotation and self._is_seen(one)]
        self._take((annotation, *others), found.fragments)
        if reveal:
            self._canvas.set_caret(found.start)
            self._canvas.reveal(found.start)

    def _is_seen(self, annotation: Annotation) -> bool:
        """What is hidden is never in hand: no key may change what cannot be seen."""
        return not self._view.layers.hides(annotation.layer)

    def _lose_hidden(self) -> None:
        left = [one for one in self.annotations() if self._is_seen(one)]
        if len(left) < len(self.current):
            self._keep(left)

    def _take(self, ids: tuple[str, ...], fragments: tuple[Span, ...] = ()) -> None:
        self.current, self.fragments = ids, fragments
        self._canvas.set_current(frozenset(ids))
        self._canvas.set_links(self._ties())
        self.passage_changed.emit()

    def _ties(self) -> list[tuple[str, str, str]]:
        found = [
            link for one in self.current for link in links.of_annotation(self._session.project, one)
        ]
        return [
            (link.source, link.target, self._link_name(link.type))
            for link in found
            if link.kind == "annotation"
        ]

    def _link_name(self, link_type: str) -> str:
        known = self._session.codebook.link_type(link_type)
        return known.name(language()) if known else link_type

    def _follow(self, edit: Edit) -> None:
        """After undo and redo the passage that came back is in hand, one that went is not."""
        if not self.is_reading:
            return
        mine = [c for c in edit.changes if c.article == self._session.article]
        touched = [c.target for c in mine if c.kind == "annotation" and not c.dropped]
        stepped = edit.undoes is not None or edit.redoes is not None
        if stepped and touched:
            self.take(touched[-1])
        elif self.current and mine:
            self._keep(self.annotations())

    def _keep(self, left: Sequence[Annotation]) -> None:
        """Have in hand what is left of it, and nothing that an edge was moved onto."""
        same = tuple(one.id for one in left if one.fragments == left[0].fragments)
        self._take(same, left[0].fragments if left else ())

    # ------------------------------------------------------------------ selecting

    def _finish_selection(self, raw: bool) -> None:
        selected = self._canvas.selection()
        if selected is None:
            return
        if not raw:
            self._canvas.select(edges.snap(self._view.text, selected))
        self.label_popup_requested.emit()

    def _forget_growth(self) -> None:
        if not self._grown or self._grown[-1] != self._selected():
            self._grown = []

    def _selected(self) -> Span:
        caret = self._canvas.caret()
        return self._canvas.selection() or Span(caret, caret)

    def widen(self) -> None:
        """Select the next larger unit: word, quotation, clause, sentence, paragraph."""
        selected = self._selected()
        wider = widening.widen(self._view.text, selected)
        if wider != selected:
            steps = [*(self._grown or [selected]), wider]
            self._canvas.select(wider)
            self._grown = steps

    def narrow(self) -> None:
        """Take the last widening back."""
        if len(self._grown) > 1:
            steps = self._grown[:-1]
            self._canvas.select(steps[-1])
            self._grown = steps

    def escape(self) -> None:
        """Let go of one thing: the selection, then waiting fragments, then the passage."""
        if self._canvas.selection():
            self._canvas.select(None)
        elif self._pending:
            self._pending = []
            self._canvas.set_pending([])
        else:
            self._take(())

    def _click(self, under: object) -> None:
        """Take the innermost passage; clicking the same place again takes the next one out."""
        ids = under if isinstance(under, tuple) else ()
        if not ids:
            self._clicked = ()
            self._take(())
            return
        again = set(ids) == set(self._clicked) and self.current
        passages = self._distinct(ids)
        if not passages:
            self._take(())
            self.other_clicked.emit(ids[0])
            return
        place = passages.index(self.current[0]) if again and self.current[0] in passages else -1
        self._clicked = ids
        self.take(passages[(place + 1) % len(passages)], reveal=False)

    def take_under(self, ids: tuple[str, ...]) -> None:
        """Take a passage that is pointed at, unless words are selected or it is in hand."""
        if ids and not self._canvas.selection() and not set(ids) & set(self.current):
            self._click(ids)

    def _distinct(self, ids: Sequence[str]) -> list[str]:
        """One annotation a passage: those with the same fragments count once."""
        seen: dict[tuple[Span, ...], str] = {}
        for one in ids:
            found = annotations.get(self._session.project, one)
            if found is None or found.set != self._session.set:
                continue
            if found.fragments not in seen or one in self.current:
                seen[found.fragments] = one
        return list(seen.values())

    # ------------------------------------------------------------------ labelling

    def label(self, label: Label) -> None:
        """Label the chosen words; without any, the passage in hand."""
        words = self.chosen()
        if not self.is_reading or not (words or self.current):
            self.notice_said.emit(tr("Select words first, or go to a passage with Tab."))
            return
        made = labelling.add(self._session, words, label) if words else self._label_again(label)
        self._pending = []
        self._canvas.set_pending([])
        self._canvas.set_caret(annotations_end(self._session, made, self._canvas.caret()))
        self.take(made, reveal=False)

    def _label_again(self, label: Label) -> str:
        """A further label for the passage in hand, or another one of the same layer."""
        rivals = [one for one in self.annotations() if one.layer == label.layer]
        if not rivals or any(one.label == label.id for one in rivals):
            return labelling.add(self._session, self.fragments, label)
        return labelling.relabel(self._session, rivals[0].id, label)

    def add_fragment(self) -> None:
        """Add the selection to the passage in hand, or let it wait for a label."""
        selected = self._canvas.selection()
        if selected is None:
            self.notice_said.emit(tr("Select the further words first, then press +."))
        elif self.current:
            labelling.add_fragment(self._session, self.current, selected)
            self._canvas.set_caret(selected.end)
            self.take(self.current[0], reveal=False)
        else:
            self._pending = list(joined([*self._pending, selected]))
            self._canvas.set_pending(self._pending)
            self._canvas.set_caret(selected.end)
            self.notice_said.emit(tr("Select the next fragment, then press a label’s key."))

    def delete(self) -> None:
        """Delete the passage in hand."""
        if self.current:
            labelling.remove(self._session, self.current)

    def move_edge(self, *, start: bool, forward: bool) -> None:
        """Move the outer start or end of the passage in hand, or of the selection, by a word."""
        spans = list(self.fragments) or [self._selected()]
        place = 0 if start else -1
        moved = _moved(self._view.text, spans[place], start=start, forward=forward)
        if moved == spans[place] or moved.length == 0:
            return
        if not self.fragments:
            self._canvas.select(moved)
        else:
            spans[place] = moved
            labelling.reshape(self._session, self.current, joined(spans))

    def _drag_edge(self, annotation: str, old: int, new: int, raw: bool) -> None:
        if annotation not in self.current:
            return
        spans = [self._dragged(one, old, new, raw=raw) for one in self.fragments]
        kept = [one for one in spans if one.length > 0]
        if kept and kept != list(self.fragments):
            labelling.reshape(self._session, self.current, joined(kept))

    def _dragged(self, span: Span, old: int, new: int, *, raw: bool) -> Span:
        """A fragment whose edge at `old` was let go at `new`; it finds the word's edge there."""
        if old not in span:
            return span
        moved = Span(new, span.end) if old == span.start else Span(span.start, new)
        if raw or moved.length <= 0:
            return moved
        snapped = edges.snap(self._view.text, moved)
        if old == span.start:
            return Span(snapped.start, span.end)
        return Span(span.start, snapped.end)

    # ------------------------------------------------------------------ walking and finishing

    def walk(self, *, backwards: bool) -> None:
        """Go to the next passage of the article, round and round."""
        if not self.is_reading:
            return
        beside = self._beside(-1 if backwards else 1)
        if beside is not None:
            self._canvas.select(None)
            self.take(beside)
            return
        here = hull(self.fragments) if self.fragments else None
        caret = self._canvas.caret()
        start = here or (Span(caret, caret) if backwards else Span(caret - 1, 0))
        found = self._next(start, backwards) or self._next(self._far_end(backwards), backwards)
        if found is None:
            own = self._session.shows_own
            hint = tr("No passage yet. Select words, then press a label’s key.")
            self.notice_said.emit(hint if own else tr("No passage in this article."))
            return
        there = self._passages(Span(*found))
        self._canvas.select(None)
        self.take(there[-1 if backwards else 0])

    def _passages(self, place: Span) -> list[str]:
        """One annotation for each passage that starts and ends there."""
        article = self._session.article or ""
        found = annotations.of_place(self._session.project, article, self._session.set, place)
        return self._distinct([one.id for one in found if self._is_seen(one)])

    def _beside(self, step: int) -> str | None:
        """The next passage with the same start and end as that in hand, but other fragments."""
        passages = self._passages(hull(self.fragments)) if self.current else []
        place = passages.index(self.current[0]) + step if self._is_one(passages) else -1
        return passages[place] if 0 <= place < len(passages) else None

    def _is_one(self, passages: Sequence[str]) -> bool:
        return bool(self.current) and self.current[0] in passages

    def _next(self, place: Span, backwards: bool) -> tuple[int, int] | None:
        article = self._session.article or ""
        hidden = [layer.id for layer in self._view.layers.hidden()]
        project, set = self._session.project, self._session.set
        return annotations.next_after(
            project, article, set, place, backwards=backwards, without=hidden
        )

    def _far_end(self, backwards: bool) -> Span:
        length = len(self._view.text) + 1
        return Span(length, 0) if backwards else Span(-1, 0)

    def finish(self) -> None:
        """Mark the article as done; on one that is done, take it up again."""
        if not self.is_reading:
            return
        article = self._session.article or ""
        labelling.set_state(self._session, article, DONE)
        self.article_done.emit(article)

    def toggle_done(self) -> None:
        """Done, or in progress again, without leaving the article."""
        if self.is_reading:
            article = self._session.article or ""
            now = states.of_article(self._session.project, article, self._session.set)
            labelling.set_state(self._session, article, IN_PROGRESS if now == DONE else DONE)


def annotations_end(session: Session, annotation: str, otherwise: int) -> int:
    """Where an annotation ends, as the place for the caret."""
    found = annotations.get(session.project, annotation)
    return found.end if found else otherwise


def _moved(text: str, span: Span, *, start: bool, forward: bool) -> Span:
    if start:
        step = widening.next_start if forward else widening.previous_start
        return Span(min(step(text, span.start), span.end), span.end)
    step = widening.next_end if forward else widening.previous_end
    return Span(span.start, max(step(text, span.end), span.start))
