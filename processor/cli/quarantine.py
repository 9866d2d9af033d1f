"""`signoff quarantine`: messages that could not be handled."""

import sys
from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line
from processor.clock import utc_now
from processor.errors import Refused

if TYPE_CHECKING:
    from processor.store.quarantine import QuarantineRow
    from processor.store.store import Store

FETCH = click.argument("fetch", type=click.IntRange(min=1), metavar="ID")


@click.group()
def quarantine() -> None:
    """Messages that could not be handled: list, show, retry, release."""


@quarantine.command("list")
@as_json
@click.pass_obj
def list_messages(shell: Shell, as_json: bool) -> None:
    """List what is in quarantine, the oldest first."""
    rows = shell.app().store.quarantine.list()
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    cells = (
        (str(row.fetch_id), row.mailbox, moment(row.received_at), f"{row.size:,}", str(row.attempts), row.reason)
        for row in rows
    )
    show.table((">Id", "Mailbox", "Received", ">Bytes", ">Tries", "Why"), cells, empty="quarantine is empty")


@quarantine.command("show")
@FETCH
@click.option("--raw", is_flag=True, help="Write the message's bytes to standard output, as they were fetched.")
@as_json
@click.pass_obj
def show_message(shell: Shell, fetch: int, raw: bool, as_json: bool) -> None:
    """Show why a message is in quarantine; with --raw the message itself."""
    store = shell.app().store
    row = _row(store, fetch)
    if raw:
        if not row.digest:
            raise Refused(f"the server never served message {fetch}: there are no bytes; retry fetches it again")
        sys.stdout.buffer.write(store.fetches.raw(row.digest))
        return
    if as_json:
        show.json_line(row)
        return
    show.facts(
        (
            ("message", f"{row.fetch_id}, uid {row.uid} of {row.folder} in {row.mailbox}"),
            ("received", moment(row.received_at)),
            ("size", f"{row.size:,} bytes" if row.digest else "never served by the server"),
            ("sha256", row.digest),
            ("since", moment(row.since)),
            ("tries", str(row.attempts)),
            ("why", one_line(row.reason)),
        )
    )


@quarantine.command()
@FETCH
@by
@click.pass_obj
def retry(shell: Shell, fetch: int, by: str) -> None:
    """Handle the message again, as if it had just come."""
    shell.app().quarantine().retry(fetch, by, utc_now())
    click.echo(f"message {fetch} is handled again by the daemon, or by `signoff once`")


@quarantine.command()
@FETCH
@by
@click.pass_obj
def release(shell: Shell, fetch: int, by: str) -> None:
    """Close the case: a person has dealt with the message elsewhere."""
    shell.app().quarantine().release(fetch, by, utc_now())
    click.echo(f"message {fetch} is released; its outcome stays quarantined")


def _row(store: "Store", fetch: int) -> "QuarantineRow":
    for row in store.quarantine.list():
        if row.fetch_id == fetch:
            return row
    raise Refused(f"message {fetch} is not in quarantine; see signoff quarantine list")
