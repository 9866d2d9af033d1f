"""One proposal: what it says, who was asked and what they answered, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.vocabulary import ApprovalKind, Permission, ProposalState, Side
from processor.approvals.drafting import may_send
from processor.approvals.people import counts
from processor.documents.attachments import safe_name
from processor.facts.approvals import ApproverFacts
from processor.store.views.paperdetails import ArrivedMail, PaperMail
from processor.store.views.proposals import ProposalView, RequestLine
from processor.store.views.tickets import TicketLine
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.proposalevidence import Addressee, addressees, begun_evidence, telling
from processor.web.pages.proposalfields import lacking
from processor.web.pages.proposalreplies import AWAITING, Held, is_open, replies_of
from processor.web.pages.versions import beside
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["Asked", "routes"]

_CONTACTS: Final = 50


def routes() -> list[PageRoute]:
    """The page, and the files that belong to it."""
    one = "/proposals/{number:int}"
    return [
        page(one, _show),
        page(f"{one}/versions/{{version:int}}.pdf", _pdf),
        page(f"{one}/documents/{{sha256}}", _document),
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who approves: the request, the mails about it, and when they are reminded next."""

    request: RequestLine
    mails: tuple[PaperMail, ...]
    reminded_at: datetime | None


def _show(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.proposals.show(number)
    line = view.line
    mails = desk.views.paper_mails(number)
    arrived = desk.views.arrived(line.ticket_number, {one.fetch_id for one in view.replies})
    ticket = desk.views.ticket(line.ticket_number).line
    versions = desk.views.paper_versions(number)
    asked = _asked(view, mails, desk.proposals.reminders(number, visit.now))
    to_record = tuple(one.request for one in asked if is_open(one.request, view))
    chosen = _chosen(visit, arrived)
    replies = replies_of(view, arrived, visit.words)
    people = _people(visit, desk, view, ticket, replies)
    return visit.show(
        "proposals/show.html",
        view=view,
        line=line,
        ticket=ticket,
        asked=asked,
        earlier=_asked_before(view, mails),
        coming=_coming(desk, view) if line.state is ProposalState.DRAFT else (),
        replies=replies,
        arrived=arrived,
        versions=versions,
        beside=beside(versions, visit.query.maybe_number("from"), visit.query.maybe_number("to"), visit.words),
        lacking=lacking(view.content),
        may=visit.actor.may(Permission.PROPOSALS),
        may_settle=visit.actor.may(Permission.SETTLE),
        addressees=people,
        is_draft=line.version > line.sent_version,
        may_edit=may_send(line.state),
        may_withdraw=line.state is ProposalState.DRAFT or line.state in AWAITING,
        to_record=to_record,
        evidence=begun_evidence(chosen),
        from_approver=visit.query.word("approver"),
        telling=telling(desk.words(ticket.language), line, next(iter(people), None), visit.actor.display),
    )


def _people(
    visit: Visit, desk: Desk, view: ProposalView, ticket: TicketLine, replies: tuple[Held, ...]
) -> tuple[Addressee, ...]:
    """Who of the customer's can be told; nobody where no reply waits, or where it is not for this person to do."""
    customer = view.line.customer
    if not visit.actor.may(Permission.TICKETS) or not any(one.waits for one in replies):
        return ()
    contacts = desk.customers.contacts(customer=customer, limit=_CONTACTS) if customer else ()
    return addressees(view, replies, ticket, contacts)


def _asked(view: ProposalView, mails: tuple[PaperMail, ...], due: dict[str, datetime]) -> tuple[Asked, ...]:
    """Who was asked for the version that was sent last, our own side first."""
    now = [one for one in view.requests if one.version == view.line.sent_version]
    return tuple(Asked(one, _mails(one, mails), due.get(one.address)) for one in sorted(now, key=_ours_first))


def _asked_before(view: ProposalView, mails: tuple[PaperMail, ...]) -> tuple[Asked, ...]:
    """Who was asked for the versions before that."""
    earlier = [one for one in view.requests if one.version != view.line.sent_version]
    return tuple(Asked(one, _mails(one, mails), None) for one in reversed(earlier))


def _ours_first(one: RequestLine) -> tuple[bool, int]:
    return one.side is not Side.VENDOR, one.position


def _mails(request: RequestLine, mails: tuple[PaperMail, ...]) -> tuple[PaperMail, ...]:
    return tuple(one for one in mails if (one.version, one.address) == (request.version, request.address))


def _coming(desk: Desk, view: ProposalView) -> tuple[ApproverFacts, ...]:
    """Who would be asked if the draft were sent: of the customer's side those whom it names, else all."""
    ours = [one.entry for one in desk.register.lines("") if counts(one.entry)]
    party = desk.register.lines(view.line.customer) if view.line.customer else ()
    theirs = [one.entry for one in party if counts(one.entry)]
    named = {address.casefold() for address in view.content.approvers}
    chosen = [one for one in theirs if not named or one.address.casefold() in named]
    return (*ours[:1], *chosen)


def _chosen(visit: Visit, arrived: tuple[ArrivedMail, ...]) -> ArrivedMail | None:
    """The mail that the address names as evidence."""
    wanted = visit.query.maybe_number("evidence")
    return next((one for one in arrived if one.message_row == wanted), None)


def _pdf(visit: Visit, desk: Desk) -> Answer:
    number, version = visit.number(), visit.number("version")
    body = desk.proposals.pdf(number, version, ApprovalKind.PROPOSAL)
    return visit.file(body, f"PR-{number}.{version}.pdf", "application/pdf", inline=True)


def _document(visit: Visit, desk: Desk) -> Answer:
    found = desk.proposals.document(visit.number(), visit.part("sha256"))
    return visit.file(found.body, safe_name(found.document.filename), found.document.media_type)
