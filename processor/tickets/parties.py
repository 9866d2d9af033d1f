"""Who belongs to a ticket, and who only says so."""

from models.vocabulary import Kind
from processor.effects.tickets import CONTACT, AddParty, ContactRef, CreateContact, TicketRef
from processor.facts.known import Policy, SenderFacts, ThreadMatch, TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Message
from processor.tickets.marks import is_sender_doubtful


def is_own_address(address: str, policy: Policy) -> bool:
    """Whether this is an address of ours, with or without a subaddress (RFC 5233)."""
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in policy.own_addresses


def is_from_us(message: Message, policy: Policy) -> bool:
    """Whether the mail says that it is from an address of ours. Anyone can write that."""
    return message.kind is Kind.OWN or (message.sender is not None and is_own_address(message.sender.address, policy))


def same_customer(sender: SenderFacts, customer_id: int) -> bool:
    """Whether both have the same customer. No customer (0) is not the same as no customer."""
    return customer_id != 0 and sender.customer_id == customer_id


def is_party(message: Message, facts: MessageFacts, ticket: TicketFacts) -> bool:
    """Whether the sender belongs to the ticket: by address, or as a colleague at the same customer.

    Who only wrote in its conversation does not: a stranger whose mail was filed unverified wrote there too. A mail that
    says it is from us while nothing proves it belongs to nobody, and so does one that doesn't name just one sender.
    """
    if message.sender is None or is_from_us(message, facts.policy) or is_sender_doubtful(message):
        return False
    return _has_address(message.sender.key, ticket) or same_customer(facts.sender, ticket.customer_id)


def wrote_in(message: Message, facts: MessageFacts, match: ThreadMatch) -> bool:
    """Whether the sender, or a colleague, wrote in a conversation that never was a ticket."""
    if message.sender is None or is_from_us(message, facts.policy) or is_sender_doubtful(message):
        return False
    return message.sender.key in match.senders or same_customer(facts.sender, match.customer_id)


def add_sender(
    message: Message, facts: MessageFacts, ticket: TicketFacts
) -> tuple[tuple[CreateContact, ...], tuple[AddParty, ...]]:
    """The effects that make a verified sender a party, both empty if they are one: the new contact, the new party."""
    if message.sender is None or _has_address(message.sender.key, ticket):
        return (), ()
    return remember_sender(message, facts), party(ticket.ticket_id, _contact_of(facts))


def remember_sender(message: Message, facts: MessageFacts) -> tuple[CreateContact, ...]:
    """The effect that makes a contact of a sender whose address is unknown."""
    if message.sender is None or facts.sender.contact is not None:
        return ()
    language = message.language if message.language in facts.policy.languages else ""
    sender = message.sender
    return (CreateContact(CONTACT, sender.address, sender.name, facts.sender.customer_id, language),)


def requester_of(message: Message, facts: MessageFacts) -> ContactRef | None:
    """The contact that a new ticket answers to; nobody where the mail has no sender, or claims to be from us."""
    if message.sender is None or is_from_us(message, facts.policy):
        return None
    return _contact_of(facts)


def party(ticket: TicketRef, contact: ContactRef | None) -> tuple[AddParty, ...]:
    """The effect that makes a contact a party of a ticket, if there is one."""
    return () if contact is None else (AddParty(ticket, contact),)


def _contact_of(facts: MessageFacts) -> ContactRef:
    return CONTACT if facts.sender.contact is None else facts.sender.contact.contact_id


def _has_address(key: str, ticket: TicketFacts) -> bool:
    requester = ticket.requester
    return key in ticket.parties or (requester is not None and requester.address.casefold() == key)
