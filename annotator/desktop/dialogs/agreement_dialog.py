"""How well sets agree: every statistic with what it says, and the passages behind each figure."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.controls.texts import button_text, muted, plain
from annotator.desktop.controls.ticks import Tick
from annotator.desktop.dialogs.agreement_cells import matrix_cells, named, shade, statistic_cells
from annotator.desktop.dialogs.agreement_pictures import PROGRESS, AgreementPictures
from annotator.desktop.dialogs.frame import Dialog
from annotator.domain.codebook import Codebook
from annotator.domain.turning import short
from annotator.jobs import agreement_figures
from annotator.jobs.agreement import AgreementReport, Asked
from annotator.jobs.agreement_figures import Pictures
from annotator.jobs.agreement_passages import ARTICLE, MOST, Behind, Places
from annotator.jobs.coded_passages import ChosenSet
from annotator.jobs.figure_files import Picture
from annotator.words import language, tr

_ID = Qt.ItemDataRole.UserRole
_ARTICLE = _ID + 1
_DONE, _HERE = "done", "here"
_SIZE = (900, 700)


class AgreementDialog(Dialog):
    """Sets and a layer are chosen above; it asks for figures and shows what it is given."""

    figures_requested = Signal(Asked)
    passages_requested = Signal(str, tuple)
    """A layer, and the id of a statistic or a cell of the matrix."""
    pictures_requested = Signal(AgreementReport)
    articles_requested = Signal(str, str)
    """A set and a state: which articles are so far in it."""
    passage_chosen = Signal(str)
    """The id of an annotation."""
    article_chosen = Signal(str)
    save_requested = Signal()
    report_requested = Signal()

    def __init__(
        self,
        sets: Sequence[ChosenSet],
        codebook: Codebook,
        on_screen: Callable[[], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self._sets = list(sets)
        self._on_screen = on_screen
        self._asked = Asked()
        self._about = ""
        self._report: AgreementReport | None = None
        self.sets = QListWidget(self)
        self.layer = QComboBox(self)
        self.articles = QComboBox(self)
        self.advanced = Tick(tr("Also γ and AC1"), self)
        self.state = muted(parent=self, wrap=True)
        self.figures = _table(self, tr("Statistics"))
        self.matrix = _table(self, tr("Which labels are mixed up"))
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.figures, button_text(tr("Statistics")))
        self.tabs.addTab(self.matrix, button_text(tr("Which labels are mixed up")))
        self.pictures = AgreementPictures(self.tabs, codebook)
        self.heading = plain(parent=self, wrap=True)
        self.passages = QListWidget(self)
        self.save = QPushButton(tr("Save the figure…"), self)
        self.report = QPushButton(tr("Write a report…"), self)
        self._fill_choices()
        self._lay_out()
        self._connect()

    def asked(self) -> Asked:
        """What was chosen when figures were asked for last."""
        return self._asked

    def _choice(self) -> Asked:
        which = self.articles.currentData()
        here = self._on_screen() if which == _HERE else None
        return Asked(
            sets=tuple(self.chosen()),
            advanced=self.advanced.isChecked(),
            articles=(here,) if here else (),
            only_done=which == _DONE,
        )

    def chosen(self) -> list[str]:
        """The ids of the sets that are ticked."""
        items = [self.sets.item(at) for at in range(self.sets.count())]
        return [one.data(_ID) for one in items if one.checkState() == Qt.CheckState.Checked]

    def ask(self) -> None:
        """Ask for figures of what is chosen."""
        self._report, self._asked = None, self._choice()
        self._clear()
        if len(self.chosen()) > 1:
            self.say(tr("Comparing…"))
            self.figures_requested.emit(self.asked())
        else:
            self.say(tr("Choose at least two annotation sets."))

    def say(self, words: str) -> None:
        """Say how the work stands."""
        self.state.setText(words)

    def show_report(self, report: AgreementReport) -> None:
        """Show figures; the layer that was looked at stays."""
        self._report = report
        before = self.layer.currentData()
        self.layer.blockSignals(True)
        self.layer.clear()
        for layer in report.layers:
            known = self._codebook.layer(layer)
            self.layer.addItem(short(known.name(language()) if known else layer, 80), layer)
        self.layer.setCurrentIndex(max(0, self.layer.findData(before)))
        self.layer.blockSignals(False)
        self.report.setEnabled(bool(report.layers))
        self._show_layer()

    def show_pictures(self, found: Pictures) -> None:
        """Show what can be seen better than read."""
        self.pictures.show_pictures(found, self._layer())
        self._say_count()
        self._turn()

    def show_articles(self, found: Sequence[tuple[str, str]]) -> None:
        """List articles by their ids and names."""
        self.passages.clear()
        for id, name in found[:MOST]:
            self._add_article(id, name)
        count = QLocale(language()).toString(len(found))
        self.heading.setText(tr("Articles: {count}", count=count))

    def _add_article(self, id: str, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(_ARTICLE, id)
        self.passages.addItem(item)

    def figure(self) -> Picture | None:
        """The figure on the tab that is seen, to be saved."""
        if self._report is None:
            return None
        found = self._report.layers.get(self._layer())
        if self.tabs.currentWidget() is self.matrix:
            return agreement_figures.matrix(found) if found else None
        return self.pictures.current()

    def label_name(self, label: str) -> str:
        """What a label of the layer is called; "" is nothing."""
        return named(self._codebook, self._layer(), label)

    def show_places(self, places: Places) -> None:
        """List the passages behind what was clicked; an article that was stands before its own."""
        self.passages.clear()
        if self._about:
            self._add_article(*self._about.split("\n", 1))
        for one in places.listed:
            item = QListWidgetItem(_line(one, self._codebook, self._layer()))
            item.setData(_ID, one.annotation)
            self.passages.addItem(item)
        more = places.total - len(places.listed)
        rest = tr(" The first {count} are listed.", count=len(places.listed)) if more else ""
        count = QLocale(language()).toString(places.total)
        self.heading.setText(tr("{count} places lie behind it.", count=count) + rest)

    # ------------------------------------------------------------------ following

    def _clear(self) -> None:
        for table in (self.figures, self.matrix):
            table.setRowCount(0)
        self.matrix.setColumnCount(0)
        self.passages.clear()
        self.pictures.forget()
        self.heading.setText(tr("Click a figure to see the passages behind it."))
        self.report.setEnabled(False)
        self._turn()

    def _show_layer(self) -> None:
        if self._report is None:
            return
        found = self._report.layers.get(self.layer.currentData() or "")
        if found is None:
            self.say(tr("No article was labelled by two of these sets."))
            return
        self._say_count()
        self.heading.setText(tr("Click a figure to see the passages behind it."))
        self.passages.clear()
        advanced = self._report.advanced
        _fill(self.figures, *statistic_cells(found, self._codebook, self._layer(), advanced))
        _fill(self.matrix, *matrix_cells(found, self._codebook, self._layer()))
        self.figures.resizeRowsToContents()
        self.figures.setCurrentCell(0, 0)
        self.matrix.setCurrentCell(0, 1)
        shade(self.matrix)
        self.pictures.show_layer(self._layer())
        self._turn()

    def _say_count(self) -> None:
        count = QLocale(language()).toString(self._report.articles if self._report else 0)
        self.say(tr("Articles that several of them labelled: {count}", count=count))

    def _turn(self) -> None:
        """Another tab is seen, or has something to show."""
        self.save.setVisible(self.tabs.currentIndex() > 0)
        self.save.setEnabled(self.figure() is not None)
        if self._report is not None and self._report.layers and self.pictures.is_wanted:
            self.say(tr("Drawing…"))
            self.pictures_requested.emit(self._report)

    def _layer(self) -> str:
        return str(self.layer.currentData() or "")

    def _behind(self, item: QTableWidgetItem | None) -> None:
        which = item.data(_ID) if item is not None else None
        if which:
            self._seek(tuple(which))

    def _seek(self, which: tuple[str, ...]) -> None:
        """Ask for what lies behind a figure or a part of a picture."""
        self.heading.setText(tr("Looking…"))
        self.passages.clear()
        self._about = "\n".join(which[1:3]) if which[0] == ARTICLE else ""
        if which[0] == PROGRESS:
            self.articles_requested.emit(*which[1:3])
        else:
            self.passages_requested.emit(self._layer(), which)

    def _jump(self, item: QListWidgetItem) -> None:
        article = item.data(_ARTICLE)
        if article:
            self.article_chosen.emit(article)
        else:
            self.passage_chosen.emit(item.data(_ID))

    # ------------------------------------------------------------------ building

    def _fill_choices(self) -> None:
        for one in self._sets:
            item = QListWidgetItem(one.name)
            item.setData(_ID, one.id)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(Qt.CheckState.Checked)
            self.sets.addItem(item)
        for words, which in (
            (tr("All articles"), ""),
            (tr("Only what all of them are done with"), _DONE),
            (tr("Only the article on the screen"), _HERE),
        ):
            self.articles.addItem(words, which)

    def _connect(self) -> None:
        self.sets.itemChanged.connect(lambda _: self.ask())
        self.advanced.toggled.connect(lambda _: self.ask())
        self.layer.currentIndexChanged.connect(lambda _: self._show_layer())
        self.articles.currentIndexChanged.connect(lambda _: self.ask())
        self.tabs.currentChanged.connect(lambda _: self._turn())
        for picture in (self.pictures.labels, self.pictures.course, self.pictures.coders):
            picture.chosen.connect(self._seek)
        self.save.clicked.connect(self.save_requested)
        for table in (self.figures, self.matrix):
            table.itemClicked.connect(self._behind)
            table.itemActivated.connect(self._behind)
        self.passages.itemClicked.connect(self._jump)
        self.passages.itemActivated.connect(self._jump)
        self.report.clicked.connect(self.report_requested)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Agreement"))
        self.resize(*_SIZE)
        for widget, name in (
            (self.sets, tr("Annotation sets")),
            (self.layer, tr("Layer")),
            (self.articles, tr("Articles")),
            (self.passages, tr("Passages behind the figure")),
        ):
            widget.setAccessibleName(name)
        self.sets.setMaximumHeight(82)
        self.passages.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.column.addLayout(self._choices())
        self.column.addWidget(self.state)
        self.column.addWidget(self._results(), 1)
        self.main.setText(tr("Close"))
        for button in (self.main, self.report, self.save):
            # Return opens what it is on, and must not close the window.
            button.setDefault(False)
            button.setAutoDefault(False)
        self.cancel.hide()
        self.figures.setFocus()
        self.add_buttons(self.report, self.save)
        for before, after in ((self.report, self.save), (self.save, self.main)):
            self.setTabOrder(before, after)
        self._clear()

    def _choices(self) -> QGridLayout:
        """The sets beside the layer and the articles."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        for column, (words, widget) in enumerate(
            (
                (tr("Annotation sets"), self.sets),
                (tr("Layer"), self.layer),
                (tr("Articles"), self.articles),
            )
        ):
            grid.addWidget(plain(words, self), 0, column)
            rows = 2 if widget is self.sets else 1
            grid.addWidget(widget, 1, column, rows, 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.advanced, 2, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        return grid

    def _results(self) -> QSplitter:
        self.tabs.setDocumentMode(True)
        foot = QWidget(self)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.passages)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        for widget in (self.tabs, foot):
            splitter.addWidget(widget)
            splitter.setCollapsible(splitter.indexOf(widget), False)
        splitter.setSizes([330, 170])
        return splitter


def _table(parent: QWidget, name: str) -> QTableWidget:
    table = QTableWidget(parent)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    return table


def _fill(
    table: QTableWidget,
    head: Sequence[str],
    rows: Sequence[Sequence[tuple[str, tuple[str, ...]]]],
) -> None:
    """Show rows of words, each with what a click on it asks for."""
    table.setColumnCount(len(head))
    table.setHorizontalHeaderLabels(list(head))
    table.setRowCount(len(rows))
    for at, row in enumerate(rows):
        for column, (words, which) in enumerate(row):
            item = QTableWidgetItem(words)
            item.setData(_ID, which)
            table.setItem(at, column, item)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(head) - 1, QHeaderView.ResizeMode.Stretch)


def _line(one: Behind, codebook: Codebook, layer: str) -> str:
    labels = (side.label if side is not None else "" for side in (one.first, one.second))
    sides = [
        f"{name}: {named(codebook, layer, label)}"
        for name, label in zip(one.sets, labels, strict=True)
    ]
    return f"{one.name} · {one.words} · {' · '.join(sides)}"
