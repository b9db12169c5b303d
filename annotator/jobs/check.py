"""Whether a project is whole, in the shape of `annotator check --json`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import projects
from annotator.store import articles, damage, integrity, traits
from annotator.store.errors import DamagedProjectError, NotAProjectError
from annotator.store.integrity import Problem
from annotator.store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What was looked at and everything that is wrong with it."""

    articles: int = 0
    annotations: int = 0
    events: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """As `annotator check --json` prints it."""
        return {
            "ok": self.ok,
            "articles": self.articles,
            "annotations": self.annotations,
            "events": self.events,
            "problems": [
                {"kind": problem.kind, "record": problem.record, "message": str(problem.message)}
                for problem in self.problems
            ],
        }


def run(project: Project) -> CheckReport:
    """Check an open project; it is not changed."""
    problems = tuple(damage.found(project))
    if any(problem.kind == "file" for problem in problems):
        return CheckReport(problems=problems)
    return CheckReport(
        articles=articles.count(project),
        annotations=traits.annotations(project),
        events=integrity.count_events(project),
        problems=problems,
    )


def quickly(path: Path, *, thorough: bool = False) -> Problem | None:
    """What a quick look into a file finds wrong; made when a project is opened, behind its back.

    It is a longer look where the project was left without being closed.
    """
    return damage.found_quickly(path, thorough=thorough)


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Say of whatever goes wrong in a damaged project that this is why.

    Raises:
        DamagedProjectError: something went wrong that is no bug, as the file is broken.
    """
    try:
        yield
    except AnnotatorError:
        raise
    except Exception as error:
        problem = quickly(path, thorough=True)
        if problem is None:
            raise
        raise DamagedProjectError(
            say(
                "{path} is damaged. “annotator check” lists what is wrong; restore a backup, or "
                "salvage it.",
                path=path,
            )
        ) from error


def run_on(path: Path) -> CheckReport:
    """Check a file; one too damaged to be opened is a problem, one that is not there an error.

    Raises:
        ProjectError: there is no such file.
    """
    try:
        project = projects.open_(path, read_only=True)
    except (DamagedProjectError, NotAProjectError) as error:
        if not path.is_file():
            raise
        return CheckReport(problems=(Problem("file", "", error.sentence),))
    try:
        return run(project)
    finally:
        projects.close(project)
