"""What helps a person find the way: every command by name, all keys, a tour, what this is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from annotator.desktop.actions import GROUPS, TABLE
from annotator.desktop.dialogs.about_dialog import show_about
from annotator.desktop.popups.palette import Command
from annotator.desktop.popups.tour import Stop
from annotator.words import language, told, tr

if TYPE_CHECKING:
    from annotator.desktop.window import Window


class Guidance(QObject):
    """One per window."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def show_palette(self) -> None:
        """Every command by name."""
        table = self._window.actions_table
        self._window.overlays.palette.ask(
            [
                Command(entry.id, told(entry.title), _keys(entry.keys), table[entry.id].isEnabled())
                for entry in TABLE
            ]
            + self._window.verbs.seeing.commands()
            + self._window.verbs.sets.commands()
        )

    def show_keys(self) -> None:
        """The cheat sheet."""
        groups = [
            (
                told(group),
                [(_keys(e.keys), told(e.title)) for e in TABLE if e.group is group and e.keys],
            )
            for group in GROUPS
        ]
        if self._session.is_open:
            labels = [
                (label.key.upper(), label.name(language()))
                for label in self._session.codebook.labels()
                if label.key
            ]
            groups.insert(2, (tr("Labels"), labels))
        self._window.overlays.cheat_sheet.show_keys(groups)

    def show_tour(self) -> None:
        """Two minutes through the window."""
        self._window.overlays.tour.begin(stops(self._window))

    def show_about(self) -> None:
        """Which version this is, and what it rests on."""
        show_about(self._window)


def stops(window: "Window") -> list[Stop]:
    """The stops of the tour."""
    return [
        Stop(
            tr("Your articles"),
            tr(
                "One line an article: an empty ring is not started, a half one in progress, a full "
                "one done. Type above to filter."
            ),
            window.articles,
        ),
        Stop(
            tr("Select words"),
            tr(
                "Drag with the mouse: the edges find whole words and their quotation marks. Or put "
                "the caret into a quotation and press Space until it is selected."
            ),
            window.view.canvas,
        ),
        Stop(
            tr("Label them"),
            tr(
                "Press the key of a label: 5 for an accusation, P for a person, L for a place. "
                "Then S says who speaks: type a few letters, Enter. Plus adds the second half of "
                "an interrupted quotation."
            ),
            window.view.canvas,
        ),
        Stop(
            tr("What is in hand"),
            tr(
                "Attributes, links and a note of the passage stand here; F2 and Ctrl+M bring you "
                "here from the text. The codebook's rules are behind the second tab, or F1."
            ),
            window.side,
        ),
        Stop(
            tr("Nothing to save"),
            tr(
                "What you see is in the file already. Ctrl+Z takes anything back, tomorrow too. "
                "Ctrl+Enter: done, next article. A question mark shows all keys."
            ),
            window.status,
        ),
    ]


def _keys(keys: tuple[str, ...]) -> str:
    if not keys:
        return ""
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.PortableText)
