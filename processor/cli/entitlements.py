"""`signoff customer irs` and `signoff customer voucher`: what a customer has bought."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from models.vocabulary import EntitlementKind
from processor.cli import show
from processor.cli.deployment.naming import Amount, Day
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import one_line, ticket_number
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.billing import Bought
    from processor.store.entitlements import EntitlementLine

_CUSTOMER = click.argument("customer", metavar="CUSTOMER")


@click.command()
@_CUSTOMER
@click.option("--from", "first", type=Day(), default=None, metavar="DAY", help="The first day; today unless given.")
@click.option("--to", "last", type=Day(), default=None, metavar="DAY", help="The last day; alone, it ends what runs.")
@by
@as_json
@click.pass_obj
def irs(shell: Shell, customer: str, first: date | None, last: date | None, by: str, as_json: bool) -> None:
    """The customer has the Issue Resolution Service, software care included, between these days."""
    service = shell.app().billing()
    service.resolve_issues(customer, by, first, last, utc_now())
    _tell(service.bought(customer), customer, as_json=as_json)


@click.command()
@_CUSTOMER
@click.argument("hours", type=Amount())
@click.option("--note", default="", help="What it is: an order, an invoice.")
@by
@as_json
@click.pass_obj
def voucher(shell: Shell, customer: str, hours: Decimal, note: str, by: str, as_json: bool) -> None:
    """The customer bought a service voucher of so many hours; tickets draw it down when they are closed."""
    service = shell.app().billing()
    service.add_voucher(customer, hours, by, note, utc_now())
    _tell(service.bought(customer), customer, as_json=as_json)


def print_bought(bought: "Bought") -> None:
    """What a customer has bought, and what became of it; nothing where it has bought nothing."""
    if not bought.granted:
        return
    show.heading("Bought")
    for one in bought.granted:
        click.echo(f"  {_words(one)}")
    if any(one.kind is EntitlementKind.VOUCHER for one in bought.granted):
        drawn = "; ".join(f"{one.hours:f} h by {ticket_number(one.ticket_number)}" for one in bought.drawn)
        click.echo(f"  {bought.balance:f} h are left{f'; drawn: {drawn}' if drawn else ''}")


def _words(one: "EntitlementLine") -> str:
    note = f" ({one_line(one.note)})" if one.note else ""
    if one.kind is EntitlementKind.VOUCHER:
        hours = one.hours if one.hours is not None else Decimal(0)
        return f"service voucher of {hours:f} h, {one.first_day}, entered by {one_line(one.by)}{note}"
    until = f" to {one.last_day}" if one.last_day else ""
    return f"Issue Resolution Service from {one.first_day}{until}, entered by {one_line(one.by)}{note}"


def _tell(bought: "Bought", customer: str, *, as_json: bool) -> None:
    if as_json:
        show.json_line(bought)
        return
    click.echo(f"{one_line(customer)}:")
    print_bought(bought)
