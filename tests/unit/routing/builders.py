"""Facts for the core's tests: one plain value of each, with what a test is about as keyword arguments."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from models.vocabulary import CaseReason, Category, Kind, Language, OutboxState, Severity, Standing, TicketState
from processor.effects.decision import Decision, Effect
from processor.facts.causes import Fetched, Reading, Verdict
from processor.facts.known import (
    OutboxFacts,
    PartyFacts,
    Policy,
    ReviewFacts,
    SenderFacts,
    StaffFacts,
    ThreadKey,
    ThreadMatch,
    TicketFacts,
)
from processor.facts.meeting import MessageFacts
from processor.facts.message import Address, Message

NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
OURS = "support@desk.example"
ANNA = PartyFacts(contact_id=7, address="anna@customer.example", name="Anna", customer_id=3, language="")
TOKEN = "abcdefghijklmnop"
OTHER_TOKEN = "ponmlkjihgfedcba"
EffectT = TypeVar("EffectT")


def policy(**changes: Any) -> Policy:
    values: dict[str, Any] = {
        "acknowledge": True,
        "caps_per_address": 5,
        "caps_per_conversation": 3,
        "reopen_for": timedelta(days=14),
        "languages": (Language.ENGLISH, Language.RUSSIAN, Language.GERMAN),
        "default_language": Language.ENGLISH,
        "staff": ("kim", "lee"),
        "own_addresses": (OURS,),
    }
    return Policy(**values | changes)


def verdict(category: Category = Category.CUSTOMER_SUCCESS, **changes: Any) -> Verdict:
    nothing = category is Category.NOT_A_REQUEST
    values: dict[str, Any] = {
        "category": category,
        "confidence": 0.95,
        "probabilities": ((category.value, 0.95),),
        "why": (),
        "severity": None if nothing else Severity.MEDIUM,
        "reason": None if nothing else CaseReason.QUESTION_ABOUT_HANDLING,
        "threshold": 0.8,
        "automatic": True,
        "model_id": "m1",
        "language": "en",
        "standing": Standing.ACTS,
    }
    return Verdict(**values | changes)


def message(sender: str = "anna@customer.example", **changes: Any) -> Message:
    values: dict[str, Any] = {
        "digest": "d" * 64,
        "content_digest": "c" * 64,
        "size": 1000,
        "kind": Kind.HUMAN,
        "may_reply": True,
        "may_approve": True,
        "matches": (),
        "message_id": "<m1@customer.example>",
        "sender": Address("Anna", sender) if sender else None,
        "to": (Address("", OURS),),
        "recipients": (OURS,),
        "subject": "The report is empty",
        "language": "en",
        "text": "It shows nothing.",
        "new_text": "It shows nothing.",
    }
    return Message(**values | changes)


def reading(mail: Message | None = None, said: Any = None, **fetched: Any) -> Reading:
    values: dict[str, Any] = {
        "fetch_id": 1,
        "mailbox": "support",
        "folder": "INBOX",
        "received_at": NOW,
        "digest": "d" * 64,
    }
    return Reading(Fetched(**values | fetched), mail or message(), said or verdict())


def known(**changes: Any) -> SenderFacts:
    values: dict[str, Any] = {
        "contact": ANNA,
        "customer_id": 3,
        "customer_language": "",
        "automatic_mails_last_day": 0,
    }
    return SenderFacts(**values | changes)


def stranger(**changes: Any) -> SenderFacts:
    return known(**{"contact": None, "customer_id": 0} | changes)


def ticket(**changes: Any) -> TicketFacts:
    values: dict[str, Any] = {
        "ticket_id": 11,
        "number": 1042,
        "token": TOKEN,
        "state": TicketState.OPEN,
        "subject": "The report is empty",
        "language": "en",
        "category": Category.BUG,
        "customer_id": 3,
        "requester": ANNA,
        "parties": frozenset({ANNA.address}),
        "thread_id": 21,
        "last_message_id": "<m1@customer.example>",
        "references": ("<m0@customer.example>",),
        "closed_at": None,
        "automatic_mails_last_day": 0,
        "assignee": "",
        "severity": Severity.MEDIUM,
        "reason": CaseReason.BUG,
    }
    return TicketFacts(**values | changes)


def closed(ago: timedelta, **changes: Any) -> TicketFacts:
    return ticket(state=TicketState.CLOSED, closed_at=NOW - ago, **changes)


def thread(key: ThreadKey = ThreadKey.TOKEN, on: TicketFacts | None = None, **changes: Any) -> ThreadMatch:
    on = on or ticket()
    value = {ThreadKey.TOKEN: on.token, ThreadKey.NUMBER: str(on.number)}.get(key, "<m0@customer.example>")
    values: dict[str, Any] = {
        "key": key,
        "value": value,
        "thread_id": on.thread_id,
        "ticket": on,
        "senders": on.parties,
        "customer_id": on.customer_id,
    }
    return ThreadMatch(**values | changes)


def facts(*threads: ThreadMatch, **changes: Any) -> MessageFacts:
    values: dict[str, Any] = {
        "duplicate_of": 0,
        "sender": known(),
        "threads": threads,
        "own_copy": None,
        "bounced": None,
        "loop_token_valid": False,
        "policy": policy(),
    }
    return MessageFacts(**values | changes)


def outbox(**changes: Any) -> OutboxFacts:
    values: dict[str, Any] = {
        "outbox_id": 5,
        "message_id": f"<so.{TOKEN}.abc@desk.example>",
        "recipient": ANNA.address,
        "state": OutboxState.SENT,
        "automatic": True,
        "ticket": ticket(),
    }
    return OutboxFacts(**values | changes)


def review(**changes: Any) -> ReviewFacts:
    values: dict[str, Any] = {
        "review_id": 9,
        "open": True,
        "reasons": ("unsure",),
        "ticket": ticket(state=TicketState.NEW),
        "automatic_mails_to_requester": 0,
        "policy": policy(),
        "version": 0,
    }
    return ReviewFacts(**values | changes)


def staff(on: TicketFacts | None = None, other: TicketFacts | None = None, **settings: Any) -> StaffFacts:
    return StaffFacts(on or ticket(), other, policy(**settings))


def of(decision: Decision, kind: type[EffectT]) -> list[EffectT]:
    """The effects of one kind, in their order."""
    return [effect for effect in decision.effects if isinstance(effect, kind)]


def one(decision: Decision, kind: type[EffectT]) -> EffectT:
    """The only effect of a kind; fails if there are none or several."""
    (effect,) = of(decision, kind)
    return effect


def rules(decision: Decision) -> list[str]:
    return [match.rule for match in decision.matches]


def kinds(effects: tuple[Effect, ...]) -> list[str]:
    return [type(effect).__name__ for effect in effects]
