"""The table of questions: what each kind of mail ends as, and what is done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.vocabulary import (
    BounceAction,
    Direction,
    EntryKind,
    Kind,
    OutboxState,
    Outcome,
    ReviewReason,
    TicketState,
)
from processor.effects.mail import ProveSent, RecordBounce, SendMail
from processor.effects.tickets import AskReview, CreateContact, Enter, FileMessage, MoveTicket, OpenTicket
from processor.facts.known import ThreadKey
from processor.facts.message import Attachment, BounceReport, Match
from processor.routing.decide import decide_message
from processor.routing.table import TABLE
from tests.unit.routing.builders import (
    NOW,
    OURS,
    closed,
    facts,
    known,
    message,
    of,
    one,
    outbox,
    policy,
    reading,
    rules,
    stranger,
    thread,
    ticket,
)

AUTO = message(kind=Kind.AUTO_REPLY, may_reply=False)
NOTIFIED = message(kind=Kind.AUTO_REPLY, may_reply=False, matches=(Match("auto_submitted", "auto-generated"),))
ALL_MACHINES = (Kind.AUTO_REPLY, Kind.BOUNCE, Kind.COMPLAINT, Kind.READ_RECEIPT)


def test_the_order_of_the_questions() -> None:
    assert [row.name for row in TABLE] == [
        "unreadable",
        "duplicate",
        "own_copy",
        "sent_by_hand",
        "history",
        "bounce",
        "complaint",
        "read_receipt",
        "parked",
        "automatic",
        "approval_reply",
        "form_reply",
        "part_of_ticket",
        "unknown_list",
        "new_request",
    ]


def test_unreadable_bytes_are_quarantined_with_the_reason() -> None:
    mail = message("", kind=Kind.UNREADABLE, may_reply=False, matches=(Match("no_headers", "no header at all"),))
    decision = decide_message(reading(mail), facts(sender=stranger()), NOW)
    assert decision.outcome is Outcome.QUARANTINED
    assert "no header at all" in decision.matches[0].reason
    assert decision.effects == ()


def test_a_duplicate_names_what_it_repeats_and_does_nothing() -> None:
    decision = decide_message(reading(), facts(duplicate_of=77), NOW)
    assert (decision.outcome, decision.related, decision.effects) == (Outcome.DUPLICATE, 77, ())


# --- our own mail


def test_our_loop_token_parks_a_mail_whatever_it_looks_like() -> None:
    decision = decide_message(reading(message(OURS)), facts(thread(), loop_token_valid=True), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.OWN, ())


@pytest.mark.parametrize("state", list(OutboxState))
def test_our_copy_proves_that_a_mail_went_out_unless_that_is_known(state: OutboxState) -> None:
    decision = decide_message(reading(message(OURS), folder="Sent"), facts(own_copy=outbox(state=state)), NOW)
    assert decision.outcome is Outcome.OWN
    proven = [effect.outbox_id for effect in of(decision, ProveSent)]
    assert proven == ([] if state in {OutboxState.SENT, OutboxState.OBSERVED} else [5])


def test_an_answer_by_hand_is_filed_and_the_ticket_answered() -> None:
    mine = message(OURS, kind=Kind.OWN, may_reply=False)
    decision = decide_message(reading(mine, sent_folder=True), facts(thread(on=ticket(state=TicketState.NEW))), NOW)
    assert decision.outcome is Outcome.ANSWER
    assert one(decision, FileMessage) == FileMessage(11, Direction.OUT, verified=True)
    assert one(decision, Enter).kind is EntryKind.MESSAGE_OUT
    assert one(decision, MoveTicket).after is TicketState.OPEN


def test_a_reminder_by_hand_does_not_end_the_waiting() -> None:
    mine = message(OURS, kind=Kind.OWN)
    waiting = facts(thread(on=ticket(state=TicketState.WAITING)))
    assert not of(decide_message(reading(mine, sent_folder=True), waiting, NOW), MoveTicket)


def test_sent_by_hand_on_no_ticket_is_our_own_and_kept() -> None:
    mine = message(OURS, kind=Kind.OWN)
    decision = decide_message(reading(mine, sent_folder=True), facts(sender=stranger()), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.OWN, ())


def test_our_absence_note_is_no_answer() -> None:
    mine = message(OURS, kind=Kind.AUTO_REPLY, may_reply=False)
    decision = decide_message(reading(mine, sent_folder=True), facts(thread()), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.OWN, ())


def test_an_answer_is_none_the_less_one_when_its_copy_was_parked_before() -> None:
    mine = message(OURS, kind=Kind.OWN)
    repeated = facts(thread(), duplicate_of=4, duplicate_outcome=Outcome.OWN)
    assert decide_message(reading(mine, sent_folder=True), repeated, NOW).outcome is Outcome.ANSWER
    assert decide_message(reading(mine), repeated, NOW).outcome is Outcome.DUPLICATE
    answered = facts(thread(), duplicate_of=4, duplicate_outcome=Outcome.ANSWER)
    assert decide_message(reading(mine, sent_folder=True), answered, NOW).outcome is Outcome.DUPLICATE
    ours = facts(thread(), duplicate_of=4, duplicate_outcome=Outcome.OWN, own_copy=outbox())
    assert decide_message(reading(mine, sent_folder=True), ours, NOW).outcome is Outcome.DUPLICATE


@pytest.mark.parametrize("kind", [Kind.OWN, Kind.HUMAN])
def test_what_claims_to_be_from_us_reaches_a_person_and_is_never_answered(kind: Kind) -> None:
    form = message(f"{OURS}", kind=kind, text="Callback please, from the web form.")
    decision = decide_message(reading(form), facts(sender=stranger()), NOW)
    assert decision.outcome is Outcome.OPENED
    assert ReviewReason.UNKNOWN_SENDER in one(decision, AskReview).reasons
    assert one(decision, OpenTicket).requester is None
    assert not of(decision, SendMail)
    assert not of(decision, CreateContact)


def test_from_us_with_a_subaddress_is_from_us() -> None:
    decision = decide_message(reading(message("Support+so-x@desk.example")), facts(sender=stranger()), NOW)
    assert not of(decision, SendMail)


@pytest.mark.parametrize(
    "changes",
    [{"text": " ", "new_text": ""}, {"matches": (Match("vacation_header", "a vacation note"),)}],
)
def test_empty_or_automatic_mail_from_our_own_address_is_parked(changes: dict[str, object]) -> None:
    decision = decide_message(reading(message(OURS, kind=Kind.OWN, **changes)), facts(sender=stranger()), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.OWN, ())


def test_a_picture_from_our_own_address_is_not_parked() -> None:
    picture = Attachment(1, "scan.png", "image/png", 10, "a" * 64, inline=False)
    mail = message(OURS, kind=Kind.OWN, text="", attachments=(picture,))
    assert decide_message(reading(mail), facts(sender=stranger()), NOW).outcome is Outcome.OPENED


# --- history


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.UNREADABLE])
def test_history_is_filed_and_nothing_else(kind: Kind) -> None:
    decision = decide_message(reading(message(kind=kind), history=True), facts(sender=stranger()), NOW)
    assert decision.outcome is Outcome.HISTORY
    (effect,) = decision.effects
    assert isinstance(effect, FileMessage)
    assert effect.ticket is None


def test_history_goes_on_in_its_conversation_or_on_its_ticket() -> None:
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None)
    assert one(decide_message(reading(history=True), facts(old), NOW), FileMessage).thread_id == 33
    ours = reading(message(OURS, kind=Kind.OWN), history=True, sent_folder=True)
    filed = one(decide_message(ours, facts(old, sender=stranger()), NOW), FileMessage)
    assert (filed.direction, filed.thread_id) == (Direction.OUT, 33)
    on_ticket = decide_message(reading(history=True), facts(thread()), NOW)
    assert on_ticket.effects == (FileMessage(11, Direction.IN, verified=True),)


# --- bounces, complaints, receipts


def bounced(action: BounceAction = BounceAction.FAILED, *, permanent: bool = True) -> BounceReport:
    return BounceReport(("anna@customer.example",), action, "5.1.1", "<x@y.example>", permanent, "no such user")


def test_a_hard_bounce_is_linked_shown_and_queued_without_ticket_or_mail() -> None:
    mail = message("mailer-daemon@isp.example", kind=Kind.BOUNCE, may_reply=False, bounce=bounced())
    decision = decide_message(reading(mail), facts(bounced=outbox(), sender=stranger()), NOW)
    assert decision.outcome is Outcome.BOUNCE
    assert decision.effects[0] == RecordBounce(5, permanent=True, status="5.1.1", diagnostic="no such user")
    assert one(decision, Enter).kind is EntryKind.BOUNCED
    assert "no such user" in one(decision, Enter).text
    assert one(decision, AskReview).reasons == (ReviewReason.BOUNCED,)
    assert len(decision.effects) == 3


@pytest.mark.parametrize(
    "report",
    [bounced(permanent=False), bounced(BounceAction.DELAYED, permanent=False), bounced(BounceAction.DELAYED), None],
)
def test_a_soft_or_delayed_bounce_is_only_entered(report: BounceReport | None) -> None:
    decision = decide_message(reading(message(kind=Kind.BOUNCE, bounce=report)), facts(bounced=outbox()), NOW)
    assert not one(decision, RecordBounce).permanent
    assert one(decision, Enter).kind is EntryKind.BOUNCED
    assert not of(decision, AskReview)


def test_a_notice_of_success_is_no_bounce() -> None:
    mail = message(kind=Kind.BOUNCE, bounce=bounced(BounceAction.DELIVERED, permanent=False))
    decision = decide_message(reading(mail), facts(bounced=outbox()), NOW)
    assert one(decision, Enter).kind is EntryKind.AUTOMATIC_MESSAGE
    assert len(decision.effects) == 1


def test_a_bounce_of_an_uncertain_mail_proves_that_it_went_out() -> None:
    uncertain = outbox(state=OutboxState.UNCERTAIN, ticket=None)
    named = replace(bounced(), original_message_id=uncertain.message_id)
    for mail in (
        message(kind=Kind.BOUNCE, bounce=named),
        message(kind=Kind.BOUNCE, bounce=bounced(), references=(uncertain.message_id,)),
    ):
        decision = decide_message(reading(mail), facts(bounced=uncertain), NOW)
        assert one(decision, ProveSent).outbox_id == 5
        assert len(decision.effects) == 2


@pytest.mark.parametrize("state", [OutboxState.UNCERTAIN, OutboxState.QUEUED, OutboxState.FAILED])
def test_a_bounce_that_names_only_the_conversation_proves_no_mail_of_it(state: OutboxState) -> None:
    mail = message("mallory@elsewhere.example", kind=Kind.BOUNCE, bounce=bounced())
    decision = decide_message(reading(mail), facts(bounced=outbox(state=state), sender=stranger()), NOW)
    assert not of(decision, ProveSent)
    assert one(decision, AskReview).reasons == (ReviewReason.BOUNCED,)


def test_a_bounce_about_no_mail_of_ours_changes_nothing() -> None:
    decision = decide_message(reading(message(kind=Kind.BOUNCE, bounce=bounced())), facts(thread()), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.BOUNCE, ())


def test_a_bounce_that_returns_our_message_id_is_not_taken_for_our_copy() -> None:
    mail = message(kind=Kind.BOUNCE, bounce=bounced())
    decision = decide_message(reading(mail), facts(own_copy=outbox(), bounced=outbox()), NOW)
    assert decision.outcome is Outcome.BOUNCE


def test_a_complaint_is_kept() -> None:
    decision = decide_message(reading(message(kind=Kind.COMPLAINT)), facts(thread()), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.COMPLAINT, ())


def test_a_read_receipt_is_filed_on_its_ticket_as_automatic() -> None:
    receipt = message(kind=Kind.READ_RECEIPT, may_reply=False)
    decision = decide_message(reading(receipt), facts(thread(on=ticket(state=TicketState.WAITING))), NOW)
    assert decision.outcome is Outcome.READ_RECEIPT
    assert one(decision, FileMessage).automatic
    assert not of(decision, MoveTicket)
    assert decide_message(reading(receipt), facts(), NOW).effects == ()


# --- automatic mail and lists


@pytest.mark.parametrize("state", [state for state in TicketState if state is not TicketState.MERGED])
@pytest.mark.parametrize("mail", [AUTO, NOTIFIED])
def test_an_automatic_reply_leaves_the_ticket_as_it_is(mail: object, state: TicketState) -> None:
    decision = decide_message(reading(mail), facts(thread(on=ticket(state=state, closed_at=NOW))), NOW)  # type: ignore[arg-type]
    assert decision.outcome is Outcome.AUTOMATIC
    filed, entry = decision.effects
    assert filed == FileMessage(11, Direction.IN, verified=True, automatic=True)
    assert isinstance(entry, Enter)
    assert entry.kind is EntryKind.AUTOMATIC_MESSAGE


def test_an_automatic_reply_without_a_ticket_is_kept() -> None:
    decision = decide_message(reading(AUTO), facts(), NOW)
    assert (decision.outcome, decision.effects) == (Outcome.AUTOMATIC, ())


def test_an_automatic_reply_of_a_stranger_with_a_number_stays_outside() -> None:
    by_number = facts(thread(ThreadKey.NUMBER), sender=stranger())
    absent = message("x@freemail.example", kind=Kind.AUTO_REPLY, may_reply=False)
    assert decide_message(reading(absent), by_number, NOW).effects == ()


def test_a_customers_ticket_system_opens_a_ticket_that_is_not_acknowledged() -> None:
    decision = decide_message(reading(NOTIFIED), facts(), NOW)
    assert decision.outcome is Outcome.OPENED
    assert one(decision, FileMessage).automatic
    assert ReviewReason.UNSURE in one(decision, AskReview).reasons
    assert not of(decision, SendMail)


def test_a_notification_from_nobody_we_know_is_kept() -> None:
    assert decide_message(reading(NOTIFIED), facts(sender=stranger()), NOW).outcome is Outcome.AUTOMATIC


@pytest.mark.parametrize("rule", ["vacation_header", "absence_subject", "absence_text", "auto_header"])
def test_an_absence_note_that_says_auto_generated_opens_nothing(rule: str) -> None:
    mail = message(kind=Kind.AUTO_REPLY, may_reply=False, matches=(*NOTIFIED.matches, Match(rule, "absent")))
    assert decide_message(reading(mail), facts(), NOW).outcome is Outcome.AUTOMATIC


@pytest.mark.parametrize(
    ("sender", "outcome"),
    [
        (known(), Outcome.OPENED),
        (known(contact=None), Outcome.OPENED),
        (known(customer_id=0), Outcome.OPENED),
        (stranger(), Outcome.BULK),
    ],
)
def test_list_mail_opens_a_ticket_only_for_those_we_know(sender: object, outcome: Outcome) -> None:
    bulk = message(kind=Kind.LIST, may_reply=False)
    decision = decide_message(reading(bulk), facts(sender=sender), NOW)
    assert decision.outcome is outcome
    assert not of(decision, SendMail)
    assert bool(decision.effects) is (outcome is Outcome.OPENED)


def test_list_mail_joins_its_ticket() -> None:
    bulk = message(kind=Kind.LIST, may_reply=False)
    assert decide_message(reading(bulk), facts(thread(), sender=stranger()), NOW).outcome is Outcome.JOINED


# --- closed tickets


@pytest.mark.parametrize(
    ("ago", "reopens"),
    [(timedelta(days=14), True), (timedelta(days=14, seconds=1), False), (timedelta(0), True)],
)
def test_a_closed_ticket_is_reopened_up_to_the_limit_and_linked_from_a_new_one_after(
    ago: timedelta, reopens: bool
) -> None:
    decision = decide_message(reading(), facts(thread(on=closed(ago))), NOW)
    said = [entry.kind for entry in of(decision, Enter)]
    if reopens:
        assert decision.outcome is Outcome.JOINED
        assert one(decision, MoveTicket) == MoveTicket(11, TicketState.CLOSED, TicketState.OPEN)
        assert EntryKind.REOPENED in said
    else:
        assert decision.outcome is Outcome.OPENED
        assert one(decision, OpenTicket).linked_to == 11
        assert said.count(EntryKind.LINKED) == 2
        assert not of(decision, MoveTicket)
    assert one(decision, SendMail).automatic == "auto-replied"


def test_a_closed_ticket_that_does_not_know_when_is_reopened() -> None:
    unknown = ticket(state=TicketState.CLOSED, closed_at=None)
    assert of(decide_message(reading(), facts(thread(on=unknown)), NOW), MoveTicket)


def test_a_stranger_does_not_reopen_a_ticket() -> None:
    mail = message("mallory@freemail.example")
    decision = decide_message(reading(mail), facts(thread(on=closed(timedelta(1))), sender=stranger()), NOW)
    assert not of(decision, MoveTicket)
    assert not of(decision, SendMail)


def test_a_reopened_conversation_at_its_cap_is_silent_and_says_so() -> None:
    busy = closed(timedelta(1), automatic_mails_last_day=3)
    for decision in (
        decide_message(reading(), facts(thread(on=busy)), NOW),
        decide_message(reading(), facts(thread(on=busy), policy=policy(reopen_for=timedelta(0))), NOW),
    ):
        assert not of(decision, SendMail)
        assert EntryKind.SILENT in [entry.kind for entry in of(decision, Enter)]
        assert "conversation_cap" in rules(decision)


# --- what the reasons say


def test_the_reason_of_a_quarantined_mail_is_never_empty() -> None:
    mail = message("", kind=Kind.UNREADABLE, may_reply=False)
    assert decide_message(reading(mail), facts(sender=stranger()), NOW).matches[0].reason


def test_our_own_mail_in_sent_is_known_by_its_loop_token_too() -> None:
    repeated = facts(thread(), duplicate_of=4, duplicate_outcome=Outcome.OWN, loop_token_valid=True)
    decision = decide_message(reading(message(OURS, kind=Kind.OWN), sent_folder=True), repeated, NOW)
    assert decision.outcome is Outcome.DUPLICATE


def test_a_new_ticket_says_whether_it_only_claims_to_be_from_us() -> None:
    claimed = decide_message(reading(message(OURS, kind=Kind.OWN)), facts(sender=stranger()), NOW)
    assert "our own address" in claimed.matches[0].reason
    assert "our own address" not in decide_message(reading(), facts(), NOW).matches[0].reason


def test_history_of_ours_is_told_by_its_folder_or_its_sender() -> None:
    sent = decide_message(reading(message("alias@desk.example"), history=True, sent_folder=True), facts(), NOW)
    ours = decide_message(reading(message(OURS, kind=Kind.OWN), history=True), facts(), NOW)
    assert one(sent, FileMessage).direction is one(ours, FileMessage).direction is Direction.OUT
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None)
    alien = decide_message(reading(message("x@y.example"), history=True), facts(old, sender=stranger()), NOW)
    assert one(alien, FileMessage) == FileMessage(None, Direction.IN, verified=True, thread_id=0)


def test_history_of_ours_is_filed_on_the_ticket_it_answers() -> None:
    ours = reading(message(OURS, kind=Kind.OWN), history=True, sent_folder=True)
    assert one(decide_message(ours, facts(thread()), NOW), FileMessage).ticket == 11
    by_number = decide_message(ours, facts(thread(ThreadKey.NUMBER)), NOW)
    assert one(by_number, FileMessage) == FileMessage(None, Direction.OUT, verified=True)


def test_a_bounce_without_words_says_so() -> None:
    mail = message(kind=Kind.BOUNCE, bounce=BounceReport((), BounceAction.FAILED, "", "", permanent=True))
    assert "no reason given" in one(decide_message(reading(mail), facts(bounced=outbox()), NOW), Enter).text
    worded = message(kind=Kind.BOUNCE, bounce=bounced())
    assert "no reason given" not in one(decide_message(reading(worded), facts(bounced=outbox()), NOW), Enter).text


def test_a_reopened_ticket_names_who_wrote_and_speaks_its_language() -> None:
    shut = closed(timedelta(1), language="ru")
    decision = decide_message(reading(message(language="")), facts(thread(on=shut)), NOW)
    assert rules(decision) == ["part_of_ticket", "thread_by_token", "reopened"]
    assert one(decision, SendMail).language == "ru"
    assert any("anna@customer.example" in entry.text for entry in of(decision, Enter))
    written = decide_message(reading(message(language="de")), facts(thread(on=shut)), NOW)
    assert one(written, SendMail).language == "de"
