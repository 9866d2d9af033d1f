"""What is done about a proposal: sending, taking back, recording an acceptance by hand, telling the customer."""

from typing import Final

from processor.facts.causes import Ask, Reply
from processor.facts.proposing import Withdraw
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.proposalevidence import named_mail
from processor.web.pages.ticketanswer import held, needed_text
from processor.web.route import PageRoute, action
from processor.web.visit import Visit

__all__ = ["routes"]

_LONGEST_EVIDENCE: Final = 2000


def routes() -> list[PageRoute]:
    """One route for each thing."""
    one = "/proposals/{number:int}"
    return [
        action(f"{one}/send", _send, once=False),
        action(f"{one}/withdraw", _withdraw),
        action(f"{one}/record", _record),
        action(f"{one}/tell", _tell),
    ]


def _send(visit: Visit, desk: Desk) -> Answer:
    """Freezing takes a second, so only the sending itself stands in the transaction of the one-time key."""
    number = visit.number()
    if not desk.done(visit.once):
        seen = visit.form.number("seen")
        desk.proposals.send(number, visit.by, visit.now, seen, lambda work: desk.once(visit.once, work))
    return visit.see(f"/proposals/{number}", "proposals.said.sent", number=number)


def _withdraw(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    command = Withdraw(visit.by, visit.form.needed("reason"))
    desk.proposals.withdraw(number, command, visit.now, seen=visit.form.number("seen"))
    return visit.see(f"/proposals/{number}", "proposals.said.withdrawn", number=number)


def _record(visit: Visit, desk: Desk) -> Answer:
    """The evidence is a mail that is here, words of the CSM's, or both."""
    number, form = visit.number(), visit.form
    address = form.needed("approver")
    row = form.number("mail", 0)
    said = form.text("evidence", most=_LONGEST_EVIDENCE)
    parts = [said] if said else []
    if row:
        view = desk.proposals.show(number)
        mails = desk.views.arrived(view.line.ticket_number, {one.fetch_id for one in view.replies})
        mail = next((one for one in mails if one.message_row == row), None)
        if mail is None:
            raise visit.refuse("proposals.refused.mail")
        parts.append(named_mail(mail))
    if not parts:
        raise visit.refuse("proposals.refused.evidence")
    evidence, seen = "\n".join(parts), form.number("seen")
    desk.proposals.record_by_hand(number, address, visit.by, evidence, visit.now, seen=seen)
    return visit.see(f"/proposals/{number}", "proposals.said.recorded", address=address)


def _tell(visit: Visit, desk: Desk) -> Answer:
    """The customer is written to. Where the queue waits for a decision, it waits for their answer from now on."""
    number = visit.number()
    ticket = desk.views.ticket(desk.proposals.show(number).line.ticket_number).line
    body = needed_text(visit, "body")
    to = visit.form.word("to")
    command = Ask(visit.by, body, to=to) if ticket.open_review_id else Reply(visit.by, body, wait=True, to=to)
    applied = desk.tickets.work(
        ticket.number, command, visit.now, hold=held(desk), version=visit.form.number("seen_ticket")
    )
    return visit.see(
        f"/proposals/{number}", "proposals.said.told", undo=applied.step_id, address=to or ticket.requester
    )
