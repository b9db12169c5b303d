"""The panel with the articles: filter, list, progress."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.flow import Flow
from annotator.desktop.controls.invitation import invitation
from annotator.desktop.controls.picks import Pick
from annotator.desktop.controls.progress import Progress
from annotator.desktop.controls.segments import Segment, Segments
from annotator.desktop.controls.shapes import search_icon, swatch_icon
from annotator.desktop.controls.sheet import Panel
from annotator.desktop.controls.texts import button
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.panels.article_delegate import ArticleDelegate
from annotator.desktop.rows.articles import ROW, ArticleRows
from annotator.desktop.session import Session
from annotator.domain.people import DONE, IN_PROGRESS, NOT_STARTED
from annotator.store import articles, coders, states
from annotator.store.articles import Filter
from annotator.store.edits import Edit
from annotator.words import language, tr

FILTER_DELAY = 120
_OPENING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ArticlesPanel(Panel):
    """All articles, or those a filter lets through; tells which one is wanted."""

    article_requested = Signal(str)
    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._article = ""
        self._place = 0
        self.rows = ArticleRows(session, self)
        self._build_filter()
        self._build_list()
        self.progress = Progress()
        self._lay_out()
        self._delay = QTimer(self, singleShot=True, interval=FILTER_DELAY)
        self._delay.timeout.connect(self._filter)
        self.rows.modelReset.connect(self._after_reload)
        session.opened.connect(self._start)
        session.set_shown.connect(self._count_done)
        session.closed.connect(self._start)
        session.changed.connect(self._follow)
        session.article_opened.connect(self.show_article)
        self._start()

    def show_article(self, article: str) -> None:
        """Mark this article as the one on the screen, without asking for it."""
        self._article = article
        index = self.rows.index_of(article)
        if index.isValid():
            self._place = index.row()
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self.list.setCurrentIndex(QModelIndex())

    def next_article(self, article: str, step: int = 1) -> str | None:
        """The article that many places after this one in the list; nothing past its ends."""
        index = self.rows.index_of(article)
        place = index.row() + step if index.isValid() else self._beside_gap(step)
        return self._id_at(place)

    def next_open(self, article: str) -> str | None:
        """The next article of the list that is not done, going round; nothing if all are."""
        index = self.rows.index_of(article)
        start = index.row() + 1 if index.isValid() else self._place
        place = self.rows.first_open(start) if self._session.is_open else None
        found = None if place is None else self._id_at(place)
        return None if found == article else found

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def show_all(self) -> None:
        """Take every restriction away."""
        self.filter.clear()
        self.state.choose("")
        self.label.choose(None)
        self._filter()

    def restyled(self) -> None:
        self._offer_labels()
        self._search.setIcon(search_icon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.filter:
            return self._filter_key(event) or super().eventFilter(watched, event)
        return self._list_key(event) or super().eventFilter(watched, event)

    def _build_filter(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter articles…"))
        self.filter.setAccessibleName(tr("Filter articles"))
        self.filter.setToolTip(
            tr(
                "Words, an attribute and its answer, as in speech:direct, or a link and whom it "
                "leads to, as in said_by:Kim, said_by:* or said_by:-; entry:Kim is whom words name"
            )
        )
        # The button's drawing is slow to load; nobody clears an empty field.
        clearing = QTimer(self.filter, singleShot=True, interval=300)
        clearing.timeout.connect(lambda: self.filter.setClearButtonEnabled(True))
        clearing.start()
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(lambda _text: self._delay.start())
        self._search = self.filter.addAction(
            search_icon(), QLineEdit.ActionPosition.LeadingPosition
        )
        self.state = Segments(
            [
                Segment("", tr("All")),
                Segment(NOT_STARTED, tr("Not started"), drawn=True),
                Segment(IN_PROGRESS, tr("In progress"), drawn=True),
                Segment(DONE, tr("Done"), drawn=True),
            ]
        )
        self.state.changed.connect(lambda _state: self._filter())
        self.label = Pick()
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label.setAccessibleName(tr("Only articles with this label"))
        self.label.picked.connect(lambda _label: self._filter())
        self.mine = Tick(tr("Only what is assigned to me"))
        self.mine.toggled.connect(lambda _on: self._filter())

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setAccessibleName(tr("Articles"))
        self.list.setProperty("kind", "bare")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(ArticleDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setDragEnabled(False)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._request)

    def _lay_out(self) -> None:
        wanted = Flow(gap=6, elastic=True)
        wanted.addWidget(self.state)
        wanted.addWidget(self.label)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._no_articles())
        self._pages.addWidget(self._no_match())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(6)
        for part in (self.filter, wanted, self.mine, self._pages, self.progress):
            if part is self._pages:
                column.addWidget(self._pages, 1)
                continue
            line = QHBoxLayout()
            line.setContentsMargins(10, 0, 10, 0)
            column.addLayout(line)
            if isinstance(part, QLayout):
                line.addLayout(part)
            elif isinstance(part, QWidget):
                line.addWidget(part)

    def _no_articles(self) -> QWidget:
        self.bring = button(tr("Import articles…"), "main")
        self.bring.clicked.connect(self.import_requested)
        return invitation(tr("Drop a folder of articles here, or import one."), self.bring)

    def _no_match(self) -> QWidget:
        self.all = button(tr("Show all"), "outlined")
        self.all.clicked.connect(self.show_all)
        return invitation(tr("No article matches."), self.all)

    def _start(self) -> None:
        self._article, self._place = "", 0
        self._offer_labels()
        self._offer_mine()
        self.show_all()
        self._after_reload()
        self._count_done()

    def _offer_mine(self) -> None:
        """Coders with assignments see theirs first; for others there is nothing to choose."""
        coder = self._session.project.viewer if self._session.is_open else ""
        codes = bool(coder) and coders.is_coding(self._session.project, coder)
        if codes == self.mine.isHidden():
            self.mine.setVisible(codes)
            self.mine.setChecked(codes)

    def _follow(self, edit: Edit) -> None:
        if edit.touches("assignment", "reveal"):
            self._offer_mine()
            self._filter()
            self.rows.reload()
        if edit.touches("article", "state"):
            self._count_done()
        if edit.touches("label", "layer", "codebook"):
            self._offer_labels()
            self._filter()

    def _offer_labels(self) -> None:
        book = self._session.codebook if self._session.is_open else None
        items = [
            (
                (label.layer, label.id),
                label.name(language()),
                swatch_icon(layer.channel, label.color),
            )
            for layer in (book.layers if book else ())
            for label in layer.labels
        ]
        self.label.offer([(None, tr("All labels"), None), *items])

    def _filter(self) -> None:
        self._delay.stop()
        label, written = self.label.currentData(), self.filter.text().strip()
        is_open = self._session.is_open
        wanted = Filter(words=written)
        if is_open and written:
            from annotator.domain.value_terms import read_terms  # noqa: PLC0415

            words, values = read_terms(self._session.codebook, written)
            wanted = Filter(words=words, values=values)
        self.rows.restrict(
            wanted._replace(
                state=self.state.value,
                label=tuple(label) if label else None,
                coder=self._session.project.viewer if self.mine.isChecked() else "",
            )
        )

    def _after_reload(self) -> None:
        if self.rows.rowCount():
            self._pages.setCurrentIndex(0)
        else:
            self._pages.setCurrentIndex(2 if self._has_articles() else 1)
        if self._article:
            place = self._place
            self.show_article(self._article)
            if not self.list.currentIndex().isValid():
                self.list.scrollTo(self.rows.index(min(place, self.rows.rowCount() - 1)))

    def _has_articles(self) -> bool:
        return self._session.is_open and articles.count(self._session.project) > 0

    def _count_done(self) -> None:
        if self._session.is_open:
            found = states.progress(self._session.project, self._session.set)
            self.progress.show_progress(found.done, found.articles)
        else:
            self.progress.show_progress(0, 0)

    def _beside_gap(self, step: int) -> int:
        """An article that left the list was between two others: where a step leads from there."""
        return self._place + (step - 1 if step > 0 else step)

    def _id_at(self, place: int) -> str | None:
        if not 0 <= place < self.rows.rowCount():
            return None
        row = self.rows.row_at(place)
        return row.id if row else None

    def _request(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.article_requested.emit(row.id)

    def _filter_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        if event.key() not in {Qt.Key.Key_Down, *_OPENING_KEYS} or not self.rows.rowCount():
            return False
        self._filter()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0))
        if event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._request(self.list.currentIndex())
        return True

    def _list_key(self, event: QKeyEvent) -> bool:
        if event.key() in _OPENING_KEYS and not event.modifiers():
            self._request(self.list.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
            self.filter.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return False
