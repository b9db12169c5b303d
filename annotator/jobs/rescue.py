"""The plain-text rescue: everything in a project as lines that a person and any program can read.

One JSON object a line, in UTF-8, compressed where the name ends in `.gz`. The first line says what
it is; then come the rows of the truth, table by table, as `{"table": …, "row": {column: value}}`;
the last one counts them, so that a stream that was cut off is noticed. Bodies of events and names
of edits stand there as JSON, not as text that holds JSON.
"""

import contextlib
import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.system_errors import why
from annotator.jobs import output, projects
from annotator.jobs.restoring import SalvageReport
from annotator.store import bodies, rebuilding, streams
from annotator.store.project import Project
from annotator.store.rebuilding import TRUTH, Rebuilding

_WHAT = "annotator rescue"
_JSON = {("event", "body"), ("edit", "name")}
_LONGEST = 1 << 28
"""Bytes in a line at most."""


def write(path: Path, out: Path) -> int:
    """Write a project as plain text; gives how many rows.

    Raises:
        AnnotatorError: the project cannot be read, or the text not be written.
    """
    project = projects.open_(path, read_only=True)
    try:
        with output.whole_file(out) as file, _packed(file, out) as stream, streams.steady(project):
            return _write(project, stream)
    finally:
        projects.close(project)


def _write(project: Project, stream: IO[bytes]) -> int:
    counts = Counter[str]()
    _put(stream, {"what": _WHAT, "version": 1, "project": project.path.name})
    for table, row in rebuilding.rows(project):
        counts[table] += 1
        _put(stream, {"table": table, "row": _readable(table, row)})
    _put(stream, {"rows": dict(counts)})
    return counts.total()


def rebuild(text: Path, new: Path) -> SalvageReport:
    """Make a project anew from its plain text; a text that was cut off gives what is in it.

    Raises:
        AnnotatorError: it is no such text, there is a file already, or nothing is in it.
    """
    try:
        with _unpacked(text) as stream:
            return _rebuild(text, stream, new)
    except (OSError, EOFError, zlib.error) as error:
        reason = why(error)
        raise AnnotatorError(
            say("{path} cannot be read: {reason}.", path=text, reason=reason)
        ) from error


def _rebuild(text: Path, stream: IO[bytes], new: Path) -> SalvageReport:
    first = _decoded(stream.readline(_LONGEST))
    if not isinstance(first, dict) or first.get("what") != _WHAT:
        raise AnnotatorError(say("{path} is no plain text of a project.", path=text))
    making = Rebuilding(new)
    promised: dict[str, int] = {}
    try:
        for line in _lines(stream):
            found = _decoded(line)
            if isinstance(found, dict) and isinstance(found.get("rows"), dict):
                promised = found["rows"]
            elif not _take(making, found):
                making.report.lost["line"] += 1
    except BaseException:
        making.leave()
        raise
    report = making.finish()
    lost = +Counter(report.lost)
    if not promised:
        lost["end"] = 1
    return SalvageReport(path=new, saved=Counter(report.kept), lost=lost)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    # A packed stream that was cut off ends here instead of with its end.
    with contextlib.suppress(EOFError, gzip.BadGzipFile, zlib.error):
        while line := stream.readline(_LONGEST):
            yield line


def _take(making: Rebuilding, found: object) -> bool:
    if not isinstance(found, dict):
        return False
    table, row = found.get("table"), found.get("row")
    if not isinstance(table, str) or table not in TRUTH or not isinstance(row, dict):
        return False
    return making.take(table, tuple(_kept(table, name, row.get(name)) for name in TRUTH[table]))


def _readable(table: str, row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        name: bodies.read(value) if (table, name) in _JSON and value is not None else value
        for name, value in zip(TRUTH[table], row, strict=True)
    }


def _kept(table: str, name: str, value: object) -> object:
    return bodies.written(value) if (table, name) in _JSON and value is not None else value


def _put(stream: IO[bytes], line: object) -> None:
    stream.write(msgspec.json.encode(line) + b"\n")


def _decoded(line: bytes) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _packed(file: Any, out: Path) -> Any:  # noqa: ANN401 - streams of all kinds
    return gzip.GzipFile(fileobj=file, mode="wb", mtime=0) if out.suffix == ".gz" else _Open(file)


def _unpacked(text: Path) -> Any:  # noqa: ANN401
    return gzip.open(text, "rb") if text.suffix == ".gz" else text.open("rb")


class _Open(contextlib.nullcontext[Any]):
    """A stream that somebody else closes."""
