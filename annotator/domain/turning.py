"""Names as they are shown: nothing in them turns what follows, and none is longer than a line.

With characters that turn it round, `invoice_gpj.exe` can be made to look like `invoice_exe.jpg`.
Source of the list: Unicode Standard Annex 9, section 2. In articles they stay: there they may be
meant.
"""

_NAMES = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_SHOWN = str.maketrans({character: f"[{name}]" for character, name in _NAMES.items()})


def visible(words: str) -> str:
    """A name in which nothing turns what comes after it: such characters are named."""
    # Most names are plain; they cost next to nothing.
    return words if words.isascii() else words.translate(_SHOWN)


_LONGEST = 1000


def short(words: str, most: int = _LONGEST) -> str:
    """The beginning of words that no line can hold: to lay out millions takes minutes."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def brief(words: str, most: int) -> str:
    """Words of an article as they are named in passing: no blank before the ellipsis."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def one_line(words: str, most: int) -> str:
    """The same without the breaks of lines in them."""
    return brief(" ".join(words.split()), most)
