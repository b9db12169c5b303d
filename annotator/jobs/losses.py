"""What a format has no place for, counted before anything is written."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from annotator.domain.people import AnnotationSet
from annotator.domain.sentence import Sentence, say
from annotator.formats.format import ASPECTS, STATEMENTS, Format
from annotator.jobs.personal import count as count_personal
from annotator.store import traits
from annotator.store.project import Project


class Loss(NamedTuple):
    """Something that stays behind: the aspect it belongs to, a sentence, how often it occurs."""

    aspect: str
    reason: Sentence
    number: int


def losses(
    project: Project, chosen: Format, sets: Sequence[AnnotationSet], *, personal: bool = False
) -> list[Loss]:
    """What of these sets a format cannot carry; nothing where all of it can leave.

    Without `personal` this is said too of personal data that imports brought.
    """
    found = [
        Loss(aspect, _REASONS[aspect], _total(project, sets, aspect))
        for aspect in (*ASPECTS, STATEMENTS)
        if aspect in _REASONS and aspect not in chosen.carries
    ]
    if "coder" in chosen.carries and not chosen.names_lone_coder and len(sets) == 1:
        found.append(Loss("coder", _REASONS["coder"], _total(project, sets, "coder")))
    if "links" not in chosen.carries:
        found += _lost_links(project, chosen, sets)
    if not personal:
        reason = say("e-mail addresses and fields about subscribers, which stay here")
        found.append(Loss("personal", reason, count_personal(project, sets)))
    return [loss for loss in found if loss.number]


def links_carried(project: Project, chosen: Format, sets: Sequence[AnnotationSet]) -> int:
    """How many links of these sets leave with them."""
    return sum(
        count
        for type, count in _by_type(project, sets, traits.links_by_type)
        if "links" in chosen.carries or type in chosen.link_types
    )


def _total(project: Project, sets: Sequence[AnnotationSet], aspect: str) -> int:
    return sum(traits.with_trait(project, set.id, aspect) for set in sets)


def _lost_links(project: Project, chosen: Format, sets: Sequence[AnnotationSet]) -> list[Loss]:
    others = sum(
        count
        for type, count in _by_type(project, sets, traits.links_by_type)
        if type not in chosen.link_types
    )
    cues = sum(
        count
        for type, count in _by_type(project, sets, traits.attributed_links_by_type)
        if type in chosen.link_types
    )
    kept = ", ".join(chosen.link_types)
    reason = say("links other than {kept}", kept=kept) if kept else say("links")
    return [
        Loss("links", reason, others),
        Loss("links", say("attributes of links"), cues),
    ]


_Counter = Callable[[Project, str], dict[str, int]]


def _by_type(
    project: Project, sets: Sequence[AnnotationSet], count: _Counter
) -> list[tuple[str, int]]:
    return [pair for set in sets for pair in count(project, set.id).items()]


_REASONS = {
    "overlap": say("passages that overlap another"),
    "fragments": say("fragments of interrupted passages"),
    "attributes": say("attributes of annotations"),
    "notes": say("notes"),
    "entries": say("register entries"),
    "coder": say("who labelled"),
    "times": say("when it was labelled"),
    STATEMENTS: say("claims on statement cards"),
}
