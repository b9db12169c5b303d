"""Label Studio JSON: tasks with one or more people's annotations, in full or as JSON-MIN."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.article import Metadata, Source
from annotator.domain.sentence import Sentence, say
from annotator.formats import decoding, json_lines, label_studio_write, offset_reading
from annotator.formats.dialogue import Dialogue, is_dialogue
from annotator.formats.format import ASPECTS, Format
from annotator.formats.incoming import (
    Incoming,
    IncomingAnnotation,
    IncomingArticle,
    Note,
    ReadOptions,
    RefusedFileError,
)
from annotator.formats.json_lines import Line
from annotator.formats.label_studio_regions import Region, Work, results
from annotator.formats.offset_reading import Counting, Reading, Sample
from annotator.formats.rendered import Rendered

_TEXTS = ("text", "ner", "content", "body", "article", "html", "dialogue")
_NAMES = ("name", "title", "filename", "id")
_AMONG = (Reading("code_point"), Reading("utf16"), *offset_reading.READINGS[3:5])


def read(path: Path, options: ReadOptions) -> Iterator[Incoming]:
    """The tasks of an export.

    Raises:
        RefusedFileError: it is no JSON.
        OSError: it cannot be read.
    """
    for line in json_lines.objects(path):
        if isinstance(line, Note):
            yield line
            continue
        try:
            yield _article(line, path, options)
        except RefusedFileError as error:
            yield Note(line.number, error.sentence)


def _article(line: Line, path: Path, options: ReadOptions) -> Incoming:
    task = line.value
    data = task["data"] if isinstance(task.get("data"), dict) else task
    turns = _turns(data, task)
    source = "" if turns else _source(data, task)
    if not (source or turns):
        return Note(line.number, say("The task has no text; it was left out."))
    page = Dialogue(turns) if turns else Rendered(source) if _is_page(source, task) else None
    text = page.text if page else source
    work = [Work(one, page) for one in _given(task)]
    reading = _reading(text, [region for one in work for region in one.regions], options.unit)
    counting = Counting(text, reading)
    refused: list[Note] = []
    made = [one for each in work for one in each.annotations(counting, line.number, refused)]
    return IncomingArticle(
        name=_name(data, task, path, line.number),
        text=text,
        source=Source(newline=decoding.newline_of(text)),
        metadata=Metadata(extra=_extra(data, source)),
        annotations=tuple(made),
        links=tuple(link for one in work for link in one.links),
        offset_unit=reading.name,
        warnings=tuple(_differences(text, made, work, line.number)),
        refused=tuple(refused),
        aside=tuple(_aside(task, work)),
    )


def _source(data: Mapping[str, Any], task: Mapping[str, Any]) -> str:
    """The text that was labelled: as its results name it, else by usual names, else the longest."""
    asked = {str(r.get("to_name")) for one in _given(task) for r in results(one)}
    for key in (*asked, *_TEXTS):
        if isinstance(data.get(key), str) and data[key]:
            return str(data[key])
    texts = [one for one in data.values() if isinstance(one, str)]
    return max(texts, key=len, default="")


def _turns(data: Mapping[str, Any], task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The turns of the dialogue that was labelled, if it was one."""
    asked = {str(r.get("to_name")) for one in _given(task) for r in results(one)}
    texts = [key for key in _TEXTS if isinstance(data.get(key), str)]
    keys = (*asked, *(() if texts else data))
    return next((data[key] for key in keys if is_dialogue(data.get(key))), [])


def _is_page(source: str, task: Mapping[str, Any]) -> bool:
    kinds = {r.get("type") for one in _given(task) for r in results(one)}
    return "hypertextlabels" in kinds and "<" in source


def _given(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The annotations of a task; in JSON-MIN the task itself is one."""
    for key in ("annotations", "completions"):
        if isinstance(task.get(key), list):
            return [one for one in task[key] if isinstance(one, dict)]
    return [_unfolded(task)]


def _unfolded(task: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON-MIN task as an annotation in full."""
    results = [
        {"id": f"{key}-{number}", "from_name": key, "type": "labels", "value": one}
        for key, found in task.items()
        if isinstance(found, list)
        for number, one in enumerate(found)
        if isinstance(one, dict) and "start" in one
    ]
    person = task.get("annotator", task.get("completed_by"))
    return {
        "result": results,
        "completed_by": person,
        "created_at": task.get("created_at"),
        "updated_at": task.get("updated_at"),
    }


def _reading(text: str, regions: Sequence[Region], unit: str) -> Reading:
    told = [one for one in regions if one.words] or list(regions)
    words = [one.words for one in told] if told and told[0].words else []
    sample = Sample(text, [(one.start, one.end) for one in told], words)
    return offset_reading.find([sample], among=_AMONG, unit=unit).reading


def _differences(
    text: str, made: Sequence[IncomingAnnotation], work: Sequence[Work], line: int
) -> Iterator[Note]:
    """Regions whose words are not those at their place; the place counts."""
    words = {one.words for each in work for one in each.regions if one.words}
    plain = {offset_reading.plain(one) for one in words}
    odd = sum(
        offset_reading.plain(one.fragments[0].cut(text)) not in plain for one in made if plain
    )
    if odd:
        yield Note(
            line,
            say("{count} regions stand on other words than the file gives for them.", count=odd),
        )


def _aside(task: Mapping[str, Any], work: Sequence[Work]) -> Iterator[tuple[Sentence, int]]:
    cancelled = sum(one.cancelled for one in work)
    whole = sum(one.whole for one in work)
    predictions = task.get("predictions")
    drafts = task.get("drafts")
    if cancelled:
        yield say("annotations that were cancelled"), cancelled
    if whole:
        yield say("answers about whole texts"), whole
    if isinstance(predictions, list) and predictions:
        yield say("predictions of a machine"), len(predictions)
    if isinstance(drafts, list) and drafts:
        yield say("drafts"), len(drafts)


def _name(data: Mapping[str, Any], task: Mapping[str, Any], path: Path, line: int) -> str:
    for key in _NAMES[:-1]:
        if isinstance(data.get(key), str) and 0 < len(data[key]) < 200:  # noqa: PLR2004 - a name
            return str(data[key])
    id = task.get("id", line)
    return f"{path.stem}-{json_lines.words(id)}"


def _extra(data: Mapping[str, Any], source: str) -> dict[str, str]:
    kept = {}
    for key, one in data.items():
        is_plain = isinstance(one, str | int | float) and one != source
        if is_plain and key not in {"annotations", "completions", "name"}:
            kept[str(key)] = json_lines.words(one)
    return kept


def _is_export(path: Path) -> bool:
    if path.suffix.casefold() not in {".json", ".jsonl"}:
        return False
    first = json_lines.first_object(path)
    if first is None:
        return False
    keys = ("annotations", "completions", "predictions")
    if isinstance(first.get("data"), dict) and any(isinstance(first.get(k), list) for k in keys):
        return True
    return _is_small(first)


def _is_small(first: Mapping[str, Any]) -> bool:
    """Whether it is a task of JSON-MIN: lists of regions beside the data."""
    found = (one for one in first.values() if isinstance(one, list) and one)
    return any(
        isinstance(one[0], dict) and {"start", "end", "labels"} <= set(one[0]) for one in found
    )


FORMAT = Format(
    name="label-studio",
    title=say("Label Studio, JSON"),
    endings=(".json",),
    reads="annotations",
    shape="stream",
    carries=frozenset(ASPECTS) - {"fragments", "entries"},
    detect=_is_export,
    read=read,
    write=label_studio_write.write,
)
