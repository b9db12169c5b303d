"""Terms such as `speech:direct` in what is searched for: an attribute and what it is to say."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.codebook import Attribute, Choice, Codebook
from annotator.domain.folding import fold

_TERM = re.compile(r"(?<!\S)([\w.-]+|\"[^\":]+\"):(\"[^\"]*\"|\S+)")
_YES = {"yes", "oui", "1", "true", "vrai"}
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


def read_terms(codebook: Codebook, words: str) -> tuple[str, tuple[tuple[ValueTerm, ...], ...]]:
    """What is left of the words without such terms, and the terms.

    Attribute and answer are named by their id or by a name in any language, without regard to
    case and accents, in quotation marks where there are spaces; `*` is any answer. Each term is
    the attributes it may mean, in whichever layer. What names no attribute stays with the words.
    """
    found: list[tuple[ValueTerm, ...]] = []

    def take(match: re.Match[str]) -> str:
        meant = tuple(_meant(codebook, _bare(match[1]), _bare(match[2])))
        if meant:
            found.append(meant)
        return " " if meant else match[0]

    return _TERM.sub(take, words).strip(), tuple(found)


def _bare(written: str) -> str:
    return fold(written.strip('"'))


def _meant(codebook: Codebook, name: str, value: str) -> Iterator[ValueTerm]:
    for layer in codebook.layers:
        for attribute in layer.attributes:
            if name in {fold(attribute.id), *map(fold, attribute.names.values())}:
                yield _term(layer.id, attribute, value)


def _term(layer: str, attribute: Attribute, value: str) -> ValueTerm:
    any_one = ValueTerm(layer, attribute.id)
    if value == "*":
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
