"""What may have left is never sent again by itself."""

import threading
from datetime import timedelta

import pytest

from models.vocabulary import EntryKind, OutboxState, ReviewReason
from processor.effects.mail import MailTemplate, ProveSent, SendMail
from processor.errors import Refused
from processor.store.apply import Applier
from processor.store.errors import ClaimLost
from processor.store.outbox import OutboxClaim
from processor.store.store import Store, open_store
from tests.contract.store.samples import LEASE, NOW, act, open_ticket

LATER = NOW + LEASE


def queued(store: Store, applier: Applier) -> OutboxClaim:
    open_ticket(store, applier)
    [claim] = store.outbox.take("me", 9, NOW, LEASE)
    return claim


def test_a_mail_is_taken_once_with_its_final_bytes(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    assert claim.raw.startswith(f"Message-ID: {claim.message_id}".encode())
    assert (claim.sender, claim.recipient) == ("desk@desk.example", "ann@customer.example")
    assert (claim.ticket_id, claim.attempts, claim.created_at) == (1, 0, NOW)
    assert store.outbox.take("other", 9, NOW, LEASE) == []
    store.outbox.sent(claim, LATER)
    mail = store.outbox.get(claim.outbox_id)
    assert (mail.state, mail.sent_at, mail.attempts) == (OutboxState.SENT, LATER, 1)
    with pytest.raises(ClaimLost):
        store.outbox.sent(claim, LATER)


def test_a_deferred_mail_comes_again_when_it_is_due(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    store.outbox.deferred(claim, "421 busy", LATER)
    assert store.outbox.take("me", 9, NOW, LEASE) == []
    [again] = store.outbox.take("me", 9, LATER, LEASE)
    assert (again.attempts, again.message_id, again.raw) == (1, claim.message_id, claim.raw)


def test_a_refused_mail_fails_and_a_person_is_asked(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    store.outbox.refused(claim, "550 no such user", NOW)
    assert store.outbox.get(claim.outbox_id).state is OutboxState.FAILED
    [review] = store.views.reviews()
    assert review.reasons == (ReviewReason.SEND_FAILED,)
    assert "550 no such user" in review.text
    entry = store.views.ticket(1).entries[-1]
    assert (entry.kind, entry.by) == (EntryKind.SENDING, "signoff")


def test_an_uncertain_mail_is_not_sent_again_unless_a_person_says_so(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    store.outbox.uncertain(claim, "time-out after DATA", NOW)
    assert store.outbox.take("me", 9, LATER, LEASE) == []
    assert store.views.reviews()[0].reasons == (ReviewReason.SEND_UNCERTAIN,)
    store.outbox.retry(claim.outbox_id, "carl", LATER)
    assert store.views.reviews() == ()
    assert "queued again by carl" in store.views.ticket(1).entries[-1].text
    assert len(store.outbox.take("me", 9, LATER, LEASE)) == 1


def test_whoever_dies_while_sending_leaves_an_uncertain_mail(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    assert store.outbox.expire(LATER - timedelta(microseconds=1)) == 0
    assert store.outbox.take("other", 9, LATER, LEASE) == []
    assert store.outbox.get(claim.outbox_id).state is OutboxState.UNCERTAIN
    with pytest.raises(ClaimLost):
        store.outbox.sent(claim, LATER)
    assert store.outbox.expire(LATER) == 0


def test_proof_that_comes_while_sending_settles_the_doubt(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    act(store, applier, "proof", ProveSent(claim.outbox_id, "our copy came back"))
    assert store.outbox.get(claim.outbox_id).state is OutboxState.SENDING
    store.outbox.uncertain(claim, "connection lost", LATER)
    assert store.outbox.get(claim.outbox_id).state is OutboxState.SENT
    assert store.views.reviews() == ()


def test_proof_for_a_mail_that_waits_to_be_sent_again_keeps_it_from_leaving_twice(
    store: Store, applier: Applier
) -> None:
    claim = queued(store, applier)
    store.outbox.deferred(claim, "421", LATER)
    act(store, applier, "proof", ProveSent(claim.outbox_id, "our copy came back"))
    assert store.outbox.take("me", 9, LATER, LEASE) == []


def test_what_was_sent_or_is_being_sent_cannot_be_cancelled_or_retried(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    for change in (store.outbox.cancel, store.outbox.retry):
        with pytest.raises(Refused, match="is sending"):
            change(claim.outbox_id, "carl", NOW)
    store.outbox.sent(claim, NOW)
    with pytest.raises(Refused, match="is sent"):
        store.outbox.cancel(claim.outbox_id, "carl", NOW)
    for wrong in (99, 10**30):
        with pytest.raises(Refused, match="no mail"):
            store.outbox.get(wrong)


def test_a_cancelled_mail_never_leaves(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    store.outbox.cancel(1, "carl", NOW)
    assert store.outbox.take("me", 9, NOW, LEASE) == []
    assert [mail.outbox_id for mail in store.outbox.list(OutboxState.CANCELLED)] == [1]
    assert store.outbox.list(OutboxState.QUEUED) == ()


def test_two_senders_at_once_never_take_the_same_mail(store: Store, store_url: str, applier: Applier) -> None:
    for at in range(20):
        open_ticket(store, applier, f"w{at}", at + 1)
    start, taken, failures = threading.Barrier(3), [], []

    def work(name: str) -> None:
        own = open_store(store_url)
        try:
            start.wait(10)
            while claims := own.outbox.take(name, 2, NOW, LEASE):
                taken.extend(claims)
        except Exception as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(f"s{at}",)) for at in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sorted(claim.outbox_id for claim in taken) == list(range(1, 21))


def test_a_clock_that_was_set_back_by_hours_holds_up_no_mail(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    earlier = NOW - timedelta(hours=3)
    [claim] = store.outbox.take("me", 9, earlier, LEASE)
    store.outbox.deferred(claim, "421 busy", earlier + timedelta(hours=1))
    assert store.outbox.take("me", 9, earlier, LEASE) == []
    assert len(store.outbox.take("me", 9, earlier - timedelta(hours=3), LEASE)) == 1


def closing(to: str, ordinal: int) -> SendMail:
    return SendMail(MailTemplate.CLOSING, ordinal, 1, to, "", "en", "auto-replied")


def test_two_mails_of_one_conversation_to_one_address_leave_one_after_the_other(store: Store, applier: Applier) -> None:
    open_ticket(store, applier)
    act(store, applier, "close", closing("ann@customer.example", 1), closing("bob@customer.example", 2))
    first, third = store.outbox.take("me", 9, NOW, LEASE)
    assert (first.recipient, third.recipient) == ("ann@customer.example", "bob@customer.example")
    assert store.outbox.take("other", 9, NOW, LEASE) == []
    store.outbox.sent(first, NOW)
    [second] = store.outbox.take("me", 9, NOW, LEASE)
    assert second.recipient == "ann@customer.example"


def test_a_mail_that_waits_for_its_next_try_holds_up_no_other(store: Store, applier: Applier) -> None:
    claim = queued(store, applier)
    store.outbox.deferred(claim, "421 busy", LATER)
    act(store, applier, "close", closing("ann@customer.example", 1))
    assert len(store.outbox.take("me", 9, NOW, LEASE)) == 1
