"""`signoff queue`: what waits for a CSM."""

from typing import TYPE_CHECKING

import click

from models.vocabulary import CaseReason, Category, ReviewReason, ReviewState, Severity
from processor.cli import show
from processor.cli.exits import FAILED
from processor.cli.labels import category_option, labels, reason_option, severity_option
from processor.cli.options import as_json, by, limit, words_of
from processor.cli.shell import Shell
from processor.cli.ticket.answer import tell
from processor.cli.waiting import ITEM, ask, snooze, steps, undo, wake
from processor.cli.why import print_why
from processor.cli.words import moment, one_line, plural, ticket_number
from processor.clock import utc_now
from processor.errors import Refused, SignoffError

if TYPE_CHECKING:
    from processor.store.views.reviews import ReviewLine
    from processor.store.views.views import Views

ROW = click.IntRange(min=1)


@click.group()
def queue() -> None:
    """What waits for a person: list, show, confirm, correct, ask, snooze, wake; what was done, and undo."""


@queue.command("list")
@click.option("--all", "every", is_flag=True, help="Also the items that are decided.")
@click.option("--reason", "reasons", type=words_of(ReviewReason), multiple=True, help="Only for this; repeatable.")
@click.option("--asleep", is_flag=True, help="Those that are out of sight: snoozed, or waiting for an answer.")
@limit
@as_json
@click.pass_obj
def list_items(shell: Shell, every: bool, reasons: tuple[str, ...], asleep: bool, limit: int, as_json: bool) -> None:
    """List queue items by what is at stake: response due, severity, uncertainty, age; with --all the oldest first."""
    views, wanted = shell.app().store.views, tuple(map(ReviewReason, reasons))
    lines = views.reviews(None, limit, wanted) if every else _in_order(views, wanted, limit, asleep=asleep)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    columns = (">Item", ">Ticket", "Why", "Labels so far", "From", "Since", "Subject")
    show.table(columns, (_cells(line) for line in lines), empty="nothing waits")


def _in_order(
    views: "Views", reasons: tuple[ReviewReason, ...], limit: int, *, asleep: bool
) -> tuple["ReviewLine", ...]:
    from processor.store.views.queue import QueueFilter

    page = views.queue(utc_now(), QueueFilter(reasons=reasons, asleep=asleep, limit=limit))
    known = {line.review_id: line for line in views.reviews(ReviewState.OPEN, page.waiting + page.asleep, reasons)}
    return tuple(known[line.review_id] for line in page.lines if line.review_id in known)


def _cells(line: "ReviewLine") -> tuple[str, ...]:
    return (
        str(line.review_id),
        ticket_number(line.ticket_number),
        " ".join(line.reasons) if line.state is ReviewState.OPEN else f"{line.verdict} by {line.decided_by}",
        labels(line.category, line.severity, line.reason),
        line.requester or "-",
        moment(line.opened_at),
        line.subject or "(no subject)",
    )


@queue.command("show")
@ITEM
@as_json
@click.pass_obj
def show_item(shell: Shell, item: int, as_json: bool) -> None:
    """Show one queue item, with what the model said and the message's text."""
    from processor.services.nearest import Nearest

    store = shell.app().store
    line = store.views.review(item)
    view = store.views.ticket(line.ticket_number)
    verdict = view.verdicts[-1] if view.verdicts else None
    near = Nearest(store).mails(verdict.nearest) if verdict else ()
    if as_json:
        text = view.messages[-1].new_text if view.messages else ""
        show.json_line({"review": line, "model": verdict, "nearest_mails": near, "new_text": text})
        return
    click.secho(f"{ticket_number(line.ticket_number)}  {one_line(line.subject) or '(no subject)'}", bold=True)
    show.facts(
        (
            ("waits for", ", ".join(line.reasons)),
            ("", line.text),
            ("labels", labels(line.category, line.severity, line.reason)),
            ("from", one_line(line.requester)),
            ("customer", one_line(line.customer)),
            ("since", moment(line.opened_at)),
            ("decided", f"{line.verdict} by {line.decided_by}, {moment(line.decided_at)}" if line.decided_by else ""),
        )
    )
    if verdict:
        print_why(verdict, near)
    show.heading(f"Last of {plural(len(view.messages), 'message')}")
    for message in view.messages[-1:]:
        show.body(message.new_text or message.text)


@queue.command()
@click.argument("items", nargs=-1, required=True, type=ROW, metavar="ITEM...")
@by
@as_json
@click.pass_obj
def confirm(shell: Shell, items: tuple[int, ...], by: str, as_json: bool) -> None:
    """The labels are right, or the item is seen.

    Each of several items is decided by itself: what fails is told, and the others are done.
    Exit code 1 if any failed.
    """
    from processor.facts.causes import Confirm

    tickets = shell.app().tickets()
    each = tuple(dict.fromkeys(items))
    failed = False
    for item in each:
        try:
            applied = tickets.review(item, Confirm(by), utc_now())
        except SignoffError as error:
            if as_json:
                show.json_line({"item": item, "error": str(error)})
            if len(each) == 1:
                raise
            click.echo(f"signoff: item {item}: {one_line(str(error))}", err=True)
            failed = True
        else:
            tell(applied, "is confirmed", as_json=as_json, item=item)
    if failed:
        raise SystemExit(FAILED)


@queue.command()
@ITEM
@category_option
@severity_option
@reason_option
@by
@as_json
@click.pass_obj
def correct(
    shell: Shell, item: int, category: str | None, severity: int | None, reason: str | None, by: str, as_json: bool
) -> None:
    """Put other labels; what is not given stays. A person's labels are never overwritten by the model."""
    from processor.facts.causes import Correct

    if category is None and severity is None and reason is None:
        raise Refused("nothing to correct: give --category, --severity or --reason, or confirm what stands")
    command = Correct(
        by,
        Category(category) if category else None,
        Severity(severity) if severity else None,
        CaseReason(reason) if reason else None,
    )
    tell(shell.app().tickets().review(item, command, utc_now()), "is corrected", as_json=as_json, item=item)


for command in (ask, snooze, wake, steps, undo):
    queue.add_command(command)
