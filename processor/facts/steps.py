"""What a person did, as the decision to take it back sees it, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import OutboxState, StepKind
from processor.facts.known import EntryFacts


@dataclass(frozen=True, slots=True)
class StepMail:
    """A mail that a step queued. `sent_at` is when the server took it; None while it did not."""

    outbox_id: int
    recipient: str
    state: OutboxState
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step and what became of it. `same` is whether its tickets are still as the step left them.

    Else `last` is what happened since, on ticket `went_on`. `other_id` is the ticket that another was merged into, or
    the one that was split off; 0 for none.
    """

    step_id: int
    ticket_id: int
    number: int
    what: StepKind
    by: str
    at: datetime
    mails: tuple[StepMail, ...]
    same: bool
    last: EntryFacts | None
    went_on: int = 0
    other_id: int = 0
    undone_at: datetime | None = None
    undone_by: str = ""


_NEVER_LEFT = frozenset({OutboxState.QUEUED, OutboxState.CANCELLED, OutboxState.OBSERVED})


def hindrance(step: StepFacts) -> str:
    """Why a step can't be taken back, in a sentence; empty where it can."""
    if step.undone_at is not None:
        return f"it was undone already, by {step.undone_by} at {moment(step.undone_at)}"
    gone = next((mail for mail in step.mails if mail.state not in _NEVER_LEFT), None)
    if gone is not None:
        return f"{_gone(gone)}: it can't be taken back"
    if step.what is StepKind.OPEN:
        return f"#{step.number} has its number for good: close it instead"
    if not step.same:
        last = step.last
        since = f" ({last.by} at {moment(last.at)}: {last.text or last.kind.value})" if last is not None else ""
        return f"#{step.went_on or step.number} has changed since{since}: undo that first, or decide anew"
    return ""


def moment(at: datetime) -> str:
    """A moment as sentences have it."""
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _gone(mail: StepMail) -> str:
    if mail.state is OutboxState.SENT:
        when = f" at {moment(mail.sent_at)}" if mail.sent_at is not None else ""
        return f"the mail to {mail.recipient} left{when}"
    if mail.state is OutboxState.SENDING:
        return f"the mail to {mail.recipient} is just leaving"
    return f"the mail to {mail.recipient} may have left ({mail.state.value})"
