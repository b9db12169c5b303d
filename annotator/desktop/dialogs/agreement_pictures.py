"""The pictures of the window of agreement: each label, each article, each coder."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QTabWidget

from annotator.desktop.controls.texts import button_text
from annotator.desktop.dialogs.agreement_cells import named
from annotator.desktop.pictures.bars import Bars, Piece, Row, Tone
from annotator.desktop.pictures.course import Course, Dot
from annotator.desktop.pictures.picture import scrolled
from annotator.domain.codebook import Codebook
from annotator.domain.people import DONE, IN_PROGRESS, NOT_STARTED
from annotator.jobs import agreement_report
from annotator.jobs.agreement_figures import ROLLING, CoderBar, LabelBar, Pictures
from annotator.jobs.agreement_passages import ARTICLE, LABEL
from annotator.jobs.figure_files import Picture
from annotator.words import language, tr

PROGRESS = "progress"
"""How what lies behind a coder's bar begins; the set and a state follow."""


class AgreementPictures:
    """Three tabs, and which figure each of them is."""

    def __init__(self, tabs: QTabWidget, codebook: Codebook) -> None:
        self._tabs, self._codebook = tabs, codebook
        self._layer = ""
        self.labels = Bars(tr("Agreement by label"))
        self.course = Course(tr("Agreement by article"))
        self.coders = Bars(tr("Progress by coder"))
        self._found: Pictures | None = None
        for picture in (self.labels, self.course, self.coders):
            tabs.addTab(scrolled(picture), button_text(picture.accessibleName()))

    @property
    def is_wanted(self) -> bool:
        """Whether one of them is to be seen and has nothing to show yet."""
        return self._found is None and self._tabs.currentIndex() >= self._first

    @property
    def _first(self) -> int:
        return self._tabs.count() - 3

    def forget(self) -> None:
        """What they showed is of other sets."""
        self._found = None
        self.labels.show_rows((), 1)
        self.course.show_dots((), ("", "", ""))
        self.coders.show_rows((), 1)

    def show_pictures(self, found: Pictures, layer: str) -> None:
        """Show them for a layer."""
        self._found = found
        self.show_layer(layer)

    def show_layer(self, layer: str) -> None:
        """Show the same for another layer."""
        self._layer = layer
        if self._found is not None:
            self.labels.show_rows([self._label(one) for one in self._found.labels[layer]], 1.0)
            self._show_course(self._found)
            self._show_coders(self._found.coders)

    def current(self) -> Picture | None:
        """The figure on the tab that is seen, if it is one of these."""
        found = self._found
        if found is None:
            return None
        every: tuple[Picture, ...] = (
            found.labels.get(self._layer, ()),
            found.courses.get(self._layer, ()),
            found.coders,
        )
        at = self._tabs.currentIndex() - self._first
        return every[at] if at >= 0 and every[at] else None

    # ------------------------------------------------------------------ in words

    def _label(self, one: LabelBar) -> Row:
        name = named(self._codebook, self._layer, one.label)
        value = one.f1.value or 0.0
        shown = "–" if one.f1.value is None else f"{value:.2f}"
        low, high = one.f1.low, one.f1.high
        interval = (low, high) if low is not None and high is not None else None
        passages = QLocale(language()).toString(one.passages)
        words = tr(
            "{label}: F1 {value}, interval {interval}, passages: {count}",
            label=name,
            value=shown,
            interval=agreement_report.interval(one.f1),
            count=passages,
        )
        piece = Piece(value, "calm", words, (LABEL, one.label))
        remark = tr("{value} · passages: {count}", value=shown, count=passages)
        return Row(name, [piece], remark, interval)

    def _show_course(self, found: Pictures) -> None:
        dots = [
            Dot(
                one.f1,
                one.mean,
                tr("{name}: F1 {value}", name=one.name, value=f"{one.f1:.2f}"),
                (ARTICLE, one.article, one.name),
            )
            for one in found.courses.get(self._layer, ())
        ]
        legend = (
            tr("F1 of an article"),
            tr("mean of the last {count}", count=ROLLING),
            tr("Articles in the order in which they were labelled"),
        )
        self.course.show_dots(dots, legend)

    def _show_coders(self, rows: tuple[CoderBar, ...]) -> None:
        most = max((one.done + one.begun + one.waiting for one in rows), default=1)
        legend: tuple[tuple[Tone, str], ...] = (
            ("strong", tr("done")),
            ("calm", tr("in progress")),
            ("faint", tr("not started")),
        )
        self.coders.show_rows([_coder(one) for one in rows], most, legend)


def _coder(one: CoderBar) -> Row:
    parts: tuple[tuple[int, Tone, str, str], ...] = (
        (one.done, "strong", tr("done"), DONE),
        (one.begun, "calm", tr("in progress"), IN_PROGRESS),
        (one.waiting, "faint", tr("not started"), NOT_STARTED),
    )
    pieces = [
        Piece(
            count,
            tone,
            tr("{name}, {state}: {count}", name=one.name, state=words, count=count),
            (PROGRESS, one.set, state) if count else (),
        )
        for count, tone, words, state in parts
    ]
    total = one.done + one.begun + one.waiting
    return Row(one.name, pieces, tr("{done}/{articles} done", done=one.done, articles=total))
