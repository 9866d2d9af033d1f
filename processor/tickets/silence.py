"""When we answer a mail by ourselves, and when we keep silent, and why (RFC 3834 section 2)."""

from collections.abc import Callable
from dataclasses import dataclass

from models.vocabulary import Category, EntryKind
from processor.effects.decision import Effect
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import Enter, TicketRef
from processor.facts.causes import Reading, Verdict
from processor.facts.meeting import MessageFacts
from processor.facts.message import Match, Message, is_deliverable
from processor.tickets.marks import could_not_be_read
from processor.tickets.parties import is_from_us

SIGNOFF = "signoff"


@dataclass(frozen=True, slots=True)
class Opening:
    """The mail that opens (or reopens) a ticket, and how many automatic mails its conversation had in the last day."""

    reading: Reading
    facts: MessageFacts
    conversation_mails: int


def switched_off(opening: Opening) -> Match | None:
    """The settings say that nothing is acknowledged."""
    if not opening.facts.policy.acknowledge:
        return Match("switched_off", "acknowledgements are switched off")
    return None


def nobody_to_answer(opening: Opening) -> Match | None:
    """There is no sender, or it is one of our own addresses."""
    message = opening.reading.message
    if message.sender is None or not is_deliverable(message.sender.address):
        return Match("nobody_to_answer", "the mail has no sender that could be answered")
    if is_from_us(message, opening.facts.policy):
        return Match("nobody_to_answer", f"{message.sender.address} is our own address")
    return None


def wants_no_reply(opening: Opening) -> Match | None:
    """The rules of reading say that an automatic reply would be wrong, or could start a loop."""
    if not opening.reading.message.may_reply:
        return Match("wants_no_reply", "the mail is not one that may be answered automatically")
    return None


def believed_no_request(opening: Opening) -> Match | None:
    """The model is sure that nothing is asked for, and trusted to be: an answer to thanks or spam waits for a CSM.

    In shadow, or drawn for an audit, such a mail is acknowledged like any other: keeping silent is acting on a label.
    """
    verdict = opening.reading.verdict
    if isinstance(verdict, Verdict) and verdict.acts and verdict.category is Category.NOT_A_REQUEST:
        return Match(
            "believed_no_request",
            f"no acknowledgement: believed to be no request ({verdict.confidence:.2f})",
        )
    return None


def address_cap(opening: Opening) -> Match | None:
    """This address had its share of automatic mails in the last day: an autoresponder without headers ends here."""
    sent, cap = opening.facts.sender.automatic_mails_last_day, opening.facts.policy.caps_per_address
    if sent >= cap:
        return Match(
            "address_cap", f"silent: {sent} automatic mails to this address in a day, at most {cap} are allowed"
        )
    return None


def conversation_cap(opening: Opening) -> Match | None:
    """This conversation had its share of automatic mails in the last day."""
    sent, cap = opening.conversation_mails, opening.facts.policy.caps_per_conversation
    if sent >= cap:
        return Match(
            "conversation_cap",
            f"silent: {sent} automatic mails in this conversation in a day, at most {cap} are allowed",
        )
    return None


SILENCES: tuple[Callable[[Opening], Match | None], ...] = (
    switched_off,
    nobody_to_answer,
    wants_no_reply,
    believed_no_request,
    address_cap,
    conversation_cap,
)
# What a CSM must see on the ticket: here an answer would have been right, and there is none.
_NOTED = frozenset({"believed_no_request", "address_cap", "conversation_cap"})


def silence(opening: Opening) -> Match | None:
    """The first reason to keep silent, in the order of SILENCES."""
    return next((match for rule in SILENCES if (match := rule(opening)) is not None), None)


def withholds(match: Match | None) -> bool:
    """Whether the acknowledgement is owed as soon as a CSM finds it to be a request."""
    return match is not None and match.rule == "believed_no_request"


def acknowledge(opening: Opening, ticket: TicketRef, language: str, silent: Match | None) -> tuple[Effect, ...]:
    """The acknowledgement of an opened ticket, or the note that says why there is none."""
    message = opening.reading.message
    if silent is not None:
        return (Enter(ticket, EntryKind.SILENT, SIGNOFF, silent.reason),) if silent.rule in _NOTED else ()
    if message.sender is None:
        return ()
    unread = could_not_be_read(message)
    return (
        SendMail(
            MailTemplate.UNREADABLE if unread else MailTemplate.ACKNOWLEDGEMENT,
            ordinal=0,
            ticket=ticket,
            to=message.sender.address,
            to_name=message.sender.name,
            language=language,
            automatic="auto-replied",
            answers=message.message_id,
            references=reply_references(message),
            values=(("problem", "too_large" if message.partial else "unreadable"),) if unread else (),
        ),
    )


def reply_references(message: Message) -> tuple[str, ...]:
    """The References of a reply (RFC 5322 section 3.6.4): the parent's, or its only In-Reply-To, and the parent."""
    parents = message.references or (message.in_reply_to if len(message.in_reply_to) == 1 else ())
    return tuple(dict.fromkeys(found for found in (*parents, message.message_id) if found))
