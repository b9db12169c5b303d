"""How good the proposals of one statement are: claims of the demo and of the sample articles.

For each claim all others are ranked, as the window does. `right` are claims with a partner whose
first proposal is one; `precision` and `recall` are those of all proposals together; `quiet` are
claims without a partner for which nothing is proposed. `plain` mode knows no speakers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from judged_claims import JUDGED as SAMPLE_CLAIMS
from judged_statements import JUDGED, SAMPLES

from annotator.domain.statements import ClaimText
from annotator.formats import decoding
from annotator.suggest.sameness import Sameness

ENGLISH = {"020", "021", "023"}
DEMO = Path(__file__).parents[2] / "seeds"
_SPACES = dict.fromkeys((0xA0, 0x202F, 0x2009, 0x0A), " ")


@dataclass
class SameRow:
    """Counts for one corpus in one mode."""

    what: str
    corpus: str
    mode: str
    claims: int = 0
    right: int = 0
    among_five: int = 0
    proposed: int = 0
    proposed_right: int = 0
    pairs: int = 0
    alone: int = 0
    quiet: int = 0
    monolingual: int = 0
    monolingual_right: int = 0
    missed: list[str] = field(default_factory=list, repr=False)

    @property
    def share(self) -> float:
        """The share of claims with a partner whose first proposal is one."""
        return self.right / max(1, self.claims)

    @property
    def precision(self) -> float:
        """The share of all proposals that are right."""
        return self.proposed_right / max(1, self.proposed)

    @property
    def recall_in_one_language(self) -> float:
        """The same of pairs in one language: what two languages share is names and numbers."""
        return self.monolingual_right / max(1, 2 * self.monolingual)

    @property
    def recall(self) -> float:
        """The share of all right pairs that are proposed, from either side."""
        return self.proposed_right / max(1, 2 * self.pairs)


def demo() -> tuple[list[ClaimText], set[frozenset[str]]]:
    """The judged claims of the demo with their pairs."""
    texts = {path.name[:3]: decoding.read(path)[0] for path in DEMO.glob("*.txt")}
    claims, names = [], []
    for at, (name, article, speaker, words) in enumerate(JUDGED):
        text = texts[article].translate(_SPACES)
        start, date = text.index(words), "2024-04" if article in {"018", "023"} else "2024-03"
        claims.append(_claim(f"c{at}", words, speaker, article, date, start))
        names.append(name)
    return claims, {
        frozenset((claims[a].annotation, claims[b].annotation))
        for a, b in combinations(range(len(names)), 2)
        if names[a] and names[a] == names[b]
    }


def samples(folder: Path) -> tuple[list[ClaimText], set[frozenset[str]]]:
    """The judged claims of the three sample articles; who says them is known by words alone."""
    texts = {path.name[:3]: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}
    claims = []
    for at, (article, place, speaker, *_) in enumerate(SAMPLE_CLAIMS):
        text = texts[article]
        named = text[slice(*speaker)] if isinstance(speaker, tuple) else ""
        who = "Kim" if "Kim" in named or named in {"il", "Il"} or "dirigeant" in named else named
        date = "2023-08" if article == "003" else "2024-11"
        claims.append(_claim(f"c{at}", text[slice(*place)], who, article, date, place[0]))
    ids = [one.annotation for one in claims]
    return claims, {frozenset((ids[a], ids[b])) for a, b in SAMPLES}


def _claim(id: str, words: str, speaker: str, article: str, date: str, start: int) -> ClaimText:
    who = frozenset([speaker]) if speaker else frozenset()
    return ClaimText(id, words, who, article, date, start, start + len(words))


def measure(corpus: str, mode: str, claims: list[ClaimText], pairs: set[frozenset[str]]) -> SameRow:
    """Rank all claims for each, and count."""
    if mode == "plain":
        claims = [one._replace(speakers=frozenset()) for one in claims]
    known = {one.annotation: one for one in claims}
    index = Sameness(claims)
    row = SameRow("statements", corpus, mode, pairs=len(pairs))
    row.monolingual = sum(_in_one_language(known, *pair) for pair in pairs)
    for claim in known:
        found = [one.annotation for one in index.like(claim)]
        partners = {other for pair in pairs if claim in pair for other in pair} - {claim}
        count(row, known, claim, found, partners)
    return row


def _in_one_language(known: dict[str, ClaimText], one: str, other: str) -> bool:
    return len({known[each].article in ENGLISH for each in (one, other)}) == 1


def count(
    row: SameRow, known: dict[str, ClaimText], claim: str, found: list[str], partners: set[str]
) -> None:
    """Count the proposals for one claim."""
    right = [one in partners for one in found]
    row.proposed += len(found)
    row.proposed_right += sum(right)
    row.monolingual_right += sum(
        _in_one_language(known, claim, one) for one in found if one in partners
    )
    row.missed += [_told("!", known, claim, one) for one in found if one not in partners]
    row.missed += [_told("?", known, claim, one) for one in partners - set(found)]
    if partners:
        row.claims += 1
        row.right += any(right[:1])
        row.among_five += any(right[:5])
    else:
        row.alone += 1
        row.quiet += not found


def _told(sign: str, known: dict[str, ClaimText], claim: str, other: str) -> str:
    return f"{sign} {known[claim].words!r} <> {known[other].words!r}"


def rows(shared: Path) -> Iterator[SameRow]:
    """Demo, and the sample articles where they are."""
    for mode in ("linked", "plain"):
        yield measure("demo", mode, *demo())
        if shared.is_dir():
            yield measure("samples", mode, *samples(shared))
