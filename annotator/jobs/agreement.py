"""How well sets agree, layer by layer, in the shape of `annotator agreement --json`."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.jobs import coded_passages, collection
from annotator.jobs.coded_passages import ChosenSet
from annotator.jobs.progress import Progress, tell
from annotator.review import agreement as review
from annotator.review import bootstrap
from annotator.review.agreement import LayerAgreement, Statistic
from annotator.review.alignment import LEAST
from annotator.review.bootstrap import Draws
from annotator.review.gamma_share import gamma_share, samples
from annotator.review.shares import Share, share
from annotator.store import articles, coded, states
from annotator.store.coded import PlacedArticle
from annotator.store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to compute: sets by their names, all with annotations where none is named.

    `advanced` adds γ, which takes longer. `articles` are ids or names, all where there is none;
    `only_done` leaves out those that not all of the sets are done with.
    """

    sets: tuple[str, ...] = ()
    layer: str = ""
    least: float = LEAST
    resamples: int = bootstrap.RESAMPLES
    seed: int = 1
    advanced: bool = False
    articles: tuple[str, ...] = ()
    only_done: bool = False


ALL = Asked()

Worded = Callable[[Sentence], str]
"""Puts a sentence into words, in some language."""


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """The layers by their ids; `articles` were worked on by two of the sets or more."""

    articles: int
    sets: tuple[str, ...]
    layers: Mapping[str, LayerAgreement]

    advanced: bool = False
    ids: tuple[str, ...] = ()
    """The ids of the sets, in their order."""

    def to_json(self, worded: Worded = str) -> dict[str, Any]:
        """The keys of the command line; `worded` puts a sentence into words."""
        layers = {layer: self._layer(one, worded) for layer, one in self.layers.items()}
        return {"articles": self.articles, "sets": list(self.sets), "layers": layers}

    def _layer(self, one: LayerAgreement, worded: Worded) -> dict[str, Any]:
        told = partial(_told, worded=worded)
        return {
            "matched": one.matched,
            "coverage": one.coverage,
            "f1_strict": told(one.f1_strict),
            "f1_overlap": told(one.f1_overlap),
            "alpha": told(one.alpha),
            "f1_labels": {label: told(found) for label, found in one.f1_labels.items()},
            "alpha_u": {label: told(found) for label, found in one.alpha_u.items()},
            "kappa": told(one.kappa),
            "confusion": {first: dict(row) for first, row in one.confusion.items()},
            "pairs": {
                f"{first}|{second}": {
                    "f1_strict": told(pair.f1_strict),
                    "f1_overlap": told(pair.f1_overlap),
                    "kappa": told(pair.kappa),
                    **({"ac1": told(pair.ac1)} if self.advanced else {}),
                }
                for (first, second), pair in one.pairs.items()
            },
            **({"gamma": told(one.gamma)} if self.advanced else {}),
        }


def _told(one: Statistic, worded: Worded) -> dict[str, Any]:
    why = worded(one.why) if one.why is not None else None
    return {"value": one.value, "low": one.low, "high": one.high, "why": why}


@collection.paused()
def run(project: Project, asked: Asked = ALL, progress: Progress | None = None) -> AgreementReport:
    """All statistics of the sets asked for. Progress counts articles.

    Raises:
        AnnotatorError: a set is unknown, or there are not two to twenty.
        CancelledError: progress said stop.
    """
    sets = coded_passages.chosen(project, asked.sets)
    shares: dict[str, dict[int, Share]] = defaultdict(dict)
    compared, times = 0, samples(articles.count(project))
    for one in compared_articles(project, asked, sets, progress):
        for layer, marks in one.layers.items():
            if asked.layer in {"", layer}:
                found = share(marks, one.worked, one.length, asked.least)
                if asked.advanced:
                    seed = asked.seed + compared
                    found.bag.update(gamma_share(marks, one.worked, seed, times))
                shares[layer][compared] = found
        compared += 1
    ids = tuple(each.id for each in sets)
    layers = _layers(shares, compared, sets, asked)
    return AgreementReport(compared, _names(sets), layers, asked.advanced, ids)


def compared_articles(
    project: Project, asked: Asked, sets: Sequence[ChosenSet], progress: Progress | None = None
) -> Iterator[PlacedArticle]:
    """The articles that count: two of the sets worked on them, and they were asked for.

    Raises:
        AnnotatorError: an article that was asked for is not there.
        CancelledError: progress said stop.
    """
    ids, total = [one.id for one in sets], articles.count(project)
    wanted = wanted_articles(project, asked, ids)
    for number, one in enumerate(coded.placed(project, ids)):
        tell(progress, min(number, total), total)
        if sum(one.worked) > 1 and (wanted is None or one.id in wanted):
            yield one


def wanted_articles(project: Project, asked: Asked, sets: Sequence[str]) -> frozenset[str] | None:
    """The ids of the articles asked for; nothing where all are.

    Raises:
        AnnotatorError: one of them is not there.
    """
    named = frozenset(_article(project, one) for one in asked.articles)
    if not asked.only_done:
        return named or None
    done = states.done_in_all(project, sets)
    return done & named if named else done


def _article(project: Project, wanted: str) -> str:
    found = articles.named(project, wanted)
    if found is None and articles.row_key(project, wanted) is not None:
        found = wanted
    if found is None:
        raise AnnotatorError(say("There is no article “{name}” in this project.", name=wanted))
    return found


def _names(sets: Sequence[ChosenSet]) -> tuple[str, ...]:
    return tuple(one.name for one in sets)


def _layers(
    shares: Mapping[str, Mapping[int, Share]],
    compared: int,
    sets: Sequence[ChosenSet],
    asked: Asked,
) -> dict[str, LayerAgreement]:
    """An article in which a layer has nothing counts for it too: nobody marked anything."""
    draws = Draws(compared, asked.resamples, asked.seed)
    return {layer: review.agreement(found, _names(sets), draws) for layer, found in shares.items()}
