"""Projects for the canvas's benchmark: invented French, densely labelled, in a real file."""

import random
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.annotation import SAID_BY, Annotation, Link
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import projects
from annotator.store import arrivals, articles
from annotator.store.ids import new_id
from annotator.store.project import Project, now

CODER = "Ana"
WORDS = """
le la les un une des ministre porte-parole gouvernement frontière détroit flotte accord
presse déclare annonce répond avertit rappelle estime affirme dément hier jeudi que qui selon avec
sans contre pour dans situation réponse menace médiation capitale président agence source proche
« jamais » « tout moyen » l’armée d’Orélie aujourd’hui très tendue nouvelle grave élève naïf
""".split()  # noqa: SIM905
EMOJI = ("🚢", "🇫🇷", "👩🏽‍✈️", "😀")
LEVELS = (
    (1, 300, "CLAIM", ("THREAT", "DENIAL", "ACCUSATION")),
    (1, 160, "CLAIM", ("DEMAND", "FACT", "OTHER")),
    (2, 90, "CLAIM", ("EVALUATION", "PREDICTION")),
    (3, 45, "SPEAKER", ("PERSON", "INSTITUTION", "MEDIA")),
    (4, 25, "ENTITY", ("PER", "ORG")),
    (5, 14, "ENTITY", ("LOC", "EVENT")),
)
"""How many of 16 passages, the longest in characters, layer, labels: long around short ones."""
_SHARES = sum(level[0] for level in LEVELS)
_FRAGMENTED, _LINKED = 25, 20


def invented(length: int, chance: random.Random) -> str:
    """French-looking text of this many characters, in paragraphs of about 600."""
    parts: list[str] = []
    written = 0
    while written < length:
        words = chance.choices(WORDS, k=chance.randint(8, 24))
        if chance.random() < 0.05:
            words.append(chance.choice(EMOJI))
        sentence = " ".join(words).capitalize()
        parts.append(sentence + (".\n" if chance.random() < 0.2 else ". "))
        written += len(parts[-1])
    return "".join(parts)[:length]


def passages(
    length: int, count: int, chance: random.Random
) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Layer, label and fragments: up to six over one character, a few interrupted."""
    for share, longest, layer, labels in LEVELS:
        here = max(1, count * share // _SHARES)
        room = length / here
        for number in range(here):
            first, size = int(number * room), min(longest, max(int(room * 0.9), 2))
            start = first + chance.randrange(max(1, int(room) - size))
            end = min(start + chance.randint(max(2, size // 2), size), length)
            whole = Span(min(start, end - 1), end)
            is_parted = whole.length > 12 and number % _FRAGMENTED == 0
            yield layer, chance.choice(labels), _parted(whole) if is_parted else (whole,)


def _parted(span: Span) -> tuple[Span, ...]:
    middle = (span.start + span.end) // 2
    return Span(span.start, middle - 2), Span(middle + 2, span.end)


def make(path: Path, chars: int, count: int) -> str:
    """A project with one article of this size and some short ones; the id of the long one."""
    chance = random.Random(7)
    project = projects.make(path, CODER)
    with project.edit(say("Fill the project")):
        for number in range(3):
            _article(project, f"00{number}", "Une brève. Rien de neuf à Orélie.")
        text = invented(chars, chance)
        long = _article(project, "100_long", text)
        found = list(passages(len(text), count, chance))[:count]
        made = [_annotation(project, long, *one) for one in found]
        arrivals.add_annotations(project, made)
        arrivals.add_links(project, long, _links(made))
    projects.close(project)
    return long


def _article(project: Project, name: str, text: str) -> str:
    made = Article(
        id=new_id(),
        name=name,
        metadata=Metadata(title=name, outlet="Le Phare", date="2024-11"),
        source=Source(path=f"{name}.txt"),
        length=len(text),
        text_sha256=articles.text_sha256(text),
    )
    articles.add(project, made, text)
    return made.id


def _annotation(
    project: Project, article: str, layer: str, label: str, fragments: tuple[Span, ...]
) -> Annotation:
    assert project.own_set is not None
    return Annotation(
        id=new_id(),
        article=article,
        set=project.own_set.id,
        layer=layer,
        label=label,
        fragments=fragments,
        codebook_version="1",
        created=now(),
    )


def _links(made: list[Annotation]) -> Iterator[Link]:
    """Some claims are said by speakers that stand near them."""
    claims = sorted((one for one in made if one.layer == "CLAIM"), key=lambda one: one.start)
    speakers = sorted((one for one in made if one.layer == "SPEAKER"), key=lambda one: one.start)
    for number in range(0, min(len(claims), len(speakers)), _LINKED):
        near = speakers[number * len(speakers) // len(claims)]
        yield Link(
            id=new_id(),
            type=SAID_BY,
            source=claims[number].id,
            kind="annotation",
            target=near.id,
            position=0,
        )
