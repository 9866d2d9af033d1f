"""`signoff proposal show`."""

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from models.vocabulary import ProposalState, Quorum, RequestState, SealState, Turn
from processor.cli import show
from processor.cli.options import as_json
from processor.cli.proposal.naming import amount, name_of, person, proposal_argument, state_words
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line, plural, ticket_number

if TYPE_CHECKING:
    from processor.store.views.acceptances import AcceptanceLine
    from processor.store.views.proposals import ProposalView, ReplyLine, RequestLine

_COLOURS = {"accepted": "green", "rejected": "red", "declined": "red", "disputed": "red", "expired": "yellow"}
_WORDS = {
    RequestState.PLANNED: "later",
    RequestState.OPEN: "asked",
    RequestState.ACCEPTED: "accepted",
    RequestState.DECLINED: "declined",
    RequestState.CLOSED: "closed",
}
_SEALED = {
    SealState.PENDING: "to be sealed",
    SealState.NUMBERED: "to be sealed",
    SealState.SEALED: "sealed",
    SealState.TOLD: "sealed, receipt sent",
}


@click.command("show")
@proposal_argument
@as_json
@click.pass_obj
def show_proposal(shell: Shell, number: int, as_json: bool) -> None:
    """Show one proposal: what it says, who was asked, what they answered, and what was accepted."""
    view = shell.app().store.views.proposal(number)
    if as_json:
        show.json_line(_plain(view))
        return
    _head(view)
    _content(view)
    _asked(view)
    _replies(view)
    _acceptances(view)
    _versions(view)


def _plain(view: "ProposalView") -> dict[str, object]:
    """What list gives of a proposal, and all that belongs to it."""
    line = {field.name: getattr(view.line, field.name) for field in fields(view.line)}
    return line | {field.name: getattr(view, field.name) for field in fields(view) if field.name != "line"}


def _head(view: "ProposalView") -> None:
    line = view.line
    click.secho(f"{name_of(line.number)}  {one_line(line.title)}", bold=True)
    begun = f"; version {line.version} is a draft" if 0 < line.sent_version < line.version else ""
    version = f"version {line.sent_version or line.version}"
    disputed = line.state is ProposalState.DISPUTED
    show.facts(
        (
            ("state", f"{state_words(line.state)}, {version}{begun}"),
            ("", "" if disputed else one_line(line.ended_why)),
            ("since", "" if disputed else moment(line.ended_at)),
            ("price", amount(line.price, line.currency)),
            ("hours", "" if line.hours is None else f"{line.hours:f}"),
            ("valid", f"until {line.valid_until} (UTC)"),
            ("customer", one_line(line.customer)),
            ("ticket", ticket_number(line.ticket_number)),
            ("drafted", f"by {one_line(line.drafted_by)}, {moment(line.created_at)}"),
            ("approvers", _who(view)),
        )
    )


def _who(view: "ProposalView") -> str:
    named = ", ".join(map(one_line, view.content.approvers)) or "everyone in the customer's register"
    turn = "together" if view.turn is Turn.TOGETHER else "in order"
    return f"{named}; asked {turn}; {'any of them' if view.quorum is Quorum.ANY else 'all of them'}"


def _content(view: "ProposalView") -> None:
    content = view.content
    criteria = "\n".join(f"{place}. {text}" for place, text in enumerate(content.criteria, 1))
    parts = (
        ("Request", content.request),
        ("Business goals", content.goals),
        ("Scope", content.scope),
        ("Done when", criteria),
    )
    for heading, text in parts:
        if text.strip():
            show.heading(heading)
            show.body(text)
    if content.documents:
        show.heading(plural(len(content.documents), "document"))
        for one in content.documents:
            click.echo(f"  {one_line(one.filename)}  {plural(one.size, 'byte')}  {one_line(one.media_type)}")
            click.secho(f"    SHA-256 {one.sha256}", dim=True)


def _asked(view: "ProposalView") -> None:
    if not view.requests:
        return
    show.heading("Who approves")
    for request in view.requests:
        if request.version == view.line.sent_version:
            _request(request)
    earlier = [request for request in view.requests if request.version != view.line.sent_version]
    if earlier:
        click.secho(f"  and {plural(len(earlier), 'request')} for earlier versions", dim=True)


def _request(request: "RequestLine") -> None:
    colour = _COLOURS.get(request.state.value)
    mark = click.style(f"{_WORDS[request.state]:<8}", fg=colour, bold=colour is not None)
    click.echo(f"  {request.side.value:<8}  {mark}  {person(request.name, request.address)}")
    said = [f"asked {moment(request.asked_at)}"] if request.asked_at else []
    said += [f"reminded {plural(request.reminded, 'time')}"] if request.reminded else []
    said += ["a code is awaited"] if request.awaits_code and request.state is RequestState.OPEN else []
    if request.decided_at:
        said.append(f"{request.state.value} {moment(request.decided_at)} by {one_line(request.decided_by)}")
    if said:
        click.secho(f"                      {'; '.join(said)}", dim=True)


def _replies(view: "ProposalView") -> None:
    if not view.replies:
        return
    show.heading(plural(len(view.replies), "reply", "replies"))
    for reply in view.replies:
        _reply(reply, view.line.sent_version)


def _reply(reply: "ReplyLine", sent_version: int) -> None:
    about = f" about version {reply.version}" if reply.version != sent_version else ""
    order = f", order {one_line(reply.purchase_order)}" if reply.purchase_order else ""
    outcome = click.style(reply.outcome.value.replace("_", " "), bold=True)
    level = f"{reply.assurance.value}, rule {reply.rule}{order}{about}"
    click.echo(f"  {moment(reply.at)}  {one_line(reply.name)}: {outcome} ({level})")
    for line in one_line(reply.text, 300).splitlines():
        click.echo(f"    {line}")
    for why in reply.reasons:
        click.secho(f"    - {one_line(why, 200)}", dim=True)


def _acceptances(view: "ProposalView") -> None:
    if not view.acceptances:
        return
    show.heading(plural(len(view.acceptances), "acceptance"))
    for line in view.acceptances:
        number = line.number or f"(no number yet, id {line.acceptance_id})"
        by = f"{person(line.name, line.address)}, {line.side.value}"
        version = f", version {line.document_version}" if line.document_version != view.line.sent_version else ""
        click.echo(f"  {number}  {line.type.value} {line.assurance.value}  {by}{version}")
        click.secho(f"    accepted {moment(line.accepted_at)}; {_standing(line)}", dim=True)


def _standing(line: "AcceptanceLine") -> str:
    if line.disputed:
        return f"disputed: signoff acceptance settle {line.number or line.acceptance_id}"
    if line.upheld is not None:
        return "was disputed, and stands" if line.upheld else "was disputed, and does not stand"
    waits = f" ({one_line(line.seal_error, 200)})" if line.seal_error else ""
    return f"{_SEALED[line.seal]}{waits}; objections until {moment(line.objection_until)}"


def _versions(view: "ProposalView") -> None:
    frozen = [version for version in view.versions if version.document_sha256]
    if not frozen:
        return
    show.heading(plural(len(frozen), "frozen version"))
    for version in frozen:
        click.echo(f"  version {version.version}, {moment(version.frozen_at)}, by {one_line(version.drafted_by)}")
        click.secho(f"    SHA-256 {version.document_sha256}", dim=True)
        click.secho(f"    PDF     {version.pdf_sha256}", dim=True)
