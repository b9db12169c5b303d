"""Articles in: files and folders read once, all of them kept or none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.formats import registry
from annotator.formats.format import Format, Reader
from annotator.formats.incoming import IncomingArticle, RefusedFileError
from annotator.jobs import backup
from annotator.jobs.file_search import FoundFile, find, refuse_missing, shown
from annotator.jobs.import_report import ImportReport, Remark
from annotator.jobs.progress import Progress, tell
from annotator.store import articles
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.store.renaming import rename

DEFAULT = "txt"
"""The format of files in folders, where none is named."""

_SURE = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Encodings that are found by rule; others are guessed."""


def run(
    project: Project,
    paths: Sequence[Path],
    *,
    format_name: str = "",
    progress: Progress | None = None,
) -> ImportReport:
    """Read articles from files and from folders with all below them, as one step of undo.

    A text the project has already is passed over; a name that is taken by another text gets its
    folder before it. Progress counts files.

    Raises:
        AnnotatorError: a path is not there, or the format gives no articles.
        ReadOnlyError: the project is open for reading only.
        CancelledError: progress said stop; the project is as it was.
    """
    chosen = format_for(format_name)
    found = find(paths, chosen.endings)
    intake = _Intake(project, named=bool(format_name))
    name = say("Import articles")
    with project.edit(name) as edit:
        for done, file in enumerate(found.files):
            tell(progress, done, len(found.files))
            intake.read(file, chosen)
        tell(progress, len(found.files), len(found.files))
        if edit.name is name:
            rename(project, edit, intake.deed())
    return ImportReport(
        format=chosen.name,
        edit=edit if intake.added else None,
        articles=len(intake.added),
        skipped_known=intake.known,
        warnings=(*found.warnings, *intake.warnings),
        refused=(*found.refused, *intake.refused),
    )


def format_for(name: str) -> Format:
    """The format articles are read in.

    Raises:
        AnnotatorError: there is no such format, or it cannot be read.
    """
    chosen = registry.named(name or DEFAULT)
    if chosen.read is None or chosen.reads != "articles":
        raise AnnotatorError(
            say("Files of the format “{name}” cannot be read yet.", name=chosen.name)
        )
    return chosen


def refuse_early(paths: Sequence[Path], format_name: str = "") -> None:
    """Refuse what could not be read anyway, before a project is made for it.

    Raises:
        AnnotatorError: a path is not there, or the format gives no articles.
    """
    format_for(format_name)
    for path in paths:
        refuse_missing(path)


class _Intake:
    """Takes in one file after the other and remembers what became of them."""

    def __init__(self, project: Project, *, named: bool) -> None:
        self._project = project
        self._format_is_named = named
        self._next_number: dict[str, int] = {}
        self.added: list[str] = []
        self.known = 0
        self.warnings: list[Remark] = []
        self.refused: list[Remark] = []

    def read(self, file: FoundFile, chosen: Format) -> None:
        """Read a file and keep what is new in it."""
        try:
            for incoming in self._reader(file.path, chosen)(file.path):
                self._take(incoming, file)
        except RefusedFileError as error:
            self._refuse(file.path, error.sentence, error.line)
        except OSError as error:
            reason = say("The file cannot be read: {reason}.", reason=error.strerror or str(error))
            self._refuse(file.path, reason)

    def deed(self) -> Sentence:
        """What was done, as undo names it."""
        if len(self.added) == 1:
            return say("Import the article {name}", name=self.added[0])
        return say("Import {count} articles", count=len(self.added))

    def _reader(self, path: Path, chosen: Format) -> Reader:
        told = chosen if self._format_is_named else registry.detect(path)
        if told is None:
            ending = path.suffix or path.name
            raise RefusedFileError(
                say("Files ending in {ending} cannot be read.", ending=shown(ending))
            )
        if told.read is None:
            raise RefusedFileError(
                say("Files of the format “{name}” cannot be read yet.", name=told.name)
            )
        return told.read

    def _take(self, incoming: IncomingArticle, file: FoundFile) -> None:
        sha256 = articles.text_sha256(incoming.text)
        twin = articles.with_text(self._project, sha256)
        if twin is not None:
            self._pass_over(incoming, twin, file.path)
            return
        if not self.added:
            backup.before_change(self._project)
        article = Article(
            id=new_id(),
            name=self._free_name(shown(incoming.name), file.folders),
            metadata=incoming.metadata,
            source=replace(incoming.source, path=shown(incoming.source.path)),
            length=len(incoming.text),
            text_sha256=sha256,
        )
        articles.add(self._project, article, incoming.text)
        if article.source.encoding not in _SURE:
            sentence = say(
                "The file does not say how it is encoded; it was read as {encoding}. Look whether "
                "its accents are right.",
                encoding=article.source.encoding,
            )
            self.warnings.append(Remark(shown(file.path), 0, sentence))
        self.added.append(article.name)

    def _pass_over(self, incoming: IncomingArticle, twin: str, path: Path) -> None:
        self.known += 1
        if twin.rpartition("/")[2] != shown(incoming.name):
            sentence = say("The text is that of the article {name}; it was skipped.", name=twin)
            self.warnings.append(Remark(shown(path), 0, sentence))

    def _free_name(self, name: str, folders: tuple[str, ...]) -> str:
        return next(one for one in self._names(name, folders) if self._is_free(one))

    def _names(self, name: str, folders: tuple[str, ...]) -> Iterator[str]:
        """The file's name, then with more and more of its folders, then with a number."""
        yield name
        for first in range(len(folders) - 1, -1, -1):
            yield "/".join((*map(shown, folders[first:]), name))
        while True:
            number = self._next_number[name] = self._next_number.get(name, 1) + 1
            yield f"{name} ({number})"

    def _is_free(self, name: str) -> bool:
        return articles.named(self._project, name) is None

    def _refuse(self, path: Path, why: Sentence, line: int = 0) -> None:
        self.refused.append(Remark(shown(path), line, why))
