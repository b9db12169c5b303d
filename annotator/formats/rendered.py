"""HTML as a browser shows it: its text, and where in it each of its text nodes starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats import markup

if TYPE_CHECKING:
    from lxml import html


class Rendered:
    """The text of some HTML in document order; offsets are code points of it."""

    def __init__(self, source: str) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._starts: dict[str, int] = {}
        root = markup.of_text(source)
        body = root.find("body")
        self._walk(root if body is None else body, "")
        self.text = "".join(self._pieces)

    def place(self, path: str, offset: int) -> int | None:
        """Where an offset in the node at an XPath lies; nothing where there is no such node."""
        start = self._starts.get(path, self._starts.get(path.replace("/tbody[1]", "")))
        return None if start is None else start + offset

    def _walk(self, element: html.HtmlElement, path: str) -> None:
        self._starts[path] = self._length
        texts = 0
        seen: dict[str, int] = {}

        def text_node(words: str | None) -> None:
            nonlocal texts
            if words:
                texts += 1
                self._starts[f"{path}/text()[{texts}]"] = self._length
                self._add(words)

        text_node(element.text)
        for child in element:
            if isinstance(child.tag, str):
                seen[child.tag] = seen.get(child.tag, 0) + 1
                self._child(child, f"{path}/{child.tag}[{seen[child.tag]}]")
            text_node(child.tail)

    def _child(self, child: html.HtmlElement, path: str) -> None:
        if child.tag in {"script", "style", "head"}:
            return
        if child.tag == "br":
            self._add("\n")
        self._walk(child, path)

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
