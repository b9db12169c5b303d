"""Label Studio's results: those of one id are one region of the text, labelled and described."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.annotation import Value
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.formats import json_lines
from annotator.formats.dialogue import Dialogue
from annotator.formats.incoming import IncomingAnnotation, IncomingLink, Note
from annotator.formats.offset_reading import Counting
from annotator.formats.rendered import Rendered

_LABELS = ("labels", "hypertextlabels", "paragraphlabels")


@dataclass(slots=True)
class Region:
    """All results of one id: where it is, its labels, and what else was said about it."""

    id: str
    start: int = -1
    end: int = -1
    words: str = ""
    labels: list[str] = field(default_factory=list)
    attributes: dict[str, Value] = field(default_factory=dict)
    note: str = ""


def results(annotation: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The results of an annotation that can be read."""
    found = annotation.get("result")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


class Work:
    """One person's annotation of a task."""

    def __init__(self, given: Mapping[str, Any], page: Rendered | Dialogue | None) -> None:
        self.cancelled = bool(given.get("was_cancelled"))
        self._coder = _person(given.get("completed_by"))
        self._is_gold = bool(given.get("ground_truth"))
        self._prefix = json_lines.words(given.get("id")) or self._coder
        self._created = _time(given.get("created_at"))
        self._updated = _time(given.get("updated_at"))
        self._page = page
        self.whole = 0
        self._regions: dict[str, Region] = {}
        self._relations: list[Mapping[str, Any]] = []
        for result in () if self.cancelled else results(given):
            self._take(result)

    @property
    def regions(self) -> list[Region]:
        """Those that have a place in the text."""
        return [one for one in self._regions.values() if one.start >= 0]

    def _take(self, result: Mapping[str, Any]) -> None:
        if result.get("type") == "relation":
            self._relations.append(result)
            return
        value = result.get("value")
        if not isinstance(value, dict):
            return
        id = json_lines.words(result.get("id"))
        region = self._regions.setdefault(id, Region(id))
        self._place(region, value)
        kind = str(result.get("type", ""))
        for name, answer in value.items():
            if name in _LABELS:
                region.labels += [one for one in _many(answer) if one not in region.labels]
            elif name == kind or name in {"choices", "taxonomy", "text", "rating", "number"}:
                self._answer(region, str(result.get("from_name") or kind), name, answer, kind)
        if region.start < 0 and not _has_labels(value):
            self.whole += 1
        meta = result.get("meta")
        if isinstance(meta, dict) and meta.get("text"):
            region.note = "\n".join(_many(meta["text"]))

    def _answer(self, region: Region, name: str, key: str, answer: object, kind: str) -> None:
        if key == "text" and kind != "textarea":
            return  # the words themselves
        many = _many(answer)
        region.attributes[name] = many if len(many) > 1 else many[0] if many else ""

    def _place(self, region: Region, value: Mapping[str, Any]) -> None:
        both = value.get("globalOffsets")
        where = both if isinstance(both, dict) else value
        start, end = json_lines.offset(where.get("start")), json_lines.offset(where.get("end"))
        if isinstance(self._page, Dialogue) or (start is None and self._page is not None):
            start, end = self._by_path(value)
        if start is None or end is None:
            return
        region.start, region.end = start, end
        if isinstance(value.get("text"), str):
            region.words = value["text"]

    def _by_path(self, value: Mapping[str, Any]) -> tuple[int | None, int | None]:
        if self._page is None:
            return None, None
        places = (
            self._page.place(
                str(value.get(side)), json_lines.offset(value.get(f"{side}Offset")) or 0
            )
            for side in ("start", "end")
        )
        start, end = places
        return start, end

    def annotations(
        self, counting: Counting, line: int, refused: list[Note]
    ) -> Iterator[IncomingAnnotation]:
        """One for each label of each region."""
        lost = sum(len(one.labels) for one in self._regions.values() if one.start < 0)
        if lost:
            sentence = say("{count} labels lack a place or a name; they were left out.", count=lost)
            refused.append(Note(line, sentence))
        for region in self.regions:
            try:
                span = counting.to_points(region.start, region.end)
            except ValueError:
                refused.append(Note(line, _outside(region)))
                continue
            yield from self._of_region(region, span)

    def _of_region(self, region: Region, span: Span) -> Iterator[IncomingAnnotation]:
        for number, label in enumerate(region.labels or ["unlabelled"]):
            yield IncomingAnnotation(
                id=self._id(region.id) + (f".{number + 1}" if number else ""),
                label=label,
                fragments=(span,),
                coder=self._coder,
                set="gold" if self._is_gold and not self._coder else "",
                attributes=region.attributes,
                note=region.note,
                created=self._created,
                updated=self._updated,
            )

    def _id(self, id: object) -> str:
        return f"{self._prefix}/{json_lines.words(id)}"

    @property
    def links(self) -> Iterator[IncomingLink]:
        """The relations; one that goes both ways is told so."""
        for one in self._relations:
            labels = _many(one.get("labels")) or ["related"]
            direction = one.get("direction", "right")
            ends = self._id(one.get("from_id")), self._id(one.get("to_id"))
            source, target = ends[::-1] if direction == "left" else ends
            both = {"direction": "bi"} if direction == "bi" else {}
            for label in labels:
                yield IncomingLink(type=label, source=source, target=target, attributes=both)


def _has_labels(value: Mapping[str, Any]) -> bool:
    return any(name in value for name in _LABELS)


def _many(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        return [
            " > ".join(map(json_lines.words, one))
            if isinstance(one, list)
            else json_lines.words(one)
            for one in value
        ]
    return [json_lines.words(value)]


def _person(value: object) -> str:
    if isinstance(value, dict):
        named = " ".join(str(value[k]) for k in ("first_name", "last_name") if value.get(k))
        return named or json_lines.words(value.get("email") or value.get("id"))
    return json_lines.words(value)


def _time(value: object) -> str:
    return value if isinstance(value, str) else ""


def _outside(region: Region) -> Sentence:
    return say(
        "A region from {start} to {end} lies outside its text; it was left out.",
        start=region.start,
        end=region.end,
    )
