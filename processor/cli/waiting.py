"""`signoff queue ask|snooze|wake|steps|undo`: items that wait out of sight, and what was done with them."""

from datetime import timedelta

import click

from processor.cli import show
from processor.cli.options import as_json, by, limit, text_or_stdin, to
from processor.cli.shell import Shell
from processor.cli.ticket.answer import tell
from processor.cli.words import moment, ticket_number
from processor.clock import utc_now

ITEM = click.argument("item", type=click.IntRange(min=1), metavar="ITEM")
STEP_COLUMNS = (">Step", ">Ticket", "What", "By", "At", "Undo", "Text")
_LONGEST_DAYS = 366


@click.command()
@ITEM
@click.argument("text", required=False, metavar="[TEXT|-]")
@to
@by
@as_json
@click.pass_obj
def ask(shell: Shell, item: int, text: str | None, to: str, by: str, as_json: bool) -> None:
    """Ask the customer; the item is out of sight until they answer. Without TEXT, or with -, from standard input."""
    from processor.facts.causes import Ask

    app = shell.app()
    number = app.store.views.review(item).ticket_number
    applied = app.tickets().work(number, Ask(by, text_or_stdin(text, "question"), to=to), utc_now())
    tell(applied, "waits for the customer's answer", as_json=as_json, item=item)


@click.command()
@ITEM
@click.option(
    "--days", type=click.FloatRange(0, _LONGEST_DAYS, min_open=True), default=1.0, show_default=True, help="How long."
)
@by
@as_json
@click.pass_obj
def snooze(shell: Shell, item: int, days: float, by: str, as_json: bool) -> None:
    """Put an item out of sight for some days, or until the customer writes."""
    from processor.facts.causes import Snooze

    now = utc_now()
    until = now + timedelta(days=days)
    applied = shell.app().tickets().review(item, Snooze(by, until), now)
    tell(applied, f"is out of sight until {moment(until)}", as_json=as_json, item=item)


@click.command()
@ITEM
@by
@as_json
@click.pass_obj
def wake(shell: Shell, item: int, by: str, as_json: bool) -> None:
    """Bring an item back into sight."""
    from processor.facts.causes import Wake

    tell(shell.app().tickets().review(item, Wake(by), utc_now()), "is in sight again", as_json=as_json, item=item)


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=1, show_default=True, help="Of so many days.")
@click.option("--person", default="", metavar="NAME", help="Only what this person did.")
@limit
@as_json
@click.pass_obj
def steps(shell: Shell, days: int, person: str, limit: int, as_json: bool) -> None:
    """List what people did with tickets and queue items, the newest first, and whether it can be undone."""
    lines = shell.app().store.views.steps(utc_now() - timedelta(days=days), person, limit=limit)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    show.table(
        STEP_COLUMNS,
        (
            (
                str(line.step_id),
                ticket_number(line.ticket_number),
                line.what.value,
                line.by,
                moment(line.at),
                "undone" if line.undone_at else "no" if line.why_not else "yes",
                line.text,
            )
            for line in lines
        ),
        empty="nothing was done",
    )


@click.command()
@click.argument("step", type=click.IntRange(min=1), metavar="STEP")
@by
@as_json
@click.pass_obj
def undo(shell: Shell, step: int, by: str, as_json: bool) -> None:
    """Take back what you did, as queue steps numbers it, while nothing of it has left and nobody went on from it."""
    applied = shell.app().tickets().undo(step, by, utc_now())
    tell(applied, f"is as it was before step {step}", as_json=as_json)
