"""Open a ticket by hand, for what was asked in a meeting or by phone."""

from datetime import datetime

from models.vocabulary import Category, Direction, EntryKind, ReviewReason
from processor.effects.decision import Decision, Effect
from processor.effects.tickets import CONTACT, TICKET, ContactRef, CreateContact, Enter, FileText, OpenTicket
from processor.errors import Refused
from processor.facts.causes import OpenByHand
from processor.facts.known import Policy, SenderFacts
from processor.tickets.labels import UNLABELLED, Labels, person_labels
from processor.tickets.language import language_for
from processor.tickets.opening import CONFIRMED_FIRST, ask_review
from processor.tickets.parties import is_own_address, party


def decide_open_by_hand(command: OpenByHand, sender: SenderFacts, policy: Policy, now: datetime) -> Decision:
    """The decision that opens the ticket. No mail goes out: who asked was there.

    Raises Refused for a request without words, from one of our own addresses, or with labels that don't fit together.
    `now` belongs to the form of every decision.
    """
    if not command.subject.strip() and not command.body.strip():
        raise Refused("a ticket needs a subject or a body: say what was asked for")
    if command.address and is_own_address(command.address, policy):
        raise Refused(f"{command.address} is our own address: name the customer's contact")
    labels = _labels(command)
    requester = _requester(command, sender)
    subject = command.subject.strip() or command.body.strip().splitlines()[0]
    effects: tuple[Effect, ...] = (
        *_new_contact(command, sender),
        OpenTicket(
            TICKET,
            ordinal=0,
            subject=subject,
            source=command.source,
            language=language_for(sender, "", policy).value,
            customer_id=sender.customer_id,
            requester=requester,
            category=labels.category,
            severity=labels.severity,
            reason=labels.reason,
            decided_by=labels.decided_by,
        ),
        FileText(TICKET, Direction.IN, command.name or command.address or command.by, command.body or subject),
        *party(TICKET, requester),
        Enter(TICKET, EntryKind.OPENED, command.by, f"opened by hand: {command.source.value}"),
        *ask_review(TICKET, _reasons(labels, sender)),
    )
    return Decision(None, (), effects)


def _labels(command: OpenByHand) -> Labels:
    if command.category is Category.NOT_A_REQUEST:
        raise Refused("what is not a request needs no ticket")
    if command.category is not None:
        return person_labels(command.category, command.severity, command.reason)
    if command.severity is not None or command.reason is not None:
        raise Refused("severity and reason need a category: give it as well, or leave all three to the queue")
    return UNLABELLED


def _requester(command: OpenByHand, sender: SenderFacts) -> ContactRef | None:
    if not command.address:
        return None
    return CONTACT if sender.contact is None else sender.contact.contact_id


def _new_contact(command: OpenByHand, sender: SenderFacts) -> tuple[CreateContact, ...]:
    if not command.address or sender.contact is not None:
        return ()
    return (CreateContact(CONTACT, command.address, command.name, sender.customer_id, ""),)


def _reasons(labels: Labels, sender: SenderFacts) -> tuple[ReviewReason, ...]:
    asked = {
        ReviewReason.UNSURE: labels.category is None,
        ReviewReason.NEEDS_CONFIRMATION: labels.category in CONFIRMED_FIRST,
        ReviewReason.UNKNOWN_SENDER: sender.customer_id == 0,
    }
    return tuple(reason for reason, applies in asked.items() if applies)
