"""Which layers are shown, dimmed or hidden on the canvas; remembered for each project."""

from collections.abc import Iterable, Mapping
from typing import Literal

from PySide6.QtCore import QObject, Signal

from annotator.desktop import settings as remembered
from annotator.desktop.canvas.style import Look
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.domain.codebook import Layer
from annotator.store.edits import Edit
from annotator.words import language, tr

Sight = Literal["shown", "dimmed", "hidden"]
SIGHTS: tuple[Sight, ...] = ("shown", "dimmed", "hidden")
_MOST = 200
"""Projects whose layers are remembered."""
_FEW = 20
"""Changes of one edit that are looked at: a person's gesture makes no more."""


class LayerSight(QObject):
    """One per window. Nothing that is hidden can be clicked, walked to or changed by a key."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        session.changed.connect(self._follow)

    def of(self, layer: str) -> Sight:
        """Whether a layer is shown, dimmed or hidden."""
        found = self._kept().get(layer, "shown")
        return next((sight for sight in SIGHTS if sight == found), "shown")

    def hidden(self) -> list[Layer]:
        """The layers of the codebook that cannot be seen."""
        layers = self._session.codebook.layers if self._session.is_open else ()
        return [layer for layer in layers if self.of(layer.id) == "hidden"]

    def hides(self, layer: str) -> bool:
        """Whether a layer cannot be seen."""
        return self.of(layer) == "hidden"

    def turn(self, layer: str) -> None:
        """Shown, then dimmed, then hidden, then shown again."""
        place = SIGHTS.index(self.of(layer))
        self.put({layer: SIGHTS[(place + 1) % len(SIGHTS)]})

    def show_only(self, layer: str) -> None:
        """Hide all layers but this one."""
        layers = self._session.codebook.layers
        self.put({one.id: "shown" if one.id == layer else "hidden" for one in layers})

    def show_all(self) -> None:
        """Show every layer."""
        self.put({layer.id: "shown" for layer in self._session.codebook.layers})

    def put(self, sights: Mapping[str, Sight]) -> None:
        """Show, dim or hide layers, and remember it."""
        if not self._session.is_open:
            return
        after = {**self._kept(), **sights}
        kept = {layer: sight for layer, sight in after.items() if sight != "shown"}
        if kept == self._kept():
            return
        self._remember(kept)
        self.changed.emit()

    def show_again(self, layers: Iterable[str]) -> None:
        """Show layers that somebody works in although they were hidden, and say so."""
        back = [layer for layer in self.hidden() if layer.id in set(layers)]
        if back:
            self.put({layer.id: "shown" for layer in back})
            names = ", ".join(layer.name(language()) for layer in back)
            self.said.emit(tr("This layer is shown again: {layer}.", layer=names))

    def seen(self, looks: Mapping[str, Look]) -> dict[str, Look]:
        """The looks, by `LAYER/LABEL`, that are to be drawn, each as strong as its layer."""
        sights = {key: self.of(key.split("/", 1)[0]) for key in looks}
        return {
            key: look._replace(dimmed=sights[key] == "dimmed")
            for key, look in looks.items()
            if sights[key] != "hidden"
        }

    def _follow(self, edit: Edit) -> None:
        """What was just labelled, or came back by undo, is not to be out of sight."""
        if not self.hidden():
            return
        from annotator.store import annotations  # noqa: PLC0415

        article = self._session.article
        mine = [c for c in edit.changes if c.kind == "annotation" and c.article == article]
        targets = [change.target for change in mine[:_FEW] if not change.dropped]
        found = [annotations.get(self._session.project, target) for target in targets]
        own = (one for one in found if one is not None and one.set == self._session.set)
        self.show_again({one.layer for one in own})

    def _kept(self) -> dict[str, str]:
        found = self._settings.layers.get(self._key()) if self._session.is_open else None
        return dict(found) if isinstance(found, dict) else {}

    def _remember(self, kept: dict[str, str]) -> None:
        known = self._settings.layers
        known.pop(self._key(), None)
        if kept:
            known[self._key()] = kept
        for old in list(known)[:-_MOST]:
            del known[old]
        remembered.save(self._settings)

    def _key(self) -> str:
        return str(self._session.project.path.absolute())
