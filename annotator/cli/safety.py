"""Commands that keep work safe: backups and how they come back, salvage, the plain-text rescue."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from annotator.cli.terminal import PATH, as_json_option, print_json
from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import backup as backup_job
from annotator.jobs import rescue as rescue_job
from annotator.jobs import restoring
from annotator.jobs.backup import Backup
from annotator.jobs.restoring import SalvageReport
from annotator.words import tr, trn


@click.command("backup", help=tr("Keep a checked copy of a project outside its folder."))
@click.argument("project", type=PATH)
@as_json_option
def backup(project: Path, as_json: bool) -> None:
    """Make a backup and say where it lies."""
    kept = backup_job.make_backup(project)
    if as_json:
        print_json({"kept": str(kept)})
    else:
        click.echo(tr("Kept as {path}.", path=kept))


@click.command("restore", help=tr("Let a backup become the project; the newest, or the one named."))
@click.argument("project", type=PATH)
@click.option("--list", "as_list", is_flag=True, help=tr("Only list the backups there are."))
@click.option("--from", "copy", type=PATH, help=tr("The backup: a file, or a number of the list."))
@as_json_option
def restore(project: Path, as_list: bool, copy: Path | None, as_json: bool) -> None:
    """List the backups, or restore one."""
    found = backup_job.kept(project)
    if as_list:
        _print_list(found, project, as_json)
        return
    report = restoring.restore(project, _chosen(found, project, copy))
    click.echo(tr("{path} is again as in {copy}.", path=project, copy=report.restored.name))
    if report.before is not None:
        click.echo(tr("What was there before is kept as {path}.", path=report.before))


def _chosen(found: list[Backup], project: Path, copy: Path | None) -> Path:
    if copy is None:
        readable = [one for one in found if one.holdings is not None]
        if not readable:
            raise AnnotatorError(say("There is no backup of {path}.", path=project))
        return readable[0].path
    number = int(str(copy)) if str(copy).isdecimal() else 0
    return found[number - 1].path if 0 < number <= len(found) else copy


def _print_list(found: list[Backup], project: Path, as_json: bool) -> None:
    if as_json:
        print_json({"backups": [one.to_json() for one in found]})
        return
    if not found:
        click.echo(tr("There is no backup of {path}.", path=project))
    for number, one in enumerate(found, 1):
        click.echo(f"{number:3}  {_local(one.at)}  {_counts(one)}  {one.path}")


def _counts(one: Backup) -> str:
    if one.holdings is None:
        return tr("cannot be read")
    articles = trn("{count} article", "{count} articles", one.holdings.articles)
    labels = trn("{count} annotation", "{count} annotations", one.holdings.annotations)
    return f"{articles}, {labels}"


def _local(at: dt.datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")


@click.command("salvage", help=tr("Write what can be read of a damaged project into a new file."))
@click.argument("damaged", type=PATH)
@click.argument("new", type=PATH)
@as_json_option
def salvage(damaged: Path, new: Path, as_json: bool) -> int:
    """Salvage, and say what came out; 1 where something was lost."""
    return _tell_salvage(restoring.salvage(damaged, new), as_json)


@click.command("rescue", help=tr("Write a project as plain text, from which it can be made again."))
@click.argument("project", type=PATH)
@click.argument("out", metavar="OUT.jsonl[.gz]", type=PATH)
def rescue(project: Path, out: Path) -> None:
    """Write everything as lines of JSON."""
    rows = rescue_job.write(project, out)
    click.echo(
        trn("{count} row written to {out}.", "{count} rows written to {out}.", rows, out=out)
    )


@click.command("rebuild", help=tr("Make a project from the plain text that “rescue” wrote."))
@click.argument("text", metavar="TEXT.jsonl[.gz]", type=PATH)
@click.argument("new", type=PATH)
@as_json_option
def rebuild(text: Path, new: Path, as_json: bool) -> int:
    """Make a project anew; 1 where something of the text was lost."""
    return _tell_salvage(rescue_job.rebuild(text, new), as_json)


def _tell_salvage(report: SalvageReport, as_json: bool) -> int:
    if as_json:
        print_json(report.to_json())
    else:
        click.echo(tr("Saved in {path}: {what}.", path=report.path, what=_listed(report.saved)))
        if report.lost:
            click.echo(tr("Lost: {what}.", what=_listed(report.lost)), err=True)
    return 1 if report.lost else 0


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{what} {count}" for what, count in counts.items() if count)


COMMANDS = (backup, restore, salvage, rescue, rebuild)
