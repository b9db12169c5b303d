"""Terms such as `speech:direct` and `said_by:Kim` in what is searched for.

An attribute and what it is to say, a link and whom it is to lead to, or whom some words name.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.codebook import Attribute, Choice, Codebook, LinkType
from annotator.domain.folding import fold

_TERM = re.compile(r"(?<!\S)([\w.-]+|\"[^\":]+\"):(\"[^\"]*\"|\S+)")
_YES = {"yes", "oui", "1", "true", "vrai"}
_ANY, _NONE = "*", "-"
_ENTRY = {"entry", "entree"}
"""What stands for the register entry that words name, in any codebook."""
_NO = {"no", "non", "0", "false", "faux"}


class ValueTerm(NamedTuple):
    """An attribute of a layer and the answers that will do.

    `values` are as they are kept, written as text; with `within` any answer that holds one of them
    will do; without `values` any answer will, and with `none` none given.
    """

    layer: str
    attribute: str
    values: tuple[str, ...] = ()
    within: bool = False
    none: bool = False


class LinkTerm(NamedTuple):
    """A link type from a layer, and folded words of the name or passage it is to lead to.

    Without `words` any end will do, and with `none` no link at all. With a `value` its attributes
    are asked instead, as those of annotations are.
    """

    type: str
    layer: str
    words: str = ""
    none: bool = False
    value: ValueTerm | None = None


class EntryTerm(NamedTuple):
    """Folded words of the name of a register entry that annotations are to name; none: of any."""

    words: str = ""


Term = ValueTerm | LinkTerm | EntryTerm


def read_terms(codebook: Codebook, words: str) -> tuple[str, tuple[tuple[Term, ...], ...]]:
    """What is left of the words without such terms, and the terms.

    Attribute and answer are named by their id or by a name in any language, without regard to
    case and accents, in quotation marks where there are spaces; `*` is any answer, and `-` none
    where a link is named. Each term is all it may mean, in whichever layer. What names nothing of
    the codebook stays with the words.
    """
    found: list[tuple[Term, ...]] = []

    def take(match: re.Match[str]) -> str:
        meant = tuple(_meant(codebook, _bare(match[1]), _bare(match[2])))
        if meant:
            found.append(meant)
        return " " if meant else match[0]

    return _TERM.sub(take, words).strip(), tuple(found)


def _bare(written: str) -> str:
    return fold(written.strip('"'))


def _meant(codebook: Codebook, name: str, value: str) -> Iterator[Term]:
    for layer in codebook.layers:
        for attribute in layer.attributes:
            if _is_called(attribute, name):
                yield _term(layer.id, attribute, value)
    for link in codebook.link_types:
        yield from _meant_by_link(link, name, value)
    if name in _ENTRY:
        yield EntryTerm("" if value == _ANY else value)


def _meant_by_link(link: LinkType, name: str, value: str) -> Iterator[LinkTerm]:
    if _is_called(link, name):
        words = "" if value in {_ANY, _NONE} else value
        yield LinkTerm(link.id, link.source, words, none=value == _NONE)
    for attribute in link.attributes:
        if _is_called(attribute, name):
            yield LinkTerm(link.id, link.source, value=_term(link.source, attribute, value))


def _is_called(thing: Attribute | LinkType, name: str) -> bool:
    return name in {fold(thing.id), *map(fold, thing.names.values())}


def _term(layer: str, attribute: Attribute, value: str) -> ValueTerm:
    any_one = ValueTerm(layer, attribute.id)
    if value == _ANY:
        return any_one
    if attribute.type == "yes_no":
        return any_one._replace(values=("1",) if value in _YES else (), none=value in _NO)
    if attribute.type in {"choice", "choices"}:
        ids = tuple(one.id for one in attribute.values if _is(one, value))
        return any_one._replace(values=ids or (value,))
    number = attribute.type == "number"
    return any_one._replace(
        values=(value.replace(",", ".") if number else value,), within=not number
    )


def _is(choice: Choice, value: str) -> bool:
    """Whether a name or the id starts so; a whole word is not asked for while one types."""
    return any(fold(one).startswith(value) for one in (choice.id, *choice.names.values()))
