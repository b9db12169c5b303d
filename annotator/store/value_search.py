"""Which articles have annotations and links that say what is searched for, as SQL."""

from collections.abc import Sequence

from annotator.domain.value_terms import EntryTerm, LinkTerm, Term, ValueTerm

Condition = tuple[str, list[object]]
"""SQL and the values for its places."""


def condition(owner: int | None, terms: Sequence[Term]) -> Condition:
    """That an article has an annotation in a set, by its key, to which one of the terms fits."""
    parts: list[str] = []
    values: list[object] = []
    for term in terms:
        sql, places = _of_term(owner, term)
        parts.append(f"article.id IN ({sql})")
        values += places
    return f"({' OR '.join(parts)})", values


def _of_term(owner: int | None, term: Term) -> Condition:
    if isinstance(term, LinkTerm):
        sql, places = _of_link(term)
    elif isinstance(term, EntryTerm):
        sql, places = _of_entry(term)
    else:
        sql, places = _of_value(term)
    return sql, [owner, *places]


# ---------------------------------------------------------------------- values of annotations


def _of_value(term: ValueTerm) -> Condition:
    # Most annotations are passed over by their letters, before any is read as JSON.
    if term.none:
        sql = (
            f"{_OF_SET} AND layer.code = ? AND NOT (instr(annotation.attributes, ?) "
            f"AND {_has('annotation')}))"
        )
        return sql, [term.layer, f'"{term.attribute}":', term.attribute]
    fit, values = _fitting(term)
    sql = (
        f"{_OF_SET} AND layer.code = ? AND instr(annotation.attributes, ?) "
        f"AND {_has('annotation')}{fit})"
    )
    return sql, [term.layer, f'"{term.attribute}":', term.attribute, *values]


def _fitting(term: ValueTerm) -> Condition:
    """What an answer must be, behind `_has`."""
    fit = " OR ".join([_WITHIN if term.within else _EQUAL] * len(term.values))
    values = [one for value in term.values for one in _places(value, within=term.within)]
    return (f" AND ({fit})" if fit else ""), values


def _places(value: str, *, within: bool) -> list[object]:
    return [value] if within else [value, f'"{value}"']


def _has(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM json_each({table}.attributes) AS answer WHERE answer.key = ?"  # noqa: S608 - constants only


# Reading all annotations in a row, as CROSS JOIN and + ask for, takes a tenth of the time that
# finding those of a set one by one through an index does.
_OF_SET = """SELECT annotation.article FROM annotation
    CROSS JOIN label ON label.id = annotation.label CROSS JOIN layer ON layer.id = label.layer
    WHERE +annotation.annotation_set = ?"""
_EQUAL = """(CAST(answer.value AS TEXT) = ?
    OR (answer.type = 'array' AND instr(answer.value, ?)))"""
_WITHIN = "instr(folded(CAST(answer.value AS TEXT)), ?)"


# ---------------------------------------------------------------------- links and entries


def _of_link(term: LinkTerm) -> Condition:
    if term.none:
        return f"{_OF_SET} AND layer.code = ? AND NOT EXISTS ({_ITS_LINKS})", [
            term.layer,
            term.type,
        ]
    if term.value is not None:
        return _of_link_value(term.type, term.value)
    if not term.words:
        return _LINKED, [term.type]
    return f"{_LINKED} AND ({_ENTRY_IS} OR {_WORDS_ARE})", [term.type, *[term.words] * 3]


def _of_link_value(type: str, term: ValueTerm) -> Condition:
    if term.none:
        return f"{_LINKED} AND NOT {_has('link')})", [type, term.attribute]
    fit, values = _fitting(term)
    return f"{_LINKED} AND {_has('link')}{fit})", [type, term.attribute, *values]


def _of_entry(term: EntryTerm) -> Condition:
    named = f"{_OF_SET} AND annotation.entry IS NOT NULL"
    if not term.words:
        return named, []
    return f"{named} AND annotation.entry IN ({_CALLED})", [term.words] * 2


_ITS_LINKS = """SELECT 1 FROM link JOIN link_type ON link_type.id = link.type
    WHERE link.source = annotation.id AND link_type.code = ?"""
_LINKED = """SELECT annotation.article FROM link
    CROSS JOIN annotation ON annotation.id = link.source
    LEFT JOIN annotation AS target ON target.id = link.target_annotation
    WHERE +annotation.annotation_set = ?
    AND link.type = (SELECT id FROM link_type WHERE code = ?)"""
# The register is looked through once, whatever the number of links.
_CALLED = """SELECT id FROM register_entry WHERE instr(folded(name), ?)
    OR instr(folded(coalesce(json_extract(body, '$.aliases'), '')), ?)"""
_ENTRY_IS = f"coalesce(link.target_entry, target.entry) IN ({_CALLED})"
_WORDS_ARE = """(link.target_entry IS NULL AND target.entry IS NULL AND instr(folded((
    SELECT substr(text.content, target.start + 1, target.end - target.start) FROM article
    JOIN text ON text.id = article.text WHERE article.id = target.article)), ?))"""
