"""Which version this is, and what it rests on."""

import platform
from importlib.metadata import version

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.store.integrity import sqlite_version
from annotator.words import tr


def show_about(parent: QWidget) -> None:
    """Show versions, licence and the promise that nothing leaves the machine."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(tr("About Annotator"))
    box.setText(f"Annotator {version('annotator')}")
    box.setInformativeText(
        tr(
            "Label news articles by hand. Nothing leaves this machine: the program never uses the "
            "network.\n\nPython {python}, Qt {qt}, SQLite {sqlite}. MIT licence; Qt is used under "
            "the LGPL 3.",
            python=platform.python_version(),
            qt=PySide6.__version__,
            sqlite=sqlite_version(),
        )
    )
    box.exec()
    box.deleteLater()
