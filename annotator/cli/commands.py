"""Commands without a window: what the window does with files, on a machine with no screen."""

import contextlib
import gettext
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from annotator.assets import resource
from annotator.cli.terminal import (
    FAILED,
    FOUND_SOMETHING,
    INTERRUPTED,
    PATH,
    as_json_option,
    print_json,
    progress_bar,
    to_read,
    to_write,
)
from annotator.domain.sentence import AnnotatorError, say
from annotator.formats import formats_page
from annotator.formats.format import Format
from annotator.formats.outgoing import TextShare, WriteOptions
from annotator.formats.registry import FORMATS
from annotator.jobs import check as check_job
from annotator.jobs import export as export_job
from annotator.jobs import import_files, projects
from annotator.jobs import stats as stats_job
from annotator.jobs.export import ExportReport, Wanted
from annotator.jobs.import_files import Wish
from annotator.jobs.import_report import ImportReport, Remark
from annotator.store.errors import trouble
from annotator.words import told, tr, trn


# Help is worded when this module is imported, in the language that was chosen before.
@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=tr("Label news articles by hand. What the window does with files, commands do too."),
    epilog=tr(
        "Without a command the window opens: annotator [PROJECT or FOLDER]. A folder of articles "
        "makes or reopens FOLDER.annot beside it. A picture of the window, drawn without a "
        "screen: annotator screenshot PROJECT OUT.png [--article NAME] [--size WxH]. Exit codes: "
        "0 done, 1 done but something was found, 2 a sentence says what to do."
    ),
)
@click.version_option(package_name="annotator", message="%(prog)s %(version)s")
def commands() -> None:
    """All commands; what each does stands in its `help`."""


@commands.command("new", help=tr("Make an empty project."))
@click.argument("project", type=PATH)
@click.option("--codebook", type=PATH, help=tr("A codebook file instead of the default one."))
@click.option("--coder", default="", help=tr("Who labels; else the name of the account."))
def new(project: Path, codebook: Path | None, coder: str) -> None:
    """Make an empty project."""
    projects.close(projects.make(project, coder, codebook))
    click.echo(tr("{path} is ready.", path=project))


@commands.command(
    "import",
    help=tr("Read articles and annotations from files and folders; a missing project is made."),
)
@click.argument("project", type=PATH)
@click.argument("paths", metavar="PATH...", type=PATH, nargs=-1, required=True)
@click.option("--format", "format_name", default="", help=tr("The format; else it is detected."))
@click.option("--set", "set_name", default="", help=tr("The annotation set to write in."))
@click.option("--coder", default="", help=tr("Who labelled; else whom the files name."))
@click.option("--unit", default="", help=tr("How offsets are counted; else it is found out."))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help=tr("Where a table has a field: text, name, title, outlet, author, date or url."),
)
@click.option(
    "--names",
    "name_pattern",
    default="",
    metavar="PATTERN",
    help=tr("What the parts of file names are, like {outlet}_{date}_{title}."),
)
@as_json_option
def import_(
    project: Path,
    paths: tuple[Path, ...],
    format_name: str,
    set_name: str,
    coder: str,
    unit: str,
    columns: tuple[str, ...],
    name_pattern: str,
    as_json: bool,
) -> int:
    """Read articles and annotations; 1 where something was refused."""
    wish = Wish(
        format=format_name,
        set=set_name,
        coder=coder,
        unit=unit,
        columns=_pairs(columns),
        name_pattern=name_pattern,
    )
    import_files.refuse_early(paths, wish)
    with to_write(project, coder) as opened, progress_bar(tr("Reading")) as progress:
        report = import_files.run(opened, paths, wish=wish, progress=progress)
    if as_json:
        print_json(report.to_json())
    else:
        _print_import(report)
    return FOUND_SOMETHING if report.refused else 0


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    """`FIELD=COLUMN` of the command line as a mapping."""
    for one in given:
        if "=" not in one:
            raise AnnotatorError(say("“{given}” should be FIELD=COLUMN.", given=one))
    return dict(one.split("=", 1) for one in given)


@commands.command("export", help=tr("Write annotation sets; OUT may be - for standard output."))
@click.argument("project", type=PATH)
@click.argument("out", type=PATH)
@click.option("--format", "format_name", required=True, help=tr("See “annotator formats”."))
@click.option("--set", "sets", multiple=True, help=tr("A set to write; else all of them."))
@click.option(
    "--text",
    type=click.Choice(["full", "snippets", "none"]),
    default="full",
    help=tr("How much of the articles leaves: all, the labelled words, or no text."),
)
@click.option(
    "--guard",
    is_flag=True,
    help=tr("For spreadsheets: mark the encoding, and let no cell be taken for a formula."),
)
@click.option(
    "--personal",
    is_flag=True,
    help=tr("Let e-mail addresses and fields about subscribers leave too."),
)
@as_json_option
def export(
    project: Path,
    out: Path,
    format_name: str,
    sets: tuple[str, ...],
    text: TextShare,
    guard: bool,
    personal: bool,
    as_json: bool,
) -> None:
    """Write annotation sets."""
    options = WriteOptions(text=text, guard=guard, personal=personal)
    wanted = Wanted(format=format_name, sets=sets, options=options)
    is_stream = str(out) == "-"
    target = sys.stdout.buffer if is_stream else out
    with to_read(project) as opened, progress_bar(tr("Writing")) as progress:
        report = export_job.run(opened, target, wanted, progress)
    if as_json:
        print_json(report.to_json(), err=is_stream)
    else:
        _print_export(report, out)


@commands.command("formats", help=tr("List what can be read and written."))
@click.option("--markdown", is_flag=True, help=tr("Print them as the table of the manual."))
@as_json_option
def formats(markdown: bool, as_json: bool) -> None:
    """List the formats."""
    if markdown:
        click.echo(formats_page.page(FORMATS), nl=False)
        return
    if as_json:
        print_json({"formats": [_format_json(known) for known in FORMATS]})
        return
    for known in FORMATS:
        ways = [tr("reads")] * bool(known.reads) + [tr("writes")] * known.writes
        click.echo(f"{known.name:8} {', '.join(ways):14} {told(known.title)}")


@commands.command("stats", help=tr("Count by set, layer and label."))
@click.argument("project", type=PATH)
@as_json_option
def stats(project: Path, as_json: bool) -> None:
    """Count what a project holds."""
    with to_read(project) as opened:
        counts = stats_job.run(opened)
    if as_json:
        print_json(counts)
    else:
        _print_stats(counts)


@commands.command("check", help=tr("Look for damage; exit code 1 when something is wrong."))
@click.argument("project", type=PATH)
@as_json_option
def check(project: Path, as_json: bool) -> int:
    """Look for damage; 1 where something is wrong."""
    report = check_job.run_on(project)
    if as_json:
        print_json(report.to_json())
    else:
        for problem in report.problems:
            click.echo(f"{problem.record or project}: {told(problem.message)}")
        if report.ok:
            click.echo(tr("{path} is whole: {events} events.", path=project, events=report.events))
    return 0 if report.ok else FOUND_SOMETHING


_FURTHER = ("review", "safety", "register")
"""Modules whose commands are loaded only for who calls one of them, or asks for help."""


def _add_further() -> None:
    for name in _FURTHER:
        for command in import_module(f"annotator.cli.{name}").COMMANDS:
            commands.add_command(command)


def main(argv: Sequence[str]) -> int:
    """Run one command and give its exit code; errors become a sentence on standard error."""
    try:
        code = _run(argv)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        code = _hush()
    except (AnnotatorError, click.ClickException) as error:
        code = _fail(error)
    except Exception as error:  # noqa: BLE001 - a bug is told in a sentence too
        code = _confess(error)
    return code


def _run(argv: Sequence[str]) -> int:
    _teach_click()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # not every stand-in can
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not argv or argv[0] not in commands.commands:
        _add_further()
    with commands.make_context("annotator", list(argv)) as context:
        code = commands.invoke(context)
    sys.stdout.flush()
    return int(code or 0)


def _teach_click() -> None:
    """Click asks Python's gettext for its own words, in the language of the system as we do."""
    gettext.bindtextdomain("click", resource("translations"))
    gettext.textdomain("click")


def _fail(error: AnnotatorError | click.ClickException) -> int:
    if isinstance(error, AnnotatorError):
        message = told(error.sentence)
    else:
        message = error.format_message()
        if isinstance(error, click.UsageError) and error.ctx is not None:
            command = error.ctx.command_path
            message = tr("{message} See {command} --help.", message=message, command=command)
    click.echo(message, err=True)
    return FAILED


def _confess(error: Exception) -> int:
    if (sentence := trouble(error)) is not None:
        click.echo(told(sentence), err=True)
    elif os.environ.get("ANNOTATOR_DEBUG") == "1":
        traceback.print_exception(error)
    else:
        message = tr(
            "This is an error in Annotator ({error}); nothing half done was kept. With "
            "ANNOTATOR_DEBUG=1 it says where; please report it.",
            error=repr(error),
        )
        click.echo(message, err=True)
    return FAILED


def _hush() -> int:
    """Whoever read our output has gone: say nothing more, not even when the process ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FOUND_SOMETHING


def _print_import(report: ImportReport) -> None:
    click.echo(trn("{count} article imported.", "{count} articles imported.", report.articles))
    if report.skipped_known:
        message = trn(
            "{count} article was there already.",
            "{count} articles were there already.",
            report.skipped_known,
        )
        click.echo(message)
    for remark in (*report.warnings, *report.refused):
        click.echo(_remark(remark), err=True)


def _remark(remark: Remark) -> str:
    place = f"{remark.file}:{remark.line}" if remark.line else remark.file
    return f"{place}: {told(remark.message)}"


def _print_export(report: ExportReport, out: Path) -> None:
    message = trn(
        "{count} annotation written to {out}.",
        "{count} annotations written to {out}.",
        report.annotations,
        out=out,
    )
    # Standard output may be the export itself.
    click.echo(message, err=not report.files)
    for loss in report.losses:
        lost = tr("Left behind: {what} ({count})", what=told(loss.reason), count=loss.number)
        click.echo(lost, err=True)


def _print_stats(counts: Mapping[str, Any]) -> None:
    click.echo(tr("Articles: {count}", count=counts["articles"]))
    click.echo(tr("Annotations: {count}", count=counts["annotations"]))
    click.echo(tr("Links: {count}", count=counts["links"]))
    click.echo(tr("Register entries: {count}", count=counts["entries"]))
    for name, found in counts["sets"].items():
        line = tr(
            "Set {name} of {coder}: {annotations} annotations, {done} articles done",
            name=name,
            **found,
        )
        click.echo(line)
    for layer, labels in counts["layers"].items():
        click.echo(f"{layer}: " + ", ".join(f"{name} {count}" for name, count in labels.items()))


def _format_json(known: Format) -> dict[str, Any]:
    return {
        "name": known.name,
        "title": str(known.title),
        "endings": list(known.endings),
        "reads": known.reads,
        "writes": known.writes,
        "stream": known.stream,
        "carries": sorted(known.carries),
        "link_types": list(known.link_types),
    }
