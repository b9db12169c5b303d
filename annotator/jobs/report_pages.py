"""Pages of paragraphs and tables, written as HTML or Markdown; the same page is the same bytes."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.jobs import output

Cell = Sentence | str | int
Worded = Callable[[Sentence], str]
"""Puts a sentence into words, in some language."""
Drawing = Callable[[Worded], str]
"""An SVG element, its words in some language."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; columns but the first are numbers where their cells are."""

    title: Sentence | None
    head: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `svg` are pictures, which Markdown goes without."""

    title: Sentence
    paragraphs: Sequence[Sentence] = ()
    tables: Sequence[Table] = ()
    code: str = ""
    svg: Sequence[Drawing] = ()


@dataclass(slots=True)
class Page:
    """A title and its sections."""

    title: Sentence
    sections: list[Section] = field(default_factory=list)

    def add(
        self,
        title: Sentence,
        paragraphs: Sequence[Sentence] = (),
        *,
        tables: Sequence[Table] = (),
        code: str = "",
        svg: Sequence[Drawing] = (),
    ) -> None:
        """One more section."""
        self.sections.append(Section(title, paragraphs, tables, code, svg))


def write(page: Page, out: Path, worded: Worded = str, language: str = "en") -> None:
    """Write a page to a file whose ending says how.

    Raises:
        AnnotatorError: the ending is another one, or the file cannot be written.
    """
    refuse_ending(out)
    is_markdown = out.suffix.casefold() == ".md"
    text = as_markdown(page, worded) if is_markdown else as_html(page, worded, language)
    with output.whole_file(out) as file:
        file.write(text.encode())


def refuse_ending(out: Path) -> None:
    """Refuse a file name that does not say how to write.

    Raises:
        AnnotatorError: it ends neither in .html nor in .md.
    """
    if out.suffix.casefold() not in {".html", ".htm", ".md"}:
        raise AnnotatorError(
            say("{path} should end in .html or .md; nothing was written.", path=out)
        )


def quoted(words: str) -> str:
    """Words as one argument on a command line, where they need it."""
    return words if re.fullmatch(r"[\w./,:-]+", words) else "'" + words.replace("'", "'\\''") + "'"


def _words(cell: Cell, worded: Worded) -> str:
    return worded(cell) if isinstance(cell, Sentence) else str(cell)


# ---------------------------------------------------------------------- HTML

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse;margin:1em 0}caption{text-align:left;padding:.3em 0}
th,td{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}
pre{background:#f3f2ef;padding:.8em;white-space:pre-wrap}
figure{margin:1em 0}svg{max-width:100%;height:auto}
@media(prefers-color-scheme:dark){body{background:#1a1b1d;color:#e4e2dd}pre{background:#2c2e32}
th,td{border-color:#555}svg{background:#fff}}"""


def as_html(page: Page, worded: Worded, language: str) -> str:
    """One file that needs nothing else."""
    title = html.escape(worded(page.title))
    parts = [
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
    ]
    for section in page.sections:
        parts.append(f"<h2>{html.escape(worded(section.title))}</h2>")
        parts += [f"<p>{html.escape(worded(one))}</p>" for one in section.paragraphs]
        parts += [_html_table(one, worded) for one in section.tables]
        parts += [f"<figure>{one(worded)}</figure>" for one in section.svg]
        parts += [f"<pre>{html.escape(section.code)}</pre>"] if section.code else []
    return "\n".join([*parts, "</body>\n</html>\n"])


def _html_table(table: Table, worded: Worded) -> str:
    caption = f"<caption>{html.escape(worded(table.title))}</caption>\n" if table.title else ""
    head = "".join(f"<th>{html.escape(_words(one, worded))}</th>" for one in table.head)
    rows = "\n".join(
        "<tr>" + "".join(_html_cell(one, worded) for one in row) + "</tr>" for row in table.rows
    )
    return f"<table>\n{caption}<tr>{head}</tr>\n{rows}\n</table>"


def _html_cell(cell: Cell, worded: Worded) -> str:
    kind = ' class="n"' if isinstance(cell, int) else ""
    return f"<td{kind}>{html.escape(_words(cell, worded))}</td>"


# ---------------------------------------------------------------------- Markdown

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(page: Page, worded: Worded) -> str:
    """Plain Markdown with pipe tables."""
    parts = [f"# {_plain(worded(page.title))}"]
    for section in page.sections:
        parts.append(f"## {_plain(worded(section.title))}")
        parts += [_plain(worded(one)) for one in section.paragraphs]
        for table in section.tables:
            parts += [_plain(worded(table.title))] if table.title else []
            parts.append(_markdown_table(table, worded))
        # Every line of it: a name may hold a line's end.
        parts += ["\n".join(f"    {one}" for one in section.code.splitlines())] * bool(section.code)
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table, worded: Worded) -> str:
    first = table.rows[0] if table.rows else ()
    marks = ["---:" if isinstance(one, int) else "---" for one in first] or ["---"] * len(
        table.head
    )
    lines = [[_plain(_words(one, worded)) for one in row] for row in (table.head, *table.rows)]
    lines.insert(1, marks)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(words: str) -> str:
    """Words that no reader of Markdown takes for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))
