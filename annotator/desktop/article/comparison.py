"""Sets below the gold one on the canvas: a lane each, and what is equal in one."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from annotator.desktop.article.marks import ArticleMarks
from annotator.desktop.canvas.marks import Mark, in_order
from annotator.desktop.canvas.style import Look
from annotator.desktop.session import Session
from annotator.jobs.difference_list import Role
from annotator.store.edits import Edit

LETTERS = "ABCDEFGHIJKLMNOPQRST"
"""What the sets of a comparison are called, in their order."""
FIRST, SECOND = "A", "B"
_CALM = {"settled", "taken"}


class Roles(Protocol):
    """Knows what annotations are in a comparison."""

    def role_of(self, annotation: str) -> Role:
        """What this annotation of the article on the screen is."""


class Comparison:
    """Which sets are compared, and what their annotations are in it."""

    def __init__(self, sets: Sequence[str], roles: Roles) -> None:
        self.sets, self.roles = tuple(sets), roles

    @property
    def letters(self) -> str:
        """What the sets are called, in their order."""
        return LETTERS[: len(self.sets)]

    def looks(self, seen: Mapping[str, Look]) -> dict[str, Look]:
        """The looks of the codebook, and those of all sets made from them."""
        made = dict(seen)
        for key, look in seen.items():
            for band, who in enumerate(self.letters, 1):
                made[f"{who}:{key}"] = _in_lane(look, who, band)
                made[f"{who}.{key}"] = _in_lane(look, who, band)._replace(dimmed=True)
            made[f"=:{key}"] = _in_lane(look, " ".join(self.letters), 1)
            made[f"=.{key}"] = made[f"=:{key}"]._replace(dimmed=True)
        return made

    def marks(self, session: Session, article: str, text: str) -> "ComparedMarks":
        """The marks of an article in all sets."""
        return ComparedMarks(session, article, text, self)


def _in_lane(look: Look, who: str, band: int) -> Look:
    code = look.code or look.name
    name, short = f"{who} {look.name}", f"{who} {code}"
    return look._replace(channel="lane", name=name, code=short, band=band)


class ComparedMarks:
    """Supplies the marks of the set that is shown, and of those compared in their lanes."""

    def __init__(self, session: Session, article: str, text: str, comparison: Comparison) -> None:
        self._shown = ArticleMarks(session, article, text)
        self._roles = comparison.roles
        self._letters = comparison.letters
        self._sides = [
            (who, ArticleMarks(session, article, text, set))
            for who, set in zip(comparison.letters, comparison.sets, strict=True)
        ]

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with a stretch of the text."""
        found = self._shown.between(start, end)
        for who, marks in self._sides:
            found += self._placed(who, marks.between(start, end))
        return in_order(found)

    def of(self, annotation: str) -> list[Mark]:
        """The marks of one annotation of any of the sets."""
        found = self._shown.of(annotation)
        for who, marks in self._sides:
            found = found or self._placed(who, marks.of(annotation))
        return found

    def touched(self, _edit: Edit) -> None:
        """Any of them: a decision changes how others are drawn."""

    def _placed(self, who: str, marks: list[Mark]) -> list[Mark]:
        return [made for mark in marks if (made := self._in_lane(who, mark)) is not None]

    def _in_lane(self, who: str, mark: Mark) -> Mark | None:
        role = self._roles.role_of(mark.annotation)
        if role == "twin":
            return None
        name = "=" if role in {"agreed", "taken"} else who
        caption = f"{who} {mark.caption}" if mark.caption else ""
        if name == "=" and mark.caption:
            caption = f"{' '.join(self._letters)} {mark.caption}"
        return mark._replace(
            look=f"{name}{'.' if role in _CALM else ':'}{mark.look}", caption=caption
        )
