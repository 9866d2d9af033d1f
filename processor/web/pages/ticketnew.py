"""Opening a ticket by hand, for what was asked in a meeting or by phone."""

from typing import Final

from models.vocabulary import CaseReason, Category, Permission, Severity, Source
from processor.facts.addresses import written_person
from processor.facts.causes import OpenByHand
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.queuesteps import labels_in
from processor.web.pages.ticketanswer import held
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

SOURCES: Final = (Source.PHONE, Source.MEETING)
_OFFERED: Final = 50


def routes() -> list[PageRoute]:
    """The form, what it offers while somebody types, and the new ticket."""
    return [
        page("/tickets/new", _new),
        page("/tickets/people", _people),
        action("/tickets", _open),
    ]


def _new(visit: Visit, desk: Desk) -> Answer:
    return visit.show(
        "tickets/new.html",
        people=desk.customers.contacts(limit=_OFFERED),
        sources=SOURCES,
        categories=tuple(Category),
        severities=tuple(Severity),
        reasons=tuple(CaseReason),
        asked_by=visit.query.word("from"),
        may=visit.actor.may(Permission.TICKETS),
    )


def _people(visit: Visit, desk: Desk) -> Answer:
    """Whom the typed letters could mean: the options of the field, which htmx puts in its list."""
    found = desk.customers.contacts(visit.query.word("person", most=200), limit=_OFFERED)
    return visit.show("tickets/people.html", people=found)


def _open(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    source = form.choice("source", Source)
    if source not in SOURCES:
        raise visit.refuse("shell.fields.choice", label=visit.words("labels.source"))
    category, severity, reason = labels_in(visit)
    if category is None and (severity is not None or reason is not None):
        raise visit.refuse("shell.fields.missing", label=visit.words("labels.category"))
    name, address = _person(visit)
    command = OpenByHand(
        by=visit.by,
        source=source,
        address=address,
        name=name,
        subject=form.needed("subject"),
        body=form.text("body"),
        category=category,
        severity=severity,
        reason=reason,
    )
    applied = desk.tickets.open_by_hand(command, visit.now, held(desk))
    return visit.see(f"/tickets/{applied.ticket_number}", "tickets.said.opened", number=applied.ticket_number or 0)


def _person(visit: Visit) -> tuple[str, str]:
    """Who asked: name and address, both empty for nobody known."""
    given = visit.form.word("person")
    try:
        return written_person(given)
    except ValueError:
        raise visit.refuse("tickets.refused.person", given=given) from None
