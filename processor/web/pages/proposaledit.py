"""The editor of proposals: a draft for a ticket, or another version, with a look at the mail and the PDF beside it."""

from typing import Final

from models.vocabulary import Category, Language, Permission, Quorum, Turn
from processor.approvals.drafting import may_send
from processor.approvals.people import counts
from processor.documents.mailhtml import cleaned_mail
from processor.errors import Refused
from processor.facts.approvals import ApproverFacts
from processor.services.previews import Look
from processor.services.proposals import Beginning
from processor.store.views.tickets import AT_WORK, TicketFilter
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.looks import Held
from processor.web.pages.proposalfields import CURRENCIES, lacking, raw_fields, typed_of, written
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_MEGABYTES: Final = 30
_SUGGESTED: Final = 10
_FIELDS: Final = (
    "title", "request", "goals", "scope", "criteria", "hours", "price", "currency", "valid_until", "approvers",
    "language", "turn", "quorum",
)  # fmt: skip


def routes() -> list[PageRoute]:
    """The editor, its looks, and what keeps a draft."""
    return [
        page("/proposals/new", _new),
        action("/proposals", _draft, upload=_MEGABYTES),
        page("/proposals/{number:int}/edit", _edit),
        action("/proposals/{number:int}/edit", _change, upload=_MEGABYTES),
        action("/proposals/look", _look, upload=_MEGABYTES, once=False),
        action("/proposals/preview", _preview, once=False),
        page("/proposals/looks/{token}/mail", _mail),
        page("/proposals/looks/{token}/document", _document),
        page("/proposals/looks/{token}/preview.pdf", _pdf),
    ]


def _new(visit: Visit, desk: Desk) -> Answer:
    if not visit.query.word("ticket"):
        wanted = TicketFilter(AT_WORK, category=Category.ADDITIONAL_SCOPE, limit=_SUGGESTED)
        return visit.show("proposals/choose.html", q="", found=desk.views.tickets(wanted))
    ticket = visit.query.number("ticket")
    began = desk.proposals.beginning(ticket, visit.now)
    return _editor(visit, desk, began, ticket, 0)


def _edit(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.proposals.show(number)
    if not may_send(view.line.state):
        raise visit.refuse("proposals.refused.ended", number=number)
    return _editor(visit, desk, desk.proposals.current(number, visit.now), view.line.ticket_number, number)


def _editor(visit: Visit, desk: Desk, began: Beginning, ticket_number: int, number: int) -> Answer:
    ticket = desk.views.ticket(ticket_number).line
    token = visit.query.word("look", most=40)
    held = desk.looks.find(token, visit.by) if token else None
    view = desk.proposals.show(number) if number else None
    return visit.show(
        "proposals/edit.html",
        began=began,
        typed=typed_of(began, held.typed if held else None),
        ticket=ticket,
        number=number,
        line=view.line if view else None,
        approvers=_approvers(desk, ticket.customer),
        currencies=CURRENCIES,
        languages=tuple(Language),
        turns=tuple(Turn),
        quorums=tuple(Quorum),
        token=token if held else "",
        look=held.look if held else None,
        why="",
        lacking=lacking(began.content),
        may=visit.actor.may(Permission.PROPOSALS),
    )


def _approvers(desk: Desk, customer: str) -> tuple[ApproverFacts, ...]:
    return tuple(one.entry for one in desk.register.lines(customer) if counts(one.entry)) if customer else ()


def _draft(visit: Visit, desk: Desk) -> Answer:
    ticket = visit.form.number("ticket")
    writing = written(visit, desk.proposals.beginning(ticket, visit.now))
    view = desk.proposals.draft(ticket, writing, visit.now)
    return visit.see(f"/proposals/{view.line.number}", "proposals.said.drafted", number=view.line.number)


def _change(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    writing = written(visit, desk.proposals.current(number, visit.now), visit.form.number("seen"))
    view = desk.proposals.edit(number, writing, visit.now)
    return visit.see(f"/proposals/{number}", "proposals.said.changed", number=number, version=view.line.version)


def _looked(visit: Visit, desk: Desk) -> Look:
    """The look at what is typed; nothing is kept of it but in memory."""
    number = visit.form.number("number", 0)
    if number:
        began = desk.proposals.current(number, visit.now)
        return desk.previews.change(number, written(visit, began, with_files=False), visit.now)
    ticket = visit.form.number("ticket")
    began = desk.proposals.beginning(ticket, visit.now)
    return desk.previews.beginning(ticket, written(visit, began, with_files=False), visit.now)


def _kept(visit: Visit, desk: Desk, look: Look) -> str:
    return desk.looks.keep(Held(visit.by, look, raw_fields(visit.form, _FIELDS)))


def _look(visit: Visit, desk: Desk) -> Answer:
    """Without scripts: the editor again, with the look beside it."""
    token = _kept(visit, desk, _looked(visit, desk))
    number = visit.form.number("number", 0)
    if number:
        return visit.see(f"/proposals/{number}/edit?look={token}#look")
    return visit.see(f"/proposals/new?ticket={visit.form.number('ticket')}&look={token}#look")


def _preview(visit: Visit, desk: Desk) -> Answer:
    """While somebody types: the part of the page that shows it; what can't be yet is said there."""
    try:
        look = _looked(visit, desk)
    except Refused as reason:
        return visit.show("proposals/look.html", look=None, token="", why=str(reason), lacking=())
    return visit.show("proposals/look.html", look=look, token=_kept(visit, desk, look), why="", lacking=())


def _found(visit: Visit, desk: Desk) -> Look:
    held = desk.looks.find(visit.part("token"), visit.by)
    if held is None:
        raise visit.refuse("proposals.refused.look")
    return held.look


def _mail(visit: Visit, desk: Desk) -> Answer:
    letter = _found(visit, desk).mail
    if letter is None:
        raise visit.refuse("proposals.refused.look")
    return visit.framed(cleaned_mail(letter.rendered.html).html)


def _document(visit: Visit, desk: Desk) -> Answer:
    return visit.framed(_found(visit, desk).document)


def _pdf(visit: Visit, desk: Desk) -> Answer:
    body = desk.previews.pdf(_found(visit, desk))
    return visit.file(body, "preview.pdf", "application/pdf", inline=True)
