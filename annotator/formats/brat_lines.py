"""The lines of a brat annotation file, as the brat manual's page “standoff format” has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.domain.sentence import say
from annotator.formats.incoming import Note

_LINE = re.compile(r"(?:[TERAMN]\d\S*|#\S*|\*)\t")
_TEXT_BOUND = re.compile(r"(\S+) (-?\d+ -?\d+(?:;-?\d+ -?\d+)*)")
_ONE_PIECE = re.compile(r"\S+ \d{1,15} \d{1,15}", re.ASCII)
_ARGUMENT = re.compile(r"([^\s:]+):(\S+)")
_MOST_DIGITS = 15


@dataclass(slots=True)
class TextBound:
    """A `T` line: a label on one or more pieces, in the file's own offsets."""

    id: str
    label: str
    pieces: list[tuple[int, int]]
    words: str
    line: int


@dataclass(slots=True)
class Relation:
    """An `R` line, one argument of an `E` line (with the event's id) or one pair of a `*` line."""

    id: str
    type: str
    source: str
    target: str
    line: int
    event: str = ""


@dataclass(slots=True)
class Standoff:
    """Everything in one annotation file."""

    bounds: dict[str, TextBound] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    triggers: dict[str, str] = field(default_factory=dict)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    norms: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)

    def add(self, bound: TextBound) -> None:
        """Keep a `T` line; a second one of the same id is another annotation."""
        if bound.id in self.bounds:
            bound.id = f"{bound.id}:{bound.line}"
        self.bounds[bound.id] = bound

    def anchor(self, id: str) -> str:
        """The text-bound annotation that stands for this one: an event's is its trigger."""
        return self.triggers.get(id, id)


def parsed(text: str, file: str) -> Standoff:
    """The lines of an annotation file; what cannot be understood is told with its line."""
    found = Standoff()
    for number, line in _logical(text, found, file):
        _read(line, number, found, file)
    return found


def _logical(text: str, found: Standoff, file: str) -> Iterator[tuple[int, str]]:
    """Lines; one that breaks off inside a passage's words goes on in the next."""
    open_line, start = "", 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        if _LINE.match(line) or not open_line:
            if open_line:
                yield start, open_line
            open_line, start = line, number
        elif line and _breaks_off(open_line):
            open_line += "\n" + line
            found.warnings.append(Note(number, say("A passage's words go on over the line."), file))
        elif line:
            yield start, open_line
            open_line, start = line, number
    if open_line:
        yield start, open_line


def _breaks_off(line: str) -> bool:
    """Whether a passage's words are shorter than its place, so that they may go on."""
    _, _, rest = line.partition("\t")
    head, _, words = rest.partition("\t")
    match = _TEXT_BOUND.fullmatch(head.strip())
    if match is None or not line.startswith("T"):
        return False
    pieces = [pair.split() for pair in match[2].split(";")]
    if any(len(digits) > _MOST_DIGITS for piece in pieces for digits in piece):
        return False
    return len(words) < sum(int(end) - int(start) + 1 for start, end in pieces) - 1


def _read(line: str, number: int, found: Standoff, file: str) -> None:
    id, _, rest = line.partition("\t")
    reader = _READERS.get(id[:1])
    if reader is None or not reader(id.rstrip(), rest, number, found):
        shown = line if len(line) < 80 else line[:79] + "…"  # noqa: PLR2004 - a glance
        note = Note(number, say("This line was not understood: {line}", line=shown), file)
        found.refused.append(note)


def _text_bound(id: str, rest: str, number: int, found: Standoff) -> bool:
    head, _, words = rest.partition("\t")
    told = head.split(" ")
    if len(told) == 3 and _ONE_PIECE.fullmatch(head):  # noqa: PLR2004 - as nearly all are
        place = int(told[1]), int(told[2])
        found.add(TextBound(id, told[0], [place], words, number))
        return True
    match = _TEXT_BOUND.fullmatch(head.strip())
    if match is None:
        return False
    pieces = [pair.split() for pair in match[2].split(";")]
    if any(len(digits) > _MOST_DIGITS for piece in pieces for digits in piece):
        return False
    places = [(int(start), int(end)) for start, end in pieces]
    found.add(TextBound(id, match[1], places, words, number))
    return True


def _relation(id: str, rest: str, number: int, found: Standoff) -> bool:
    type, _, arguments = rest.strip().partition(" ")
    ends = _ARGUMENT.findall(arguments)
    if len(ends) < 2:  # noqa: PLR2004 - from one to another
        return False
    for _, target in ends[1:]:
        found.relations.append(Relation(id, type, ends[0][1], target, number))
    return True


def _event(id: str, rest: str, number: int, found: Standoff) -> bool:
    parts = _ARGUMENT.findall(rest)
    if not parts:
        return False
    trigger = parts[0][1]
    found.triggers[id] = trigger
    for role, target in parts[1:]:
        found.relations.append(Relation(id, role, trigger, target, number, event=id))
    return True


def _equivalence(_id: str, rest: str, number: int, found: Standoff) -> bool:
    type, *ids = rest.split()
    if len(ids) < 2:  # noqa: PLR2004 - from one to another
        return False
    found.relations += [Relation("*", type, ids[0], other, number) for other in ids[1:]]
    return True


def _attribute(_id: str, rest: str, _number: int, found: Standoff) -> bool:
    name, _, tail = rest.strip().partition(" ")
    target, _, value = tail.strip().partition(" ")
    if not (name and target):
        return False
    found.attributes.append((target, name, value))
    return True


def _norm(_id: str, rest: str, _number: int, found: Standoff) -> bool:
    head, _, words = rest.partition("\t")
    parts = head.split(" ", 2)
    if len(parts) < 3:  # noqa: PLR2004 - type, target, reference
        return False
    found.norms.append((parts[1], parts[2].strip(), words.strip()))
    return True


def _note(_id: str, rest: str, _number: int, found: Standoff) -> bool:
    head, _, words = rest.partition("\t")
    type, _, target = head.partition(" ")
    if target:
        found.notes.append((target.strip(), type, words))
    return bool(target)


_READERS = {
    "T": _text_bound,
    "R": _relation,
    "E": _event,
    "*": _equivalence,
    "A": _attribute,
    "M": _attribute,
    "N": _norm,
    "#": _note,
}
