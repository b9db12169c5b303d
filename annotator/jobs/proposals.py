"""Proposals from a project: what the rules of `suggest` need is read here and handed to them."""

from annotator.domain.annotation import SAID_BY, Annotation
from annotator.domain.codebook import Codebook, Label
from annotator.domain.span import Span
from annotator.store import annotations, articles, entries, links
from annotator.store.project import Project
from annotator.suggest import relays as relaying
from annotator.suggest import speakers as speaking
from annotator.suggest import targets as aiming
from annotator.suggest.naming import Mention
from annotator.suggest.proposal import ENTRY, MENTION, NARRATION, UNATTRIBUTED, Proposal
from annotator.suggest.speakers import Asked

RELAYED_BY = "relayed_by"
"""The link type from a claim to those who carried it, in order."""

SILENCES = (NARRATION, UNATTRIBUTED)


def speakers(project: Project, codebook: Codebook, claim: Annotation) -> list[Proposal]:
    """Who may have said a claim, the likeliest first; that nobody did, where the codebook asks."""
    silent = silences_of(codebook, claim)
    found = speaking.propose(_asked(project, codebook, claim))
    allowed = _allowed(codebook, SAID_BY, found)
    return [one for one in allowed if one.kind not in SILENCES or one.kind in silent]


def relays(project: Project, codebook: Codebook, claim: Annotation) -> list[Proposal]:
    """Who may have relayed a claim next, the one nearest to its speaker first."""
    linked = [
        link.target
        for link in links.of_annotation(project, claim.id)
        if link.source == claim.id and link.type in {SAID_BY, RELAYED_BY}
    ]
    found = relaying.propose(_asked(project, codebook, claim), linked)
    return _allowed(codebook, RELAYED_BY, found)


def targets(project: Project, codebook: Codebook, claim: Annotation, type: str) -> list[Proposal]:
    """What a link of any other type may lead to: who is named in the claim, then who is near.

    The mentions of those who say and who relay the claim are left out.
    """
    linked = {
        link.target
        for link in links.of_annotation(project, claim.id)
        if link.source == claim.id and link.type in {type, SAID_BY, RELAYED_BY}
    }
    asked = _asked(project, codebook, claim, type)
    found = aiming.propose(asked, {*linked, claim.id})
    free = may_lead_to_entry(codebook, type)
    return found if free else [one for one in found if one.kind == MENTION]


def further_links(codebook: Codebook, layer: str) -> list[str]:
    """The link types that start from a layer, but for those to speakers, relays and cards."""
    return [
        one.id
        for one in codebook.link_types
        if one.source == layer
        and one.id not in {SAID_BY, RELAYED_BY}
        and any(end != "card" for end in one.targets)
    ]


def names(project: Project, text: str) -> list[Proposal]:
    """Whom some words of an article may name: the register, used last and named here first."""
    return speaking.everyone(text, entries.everyone(project), entries.recent(project))


def target_labels(codebook: Codebook, type: str) -> list[Label]:
    """The labels of the layers that a link type leads to."""
    known = codebook.link_type(type)
    layers = known.targets if known else ()
    return [label for label in codebook.labels() if label.layer in layers]


def may_lead_to_entry(codebook: Codebook, type: str) -> bool:
    """Whether links of a type may lead to register entries that the article does not name."""
    known = codebook.link_type(type)
    return known is not None and "entry" in known.targets


def _allowed(codebook: Codebook, type: str, found: list[Proposal]) -> list[Proposal]:
    if may_lead_to_entry(codebook, type):
        return found
    return [one for one in found if one.kind != ENTRY]


def silences_of(codebook: Codebook, claim: Annotation) -> dict[str, str]:
    """The ids of the attributes that say `narration` or `unattributed`, by those values."""
    asked = {value: attribute_with(codebook, claim, value) for value in SILENCES}
    return {value: attribute for value, attribute in asked.items() if attribute}


def attribute_with(codebook: Codebook, annotation: Annotation, value: str) -> str:
    """The choice asked of an annotation that offers a value; empty if none does."""
    layer = codebook.layer(annotation.layer)
    for attribute in layer.attributes if layer else ():
        asked = not attribute.labels or annotation.label in attribute.labels
        if asked and attribute.type == "choice" and value in {one.id for one in attribute.values}:
            return attribute.id
    return ""


def _asked(project: Project, codebook: Codebook, claim: Annotation, type: str = SAID_BY) -> Asked:
    return Asked(
        text=articles.text(project, claim.article),
        fragments=tuple(map(Span._make, claim.fragments)),
        mentions=_mentions(project, codebook, claim, type),
        entries=entries.everyone(project),
        recent=entries.recent(project),
    )


def _mentions(project: Project, codebook: Codebook, claim: Annotation, type: str) -> list[Mention]:
    """What is labelled in the claim's article, by whoever labelled the claim, as links may need."""
    wanted = {label.layer for label in target_labels(codebook, type)}
    text = articles.text(project, claim.article)
    return [
        Mention(one.id, one.start, one.end, one.words(text), one.entry, one.label)
        for one in annotations.of_article(project, claim.article, claim.set)
        if one.layer in wanted
    ]
