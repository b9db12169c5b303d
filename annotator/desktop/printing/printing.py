"""Printing the article on the screen, and saving it as PDF."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QObject, Signal
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.desktop import tasks
from annotator.desktop.article.view import READING_FONTS, ArticleView
from annotator.desktop.canvas.style import CanvasStyle, Look
from annotator.desktop.printing.printout import Printout, Row
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.domain.turning import one_line
from annotator.jobs import article_sheet
from annotator.jobs.article_sheet import ArticleSheet, Tie
from annotator.jobs.output import whole_file
from annotator.jobs.progress import CancelledError
from annotator.words import language, tr

_MARGIN = 18.0
"""Millimetres of white around a page."""
_LARGEST = 12.0
"""Points: paper is read from nearer than a screen."""
_LETTERS = 161
"""Of words on paper, the ellipsis counted."""
_US_LANDS = (QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico)


class Printing(QObject):
    """One per window."""

    said = Signal(str, str)
    """A notice and its kind, `info` or `warning`."""

    def __init__(
        self, session: Session, settings: Settings, view: ArticleView, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._settings = session, settings
        self._view, self._window = view, window

    def save_pdf(self) -> None:
        """Ask where, and save the article on the screen as PDF."""
        if self._session.article is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Save as PDF"),
            f"{self._read().article.name}.pdf",
            tr("PDF files ({pattern})", pattern="*.pdf"),
        )
        if name:
            self.write_pdf(Path(name if name.casefold().endswith(".pdf") else f"{name}.pdf"))

    def write_pdf(self, path: Path) -> None:
        """Save the article on the screen as PDF, whole or not at all.

        Raises:
            AnnotatorError: it cannot be written.
        """
        article = self._read()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if not self._run(article, _pdf(buffer, article), tr("Saving as PDF")):
            self.said.emit(tr("Saving was stopped; nothing was written."), "info")
            return
        with whole_file(path) as file:
            file.write(buffer.data().data())
        self.said.emit(tr("Saved as {file}.", file=path.name), "info")

    def print(self) -> None:
        """Ask which printer, and print the article on the screen."""
        if self._session.article is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - rarely needed

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec():
            self.print_on(printer)
        dialog.deleteLater()

    def print_on(self, printer: QPagedPaintDevice) -> None:
        """Print the article on the screen.

        Raises:
            AnnotatorError: the printer does not answer.
        """
        if not self._run(self._read(), printer, tr("Printing")):
            self.said.emit(tr("Printing was stopped; some pages may come out."), "info")

    # ------------------------------------------------------------------ what is printed

    def _read(self) -> ArticleSheet:
        session = self._session
        return article_sheet.read(session.project, session.article or "", session.set)

    def _run(self, article: ArticleSheet, device: QPagedPaintDevice, title: str) -> bool:
        printout = self._printout(article)
        style = _style(self._settings, self._view.canvas.page.style)
        try:
            tasks.run(self._window, title, lambda progress: printout.run(device, style, progress))
        except CancelledError:
            return False
        return True

    def _printout(self, sheet: ArticleSheet) -> Printout:
        page, hides = self._view.canvas.page, self._view.layers.hides
        known = sheet.article.metadata
        about = (known.outlet, known.author, known.date, sheet.article.name)
        return Printout(
            title=" ".join((known.title or sheet.article.name).split()),
            about=" · ".join(part for part in about if part),
            source=_source(sheet),
            text=sheet.text,
            marks=tuple(page.index),
            looks=page.looks,
            legend=tuple(self._legend(sheet, page.looks)),
            links=_links(sheet, hides) if self._settings.print_links else (),
            notes=_notes(sheet, hides) if self._settings.print_notes else (),
        )

    def _legend(self, sheet: ArticleSheet, looks: Mapping[str, Look]) -> list[Row]:
        """What is seen on paper, and which layers are left out as they are on the screen."""
        rows = [*_labels(sheet, looks), *_link_types(sheet, self._view.layers.hides)]
        hidden = [layer.name(language()) for layer in self._view.layers.hidden()]
        if hidden:
            rows.append(Row(tr("hidden: {layers}", layers=", ".join(hidden)), is_title=True))
        return rows


def _pdf(buffer: QBuffer, sheet: ArticleSheet) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.article.metadata.title or sheet.article.name)
    writer.setAuthor(sheet.article.metadata.author)
    writer.setCreator("Annotator")
    writer.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    us = QLocale.system().territory() in _US_LANDS
    size = QPageSize(QPageSize.PageSizeId.Letter if us else QPageSize.PageSizeId.A4)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    return writer


def _style(settings: Settings, shown: CanvasStyle) -> CanvasStyle:
    """The letters of the screen in dark ink on white."""
    return CanvasStyle(
        family=settings.font or READING_FONTS,
        size=min(settings.font_size, _LARGEST),
        line_height=settings.line_height,
        measure=settings.measure,
        background="#ffffff",
        muted="#5a5f66",
        names=shown.names,
    )


def _source(sheet: ArticleSheet) -> str:
    book = sheet.codebook.names.get(language()) or sheet.codebook.id
    parts = [sheet.coder, sheet.set if sheet.set != sheet.coder else ""]
    parts.append(tr("codebook {name} {version}", name=book, version=sheet.codebook.version))
    return " · ".join(part for part in parts if part)


def _labels(sheet: ArticleSheet, looks: Mapping[str, Look]) -> Iterator[Row]:
    """The labels that the article has, layer by layer, each with how often."""
    for layer in sheet.codebook.layers:
        used = [label for label in layer.labels if sheet.counts.get((layer.id, label.id))]
        seen = [label for label in used if f"{layer.id}/{label.id}" in looks]
        if seen:
            yield Row(layer.name(language()), is_title=True)
        for label in seen:
            code = f" ({label.code})" if label.code else ""
            words = _counted(f"{label.name(language())}{code}", sheet.counts[layer.id, label.id])
            yield Row(words, looks[f"{layer.id}/{label.id}"])


def _link_types(sheet: ArticleSheet, hides: Callable[[str], bool]) -> Iterator[Row]:
    """The kinds of links that the article has, each with how often."""
    counts = Counter(tie.type for tie in sheet.ties if not hides(tie.layer))
    if counts:
        yield Row(tr("Links"), is_title=True)
    for type, times in counts.items():
        yield Row(_counted(_link_name(sheet, type), times))


def _counted(name: str, times: int) -> str:
    return tr("{link}: {end}", link=name, end=QLocale(language()).toString(times))


def _link_name(sheet: ArticleSheet, type: str) -> str:
    known = sheet.codebook.link_type(type)
    return known.name(language()) if known else type


def _links(sheet: ArticleSheet, hides: Callable[[str], bool]) -> list[tuple[str, str]]:
    """What each passage is linked to; the links of one stand together."""
    seen = (tie for tie in sheet.ties if not hides(tie.layer))
    found = []
    for _, group in groupby(seen, key=lambda tie: tie.source):
        ties = list(group)
        ends = (_end(sheet, tie) for tie in ties)
        found.append((_place(sheet, ties[0].layer, ties[0].label, ties[0].words), "\n".join(ends)))
    return found


def _end(sheet: ArticleSheet, tie: Tie) -> str:
    return tr("{link}: {end}", link=_link_name(sheet, tie.type), end=one_line(tie.end, _LETTERS))


def _notes(sheet: ArticleSheet, hides: Callable[[str], bool]) -> list[tuple[str, str]]:
    return [
        (_place(sheet, note.layer, note.label, note.words), note.note)
        for note in sheet.notes
        if not hides(note.layer)
    ]


def _place(sheet: ArticleSheet, layer: str, label: str, words: str) -> str:
    known = sheet.codebook.label(layer, label)
    name = known.name(language()) if known else label
    return tr("{link}: {words}", link=name, words=one_line(words, _LETTERS))
