"""Annotations out: a file that is there whole or not at all, or one stream."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.people import AnnotationSet
from annotator.domain.sentence import AnnotatorError, say
from annotator.formats import registry
from annotator.formats.format import Format, Writer
from annotator.formats.outgoing import Outgoing, WriteOptions
from annotator.jobs.losses import Loss, links_carried, losses
from annotator.jobs.outflow import Outflow
from annotator.jobs.progress import Progress, tell
from annotator.store import coders, streams, traits
from annotator.store.project import Project

_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to write and how; `sets` are names of annotation sets, none means all of them."""

    format: str
    sets: Sequence[str] = ()
    options: WriteOptions = field(default_factory=WriteOptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """Counts of what was written and of what stayed behind; `files` are those written."""

    format: str
    articles: int
    annotations: int
    links: int
    losses: tuple[Loss, ...] = ()
    files: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As `annotator export --json` prints it."""
        return {
            "format": self.format,
            "articles": self.articles,
            "annotations": self.annotations,
            "links": self.links,
            "lost": {str(loss.reason): loss.number for loss in self.losses},
            "files": list(self.files),
        }


def run(
    project: Project, out: Path | BinaryIO, wanted: Wanted, progress: Progress | None = None
) -> ExportReport:
    """Write annotation sets to a file or a stream; progress counts annotations.

    Where something is lost, a report lies beside the file: `OUT.report.json`.

    Raises:
        AnnotatorError: format or set are not known, or the file cannot be written.
        CancelledError: progress said stop; the file is as it was.
    """
    chosen, write = format_for(wanted.format)
    with streams.steady(project):
        sets = sets_named(project, wanted.sets)
        lost = tuple(losses(project, chosen, sets))
        links = links_carried(project, chosen, sets)
        outflow = Outflow(project, sets, wanted.options.text)
        total = sum(traits.annotations(project, set.id) for set in sets)
        with _opened(project, out) as file:
            write(file, _told(outflow, total, progress), wanted.options)
    report = ExportReport(
        format=chosen.name,
        articles=outflow.articles,
        annotations=outflow.annotations,
        links=links,
        losses=lost,
        files=_files(out, lost),
    )
    _leave_report(report)
    return report


def format_for(name: str) -> tuple[Format, Writer]:
    """The format of this name and its writer.

    Raises:
        AnnotatorError: there is no such format, or it cannot be written.
    """
    chosen = registry.named(name)
    if chosen.write is None:
        raise AnnotatorError(
            say("Annotations cannot be written in the format “{name}”.", name=chosen.name)
        )
    return chosen, chosen.write


def sets_named(project: Project, names: Sequence[str]) -> list[AnnotationSet]:
    """The annotation sets of these names; all of them where no name is given.

    Raises:
        AnnotatorError: no set has one of the names; the sentence lists those there are.
    """
    known = coders.all_sets(project)
    for name in names:
        if all(set.name != name for set in known):
            raise AnnotatorError(
                say(
                    "There is no annotation set “{name}”. There are: {known}.",
                    name=name,
                    known=", ".join(set.name for set in known),
                )
            )
    return [set for set in known if not names or set.name in names]


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place only when it is complete and on the disk.

    Raises:
        AnnotatorError: it cannot be written.
    """
    place = path.resolve()  # a link stays a link: what it leads to is replaced
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise AnnotatorError(
            say("{path} cannot be written: {reason}.", path=path, reason=error.strerror)
        ) from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _told(flow: Iterable[Outgoing], total: int, progress: Progress | None) -> Iterator[Outgoing]:
    for done, outgoing in enumerate(flow):
        if done % _STEP == 0:
            tell(progress, done, total)
        yield outgoing
    tell(progress, total, total)


def _free_place(project: Project, out: Path) -> Path:
    """The file to write, unless that would take something else away."""
    if out.is_dir():
        raise AnnotatorError(say("{path} is a folder; name a file in it.", path=out))
    if out.exists() and project.path.exists() and out.samefile(project.path):
        raise AnnotatorError(say("{path} is the project itself; name another file.", path=out))
    return out


def _opened(project: Project, out: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    return whole_file(_free_place(project, out)) if isinstance(out, Path) else nullcontext(out)


def _files(out: Path | BinaryIO, lost: Sequence[Loss]) -> tuple[str, ...]:
    if not isinstance(out, Path):
        return ()
    return (str(out), f"{out}.report.json") if lost else (str(out),)


def _leave_report(report: ExportReport) -> None:
    for path in report.files[1:]:
        with whole_file(Path(path)) as file:
            file.write(msgspec.json.format(msgspec.json.encode(report.to_json())) + b"\n")
