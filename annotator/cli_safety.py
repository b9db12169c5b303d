"""Commands that keep work safe: copies, going back to one, saving what a damaged file still has."""

from pathlib import Path

import click

from annotator.domain.sentence import AnnotatorError, say
from annotator.jobs import backup as backup_job
from annotator.jobs import rescue as rescue_job
from annotator.jobs.backup import Backup
from annotator.jobs.file_search import refuse_missing
from annotator.store import salvage as salvage_job
from annotator.terminal import FOUND_SOMETHING, PATH, as_json_option, print_json, to_read
from annotator.words import tr


@click.command("backup", help=tr("Make a verified copy, or list those there are."))
@click.argument("project", type=PATH)
@click.option("--list", "only_list", is_flag=True, help=tr("List the copies, the newest first."))
@click.option("--plain", type=PATH, help=tr("Write the whole history as lines of JSON there too."))
@as_json_option
def backup(project: Path, only_list: bool, plain: Path | None, as_json: bool) -> None:
    """Copy a project."""
    refuse_missing(project)
    made = None
    if not only_list:
        with to_read(project) as opened:
            made = backup_job.make_backup(project)
            if plain is not None:
                rescue_job.write(opened, plain)
    copies = backup_job.of_project(project)
    if as_json:
        print_json({"made": made and str(made), "backups": [_told(one) for one in copies]})
    elif only_list:
        for one in copies:
            click.echo(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.size:>12,}  {one.path}")
    else:
        click.echo(tr("The copy is {path}.", path=made))


@click.command(
    "restore", help=tr("Go back to a copy; what is there now is kept beside the copies.")
)
@click.argument("project", type=PATH)
@click.option("--from", "copy", type=PATH, help=tr("Which copy; else the newest."))
@as_json_option
def restore(project: Path, copy: Path | None, as_json: bool) -> None:
    """Put a copy in the place of a project."""
    chosen = copy or _newest(project)
    refuse_missing(chosen)
    aside = backup_job.restore(project, chosen)
    if as_json:
        print_json({"restored": str(chosen), "kept": str(aside)})
    else:
        click.echo(tr("{project} is again as in {copy}.", project=project, copy=chosen))
        click.echo(tr("What was there is kept as {path}.", path=aside))


def _newest(project: Path) -> Path:
    copies = backup_job.of_project(project)
    if not copies:
        raise AnnotatorError(say("There is no copy of {path} yet.", path=project))
    return copies[0].path


@click.command("salvage", help=tr("Save what can be read of a damaged project into a new file."))
@click.argument("damaged", type=PATH)
@click.argument("new", type=PATH)
@as_json_option
def salvage(damaged: Path, new: Path, as_json: bool) -> int:
    """Save what can be read; 1 where something is lost."""
    refuse_missing(damaged)
    found = salvage_job.salvage(damaged, new)
    if as_json:
        print_json(found)
    else:
        click.echo(
            tr(
                "{path} has {articles} articles and {annotations} annotations; {lost} rows could "
                "not be read, {unplaced} records lack what they refer to.",
                path=new,
                articles=found.articles,
                annotations=found.annotations,
                lost=found.lost,
                unplaced=found.unplaced,
            )
        )
    return FOUND_SOMETHING if found.lost or found.unplaced else 0


COMMANDS = (backup, restore, salvage)


def _told(one: Backup) -> dict[str, object]:
    return {"path": str(one.path), "at": one.at.isoformat(), "size": one.size}
