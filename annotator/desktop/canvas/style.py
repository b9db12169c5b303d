"""How text and passages look: plain values, set by whoever owns the canvas."""

from typing import Literal, NamedTuple

Channel = Literal["tint", "lane", "underline"]


class Look(NamedTuple):
    """How the passages of one label are drawn; `color` is "#rrggbb".

    `tint` colours the words, `lane` draws a bar below the line, `underline` a thin line under
    the words. `dashed` marks what is only suggested, `dimmed` what is to stay in the background.
    Lanes of a lower `band` all stand above those of a higher one.
    """

    channel: Channel
    color: str
    name: str
    code: str
    dashed: bool = False
    dimmed: bool = False
    band: int = 0


class CanvasStyle(NamedTuple):
    """Font, measure and colours of the text.

    `size` is in points, `line_height` 1.0 to 2.5 times the font's own, `measure` in characters
    per line; colours are "#rrggbb"; `names` says what captions show.
    """

    family: str
    size: float = 13.0
    line_height: float = 1.6
    measure: int = 75
    dark: bool = False
    text: str = "#1f2328"
    background: str = "#fdfcf9"
    muted: str = "#6b7078"
    selection: str = "#b9d3f3"
    caret: str = "#111111"
    find: str = "#f4d35e"
    names: Literal["names", "codes", "none"] = "names"
    invisibles: bool = False
