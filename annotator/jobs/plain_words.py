"""Words from a file made fit to be kept: no half characters, no control characters."""

import re

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_BREAK = re.compile(r"[\r\n\t]")


def plain(words: str) -> str:
    """One line of text without what no name may have."""
    if words.isprintable():
        return words.strip()
    # One look at each run of blanks: a pattern with blanks on both sides takes the square of them.
    return _BLANKS.sub(_one_line, fit(words)).strip()


def _one_line(blanks: re.Match[str]) -> str:
    return " " if _BREAK.search(blanks[0]) else blanks[0]


def fit(words: str) -> str:
    """Text with a replacement character for each half of a pair and each control character."""
    return _UNFIT.sub("\ufffd", words)
