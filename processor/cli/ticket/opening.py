"""`signoff ticket open`: for what did not come by mail."""

import click

from models.vocabulary import CaseReason, Category, Severity, Source
from processor.cli.labels import category_option, reason_option, severity_option
from processor.cli.options import as_json, by, text_or_stdin
from processor.cli.shell import Shell
from processor.cli.ticket.answer import tell
from processor.clock import utc_now
from processor.errors import Refused
from processor.facts.addresses import written_person


@click.command("open")
@click.option(
    "--source",
    required=True,
    type=click.Choice([Source.MEETING.value, Source.PHONE.value]),
    help="How the request reached us.",
)
@click.option("--from", "requester", metavar="ADDRESS", default="", help='Who asked: an address, or "Name <address>".')
@click.option("--subject", default="", help="One line that says what it is about.")
@click.option("--body", metavar="TEXT", help="What was asked; - reads standard input.")
@category_option
@severity_option
@reason_option
@by
@as_json
@click.pass_obj
def open_ticket(
    shell: Shell,
    source: str,
    requester: str,
    subject: str,
    body: str | None,
    category: str | None,
    severity: int | None,
    reason: str | None,
    by: str,
    as_json: bool,
) -> None:
    """Open a ticket for a request made in a meeting or by phone."""
    from processor.facts.causes import OpenByHand

    name, address = _person(requester)
    command = OpenByHand(
        by=by,
        source=Source(source),
        address=address,
        name=name,
        subject=subject,
        body=text_or_stdin(body, "body") if body is not None else "",
        category=Category(category) if category else None,
        severity=Severity(severity) if severity else None,
        reason=CaseReason(reason) if reason else None,
    )
    applied = shell.app().tickets().open_by_hand(command, utc_now())
    tell(applied, "is open", as_json=as_json)


def _person(given: str) -> tuple[str, str]:
    """Name and address; an empty text is nobody. Raises Refused for what holds no address."""
    try:
        return written_person(given)
    except ValueError:
        raise Refused(f"{given!r} is no mail address: give one such as anna@customer.example") from None
