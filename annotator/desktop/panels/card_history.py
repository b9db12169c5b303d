"""Who changed an annotation when: shown when asked for."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desktop.controls.texts import button, muted
from annotator.desktop.controls.times import told_time
from annotator.desktop.session import Session
from annotator.store import history
from annotator.store.history import Version
from annotator.words import told, tr

_MOST = 50


class History(QWidget):
    """A heading that opens the versions of one record, newest first."""

    def __init__(self, session: Session, kind: str, target: str) -> None:
        super().__init__()
        self._session, self._kind, self._target = session, kind, target
        self.toggle = button("", "small")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(lambda _open: self.refresh())
        self.list = muted(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.toggle)
        column.addWidget(self.list)
        self.refresh()

    def refresh(self) -> None:
        """Read the versions anew if they are shown."""
        opened = self.toggle.isChecked()
        self.toggle.setText(tr("▾ History") if opened else tr("▸ History"))
        self.toggle.setAccessibleName(tr("History"))
        self.list.setVisible(opened)
        if opened and self._session.is_open:
            found = history.of_record(self._session.project, self._kind, self._target)
            under = [_codebook(one) for one in found]
            lines = [
                _told_version(one, now if now != before else "")
                for one, before, now in zip(found, ["", *under], under, strict=False)
            ]
            self.list.setText("\n".join(reversed(lines[-_MOST:])))


def _codebook(version: Version) -> str:
    """The version of the codebook under which it was made, where it is of that kind."""
    return str((version.body or {}).get("codebook_version", ""))


def _told_version(version: Version, codebook: str) -> str:
    """When, who, what, and the codebook it was made under where that is another one."""
    under = tr("codebook {version}", version=codebook) if codebook else ""
    parts = (told_time(version.at), version.coder, told(version.edit), under)
    return " · ".join(part for part in parts if part)
