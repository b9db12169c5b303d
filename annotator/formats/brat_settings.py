"""brat's annotation.conf and visual.conf: which labels, attributes and colours there are."""

import re
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer
from annotator.formats import decoding
from annotator.formats.incoming import RefusedFileError

_SECTION = re.compile(r"\[(\w+)\]")
_COLOR = re.compile(r"bgColor:(#[0-9A-Fa-f]{6})")


def read(root: Path) -> Iterator[Codebook]:
    """The codebook that the settings in a folder make; nothing where there are none."""
    sections = _sections(root / "annotation.conf")
    labels = [*_labels(sections.get("entities", [])), *_labels(sections.get("events", []))]
    if not labels:
        return
    visual = _sections(root / "visual.conf")
    colors = _colors(visual.get("drawing", []))
    names = _shown(visual.get("labels", []))
    dressed = {
        id: Label(
            id=id,
            layer="",
            parent=parent,
            color=colors.get(id, ""),
            names={"en": names[id]} if id in names else {},
        )
        for id, parent in labels
    }
    attributes = tuple(_attributes(sections.get("attributes", [])))
    layer = Layer(id="", labels=tuple(dressed.values()), attributes=attributes)
    yield Codebook(id="brat", version="1", layers=(layer,))


def _sections(path: Path) -> dict[str, list[str]]:
    """The lines of each section; none where the file is missing or is no text."""
    try:
        text, _ = decoding.read(path)
    except (OSError, RefusedFileError):
        return {}
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in text.split("\n"):
        line = raw.rstrip()
        head = _SECTION.fullmatch(line.strip())
        if head:
            lines = found.setdefault(head[1].casefold(), [])
        elif line.strip() and not line.lstrip().startswith(("#", "<")):
            lines.append(line)
    return found


def _labels(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each label with the one it stands below, by how far its line is moved in."""
    above: list[str] = []
    for line in lines:
        words = line.split()
        if not words or set(words[0]) == {"-"}:
            continue
        depth = len(line) - len(line.lstrip("\t"))
        id = words[0].lstrip("!")
        del above[depth:]
        yield id, above[-1] if above else ""
        above.append(id)


def _attributes(lines: list[str]) -> Iterator[Attribute]:
    for line in lines:
        name, *_ = line.split()
        value = re.search(r"Value:([^,\s]+)", line)
        choices = tuple(Choice(id=one) for one in value[1].split("|")) if value else ()
        yield Attribute(id=name.lstrip("!"), type="choice" if choices else "yes_no", values=choices)


def _colors(lines: list[str]) -> dict[str, str]:
    return {line.split()[0]: color[1] for line in lines if (color := _COLOR.search(line))}


def _shown(lines: list[str]) -> dict[str, str]:
    pairs = (line.split("|") for line in lines if "|" in line)
    return {parts[0].strip(): parts[1].strip() for parts in pairs}
