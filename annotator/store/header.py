"""The first hundred bytes of a file, looked at before SQLite is let near it.

Source of the layout: the SQLite database file format, section 1.3.
"""

from pathlib import Path
from typing import NamedTuple

from annotator.domain.sentence import say
from annotator.domain.system_errors import why
from annotator.store.errors import DamagedProjectError, NotAProjectError
from annotator.store.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\x00"


class Header(NamedTuple):
    """What the header says: the schema's version, and the bytes the file should have at least."""

    version: int
    size: int


def read_header(path: Path) -> Header:
    """The header of a project file.

    Raises:
        NotAProjectError: the file is missing, empty or something else.
        DamagedProjectError: the file is shorter than its header says.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise NotAProjectError(
            say("{path} cannot be read: {reason}.", path=path, reason=why(error))
        ) from error
    if len(head) < 100 or not head.startswith(_MAGIC):  # noqa: PLR2004 - the header's length
        raise NotAProjectError(say("{path} is not an Annotator project.", path=path))
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise NotAProjectError(
            say("{path} is an SQLite file of another program, not a project.", path=path)
        )
    page = int.from_bytes(head[16:18]) or 1
    header = Header(
        version=int.from_bytes(head[60:64]),
        size=int.from_bytes(head[28:32]) * (65536 if page == 1 else page),
    )
    _refuse_cut(path, header)
    return header


def read_size(path: Path) -> int:
    """The bytes that a project file should have at least; 0 where its header does not tell."""
    with path.open("rb") as file:
        head = file.read(32)
    page = int.from_bytes(head[16:18]) or 1
    size = int.from_bytes(head[28:32]) * (65536 if page == 1 else page)
    # A damaged header may name any size.
    return size if size <= 16 * max(path.stat().st_size, 1 << 20) else 0


def _refuse_cut(path: Path, header: Header) -> None:
    if path.stat().st_size < header.size and not has_log(path):
        raise DamagedProjectError(
            say(
                "{path} is cut off: it has {is_size} bytes and should have {size}. It was left as "
                "it is; restore a backup.",
                path=path,
                is_size=path.stat().st_size,
                size=header.size,
            )
        )


def has_log(path: Path) -> bool:
    """Whether a log lies beside a file from which it is made whole when it is opened next.

    The last pages may still lie in a write-ahead log; in a rollback journal lies what a transaction
    that was never finished has to be taken back to.
    """
    journal = path.with_name(f"{path.name}-journal")
    has_journal = journal.exists() and journal.stat().st_size > 0
    return has_journal or path.with_name(f"{path.name}-wal").exists()
