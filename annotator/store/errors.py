"""What can go wrong with a project file, in sentences a person can act on."""

import sqlite3
from pathlib import Path

from annotator.domain.sentence import AnnotatorError, Sentence, say


def trouble(error: BaseException) -> Sentence | None:
    """The sentence for an error of SQLite's that comes from the disk and not from a bug."""
    if not isinstance(error, sqlite3.Error) or not (
        _family(error) in _DISK_TROUBLE or _no_words(error)
    ):
        return None
    return say(
        "The project file cannot be read any further: {reason}. It was left as it is; close it, "
        "check the disk, and take a backup.",
        reason=reason(error),
    )


def reason(error: BaseException) -> str:
    """What SQLite says of an error, without any words that stand in the file."""
    return "text that is no UTF-8" if _no_words(error) else str(error)


def _family(error: BaseException) -> int:
    """The family of an error; by its words where it came through Qt, which drops the code."""
    if code := getattr(error, "sqlite_errorcode", 0):
        return int(code) & _FAMILY
    words = str(error)
    return next((code for told, code in _WORDS.items() if told in words), 0)


def _no_words(error: BaseException) -> bool:
    """Whether Python could make no words of what a file holds; SQLite has no code for that."""
    return "Could not decode to UTF-8" in str(error)


UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises; of a message that quotes it Python may not make words."""

_FAMILY = 0xFF
_WORDS = {
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "database is locked": sqlite3.SQLITE_BUSY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
}
_DISK_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)
"""Families of SQLite's error codes that a person can do something about."""


def is_damage(error: BaseException) -> bool:
    """Whether an error says that a file is broken, and not that it is full, locked or gone."""
    return trouble(error) is None or is_broken(error) or _family(error) == sqlite3.SQLITE_IOERR


def is_broken(error: BaseException) -> bool:
    """Whether an error of the disk is about what stands in a file, and will not pass."""
    return _no_words(error) or _family(error) in _BROKEN


_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class ProjectError(AnnotatorError):
    """A project file cannot be used as asked."""

    is_about_damage = False
    """Whether the file is broken, so that only a backup or salvage helps."""


class ProjectInUseError(ProjectError):
    """Somebody else has the project open for writing."""

    def __init__(self, path: str, owner: str) -> None:
        super().__init__(
            say(
                "{path} is open in {owner}. Close it there, or open it here for reading only.",
                path=path,
                owner=owner,
            )
        )


class ProjectLeftOpenError(ProjectInUseError):
    """Another machine has the project open, or went away without letting it go."""

    def __init__(self, path: str, host: str, lock: Path) -> None:
        ProjectError.__init__(
            self,
            say(
                "{path} is open on the machine {host}, or was left open there. If nobody works in "
                "it any more, delete {lock} and open it again.",
                path=path,
                host=host,
                lock=lock,
            ),
        )


class CannotWriteError(ProjectError):
    """Nothing can be written beside the project: a read-only disk or folder."""

    def __init__(self, path: str, reason: Sentence | str) -> None:
        super().__init__(say("{path} cannot be written: {reason}.", path=path, reason=reason))


class ProjectTooNewError(ProjectError):
    """The file was written by a newer version of the program."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say(
                "{path} was written by a newer version of Annotator. It can be read, not changed; "
                "please update the program.",
                path=path,
            )
        )


class DamagedHistoryError(ProjectError):
    """Somebody's history has an event that cannot be taken in."""

    def __init__(self, record: str) -> None:
        super().__init__(
            say(
                "The history of that work is not whole (at {record}); nothing was taken in. Ask "
                "for it to be sent again.",
                record=record,
            )
        )


class NotAProjectError(ProjectError):
    """The file is something else."""

    is_about_damage = True


class DamagedProjectError(ProjectError):
    """The file was a project and is damaged."""

    is_about_damage = True


class DamagedRecordError(DamagedProjectError, ValueError):
    """A record of a project is not made as such records are."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            say(
                "A record of this project cannot be read ({kind}): the file is damaged, or was "
                "made by something else. Restore a backup, or salvage it.",
                kind=kind,
            )
        )


class ReadOnlyError(ProjectError):
    """A change was asked of a project that is open for reading only."""

    def __init__(self, path: str) -> None:
        super().__init__(
            say("{path} is open for reading only; nothing was changed.", path=path),
        )


class NotSavedError(ProjectError):
    """The disk, not the program, kept an edit from being saved; `reason` is SQLite's."""

    def __init__(self, path: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            say(
                "This could not be saved in {path}: {reason}. All that was saved before is safe; "
                "make room or check the disk, then do it again.",
                path=path,
                reason=reason,
            )
        )


NOT_SAVED = NotSavedError("", "").sentence.template
"""How it is said that something could not be saved."""


class StaleStepError(ProjectError):
    """A step cannot be taken back or done again, because another coder has gone on from there."""

    def __init__(self, step: Sentence, *, back: bool) -> None:
        super().__init__(
            say(
                "“{what}” can no longer be taken back: another coder has gone on from it. It stays "
                "as it is; the steps before it can be taken back.",
                what=step,
            )
            if back
            else say(
                "“{what}” can no longer be done again: another coder has changed what it needs.",
                what=step,
            )
        )


class WriteOutsideEditError(RuntimeError):
    """A bug: something wrote to the project without an edit."""
