"""Words from a file made fit to be kept: no half characters, no control characters."""

import re

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BREAK = re.compile(r"\s*[\r\n\t]\s*")


def plain(words: str) -> str:
    """One line of text without what no name may have."""
    return _BREAK.sub(" ", fit(words)).strip()


def fit(words: str) -> str:
    """Text with a replacement character for each half of a pair and each control character."""
    return _UNFIT.sub("\ufffd", words)
