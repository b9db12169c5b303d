"""How often the first proposal is right: speakers of claims, relays, and the same statement.

`python tests/benchmarks/suggestions.py [--json] [--proposals]` reads real annotated files from the
folder that ANNOTATOR_SHARED names: novels with citations and their speakers (brat), and the three
sample articles with the judgements in `judged_claims.py`. What reports the same statement is
measured on these and on the demo (see `same_statements.py`). The novels are split by the hash of
their names into those the rules were tuned on and those held out. A first proposal is right when
it shares characters with the annotated speaker; `exact` ones have the same edges.

- `unlabelled`: nothing is labelled yet, everything is found in the text;
- `working`: the speakers of the claims before are labelled, as when one reads on.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import same_statements
from judged_claims import JUDGED
from same_statements import SameRow

from annotator.domain.span import Span
from annotator.suggest import relays
from annotator.suggest.naming import Mention
from annotator.suggest.proposal import Proposal
from annotator.suggest.speakers import Asked, propose

SHARED = Path(os.environ.get("ANNOTATOR_SHARED") or Path(__file__).parents[3] / "shared")
NOVELS = SHARED / "data" / "brat-fr-litbank-citations"
SEEDS = SHARED / "seeds"
SHOWN = 5


@dataclass
class Row:
    """Counts for one file or several."""

    what: str
    corpus: str
    part: str
    mode: str
    claims: int = 0
    right: int = 0
    exact: int = 0
    among_five: int = 0
    seconds: float = field(default=0.0)

    @property
    def share(self) -> float:
        """The share of first proposals that are right."""
        return self.right / self.claims if self.claims else 0.0

    def count(self, found: list[Proposal], speakers: list[Span]) -> bool:
        """Count one claim; whether its first proposal is right."""
        first = [one.span for one in found[:1] if one.span]
        right = touches(first, speakers)
        self.claims += 1
        self.right += right
        self.exact += bool(first) and first[0] in speakers
        self.among_five += touches([one.span for one in found[:SHOWN] if one.span], speakers)
        return right


def touches(spans: Iterable[Span], speakers: list[Span]) -> bool:
    """Whether any of the spans shares characters with a speaker."""
    return any(span.overlaps(speaker) for span in spans for speaker in speakers)


def part_of(name: str) -> str:
    """Tuning or held-out, by the hash of a file's name."""
    return "tuning" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 else "held-out"


def citations(path: Path) -> tuple[str, list[tuple[list[Span], list[list[Span]]]]]:
    """A novel's text and its citations with the entities that are their sources, in order."""
    text = path.read_bytes().decode()
    places: dict[str, tuple[str, list[Span]]] = {}
    sources: dict[str, list[list[Span]]] = {}
    lines = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
    for line in sorted(lines, key=lambda one: one[0] != "T"):
        name, body, *_ = line.split("\t")
        if name.startswith("T"):
            label, ranges = body.split(" ", 1)
            spans = [Span(*map(int, pair.split())) for pair in ranges.split(";")]
            places[name] = label, spans
        elif body.startswith("Source "):
            entity, claim = (argument.split(":")[1] for argument in body.split()[1:])
            if places.get(claim, ("",))[0] == "Citation" and entity in places:
                sources.setdefault(claim, []).append(places[entity][1])
    found = [(places[claim][1], speakers) for claim, speakers in sources.items()]
    return text, sorted(found)


def novels(mode: str, *, loud: bool) -> Iterator[Row]:
    """One row for each novel."""
    for path in sorted(NOVELS.glob("*.txt")):
        text, claims = citations(path)
        row = Row("speakers", "brat-fr-litbank-citations", part_of(path.name), mode)
        started, known = time.perf_counter(), dict[Span, Mention]()
        for fragments, entities in claims:
            speakers = [span for entity in entities for span in entity]
            mentions = list(known.values()) if mode == "working" else []
            found = propose(Asked(text, fragments, mentions, []))
            right = row.count(found, speakers)
            for span in speakers:
                known[span] = Mention(f"m{span.start}", *span, span.cut(text), None, "PERSON")
            if loud and row.part == "tuning":
                show(text, fragments, found, right=right)
        row.seconds = time.perf_counter() - started
        row.corpus += f"/{path.stem}"
        yield row


def summed(rows: list[Row], part: str) -> Row:
    """The rows of one part as one."""
    total = Row("speakers", "brat-fr-litbank-citations", part, rows[0].mode)
    for row in rows:
        if row.part == part:
            for name in ("claims", "right", "exact", "among_five", "seconds"):
                setattr(total, name, getattr(total, name) + getattr(row, name))
    return total


def articles(*, loud: bool) -> Iterator[Row]:
    """The three sample articles: speakers and relays."""
    texts = {path.name[:3]: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}
    said = Row("speakers", "samples", "tuning", "unlabelled")
    relayed = Row("relays", "samples", "tuning", "unlabelled")
    for article, place, speaker, *relay in JUDGED:
        asked = Asked(texts[article], [Span(*place)], [], [])
        found = propose(asked)
        if isinstance(speaker, str):
            said.claims += 1
            right = found[0].kind == speaker
            said.right, said.exact = said.right + right, said.exact + right
            said.among_five += any(one.kind == speaker for one in found[:SHOWN])
        else:
            right = said.count(found, [Span(*speaker)])
        if relay:
            relayed.count(relays.propose(asked, []), [Span(*relay[0])])
        if loud:
            show(asked.text, asked.fragments, found, right=right)
    yield said
    yield relayed


def show(text: str, fragments: Iterable[Span], found: list[Proposal], *, right: bool) -> None:
    """Print what is proposed for a claim."""
    words = " […] ".join(span.cut(text) for span in fragments).replace("\n", " ")
    print(f"{'+' if right else '-'} {words[:90]}")
    for one in found[:3]:
        print(f"      {one.score:6.1f} {one.kind:12} {one.words or one.name}  ({one.reason or ''})")


def rows(*, loud: bool) -> list[Row]:
    """Everything that is measured."""
    measured: list[Row] = []
    if NOVELS.is_dir():
        for mode in ("unlabelled", "working"):
            each = list(novels(mode, loud=loud and mode == "unlabelled"))
            measured += [*each, summed(each, "tuning"), summed(each, "held-out")]
    if SEEDS.is_dir():
        measured += articles(loud=loud)
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--proposals", action="store_true", help="print what is proposed")
    wanted = parser.parse_args()
    measured = rows(loud=wanted.proposals)
    same = [] if wanted.proposals else list(same_statements.rows(SEEDS))
    if wanted.json:
        print(json.dumps([*map(_speakers_told, measured), *map(_same_told, same)]))
        return
    for one in same:
        print(
            f"{one.what:10} {one.corpus:8} {one.mode:7} first right {one.right:3}/{one.claims:<3} "
            f"{one.share:6.1%}  precision {one.precision:6.1%}  recall {one.recall:6.1%} "
            f"({one.recall_in_one_language:6.1%} in one language)  "
            f"quiet {one.quiet}/{one.alone}"
        )
    for row in measured:
        print(
            f"{row.what:9} {row.corpus:48} {row.part:9} {row.mode:10} "
            f"{row.right:4}/{row.claims:<4} {row.share:6.1%}  exact {row.exact:4}  "
            f"among {SHOWN}: {row.among_five:4}  {row.seconds:5.2f} s"
        )


def _speakers_told(row: Row) -> dict[str, object]:
    return {**asdict(row), "share": round(row.share, 3)}


_SHARES = ("share", "precision", "recall", "recall_in_one_language")


def _same_told(row: SameRow) -> dict[str, object]:
    told = {key: value for key, value in asdict(row).items() if key != "missed"}
    shares = {key: round(getattr(row, key), 3) for key in _SHARES}
    return {**told, **shares}


if __name__ == "__main__":
    main()
