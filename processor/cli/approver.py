"""`signoff approver`: the register of who may approve, for each customer and for us."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from models.vocabulary import ApproverState, Language, Side
from processor.cli import show
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line
from processor.clock import utc_now
from processor.errors import Refused

if TYPE_CHECKING:
    from processor.facts.approvals import ApproverFacts
    from processor.facts.proposals import Money
    from processor.services.register import RegisterLine

_OVER = frozenset({ApproverState.REFUSED, ApproverState.ENDED})
_DAY = click.DateTime(["%Y-%m-%d"])
ENTRY = click.argument("entry", type=click.IntRange(min=1), metavar="ENTRY")
CUSTOMER = click.option("--customer", metavar="NAME", default="", help="Of this customer.")
VENDOR = click.option("--vendor", is_flag=True, help="Of our own side.")


@click.group()
def approver() -> None:
    """Who may approve: add, confirm, refuse, end, list. Every change needs a second person."""


@approver.command()
@click.argument("address")
@CUSTOMER
@VENDOR
@click.option("--name", required=True, help="The person's name, as certificates print it.")
@click.option("--title", default="", help="Their post, as certificates print it.")
@click.option("--user", default="", metavar="NAME", help="Our own approver's user name; needed with --vendor.")
@click.option("--language", type=words_of(Language), default=None, help="The language that they are asked in.")
@click.option("--limit", "limit", metavar="AMOUNT", default=None, help="The highest price that they may approve.")
@click.option("--currency", metavar="CODE", default="", help="The limit's currency, such as EUR.")
@click.option("--from", "first", type=_DAY, metavar="DAY", help="The first day on which it counts, in UTC.")
@click.option("--until", "last", type=_DAY, metavar="DAY", help="The last day on which it counts, in UTC.")
@click.option(
    "--deputy-of", metavar="ADDRESS", default="", help="Whom they stand in for: an approver of the same party."
)
@click.option("--line", "lines", multiple=True, metavar="TEXT", help="A line of their mail signature; repeatable.")
@by
@as_json
@click.pass_obj
def add(shell: Shell, /, address: str, by: str, as_json: bool, **given: Any) -> None:
    """Propose an approver, who counts once a second person has confirmed it and the set time has passed."""
    from processor.facts.proposing import EnterCommand

    party = _party(given["customer"], vendor=given["vendor"])
    register = shell.app().register()
    command = EnterCommand(
        by=by,
        side=Side.CUSTOMER if party else Side.VENDOR,
        address=address,
        name=given["name"],
        title=given["title"],
        user=given["user"],
        language=given["language"] or "",
        valid_from=_day(given["first"]),
        valid_until=_day(given["last"]),
        limit=_limit(given["limit"], given["currency"]),
        deputy_of=register.deputy_of(party, given["deputy_of"]) if given["deputy_of"] else 0,
        lines=given["lines"],
    )
    line = register.enter(party, command, utc_now())
    number = line.entry.approver_id
    said = f"entry {number} waits for a second person: signoff approver confirm {number}, or refuse {number}"
    _tell(line, said, as_json=as_json)


@approver.command()
@ENTRY
@by
@as_json
@click.pass_obj
def confirm(shell: Shell, entry: int, by: str, as_json: bool) -> None:
    """Agree, as a second person, with a new entry or with the end of one. The party's approvers are told."""
    from processor.facts.proposing import ConfirmEntry

    line = shell.app().register().confirm(entry, ConfirmEntry(by), utc_now())
    if line.entry.state is ApproverState.ENDED:
        said = f"entry {entry} has ended: {_who(line.entry)} may not approve for {one_line(line.party)} any more"
    else:
        said = (
            f"entry {entry} counts from {moment(line.entry.effective_at)} on: "
            f"{_who(line.entry)} may approve for {one_line(line.party)}"
        )
    _tell(line, said, as_json=as_json)


@approver.command()
@ENTRY
@click.option("--reason", default="", metavar="TEXT", help="Why not.")
@by
@as_json
@click.pass_obj
def refuse(shell: Shell, entry: int, reason: str, by: str, as_json: bool) -> None:
    """Disagree with a new entry, which then never counts, or with the end of one, which then goes on counting."""
    from processor.facts.proposing import RefuseEntry

    line = shell.app().register().refuse(entry, RefuseEntry(by, reason), utc_now())
    _tell(line, f"entry {entry} is {line.entry.state.value}", as_json=as_json)


@approver.command()
@ENTRY
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@by
@as_json
@click.pass_obj
def end(shell: Shell, entry: int, reason: str, by: str, as_json: bool) -> None:
    """Ask for the end of an entry. It counts on until a second person has confirmed that."""
    from processor.facts.proposing import EndEntry

    line = shell.app().register().end(entry, EndEntry(by, reason), utc_now())
    _tell(line, f"entry {entry} ends once a second person agrees: signoff approver confirm {entry}", as_json=as_json)


@approver.command("list")
@CUSTOMER
@VENDOR
@click.option("--all", "every", is_flag=True, help="Also those that ended or were refused.")
@as_json
@click.pass_obj
def list_approvers(shell: Shell, customer: str, vendor: bool, every: bool, as_json: bool) -> None:
    """List the register: our own approvers first, then each customer's."""
    party = _party(customer, vendor=vendor) if customer or vendor else None
    lines = [line for line in shell.app().register().lines(party) if every or line.entry.state not in _OVER]
    if as_json:
        for line in lines:
            show.json_line(_plain(line))
        return
    now = utc_now()
    columns = (">Entry", "For", "Name", "Address", "Now", "Limit", "Remarks")
    cells = (_cells(line, now) for line in lines)
    show.table(columns, cells, empty="nobody may approve yet; see signoff approver add --help")


def _cells(line: "RegisterLine", now: datetime) -> tuple[str, ...]:
    entry = line.entry
    remarks = (
        f"deputy of entry {entry.deputy_of}" if entry.deputy_of else "",
        f"from {entry.valid_from}" if entry.valid_from else "",
        f"until {entry.valid_until}" if entry.valid_until else "",
        f"user {entry.user}" if entry.user else "",
        entry.title,
    )
    name = entry.name
    limit = str(entry.limit) if entry.limit else "-"
    said = ", ".join(filter(None, remarks)) or "-"
    return str(entry.approver_id), line.party, name, entry.address, _now(entry, now), limit, said


def _now(entry: "ApproverFacts", now: datetime) -> str:
    """Whether the entry counts at this moment, and else why not."""
    if entry.state is ApproverState.PROPOSED:
        return f"to be confirmed (by {entry.proposed_by})"
    if entry.state in _OVER:
        return entry.state.value
    if entry.effective_at is not None and now < entry.effective_at:
        return f"counts from {moment(entry.effective_at)}"
    if not entry.may_approve(now):
        return "not on this day"
    return f"counts; end to be confirmed (by {entry.ending_by})" if entry.ending_by else "counts"


def _plain(line: "RegisterLine") -> dict[str, object]:
    entry = show.plain(line.entry)
    assert isinstance(entry, dict)
    return {"party": line.party, **entry}


def _tell(line: "RegisterLine", sentence: str, *, as_json: bool) -> None:
    if as_json:
        show.json_line(_plain(line))
    else:
        click.echo(sentence)


def _who(entry: "ApproverFacts") -> str:
    return one_line(f"{entry.name} <{entry.address}>")


def _party(customer: str, *, vendor: bool) -> str:
    """The customer's name, empty for the vendor. Raises UsageError unless exactly one of the two is meant."""
    if bool(customer) == vendor:
        raise click.UsageError("say whose approver: --customer NAME, or --vendor")
    return customer


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


def _limit(given: str | None, currency: str) -> "Money | None":
    from processor.services.drafts import money

    if given is None:
        if currency:
            raise Refused("a currency needs a --limit")
        return None
    return money("limit", given, currency)
