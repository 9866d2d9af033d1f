"""What a CSM does with a ticket beside answering it."""

from decimal import Decimal
from typing import Any

from models.vocabulary import Category, Treatment
from processor.facts.causes import Assign, Close, Merge, Note, Relabel, Split, TicketCommand
from processor.services.billing import Work
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.queuesteps import labels_in
from processor.web.pages.ticketanswer import held, needed_text, seen
from processor.web.pages.tickets import STAFF_NOBODY, named_staff
from processor.web.route import PageRoute, action
from processor.web.visit import Visit

__all__ = ["routes"]

_REASON = 2000


def routes() -> list[PageRoute]:
    """Notes, closing, owners, labels, merging, splitting, charging."""
    one = "/tickets/{number:int}"
    return [
        action(f"{one}/note", _note),
        action(f"{one}/close", _close),
        action(f"{one}/assign", _assign),
        action(f"{one}/relabel", _relabel),
        action(f"{one}/merge", _merge),
        action(f"{one}/split", _split),
        action(f"{one}/work", _work),
        action(f"{one}/treat", _treat),
    ]


def _do(visit: Visit, desk: Desk, command: TicketCommand, said: str, *, seen_too: bool = True, **values: str) -> Answer:
    """Carries out a command. A note disturbs nobody: it asks not whether the ticket has changed meanwhile."""
    number = visit.number()
    version = seen(visit) if seen_too else None
    applied = desk.tickets.work(number, command, visit.now, hold=held(desk), version=version)
    return visit.see(f"/tickets/{number}", f"tickets.said.{said}", undo=applied.step_id, **values)


def _note(visit: Visit, desk: Desk) -> Answer:
    return _do(visit, desk, Note(visit.by, needed_text(visit, "note")), "noted", seen_too=False)


def _close(visit: Visit, desk: Desk) -> Answer:
    tell = visit.form.flag("tell")
    command = Close(visit.by, needed_text(visit, "reason", _REASON), tell)
    return _do(visit, desk, command, "closed_told" if tell else "closed")


def _assign(visit: Visit, desk: Desk) -> Answer:
    given = visit.form.word("to")
    to = "" if given in {"", STAFF_NOBODY} else given
    names = named_staff(desk)
    if to and to not in names:
        raise visit.refuse("tickets.refused.staff", name=to)
    if to == desk.views.ticket(visit.number()).line.assignee:
        raise visit.refuse("tickets.refused.assigned", name=names.get(to, "") or visit.words("tickets.nobody"))
    if not to:
        return _do(visit, desk, Assign(visit.by, to), "unassigned")
    return _do(visit, desk, Assign(visit.by, to), "assigned", name=names[to])


def _relabel(visit: Visit, desk: Desk) -> Answer:
    category, severity, reason = labels_in(visit)
    line = desk.views.ticket(visit.number()).line
    before = (line.category, line.severity, line.reason)
    kept = (category or before[0], severity or before[1], reason or before[2])
    after = (category, None, None) if category is Category.NOT_A_REQUEST else kept
    if after == before:
        raise visit.refuse("tickets.refused.same_labels")
    return _do(visit, desk, Relabel(visit.by, category, severity, reason), "relabelled")


def _merge(visit: Visit, desk: Desk) -> Answer:
    number, given = visit.number(), visit.form.needed("other").lstrip("# ").partition(" ")[0]
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise visit.refuse("tickets.refused.which")
    other = int(given)
    if other == number:
        raise visit.refuse("tickets.refused.itself", number=number)
    applied = desk.tickets.work(number, Merge(visit.by), visit.now, other, held(desk), seen(visit))
    return visit.see(f"/tickets/{other}", "tickets.said.merged", undo=applied.step_id, number=number)


def _split(visit: Visit, desk: Desk) -> Answer:
    command = Split(visit.by, visit.form.number("message"), visit.form.needed("subject"))
    applied = desk.tickets.work(visit.number(), command, visit.now, hold=held(desk), version=seen(visit))
    new = applied.ticket_number or visit.number()
    return visit.see(f"/tickets/{new}", "tickets.said.split", undo=applied.step_id, number=visit.number())


def _work(visit: Visit, desk: Desk) -> Answer:
    """Only what differs from what stands is noted: the form shows all of it."""
    number, form = visit.number(), visit.form
    charge = desk.billing.charge(number, visit.now)
    hours, release = form.decimal("hours"), form.word("release", most=40)
    if hours is not None and hours < 0:
        raise visit.refuse("shell.fields.decimal", label=visit.words("labels.hours"))
    said: dict[str, Any] = {}
    if hours is not None and hours != (charge.hours if charge.hours is not None else Decimal(-1)):
        said["hours"] = hours
    for name, stands in (("after_hours", charge.after_hours), ("moves_adds_changes", charge.moves_adds_changes)):
        if form.flag(name) != stands:
            said[name] = form.flag(name)
    if form.word("warranty"):
        said["warranty"] = form.word("warranty") == "yes"
    if release != charge.release:
        said["release"] = release
    deployment = form.number("deployment", charge.deployment or 0)
    if deployment != (charge.deployment or 0):
        said["deployment"] = deployment
    if not said:
        raise visit.refuse("tickets.refused.no_work")
    desk.billing.work(number, Work(visit.by, **said), visit.now, form.needed("seen", 64))
    return visit.see(f"/tickets/{number}#charge", "tickets.said.worked")


def _treat(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    treatment, why = visit.form.choice("treatment", Treatment), needed_text(visit, "reason", _REASON)
    desk.billing.treat(number, treatment, why, visit.by, visit.now, visit.form.needed("seen", 64))
    return visit.see(f"/tickets/{number}#charge", "tickets.said.treated", name=visit.words.name(treatment))
