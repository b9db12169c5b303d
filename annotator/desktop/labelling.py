"""What a gesture of labelling does to the project. No widgets: spans and ids in, ids out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.desktop.session import Session
from annotator.domain.annotation import SAID_BY, Annotation, Link
from annotator.domain.codebook import Label, in_language
from annotator.domain.people import DONE, IN_PROGRESS, NOT_STARTED, RegisterEntry
from annotator.domain.relabelled import kept_values
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.span import Span, hull, joined
from annotator.jobs import assign
from annotator.store import annotations, entries, links, rechecks, states
from annotator.store.ids import new_id
from annotator.store.project import Project, now
from annotator.words import language


def add(session: Session, fragments: Sequence[Span], label: Label) -> str:
    """Label words; the id of the new annotation, or of the one that carries the label already.

    Where the layer allows one label only, the label that the same words had there is replaced.
    """
    words = joined(fragments)
    twins = [one for one in same_words(session, words) if one.layer == label.layer]
    for twin in twins:
        if twin.label == label.id:
            return twin.id
    layer = session.codebook.layer(label.layer)
    if twins and layer is not None and layer.exclusive:
        return relabel(session, twins[0].id, label)
    made = _fresh(session, words, label)
    with session.edit(say("Label as {label}", label=_name(label))) as project:
        annotations.put(project, made)
        _begin_article(session, project)
    return made.id


def relabel(session: Session, annotation: str, label: Label) -> str:
    """Give an annotation another label of its layer; attributes not asked of it go. Its id.

    Raises:
        AnnotatorError: another annotation has given the same words this label.
    """
    old = _get(session, annotation)
    others = annotations.of_place(session.project, old.article, old.set, hull(old.fragments))
    if _carrying(others, old, label):
        raise AnnotatorError(say("These words carry {label} already.", label=_name(label)))
    changed = replace(
        old,
        label=label.id,
        attributes=kept_values(session.codebook.layer(old.layer), old.attributes, label.id),
        codebook_version=session.codebook_version,
    )
    with session.edit(say("Change the label to {label}", label=_name(label))) as project:
        annotations.put(project, changed)
        rechecks.settle(project, (annotation,))
    return annotation


def _carrying(others: Iterable[Annotation], old: Annotation, label: Label) -> list[Annotation]:
    wanted = (old.fragments, old.layer, label.id)
    found = (one for one in others if one.id != old.id)
    return [one for one in found if (one.fragments, one.layer, one.label) == wanted]


def remove(session: Session, ids: Iterable[str]) -> None:
    """Take annotations away, with their links."""
    with session.edit(say("Delete the passage")) as project:
        for annotation in ids:
            annotations.drop(project, annotation)


def add_fragment(session: Session, ids: Iterable[str], span: Span) -> None:
    """Make words a further fragment of a passage."""
    with session.edit(say("Add a fragment")) as project:
        for annotation in ids:
            old = _get(session, annotation)
            annotations.put(project, replace(old, fragments=joined((*old.fragments, span))))


def reshape(session: Session, ids: Iterable[str], fragments: Sequence[Span]) -> None:
    """Give a passage other edges."""
    with session.edit(say("Move an edge")) as project:
        for annotation in ids:
            annotations.put(project, replace(_get(session, annotation), fragments=tuple(fragments)))


def link_to_mention(session: Session, claim: str, mention: str, type: str = SAID_BY) -> None:
    """Say that a claim comes from, or was relayed by, whoever is named at a mention."""
    with session.edit(say("Link to the speaker")) as project:
        _link(project, claim, "annotation", mention, type)


def link_to_entry(session: Session, claim: str, entry: str, type: str = SAID_BY) -> None:
    """Say that a claim comes from a register entry that the article need not name."""
    with session.edit(say("Link to the speaker")) as project:
        _link(project, claim, "entry", entry, type)


def name_entry(session: Session, annotation: str, entry: str | None) -> None:
    """Say whom an annotation's words name, or that it is not known."""
    old = _get(session, annotation)
    with session.edit(say("Say who it is")) as project:
        annotations.put(project, replace(old, entry=entry))


def add_speaker(  # noqa: PLR0913 - whom the words name, and what they are linked to
    session: Session,
    span: Span,
    label: Label,
    entry: str | None,
    claim: str | None = None,
    *,
    type: str = SAID_BY,
) -> str:
    """Label words as a speaker, a register entry's if it is known, and link a claim to them.

    Words that have been labelled so are not labelled twice.
    """
    named = _named_by(session, span, label)
    made = replace(named, entry=entry or named.entry)
    with session.edit(say("Label as {label}", label=_name(label))) as project:
        annotations.put(project, made)
        _begin_article(session, project)
        if claim is not None:
            _link(project, claim, "annotation", made.id, type)
    return made.id


def new_entry(session: Session, name: str, kind: str) -> str:
    """A new register entry; its id. Joins the edit it is called in."""
    entry = RegisterEntry(id=new_id(), name=name.strip(), kind=kind)
    with session.edit(say("New entry {name}", name=entry.name)) as project:
        entries.put(project, entry)
    return entry.id


def set_state(session: Session, article: str, value: str) -> None:
    """Say how far an article is; where all its coders are done now, their labels are revealed."""
    with session.edit(_STATE_EDITS[value]) as project:
        states.put(project, article, session.set, value)
        if value == DONE:
            assign.reveal_ready(project, [article])


def same_words(session: Session, fragments: Sequence[Span]) -> list[Annotation]:
    """The annotations of the article on the screen with exactly these fragments."""
    near = annotations.of_place(session.project, _article(session), session.set, hull(fragments))
    return [one for one in near if one.fragments == tuple(fragments)]


def speakers_of(session: Session, claim: str) -> list[Link]:
    """The claim's own links to its speakers."""
    found = links.of_annotation(session.project, claim)
    return [one for one in found if one.type == SAID_BY and one.source == claim]


_STATE_EDITS = {
    DONE: say("Mark the article as done"),
    IN_PROGRESS: say("Mark the article as in progress"),
    NOT_STARTED: say("Mark the article as not started"),
}


def _fresh(session: Session, fragments: Sequence[Span], label: Label) -> Annotation:
    return Annotation(
        id=new_id(),
        article=_article(session),
        set=session.set,
        layer=label.layer,
        label=label.id,
        fragments=tuple(fragments),
        codebook_version=session.codebook_version,
        created=now(),
    )


def _named_by(session: Session, span: Span, label: Label) -> Annotation:
    """The annotation that says these words are a speaker: one there is, or a fresh one."""
    twins = [one for one in same_words(session, (span,)) if one.layer == label.layer]
    same = next((one for one in twins if one.label == label.id), None)
    layer = session.codebook.layer(label.layer)
    if same is not None or not twins or layer is None or not layer.exclusive:
        return same or _fresh(session, (span,), label)
    kept = kept_values(layer, twins[0].attributes, label.id)
    version = session.codebook_version
    return replace(twins[0], label=label.id, attributes=kept, codebook_version=version)


def _begin_article(session: Session, project: Project) -> None:
    article = _article(session)
    if states.of_article(project, article, session.set) == NOT_STARTED:
        states.put(project, article, session.set, IN_PROGRESS)


def _link(project: Project, claim: str, kind: str, target: str, type: str) -> None:
    ends = [one for one in links.of_annotation(project, claim) if one.source == claim]
    if any((one.type, one.kind, one.target) == (type, kind, target) for one in ends):
        return
    place = sum(one.type == type for one in ends)
    made = Link(id=new_id(), type=type, source=claim, kind=kind, target=target, position=place)
    links.put(project, made)


def _get(session: Session, annotation: str) -> Annotation:
    found = annotations.get(session.project, annotation)
    if found is None:
        raise KeyError(annotation)
    return found


def _article(session: Session) -> str:
    if session.article is None:
        raise RuntimeError
    return session.article


def _name(label: Label) -> str:
    return in_language(label.names, language(), label.id)
