"""Letters larger and smaller, light and dark, names and codes: the reading settings as commands."""

from collections.abc import Callable

from annotator.desktop import theme
from annotator.desktop.settings import RANGES, Settings

_STANDARD = Settings().font_size
_NAMES = ("names", "codes", "none")


class ReadingSettings:
    """Changes the settings and has the view drawn anew."""

    def __init__(self, settings: Settings, restyle: Callable[[], None]) -> None:
        self._settings = settings
        self._restyle = restyle

    def zoom(self, steps: int) -> None:
        """Letters larger by so many steps of a tenth, or smaller."""
        size = self._settings.font_size * 1.1**steps
        least, most = RANGES["font_size"]
        self._settings.font_size = round(float(min(most, max(least, size))), 1)
        self._restyle()

    def reset_zoom(self) -> None:
        """Letters as at first."""
        self._settings.font_size = _STANDARD
        self._restyle()

    def turn_theme(self) -> None:
        """From light to dark and back."""
        self._settings.theme = "light" if theme.current().dark else "dark"
        theme.apply(self._settings.theme)
        self._restyle()

    def turn_names(self) -> None:
        """Label names, then codes, then none."""
        place = _NAMES.index(self._settings.names) if self._settings.names in _NAMES else 0
        self._settings.names = _NAMES[(place + 1) % len(_NAMES)]
        self._restyle()

    def turn_invisibles(self) -> None:
        """Show invisible characters, or not."""
        self._settings.invisibles = not self._settings.invisibles
        self._restyle()
