"""What the program remembers for a person: window, panels, reading, language, last project.

One TOML file in the user's own configuration folder; a broken one counts as none.
"""

import contextlib
import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

RANGES = {"font_size": (8, 40), "line_height": (1.0, 2.5), "measure": (40, 140), "side_tab": (0, 9)}
"""The least and the most that can be read; outside them a setting is as it came."""
_ANY_NAME = "surrogateescape"
"""File names need not be UTF-8; their bytes come back as they were."""


@dataclass(slots=True)
class Settings:
    """All of it; `font_size` in points, `measure` in characters a line, `geometry` in hex.

    `layers` has what is not simply shown: by project, layer id to `dimmed` or `hidden`.
    """

    theme: str = "system"
    language: str = ""
    coder: str = ""
    font: str = ""
    font_size: float = 13.5
    line_height: float = 1.45
    measure: int = 75
    names: str = "names"
    invisibles: bool = False
    layers: dict[str, dict[str, str]] = field(default_factory=dict)
    find_words: bool = False
    find_pattern: bool = False
    find_as_written: bool = False
    label_popup: bool = True
    print_links: bool = True
    print_notes: bool = True
    last_project: str = ""
    last_articles: dict[str, str] = field(default_factory=dict)
    looked: dict[str, int] = field(default_factory=dict)
    geometry: str = ""
    layout: str = ""
    side_tab: int = 0
    tour_seen: bool = False


def path() -> Path:
    """Where the settings lie."""
    return Path(platformdirs.user_config_path("Annotator", appauthor=False)) / "settings.toml"


def load(file: Path | None = None) -> Settings:
    """The settings as they were left; what is missing or of a wrong type is as it came."""
    file = file or path()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8", errors=_ANY_NAME))
    except (OSError, ValueError):
        return Settings()
    return Settings(**_fitting(found))


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings, whole or not at all. A folder that cannot be written is no drama."""
    file = file or path()
    import tomli_w  # noqa: PLC0415 - behind the first picture

    written = tomli_w.dumps(dataclasses.asdict(settings))
    unfinished = file.with_suffix(".tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(written, encoding="utf-8", errors=_ANY_NAME)
        unfinished.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def _fitting(found: dict[str, Any]) -> dict[str, Any]:
    defaults = dataclasses.asdict(Settings())
    return {
        name: float(value) if isinstance(defaults[name], float) else value
        for name, value in found.items()
        if name in defaults and _same_type(value, defaults[name]) and _sensible(name, value)
    }


def _sensible(name: str, value: Any) -> bool:  # noqa: ANN401 - whatever stands in the file
    if name not in RANGES:
        return True
    least, most = RANGES[name]
    return bool(least <= value <= most)


def _same_type(value: object, default: object) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
