"""The project's codebook: one record a layer, a label and a link type, with stable ids."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from annotator.domain.codebook import Codebook, Label, Layer, LinkType, Names, in_language
from annotator.store import bodies
from annotator.store.bodies import Body
from annotator.store.project import Kind, Project

_BOOK, _LAYER, _LABEL, _LINK = "codebook", "layer", "label", "link_type"


def current(project: Project) -> Codebook:
    """The codebook as it stands now."""
    head = project.value("SELECT body FROM codebook ORDER BY id LIMIT 1")
    if head is None:
        return Codebook(id="empty", version="0")
    labels: dict[str, list[Label]] = {}
    for (body,) in project.rows("SELECT body FROM label ORDER BY position, id"):
        label = bodies.label(bodies.read(body))
        labels.setdefault(label.layer, []).append(label)
    layers = project.rows("SELECT code, body FROM layer ORDER BY position, id")
    links = project.rows("SELECT body FROM link_type ORDER BY position, id")
    return replace(
        bodies.codebook(bodies.read(head)),
        layers=tuple(
            bodies.layer(bodies.read(body), tuple(labels.get(code, ()))) for code, body in layers
        ),
        link_types=tuple(bodies.link_type(bodies.read(body)) for (body,) in links),
    )


def put(project: Project, codebook: Codebook) -> None:
    """Write a whole codebook: what is not in it stays as it was."""
    put_head(project, codebook)
    for place, layer in enumerate(codebook.layers):
        put_layer(project, layer, place)
        for order, label in enumerate(layer.labels):
            put_label(project, label, order)
    for place, link_type in enumerate(codebook.link_types):
        put_link_type(project, link_type, place)


def put_layer(project: Project, layer: Layer, position: float | None = None) -> None:
    """Write a layer without its labels; without a position it keeps its own or comes last."""
    place = position if position is not None else _layer_position(project, layer.id)
    body = {"position": place, "value": bodies.plain(replace(layer, labels=()))}
    project.record(_LAYER, layer.id, body)


def put_link_type(project: Project, link_type: LinkType, position: float | None = None) -> None:
    """Write a link type; without a position it keeps its own or comes last."""
    own = project.value("SELECT position FROM link_type WHERE code = ?", (link_type.id,))
    place = next(
        float(one) for one in (position, own, project.value(_LAST_LINK_TYPE)) if one is not None
    )
    project.record(_LINK, link_type.id, {"position": place, "value": bodies.plain(link_type)})


def put_label(project: Project, label: Label, position: float | None = None) -> None:
    """Write a label; without a position it keeps its own or comes last."""
    target = _label_target(label.layer, label.id)
    place = position if position is not None else _label_position(project, label.layer, label.id)
    project.record(_LABEL, target, {"position": place, "value": bodies.plain(label)})


def drop_label(project: Project, label: Label) -> None:
    """Take a label away; it must not be in use (see `uses`)."""
    project.record(_LABEL, _label_target(label.layer, label.id), None)


def put_head(project: Project, codebook: Codebook) -> None:
    """Write what a codebook says of itself; its layers and link types stay as they are."""
    bare = replace(codebook, layers=(), link_types=())
    project.record(_BOOK, codebook.id, bodies.plain(bare))


def arrange(project: Project, layer: Layer) -> None:
    """Give the labels of a layer the order in which they stand in it."""
    for order, label in enumerate(layer.labels):
        put_label(project, label, order)


def arrange_all(project: Project, codebook: Codebook) -> None:
    """Give layers and link types the order in which they stand in the codebook."""
    for place, layer in enumerate(codebook.layers):
        put_layer(project, layer, place)
    for place, link_type in enumerate(codebook.link_types):
        put_link_type(project, link_type, place)


def drop_layer(project: Project, layer: Layer) -> None:
    """Take a layer away with its labels; none of them must be in use."""
    for label in layer.labels:
        drop_label(project, label)
    project.record(_LAYER, layer.id, None)


def drop_link_type(project: Project, link_type: str) -> None:
    """Take a link type away; no link must be of it (see `links_of_type`)."""
    project.record(_LINK, link_type, None)


def links_of_type(project: Project, link_type: str) -> list[str]:
    """The ids of all links of a type."""
    rows = project.rows(
        "SELECT link.uuid FROM link JOIN link_type ON link_type.id = link.type "
        "WHERE link_type.code = ?",
        (link_type,),
    )
    return [uuid for (uuid,) in rows]


def uses(project: Project, label: Label) -> int:
    """How many annotations carry the label."""
    return int(
        project.value(
            "SELECT count(*) FROM main.annotation JOIN label ON label.id = annotation.label "
            "JOIN layer ON layer.id = label.layer WHERE layer.code = ? AND label.code = ?",
            (label.layer, label.id),
        )
    )


def answers(project: Project, layer: str, attribute: str) -> int:
    """How many annotations of a layer have a value for an attribute."""
    return int(
        project.value(
            "SELECT count(*) FROM main.annotation JOIN label ON label.id = annotation.label "
            "JOIN layer ON layer.id = label.layer WHERE layer.code = ?1 "
            "AND annotation.attributes <> '{}' "
            "AND EXISTS (SELECT 1 FROM json_each(annotation.attributes) WHERE key = ?2)",
            (layer, attribute),
        )
    )


def link_answers(project: Project, link_type: str, attribute: str) -> int:
    """How many links of a type have a value for an attribute."""
    return int(
        project.value(
            "SELECT count(*) FROM link WHERE type = (SELECT id FROM link_type WHERE code = ?1) "
            "AND EXISTS (SELECT 1 FROM json_each(link.attributes) WHERE key = ?2)",
            (link_type, attribute),
        )
    )


def row_of_label(project: Project, layer: str, label: str) -> int:
    """The integer key of a label.

    Raises:
        KeyError: the codebook has no such label.
    """
    found = project.value(
        "SELECT label.id FROM label JOIN layer ON layer.id = label.layer "
        "WHERE layer.code = ? AND label.code = ?",
        (layer, label),
    )
    if found is None:
        raise KeyError(_label_target(layer, label))
    return int(found)


def _label_target(layer: str, label: str) -> str:
    return f"{layer}/{label}"


def _layer_position(project: Project, layer: str) -> float:
    own = project.value("SELECT position FROM layer WHERE code = ?", (layer,))
    return float(own if own is not None else project.value(_LAST_LAYER))


def _label_position(project: Project, layer: str, label: str) -> float:
    own = project.value(
        "SELECT label.position FROM label JOIN layer ON layer.id = label.layer "
        "WHERE layer.code = ? AND label.code = ?",
        (layer, label),
    )
    return float(own if own is not None else project.value(_LAST_LABEL))


_LAST_LAYER = "SELECT coalesce(max(position), 0) + 1 FROM layer"
_LAST_LINK_TYPE = "SELECT coalesce(max(position), 0) + 1 FROM link_type"
_LAST_LABEL = "SELECT coalesce(max(position), 0) + 1 FROM label"


def _named(names: Mapping[str, str], code: str) -> str:
    return in_language(names, "en", code)


def _legible(make: Callable[[Body], object], value: Body) -> str:
    """A record as JSON; one that could not be read again is not kept in the first place.

    Raises:
        DamagedRecordError: it is not as such records are, as it came from a broken file.
    """
    written = bodies.written(value)
    make(bodies.read(written))
    return written


def _layer_alone(value: Body) -> Layer:
    return bodies.layer(value, ())


def _apply_book(project: Project, target: str, body: Body, _at: str) -> None:
    names: Names = body["names"]
    project.connection.execute(
        "INSERT INTO codebook(code, version, name, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(code) DO UPDATE SET version = excluded.version, name = excluded.name, "
        "body = excluded.body",
        (target, body["version"], _named(names, target), _legible(bodies.codebook, body)),
    )


def _apply_layer(project: Project, target: str, body: Body, _at: str) -> None:
    value = body["value"]
    project.connection.execute(
        "INSERT INTO layer(code, position, name, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(code) DO UPDATE SET position = excluded.position, name = excluded.name, "
        "body = excluded.body",
        (target, body["position"], _named(value["names"], target), _legible(_layer_alone, value)),
    )


def _apply_label(project: Project, target: str, body: Body, _at: str) -> None:
    value = body["value"]
    layer, _, code = target.partition("/")
    key = project.value("SELECT id FROM layer WHERE code = ?", (layer,))
    project.connection.execute(
        "INSERT INTO label(layer, code, position, name, body) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(layer, code) DO UPDATE SET position = excluded.position, "
        "name = excluded.name, body = excluded.body",
        (key, code, body["position"], _named(value["names"], code), _legible(bodies.label, value)),
    )


def _apply_link_type(project: Project, target: str, body: Body, _at: str) -> None:
    value = body["value"]
    project.connection.execute(
        "INSERT INTO link_type(code, position, name, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(code) DO UPDATE SET position = excluded.position, name = excluded.name, "
        "body = excluded.body",
        (
            target,
            body["position"],
            _named(value["names"], target),
            _legible(bodies.link_type, value),
        ),
    )


def _drop_label(project: Project, target: str) -> None:
    layer, _, code = target.partition("/")
    project.connection.execute(
        "DELETE FROM label WHERE code = ? AND layer = (SELECT id FROM layer WHERE code = ?)",
        (code, layer),
    )


def _drop_layer(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM layer WHERE code = ?", (target,))


def _drop_link_type(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM link_type WHERE code = ?", (target,))


def _drop_book(project: Project, target: str) -> None:
    project.connection.execute("DELETE FROM codebook WHERE code = ?", (target,))


KINDS = {
    _BOOK: Kind(_apply_book, _drop_book),
    _LAYER: Kind(_apply_layer, _drop_layer),
    _LABEL: Kind(_apply_label, _drop_label),
    _LINK: Kind(_apply_link_type, _drop_link_type),
}
