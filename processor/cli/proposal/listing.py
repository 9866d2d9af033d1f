"""`signoff proposal list` and `signoff proposal scope-log`."""

from typing import TYPE_CHECKING, Final

import click

from models.vocabulary import ProposalState
from processor.cli import show
from processor.cli.csvrows import csv_text
from processor.cli.options import as_json, limit, words_of
from processor.cli.proposal.naming import amount, name_of, state_words
from processor.cli.shell import Shell
from processor.cli.words import moment, ticket_number
from processor.errors import Refused

if TYPE_CHECKING:
    from processor.store.views.proposals import ProposalLine
    from processor.store.views.scope import ScopeRow

COLUMNS: Final = (">Proposal", "State", ">Version", ">Price", "Customer", ">Ticket", "Until", "Title")
CSV_HEADER: Final = (
    "number",
    "version",
    "title",
    "customer",
    "ticket",
    "hours",
    "price",
    "currency",
    "accepted_at",
    "vendor_acceptances",
    "customer_acceptances",
)
"""The first line of the scope log as CSV; columns may be added at its end, and never change."""

customer_option = click.option("--customer", metavar="NAME", default="", help="Only this customer's.")


@click.command("list")
@click.option("--state", "states", type=words_of(ProposalState), multiple=True, help="Only in this state; repeatable.")
@customer_option
@limit
@as_json
@click.pass_obj
def list_proposals(shell: Shell, states: tuple[str, ...], customer: str, limit: int, as_json: bool) -> None:
    """List proposals, the newest first."""
    lines = shell.app().store.views.proposals(tuple(map(ProposalState, states)), customer, limit)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    show.table(COLUMNS, (_cells(line) for line in lines), empty="no proposals; see signoff proposal draft --help")


def _cells(line: "ProposalLine") -> tuple[str, ...]:
    draft = f" (v{line.sent_version} sent)" if 0 < line.sent_version < line.version else ""
    return (
        name_of(line.number),
        state_words(line.state),
        f"{line.version}{draft}",
        amount(line.price, line.currency) or "-",
        line.customer or "-",
        ticket_number(line.ticket_number),
        line.valid_until,
        line.title,
    )


@click.command("scope-log")
@customer_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header, for spreadsheets.")
@as_json
@click.pass_obj
def scope_log(shell: Shell, customer: str, as_csv: bool, as_json: bool) -> None:
    """Show what was accepted: every proposal that both sides have approved, in the order of numbers."""
    if as_csv and as_json:
        raise click.UsageError("give --csv or --json, not both")
    app = shell.app()
    if customer:
        app.people().customer(customer)
    rows = app.store.views.scope_log(customer)
    if as_json:
        for row in rows:
            show.json_line(row)
    elif as_csv:
        click.echo(csv_text(CSV_HEADER, map(_plain, rows)), nl=False)
    else:
        columns = (">Proposal", "Accepted", ">Price", ">Hours", "Customer", ">Ticket", "Acceptances", "Title")
        show.table(columns, (_scope_cells(row) for row in rows), empty="nothing is accepted yet")


def _scope_cells(row: "ScopeRow") -> tuple[str, ...]:
    return (
        f"{name_of(row.number)} v{row.version}",
        moment(row.accepted_at),
        amount(row.price, row.currency) or "-",
        "-" if row.hours is None else f"{row.hours:f}",
        row.customer or "-",
        ticket_number(row.ticket_number),
        " ".join(row.acceptances) or "-",
        row.title,
    )


def _plain(row: "ScopeRow") -> dict[str, object]:
    plain = show.plain(row)
    assert isinstance(plain, dict)
    return plain | {"ticket": row.ticket_number, "accepted_at": _iso(row)}


def _iso(row: "ScopeRow") -> str:
    if row.accepted_at is None:
        raise Refused(f"{name_of(row.number)} is accepted, and no acceptance says when: signoff doctor")
    return str(show.plain(row.accepted_at))
