"""`signoff ticket billing`, `work` and `treat`: how tickets are charged, and why."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import click

from models.vocabulary import Treatment
from processor.cli import show
from processor.cli.csvrows import csv_text
from processor.cli.deployment.naming import Amount, Day, DeploymentNumber
from processor.cli.options import as_json, by, number_argument, words_of
from processor.cli.shell import Shell
from processor.cli.words import one_line, ticket_number
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.billing import Charge

CSV_HEADER: Final = (
    "ticket",
    "subject",
    "customer",
    "category",
    "opened_at",
    "closed_at",
    "treatment",
    "why",
    "final",
    "decided_by",
    "hours",
    "after_hours",
    "moves_adds_changes",
    "release",
    "deployment",
)
"""The first line of the export as CSV; columns may be added at its end, and never change."""

_COLUMNS: Final = (">Ticket", "Customer", "Treatment", ">Hours", "Beside", "Release", "Closed", "Why")


@click.command()
@click.option("--from", "first", type=Day(), required=True, metavar="DAY", help="The first day, in UTC.")
@click.option("--to", "last", type=Day(), required=True, metavar="DAY", help="The last day, in UTC.")
@click.option("--customer", metavar="NAME", default="", help="Only this customer's.")
@click.option("--open", "open_too", is_flag=True, help="Also those that are open, as they stand now.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header, for spreadsheets.")
@as_json
@click.pass_obj
def billing(shell: Shell, first: date, last: date, customer: str, open_too: bool, as_csv: bool, as_json: bool) -> None:
    """Export how the tickets closed in a period are charged, and why."""
    if as_csv and as_json:
        raise click.UsageError("give --csv or --json, not both")
    from processor.services.billing import Period

    app = shell.app()
    if customer:
        app.people().customer(customer)
    rows = app.billing().export(Period(first, last), utc_now(), customer, open_too)
    if as_json:
        for row in rows:
            show.json_line(row)
    elif as_csv:
        click.echo(csv_text(CSV_HEADER, map(_plain, rows)), nl=False)
    else:
        show.table(_COLUMNS, (_cells(row) for row in rows), empty="no ticket was closed in these days")


@click.command()
@number_argument()
@click.option("--hours", type=Amount(), default=None, metavar="HOURS", help="What the work took, such as 1.5.")
@click.option("--after-hours/--no-after-hours", default=None, help="Outside business hours, at its own rate.")
@click.option("--mac/--no-mac", default=None, help="A move, add or change, at its own rate.")
@click.option("--warranty/--no-warranty", default=None, help="Accepted as warranty, or not any more.")
@click.option("--release", default=None, help="The release that resolves it, such as 26-3.1; empty for none.")
@click.option("--deployment", type=DeploymentNumber(), default=None, metavar="NUMBER", help="Whose it is; 0 for none.")
@by
@as_json
@click.pass_obj
def work(
    shell: Shell,
    number: int,
    hours: Decimal | None,
    after_hours: bool | None,
    mac: bool | None,
    warranty: bool | None,
    release: str | None,
    deployment: int | None,
    by: str,
    as_json: bool,
) -> None:
    """Note what a ticket's work took, and what tells how it is charged."""
    from processor.services.billing import Work

    said = Work(by, hours, after_hours, mac, warranty, release, deployment)
    _tell(shell.app().billing().work(number, said, utc_now()), as_json=as_json)


@click.command()
@number_argument()
@click.argument("treatment", type=words_of(Treatment))
@click.option("--reason", required=True, help="Why; the customer may ask.")
@by
@as_json
@click.pass_obj
def treat(shell: Shell, number: int, treatment: str, reason: str, by: str, as_json: bool) -> None:
    """Decide how a ticket is charged: a person's decision stands above the rules."""
    _tell(shell.app().billing().treat(number, Treatment(treatment), reason, by, utc_now()), as_json=as_json)


def charge_words(charge: "Charge") -> str:
    """How a ticket is charged, in a line."""
    name = "never" if charge.treatment is None else _words(charge.treatment)
    by = f" (decided by {one_line(charge.decided_by)})" if charge.decided_by else ""
    final = ", final" if charge.final else ""
    return f"{name}{final}: {one_line(charge.why)}{by}"


def _tell(charge: "Charge", *, as_json: bool) -> None:
    if as_json:
        show.json_line(charge)
        return
    click.echo(f"{ticket_number(charge.ticket)} is {charge_words(charge)}")


def _plain(row: "Charge") -> dict[str, object]:
    plain = show.plain(row)
    assert isinstance(plain, dict)
    return plain


def _cells(row: "Charge") -> tuple[str, ...]:
    marks = {"after hours": row.after_hours, "MAC": row.moves_adds_changes}
    return (
        ticket_number(row.ticket),
        row.customer or "-",
        ("" if row.treatment is None else _words(row.treatment)) + ("" if row.final else " (so far)"),
        "-" if row.hours is None else f"{row.hours:f}",
        ", ".join(name for name, marked in marks.items() if marked) or "-",
        row.release or "-",
        "-" if row.closed_at is None else f"{row.closed_at:%Y-%m-%d}",
        row.why,
    )


def _words(treatment: Treatment) -> str:
    return treatment.value.replace("_", " ")
