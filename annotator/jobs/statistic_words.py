"""What each statistic of a layer is called, what it tells a person, and whose formula it is."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.sentence import Sentence, say
from annotator.review.agreement import LayerAgreement, Statistic


class StatisticLine(NamedTuple):
    """A statistic as it is shown; `id` is its key in JSON, with the label or pair it is of."""

    id: tuple[str, ...]
    name: Sentence
    statistic: Statistic
    meaning: Sentence
    source: str


_SHARE = say("Of all the passages either of you marked, how large a share did you both mark?")
_WHERE = say("How well you agree on where passages with this label begin and end, beyond chance.")
_JOURNALS = say("The coefficient many journals ask for; read it together with the matrix.")


def of_layer(one: LayerAgreement, *, advanced: bool = False) -> list[StatisticLine]:
    """Every statistic of a layer, in the order to read them."""
    matched = say(
        "Where several marked the same passage, how much better than chance do they agree on the "
        "label? It rests on {count} passages, {share} % of all.",
        count=one.matched,
        share=round(100 * (one.coverage or 0)),
    )
    found = [
        StatisticLine(
            ("f1_overlap",),
            say("F1, overlapping passages"),
            one.f1_overlap,
            _SHARE,
            "Hripcsak & Rothschild 2005",
        ),
        StatisticLine(
            ("f1_strict",),
            say("F1, same edges"),
            one.f1_strict,
            say("The same, where every edge must be the same too."),
            "Hripcsak & Rothschild 2005",
        ),
        StatisticLine(("alpha",), say("Krippendorff’s α"), one.alpha, matched, "Krippendorff 2011"),
        _kappa(one),
        *(
            StatisticLine(
                ("alpha_u", label), say("αU of {label}", label=label), each, _WHERE, _UNITIZING
            )
            for label, each in one.alpha_u.items()
        ),
    ]
    return [*found, *_pairs(one), *(_advanced(one) if advanced else ())]


_UNITIZING = "Krippendorff 1995, 2004"


def _kappa(one: LayerAgreement) -> StatisticLine:
    if len(one.pairs) > 1:
        return StatisticLine(("kappa",), say("Fleiss’ κ"), one.kappa, _JOURNALS, "Fleiss 1971")
    return StatisticLine(("kappa",), say("Cohen’s κ"), one.kappa, _JOURNALS, "Cohen 1960")


def _pairs(one: LayerAgreement) -> Iterator[StatisticLine]:
    """For three coders and more, how every two of them agree."""
    if len(one.pairs) < 2:  # noqa: PLR2004 - one pair is the whole
        return
    for (first, second), pair in one.pairs.items():
        yield StatisticLine(
            ("pair", first, second),
            say("F1 of {first} and {second}", first=first, second=second),
            pair.f1_overlap,
            _SHARE,
            "Hripcsak & Rothschild 2005",
        )


def _advanced(one: LayerAgreement) -> Iterator[StatisticLine]:
    yield StatisticLine(
        ("gamma",),
        say("γ"),
        one.gamma,
        say("Places and labels in one figure, against passages shifted at random."),
        "Mathet, Widlöcher & Métivier 2015",
    )
    for (first, second), pair in one.pairs.items():
        yield StatisticLine(
            ("ac1", first, second),
            say("AC1 of {first} and {second}", first=first, second=second),
            pair.ac1,
            say("Like κ, but steady where nearly everything has one label."),
            "Gwet 2008",
        )
