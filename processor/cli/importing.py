"""`signoff customer import`: customers, contacts and approvers out of a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import one_line, plural
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.imports import ImportReport


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["customers", "contacts", "approvers"]),
    default="customers",
    show_default=True,
    help="What the lines are.",
)
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@by
@as_json
@click.pass_obj
def import_table(shell: Shell, file: Path, kind: str, dry_run: bool, by: str, as_json: bool) -> None:
    """Import a CSV file, all of it or nothing. Approvers are proposed for the register, and wait for a second person.

    Exit code 1 with a fault in any line: then nothing was imported.
    """
    imports = shell.app().imports()
    take = {"customers": imports.customers, "contacts": imports.contacts, "approvers": imports.approvers}[kind]
    report = take(file.read_bytes(), by, utc_now(), dry_run=dry_run)
    if as_json:
        show.json_line(report)
    else:
        _tell(report, dry_run=dry_run)
    if report.faults:
        raise SystemExit(1)


def _tell(report: "ImportReport", *, dry_run: bool) -> None:
    for fault in report.faults:
        click.echo(one_line(fault.sentence, 400), err=True)
    if report.faults:
        click.echo(f"nothing was imported: {plural(len(report.faults), 'fault')}", err=True)
        return
    would = "would be " if dry_run else ""
    counts = f"{report.added} {would}added, {report.changed} {would}changed, {report.unchanged} as they were"
    click.echo(f"{plural(report.lines, 'line')}: {counts}")
