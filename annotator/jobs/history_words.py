"""Changes in words: what was done, to which words of which article, what was before and after."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.domain.annotation import Value
from annotator.domain.codebook import Attribute, Codebook, in_language
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.domain.turning import one_line
from annotator.store import articles, entries
from annotator.store.bodies import Body
from annotator.store.project import Project
from annotator.store.trail import Change

Part = tuple[Sentence | str, Sentence | str]
"""A field by its name, and its value."""

_WIDE = 60
_STATES: Mapping[str, Sentence] = {
    "not_started": say("not started"),
    "in_progress": say("in progress"),
    "done": say("done"),
}
_CHOICES: Mapping[str, Sentence] = {
    "first": say("Take A"),
    "second": say("Take B"),
    "both": say("Take both"),
    "neither": say("Neither is right"),
    "edited": say("Settle with another label"),
}
_YES, _NO = say("yes"), say("no")
_WORDS = say("words")


class ToldChange(NamedTuple):
    """A change as it is shown; only the fields that differ are in `before` and `after`.

    `annotation` is the id of the one it is about, `place` where its words are or were.
    """

    change: Change
    article: str
    words: str
    annotation: str
    place: Span | None
    before: tuple[Part, ...]
    after: tuple[Part, ...]


def told(
    project: Project, changes: Sequence[Change], codebook: Codebook, language: str
) -> list[ToldChange]:
    """Changes in words, in the order they come in."""
    return [*_Telling(project, codebook, language).all(changes)]


class _Telling:
    """Knows names and texts, each read once."""

    def __init__(self, project: Project, codebook: Codebook, language: str) -> None:
        self._project, self._codebook, self._language = project, codebook, language
        self._texts: dict[str, str] = {}
        self._names = {one.id: one.name for one in articles.everyone(project)}
        self._entries = {one.id: one.name for one in entries.everyone(project)}

    def all(self, changes: Sequence[Change]) -> Iterator[ToldChange]:
        """One after the other."""
        for change in changes:
            said = change.after or change.before or {}
            place, words = self._place(change.article, said)
            before, after = self._parts(change, change.before), self._parts(change, change.after)
            if not before or not after:
                same = (_WORDS, words)  # they stand beside it
                before, after = ([x for x in parts if x != same] for parts in (before, after))
            annotation = {"annotation": change.target, "link": said.get("source", "")}
            yield ToldChange(
                change,
                self._names.get(change.article, ""),
                words,
                annotation.get(change.kind, ""),
                place,
                tuple(one for one in before if one not in after),
                tuple(one for one in after if one not in before),
            )

    def _place(self, article: str, body: Body) -> tuple[Span | None, str]:
        """Where the words of a record are, and these words."""
        found = body.get("fragments") or ([body["place"]] if "place" in body else [])
        if not found or article not in self._names:
            return None, ""
        if article not in self._texts:
            self._texts[article] = articles.text(self._project, article)
        spans = [Span(*one) for one in found]
        words = " […] ".join(span.cut(self._texts[article]) for span in spans)
        return Span(spans[0].start, spans[-1].end), _short(words)

    # ------------------------------------------------------------------ what a version says

    def _parts(self, change: Change, body: Body | None) -> list[Part]:
        tell: Mapping[str, Callable[[Body], Iterator[Part]]] = {
            "annotation": lambda body: self._of_annotation(change.article, body),
            "link": self._of_link,
            "state": _of_state,
            "comment": _of_comment,
            "decision": _of_decision,
        }
        kind = tell.get(change.kind, _of_anything)
        return [] if body is None else list(kind(body))

    def _of_annotation(self, article: str, body: Body) -> Iterator[Part]:
        label = self._codebook.label(body["layer"], body["label"])
        yield say("label"), label.name(self._language) if label else body["label"]
        yield _WORDS, self._place(article, body)[1]
        for name, value in body["attributes"].items():
            asked = self._attribute(body["layer"], name)
            shown = in_language(asked.names, self._language, name) if asked else name
            yield shown, self._value(value, asked)
        if body["entry"]:
            yield say("register entry"), self._entries.get(body["entry"], str(body["entry"]))
        if body["note"]:
            yield say("note"), _short(body["note"])

    def _attribute(self, layer: str, name: str) -> Attribute | None:
        known = self._codebook.layer(layer)
        found = (one for one in (known.attributes if known else ()) if one.id == name)
        return next(found, None)

    def _value(self, value: Value, asked: Attribute | None) -> Sentence | str:
        if isinstance(value, bool):
            return _YES if value else _NO
        names = {
            one.id: in_language(one.names, self._language, one.id)
            for one in (asked.values if asked else ())
        }
        some = map(str, value if isinstance(value, list | tuple) else (value,))
        return _short(", ".join(names.get(one) or self._entries.get(one, one) for one in some))

    def _of_link(self, body: Body) -> Iterator[Part]:
        known = self._codebook.link_type(body["type"])
        yield say("link"), known.name(self._language) if known else body["type"]
        if (name := self._entries.get(body["target"])) is not None:
            yield say("register entry"), name


def _of_state(body: Body) -> Iterator[Part]:
    yield say("state"), _STATES.get(body["value"], body["value"])


def _of_comment(body: Body) -> Iterator[Part]:
    yield say("comment"), _short(body["words"])
    yield say("resolved"), _YES if body["resolved"] else _NO


def _of_decision(body: Body) -> Iterator[Part]:
    yield say("decision"), _CHOICES.get(body["choice"], body["choice"])


def _of_anything(body: Body) -> Iterator[Part]:
    """What has a name shows it; the rest is told by what was done."""
    value: Any = body.get("wording") or body.get("name") or ""
    if isinstance(value, str) and value:
        yield say("name"), _short(value)


def _short(words: str) -> str:
    return one_line(words, _WIDE)
