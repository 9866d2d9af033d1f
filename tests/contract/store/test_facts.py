"""What decisions are told: whose conversation, who writes, what it repeats, what of ours it is about."""

import hashlib
from datetime import timedelta

import pytest

from models.vocabulary import BounceAction, Direction, Kind, OutboxState, Outcome, ReviewReason, TicketState
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import (
    AddParty,
    CreateContact,
    FileMessage,
    Local,
    MergeTicket,
    MoveTicket,
)
from processor.errors import Refused
from processor.facts.known import ThreadKey
from processor.facts.meeting import MessageFacts
from processor.facts.message import Address, BounceReport, Message
from processor.store.apply import Applier
from processor.store.claims import Claim
from processor.store.store import Store
from tests.contract.store.samples import (
    IDS,
    NOW,
    POLICY,
    Named,
    PlainComposer,
    act,
    ask,
    cause_of,
    keep,
    message_of,
    open_ticket,
    reading_of,
    take,
)

ANN = "ann@customer.example"


def facts_of(store: Store, keys: Named, uid: int = 9, **changes: object) -> MessageFacts:
    claim, message = next_mail(store, "question", uid, **changes)
    return store.facts.message_facts(reading_of(claim, message), keys, POLICY, NOW, loop_token_valid=False)


def next_mail(store: Store, word: str, uid: int, **changes: object) -> tuple[Claim, Message]:
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    return claim, message_of(claim, **changes)


def token_of(store: Store, number: int) -> str:
    return store.views.ticket(number).token


def test_a_first_mail_of_a_stranger_is_known_by_nothing(store: Store) -> None:
    facts = facts_of(store, Named((), ("<x@y.example>",), (1, 10**12, 10**30)))
    assert (facts.threads, facts.own_copy, facts.bounced, facts.duplicate_of) == ((), None, None, 0)
    assert (facts.sender.contact, facts.sender.customer_id) == (None, 0)


def test_empty_keys_match_nothing(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, message_id="", content_digest="")
    facts = facts_of(store, Named(("",), ("",), (0, -1)), message_id="", content_digest="", sender=None)
    assert (facts.threads, facts.own_copy, facts.duplicate_of) == ((), None, 0)


def test_conversations_are_found_by_every_key_and_in_order_of_strength(store: Store, applier: Applier) -> None:
    for at, word in enumerate(("token", "ours", "theirs", "ancestor", "number"), start=1):
        open_ticket(store, applier, word, at, in_reply_to=(f"<before-{word}@customer.example>",))
    ours = next(row.message_id for row in store.outbox.list() if row.ticket_number == 2)
    keys = Named(
        (token_of(store, 1),),
        ("<before-ancestor@customer.example>", "<theirs@customer.example>", ours),
        (5,),
    )
    found = facts_of(store, keys).threads
    assert [(match.key, match.ticket.number if match.ticket else 0) for match in found] == [
        (ThreadKey.TOKEN, 1),
        (ThreadKey.OUR_MESSAGE_ID, 2),
        (ThreadKey.MESSAGE_ID, 3),
        (ThreadKey.ANCESTOR, 4),
        (ThreadKey.NUMBER, 5),
    ]
    assert all(match.senders == {ANN} for match in found)


def test_our_message_id_in_a_strangers_references_does_not_make_their_conversation_ours(
    store: Store, applier: Applier
) -> None:
    open_ticket(store, applier, "mine")
    [ours] = [row.message_id for row in store.outbox.list()]
    open_ticket(store, applier, "theirs", 2, references=(ours,))
    found = facts_of(store, Named((), (ours,), ())).threads
    assert [(match.key, match.ticket.number if match.ticket else 0) for match in found] == [
        (ThreadKey.OUR_MESSAGE_ID, 1),
        (ThreadKey.ANCESTOR, 2),
    ]


def test_what_an_unverified_mail_names_leads_nowhere_and_its_sender_does_not_belong(
    store: Store, applier: Applier
) -> None:
    opened = open_ticket(store, applier)
    assert opened.ticket_id is not None
    claim, message = next_mail(
        store, "odd", 2, sender=Address("", "Eve@bad.example"), references=("<elsewhere@other.example>",)
    )
    effects = (FileMessage(opened.ticket_id, Direction.IN, verified=False),)
    store.transact(lambda: applier.apply(cause_of(claim, message), Decision(Outcome.JOINED, (), effects), NOW))
    found = facts_of(store, Named((), ("<elsewhere@other.example>", "<odd@customer.example>"), ())).threads
    assert [(match.key, match.value, match.senders) for match in found] == [
        (ThreadKey.MESSAGE_ID, "<odd@customer.example>", frozenset({ANN}))
    ]
    ticket = found[0].ticket
    assert ticket is not None
    assert ticket.last_message_id == "<printer@customer.example>"


def test_a_ticket_is_told_whole(store: Store, applier: Applier) -> None:
    opened = open_ticket(store, applier)
    assert opened.ticket_id is not None
    act(store, applier, "ask", ask(opened.ticket_id, ReviewReason.UNSURE))
    claim, message = next_mail(store, "more", 2, in_reply_to=("<printer@customer.example>",))
    effects = (
        CreateContact(Local("bob"), "Bob@Customer.example", "Bob", 0, "de"),
        AddParty(opened.ticket_id, Local("bob")),
        FileMessage(opened.ticket_id, Direction.IN, verified=True),
    )
    store.transact(lambda: applier.apply(cause_of(claim, message), Decision(Outcome.JOINED, (), effects), NOW))
    ticket = store.facts.staff_facts(1, None, POLICY, NOW).ticket
    assert (ticket.number, ticket.state, ticket.subject) == (1, TicketState.NEW, "printer")
    assert ticket.parties == {ANN, "bob@customer.example"}
    assert ticket.requester is not None
    assert ticket.requester.address == ANN
    assert ticket.last_message_id == "<more@customer.example>"
    assert ticket.references == ("<printer@customer.example>",)
    assert (ticket.automatic_mails_last_day, ticket.acknowledged, len(ticket.open_review_ids)) == (1, True, 1)
    assert ticket.version == 2


def test_a_merged_ticket_resolves_to_where_it_goes_on(store: Store, applier: Applier) -> None:
    first, second, third = (open_ticket(store, applier, word, at) for at, word in enumerate(("a", "b", "c"), 1))
    merge(store, applier, first.ticket_id, second.ticket_id)
    merge(store, applier, second.ticket_id, third.ticket_id)
    keys = Named((token_of(store, 1),), ("<b@customer.example>",), (1,))
    assert {match.ticket.number for match in facts_of(store, keys).threads if match.ticket} == {3}
    assert store.facts.staff_facts(1, 3, POLICY, NOW).ticket.state is TicketState.MERGED
    with pytest.raises(Refused, match="was merged itself"):
        merge(store, applier, third.ticket_id, second.ticket_id)


def merge(store: Store, applier: Applier, source: int | None, target: int | None) -> None:
    assert source is not None
    assert target is not None
    moved = MoveTicket(source, TicketState.NEW, TicketState.MERGED)
    act(store, applier, f"merge {source} {target}", moved, MergeTicket(source, target))


def test_history_is_a_conversation_without_a_ticket(store: Store, applier: Applier) -> None:
    claim, message = next_mail(store, "old", 1)
    effects = (FileMessage(None, Direction.IN, verified=True),)
    store.transact(lambda: applier.apply(cause_of(claim, message), Decision(Outcome.HISTORY, (), effects), NOW))
    [match] = facts_of(store, Named((), ("<old@customer.example>",), ())).threads
    assert (match.key, match.ticket, match.senders) == (ThreadKey.MESSAGE_ID, None, frozenset({ANN}))


def test_the_customer_is_found_by_address_then_by_domain_and_never_by_free_mail(store: Store) -> None:
    by_domain = store.people.add_customer("Domain Ltd", "de", ("customer.example",))
    by_address = store.people.add_customer("Address Ltd", "ru")
    store.people.add_contact("Boss@customer.example", "Boss", "Address Ltd")
    store.people.add_contact("someone@gmail.com", "Someone")
    with pytest.raises(Refused, match="anyone can have an address"):
        store.people.add_domain("Domain Ltd", "GMail.com")
    told = {
        address: (facts.customer_id, facts.customer_language)
        for address in ("boss@customer.example", "new@CUSTOMER.example", "x@mail.customer.example", "a@gmail.com", "")
        for facts in (store.facts.sender_facts(address, NOW),)
    }
    assert told == {
        "boss@customer.example": (by_address, "ru"),
        "new@CUSTOMER.example": (by_domain, "de"),
        "x@mail.customer.example": (by_domain, "de"),
        "a@gmail.com": (0, ""),
        "": (0, ""),
    }
    assert store.facts.sender_facts("x@notcustomer.example", NOW).customer_id == 0


def test_the_same_content_is_a_duplicate_of_its_first_record(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    facts = facts_of(store, Named(), content_digest=message_digest("printer"))
    assert (facts.duplicate_of, facts.duplicate_outcome) == (1, Outcome.OPENED)


def test_what_ended_in_quarantine_is_no_original(store: Store) -> None:
    claim, message = next_mail(store, "printer", 1)
    store.claims.quarantine(claim, "broken", NOW)
    assert facts_of(store, Named(), content_digest=message.content_digest).duplicate_of == 0


def message_digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def test_automatic_mails_count_for_a_day_unless_they_never_left(store: Store, applier: Applier) -> None:
    opened = open_ticket(store, applier)
    assert opened.ticket_id is not None
    watching = Applier(store, IDS, PlainComposer(), observe=True)
    open_ticket(store, watching, "watched", 2)
    notice = SendMail(MailTemplate.CLOSING, 1, opened.ticket_id, ANN, "Ann", "en", "auto-generated")
    person = SendMail(MailTemplate.ANSWER, 2, opened.ticket_id, ANN, "Ann", "en", "")
    act(store, applier, "close", notice, person)
    cancelled = act(store, applier, "again", notice)
    store.outbox.cancel(cancelled.outbox_ids[0], "ann", NOW)
    assert store.facts.sender_facts(ANN.upper(), NOW).automatic_mails_last_day == 2
    assert store.facts.staff_facts(1, None, POLICY, NOW).ticket.automatic_mails_last_day == 2
    day = NOW + timedelta(hours=24)
    assert store.facts.sender_facts(ANN, day - timedelta(microseconds=1)).automatic_mails_last_day == 2
    assert store.facts.sender_facts(ANN, day).automatic_mails_last_day == 0


def test_our_own_copy_is_known_by_message_id(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    [sent] = store.outbox.list()
    copy = facts_of(store, Named(), message_id=sent.message_id).own_copy
    assert copy is not None
    assert (copy.outbox_id, copy.recipient, copy.state) == (sent.outbox_id, ANN, OutboxState.QUEUED)
    assert copy.ticket is not None


def bounce(original: str = "", *recipients: str) -> dict[str, object]:
    report = BounceReport(recipients, BounceAction.FAILED, "5.1.1", original, permanent=True)
    return {"kind": Kind.BOUNCE, "bounce": report}


def test_a_bounce_is_linked_by_original_message_id_references_or_token(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    open_ticket(store, applier, "other", 2)
    second, first = store.outbox.list()
    token = token_of(store, 1)
    found = [
        facts_of(store, Named(), 11, **bounce(first.message_id)).bounced,
        facts_of(store, Named(), 12, **bounce("<unknown@x.example>"), references=(first.message_id,)).bounced,
        facts_of(store, Named((token,)), 13, **bounce("", ANN.upper())).bounced,
        facts_of(store, Named((token,)), 14, **bounce()).bounced,
    ]
    assert [mail.outbox_id if mail else 0 for mail in found] == [first.outbox_id] * 4
    assert facts_of(store, Named((token,)), 15, **bounce("", "who@else.example")).bounced is None
    assert facts_of(store, Named(), 16, **bounce()).bounced is None
    assert facts_of(store, Named(), 17, references=(second.message_id,)).bounced is None


def test_a_review_is_told_with_its_ticket(store: Store, applier: Applier) -> None:
    opened = open_ticket(store, applier)
    assert opened.ticket_id is not None
    act(store, applier, "ask", ask(opened.ticket_id, ReviewReason.UNSURE, text="why"))
    [line] = store.views.reviews()
    facts = store.facts.review_facts(line.review_id, POLICY, NOW)
    assert (facts.open, facts.reasons, facts.ticket.number) == (True, ("unsure",), 1)
    assert facts.automatic_mails_to_requester == 1
    for wrong in (99, 10**30):
        with pytest.raises(Refused, match="queue item"):
            store.facts.review_facts(wrong, POLICY, NOW)


def test_commands_on_tickets_that_do_not_exist_are_refused(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    for number, other in ((2, None), (1, 7), (10**30, None)):
        with pytest.raises(Refused, match="no ticket"):
            store.facts.staff_facts(number, other, POLICY, NOW)


def test_overlong_and_numerous_names_are_found_and_bounded(store: Store, applier: Applier) -> None:
    long_id = "<" + "x\u044f" * 5000 + "@customer.example>"
    many = tuple(f"<r{at}@customer.example>" for at in range(3000))
    long_address = "a" * 6000 + "@customer.example"
    open_ticket(store, applier, message_id=long_id, references=many, sender=Address("", long_address))
    found = facts_of(store, Named((), (*many, long_id), ())).threads
    assert (found[0].key, found[0].ticket.number if found[0].ticket else 0) == (ThreadKey.MESSAGE_ID, 1)
    assert len(found) < 300
    contact = store.facts.sender_facts(long_address, NOW).contact
    assert contact is not None
