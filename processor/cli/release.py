"""`signoff release`: which releases there are, what they resolve, and telling customers that one is out."""

from typing import TYPE_CHECKING

import click

from models.vocabulary import Language
from processor.cli import show
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line, plural, ticket_number
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.releases import Announced, Resolved

_RELEASE = click.argument("release", metavar="RELEASE")


class Notes(click.ParamType[tuple[str, str]]):
    """What is new, in one language: `en=Invoices can be exported again.`"""

    name = "notes"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Language and words; fails for anything else."""
        language, sign, words = str(value).partition("=")
        if not sign or language not in set(Language) or not words.strip():
            known = ", ".join(f"{one.value}=…" for one in Language)
            self.fail(f"{value!r}: customers read it in their language, so say which: {known}", param, ctx)
        return language, words.strip()


@click.group()
def release() -> None:
    """Releases, numbered year-number.version: list, show, announce."""


@release.command("list")
@as_json
@click.pass_obj
def list_releases(shell: Shell, as_json: bool) -> None:
    """List the releases that tickets name, the newest planned first."""
    lines = shell.app().releases().list()
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    cells = ((one.name, moment(one.announced_at) or "-", one.entered_by, moment(one.entered_at)) for one in lines)
    empty = "no releases; name one with signoff ticket work NUMBER --release"
    show.table(("Release", "Announced", "Entered by", "Entered"), cells, empty=empty)


@release.command("show")
@_RELEASE
@as_json
@click.pass_obj
def show_release(shell: Shell, release: str, as_json: bool) -> None:
    """Show the tickets that a release resolves, and who would be told of it now."""
    rows = shell.app().releases().resolves(release, utc_now())
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    columns = (">Ticket", "State", "Customer", "Requester", "Is told", "Subject")
    show.table(columns, (_cells(row) for row in rows), empty=f"no ticket names release {release}")


@release.command()
@_RELEASE
@click.option("--notes", type=Notes(), multiple=True, metavar="LANGUAGE=TEXT", help="What is new; repeatable.")
@click.option("--close", is_flag=True, help="Close the tickets that it resolves.")
@by
@as_json
@click.pass_obj
def announce(
    shell: Shell, release: str, notes: tuple[tuple[str, str], ...], close: bool, by: str, as_json: bool
) -> None:
    """Tell the customers on software care that a release is out, each of their own tickets, once."""
    done = shell.app().releases().announce(release, notes, by, utc_now(), close=close)
    if as_json:
        show.json_line(done)
        return
    _tell(done)


def _tell(done: "Announced") -> None:
    click.echo(f"release {done.release} is announced: {plural(len(done.told), 'mail')} queued")
    for address in done.told:
        click.echo(f"  {one_line(address)}")
    for one in done.left_out:
        click.echo(f"  {ticket_number(one.ticket)} is left out: {one.left_out}")
    if done.closed:
        click.echo(f"closed: {', '.join(map(ticket_number, done.closed))}")
    for number, why in done.still_open:
        click.echo(f"  {ticket_number(number)} stays open: {one_line(why)}")


def _cells(row: "Resolved") -> tuple[str, ...]:
    return (
        ticket_number(row.ticket),
        row.state.value,
        row.customer or "-",
        row.requester or "-",
        "yes" if not row.left_out else f"no: {row.left_out}",
        row.subject,
    )
