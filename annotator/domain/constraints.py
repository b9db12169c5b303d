"""What an annotation lacks, or has against the codebook: said, never forbidden."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.annotation import Annotation, Link, Value
from annotator.domain.codebook import Attribute, Codebook, Layer, LinkType, in_language
from annotator.domain.relabelled import asks
from annotator.domain.sentence import Sentence, say


def shortcomings(
    codebook: Codebook,
    annotation: Annotation,
    beside: Sequence[Annotation],
    ends: Sequence[tuple[Link, str]],
    language: str,
) -> list[Sentence]:
    """What is not as the codebook wants it; names are in a language.

    `beside` are the other annotations of the set on exactly the same words; `ends` are the links
    that start at the annotation, each with what it leads to: a layer's id, `entry` or `card`.
    """
    layer = codebook.layer(annotation.layer)
    if layer is None or codebook.label(annotation.layer, annotation.label) is None:
        return [say("The codebook has no label {label}.", label=annotation.label)]
    return [
        *_of_words(codebook, layer, annotation, beside, language),
        *_of_values(layer, annotation, language),
        *_of_links(codebook, annotation, ends, language),
    ]


def _of_words(
    codebook: Codebook,
    layer: Layer,
    annotation: Annotation,
    beside: Sequence[Annotation],
    language: str,
) -> Iterator[Sentence]:
    others = [one for one in beside if one.layer == layer.id and one.id != annotation.id]
    rivals = [one for one in others if one.label != annotation.label]
    if len(rivals) < len(others):
        yield say("The same words carry this label twice; one of the two can go.")
    if layer.exclusive and rivals:
        other = codebook.label(layer.id, rivals[0].label)
        name = other.name(language) if other else rivals[0].label
        yield say("The same words carry {label} too; the layer wants one label only.", label=name)
    if not layer.fragments and len(annotation.fragments) > 1:
        yield say("The layer wants passages without interruption.")


def _of_values(layer: Layer, annotation: Annotation, language: str) -> Iterator[Sentence]:
    asked = [one for one in layer.attributes if asks(one, annotation.label)]
    missing = [one for one in asked if one.required and one.id not in annotation.attributes]
    if missing:
        names = ", ".join(in_language(one.names, language, one.id) for one in missing)
        yield say("Still to be answered: {attributes}", attributes=names)
    for one in asked:
        for value in _unknown(one, annotation.attributes.get(one.id)):
            name = in_language(one.names, language, one.id)
            yield say("{attribute} has no answer “{value}”.", attribute=name, value=value)


def _unknown(attribute: Attribute, value: Value | None) -> list[str]:
    if attribute.type not in {"choice", "choices"} or value is None:
        return []
    known = {one.id for one in attribute.values}
    given = value if isinstance(value, list) else [value]
    return [str(one) for one in given if one not in known]


def _of_links(
    codebook: Codebook, annotation: Annotation, ends: Sequence[tuple[Link, str]], language: str
) -> Iterator[Sentence]:
    for link, end in ends:
        type = codebook.link_type(link.type)
        if type is not None and not _may(type, annotation.layer, end):
            name = type.name(language)
            yield say("“{link}” does not lead from here to there.", link=name)
        if type is not None:
            yield from _of_link_values(type, link, language)
    for type_id, count in _counts(ends).items():
        type = codebook.link_type(type_id)
        if type is not None and type.limit is not None and count > type.limit:
            name, limit = type.name(language), type.limit
            yield say("“{link}”: {count}, at most {limit}.", link=name, count=count, limit=limit)


def _of_link_values(type: LinkType, link: Link, language: str) -> Iterator[Sentence]:
    missing = [one for one in type.attributes if one.required and one.id not in link.attributes]
    if missing:
        names = ", ".join(in_language(one.names, language, one.id) for one in missing)
        yield say(
            "“{link}”: still to be answered: {attributes}",
            link=type.name(language),
            attributes=names,
        )


def _may(type: LinkType, source: str, end: str) -> bool:
    return type.source == source and end in type.targets


def _counts(ends: Sequence[tuple[Link, str]]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for link, _ in ends:
        counts[link.type] = counts.get(link.type, 0) + 1
    return counts
