"""Publishing a version of the codebook: its name, a note, and what is different since the last."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from annotator.desktop.controls.differences import DifferenceList
from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.dialogs.frame import Dialog, form
from annotator.desktop.session import Session
from annotator.domain.codebook_changes import Difference, differences, following
from annotator.domain.sentence import say
from annotator.store import versions
from annotator.words import language, tr

_WIDE, _HIGH = 520, 260


class PublishDialog(Dialog):
    """Asks for name and note."""

    def __init__(
        self, version: str, found: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Publish a version of the codebook"))
        self.column.addStrut(_WIDE)
        self.version = QLineEdit(following(version), self)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(72)
        self.note.setPlaceholderText(tr("What changed, and why"))
        self.found = DifferenceList(self)
        self.found.setMinimumHeight(_HIGH)
        self.found.show_differences(found)
        rows = form()
        rows.addRow(plain(tr("Version")), self.version)
        rows.addRow(plain(tr("Note")), self.note)
        self.version.setAccessibleName(tr("Version"))
        self.note.setAccessibleName(tr("Note"))
        self.column.addLayout(rows)
        since = tr("Since version {version}:", version=version) if version else ""
        self.column.addWidget(muted(since, wrap=True))
        self.column.addWidget(self.found, 1)
        self.main.setText(tr("Publish"))
        self.main.setEnabled(bool(found) or not version)
        self.add_buttons()
        self.note.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, session: Session) -> str:
        """Let a person publish: one edit; the name of the version, or nothing.

        Raises:
            AnnotatorError: there is such a version already, or nothing changed.
        """
        known = versions.everyone(session.project)
        last = known[-1] if known else None
        before = versions.codebook_of(session.project, last.id) if last else None
        found = differences(before, session.codebook, language()) if before else []
        dialog = cls(last.version if last else "", found, parent)
        taken = bool(dialog.exec())
        version, note = dialog.version.text().strip(), dialog.note.toPlainText().strip()
        dialog.deleteLater()
        if not taken:
            return ""
        name = say("Publish version {version} of the codebook", version=version)
        with session.edit(name, labels=False) as project:
            versions.publish(project, version, note)
        return version
