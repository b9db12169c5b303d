"""Times as people read them."""

from PySide6.QtCore import QDateTime, QLocale, Qt

from annotator.words import language


def told_time(at: str) -> str:
    """A time in UTC (ISO 8601) as clocks here show it."""
    local = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale(language()).toString(local, QLocale.FormatType.ShortFormat)
