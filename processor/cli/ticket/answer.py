"""What a command says once it has changed a ticket."""

from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.cli.words import plural, ticket_number

if TYPE_CHECKING:
    from processor.store.apply import Applied


def tell(applied: "Applied", what: str, *, as_json: bool, number: int | None = None, item: int | None = None) -> None:
    """Print what became of a command on a ticket: for a script its number and the ids of the mails queued.

    `item` is the queue item that was decided, where one was.
    """
    of = applied.ticket_number if number is None else number
    if as_json:
        decided = {} if item is None else {"item": item}
        show.json_line({"ticket": of, "opened": applied.opened, "outbox": list(applied.outbox_ids), **decided})
        return
    mails = f"; {plural(len(applied.outbox_ids), 'mail')} queued" if applied.outbox_ids else ""
    click.echo(f"{ticket_number(of)} {what}{mails}")
