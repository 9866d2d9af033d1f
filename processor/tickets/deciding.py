"""What follows when a person has decided on labels: the ticket goes on or ends, an owed mail leaves, a model learns."""

from models.vocabulary import Category, EntryKind, ReviewReason, TicketEvent, TicketState
from processor.effects.decision import Effect
from processor.effects.mail import MailTemplate
from processor.effects.tickets import Enter, Teach
from processor.errors import Refused
from processor.facts.causes import Correct, Relabel
from processor.facts.known import Policy, TicketFacts
from processor.tickets.joining import move
from processor.tickets.labels import Labels, person_labels
from processor.tickets.silence import SIGNOFF
from processor.tickets.staffmail import answerable, mail_to_requester

ABOUT_LABELS = frozenset(
    {
        ReviewReason.UNSURE.value,
        ReviewReason.NO_MODEL.value,
        ReviewReason.SHADOW.value,
        ReviewReason.AUDIT.value,
        ReviewReason.NOT_A_REQUEST.value,
        ReviewReason.NEEDS_CONFIRMATION.value,
    }
)
"""Reasons that ask about the ticket's labels; the others only ask that somebody looks."""


def corrected(command: Correct | Relabel | None, ticket: TicketFacts) -> Labels:
    """The labels of the ticket with what a person changes of them. Raises Refused where they don't fit together."""
    category = (command.category if command is not None else None) or ticket.category
    severity = command.severity if command is not None else None
    reason = command.reason if command is not None else None
    if category is None:
        raise Refused(f"#{ticket.number} has no category yet: give one")
    if category is Category.NOT_A_REQUEST:
        return person_labels(category, severity, reason)
    return person_labels(category, severity if severity is not None else ticket.severity, reason or ticket.reason)


def labels_in_words(labels: Labels) -> str:
    """The labels as an event of the ticket names them."""
    assert labels.category is not None
    words = [labels.category.value]
    words += [f"severity {labels.severity.value}"] if labels.severity is not None else []
    words += [f"reason {labels.reason.value}"] if labels.reason is not None else []
    return ", ".join(words)


def taught(by: str, labels: Labels, ticket: TicketFacts) -> tuple[Teach, ...]:
    """What the model learns. An item that only asked somebody to look says nothing about labels: it teaches nothing."""
    assert labels.category is not None
    return (Teach(ticket.ticket_id, labels.category, labels.severity, labels.reason, by),)


def follows(
    by: str, labels: Labels, ticket: TicketFacts, policy: Policy, mails_to_requester: int
) -> tuple[Effect, ...]:
    """A request goes on, with the acknowledgement that was owed; anything else is closed without a word."""
    if labels.category is Category.NOT_A_REQUEST:
        return _closes(by, ticket)
    return (*move(ticket, TicketEvent.CONFIRMED), *_owed_acknowledgement(ticket, policy, mails_to_requester))


def _closes(by: str, ticket: TicketFacts) -> tuple[Effect, ...]:
    """Close without a word to anybody: who wrote thanks or news waits for no answer."""
    if ticket.state is TicketState.CLOSED:
        return ()
    return (*move(ticket, TicketEvent.CLOSED), Enter(ticket.ticket_id, EntryKind.CLOSED, by, "not a request"))


def _owed_acknowledgement(ticket: TicketFacts, policy: Policy, mails_to_requester: int) -> tuple[Effect, ...]:
    """The acknowledgement withheld while this was believed to be no request, under the same caps as any other."""
    requester = answerable(ticket, policy)
    if ticket.acknowledged or not policy.acknowledge or requester is None or ticket.state is TicketState.CLOSED:
        return ()
    if mails_to_requester >= policy.caps_per_address or ticket.automatic_mails_last_day >= policy.caps_per_conversation:
        text = "silent: the acknowledgement was owed, but the day's cap of automatic mails is reached"
        return (Enter(ticket.ticket_id, EntryKind.SILENT, SIGNOFF, text),)
    return (mail_to_requester(MailTemplate.ACKNOWLEDGEMENT, ticket, requester, "auto-replied", ()),)
