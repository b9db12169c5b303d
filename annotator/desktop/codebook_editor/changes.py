"""What the editor changes in a codebook: each one edit."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.desktop.codebook_editor.parts import (
    ATTRIBUTE,
    LABEL,
    LAYER,
    LINK_ATTRIBUTE,
    LINK_TYPE,
    Part,
    Thing,
    owner_of,
    with_attribute,
    without_attribute,
)
from annotator.desktop.controls.popovers import color_values
from annotator.desktop.panels.codebook_edits import id_from_name
from annotator.desktop.session import Session
from annotator.domain import label_tree
from annotator.domain.codebook import (
    CHANNELS,
    LINK_ENDS,
    Attribute,
    Choice,
    Codebook,
    Label,
    Layer,
    LinkType,
)
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.store import codebooks, merging_labels, rechecks
from annotator.store.merging_labels import Tell
from annotator.store.project import Project
from annotator.words import language, tr

_Thing = TypeVar("_Thing", Layer, LinkType, Attribute)


class Newcomers:
    """Adds parts to a codebook, named in one language; each is one edit and tells its part."""

    def __init__(self, session: Session, words_in: str) -> None:
        self._session = session
        self._in = words_in

    def layer(self, name: str) -> Part:
        """Add a layer with a first label; it looks unlike the layers there are, if it can."""
        book = self._session.codebook
        used = [layer.channel for layer in book.layers]
        channel = min(CHANNELS, key=used.count)
        taken = {*(layer.id for layer in book.layers), *LINK_ENDS}
        layer = Layer(id=id_from_name(name, taken), names={self._in: name}, channel=channel)
        first = _label(layer, tr("New label"), "", self._in)
        with self._session.edit(say("Add the layer {layer}", layer=name), labels=False) as project:
            codebooks.put_layer(project, layer)
            codebooks.put_label(project, first)
        return Part(LAYER, "", layer.id)

    def label(self, layer: str, name: str, parent: str = "", after: str = "") -> Part:
        """Add a label to a layer: below another one, right after one, or at the end."""
        known = _layer(self._session, layer)
        order = [one.id for one in known.labels if one.parent == parent]
        before = order[order.index(after) + 1 :][:1] if after in order else []
        made = _label(known, name, parent, self._in)
        labels = label_tree.moved((*known.labels, made), made.id, parent, *before)
        with self._session.edit(say("Add the label {label}", label=name), labels=False) as project:
            codebooks.arrange(project, replace(known, labels=labels))
        return Part(LABEL, layer, made.id)

    def attribute(self, part: Part, name: str) -> Part:
        """Add an attribute with two answers to a layer or a link type, whose part it names."""
        owner = owner_of(self._session.codebook, part)
        taken = {one.id.upper() for one in (owner.attributes if owner else ())}
        id = id_from_name(name, taken).lower()
        answers = (("yes", tr("yes")), ("no", tr("no")))
        values = tuple(Choice(id=key, names={self._in: word}) for key, word in answers)
        made = Attribute(id=id, type="choice", names={self._in: name}, values=values)
        named = say("Add the attribute {name}", name=name)
        with self._session.edit(named, labels=False) as project:
            write(project, self._session.codebook, part, made)
        return part._replace(id=id)

    def link_type(self, name: str) -> Part:
        """Add a link type between annotations of the first layer and register entries."""
        book = self._session.codebook
        id = id_from_name(name, {one.id.upper() for one in book.link_types}).lower()
        source = book.layers[0].id if book.layers else ""
        made = LinkType(id=id, source=source, targets=("entry",), names={self._in: name})
        named = say("Add the link type {name}", name=name)
        with self._session.edit(named, labels=False) as project:
            codebooks.put_link_type(project, made)
        return Part(LINK_TYPE, "", id)


def put(session: Session, part: Part, thing: Thing, what: Sentence) -> None:
    """Write another version of a part; `what` names the edit."""
    with session.edit(what, labels=False) as project:
        write(project, session.codebook, part, thing)


def put_rule(session: Session, label: Label, what: Sentence, *, only_words: bool) -> int:
    """Give a label another rule: what carries it waits to be checked again, and how many that is.

    Where `only_words` changed, none does.
    """
    reason = say("The rule of {label} was changed.", label=label.name(language()))
    with session.edit(what, labels=False) as project:
        codebooks.put_label(project, label)
        return 0 if only_words else rechecks.ask(project, label, reason)


def add_example(session: Session, label: Label, words: str) -> bool:
    """Make words an example of a label; whether they were none yet."""
    words_in = session.codebook.written_in(language())
    known = label.examples.get(words_in, ())
    one_line = " ".join(words.split())
    if one_line in known:
        return False
    examples = {**label.examples, words_in: (*known, one_line)}
    what = say("Make it an example of {label}", label=label.name(language()))
    with session.edit(what, labels=False) as project:
        codebooks.put_label(project, replace(label, examples=examples))
    return True


def merge(session: Session, gone: Label, kept: Label, tell: Tell = merging_labels.nobody) -> int:
    """Make two labels of a layer one; how many annotations got the other one."""
    what = say(
        "Merge {label} into {other}", label=gone.name(language()), other=kept.name(language())
    )
    with session.edit(what, labels=False) as project:
        return merging_labels.merge(project, gone, kept, tell)


def drop_used(session: Session, gone: Label, tell: Tell = merging_labels.nobody) -> int:
    """Take a label away with its annotations; how many those were."""
    what = say("Delete {label} and its annotations", label=gone.name(language()))
    with session.edit(what, labels=False) as project:
        return merging_labels.drop_with_annotations(project, gone, tell)


def split(session: Session, label: Label, names: Sequence[str]) -> int:
    """Add labels beside one, with its rule to begin with; how much waits to be checked again."""
    layer = _layer(session, label.layer)
    wider, words_in = layer, session.codebook.written_in(language())
    for name in names:
        fresh = _label(wider, name, label.parent, words_in)
        made = replace(label, id=fresh.id, names=fresh.names, color=fresh.color, key="", code="")
        wider = replace(wider, labels=(*wider.labels, made))
    beyond = [one.id for one in layer.labels if one.parent == label.parent]
    after = beyond[beyond.index(label.id) + 1 :][:1]
    labels = wider.labels
    for made in wider.labels[len(layer.labels) :]:
        labels = label_tree.moved(labels, made.id, label.parent, after[0] if after else "")
    reason = say(
        "{label} was split: there is {others} now.",
        label=label.name(language()),
        others=", ".join(names),
    )
    with session.edit(say("Split {label}", label=label.name(language())), labels=False) as project:
        codebooks.arrange(project, replace(layer, labels=labels))
        return rechecks.ask(project, label, reason)


def write(project: Project, book: Codebook, part: Part, thing: Thing) -> None:
    """Write another version of a part of this codebook, inside an edit."""
    if isinstance(thing, Label):
        codebooks.put_label(project, thing)
    elif isinstance(thing, Layer):
        codebooks.put_layer(project, thing)
    elif isinstance(thing, LinkType):
        codebooks.put_link_type(project, thing)
    elif isinstance(thing, Codebook):
        codebooks.put_head(project, thing)
    elif (owner := owner_of(book, part)) is not None:
        _put_owner(project, with_attribute(owner, thing))


def _put_owner(project: Project, owner: Layer | LinkType) -> None:
    if isinstance(owner, Layer):
        codebooks.put_layer(project, owner)
    else:
        codebooks.put_link_type(project, owner)


def arrange_labels(session: Session, layer: str, labels: label_tree.Labels) -> None:
    """Give a layer's labels another order, or other parents."""
    known = _layer(session, layer)
    if labels != known.labels:
        with session.edit(say("Move the label"), labels=False) as project:
            codebooks.arrange(project, replace(known, labels=labels))


def step(session: Session, part: Part, by: int) -> None:
    """Move a part a place up (-1) or down (1) among its like."""
    book = session.codebook
    if part.kind == LABEL:
        labels = _layer(session, part.layer).labels
        arrange_labels(session, part.layer, label_tree.stepped(labels, part.id, by))
    elif part.kind == LAYER:
        layers = _stepped(book.layers, part.id, by)
        _arrange_all(session, replace(book, layers=layers), say("Move the layer"))
    elif part.kind == LINK_TYPE:
        link_types = _stepped(book.link_types, part.id, by)
        _arrange_all(session, replace(book, link_types=link_types), say("Move the link type"))
    elif (owner := owner_of(book, part)) is not None:
        moved = replace(owner, attributes=_stepped(owner.attributes, part.id, by))
        if moved != owner:
            put(session, part, moved, say("Move the attribute"))


def _arrange_all(session: Session, book: Codebook, what: Sentence) -> None:
    if book != session.codebook:
        with session.edit(what, labels=False) as project:
            codebooks.arrange_all(project, book)


def _stepped(things: tuple[_Thing, ...], id: str, by: int) -> tuple[_Thing, ...]:
    at = next(place for place, one in enumerate(things) if one.id == id)
    order = list(things)
    if 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    return tuple(order)


def drop(session: Session, part: Part) -> None:
    """Take a part away.

    Raises:
        AnnotatorError: it is in use; the count is said.
    """
    book, project = session.codebook, session.project
    if part.kind == LABEL and (label := book.label(part.layer, part.id)) is not None:
        refuse_used(codebooks.uses(project, label), label.name(language()))
        kept = label_tree.without(_layer(session, part.layer).labels, label.id)
        with session.edit(
            say("Delete the label {label}", label=label.name(language())), labels=False
        ):
            codebooks.arrange(project, replace(_layer(session, part.layer), labels=kept))
            codebooks.drop_label(project, label)
    elif part.kind == LAYER and (layer := book.layer(part.id)) is not None:
        _drop_layer(session, layer)
    elif part.kind in {ATTRIBUTE, LINK_ATTRIBUTE}:
        _drop_attribute(session, part)
    elif part.kind == LINK_TYPE:
        refuse_used(len(codebooks.links_of_type(project, part.id)), part.id)
        with session.edit(say("Delete the link type"), labels=False):
            codebooks.drop_link_type(project, part.id)


def refuse_used(count: int, name: str) -> None:
    """Refuse what is in use.

    Raises:
        AnnotatorError: the count is not 0.
    """
    if count:
        sentence = say(
            "{label} cannot be deleted: annotations that carry it: {count}.",
            label=name,
            count=count,
        )
        raise AnnotatorError(sentence)


def _drop_layer(session: Session, layer: Layer) -> None:
    project = session.project
    refuse_used(sum(codebooks.uses(project, one) for one in layer.labels), layer.name(language()))
    ends = [one for one in session.codebook.link_types if layer.id in (one.source, *one.targets)]
    if ends:
        raise AnnotatorError(
            say(
                "{layer} cannot be deleted: the link type {link} starts or ends there.",
                layer=layer.name(language()),
                link=ends[0].name(language()),
            )
        )
    with session.edit(say("Delete the layer {layer}", layer=layer.name(language())), labels=False):
        codebooks.drop_layer(project, layer)


def _drop_attribute(session: Session, part: Part) -> None:
    owner = owner_of(session.codebook, part)
    if owner is None:
        return
    of_links = part.kind == LINK_ATTRIBUTE
    count = codebooks.link_answers if of_links else codebooks.answers
    refuse_used(count(session.project, part.layer, part.id), part.id)
    put(session, part, without_attribute(owner, part.id), say("Delete the attribute"))


def _label(layer: Layer, name: str, parent: str, words_in: str) -> Label:
    colors = color_values()
    used = {label.color.casefold() for label in layer.labels}
    free = (color for color in colors if color.casefold() not in used)
    return Label(
        id=id_from_name(name, ids_of(layer)),
        layer=layer.id,
        names={words_in: name},
        parent=parent,
        color=next(free, colors[len(layer.labels) % len(colors)]),
    )


def ids_of(layer: Layer) -> Container[str]:
    """The ids that labels of a layer have."""
    return {label.id for label in layer.labels}


def _layer(session: Session, layer: str) -> Layer:
    found = session.codebook.layer(layer)
    if found is None:
        raise KeyError(layer)
    return found
