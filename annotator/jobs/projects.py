"""Making and opening projects, as window and command line do it."""

import getpass
from pathlib import Path

from annotator.assets import resource
from annotator.domain.codebook import Codebook
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.system_errors import why
from annotator.formats import codebook_file, decoding
from annotator.formats.incoming import RefusedFileError
from annotator.jobs import backup
from annotator.store import closing, opening
from annotator.store.project import Project

ENDING = ".annot"
_NOBODY = "coder"


def make(path: Path, coder: str = "", codebook: Path | None = None) -> Project:
    """A new, empty project, open for its coder; without a codebook file it gets the default one.

    Raises:
        ProjectError: there is a file already, or none can be made there.
        CodebookError, AnnotatorError: the codebook file has mistakes or cannot be read.
    """
    return opening.create(path, read_codebook(codebook), coder or coder_name())


def open_(path: Path, coder: str = "", *, read_only: bool = False) -> Project:
    """An existing project; a backup is made before a file of an older version is changed.

    Raises:
        ProjectError: it is in use, too new, broken or something else.
    """
    return opening.open_project(
        path, coder=coder, read_only=read_only, before=_keep_before_migration
    )


def open_damaged(path: Path, coder: str = "") -> Project:
    """A damaged project for reading only, as far as it lets itself be read.

    Raises:
        ProjectError: it is something else, or nothing can be read of it.
    """
    return opening.open_damaged(path, coder)


def close(project: Project) -> None:
    """Close a project and leave one ordinary file behind."""
    closing.close(project)


def for_folder(folder: Path) -> Path:
    """The project that belongs to a folder of articles: `FOLDER.annot` beside it."""
    whole = folder.resolve()
    return whole.with_name((whole.name or "articles") + ENDING)


def coder_name() -> str:
    """The name a coder has before giving one: that of the account."""
    try:
        return getpass.getuser() or _NOBODY
    except (OSError, KeyError, ImportError):
        return _NOBODY


def read_codebook(path: Path | None = None) -> Codebook:
    """The codebook in a file, or the default one.

    Raises:
        CodebookError, AnnotatorError: the file has mistakes or cannot be read.
    """
    file = path or resource("codebooks", "presse-declarations.json")
    try:
        text, _ = decoding.read(file)
    except OSError as error:
        raise AnnotatorError(
            say("{path} cannot be read: {reason}.", path=file, reason=why(error))
        ) from error
    except RefusedFileError as error:
        raise AnnotatorError(
            say("{path} is no codebook: {reason}", path=file, reason=error.sentence)
        ) from error
    return codebook_file.read(text, file.name)


def _keep_before_migration(path: Path) -> None:
    backup.make_backup(path)
