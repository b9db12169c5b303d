"""The commands about the register: `annotator register import` and `annotator register export`."""

import sys
from pathlib import Path

import click
import msgspec

from annotator.jobs import projects, register_exchange
from annotator.words import told, tr, trn

_PATH = click.Path(path_type=Path)
_FOUND_SOMETHING = 1


@click.group("register", help=tr("Read and write the register of persons, bodies and places."))
def register() -> None:
    """The commands about the register."""


@register.command("import", help=tr("Take the entries of a CSV or JSON file into the register."))
@click.argument("project", type=_PATH)
@click.argument("file", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help=tr("Print the result as JSON."))
def import_(project: Path, file: Path, as_json: bool) -> int:
    """Read a register file; 1 where something of it could not be taken as it is."""
    opened = projects.open_(project)
    try:
        report = register_exchange.read(opened, file)
    finally:
        projects.close(opened)
    if as_json:
        _print_json(report.to_json())
    else:
        click.echo(summary(report))
        for remark in report.remarks:
            click.echo(f"{remark.file}:{remark.line}: {told(remark.message)}", err=True)
    return _FOUND_SOMETHING if report.remarks else 0


def summary(report: register_exchange.RegisterReport) -> str:
    """What an import did, in one sentence."""
    return tr(
        "Register entries: {added} new, {changed} changed, {same} as they were.",
        added=report.added,
        changed=report.changed,
        same=report.same,
    )


@register.command("export", help=tr("Write the register; OUT ends in .csv or .json."))
@click.argument("project", type=_PATH)
@click.argument("out", type=_PATH)
@click.option(
    "--guard",
    is_flag=True,
    help=tr("For spreadsheets: mark the encoding, and let no cell be taken for a formula."),
)
@click.option("--json", "as_json", is_flag=True, help=tr("Print the result as JSON."))
def export(project: Path, out: Path, guard: bool, as_json: bool) -> None:
    """Write the register."""
    opened = projects.open_(project, read_only=True)
    try:
        count = register_exchange.write(opened, out, guard=guard)
    finally:
        projects.close(opened)
    if as_json:
        _print_json({"entries": count, "files": [str(out)]})
    else:
        click.echo(
            trn(
                "{count} entry written to {out}.",
                "{count} entries written to {out}.",
                count,
                out=out,
            )
        )


def _print_json(value: object) -> None:
    # In UTF-8 whatever the terminal speaks: another program reads it.
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.flush()
