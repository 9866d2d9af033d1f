"""`signoff proposal send`, `withdraw` and `record`."""

from typing import TYPE_CHECKING

import click

from models.vocabulary import Quorum, RequestState, Side, Turn
from processor.cli import show
from processor.cli.options import as_json, by, text_or_stdin
from processor.cli.proposal.naming import name_of, person, proposal_argument, state_words
from processor.cli.shell import Shell
from processor.cli.words import one_line
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.store.views.proposals import ProposalView, RequestLine


@click.command()
@proposal_argument
@by
@as_json
@click.pass_obj
def send(shell: Shell, number: int, by: str, as_json: bool) -> None:
    """Freeze the draft and ask for approval: the vendor's approver first, then the customer's.

    An open version before it is superseded, and its people are told.
    """
    view = shell.app().proposals().send(number, by, utc_now())
    if as_json:
        show.json_line(view.line)
        return
    _say_sent(view)


@click.command()
@proposal_argument
@click.option("--reason", required=True, metavar="TEXT", help="Why; those who were asked read it. - reads stdin.")
@by
@as_json
@click.pass_obj
def withdraw(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Take a proposal back; everyone who was asked is told."""
    from processor.facts.proposing import Withdraw

    command = Withdraw(by, text_or_stdin(reason, "reason"))
    view = shell.app().proposals().withdraw(number, command, utc_now())
    _tell(view, f"{name_of(number)} is withdrawn", as_json=as_json)


@click.command()
@proposal_argument
@click.option("--approver", "address", required=True, metavar="ADDRESS", help="Who accepted.")
@click.option("--evidence", required=True, metavar="TEXT", help="How and when they did; - reads standard input.")
@by
@as_json
@click.pass_obj
def record(shell: Shell, number: int, address: str, evidence: str, by: str, as_json: bool) -> None:
    """Record an acceptance that was not given by mail, on your own word.

    It counts like a signed one and never claims to be one: the certificate names you and the evidence.
    """
    proposals = shell.app().proposals()
    view = proposals.record_by_hand(number, address, by, text_or_stdin(evidence, "evidence"), utc_now())
    said = f"recorded that {one_line(address)} accepted; {name_of(number)} is {state_words(view.line.state)}"
    _tell(view, said, as_json=as_json)


def _tell(view: "ProposalView", sentence: str, *, as_json: bool) -> None:
    if as_json:
        show.json_line(view.line)
    else:
        click.echo(sentence)


def _say_sent(view: "ProposalView") -> None:
    """Who was asked, and what happens next."""
    line = view.line
    requests = [request for request in view.requests if request.version == line.sent_version]
    frozen = next(one for one in view.versions if one.version == line.sent_version)
    click.echo(f"{name_of(line.number)} version {line.version} is sent; it is {state_words(line.state)}")
    click.echo(f"asked now: {_names([one for one in requests if one.state is RequestState.OPEN])}")
    customers = [one for one in requests if one.side is Side.CUSTOMER and one.state is RequestState.PLANNED]
    if customers:
        click.echo(f"asked once the vendor has approved: {_names(customers)}{_how(view, len(customers))}")
    click.echo(f"valid until {line.valid_until} (UTC); SHA-256 {frozen.document_sha256}")


def _names(requests: "list[RequestLine]") -> str:
    return ", ".join(person(one.name, one.address) for one in requests) or "nobody"


def _how(view: "ProposalView", count: int) -> str:
    if count < 2:
        return ""
    turn = "at once" if view.turn is Turn.TOGETHER else "one after the other"
    return f" ({turn}, {'any of them' if view.quorum is Quorum.ANY else 'all of them'})"
