"""The versions of the codebook, and what is different between any two of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from annotator.desktop.controls.differences import DifferenceList
from annotator.desktop.controls.texts import muted, plain
from annotator.desktop.controls.times import told_time
from annotator.desktop.dialogs.frame import Dialog
from annotator.desktop.session import Session
from annotator.domain.codebook import Codebook
from annotator.domain.codebook_changes import differences
from annotator.domain.turning import short
from annotator.store import versions
from annotator.words import language, tr

_WIDE, _HIGH = 600, 380
_NOW = ""


class VersionsDialog(Dialog):
    """Need not be answered: the text can be worked on meanwhile."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("Versions of the codebook"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column.addStrut(_WIDE)
        self.old, self.new = QComboBox(self), QComboBox(self)
        self.old.setAccessibleName(tr("Older version"))
        self.new.setAccessibleName(tr("Newer version"))
        self._lay_out()
        for box in (self.old, self.new):
            box.currentIndexChanged.connect(self._show)
        session.changed.connect(self._fill)
        session.closed.connect(self.reject)
        self._fill()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(plain(tr("From")))
        row.addWidget(self.old, 1)
        row.addWidget(plain(tr("to")))
        row.addWidget(self.new, 1)
        self.about = muted(wrap=True)
        self.found = DifferenceList(self)
        self.found.setMinimumHeight(_HIGH)
        self.column.addLayout(row)
        self.column.addWidget(self.about)
        self.column.addWidget(self.found, 1)
        self.main.setText(tr("Close"))
        self.cancel.hide()
        self.add_buttons()
        self.old.setFocus()

    def _fill(self) -> None:
        """Offer all versions, the newest first, and the codebook as it stands now."""
        known = list(reversed(versions.everyone(self._session.project)))
        chosen = (self.old.currentData(), self.new.currentData())
        offered = [(tr("as it stands now"), _NOW)] + [(one.version, one.id) for one in known]
        for box, before, first in ((self.old, chosen[0], 1), (self.new, chosen[1], 0)):
            blocked = box.blockSignals(True)
            box.clear()
            for words, id in offered:
                box.addItem(short(words, 80), id)
            place = box.findData(before) if before is not None else -1
            box.setCurrentIndex(place if place >= 0 else min(first, len(offered) - 1))
            box.blockSignals(blocked)
        self._show()

    def _show(self) -> None:
        old, new = self._codebook(self.old.currentData()), self._codebook(self.new.currentData())
        self.found.show_differences(differences(old, new, language()))
        self.about.setText(self._said(self.new.currentData()))

    def _codebook(self, version: str) -> Codebook:
        if version == _NOW:
            return self._session.codebook
        return versions.codebook_of(self._session.project, version)

    def _said(self, version: str) -> str:
        """When a version was published, its note, and the start of its checksum."""
        known = {one.id: one for one in versions.everyone(self._session.project)}
        if version not in known:
            return tr(
                "Annotations made now carry {version}.", version=self._session.codebook_version
            )
        one = known[version]
        when = tr(
            "{version}, published {at} · {sha256}",
            version=one.version,
            at=told_time(one.at),
            sha256=one.sha256[:12],
        )
        return f"{when}\n{one.note}" if one.note else when
