"""`signoff ticket list` and `signoff ticket show`."""

import textwrap
from dataclasses import fields
from typing import TYPE_CHECKING

import click

from models.vocabulary import Category, Direction, TicketState
from processor.cli import show
from processor.cli.labels import category_option, labels
from processor.cli.options import as_json, limit, number_argument, words_of
from processor.cli.shell import Shell
from processor.cli.ticket.billing import charge_words
from processor.cli.ticket.clock import print_clock
from processor.cli.why import WIDTH, print_why
from processor.cli.words import calm, moment, one_line, plural, ticket_number
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.billing import Charge
    from processor.store.views.tickets import MessageLine, TicketLine, TicketView

_NAMES = 13
"""How wide the longest name of a fact is, with the air behind it."""

COLUMNS = (">Ticket", "State", "Labels", "From", "Owner", "Opened", "Subject")


@click.command("list")
@click.option("--state", "states", type=words_of(TicketState), multiple=True, help="Only in this state; repeatable.")
@click.option("--assignee", metavar="NAME", help="Only this owner's; an empty name for nobody's.")
@click.option("--customer", metavar="NAME", default="", help="Only this customer's.")
@category_option
@click.option("--text", default="", help="Only with all of these words, wherever they stand in it.")
@limit
@as_json
@click.pass_obj
def list_tickets(
    shell: Shell,
    states: tuple[str, ...],
    assignee: str | None,
    customer: str,
    category: str | None,
    text: str,
    limit: int,
    as_json: bool,
) -> None:
    """List tickets, the newest first."""
    from processor.store.views.search import SearchFilter
    from processor.store.views.tickets import TicketFilter

    views = shell.app().store.views
    in_states = tuple(TicketState(state) for state in states)
    label = Category(category) if category else None
    if text.strip():
        hits = views.search(SearchFilter(text, in_states, customer, label, assignee, limit))
        lines = tuple(hit.line for hit in hits)
    else:
        lines = views.tickets(TicketFilter(in_states, assignee, customer, label, limit=limit))
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    show.table(COLUMNS, (_cells(line) for line in lines), empty="no tickets")


def _cells(line: "TicketLine") -> tuple[str, ...]:
    waits = " (queue)" if line.open_review_id else ""
    return (
        ticket_number(line.number),
        f"{line.state}{waits}",
        labels(line.category, line.severity, None),
        line.customer or line.requester or "-",
        line.assignee or "-",
        moment(line.opened_at),
        line.subject or "(no subject)",
    )


@click.command("show")
@number_argument()
@click.option("--bodies", is_flag=True, help="Also the messages' texts.")
@as_json
@click.pass_obj
def show_ticket(shell: Shell, number: int, bodies: bool, as_json: bool) -> None:
    """Show one ticket: its labels, response clock, messages and everything that happened to it."""
    from processor.services.nearest import Nearest

    app = shell.app()
    store = app.store
    view = store.views.ticket(number)
    charge = app.billing().charge(number, utc_now())
    clock = app.promises().proof(number, utc_now())
    last = view.verdicts[-1] if view.verdicts else None
    near = Nearest(store).mails(last.nearest) if last else ()
    if as_json:
        show.json_line(_plain(view) | {"nearest_mails": near, "charge": charge, "response": clock})
        return
    _head(view, charge)
    print_clock(clock)
    if last:
        print_why(last, near)
    show.heading(plural(len(view.messages), "message"))
    for message in view.messages:
        _message(message, bodies=bodies)
    show.heading("What happened")
    for entry in view.entries:
        click.echo(f"  {moment(entry.at)}  {entry.kind.value:<18} {one_line(entry.by)}: {one_line(entry.text, 160)}")


def _plain(view: "TicketView") -> dict[str, object]:
    """What list gives of a ticket, and all that belongs to it; not the token, which lets anybody write into it."""
    parts = {"parties": view.parties, "messages": view.messages, "entries": view.entries, "verdicts": view.verdicts}
    return {field.name: getattr(view.line, field.name) for field in fields(view.line)} | parts


def _head(view: "TicketView", charge: "Charge") -> None:
    line = view.line
    click.secho(f"{ticket_number(line.number)}  {one_line(line.subject) or '(no subject)'}", bold=True)
    others = [party for party in view.parties if party.casefold() != line.requester.casefold()]
    asked = f"{line.requester_name} <{line.requester}>" if line.requester_name else line.requester
    show.facts(
        (
            ("state", line.state.value),
            ("labels", f"{labels(line.category, line.severity, line.reason)} (by {line.decided_by})"),
            ("queue", f"waits as item {line.open_review_id}" if line.open_review_id else ""),
            ("from", one_line(asked) or "nobody known"),
            ("also", ", ".join(map(one_line, others))),
            ("customer", one_line(line.customer)),
            ("owner", one_line(line.assignee)),
            ("source", f"{line.source}{f', mailbox {line.mailbox}' if line.mailbox else ''}"),
            ("language", line.language),
            ("opened", moment(line.opened_at)),
            ("closed", moment(line.closed_at)),
            ("charged", textwrap.fill(charge_words(charge), WIDTH - _NAMES)),
            ("resolved in", charge.release),
            ("goes on in", ticket_number(line.merged_into or None)),
            ("follows", ticket_number(line.linked_to or None)),
        )
    )


def _message(message: "MessageLine", *, bodies: bool) -> None:
    arrow = {Direction.IN: "from", Direction.OUT: "sent by", Direction.NOTE: "note by"}[message.direction]
    who = one_line(message.author or message.from_name or message.from_address or "signoff")
    address = f" <{one_line(message.from_address)}>" if message.from_address and message.from_address != who else ""
    marks = "".join(
        word
        for word, applies in ((", unverified", not message.verified), (", automatic", message.automatic))
        if applies
    )
    files = plural(len(message.attachments), "attachment") if message.attachments else ""
    row = click.style(f"[{message.message_row}]", dim=True)
    click.echo(f"  {row} {moment(message.at)}  {arrow} {who}{address}{marks}{f'  {files}' if files else ''}")
    if bodies:
        show.body(calm(message.new_text or message.text))
        click.echo()
