"""`signoff ticket`: a CSM's work on tickets."""

import click

from processor.cli.ticket.billing import billing, treat, work
from processor.cli.ticket.opening import open_ticket
from processor.cli.ticket.reading import list_tickets, show_ticket
from processor.cli.ticket.working import assign, close, merge, note, relabel, reply, split


@click.group()
def ticket() -> None:
    """Tickets: open, list, show, reply, note, close, assign, relabel, merge, split, work, treat, billing."""


for command in (open_ticket, list_tickets, show_ticket, reply, note, close, assign, relabel, merge, split, work, treat):
    ticket.add_command(command)
ticket.add_command(billing)
