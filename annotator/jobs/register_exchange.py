"""The register to a file and from one."""

import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from annotator.domain import register
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.system_errors import why
from annotator.formats import register_file
from annotator.formats.incoming import RefusedFileError
from annotator.jobs import backup, output
from annotator.jobs.import_report import Remark
from annotator.jobs.plain_words import fit, plain
from annotator.store import entries
from annotator.store.edits import Edit
from annotator.store.ids import new_id
from annotator.store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReport:
    """What a file did to the register; `edit` is the step of undo, where anything was new.

    `same` counts entries that the project had just so.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    remarks: tuple[Remark, ...] = ()
    edit: Edit | None = field(default=None, compare=False)

    def to_json(self) -> dict[str, Any]:
        """As `annotator register import --json` prints it."""
        return {
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "remarks": [remark.to_json() for remark in self.remarks],
        }


def write(project: Project, out: Path, *, guard: bool = False) -> int:
    """Write the register as JSON or CSV, whichever the file's ending says; how many entries.

    Raises:
        AnnotatorError: the ending is neither, or the file cannot be written.
    """
    ending = out.suffix.casefold()
    if ending not in register_file.ENDINGS:
        raise AnnotatorError(say("{path} should end in .csv or .json.", path=out))
    everyone = entries.everyone(project)
    with output.whole_file(out) as stream:
        stream.write(_csv(everyone, guard=guard) if ending == ".csv" else _json(everyone))
    return len(everyone)


def _csv(everyone: list[RegisterEntry], *, guard: bool) -> bytes:
    text = io.StringIO(newline="")
    register_file.write_csv(text, everyone, guard=guard)
    return text.getvalue().encode("utf-8-sig" if guard else "utf-8")


def _json(everyone: list[RegisterEntry]) -> bytes:
    return register_file.written_json(everyone)


def read(project: Project, path: Path) -> RegisterReport:
    """Take the entries of a file into the register, in one edit.

    One whose id is known becomes as the file has it; one without, whose name is that of exactly
    one entry, adds to that; all others are new.

    Raises:
        AnnotatorError: the file cannot be read; nothing was changed.
        ReadOnlyError: the project is open for reading only.
    """
    found = _read(path)
    remarks = tuple(Remark(path.name, note.line, note.sentence) for note in found.notes)
    if not project.read_only:
        backup.before_change(project)
    with project.edit(say("Import {count} register entries", count=len(found.entries))) as edit:
        intake = _Intake(project)
        for entry in found.entries:
            intake.take(_fit(entry))
        intake.settle()
    return RegisterReport(
        added=intake.added,
        changed=intake.changed,
        same=len(found.entries) - intake.added - intake.changed,
        remarks=remarks,
        edit=edit if edit.changes else None,
    )


def _read(path: Path) -> register_file.Read:
    try:
        return register_file.read(path)
    except RefusedFileError as error:
        if not error.line:
            sentence = say("{path}: {what}", path=path, what=error.sentence)
        else:
            sentence = say("{path}:{line}: {what}", path=path, line=error.line, what=error.sentence)
        raise AnnotatorError(sentence) from error
    except OSError as error:
        reason = why(error)
        raise AnnotatorError(
            say("{path} cannot be read: {reason}.", path=path, reason=reason)
        ) from error


class _Intake:
    """Takes in one entry after the other; ids of the file become those of the project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known = {one.id: one for one in entries.everyone(project)}
        self._named: dict[str, list[str]] = {}
        for one in self._known.values():
            self._named.setdefault(register.key(one.name), []).append(one.id)
        self._ids: dict[str, str] = {}
        self._taken: list[str] = []
        self.added = self.changed = 0

    def take(self, arriving: RegisterEntry) -> None:
        """Make an arriving entry one of the project's."""
        namesakes = self._named.get(register.key(arriving.name), [])
        if arriving.id in self._known:
            self._put(arriving)
        elif not arriving.id and len(namesakes) == 1:
            self._put(register.merged(self._known[namesakes[0]], [arriving]))
        else:
            self._put(replace(arriving, id=arriving.id if _is_uuid(arriving.id) else new_id()))
        self._ids[arriving.id] = self._taken[-1]

    def _put(self, entry: RegisterEntry) -> None:
        before = self._known.get(entry.id)
        self.added += before is None
        self.changed += before is not None and before != entry
        self._known[entry.id] = entry
        if before is None:
            self._named.setdefault(register.key(entry.name), []).append(entry.id)
        self._taken.append(entry.id)

    def settle(self) -> None:
        """Write all of them; whoever they are told apart from is called as here."""
        for id in dict.fromkeys(self._taken):
            entry = self._known[id]
            others = (self._ids.get(one, one) for one in entry.distinct)
            known = tuple(one for one in dict.fromkeys(others) if one in self._known and one != id)
            entries.put(self._project, replace(entry, distinct=known))


def _fit(entry: RegisterEntry) -> RegisterEntry:
    return replace(
        entry,
        name=plain(entry.name) or "?",
        aliases=tuple(map(plain, entry.aliases)),
        note=fit(entry.note),
        roles=tuple({key: plain(one) for key, one in value.items()} for value in entry.roles),
        described=tuple(
            {key: plain(one) for key, one in value.items()} for value in entry.described
        ),
    )


def _is_uuid(id: str) -> bool:
    try:
        return str(UUID(id)) == id
    except ValueError:
        return False
