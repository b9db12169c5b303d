"""Colours as "#rrggbb": mixing them, and keeping them legible (WCAG contrast)."""

from functools import lru_cache

TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0
_MIDDLE = 0.18
_LINEAR = 0.04045
_FAINTEST = 0.05


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, ground: str, share: float) -> str:
    """The colour laid over the ground with this opacity, 0 to 1."""
    over, under = channels(colour), channels(ground)
    return "#" + "".join(
        f"{round(o * share + u * (1 - share)):02x}" for o, u in zip(over, under, strict=True)
    )


@lru_cache(maxsize=256)
def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= _LINEAR else float(((value + 0.055) / 1.055) ** 2.4)


@lru_cache(maxsize=2048)
def luminance(colour: str) -> float:
    """Relative luminance, 0 black to 1 white."""
    red, green, blue = (_linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=2048)
def legible(colour: str, ground: str, ratio: float) -> str:
    """The colour, darkened or lightened just enough to reach the ratio on the ground."""
    goal = "#000000" if luminance(ground) > _MIDDLE else "#ffffff"
    for step in range(21):
        tried = mixed(goal, colour, step / 20)
        if contrast(tried, ground) >= ratio:
            return tried
    return goal


@lru_cache(maxsize=4096)
def tint(colour: str, ground: str, text: str, share: float) -> str:
    """The colour over the ground, as strong as the share but never too strong for the text."""
    while share > _FAINTEST and contrast(mixed(colour, ground, share), text) < TEXT_CONTRAST:
        share -= 0.02
    return mixed(colour, ground, share)
