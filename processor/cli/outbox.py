"""`signoff outbox`: what leaves, what waits, and why."""

import sys
from typing import TYPE_CHECKING

import click

from models.vocabulary import OutboxState, Switch
from processor.cli import show
from processor.cli.options import as_json, by, limit, words_of
from processor.cli.shell import Shell
from processor.cli.words import calm, moment, one_line, ticket_number
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.store.outbox import OutboxRow

MAIL = click.argument("mail", type=click.IntRange(min=1), metavar="ID")


@click.group()
def outbox() -> None:
    """Outgoing mail: list, show, retry, cancel."""


@outbox.command("list")
@click.option("--state", type=words_of(OutboxState), help="Only mails in this state.")
@limit
@as_json
@click.pass_obj
def list_mails(shell: Shell, state: str | None, limit: int, as_json: bool) -> None:
    """List outgoing mails, the newest first."""
    store = shell.app().store
    rows = store.outbox.list(OutboxState(state) if state else None, limit)
    paused = store.pauses.paused(Switch.OUTBOX)
    if paused:
        said = f"the outbox is paused by {paused.by} since {moment(paused.at)}: {paused.reason}"
        click.secho(one_line(said), fg="yellow", err=True)
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    columns = (">Id", "State", "Mail", "To", ">Ticket", "Queued", ">Tries", "Last word")
    show.table(columns, (_cells(row) for row in rows), empty="no mails")


def _cells(row: "OutboxRow") -> tuple[str, ...]:
    return (
        str(row.outbox_id),
        "bounced" if row.bounced_at else row.state.value,
        row.template,
        row.recipient,
        ticket_number(row.ticket_number or None) or "-",
        moment(row.created_at),
        str(row.attempts),
        row.bounce_status or row.proof or row.last_error,
    )


@outbox.command("show")
@MAIL
@click.option("--raw", is_flag=True, help="Write the mail's bytes to standard output, as they leave.")
@as_json
@click.pass_obj
def show_mail(shell: Shell, mail: int, raw: bool, as_json: bool) -> None:
    """Show what became of one mail; with --raw the mail itself."""
    store = shell.app().store
    if raw:
        sys.stdout.buffer.write(store.outbox.raw(mail))
        return
    row = store.outbox.get(mail)
    if as_json:
        show.json_line(row)
        return
    show.facts(
        (
            ("mail", f"{row.outbox_id}, {row.template}{', automatic' if row.automatic else ''}"),
            ("state", row.state.value),
            ("ticket", ticket_number(row.ticket_number or None)),
            ("from", one_line(row.sender)),
            ("to", one_line(row.recipient)),
            ("message id", one_line(row.message_id)),
            ("queued", moment(row.created_at)),
            ("sent", moment(row.sent_at)),
            ("next try", moment(row.not_before) if row.state is OutboxState.QUEUED else ""),
            ("tries", str(row.attempts)),
            ("last error", calm(row.last_error)),
            ("proof", calm(row.proof)),
            ("bounced", f"{moment(row.bounced_at)} {row.bounce_status}" if row.bounced_at else ""),
        )
    )


@outbox.command()
@MAIL
@by
@click.pass_obj
def retry(shell: Shell, mail: int, by: str) -> None:
    """Send a mail again that waits, failed or is uncertain. An uncertain one may then arrive twice: you decide."""
    shell.app().outbox().retry(mail, by, utc_now())
    click.echo(f"mail {mail} is queued again")


@outbox.command()
@MAIL
@by
@click.pass_obj
def cancel(shell: Shell, mail: int, by: str) -> None:
    """Never send a mail that waits, failed or is uncertain."""
    shell.app().outbox().cancel(mail, by, utc_now())
    click.echo(f"mail {mail} will not be sent")
