"""Whose conversation: which key lets whom write where."""

import pytest

from models.vocabulary import EntryKind, Kind, Outcome, ReviewReason, TicketState
from processor.effects.mail import SendMail
from processor.effects.tickets import (
    CONTACT,
    AddParty,
    AskReview,
    CreateContact,
    Enter,
    FileMessage,
    MoveTicket,
    OpenTicket,
)
from processor.facts.known import ThreadKey
from processor.facts.message import Address
from processor.ids import plus_address
from processor.routing.decide import decide_message
from processor.routing.threads import choose_thread
from tests.unit.routing.builders import (
    NOW,
    OTHER_TOKEN,
    TOKEN,
    facts,
    known,
    message,
    of,
    one,
    reading,
    rules,
    stranger,
    thread,
    ticket,
)

MALLORY = "mallory@freemail.example"


@pytest.mark.parametrize("key", list(ThreadKey))
def test_a_party_joins_by_any_key(key: ThreadKey) -> None:
    decision = decide_message(reading(), facts(thread(key)), NOW)
    assert decision.outcome is Outcome.JOINED
    assert one(decision, FileMessage) == FileMessage(11, one(decision, FileMessage).direction, verified=True)
    assert not of(decision, AddParty)
    assert not of(decision, SendMail), "a reply that joins is not acknowledged again"


@pytest.mark.parametrize("key", list(ThreadKey))
def test_a_colleague_at_the_same_customer_joins_and_becomes_a_party(key: ThreadKey) -> None:
    colleague = reading(message("bert@customer.example"))
    decision = decide_message(colleague, facts(thread(key), sender=known(contact=None)), NOW)
    assert decision.outcome is Outcome.JOINED
    assert one(decision, FileMessage).verified
    assert one(decision, CreateContact).customer_id == 3
    assert one(decision, AddParty) == AddParty(11, CONTACT)
    assert decision.effects.index(one(decision, CreateContact)) < decision.effects.index(one(decision, AddParty))


def test_a_known_colleague_becomes_a_party_by_the_contact_that_exists() -> None:
    bert = known().contact
    assert bert is not None
    decision = decide_message(reading(message("bert@customer.example")), facts(thread()), NOW)
    assert one(decision, AddParty) == AddParty(11, bert.contact_id)
    assert not of(decision, CreateContact)


@pytest.mark.parametrize("key", [ThreadKey.TOKEN, ThreadKey.OUR_MESSAGE_ID, ThreadKey.MESSAGE_ID])
def test_a_stranger_with_an_unguessable_key_is_filed_unverified_and_changes_nothing(key: ThreadKey) -> None:
    waiting = ticket(state=TicketState.WAITING)
    decision = decide_message(reading(message(MALLORY)), facts(thread(key, waiting), sender=stranger()), NOW)
    assert decision.outcome is Outcome.JOINED
    assert not one(decision, FileMessage).verified
    assert one(decision, AskReview).reasons == (ReviewReason.UNVERIFIED_SENDER,)
    assert one(decision, Enter).kind is EntryKind.UNVERIFIED_MESSAGE
    assert len(decision.effects) == 3, "no party, no contact, no move, no mail"


@pytest.mark.parametrize("key", [ThreadKey.NUMBER, ThreadKey.ANCESTOR])
def test_a_stranger_with_a_guessable_key_never_joins(key: ThreadKey) -> None:
    decision = decide_message(reading(message(MALLORY)), facts(thread(key), sender=stranger()), NOW)
    assert decision.outcome is Outcome.OPENED
    assert f"{key.value}_is_not_enough" in rules(decision)
    assert one(decision, OpenTicket).linked_to == 0


@pytest.mark.parametrize("key", [ThreadKey.NUMBER, ThreadKey.ANCESTOR])
def test_two_without_a_customer_are_not_of_the_same_customer(key: ThreadKey) -> None:
    nobodys = ticket(customer_id=0, parties=frozenset({"someone@freemail.example"}), requester=None)
    decision = decide_message(reading(message(MALLORY)), facts(thread(key, nobodys), sender=stranger()), NOW)
    assert decision.outcome is Outcome.OPENED


def test_a_free_mail_neighbour_with_the_token_is_no_party() -> None:
    nobodys = ticket(customer_id=0, parties=frozenset({"someone@freemail.example"}), requester=None)
    decision = decide_message(reading(message(MALLORY)), facts(thread(on=nobodys), sender=stranger()), NOW)
    assert not of(decision, AddParty)
    assert not one(decision, FileMessage).verified


def test_who_wrote_unverified_does_not_climb_to_a_party() -> None:
    seen = thread(ThreadKey.ANCESTOR, senders=frozenset({"anna@customer.example", MALLORY}))
    decision = decide_message(reading(message(MALLORY)), facts(seen, sender=stranger()), NOW)
    assert decision.outcome is Outcome.OPENED


def test_a_sender_without_address_is_no_party() -> None:
    decision = decide_message(reading(message("")), facts(thread(), sender=stranger()), NOW)
    assert not one(decision, FileMessage).verified


def test_the_requester_is_recognised_whatever_the_case_of_the_address() -> None:
    decision = decide_message(reading(message("Anna@customer.example")), facts(thread(), sender=stranger()), NOW)
    assert one(decision, FileMessage).verified


def test_waiting_ticket_is_open_again_when_the_customer_writes() -> None:
    decision = decide_message(reading(), facts(thread(on=ticket(state=TicketState.WAITING))), NOW)
    assert one(decision, MoveTicket) == MoveTicket(11, TicketState.WAITING, TicketState.OPEN)
    assert not of(decide_message(reading(), facts(thread()), NOW), MoveTicket)


def test_the_strongest_key_wins_and_the_others_are_recorded() -> None:
    other = ticket(ticket_id=12, number=7, token=OTHER_TOKEN)
    chosen = choose_thread(message(), facts(thread(ThreadKey.MESSAGE_ID, other), thread(ThreadKey.TOKEN)))
    assert chosen.ticket == ticket()
    assert [note.rule for note in chosen.notes] == ["thread_by_token", "other_conversation"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_tokens_the_plus_address_decides_then_in_reply_to(turned: bool) -> None:
    first, second = ticket(), ticket(ticket_id=12, number=7, token=OTHER_TOKEN)
    threads = [thread(on=first), thread(on=second)]
    known_facts = facts(*(reversed(threads) if turned else threads))
    by_address = message(
        recipients=(plus_address("support@desk.example", TOKEN),), subject=f"[#7 {OTHER_TOKEN}] The report"
    )
    by_parent = message(in_reply_to=(f"<so.{OTHER_TOKEN}.abc@desk.example>",), subject=f"[#1042 {TOKEN}] The report")
    assert choose_thread(by_address, known_facts).ticket == first
    assert choose_thread(by_parent, known_facts).ticket == second


def test_of_two_named_alike_the_one_still_at_work_is_chosen() -> None:
    shut = ticket(ticket_id=99, state=TicketState.CLOSED, token=OTHER_TOKEN)
    assert choose_thread(message(), facts(thread(on=shut), thread())).ticket == ticket()


def test_our_message_id_counts_as_much_as_a_token() -> None:
    second = ticket(ticket_id=12, number=7, token=OTHER_TOKEN)
    our_id = f"<so.{OTHER_TOKEN}.abc@desk.example>"
    mail = message(in_reply_to=(our_id,), subject=f"[#1042 {TOKEN}] The report")
    named = (thread(), thread(ThreadKey.OUR_MESSAGE_ID, second, value=our_id))
    assert choose_thread(mail, facts(*named)).ticket == second


def test_a_merged_ticket_without_target_is_not_joined() -> None:
    decision = decide_message(reading(), facts(thread(on=ticket(state=TicketState.MERGED))), NOW)
    assert decision.outcome is Outcome.OPENED
    assert "merged_without_target" in rules(decision)


def test_a_reply_to_an_old_conversation_opens_a_ticket_that_goes_on_in_it() -> None:
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None)
    decision = decide_message(reading(), facts(old), NOW)
    assert one(decision, OpenTicket).thread_id == 33


def test_a_stranger_does_not_get_into_an_old_conversation() -> None:
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None)
    decision = decide_message(reading(message(MALLORY)), facts(old, sender=stranger()), NOW)
    assert one(decision, OpenTicket).thread_id == 0
    assert "stranger_to_conversation" in rules(decision)


def test_a_mail_that_claims_to_be_from_us_is_filed_unverified() -> None:
    forged = message("support@desk.example", kind=Kind.OWN)
    decision = decide_message(reading(forged), facts(thread(), sender=known()), NOW)
    assert decision.outcome is Outcome.JOINED
    assert not one(decision, FileMessage).verified
    assert not of(decision, MoveTicket)


def test_an_answer_by_hand_is_threaded_by_a_number_only_when_a_party_reads_it() -> None:
    by_number = facts(thread(ThreadKey.NUMBER), sender=stranger())
    to_party = message("support@desk.example", kind=Kind.OWN, to=(Address("", "anna@customer.example"),))
    to_another = message("support@desk.example", kind=Kind.OWN, to=(Address("", "printer@shop.example"),))
    assert decide_message(reading(to_party, sent_folder=True), by_number, NOW).outcome is Outcome.ANSWER
    assert decide_message(reading(to_another, sent_folder=True), by_number, NOW).outcome is Outcome.OWN


def test_the_plus_address_goes_before_our_message_id_in_in_reply_to() -> None:
    second = ticket(ticket_id=12, number=7, token=OTHER_TOKEN)
    our_id = f"<so.{OTHER_TOKEN}.abc@desk.example>"
    mail = message(recipients=(plus_address("support@desk.example", TOKEN),), in_reply_to=(our_id,))
    named = (thread(ThreadKey.OUR_MESSAGE_ID, second, value=our_id), thread())
    assert choose_thread(mail, facts(*named)).ticket == ticket()


def test_the_mail_answered_goes_before_an_older_one() -> None:
    second = ticket(ticket_id=12, number=7, token=OTHER_TOKEN)
    mail = message(in_reply_to=("<parent@x.example>",), references=("<old@x.example>", "<parent@x.example>"))
    named = (
        thread(ThreadKey.MESSAGE_ID, second, value="<old@x.example>"),
        thread(ThreadKey.MESSAGE_ID, value="<parent@x.example>"),
    )
    assert choose_thread(mail, facts(*named)).ticket == ticket()


def test_one_conversation_named_twice_is_no_other_conversation() -> None:
    chosen = choose_thread(message(), facts(thread(), thread(ThreadKey.NUMBER)))
    assert [note.rule for note in chosen.notes] == ["thread_by_token"]
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None)
    older = thread(ThreadKey.ANCESTOR, thread_id=32, ticket=None)
    notes = choose_thread(message(), facts(old, older)).notes
    assert [note.rule for note in notes] == ["thread_by_message_id", "other_conversation"]


def test_an_answer_by_hand_answers_no_merged_ticket_and_no_old_conversation() -> None:
    mine = reading(message("support@desk.example", kind=Kind.OWN), sent_folder=True)
    merged = thread(on=ticket(state=TicketState.MERGED))
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None)
    assert decide_message(mine, facts(merged, old), NOW).outcome is Outcome.OWN
    assert decide_message(mine, facts(merged, thread(ThreadKey.MESSAGE_ID)), NOW).outcome is Outcome.ANSWER


def test_who_goes_on_in_an_old_conversation() -> None:
    old = thread(ThreadKey.MESSAGE_ID, thread_id=33, ticket=None, senders=frozenset({"anna@customer.example"}))
    by_address = facts(old, sender=stranger())
    colleague = reading(message("bert@customer.example"))
    ours = reading(message("support@desk.example", kind=Kind.OWN))
    nobody = reading(message(""))
    assert one(decide_message(reading(), by_address, NOW), OpenTicket).thread_id == 33
    assert one(decide_message(colleague, facts(old), NOW), OpenTicket).thread_id == 33
    assert one(decide_message(nobody, facts(old), NOW), OpenTicket).thread_id == 0
    assert one(decide_message(ours, facts(old), NOW), OpenTicket).thread_id == 0


def test_the_requester_is_a_party_even_where_the_parties_do_not_say_so() -> None:
    bare = ticket(parties=frozenset())
    assert one(decide_message(reading(), facts(thread(on=bare), sender=stranger()), NOW), FileMessage).verified
    other = reading(message(MALLORY))
    assert not one(decide_message(other, facts(thread(on=bare), sender=stranger()), NOW), FileMessage).verified
