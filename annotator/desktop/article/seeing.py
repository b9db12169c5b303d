"""The commands that show, dim and hide layers, and what says so around the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.desktop.popups.palette import Command
from annotator.words import language, tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window

_ONLY, _TURN = "only_layer:", "layer_sight:"
"""How the palette's commands for one layer begin; its id follows."""


class Seeing(QObject):
    """One per window."""

    said = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._layers = window.view.layers
        self._last = ""
        self._layers.changed.connect(self._show)
        self._layers.said.connect(self.said)
        self._session.opened.connect(self._show)
        self._session.closed.connect(self._show)
        window.codebook.sight_requested.connect(self._turn)
        window.status.layers_requested.connect(self._layers.show_all)
        self._show()

    def turn(self) -> None:
        """Show, dim or hide the layer one is at."""
        if layer := self._here():
            self._turn(layer)

    def show_only(self) -> None:
        """Hide all layers but the one one is at."""
        if layer := self._here():
            self._layers.show_only(layer)

    def commands(self) -> list[Command]:
        """For the palette: both for each layer by name."""
        layers = self._session.codebook.layers if self._session.is_open else ()
        named = [(layer.id, layer.name(language())) for layer in layers]
        return [
            *(Command(_ONLY + id, tr("Show only: {layer}", layer=name)) for id, name in named),
            *(
                Command(_TURN + id, tr("Show, dim or hide: {layer}", layer=name))
                for id, name in named
            ),
        ]

    def run(self, command: str) -> bool:
        """Do one of `commands`; whether it was one of them."""
        if command.startswith(_ONLY):
            self._layers.show_only(command.removeprefix(_ONLY))
        elif command.startswith(_TURN):
            self._turn(command.removeprefix(_TURN))
        else:
            return False
        return True

    def _here(self) -> str:
        """The layer of the passage in hand, else of the label chosen, else the one turned last."""
        mine = self._window.desk.annotations() if self._window.desk.is_reading else []
        chosen = self._window.codebook.chosen
        layer = mine[0].layer if mine else chosen.layer if chosen else self._last
        if not layer:
            self.said.emit(tr("Go to a passage, or choose a label in the codebook."))
        return layer

    def _turn(self, layer: str) -> None:
        self._last = layer
        self._layers.turn(layer)
        known = self._session.codebook.layer(layer)
        if known is not None:
            words = {"shown": tr("{layer}: shown"), "dimmed": tr("{layer}: dimmed")}
            said = words.get(self._layers.of(layer), tr("{layer}: hidden"))
            self.said.emit(said.format(layer=known.name(language())))

    def _show(self) -> None:
        layers = self._session.codebook.layers if self._session.is_open else ()
        self._window.codebook.rows.show_sights({one.id: self._layers.of(one.id) for one in layers})
        self._window.status.show_hidden([one.name(language()) for one in self._layers.hidden()])
