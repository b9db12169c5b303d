"""The event list of a discourse network: one row a claim, speaker and target, in order of time.

The columns are those of DNA's event list as far as there are such things here, and the attributes
of the layers that are claims. `time` is the article's date, `speaker` and `target` are the words
of the mention, `speaker_entry` and `target_entry` whom the register knows them as; `agreement` is
1 or 0 as in DNA. Offsets are code points.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from annotator.domain.annotation import SAID_BY, Value
from annotator.domain.codebook import Codebook
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.formats.dna_write import agreement
from annotator.formats.format import Format
from annotator.formats.outgoing import Outgoing, Outgoings, Output, WriteOptions
from annotator.formats.table import Cell, guarded

COLUMNS = (
    "statement_id",
    "time",
    "article",
    "title",
    "outlet",
    "author",
    "speaker",
    "speaker_entry",
    "speaker_kind",
    "layer",
    "label",
    "agreement",
    "target",
    "target_entry",
    "target_kind",
    "start_position",
    "stop_position",
    "text",
    "coder",
    "set",
)

_TARGETS = "targets"
_BETWEEN_FRAGMENTS = " […] "


class _Party(NamedTuple):
    """Who speaks or is spoken of: the words, the register entry's name and kind."""

    words: str = ""
    entry: str = ""
    kind: str = ""


class _Claim(NamedTuple):
    """A claim with everybody in it."""

    claim: Outgoing
    speakers: tuple[_Party, ...]
    targets: tuple[_Party, ...]


def write(out: Output, going: Outgoings, options: WriteOptions) -> None:
    """Write the table; a claim without speaker or target has an empty place for it."""
    attributes = _attributes(going.codebook)
    lines = io.TextIOWrapper(
        out.stream(), encoding="utf-8-sig" if options.guard else "utf-8", newline=""
    )
    try:
        rows = csv.writer(lines, lineterminator="\r\n")
        rows.writerow((*COLUMNS, *attributes))
        for claim in sorted(_claims(going), key=_time):
            for cells in _rows(claim, attributes):
                rows.writerow(map(guarded, cells) if options.guard else cells)
        lines.flush()
    finally:
        lines.detach()  # the stream is the caller's to close


def _time(found: _Claim) -> str:
    # What has no date comes last.
    return found.claim.article.metadata.date or "\uffff"


def _claim_layers(codebook: Codebook) -> set[str]:
    return {one.source for one in codebook.link_types if one.id in {SAID_BY, _TARGETS}}


def _attributes(codebook: Codebook) -> list[str]:
    """The attributes that claims may have, but for what the columns say already."""
    layers = [layer for layer in codebook.layers if layer.id in _claim_layers(codebook)]
    names = dict.fromkeys(one.id for layer in layers for one in layer.attributes)
    return [name for name in names if name not in COLUMNS]


def _claims(going: Outgoings) -> Iterator[_Claim]:
    layers = _claim_layers(going.codebook)
    entries = {entry.id: entry for entry in going.entries}
    kinds = {entry.name: entry.kind for entry in reversed(going.entries)}
    for article in going.articles():
        mentions = {one.annotation.id: one for one in article.annotations}
        for one in article.annotations:
            speakers = tuple(_parties(one, SAID_BY, mentions, (entries, kinds)))
            targets = tuple(_parties(one, _TARGETS, mentions, (entries, kinds)))
            if speakers or targets or one.annotation.layer in layers:
                yield _Claim(one, speakers, targets)


def _parties(
    one: Outgoing,
    type: str,
    mentions: Mapping[str, Outgoing],
    register: tuple[Mapping[str, RegisterEntry], Mapping[str, str]],
) -> Iterator[_Party]:
    entries, kinds = register
    for link in one.links:
        mention, entry = mentions.get(link.to), entries.get(link.to)
        if link.type != type:
            continue
        if entry is not None:
            yield _Party(entry.name, entry.name, entry.kind)
        elif mention is not None:
            name = mention.entry or ""
            words = _BETWEEN_FRAGMENTS.join(mention.words)
            yield _Party(words, name, kinds.get(name, ""))


def _rows(found: _Claim, attributes: Sequence[str]) -> Iterator[list[Cell]]:
    one, annotation = found.claim, found.claim.annotation
    about = one.article.metadata
    told = [_words(annotation.attributes.get(name, "")) for name in attributes]
    nobody = (_Party(),)
    for speaker, target in product(found.speakers or nobody, found.targets or nobody):
        yield [
            annotation.id,
            about.date,
            one.article.name,
            about.title,
            about.outlet,
            about.author,
            *speaker,
            annotation.layer,
            annotation.label,
            int(agreement(annotation.attributes)),
            *target,
            annotation.start,
            annotation.end,
            _BETWEEN_FRAGMENTS.join(one.words),
            one.coder,
            one.set,
            *told,
        ]


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "; ".join(value) if isinstance(value, list) else str(value)


FORMAT = Format(
    name="event-list",
    title=say("Event list of speakers, claims and targets, as DNA has it"),
    endings=(".csv",),
    shape="stream",
    carries=frozenset({"overlap", "fragments", "attributes", "entries", "coder"}),
    link_types=(SAID_BY, _TARGETS),
    write=write,
)
