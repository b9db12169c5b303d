"""Which articles have annotations whose attributes say what is searched for, as SQL."""

from collections.abc import Sequence

from annotator.domain.value_terms import ValueTerm

Condition = tuple[str, list[object]]
"""SQL and the values for its places."""


def condition(owner: int | None, terms: Sequence[ValueTerm]) -> Condition:
    """That an article has an annotation in a set, by its key, to which one of the terms fits."""
    parts: list[str] = []
    values: list[object] = []
    for term in terms:
        sql, places = _of_term(term)
        parts.append(sql)
        values += places
    return f"article.id IN ({_OF_SET} AND ({' OR '.join(parts)}))", [owner, *values]


def _of_term(term: ValueTerm) -> Condition:
    if term.none:
        return f"(layer.code = ? AND NOT {_HAS}))", [term.layer, term.attribute]
    fit = " OR ".join([_WITHIN if term.within else _EQUAL] * len(term.values))
    which = f" AND ({fit})" if fit else ""
    # Most annotations are passed over by their letters, before any is read as JSON.
    sql = f"(layer.code = ? AND instr(annotation.attributes, ?) AND {_HAS}{which}))"
    values = [one for value in term.values for one in _places(value, within=term.within)]
    return sql, [term.layer, f'"{term.attribute}":', term.attribute, *values]


def _places(value: str, *, within: bool) -> list[object]:
    return [value] if within else [value, f'"{value}"']


_OF_SET = """SELECT annotation.article FROM annotation
    JOIN label ON label.id = annotation.label JOIN layer ON layer.id = label.layer
    WHERE annotation.annotation_set = ?"""
_HAS = """EXISTS (SELECT 1 FROM json_each(annotation.attributes) AS answer
    WHERE answer.key = ?"""
_EQUAL = """(CAST(answer.value AS TEXT) = ?
    OR (answer.type = 'array' AND instr(answer.value, ?)))"""
_WITHIN = "instr(folded(CAST(answer.value AS TEXT)), ?)"
