"""What choosing a speaker or a relay does to the project: links, passages, entries, values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.desktop import labelling
from annotator.desktop.session import Session
from annotator.domain.annotation import SAID_BY, Annotation, Value
from annotator.domain.codebook import Label
from annotator.domain.sentence import Sentence, say
from annotator.jobs import proposals
from annotator.store import annotations, links
from annotator.store.project import Project
from annotator.suggest.kinds import MEDIA, entry_kind
from annotator.suggest.proposal import ENTRY, MENTION, NARRATION, UNATTRIBUTED, WORDS, Proposal
from annotator.words import language

CUE = "cue"
"""The attribute of a link that holds the words by which the text attributes."""
_SILENCES = (NARRATION, UNATTRIBUTED)


def attribute(session: Session, claim: Annotation, chosen: Proposal, type: str) -> None:
    """Link a claim to whoever was chosen, in one step of undo.

    Words that nobody has labelled become a passage of the speaker layer; a name the register does
    not have becomes an entry. What said that nobody speaks is taken back.
    """
    with session.edit(_title(type)) as project:
        if type == SAID_BY:
            _break_silence(session, project, claim.id)
        if chosen.kind == WORDS:
            _link_words(session, claim, chosen, type)
        elif chosen.kind == ENTRY:
            labelling.link_to_entry(session, claim.id, chosen.id, type)
        elif chosen.kind == MENTION:
            _link_mention(session, project, claim, chosen, type)
        _tell_cue(session, project, claim.id, chosen.cue, type)


def aim(session: Session, claim: Annotation, chosen: Proposal, type: str, kind: str = "") -> None:
    """Link a claim to what it is about, in one step of undo.

    A name that neither a label nor the register has becomes an entry, of a kind if that is known.
    """
    known = session.codebook.link_type(type)
    name = known.name(language()) if known else type
    with session.edit(say("Link: {link}", link=name)):
        if chosen.kind == MENTION:
            labelling.link_to_mention(session, claim.id, chosen.id, type)
        elif chosen.kind == ENTRY:
            labelling.link_to_entry(session, claim.id, chosen.id, type)
        elif chosen.new_entry:
            kind = kind or entry_kind(chosen.label)
            made = labelling.new_entry(session, chosen.new_entry, kind)
            labelling.link_to_entry(session, claim.id, made, type)


def silence(session: Session, claim: Annotation, kind: str) -> None:
    """Say that a claim is narrated, or that its source is not named; its speakers are unlinked."""
    asked = proposals.silences_of(session.codebook, claim)
    title = _NARRATED if kind == NARRATION else _NOT_NAMED
    with session.edit(title) as project:
        for link in labelling.speakers_of(session, claim.id):
            links.drop(project, link.id)
        values = {**claim.attributes, asked[kind]: kind}
        annotations.put(project, replace(claim, attributes=values))


_NARRATED = say("Say that the claim is narrated")
_NOT_NAMED = say("Say that the source is not named")


def _title(type: str) -> Sentence:
    return say("Link to the speaker") if type == SAID_BY else say("Link to the relay")


def _link_mention(
    session: Session, project: Project, claim: Annotation, chosen: Proposal, type: str
) -> None:
    mention = annotations.get(project, chosen.id)
    if mention is not None and mention.entry is None and chosen.entry is not None:
        annotations.put(project, replace(mention, entry=chosen.entry))
    labelling.link_to_mention(session, claim.id, chosen.id, type)


def _link_words(session: Session, claim: Annotation, chosen: Proposal, type: str) -> None:
    label = _label(proposals.target_labels(session.codebook, type), chosen, type)
    entry = chosen.entry
    if entry is None and chosen.new_entry:
        kind = entry_kind(label.id if label else "")
        entry = labelling.new_entry(session, chosen.new_entry, kind)
    if label is not None and chosen.span is not None:
        made = labelling.add_speaker(session, chosen.span, label, entry, claim.id, type=type)
        _tell_mention(session, made, chosen)
    elif entry is not None:
        labelling.link_to_entry(session, claim.id, entry, type)


def _label(labels: Sequence[Label], chosen: Proposal, type: str) -> Label | None:
    wanted = chosen.label if type == SAID_BY else MEDIA
    return next((one for one in labels if one.id == wanted), labels[0] if labels else None)


def _tell_mention(session: Session, made: str, chosen: Proposal) -> None:
    """Named, described or a pronoun: what the words show, where the codebook asks for it."""
    known = annotations.get(session.project, made)
    if known is None or not chosen.mention:
        return
    attribute = proposals.attribute_with(session.codebook, known, chosen.mention)
    if attribute and attribute not in known.attributes:
        values = {**known.attributes, attribute: chosen.mention}
        with session.edit(_title(SAID_BY)) as project:
            annotations.put(project, replace(known, attributes=values))


def _tell_cue(session: Session, project: Project, claim: str, cue: str, type: str) -> None:
    """Keep the words that led to the speaker on the link made last, where the codebook asks."""
    known = session.codebook.link_type(type)
    if not cue or not any(one.id == CUE for one in (known.attributes if known else ())):
        return
    mine = [
        link
        for link in links.of_annotation(project, claim)
        if link.source == claim and link.type == type and CUE not in link.attributes
    ]
    for link in mine[-1:]:
        links.put(project, replace(link, attributes={**link.attributes, CUE: cue}))


def _break_silence(session: Session, project: Project, claim: str) -> None:
    known = annotations.get(project, claim)
    if known is None:
        return
    asked = proposals.silences_of(session.codebook, known)
    kept = _without(known.attributes, set(asked.values()))
    if kept != known.attributes:
        annotations.put(project, replace(known, attributes=kept))


def _without(values: Mapping[str, Value], asked: set[str]) -> dict[str, Value]:
    return {k: v for k, v in values.items() if k not in asked or v not in _SILENCES}
