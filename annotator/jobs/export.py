"""Annotations out: a file that is there whole or not at all, or one stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.people import AnnotationSet
from annotator.domain.sentence import AnnotatorError, say
from annotator.formats import registry
from annotator.formats.format import Format, Writer
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import output
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
    if isinstance(out, Path):
        _spare_project(project, out)
    options = fit_for(chosen, wanted.options)
    with streams.steady(project):
        sets = sets_named(project, wanted.sets)
        lost = tuple(losses(project, chosen, sets, personal=options.personal))
        links = links_carried(project, chosen, sets)
        total = sum(traits.annotations(project, set.id) for set in sets)
        outflow = Outflow(project, sets, options, _teller(total, progress))
        tell(progress, 0, total)
        files = _write(write, chosen, outflow, out, options)
        tell(progress, total, total)
    report = ExportReport(
        format=chosen.name,
        articles=outflow.article_count,
        annotations=outflow.annotations,
        links=links,
        losses=lost,
        files=(*files, *_report_place(out, lost)),
    )
    _leave_report(report, out)
    return report


def fit_for(chosen: Format, wanted: WriteOptions) -> WriteOptions:
    """The options with a choice for all that the format cannot carry, and none for what it can.

    Pieces of interrupted passages leave one by one and the outermost of overlapping ones stay,
    unless something else was chosen.
    """
    return replace(
        wanted,
        fragments="" if "fragments" in chosen.carries else wanted.fragments or "split",
        overlap="" if "overlap" in chosen.carries else wanted.overlap or "outermost",
    )


def _write(
    write: Writer, chosen: Format, outflow: Outflow, out: Path | BinaryIO, options: WriteOptions
) -> list[str]:
    """Write to the place asked for; one file a layer where that was chosen. Returns the files."""
    if not isinstance(out, Path):
        write(output.OneStream(out), outflow, options)
        return []
    places = _layer_places(out, outflow) if options.overlap == "layers" else {"": out}
    for layer, place in places.items():
        outflow.layer = layer
        inside = replace(options, overlap="outermost") if layer else options
        outflow.fit(inside)
        with output.opened(place, chosen.shape) as unfinished:
            write(unfinished, outflow, inside)
    return [str(place) for place in places.values()]


def _layer_places(out: Path, outflow: Outflow) -> dict[str, Path]:
    """A file a layer, each named after it."""
    return {
        layer.id: out.with_name(f"{out.stem}.{output.safe_name(layer.id)}{out.suffix}")
        for layer in outflow.codebook.layers
        if layer.labels
    }


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
    chosen.require()
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


def _teller(total: int, progress: Progress | None) -> Callable[[int], None]:
    def tell_now(done: int) -> None:
        if done % _STEP == 0:
            tell(progress, min(done, total), total)

    return tell_now


def _spare_project(project: Project, out: Path) -> None:
    """Refuse to write where the project lies."""
    if out.exists() and project.path.exists() and out.samefile(project.path):
        raise AnnotatorError(say("{path} is the project itself; name another file.", path=out))


def _report_place(out: Path | BinaryIO, lost: Sequence[Loss]) -> tuple[str, ...]:
    return (f"{out}.report.json",) if lost and isinstance(out, Path) else ()


def _leave_report(report: ExportReport, out: Path | BinaryIO) -> None:
    for path in _report_place(out, report.losses):
        with output.whole_file(Path(path)) as file:
            file.write(msgspec.json.format(msgspec.json.encode(report.to_json())) + b"\n")
