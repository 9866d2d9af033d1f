"""Mails to whoever asked: to whom they go, and what they answer."""

from processor.effects.mail import MailTemplate, SendMail
from processor.errors import Refused
from processor.facts.known import PartyFacts, Policy, StaffFacts, TicketFacts
from processor.facts.message import is_deliverable
from processor.tickets.parties import is_own_address


def answerable(ticket: TicketFacts, policy: Policy) -> PartyFacts | None:
    """The requester, to whom every answer goes, whoever wrote last; None if there is nobody, or it is one of us."""
    requester = ticket.requester
    if requester is None or not is_deliverable(requester.address) or is_own_address(requester.address, policy):
        return None
    return requester


def addressed(to: str, facts: StaffFacts) -> PartyFacts | None:
    """Who is written to: whom the command names, else the requester; None where there is nobody.

    Raises Refused for an address of neither the ticket nor its customer: a slip must not tell strangers.
    """
    ticket, party = facts.ticket, facts.addressee
    if not to:
        return answerable(ticket, facts.policy)
    asking = ticket.requester
    customer = ticket.customer_id or (asking.customer_id if asking else 0)
    known = ticket.parties | ({asking.address.casefold()} if asking else set())
    belongs = party is not None and (
        party.address.casefold() in known or (customer != 0 and party.customer_id == customer)
    )
    if party is None or not belongs or not is_deliverable(party.address) or is_own_address(party.address, facts.policy):
        raise Refused(f"{to} is nobody of #{ticket.number} or of its customer: enter them as a contact of the customer")
    return party


def mail_to_requester(
    template: MailTemplate,
    ticket: TicketFacts,
    requester: PartyFacts,
    automatic: str,
    values: tuple[tuple[str, str], ...],
) -> SendMail:
    """A mail to the requester that goes on from the last message of the ticket (RFC 5322 section 3.6.4)."""
    chain = (*ticket.references, ticket.last_message_id)
    return SendMail(
        template,
        ordinal=0,
        ticket=ticket.ticket_id,
        to=requester.address,
        to_name=requester.name,
        language=ticket.language,
        automatic=automatic,
        answers=ticket.last_message_id,
        references=tuple(dict.fromkeys(message_id for message_id in chain if message_id)),
        values=values,
    )
