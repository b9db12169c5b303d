"""What the codebook panel can change about labels: each one edit."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from dataclasses import replace

from annotator.desktop.session import Session
from annotator.domain.codebook import RESERVED_KEYS, Codebook, Label
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.store import codebooks
from annotator.words import language

"""Keys the window needs for itself."""

Deed = Callable[[], None]
Change = Callable[[Session, Label, str], None]

_ID_LENGTH = 40


def id_from_name(name: str, taken: Container[str]) -> str:
    """An id for a new label: ASCII capitals, figures and _, unlike those taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    stem = re.sub(r"[^A-Z0-9]+", "_", plain).strip("_")[:_ID_LENGTH].rstrip("_") or "LABEL"
    found, number = stem, 2
    while found in taken:
        found, number = f"{stem}_{number}", number + 1
    return found


def add_label(session: Session, layer: str, name: str, colors: list[str]) -> str:
    """Add a label of this name to a layer, in the first colour not used yet; gives its id."""
    book = session.codebook
    siblings = [label for label in book.labels() if label.layer == layer]
    used = {label.color.casefold() for label in siblings}
    made = Label(
        id=id_from_name(name, {label.id for label in siblings}),
        layer=layer,
        names={book.written_in(language()): name},
        color=next((color for color in colors if color.casefold() not in used), colors[0]),
    )
    with session.edit(say("Add the label {label}", label=name), labels=False) as project:
        codebooks.put_label(project, made)
    return made.id


def rename_label(session: Session, label: Label, name: str) -> None:
    """Give a label another name, in the language in use where the codebook lists it."""
    words_in = session.codebook.written_in(language())
    if name != label.names.get(words_in):
        _put(session, replace(label, names={**label.names, words_in: name}), "name")


def recolor_label(session: Session, label: Label, color: str) -> None:
    """Give a label another colour, `#rrggbb`."""
    if color.casefold() != label.color.casefold():
        _put(session, replace(label, color=color), "color")


def rekey_label(session: Session, label: Label, key: str) -> None:
    """Give a label another key, or none.

    Raises:
        AnnotatorError: the key is not free.
    """
    refusal = key_refusal(session.codebook, label, key)
    if refusal is not None:
        raise AnnotatorError(refusal)
    if key.casefold() != label.key.casefold():
        _put(session, replace(label, key=key.upper()), "key")


def key_refusal(book: Codebook, label: Label, key: str) -> Sentence | None:
    """Why a label cannot have this key; nothing where it can."""
    if key and (len(key) > 1 or not key.isprintable()):
        return say("A key is one character.")
    if key and key.upper() in RESERVED_KEYS:
        return say("The window needs {key} for itself.", key="␣" if key == " " else key.upper())
    taken = (name for other, name in _keys(book, label) if other.casefold() == key.casefold())
    name = next(taken, None)
    if name is None:
        return None
    return say("{key} stands for {name} already.", key=key.upper(), name=name)


def attribute_key_refusal(book: Codebook, layer: str, attribute: str, key: str) -> Sentence | None:
    """Why an attribute of a layer cannot have this key; nothing where it can."""
    own = Label(id=attribute, layer="")
    others = tuple(
        replace(one, attributes=tuple(a for a in one.attributes if a.id != attribute))
        if one.id == layer
        else replace(one, attributes=())
        for one in book.layers
    )
    return key_refusal(replace(book, layers=others), own, key)


def drop_label(session: Session, label: Label) -> None:
    """Take a label away.

    Raises:
        AnnotatorError: annotations carry it.
    """
    count = codebooks.uses(session.project, label)
    name = label.name(language())
    if count:
        raise AnnotatorError(
            say(
                "{label} cannot be deleted: annotations that carry it: {count}.",
                label=name,
                count=count,
            )
        )
    with session.edit(say("Delete the label {label}", label=name), labels=False) as project:
        codebooks.drop_label(project, label)


_NAMES = {
    "name": say("Rename the label"),
    "color": say("Change the colour of the label"),
    "key": say("Change the key of the label"),
}


def _put(session: Session, label: Label, what: str) -> None:
    with session.edit(_NAMES[what], labels=False) as project:
        codebooks.put_label(project, label)


def _keys(book: Codebook, label: Label) -> Iterator[tuple[str, str]]:
    for other in book.labels():
        if other.key and (other.layer, other.id) != (label.layer, label.id):
            yield other.key, other.name(language())
    for layer in book.layers:
        for attribute in layer.attributes:
            if attribute.key:
                yield attribute.key, attribute.names.get(language(), attribute.id)
