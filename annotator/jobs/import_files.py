"""Articles and annotations in: files and folders read once, all of it kept or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.codebook import Codebook
from annotator.domain.name_pattern import NamePattern
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.domain.statements import StatementCard
from annotator.domain.system_errors import why
from annotator.formats import offset_reading, registry
from annotator.formats.format import Format
from annotator.formats.incoming import (
    Incoming,
    IncomingArticle,
    Note,
    Reader,
    ReadOptions,
    RefusedFileError,
)
from annotator.jobs import collection
from annotator.jobs.annotation_intake import AnnotationIntake, Whose
from annotator.jobs.article_intake import ArticleIntake
from annotator.jobs.file_search import Found, FoundFile, find, refuse_missing, shown
from annotator.jobs.import_report import ImportReport, Remark
from annotator.jobs.progress import Progress, tell
from annotator.store import articles
from annotator.store.arrivals import Arrivals, roomy
from annotator.store.edits import Edit
from annotator.store.project import Project
from annotator.store.renaming import rename

DEFAULT = "txt"
"""The format of files in folders, where none is named and the folder shows none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants files to be read; empty fields are found out.

    `unit` is a reading of offsets, `columns` maps fields to columns of a table, `name_pattern`
    tells what the parts of file names are (`name_pattern.NamePattern`), `set` and `coder` name
    whose annotations these are where the files do not tell.
    """

    format: str = ""
    set: str = ""
    coder: str = ""
    unit: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    name_pattern: str = ""


AS_FOUND = Wish()


def run(
    project: Project,
    paths: Sequence[Path],
    *,
    wish: Wish = AS_FOUND,
    progress: Progress | None = None,
) -> ImportReport:
    """Read articles and annotations from files and folders, as one step of undo.

    A text the project has already is passed over, and so is an annotation; a name that is taken
    by another text gets its folder before it. Progress counts files.

    Raises:
        AnnotatorError: a path is not there, or the format cannot be read.
        ReadOnlyError: the project is open for reading only.
        CancelledError: progress said stop; the project is as it was.
    """
    refuse_early(paths, wish)
    found, units = _units(paths, wish)
    name = say("Import articles")
    with collection.seldom(), roomy(project), project.edit(name) as edit:
        intake = _Intake(project, wish, progress, len(units))
        for unit in units:
            intake.read(unit)
        intake.finish()
        if edit.name is name:
            rename(project, edit, intake.deed())
        something = bool(edit.changes)
    return intake.report(found, edit if something else None)


def refuse_early(paths: Sequence[Path], wish: Wish = AS_FOUND) -> None:
    """Refuse what could not be read anyway, before a project is made for it.

    Raises:
        AnnotatorError: a path is not there, or there is no such format, or it cannot be read.
    """
    if wish.format:
        chosen = registry.named(wish.format)
        if chosen.read is None:
            raise AnnotatorError(
                say("Files of the format “{name}” cannot be read.", name=chosen.name)
            )
        chosen.require()
    if wish.unit:
        offset_reading.named(wish.unit)
    if wish.name_pattern:
        NamePattern(wish.name_pattern)
    for path in paths:
        refuse_missing(path)


Unit = tuple[FoundFile, Format | None]
"""A file or a whole folder to read, and its format where that is known already."""


def _units(paths: Sequence[Path], wish: Wish) -> tuple[Found, list[Unit]]:
    """What to read one by one: files, and folders that are one whole in some format."""
    named = registry.named(wish.format) if wish.format else None
    units: list[Unit] = []
    all_found = Found()
    for path in paths:
        whole = _whole_folder(path, named)
        if whole is not None:
            units.append((FoundFile(path, (path.absolute().name,)), whole))
            continue
        found = _files(path, named)
        all_found.warnings += found.warnings
        all_found.refused += found.refused
        alone = (file for file in found.files if not registry.is_companion(file.path))
        units += [(file, named) for file in alone]
    return all_found, list({file: (file, told) for file, told in units}.values())


def first_units(paths: Sequence[Path], wish: Wish, most: int) -> list[tuple[Path, Format]]:
    """The first files that would be read, each with its format.

    Raises:
        AnnotatorError: as `run`, or no format of ours has such files, or its library is missing.
    """
    refuse_early(paths, wish)
    _, units = _units(paths, wish)
    found = [(file.path, chosen or _told(file.path)) for file, chosen in units[:most]]
    for _, told in found:
        _reader(told)
    return found


def _whole_folder(path: Path, named: Format | None) -> Format | None:
    if not path.is_dir():
        return None
    if named is not None:
        return named if named.folder else None
    readable = (one for one in registry.FORMATS if one.folder and one.read)
    return next((one for one in readable if one.is_of(path)), None)


def _files(path: Path, named: Format | None) -> Found:
    """The files below a path: those of the format, else text files, else any that can be read."""
    if named is not None:
        return find([path], named.endings)
    found = find([path], registry.named(DEFAULT).endings)
    return found if found.files else find([path], registry.readable_endings())


class _Intake:
    """Takes in one file after the other and remembers what became of them."""

    def __init__(self, project: Project, wish: Wish, progress: Progress | None, total: int) -> None:
        self._project = project
        self._wish = wish
        self._pattern = NamePattern(wish.name_pattern) if wish.name_pattern else None
        self._progress = progress
        self._done, self._total = 0, total
        self._arrivals = Arrivals(project)
        self._articles = ArticleIntake(self._arrivals)
        self._annotations: dict[str, AnnotationIntake] = {}
        self._formats: dict[str, None] = {}
        self._offset_units: dict[str, None] = {}
        self._aside: dict[str, tuple[Sentence, int]] = {}
        self._warnings: list[Remark] = []
        self._refused: list[Remark] = []

    def read(self, unit: Unit) -> None:
        """Read a file and keep what is new in it."""
        file, chosen = unit
        tell(self._progress, self._done, self._total)
        try:
            told = chosen or _told(file.path)
            self._formats[told.name] = None
            for incoming in _reader(told)(file.path, self._options()):
                tell(self._progress, self._done, self._total)
                self._take(incoming, file, told)
        except RefusedFileError as error:
            self._refuse(file.path, error.sentence, error.line)
        except OSError as error:
            reason = say("The file cannot be read: {reason}.", reason=why(error))
            self._refuse(file.path, reason)
        self._done += 1

    def finish(self) -> None:
        """Everything was read: the codebook learns which attributes there are."""
        self._arrivals.settle()
        for intake in self._annotations.values():
            intake.labels.settle()
            self._warnings += [Remark("", 0, one) for one in intake.labels.remarks]
        tell(self._progress, self._total, self._total)

    def deed(self) -> Sentence:
        """What was done, as undo names it."""
        names = self._articles.added
        labelled = sum(one.annotations for one in self._annotations.values())
        if labelled and not names:
            return say("Import {count} annotations", count=labelled)
        if len(names) == 1:
            return say("Import the article {name}", name=names[0])
        return say("Import {count} articles", count=len(names))

    def report(self, found: Found, edit: Edit | None) -> ImportReport:
        """Everything that happened."""
        intakes = list(self._annotations.values())
        return ImportReport(
            format=", ".join(self._formats) or self._wish.format or DEFAULT,
            edit=edit,
            articles=len(self._articles.added),
            annotations=sum(one.annotations for one in intakes),
            fragmented=sum(one.fragmented for one in intakes),
            links=sum(one.links for one in intakes),
            attributes=sum(one.attributes for one in intakes),
            notes=sum(one.notes for one in intakes),
            sets=_summed(one.by_set for one in intakes),
            labels=_summed(one.by_label for one in intakes),
            skipped_known=self._articles.known,
            offset_unit=", ".join(self._offset_units) or offset_reading.CODE_POINTS.name,
            aside=tuple(self._aside.values()),
            warnings=(*found.warnings, *self._warnings),
            refused=(*found.refused, *self._refused),
        )

    def _options(self) -> ReadOptions:
        return ReadOptions(unit=self._wish.unit, columns=self._wish.columns, text_of=self._text_of)

    def _text_of(self, name: str) -> str | None:
        article = articles.named(self._project, name)
        return None if article is None else articles.text(self._project, article)

    # ------------------------------------------------------------------ one thing that arrives

    def _take(self, incoming: Incoming, file: FoundFile, told: Format) -> None:
        if isinstance(incoming, IncomingArticle):
            self._take_article(incoming, file, told)
        elif isinstance(incoming, Note):
            self._refused.append(_remark(incoming, file.path))
        elif isinstance(incoming, Codebook):
            self._intake(told).labels.learn(incoming)
        elif isinstance(incoming, RegisterEntry):
            self._intake(told).learn_entry(incoming)
        elif isinstance(incoming, StatementCard):
            self._intake(told).statements.learn(incoming)
        else:
            self._arrivals.settle()
            self._intake(told).statements.refuse(incoming)

    def _intake(self, told: Format) -> AnnotationIntake:
        if told.name not in self._annotations:
            whose = Whose(set=self._wish.set, coder=self._wish.coder)
            self._annotations[told.name] = AnnotationIntake(self._arrivals, told.name, whose)
        return self._annotations[told.name]

    def _take_article(self, incoming: IncomingArticle, file: FoundFile, told: Format) -> None:
        self._warnings += [_remark(note, file.path) for note in incoming.warnings]
        self._refused += [_remark(note, file.path) for note in incoming.refused]
        if self._pattern is not None:
            told_by_name = self._pattern.metadata(file.path.stem, incoming.metadata)
            incoming = replace(incoming, metadata=told_by_name)
        place = self._articles.take(incoming, file.folders)
        self._warnings += [Remark(shown(file.path), 0, one) for one in self._articles.remarks]
        self._put_aside(incoming)
        if place is None:
            self._refuse(file.path, _unknown(incoming))
            return
        if incoming.annotations or incoming.states:
            intake = self._intake(told)
            self._offset_units[incoming.offset_unit] = None
            intake.take(incoming, place)
            self._refused += [Remark(shown(file.path), 0, one) for one in intake.refused]

    def _put_aside(self, incoming: IncomingArticle) -> None:
        for sentence, count in incoming.aside:
            _, before = self._aside.get(str(sentence), (sentence, 0))
            self._aside[str(sentence)] = (sentence, before + count)

    def _refuse(self, path: Path, why: Sentence, line: int = 0) -> None:
        self._refused.append(Remark(shown(path), line, why))


def _told(path: Path) -> Format:
    """The format of a file.

    Raises:
        RefusedFileError: no format of ours has such files.
    """
    told = registry.detect(path)
    if told is None:
        ending = path.suffix or path.name
        raise RefusedFileError(
            say("Files ending in {ending} cannot be read.", ending=shown(ending))
        )
    return told


def _reader(told: Format) -> Reader:
    if told.read is None:
        raise RefusedFileError(say("Files of the format “{name}” cannot be read.", name=told.name))
    try:
        told.require()
    except AnnotatorError as error:
        raise RefusedFileError(error.sentence) from error
    return told.read


def _unknown(incoming: IncomingArticle) -> Sentence:
    return say(
        "The file has annotations of the article {name} but not its text, and the project has no "
        "such article; {count} annotations were left out. Import the article first.",
        name=incoming.name,
        count=len(incoming.annotations),
    )


def _remark(note: Note, path: Path) -> Remark:
    return Remark(shown(note.file or path), note.line, note.sentence)


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for count in counts:
        for name, number in count.items():
            total[name] = total.get(name, 0) + number
    return total
