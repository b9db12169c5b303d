"""A label's rule as a tool tip: what it means, what belongs to it, examples."""

from collections.abc import Mapping

from annotator.domain.codebook import Label, in_language
from annotator.words import language, tr

_MOST = 3
"""Lines of each list that fit a tip; the rest is beside the text, behind F1."""
_WIDE = 360


def worded(lists: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The list in the language in use, else in English, else in any."""
    return lists.get(language()) or lists.get("en") or next(iter(lists.values()), ())


def rule_tip(label: Label) -> str:
    """Rich text whose words are never read as markup; empty where the label has no rule."""
    paragraphs = [
        _escaped(words)
        for words in (
            in_language(label.question, language()),
            in_language(label.definition, language()),
        )
        if words
    ]
    for title, lists in (
        (tr("Include"), label.include),
        (tr("Leave out"), label.exclude),
        (tr("Examples"), label.examples),
    ):
        lines = worded(lists)
        if lines:
            more = [f"… (+{len(lines) - _MOST})"] if len(lines) > _MOST else []
            shown = [*map(_escaped, lines[:_MOST]), *more]
            paragraphs.append(f"<i>{_escaped(title)}</i><br>" + "<br>".join(shown))
    if not paragraphs:
        return ""
    head = f"<b>{_escaped(label.name(language()))}</b>"
    body = "".join(f"<p style='margin: 4px 0'>{one}</p>" for one in (head, *paragraphs))
    return f"<table width={_WIDE}><tr><td>{body}</td></tr></table>"


def rule_lines(label: Label) -> list[str]:
    """The definition, and the first example, as plain lines."""
    examples = worded(label.examples)[:1]
    return [one for one in (in_language(label.definition, language()), *examples) if one]


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
