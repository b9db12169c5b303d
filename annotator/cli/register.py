"""The commands about the register: `annotator register import` and `annotator register export`."""

from pathlib import Path

import click

from annotator.cli.terminal import FOUND_SOMETHING, PATH, as_json_option, print_json, to_write
from annotator.jobs import projects, register_exchange
from annotator.jobs.file_search import refuse_missing
from annotator.words import told, tr, trn


@click.group("register", help=tr("Read and write the register of persons, bodies and places."))
def register() -> None:
    """The commands about the register."""


@register.command("import", help=tr("Take the entries of a CSV or JSON file into the register."))
@click.argument("project", type=PATH)
@click.argument("file", type=PATH)
@as_json_option
def import_(project: Path, file: Path, as_json: bool) -> int:
    """Read a register file; 1 where something of it could not be taken as it is."""
    refuse_missing(project)
    with to_write(project, "") as opened:
        report = register_exchange.read(opened, file)
    if as_json:
        print_json(report.to_json())
    else:
        click.echo(summary(report))
        for remark in report.remarks:
            click.echo(f"{remark.file}:{remark.line}: {told(remark.message)}", err=True)
    return FOUND_SOMETHING if report.remarks else 0


def summary(report: register_exchange.RegisterReport) -> str:
    """What an import did, in one sentence."""
    return tr(
        "Register entries: {added} new, {changed} changed, {same} as they were.",
        added=report.added,
        changed=report.changed,
        same=report.same,
    )


@register.command("export", help=tr("Write the register; OUT ends in .csv or .json."))
@click.argument("project", type=PATH)
@click.argument("out", type=PATH)
@click.option(
    "--guard",
    is_flag=True,
    help=tr("For spreadsheets: mark the encoding, and let no cell be taken for a formula."),
)
@as_json_option
def export(project: Path, out: Path, guard: bool, as_json: bool) -> None:
    """Write the register."""
    opened = projects.open_(project, read_only=True)
    try:
        count = register_exchange.write(opened, out, guard=guard)
    finally:
        projects.close(opened)
    if as_json:
        print_json({"entries": count, "files": [str(out)]})
    else:
        click.echo(
            trn(
                "{count} entry written to {out}.",
                "{count} entries written to {out}.",
                count,
                out=out,
            )
        )


COMMANDS = (register,)
