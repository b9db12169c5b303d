"""Commands of review: how sets differ and how well they agree."""

from collections.abc import Callable
from dataclasses import fields
from functools import reduce, wraps
from pathlib import Path
from typing import Any

import click

from annotator.cli.terminal import (
    FOUND_SOMETHING,
    PATH,
    as_json_option,
    print_json,
    progress_bar,
    to_read,
    to_write,
)
from annotator.jobs import agreement as agreement_job
from annotator.jobs import agreement_report, report_pages, several
from annotator.jobs import differences as differences_job
from annotator.jobs import merge as merge_job
from annotator.jobs.agreement import AgreementReport, Asked
from annotator.jobs.differences import DifferenceReport
from annotator.jobs.file_search import refuse_missing
from annotator.jobs.merge import MergeReport
from annotator.review.agreement import LayerAgreement, Statistic
from annotator.review.alignment import LEAST
from annotator.review.bootstrap import RESAMPLES
from annotator.words import language, told, tr, trn

_least = click.option(
    "--overlap",
    "least",
    type=click.FloatRange(0.01, 1),
    default=LEAST,
    show_default=True,
    help=tr("How alike two passages must be to be the same: intersection over union."),
)


def _names(_context: click.Context, _option: click.Parameter, words: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in words.split(","))))


def _listed(option: str, told: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option whose value is several names."""
    return click.option(option, default="", callback=_names, metavar="A,B,...", help=told)


_FIELDS = (
    _listed("--sets", tr("Which sets; else all but gold.")),
    click.option("--layer", default="", help=tr("Only this layer.")),
    _listed("--articles", tr("Only these articles.")),
    click.option(
        "--only-done", is_flag=True, help=tr("Only articles with which all of the sets are done.")
    ),
    click.option(
        "--resamples", type=click.IntRange(0, 100_000), default=RESAMPLES, show_default=True
    ),
    click.option("--seed", type=int, default=1, show_default=True),
    click.option("--advanced", is_flag=True, help=tr("Also γ and AC1; γ takes longer.")),
    _least,
)
"""An option for each field of what can be asked of agreement, in the order of the help."""


def _asks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, as one argument `asked`."""

    @wraps(command)
    def asking(**given: Any) -> None:  # noqa: ANN401 - whatever else the command takes
        asked = Asked(**{one.name: given.pop(one.name) for one in fields(Asked)})
        command(asked=asked, **given)

    return reduce(lambda made, option: option(made), reversed(_FIELDS), asking)


@click.command("agreement", help=tr("Measure how well annotation sets agree, layer by layer."))
@click.argument("project", type=PATH)
@_asks
@as_json_option
def agreement(project: Path, asked: Asked, as_json: bool) -> None:
    """Print the statistics of review."""
    with to_read(project) as opened, progress_bar(tr("Comparing")) as progress:
        report = agreement_job.run(opened, asked, progress)
    if as_json:
        print_json(report.to_json(told))
    else:
        _print_agreement(report)


@click.command("diff", help=tr("List every difference between annotation sets."))
@click.argument("project", type=PATH)
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("more", metavar="[C...]", nargs=-1)
@_least
@as_json_option
def diff(
    project: Path, first: str, second: str, more: tuple[str, ...], least: float, as_json: bool
) -> None:
    """Print what differs."""
    with to_read(project) as opened, progress_bar(tr("Comparing")) as progress:
        report = (
            several.run(opened, (first, second, *more), least, progress)
            if more
            else differences_job.run(opened, first, second, least, progress)
        )
    if as_json:
        print_json(report.to_json())
    else:
        _print_differences(report)


@click.command("merge", help=tr("Take in a colleague's work: a project file or a bundle."))
@click.argument("project", type=PATH)
@click.argument("others", metavar="OTHER...", type=PATH, nargs=-1, required=True)
@as_json_option
def merge(project: Path, others: tuple[Path, ...], as_json: bool) -> int:
    """Bring projects together; 1 where texts of one name differ."""
    for path in (project, *others):
        refuse_missing(path)
    with to_write(project, "") as opened, progress_bar(tr("Merging")) as progress:
        report = merge_job.run(opened, others, progress)
    if as_json:
        print_json(report.to_json())
    else:
        _print_merge(report)
    return FOUND_SOMETHING if report.differing else 0


@click.command("report", help=tr("Write a report of agreement, as HTML or Markdown."))
@click.argument("project", type=PATH)
@click.argument("out", type=PATH)
@_asks
def report(project: Path, out: Path, asked: Asked) -> None:
    """Write the report; the same project and options give the same bytes."""
    report_pages.refuse_ending(out)
    with to_read(project) as opened, progress_bar(tr("Comparing")) as progress:
        page = agreement_report.page(opened, asked, progress)
    report_pages.write(page, out, told, language())
    click.echo(tr("{path} is ready.", path=out))


COMMANDS = (agreement, diff, merge, report)


def _print_merge(report: MergeReport) -> None:
    if not report.events:
        click.echo(tr("Nothing new: all of it was known."))
        return
    click.echo(trn("{count} new annotation.", "{count} new annotations.", report.annotations))
    for name, count in report.sets.items():
        click.echo(f"  {name}: {count:+}")
    for one in report.differing:
        click.echo(
            tr(
                "Two articles are called {name}, and their texts differ from character {offset} "
                "on: “{ours}” here, “{theirs}” there. Both were kept.",
                name=one.article,
                offset=one.offset,
                ours=one.ours,
                theirs=one.theirs,
            )
        )


def _print_agreement(report: AgreementReport) -> None:
    click.echo(tr("{sets}: {count} articles", sets=", ".join(report.sets), count=report.articles))
    for layer, one in report.layers.items():
        click.echo(f"\n{layer}")
        for name, statistic in _lines(one, advanced=report.advanced):
            click.echo(f"  {name:<42} {_shown(statistic)}")


def _lines(one: LayerAgreement, *, advanced: bool) -> list[tuple[str, Statistic]]:
    more = [(tr("γ of places and labels"), one.gamma)] if advanced else []
    pairs = one.pairs.items() if advanced else ()
    more += [(tr("AC1 of {first} and {second}", first=a, second=b), p.ac1) for (a, b), p in pairs]
    return [
        (tr("F1, same edges and label"), one.f1_strict),
        (tr("F1, overlap and label"), one.f1_overlap),
        (tr("α on {count} matched passages", count=one.matched), one.alpha),
        (tr("κ on matched passages"), one.kappa),
        *((tr("αU of {label}", label=label), found) for label, found in one.alpha_u.items()),
        *more,
    ]


def _shown(one: Statistic) -> str:
    if one.value is None:
        return told(one.why) if one.why else "–"
    if one.low is None or one.high is None:
        return f"{one.value:.3f}"
    return f"{one.value:.3f}  [{one.low:.3f}, {one.high:.3f}]"


def _print_differences(report: DifferenceReport) -> None:
    for kind, count in report.counts.items():
        click.echo(f"{kind:<10} {count:>8}")
    for one in report.found:
        sides = one.said or (one.difference.first, one.difference.second)
        shown = [f"{side.label} {side.start}-{side.end}" if side else "–" for side in sides]
        click.echo("\t".join((one.name, one.layer, one.difference.kind, *shown)))
