"""The commands that change a ticket: reply, note, close, assign, relabel, merge, split."""

import click

from models.vocabulary import CaseReason, Category, Severity
from processor.cli.labels import category_option, reason_option, severity_option
from processor.cli.options import NUMBER, as_json, by, number_argument, text_or_stdin, to
from processor.cli.shell import Shell
from processor.cli.ticket.answer import tell
from processor.cli.words import one_line, ticket_number
from processor.clock import utc_now

TEXT = click.argument("text", required=False, metavar="[TEXT|-]")


@click.command()
@number_argument()
@TEXT
@click.option("--wait", is_flag=True, help="The ticket waits for the customer's answer.")
@to
@by
@as_json
@click.pass_obj
def reply(shell: Shell, number: int, text: str | None, wait: bool, to: str, by: str, as_json: bool) -> None:
    """Answer the customer; without TEXT, or with -, the answer is read from standard input."""
    from processor.facts.causes import Reply

    command = Reply(by, text_or_stdin(text, "answer"), wait, to=to)
    tell(shell.app().tickets().work(number, command, utc_now()), "is answered", as_json=as_json, number=number)


@click.command()
@number_argument()
@TEXT
@by
@as_json
@click.pass_obj
def note(shell: Shell, number: int, text: str | None, by: str, as_json: bool) -> None:
    """Note something that stays inside; without TEXT, or with -, it is read from standard input."""
    from processor.facts.causes import Note

    command = Note(by, text_or_stdin(text, "note"))
    tell(shell.app().tickets().work(number, command, utc_now()), "has a new note", as_json=as_json, number=number)


@click.command()
@number_argument()
@click.option("--reason", required=True, metavar="TEXT", help="Why; the customer reads it. - reads standard input.")
@click.option("--tell/--quiet", "told", default=True, show_default=True, help="Whether the customer is told.")
@by
@as_json
@click.pass_obj
def close(shell: Shell, number: int, reason: str, told: bool, by: str, as_json: bool) -> None:
    """Close a ticket; the customer is told the reason in their language."""
    from processor.facts.causes import Close

    command = Close(by, text_or_stdin(reason, "reason").strip(), told)
    tell(shell.app().tickets().work(number, command, utc_now()), "is closed", as_json=as_json, number=number)


@click.command()
@number_argument()
@click.argument("name", required=False, default="")
@by
@as_json
@click.pass_obj
def assign(shell: Shell, number: int, name: str, by: str, as_json: bool) -> None:
    """Give a ticket to NAME; without a name, to nobody."""
    from processor.facts.causes import Assign

    applied = shell.app().tickets().work(number, Assign(by, name), utc_now())
    tell(applied, f"belongs to {one_line(name) or 'nobody'}", as_json=as_json, number=number)


@click.command()
@number_argument()
@click.option("--into", required=True, type=NUMBER, metavar="NUMBER", help="The ticket that goes on.")
@by
@as_json
@click.pass_obj
def merge(shell: Shell, number: int, into: int, by: str, as_json: bool) -> None:
    """Merge a ticket into another: the same request, which goes on there."""
    from processor.facts.causes import Merge

    applied = shell.app().tickets().work(number, Merge(by), utc_now(), other=into)
    tell(applied, f"goes on in {ticket_number(into)}", as_json=as_json, number=number)


@click.command()
@number_argument()
@click.option("--message", required=True, type=int, metavar="ROW", help="The message, as ticket show numbers it in [].")
@click.option("--subject", required=True, help="What the new ticket is about.")
@by
@as_json
@click.pass_obj
def split(shell: Shell, number: int, message: int, subject: str, by: str, as_json: bool) -> None:
    """Make one message of a ticket a ticket of its own."""
    from processor.facts.causes import Split

    applied = shell.app().tickets().work(number, Split(by, message, subject), utc_now())
    tell(applied, f"is open, split from {ticket_number(number)}", as_json=as_json)


@click.command()
@number_argument()
@category_option
@severity_option
@reason_option
@by
@as_json
@click.pass_obj
def relabel(
    shell: Shell, number: int, category: str | None, severity: int | None, reason: str | None, by: str, as_json: bool
) -> None:
    """Put other labels on a ticket, also when they were decided before; what is not given stays."""
    from processor.facts.causes import Relabel

    command = Relabel(
        by,
        Category(category) if category else None,
        Severity(severity) if severity else None,
        CaseReason(reason) if reason else None,
    )
    applied = shell.app().tickets().work(number, command, utc_now())
    tell(applied, "has other labels", as_json=as_json, number=number)
