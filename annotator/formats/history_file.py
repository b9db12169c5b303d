"""The history in a bundle: every edit and event, checked line by line before it is handed over."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.domain.sentence import say
from annotator.formats import bundle, packed
from annotator.formats.incoming import RefusedFileError

_EDIT: dict[str, type] = {"id": str, "device": str, "author": str, "at": str, "name": str}
_EVENT: dict[str, type] = {
    "id": str,
    "device": str,
    "number": int,
    "lamport": int,
    "author": str,
    "at": str,
    "edit": str,
    "kind": str,
    "target": str,
}
_MOST = 1 << 62


class HistoryFile:
    """An open bundle, read for its history."""

    def __init__(self, opened: bundle.Bundle) -> None:
        self._bundle = opened

    def edits(self) -> Iterator[dict[str, Any]]:
        """Every edit, one that undoes another after it.

        Raises:
            RefusedFileError: the bundle has no history, or a line is none.
        """
        for number, value in enumerate(self._lines("edits.jsonl"), 1):
            found = _checked(value, _EDIT, number)
            yield found | {key: _or_none(value.get(key)) for key in ("undoes", "redoes")}

    def events(self) -> Iterator[dict[str, Any]]:
        """Every event in its order.

        Raises:
            RefusedFileError: the bundle has no history, or a line is none.
        """
        for number, value in enumerate(self._lines("events.jsonl"), 1):
            yield _checked(value, _EVENT, number) | {"body": _or_none(value.get("body"))}

    def text(self, sha256: str) -> str | None:
        """A text, where it came along."""
        return self._bundle.text(sha256)

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        if not self._bundle.has(name):
            raise RefusedFileError(
                say("The bundle has no history to merge; import it instead, or ask for a new one.")
            )
        return self._bundle.lines(name)


@contextmanager
def opened(path: Path) -> Iterator[HistoryFile]:
    """A bundle to read the history of.

    Raises:
        RefusedFileError: it is no bundle, or a newer one.
        OSError: it cannot be read.
    """
    with packed.opened(path) as archive:
        yield HistoryFile(bundle.Bundle(archive))


def _checked(value: dict[str, Any], kinds: dict[str, type], line: int) -> dict[str, Any]:
    found = {key: value.get(key) for key in kinds}
    if not all(type(found[key]) is kind for key, kind in kinds.items()):
        raise RefusedFileError(say("A line of the history is damaged; nothing was taken in."), line)
    if any(isinstance(one, int) and not 0 <= one < _MOST for one in found.values()):
        raise RefusedFileError(say("A line of the history is damaged; nothing was taken in."), line)
    return found


def _or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
