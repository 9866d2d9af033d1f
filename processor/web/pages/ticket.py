"""One ticket: who asked what, what was answered, what is owed, and all that hangs on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from models.vocabulary import CaseReason, Category, Direction, Permission, Severity, TicketState, Treatment
from processor.services.answers import Letter
from processor.services.promises import PromiseProof
from processor.sla.promise import TimeSpan
from processor.store.views.around import Around, TicketMail
from processor.store.views.steps import StepLine
from processor.store.views.tickets import AT_WORK, MessageLine, TicketFilter, TicketLine, TicketView
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.drafts import Draft
from processor.web.pages.deploymentwords import There
from processor.web.pages.ticketanswer import draft_of, letter_of
from processor.web.pages.tickets import named_staff
from processor.web.pages.ticketwords import charge_words, clock_why, hours_words, span_words
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["routes"]

_SHOWN: Final = 40
_LONGEST: Final = 20_000
_OTHERS: Final = 30
_EVENTS: Final = 200


def routes() -> list[PageRoute]:
    """The page of one ticket."""
    return [page("/tickets/{number:int}", _show)]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the conversation: a message, or (`line` None) a mail that a rule wrote.

    `text` is what was written anew, `whole` that with quotes and signature where there is more; `cut`: both end early.
    `step` can be undone by whoever looks.
    """

    at: datetime
    line: MessageLine | None
    mail: TicketMail | None
    text: str = ""
    whole: str = ""
    cut: bool = False
    step: StepLine | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The response clock and its proof: when it is due at the customer's, and each piece of time in words.

    `why` says why nothing is due.
    """

    proof: PromiseProof
    why: str = ""
    amount: int = 0
    unit: str = ""
    due_there: str = ""
    hours: str = ""
    spans: tuple[tuple[TimeSpan, str], ...] = ()


def _show(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    view = desk.views.ticket(number)
    around, line = desk.views.around(number), view.line
    steps = desk.views.steps(line.opened_at, visit.by, number, limit=10)
    own = tuple(one for one in steps if not one.why_not)
    items = _conversation(view, around, own)
    shown = items if visit.query.flag("all") else items[-_SHOWN:]
    may = visit.actor.may(Permission.TICKETS)
    draft = draft_of(visit, desk, number)
    charge, names = desk.billing.charge(number, visit.now), {**named_staff(desk), "signoff": "Signoff"}
    return visit.show(
        "tickets/show.html",
        view=view,
        line=line,
        around=around,
        items=shown,
        earlier=len(items) - len(shown),
        undoable=own,
        clock=_clock(visit, desk.promises.proof(number, visit.now)),
        charge=charge,
        charged_why=charge_words(visit.words, charge.why, names),
        others=_others(desk, view),
        events=view.entries[-_EVENTS:][::-1],
        deployments=desk.views.deployments(line.customer) if line.customer else (),
        names=names,
        staff=desk.users.staff(),
        **_forms(visit, desk, view, draft, may=may),
    )


def _forms(visit: Visit, desk: Desk, view: TicketView, draft: Draft | None, *, may: bool) -> dict[str, Any]:
    """What the forms need, and what whoever looks may do."""
    letter: Letter | None = letter_of(visit, desk, draft) if draft is not None and draft.shown and may else None
    return {
        "may": may,
        "may_propose": visit.actor.may(Permission.PROPOSALS),
        "alive": view.line.state is not TicketState.MERGED,
        "answers": desk.answers.offered(visit.words.language.value),
        "draft": draft,
        "draft_token": visit.query.word("draft", most=40) if draft else "",
        "letter": letter,
        "undo_seconds": desk.settings.web.undo_seconds,
        "categories": tuple(Category),
        "severities": tuple(Severity),
        "reasons": tuple(CaseReason),
        "treatments": tuple(one for one in Treatment if one is not Treatment.TO_BE_DECIDED),
    }


def _conversation(view: TicketView, around: Around, own: tuple[StepLine, ...]) -> tuple[Item, ...]:
    """Messages in their order, with mails that rules wrote between them where they belong by time."""
    mails = {one.outbox_id: one for one in around.mails}
    steps = {mail.outbox_id: step for step in own for mail in step.mails}
    items = [_item(one, mails.get(one.outbox_id), steps.get(one.outbox_id)) for one in view.messages]
    for mail in around.mails:
        if not mail.filed:
            place = next((at for at, item in enumerate(items) if item.at > mail.created_at), len(items))
            items.insert(place, Item(mail.created_at, None, mail, step=steps.get(mail.outbox_id)))
    return tuple(items)


def _item(line: MessageLine, mail: TicketMail | None, step: StepLine | None) -> Item:
    new, whole = (line.new_text or line.text).strip(), line.text.strip()
    more = whole if line.direction is Direction.IN and _flat(whole) != _flat(new) else ""
    cut = len(new) > _LONGEST or len(more) > _LONGEST
    return Item(line.at, line, mail, new[:_LONGEST], more[:_LONGEST], cut, step)


def _flat(text: str) -> str:
    return " ".join(text[:_LONGEST].split())


def _clock(visit: Visit, proof: PromiseProof) -> Clock:
    promise = proof.promise
    if promise is None or proof.due_at is None:
        return Clock(proof, clock_why(visit.words, proof.why))
    words, zone = visit.words, promise.timezone
    return Clock(
        proof,
        amount=int(promise.target[:-1]),
        unit="hours" if promise.target.endswith("h") else "days",
        due_there=There(zone, words).moment(proof.due_at),
        hours=hours_words(words, promise.hours),
        spans=tuple((one, span_words(words, zone, one.start, one.end)) for one in promise.spans),
    )


def _others(desk: Desk, view: TicketView) -> tuple[TicketLine, ...]:
    """Other tickets of the customer, or of whoever asked, that somebody works on."""
    line = view.line
    if not line.customer and not line.requester:
        return ()
    text = "" if line.customer else line.requester
    found = desk.views.tickets(TicketFilter(states=AT_WORK, customer=line.customer, text=text, limit=_OTHERS))
    return tuple(one for one in found if one.number != line.number)
