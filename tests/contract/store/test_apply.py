"""Effects become rows: each does what its name says, in order, and a rerun makes the same."""

import peewee
import pytest

from models.conversation import Review
from models.conversation import Verdict as VerdictRecord
from models.vocabulary import (
    Category,
    DecidedBy,
    Direction,
    EntryKind,
    OutboxState,
    Outcome,
    ReviewReason,
    ReviewState,
    Severity,
    Source,
    TicketState,
)
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, ProveSent, RecordBounce, SendMail
from processor.effects.tickets import (
    CONTACT,
    TICKET,
    AddParty,
    AskReview,
    AssignTicket,
    CloseReview,
    CreateContact,
    Enter,
    FileMessage,
    FileText,
    Label,
    MergeTicket,
    MoveTicket,
    OpenTicket,
    RecordVerdict,
    SplitMessage,
)
from processor.errors import Refused
from processor.facts.message import Attachment
from processor.store.apply import Applier
from processor.store.errors import Stale
from processor.store.store import Store, open_store
from processor.store.views.tickets import TicketFilter
from tests.contract.store.samples import (
    IDS,
    LEASE,
    NOW,
    POLICY,
    VERDICT,
    Named,
    PlainComposer,
    act,
    ask,
    cause_of,
    keep,
    message_of,
    open_ticket,
    opening,
    reading_of,
    take,
)

ANN = "ann@customer.example"


def test_a_mail_becomes_a_ticket_with_everything_that_belongs_to_it(store: Store, applier: Applier) -> None:
    attachment = Attachment(2, "r\u00e9sum\u00e9.pdf", "application/pdf", 7, "ab" * 32, inline=False)
    applied = open_ticket(store, applier, attachments=(attachment,))
    assert (applied.ticket_number, applied.opened, applied.outcome) == (1, True, Outcome.OPENED)
    view = store.views.ticket(1)
    line = view.line
    assert (line.state, line.subject, line.source, line.mailbox) == (TicketState.NEW, "printer", Source.MAIL, "support")
    assert (line.category, line.severity, line.reason) == (Category.BUG, Severity.HIGH, None)
    assert (line.decided_by, line.requester, line.opened_at) == (DecidedBy.MODEL, ANN, NOW)
    assert view.parties == (ANN,)
    assert [(entry.kind, entry.by, entry.at) for entry in view.entries] == [
        (EntryKind.OPENED, "signoff", NOW),
        (EntryKind.CLASSIFIED, "signoff", NOW),
    ]
    [message] = view.messages
    assert (message.direction, message.verified, message.new_text) == (Direction.IN, True, "printer")
    assert message.attachments[0]["filename"] == "r\u00e9sum\u00e9.pdf"
    assert store.fetches.raw(message.digest).startswith(b"From: ann@")
    [verdict] = view.verdicts
    assert verdict.probabilities == VERDICT.probabilities
    assert (verdict.why, verdict.threshold, verdict.model_id) == (VERDICT.why, 0.8, "model-1")


def test_ids_of_a_rerun_are_the_same(store: Store, applier: Applier) -> None:
    keep(store, "printer")
    [claim] = take(store)
    message = message_of(claim)
    seen = []

    def work() -> None:
        applier.apply(cause_of(claim, message), opening(message), NOW)
        seen.append((store.views.ticket(1).token, store.outbox.list()[0].message_id))
        if len(seen) == 1:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store.transact(work)
    store.transact(work)
    assert seen[0] == seen[1]
    assert seen[0][0] == IDS.token(claim.fetch.digest, 0)
    assert seen[0][1] == IDS.message_id(seen[0][0], claim.fetch.digest, 1)


def test_numbers_follow_each_other_also_after_a_failure(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, "a", 1)
    keep(store, "b", first_uid=2)
    [claim] = take(store)
    message = message_of(claim)
    with pytest.raises(Stale):
        store.transact(
            lambda: applier.apply(
                cause_of(claim, message), opening(message, MoveTicket(1, TicketState.CLOSED, TicketState.OPEN)), NOW
            )
        )
    store.transact(lambda: applier.apply(cause_of(claim, message), opening(message), NOW))
    open_ticket(store, applier, "c", 3)
    assert sorted(ticket.number for ticket in store.views.tickets()) == [1, 2, 3]


def test_a_state_moves_only_from_the_one_that_was_read(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    act(store, applier, "close", MoveTicket(1, TicketState.NEW, TicketState.CLOSED))
    assert store.views.ticket(1).line.closed_at == NOW
    with pytest.raises(Stale, match="ticket #1 is no longer new"):
        act(
            store,
            applier,
            "again",
            Enter(1, EntryKind.NOTE, "a", "b"),
            MoveTicket(1, TicketState.NEW, TicketState.OPEN),
        )
    view = store.views.ticket(1)
    assert (view.line.state, len(view.entries), view.line.version) == (TicketState.CLOSED, 2, 1)
    act(store, applier, "reopen", MoveTicket(1, TicketState.CLOSED, TicketState.OPEN))
    assert store.views.ticket(1).line.closed_at is None


def test_a_persons_label_is_final(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    mine = Label(1, Category.ADDITIONAL_SCOPE, None, None, DecidedBy.PERSON, "carl")
    models = Label(1, Category.BUG, Severity.CRITICAL, None, DecidedBy.MODEL, "signoff")
    act(store, applier, "person", mine)
    act(store, applier, "model", models)
    line = store.views.ticket(1).line
    assert (line.category, line.severity, line.decided_by) == (Category.ADDITIONAL_SCOPE, None, DecidedBy.PERSON)


def test_a_contact_is_made_once_whatever_the_case_of_the_address(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    made = CreateContact(CONTACT, "ANN@Customer.example", "Other", 0, "de")
    act(store, applier, "again", made, AddParty(1, CONTACT), AddParty(1, CONTACT))
    assert [(contact.address, contact.name) for contact in store.people.contacts()] == [(ANN, "Ann")]
    assert store.views.ticket(1).parties == (ANN,)


def test_new_reasons_join_the_open_review(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    act(store, applier, "one", ask(1, ReviewReason.UNSURE, text="first"))
    act(store, applier, "two", ask(1, ReviewReason.UNSURE, ReviewReason.BOUNCED, text="second"))
    act(store, applier, "three", ask(1, ReviewReason.BOUNCED, text="second"))
    [line] = store.views.reviews()
    assert line.reasons == (ReviewReason.UNSURE, ReviewReason.BOUNCED)
    assert (line.text, line.version) == ("first\nsecond", 1)
    act(store, applier, "close", CloseReview(line.review_id, "carl", "confirmed"))
    with pytest.raises(Stale, match="decided already"):
        act(store, applier, "again", CloseReview(line.review_id, "dora", "corrected"))
    done = store.views.review(line.review_id)
    assert (done.state, done.decided_by, done.verdict, done.decided_at) == (ReviewState.DONE, "carl", "confirmed", NOW)
    act(store, applier, "anew", ask(1, ReviewReason.UNSURE))
    assert len(store.views.reviews()) == 1
    assert len(store.views.reviews(None)) == 2


def test_a_second_open_review_is_impossible(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    act(store, applier, "one", ask(1, ReviewReason.UNSURE))
    row = {"ticket": 1, "reasons": [], "state": ReviewState.OPEN, "opened_at": NOW}
    with pytest.raises(peewee.IntegrityError):
        store.transact(lambda: store.database.insert(Review, row))


def test_an_answer_is_filed_and_queued_as_one(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    answer = SendMail(MailTemplate.ANSWER, 1, 1, ANN, "Ann", "en", "")
    act(store, applier, "reply", FileText(1, Direction.OUT, "carl", "Have you tried"), answer)
    sent = store.outbox.list()[0]
    message = store.views.ticket(1).messages[-1]
    assert (message.author, message.outbox_id, message.message_id) == ("carl", sent.outbox_id, sent.message_id)
    assert not sent.automatic
    assert store.outbox.raw(sent.outbox_id).startswith(b"Message-ID: " + sent.message_id.encode())
    ticket = store.facts.staff_facts(1, None, POLICY, NOW).ticket
    assert (ticket.last_message_id, ticket.references) == ("<printer@customer.example>", (sent.message_id,))


def test_observed_mails_are_on_record_and_never_leave(store: Store) -> None:
    open_ticket(store, Applier(store, IDS, PlainComposer(), observe=True))
    assert [mail.state for mail in store.outbox.list()] == [OutboxState.OBSERVED]
    assert store.outbox.take("me", 9, NOW, LEASE) == []


def test_a_withheld_acknowledgement_is_owed_until_it_is_queued(store: Store, applier: Applier) -> None:
    opened = OpenTicket(
        TICKET, 0, "s", Source.PHONE, "en", 0, None, None, None, None, DecidedBy.RULE, acknowledged=False
    )  # fmt: skip
    act(store, applier, "open", opened)
    facts = store.facts.staff_facts(1, None, POLICY, NOW).ticket
    assert (facts.acknowledged, facts.category, facts.requester) == (False, None, None)
    act(store, applier, "ack", SendMail(MailTemplate.ACKNOWLEDGEMENT, 1, 1, ANN, "", "en", "auto-replied"))
    assert store.facts.staff_facts(1, None, POLICY, NOW).ticket.acknowledged


def test_merging_carries_messages_and_people_over_and_leaves_the_events(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, "a", 1)
    open_ticket(store, applier, "b", 2)
    act(store, applier, "people", CreateContact(CONTACT, "bob@b.example", "Bob", 0, "en"), AddParty(1, CONTACT))
    act(store, applier, "merge", MoveTicket(1, TicketState.NEW, TicketState.MERGED), MergeTicket(1, 2))
    source, target = store.views.ticket(1), store.views.ticket(2)
    assert (source.line.merged_into, source.messages, len(source.entries)) == (2, (), 2)
    assert [message.new_text for message in target.messages] == ["a", "b"]
    assert target.parties == (ANN, "bob@b.example")
    with pytest.raises(Refused):
        act(store, applier, "loop", MergeTicket(2, 1))


def test_splitting_takes_a_message_and_its_replies_to_the_new_ticket(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, "a", 1)
    keep(store, "b", first_uid=2)
    [claim] = take(store)
    message = message_of(claim)
    joined = Decision(Outcome.JOINED, (), (FileMessage(1, Direction.IN, verified=True),))
    store.transact(lambda: applier.apply(cause_of(claim, message), joined, NOW))
    row = store.views.ticket(1).messages[1].message_row
    opened = OpenTicket(TICKET, 0, "b", Source.MAIL, "en", 0, None, Category.BUG, None, None, DecidedBy.PERSON)
    act(store, applier, "split", opened, SplitMessage(row, 1, TICKET))
    assert [m.new_text for m in store.views.ticket(2).messages] == ["b"]
    assert [m.new_text for m in store.views.ticket(1).messages] == ["a"]
    keep(store, "c", first_uid=3)
    [claim] = take(store)
    keys = Named(message_ids=("<b@customer.example>",))
    facts = store.facts.message_facts(reading_of(claim, message_of(claim)), keys, POLICY, NOW, loop_token_valid=False)
    assert [match.ticket.number for match in facts.threads if match.ticket] == [2]
    with pytest.raises(Refused, match="is not one of ticket #1"):
        act(store, applier, "split again", opened, SplitMessage(row, 1, TICKET))
    assert len(store.views.tickets()) == 2


def test_a_ticket_that_continues_a_conversation_shows_what_was_said_before(store: Store, applier: Applier) -> None:
    keep(store, "old", "new")
    old, new = take(store)
    history = Decision(Outcome.HISTORY, (), (FileMessage(None, Direction.IN, verified=True),))
    store.transact(lambda: applier.apply(cause_of(old, message_of(old)), history, NOW))
    opened = OpenTicket(
        TICKET, 0, "new", Source.MAIL, "en", 0, None, Category.BUG, None, None, DecidedBy.RULE, thread_id=1
    )  # fmt: skip
    filed = Decision(Outcome.OPENED, (), (opened, FileMessage(TICKET, Direction.IN, verified=True)))
    store.transact(lambda: applier.apply(cause_of(new, message_of(new)), filed, NOW))
    assert [message.new_text for message in store.views.ticket(1).messages] == ["old", "new"]


def test_assigning_and_finding(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, "Printer on FIRE", 1)
    open_ticket(store, applier, "b", 2)
    act(store, applier, "assign", AssignTicket(2, "carl"))
    found = {
        "assignee": TicketFilter(assignee="carl"),
        "nobody": TicketFilter(assignee=""),
        "text": TicketFilter(text="printer on fire"),
        "address": TicketFilter(text="ANN@customer"),
        "wild": TicketFilter(text="%"),
        "state": TicketFilter(states=(TicketState.NEW,), limit=1),
        "category": TicketFilter(category=Category.DEVELOPMENT_REQUEST),
        "customer": TicketFilter(customer="Nobody"),
    }
    assert {name: [line.number for line in store.views.tickets(wanted)] for name, wanted in found.items()} == {
        "assignee": [2],
        "nobody": [1],
        "text": [1],
        "address": [2, 1],
        "wild": [],
        "state": [2],
        "category": [],
        "customer": [],
    }


def test_a_verdict_is_kept_also_without_a_mail(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    act(store, applier, "verdict", RecordVerdict(1, VERDICT), AskReview(1, (ReviewReason.UNSURE,)))
    rows = store.database.rows(VerdictRecord.select().order_by(VerdictRecord.id))
    assert [row["fetch"] for row in rows] == [1, None]


def test_a_bounce_and_a_proof_are_linked_to_their_mail(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    act(store, applier, "bounce", RecordBounce(1, permanent=True, status="5.1.1", diagnostic="no such user"))
    [claim] = store.outbox.take("me", 9, NOW, LEASE)
    store.outbox.uncertain(claim, "time-out after DATA", NOW)
    assert len(store.views.reviews()) == 1
    act(store, applier, "proof", ProveSent(1, "found in Sent"))
    mail = store.outbox.get(1)
    assert (mail.state, mail.proof, mail.sent_at) == (OutboxState.SENT, "found in Sent", NOW)
    assert (mail.bounced_at, mail.bounce_status) == (NOW, "5.1.1")
    assert store.views.reviews() == ()


def test_two_stores_on_one_database_see_the_same(store: Store, store_url: str, applier: Applier) -> None:
    open_ticket(store, applier)
    other = open_store(store_url)
    assert other.views.ticket(1) == store.views.ticket(1)
    other.close()


def test_tickets_that_do_not_exist_are_refused(store: Store) -> None:
    for number in (1, 10**30):
        with pytest.raises(Refused, match="no ticket"):
            store.views.ticket(number)
        with pytest.raises(Refused, match="no queue item"):
            store.views.review(number)
