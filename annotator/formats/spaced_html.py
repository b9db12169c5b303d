"""HTML as text with an empty line between its paragraphs, and places in it by uncounted bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.formats import markup

if TYPE_CHECKING:
    from lxml import html

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li "  # noqa: SIM905
    "main nav ol p pre section table tr ul".split()
)
_UNSEEN = frozenset(("script", "style", "head"))


class SpacedHtml:
    """The text of some HTML; the file counts the UTF-8 bytes of its text nodes only."""

    def __init__(self, source: str) -> None:
        self._pieces: list[str] = []
        self._length = self._bytes = 0
        self._broken = ""
        self._nodes: list[str] = []
        self._first_bytes: list[int] = []
        self._places: list[int] = []
        root = markup.of_text(source)
        body = root.find("body")
        self._walk(root if body is None else body)
        self.text = "".join(self._pieces)

    def span_of_bytes(self, start: int | None, end: int | None) -> Span | None:
        """The span of `[start, end)` in bytes; nothing where it lies outside the text."""
        if start is None or end is None or not 0 <= start <= end <= self._bytes or not self._nodes:
            return None
        last = max(0, bisect_left(self._first_bytes, end) - 1)
        first = max(0, bisect_right(self._first_bytes, start) - 1)
        begin, stop = self._place(first, start), self._place(last, end)
        return Span(begin, max(begin, stop))

    def _place(self, node: int, offset: int) -> int:
        words = self._nodes[node].encode()[: offset - self._first_bytes[node]]
        return self._places[node] + len(words.decode(errors="ignore"))

    def _walk(self, root: html.HtmlElement) -> None:
        # By hand and not by recursion: documents may be nested as deep as somebody wanted.
        stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
        while stack:
            element, done = stack.pop()
            if not done:
                self._enter(element)
                stack.append((element, True))
                if element.tag not in _UNSEEN:
                    stack += [(child, False) for child in reversed(element)]
                continue
            if element.tag in _BLOCKS:
                self._broken = "\n\n"
            if element is not root:
                self._add(element.tail)

    def _enter(self, element: html.HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self._broken = "\n\n"
        elif element.tag == "br":
            self._broken = self._broken or "\n"
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            self._add(element.text)

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if self._broken and self._length and words.strip():
            behind = self._pieces[-1]
            ends = len(behind) - len(behind.rstrip("\n"))
            self._put("\n" * max(0, len(self._broken) - ends))
        if words.strip():
            self._broken = ""
        self._nodes.append(words)
        self._first_bytes.append(self._bytes)
        self._places.append(self._length)
        self._bytes += len(words.encode())
        self._put(words)

    def _put(self, words: str) -> None:
        if words:
            self._pieces.append(words)
            self._length += len(words)
