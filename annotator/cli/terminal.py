"""What the commands share: projects to read or write, a progress bar, JSON."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
import msgspec

from annotator.jobs import check, projects
from annotator.jobs.progress import Progress
from annotator.store.project import Project
from annotator.words import tr

FOUND_SOMETHING, FAILED, INTERRUPTED = 1, 2, 130
"""Exit codes besides 0: something was found or refused, nothing was done, stopped by hand."""

PATH = click.Path(path_type=Path)
as_json_option = click.option(
    "--json", "as_json", is_flag=True, help=tr("Print the result as JSON.")
)


def to_write(path: Path, coder: str) -> AbstractContextManager[Project]:
    """The project, open for its coder; made where it is missing."""
    opened = projects.open_(path, coder) if path.exists() else projects.make(path, coder)
    return _closing(opened, path)


def to_read(path: Path) -> AbstractContextManager[Project]:
    """The project, open for reading only."""
    return _closing(projects.open_(path, read_only=True), path)


@contextmanager
def _closing(project: Project, path: Path) -> Iterator[Project]:
    try:
        with check.explaining(path):
            yield project
    finally:
        projects.close(project)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def move(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield move


def print_json(value: object, *, err: bool = False) -> None:
    """Print a value as one line of JSON."""
    # In UTF-8 whatever the terminal speaks: another program reads it.
    stream = (sys.stderr if err else sys.stdout).buffer
    stream.write(msgspec.json.encode(value) + b"\n")
    stream.flush()
