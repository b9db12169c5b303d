"""Something unexpected happened: what one can read, copy and send on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from annotator.desktop.controls.texts import heading, muted
from annotator.desktop.dialogs.frame import Dialog
from annotator.words import tr

_SEVERAL = "\n\n" + "-" * 60 + "\n\n"


class ErrorDialog(Dialog):
    """Stands beside the window and stops nothing; further reports are added to the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something unexpected happened"))
        self.report = QPlainTextEdit(self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy = QPushButton(tr("Copy the report"), self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self._lay_out()

    @classmethod
    def show_bug(cls, parent: QWidget | None, report_text: str) -> "ErrorDialog":
        """Show a report, in the dialog that is open already if there is one."""
        found = parent.findChild(ErrorDialog) if parent is not None else None
        dialog = found if isinstance(found, ErrorDialog) and found.isVisible() else cls(parent)
        dialog.add(report_text)
        dialog.show()
        dialog.raise_()
        return dialog

    def add(self, report_text: str) -> None:
        """Add a report to those it shows."""
        before = self.report.toPlainText()
        self.report.setPlainText(f"{before}{_SEVERAL}{report_text}" if before else report_text)

    def _lay_out(self) -> None:
        self.resize(680, 440)
        self.cancel.hide()
        self.main.setText(tr("Go on"))
        self.column.addWidget(heading(self.windowTitle(), self))
        self.column.addWidget(
            muted(
                tr(
                    "You can go on working; everything you labelled is in the project file. "
                    "With this report the error can be found. It holds none of your texts."
                ),
                self,
                wrap=True,
            )
        )
        self.column.addWidget(self.report, 1)
        self.add_buttons(self.copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(tr("Copied"))
