"""Articles: an immutable text and what is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a person may correct about an article; the text itself never changes.

    `date` is as precise as known: `2024`, `2024-11` or `2024-11-23`.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def date_precision(self) -> str:
        """`day`, `month`, `year`, or nothing where no date is known."""
        return {10: "day", 7: "month", 4: "year"}.get(len(self.date), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How the text lay in its file, so that it can leave byte for byte as it came.

    `newline` is `lf`, `crlf`, `cr`, `mixed` or `none`; `sha256` is that of the file's bytes.
    """

    path: str = ""
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "lf"
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article without its text. `length` is in code points; `text_sha256` is over UTF-8."""

    id: str
    name: str
    metadata: Metadata
    source: Source
    length: int
    text_sha256: str
