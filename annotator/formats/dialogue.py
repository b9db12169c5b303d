"""Dialogues as Label Studio's paragraphs have them: one text, a line or more for each turn."""

from collections.abc import Mapping, Sequence
from typing import Any

_TEXTS = ("text", "content", "body", "message")
_NAMES = ("author", "speaker", "name", "role")


def is_dialogue(value: object) -> bool:
    """Whether it is a list of turns, each with its words."""
    return isinstance(value, list) and bool(value) and all(map(_is_turn, value))


def _is_turn(value: object) -> bool:
    return isinstance(value, dict) and _key(value, _TEXTS) is not None


def _key(turn: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    return next((key for key in keys if isinstance(turn.get(key), str)), None)


class Dialogue:
    """The turns one below the other, each after the name of who speaks, where that is known."""

    def __init__(self, turns: Sequence[Mapping[str, Any]]) -> None:
        self._starts: list[int] = []
        self._lengths: list[int] = []
        pieces: list[str] = []
        length = 0
        for turn in turns:
            name, words = (turn.get(_key(turn, keys) or "", "") for keys in (_NAMES, _TEXTS))
            before = f"{name}: " if name else ""
            self._starts.append(length + len(before))
            self._lengths.append(len(words))
            pieces.append(f"{before}{words}")
            length += len(pieces[-1]) + 1
        self.text = "\n".join(pieces)

    def place(self, turn: str, offset: int) -> int | None:
        """Where an offset in the turn of this number lies; nothing where there is no such place."""
        number = int(turn) if turn.isdecimal() and len(turn) < 9 else -1  # noqa: PLR2004 - no int
        if not 0 <= number < len(self._starts) or not 0 <= offset <= self._lengths[number]:
            return None
        return self._starts[number] + offset
