"""Publishing a version of the codebook: its name, a note, and what is different since the last."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from annotator.desktop.controls.differences import DifferenceList
from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.dialogs.frame import Dialog, accept_with_keys, form
from annotator.desktop.session import Session
from annotator.domain.codebook_changes import Difference, differences, following
from annotator.domain.sentence import say
from annotator.store import versions
from annotator.words import language, tr

_WIDE, _HIGH = 520, 260


class PublishDialog(Dialog):
    """Asks for name and note; `known` are the names that versions have."""

    def __init__(
        self,
        version: str,
        found: Sequence[Difference],
        parent: QWidget | None = None,
        known: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self._known, self._may = known, bool(found) or not version
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
        self._lay_out(version)
        self.version.textChanged.connect(self._look)
        self.add_buttons()
        accept_with_keys(self)
        self.note.setFocus()
        self._look()

    def _lay_out(self, version: str) -> None:
        rows = form()
        rows.addRow(plain(tr("Version")), self.version)
        rows.addRow(plain(tr("Note")), self.note)
        self.version.setAccessibleName(tr("Version"))
        self.note.setAccessibleName(tr("Note"))
        self.column.addLayout(rows)
        self.said = plain(kind="warning", wrap=True)
        self.said.hide()
        self.column.addWidget(self.said)
        since = tr("Since version {version}:", version=version) if version else ""
        self.column.addWidget(muted(since, wrap=True))
        self.column.addWidget(self.found, 1)
        self.main.setText(tr("Publish"))

    def _look(self) -> None:
        """A name that cannot be had is refused here, where the note is not lost with it."""
        version = self.version.text().strip()
        words = "" if version else tr("A version needs a name, such as 1.1.0.")
        if version in self._known:
            words = tr("There is a version {version} already.", version=version)
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.main.setEnabled(self._may and not words)

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
        dialog = cls(last.version if last else "", found, parent, [one.version for one in known])
        taken = bool(dialog.exec())
        version, note = dialog.version.text().strip(), dialog.note.toPlainText().strip()
        dialog.deleteLater()
        if not taken:
            return ""
        name = say("Publish version {version} of the codebook", version=version)
        with session.edit(name, labels=False) as project:
            versions.publish(project, version, note)
        return version
