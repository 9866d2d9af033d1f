"""Effects that put what was said where it belongs."""

from dataclasses import asdict
from typing import assert_never

from models.conversation import Message
from models.tickets import ThreadReference, Ticket, TicketParty
from models.vocabulary import Direction, Kind
from processor.effects.tickets import FileMessage, FileText, MergeTicket, SplitMessage
from processor.errors import Refused
from processor.store.apply.opening import add_party, new_thread
from processor.store.apply.references import remember
from processor.store.apply.scope import Scope
from processor.store.facts.keys import index_key
from processor.store.queue import asked_at, open_review_id, wake_by_mail
from processor.store.responses import refresh_response

FilingEffect = FileMessage | FileText | MergeTicket | SplitMessage
FROM_CUSTOMER = (Message.direction == Direction.IN, Message.verified, ~Message.automatic)


def apply_filing(scope: Scope, effect: FilingEffect) -> None:
    """Does one of these effects."""
    match effect:
        case FileMessage():
            _file_message(scope, effect)
        case FileText():
            _file_text(scope, effect)
        case MergeTicket():
            _merge(scope, effect)
        case SplitMessage():
            _split(scope, effect)
        case _:
            assert_never(effect)


def _file_message(scope: Scope, effect: FileMessage) -> None:
    message, fetched = scope.cause.message, scope.cause.fetched
    if message is None or fetched is None:
        raise ValueError("a decision files a mail, but its cause has none")
    ticket_id = None if effect.ticket is None else scope.change(effect.ticket)
    if ticket_id is not None:
        scope.indexed[ticket_id] = None
        if effect.direction is Direction.IN and not effect.automatic and ticket_id not in scope.opened:
            wake_by_mail(scope.db, ticket_id, answers=effect.verified)
    thread_id = effect.thread_id or (new_thread(scope) if ticket_id is None else scope.thread_of(ticket_id))
    scope.db.insert(
        Message,
        {
            "thread": thread_id,
            "ticket": ticket_id,
            "fetch": fetched.fetch_id,
            "direction": effect.direction,
            "verified": effect.verified,
            "automatic": effect.automatic,
            "kind": message.kind,
            "message_id": message.message_id,
            "from_address": message.sender.address if message.sender else "",
            "from_key": message.sender.key if message.sender else "",
            "from_name": message.sender.name if message.sender else "",
            "subject": message.subject,
            "new_text": message.new_text,
            "text": message.text,
            "attachments": [asdict(attachment) for attachment in message.attachments],
            "at": fetched.received_at,
        },
    )
    if ticket_id is not None and effect.direction is Direction.OUT and not effect.automatic:
        refresh_response(scope.db, ticket_id)
    # What a stranger names must not lead other people's mail into this conversation.
    ancestors = (*message.in_reply_to, *message.references) if effect.verified else ()
    remember(scope.db, thread_id, message.message_id, ancestors)


def _file_text(scope: Scope, effect: FileText) -> None:
    ticket_id = scope.change(effect.ticket)
    answers = effect.direction is Direction.OUT
    left = scope.unfiled.pop(ticket_id, None) if answers else None
    outbox_id, message_id = left or (None, "")
    row_id = scope.db.insert(
        Message,
        {
            "thread": scope.thread_of(ticket_id),
            "ticket": ticket_id,
            "outbox": outbox_id,
            "message_id": message_id,
            "direction": effect.direction,
            "kind": Kind.HUMAN,
            "author": effect.author,
            "new_text": effect.body,
            "text": effect.body,
            "at": scope.now,
        },
    )
    scope.indexed[ticket_id] = None
    scope.made("messages", row_id)
    if answers and outbox_id is None:
        scope.unsent[ticket_id] = row_id


def _merge(scope: Scope, effect: MergeTicket) -> None:
    """Messages and parties go over; the events stay where they happened. Chains are kept one step long."""
    source, target = scope.change(effect.ticket), scope.change(effect.target)
    [row] = scope.db.rows(Ticket.select(Ticket.merged_into, Ticket.requester).where(Ticket.id == target))
    if row["merged_into"] is not None or source == target:
        raise Refused(f"ticket #{scope.ticket(target).number} can't take another in: it was merged itself")
    scope.indexed |= {source: None, target: None}
    _remember_merged(scope, source)
    _wake_target(scope, source, target)
    scope.db.change(Ticket.update(merged_into=target).where((Ticket.id == source) | (Ticket.merged_into == source)))
    scope.db.change(Message.update(ticket=target).where(Message.ticket == source))
    people = scope.db.column(TicketParty.select(TicketParty.contact).where(TicketParty.ticket == source))
    people += scope.db.column(
        Ticket.select(Ticket.requester).where(Ticket.id == source, Ticket.requester.is_null(False))
    )
    for contact_id in dict.fromkeys(people):
        party_id = add_party(scope.db, target, contact_id)
        if party_id:
            scope.made("parties", party_id)
    refresh_response(scope.db, target)


def _wake_target(scope: Scope, source: int, target: int) -> None:
    """The target's queue item shows what comes in; what the customer wrote since they were asked is their answer."""
    review_id = open_review_id(scope.db, target)
    if not review_id:
        return
    scope.keep("review", review_id)
    asked = asked_at(scope.db, target)
    answer = Message.select(Message.id).where(Message.ticket == source, Message.at >= asked, *FROM_CUSTOMER)
    wake_by_mail(scope.db, target, answers=asked is not None and scope.db.value(answer.limit(1)) is not None)


def _remember_merged(scope: Scope, source: int) -> None:
    """What undoing has to bring back: the tickets that went on in this one, and its messages."""
    if scope.trail is None:
        return
    for earlier in scope.db.column(Ticket.select(Ticket.id).where(Ticket.merged_into == source)):
        scope.keep("ticket", earlier)
    for message_row in scope.db.column(Message.select(Message.id).where(Message.ticket == source)):
        scope.made("moved", message_row)


def _split(scope: Scope, effect: SplitMessage) -> None:
    """The mail's Message-ID leads to the new ticket's conversation from now on, and replies to it follow."""
    source, ticket_id = scope.change(effect.source), scope.change(effect.ticket)
    row = scope.db.row(Message.select().where(Message.id == effect.message_row, Message.ticket == source))
    if row is None:
        raise Refused(f"message {effect.message_row} is not one of ticket #{scope.ticket(source).number}")
    thread_id = scope.thread_of(ticket_id)
    scope.indexed |= {source: None, ticket_id: None}
    scope.made("split", [ticket_id, row["id"], row["thread"]])
    scope.db.change(Message.update(ticket=ticket_id, thread=thread_id).where(Message.id == row["id"]))
    if row["message_id"]:
        old = ThreadReference.delete().where(
            ThreadReference.message_id == index_key(row["message_id"]), ThreadReference.thread == row["thread"]
        )
        scope.db.change(old)
        remember(scope.db, thread_id, row["message_id"])
    if row["direction"] is Direction.OUT:
        refresh_response(scope.db, source)
