"""The table of formats in the manual, drawn from the registry."""

from collections.abc import Iterable, Iterator

from annotator.formats.format import ASPECTS, Format

_HEAD = """# Formats

Drawn from the registry by `annotator formats --markdown`; change nothing here by hand.

A tick says what a format carries besides labelled passages. What it does not carry is counted
before anything is written, and said again in `OUT.report.json` beside the export. E-mail addresses
and fields about subscribers that an import brought leave only with `--personal`.
"""
_NOTES = """
- **links**: “said_by” and the like, where only some types are carried.
- DNA databases open in Discourse Network Analyzer 3; the coder Admin and all others have the
  password `annotator`. What DNA has no place for lies in tables of ours in the same file.
- WebAnno TSV is a folder: `NAME.tsv` an article, `NAME.txt/CODER.tsv` where several sets leave.
"""
_TICK = "✓"


def page(formats: Iterable[Format]) -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *_rows(formats), _NOTES])


def _rows(formats: Iterable[Format]) -> Iterator[str]:
    heads = ("Format", "`--format`", "Endings", "In", "Out", *ASPECTS, "For", "Needs")
    yield _row(heads)
    yield _row(["---"] * len(heads))
    for one in formats:
        yield _row(
            (
                str(one.title),
                f"`{one.name}`",
                " ".join(one.endings),
                one.reads,
                _out(one),
                *(_carried(one, aspect) for aspect in ASPECTS),
                ", ".join(one.dialects),
                f"`annotator[{one.extra}]`" if one.extra else "",
            )
        )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _out(one: Format) -> str:
    if not one.writes:
        return ""
    return {"stream": "file, `-`", "file": "file", "folder": "folder, zip"}[one.shape]


def _carried(one: Format, aspect: str) -> str:
    if aspect in one.carries:
        return _TICK
    return ", ".join(one.link_types) if aspect == "links" else ""
