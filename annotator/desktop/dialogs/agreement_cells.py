"""The words in the tables of agreement, and what a click on each asks for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from annotator.desktop import theme
from annotator.desktop.pictures.picture import mixed
from annotator.domain.codebook import Codebook
from annotator.jobs import agreement_figures, agreement_report, statistic_words
from annotator.jobs.statistic_words import StatisticLine
from annotator.review.agreement import LayerAgreement
from annotator.words import language, told, tr

Cell = tuple[str, tuple[str, ...]]
Cells = tuple[list[str], list[list[Cell]]]
"""The head, and rows of words with what they stand for."""

_FAINTEST, _STRONGEST = 0.06, 0.45


def statistic_cells(one: LayerAgreement, codebook: Codebook, layer: str, advanced: bool) -> Cells:
    """A row a statistic: name, value, interval, what it says."""
    head = [tr("Statistic"), tr("Value"), tr("95 % interval"), tr("What it says")]
    lines = statistic_words.of_layer(one, advanced=advanced)
    return head, [_row(line, codebook, layer) for line in lines]


def _row(line: StatisticLine, codebook: Codebook, layer: str) -> list[Cell]:
    name = told(line.name)
    if line.id[0] == "alpha_u":
        name = tr("αU of {label}", label=named(codebook, layer, line.id[1]))
    value = line.statistic.value
    if value is None:
        why = told(line.statistic.why) if line.statistic.why else ""
        words = [name, "–", "–", why]
    else:
        span = agreement_report.interval(line.statistic)
        words = [name, f"{value:.3f}", span, told(line.meaning)]
    return [(one, line.id) for one in words]


def matrix_cells(one: LayerAgreement, codebook: Codebook, layer: str) -> Cells:
    """How often one set has the label of the row and a later one that of the column."""
    labels = agreement_figures.labels_of(one)
    names = [named(codebook, layer, label) for label in labels]
    rows: list[list[Cell]] = []
    for label, name in zip(labels, names, strict=True):
        counts = [one.confusion.get(label, {}).get(other, 0) for other in labels]
        cells: list[Cell] = [
            (str(count) if count else "·", ("confusion", label, other) if count else ())
            for count, other in zip(counts, labels, strict=True)
        ]
        rows.append([(name, ()), *cells])
    return ["", *names], rows


def shade(table: QTableWidget) -> None:
    """Give the counts of a matrix a ground that is the stronger, the more there are."""
    items = [
        item
        for row in range(table.rowCount())
        for column in range(1, table.columnCount())
        if (item := table.item(row, column)) is not None
    ]
    counts = {id(item): int(item.text()) if item.text().isdigit() else 0 for item in items}
    most = max(counts.values(), default=0) or 1
    for item in items:
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        if counts[id(item)]:
            share = _FAINTEST + (_STRONGEST - _FAINTEST) * counts[id(item)] / most
            item.setBackground(mixed(theme.current().accent, share))


def named(codebook: Codebook, layer: str, label: str) -> str:
    """A label's name for people; "" is nothing."""
    known = codebook.label(layer, label)
    return known.name(language()) if known else label or tr("nothing")
