"""What was decided today: to be looked at, edited, and taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from models.vocabulary import CaseReason, Category, OutboxState, Permission, Severity, StepKind
from processor.errors import Refused
from processor.facts.causes import Relabel
from processor.store.views.steps import StepLine
from processor.store.views.tickets import TicketFilter, TicketLine
from processor.web.addresses import own_path
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.frame import TOGETHER
from processor.web.pages.queueitem import names_of
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["hold_of", "labels_in", "last_of", "routes"]

_MOST: Final = 500
_TOLD: Final = 1
_LATELY: Final = timedelta(minutes=30)
_DECIDED: Final = frozenset({StepKind.CONFIRM, StepKind.CORRECT, StepKind.RELABEL, StepKind.MERGE})
_WAITS: Final = frozenset({OutboxState.QUEUED, OutboxState.CANCELLED, OutboxState.OBSERVED})

Labels = tuple[Category | None, Severity | None, CaseReason | None]


def routes() -> list[PageRoute]:
    """Today's decisions, other labels for one of them, and undoing."""
    return [
        page("/queue/today", _today),
        action("/queue/today/{number:int}/labels", _relabel),
        action("/steps/{number:int}/undo", _undo),
        action("/steps/{number:int}/together/undo", _undo_together),
    ]


@dataclass(frozen=True, slots=True)
class Done:
    """A step with its ticket as it stands, and why it can't be undone, in words; empty where it can."""

    step: StepLine
    ticket: TicketLine | None
    why_not: str

    @property
    def counts(self) -> bool:
        """Whether it decided something, and still does."""
        return self.step.what in _DECIDED and self.step.undone_at is None


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody did last and can take back; `together`: with others, by the same click."""

    step: StepLine
    together: bool

    @property
    def path(self) -> str:
        """What its undoing is called in addresses."""
        return f"{self.step.step_id}{TOGETHER if self.together else ''}"


def hold_of(desk: Desk) -> timedelta:
    """How long a mail waits before it leaves, so that it can be taken back."""
    return timedelta(seconds=desk.settings.web.undo_seconds)


def last_of(visit: Visit, desk: Desk) -> Last | None:
    """What this person did last and can take back; None for nothing, and for what is long past."""
    if not visit.actor.may(Permission.TICKETS):
        return None
    steps = desk.views.steps(visit.now - _LATELY, visit.by, limit=5)
    newest = next((one for one in steps if one.undone_at is None), None)
    if newest is None or newest.why_not:
        return None
    return Last(newest, sum(one.at == newest.at for one in steps if one.undone_at is None) > 1)


def labels_in(visit: Visit) -> Labels:
    """The labels that a form names. Raises Refused for a request whose severity or reason is missing."""
    form = visit.form
    category = form.maybe_choice("category", Category)
    severity = form.maybe_choice("severity", Severity)
    reason = form.maybe_choice("reason", CaseReason)
    if category is Category.NOT_A_REQUEST:
        return category, None, None
    if category is not None and (severity is None or reason is None):
        wanted = {"labels.severity": severity, "queue.reason": reason}
        missing = [name for name, value in wanted.items() if value is None]
        raise visit.refuse("queue.refused.labels", missing=", ".join(visit.words(name) for name in missing))
    return category, severity, reason


def _today(visit: Visit, desk: Desk) -> Answer:
    everybody = visit.query.flag("all")
    steps = desk.views.steps(_midnight(visit), "" if everybody else visit.by, limit=_MOST)
    numbers = tuple({one.ticket_number for one in steps})
    found = desk.views.tickets(TicketFilter(numbers=numbers, limit=len(numbers))) if numbers else ()
    tickets = {line.number: line for line in found}
    names = names_of(desk)
    done = tuple(Done(one, tickets.get(one.ticket_number), _why_not(visit, one, names)) for one in steps)
    return visit.show(
        "queue/today.html",
        done=done,
        decided=sum(one.counts for one in done),
        everybody=everybody,
        most=_MOST,
        names=names,
        categories=tuple(Category),
        severities=tuple(Severity),
        reasons=tuple(CaseReason),
        counts=desk.views.queue_counts(visit.now),
        may=visit.actor.may(Permission.TICKETS),
    )


def _midnight(visit: Visit) -> datetime:
    here = visit.now.astimezone(visit.zone)
    return here.replace(hour=0, minute=0, second=0, microsecond=0)


def _relabel(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    labels = labels_in(visit)
    if labels[0] is None:
        raise visit.refuse("queue.refused.category")
    command = Relabel(visit.by, *labels)
    version = visit.form.maybe_number("version")
    applied = desk.tickets.work(number, command, visit.now, hold=hold_of(desk), version=version)
    path = own_path(visit.form.word("next"), "/queue/today")
    return visit.see(path, "queue.said.relabelled", undo=applied.step_id, number=number)


def _undo(visit: Visit, desk: Desk) -> Answer:
    """Takes a step back, and shows what it was about again."""
    step = _step(visit, desk)
    why_not = _why_not(visit, step, names_of(desk))
    if why_not and visit.actor.may(Permission.TICKETS):
        raise Refused(why_not)  # whoever may take nothing back is told so by the service
    desk.tickets.undo(step.step_id, visit.by, visit.now)
    back = own_path(visit.form.word("next"), "/queue")
    if step.review_id and back.startswith("/queue") and not back.startswith("/queue/today"):
        query = back.partition("?")[2]
        back = f"/queue/{step.review_id}" + (f"?{query}" if query else "")
    return visit.see(back, "queue.said.undone", what=visit.words.name(step.what), number=step.ticket_number)


def _undo_together(visit: Visit, desk: Desk) -> Answer:
    """Takes back all that was done by one click; what can't be taken back is said, and shown with its reason."""
    first = _step(visit, desk)
    tried = desk.tickets.undo_together(first.step_id, visit.by, visit.now)
    standing = {one.step_id: one.ticket_number for one in tried if one.refused}
    count = len(tried) - len(standing)
    if not standing:
        return visit.see("/queue", "queue.said.undone_many", count=count)
    names = names_of(desk)
    why = {one.ticket_number: _why_not(visit, one, names) for one in map(desk.views.step, list(standing)[:_TOLD])}
    told = " ".join(f"#{number}: {said}" for number, said in why.items())
    said = "queue.said.undone_some" if count else "queue.said.undone_none"
    return visit.see("/queue/today", said, count=count, left=len(standing), why=told)


def _step(visit: Visit, desk: Desk) -> StepLine:
    try:
        return desk.views.step(visit.number())
    except Refused:
        raise visit.refuse("queue.why_not.unknown") from None


def _why_not(visit: Visit, step: StepLine, names: dict[str, str]) -> str:
    """Why a step can't be taken back, in the words of whoever asks; empty where it can."""
    words = visit.words
    if step.undone_at is not None:
        return words("queue.why_not.undone", by=names.get(step.undone_by, step.undone_by))
    if step.by != visit.by:
        return words("queue.why_not.theirs", by=names.get(step.by, step.by))
    gone = next((mail for mail in step.mails if mail.state not in _WAITS), None)
    if gone is not None and gone.sent_at is not None:
        at = gone.sent_at.astimezone(visit.zone)
        return words("queue.why_not.left", recipient=gone.recipient, at=f"{at:%H:%M}")
    if gone is not None:
        return words("queue.why_not.leaving", recipient=gone.recipient)
    if step.what is StepKind.OPEN:
        return words("queue.why_not.opened", number=step.ticket_number)
    return words("queue.why_not.changed", number=step.went_on or step.ticket_number) if step.why_not else ""
