"""A fetched message is one worker's at a time, in order within its conversation."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from models.vocabulary import FetchState, Outcome
from processor.errors import Refused
from processor.store.apply import Applier
from processor.store.claims import Claim
from processor.store.errors import ClaimLost
from processor.store.leases import owner_name
from processor.store.store import Store, open_store
from tests.contract.store.samples import BOX, LEASE, NOW, cause_of, keep, message_of, opening, take

LATER = NOW + LEASE


def test_the_oldest_come_first_and_only_once(store: Store) -> None:
    keep(store, "one", "two", "three")
    assert [claim.fetch.fetch_id for claim in take(store, limit=2)] == [1, 2]
    assert [claim.fetch.fetch_id for claim in take(store, owner="other")] == [3]
    assert take(store) == []


def test_mailboxes_are_claimed_apart(store: Store) -> None:
    keep(store, "one")
    keep(store, "two", box="sales")
    [claim] = take(store, box="sales")
    assert claim.fetch.mailbox == "sales"


def test_a_claim_stops_at_so_many_bytes_and_takes_one_whatever_its_size(store: Store) -> None:
    keep(store, "one", "two", "three")
    size = len(take(store, limit=1)[0].raw)
    assert len(store.claims.claim(BOX, "me", 9, NOW, LEASE, max_bytes=size - 5)) == 1
    assert len(store.claims.claim(BOX, "me", 9, NOW, LEASE, max_bytes=size - 5)) == 1


def test_a_claim_that_ran_out_is_lost(store: Store, applier: Applier) -> None:
    keep(store, "one")
    [mine] = take(store)
    assert take(store, now=LATER - timedelta(microseconds=1)) == []
    [theirs] = take(store, now=LATER, owner="other")
    message = message_of(mine)
    with pytest.raises(ClaimLost):
        store.transact(lambda: applier.apply(cause_of(mine, message), opening(message), LATER))
    for late in (
        lambda: store.claims.defer(mine, "late", (), LATER),
        lambda: store.claims.quarantine(mine, "late", LATER),
        lambda: store.claims.give_back(mine),
        lambda: store.claims.announce(mine, ("k",)),
    ):
        with pytest.raises(ClaimLost):
            late()
    assert store.views.tickets() == ()
    store.transact(lambda: applier.apply(cause_of(theirs, message), opening(message), LATER))
    assert [ticket.number for ticket in store.views.tickets()] == [1]


def test_what_a_dead_process_of_this_host_had_claimed_is_free_at_once(store: Store) -> None:
    script = "from processor.store.leases import owner_name; print(owner_name())"
    dead = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    keep(store, "one", "two", "three")
    assert len(take(store, limit=1, owner="elsewhere:1:1")) == 1
    assert len(take(store, limit=1, owner=dead)) == 1
    assert [claim.fetch.fetch_id for claim in take(store, owner=owner_name())] == [2, 3]


def test_a_decided_message_is_never_claimed_again_nor_applied_twice(store: Store, applier: Applier) -> None:
    keep(store, "one")
    [claim] = take(store)
    message = message_of(claim)
    store.transact(lambda: applier.apply(cause_of(claim, message), opening(message), NOW))
    with pytest.raises(ClaimLost):
        store.transact(lambda: applier.apply(cause_of(claim, message), opening(message), NOW))
    assert take(store, now=LATER) == []
    assert len(store.outbox.list()) == 1


def test_a_deferred_message_waits_and_counts_its_attempts(store: Store) -> None:
    keep(store, "one")
    [claim] = take(store)
    due = NOW + timedelta(minutes=1)
    store.claims.defer(claim, "no answer", ("k",), due)
    assert store.claims.next_due(BOX) == due
    assert take(store) == []
    [again] = take(store, now=due)
    assert again.attempts == 1
    store.claims.give_back(again)
    assert take(store, now=due)[0].attempts == 1


def test_quarantine_is_an_outcome_until_a_person_decides(store: Store) -> None:
    keep(store, "one", "two")
    for claim in take(store):
        store.claims.quarantine(claim, "unreadable", NOW)
    assert take(store, now=LATER) == []
    first, second = store.quarantine.list()
    assert (first.reason, first.attempts, first.since) == ("unreadable", 1, NOW)
    store.quarantine.retry(first.fetch_id, NOW)
    store.quarantine.release(second.fetch_id)
    assert [claim.attempts for claim in take(store)] == [0]
    assert store.quarantine.list() == ()
    assert store.views.counts().messages_by_outcome == {Outcome.QUARANTINED: 1}
    with pytest.raises(Refused):
        store.quarantine.retry(second.fetch_id, NOW)


def test_a_later_message_of_a_deferred_conversation_is_blocked(store: Store) -> None:
    keep(store, "one", "two", "three")
    first, second, third = take(store)
    store.claims.defer(first, "later", ("from:ann", "id:<1>"), LATER)
    assert store.claims.blocked(second.fetch.fetch_id, BOX, ("id:<1>", "id:<2>")) == first.fetch.fetch_id
    assert store.claims.blocked(third.fetch.fetch_id, BOX, ("from:bob",)) == 0
    assert store.claims.blocked(third.fetch.fetch_id, "sales", ("from:ann",)) == 0
    assert store.claims.blocked(first.fetch.fetch_id, BOX, ("from:ann",)) == 0


def test_a_decided_or_quarantined_message_blocks_nobody(store: Store, applier: Applier) -> None:
    keep(store, "one", "two", "three")
    first, second, third = take(store)
    message = message_of(first)
    store.claims.announce(first, ("k",))
    store.claims.announce(second, ("k",))
    assert store.claims.blocked(third.fetch.fetch_id, BOX, ("k",)) == first.fetch.fetch_id
    store.transact(lambda: applier.apply(cause_of(first, message), opening(message), NOW))
    store.claims.quarantine(second, "broken", NOW)
    assert store.claims.blocked(third.fetch.fetch_id, BOX, ("k",)) == 0


def test_what_another_worker_has_not_read_yet_blocks_until_it_announces(store: Store) -> None:
    keep(store, "one", "two")
    [theirs] = take(store, limit=1, owner="other")
    [mine] = take(store)
    assert store.claims.blocked(mine.fetch.fetch_id, BOX, ("k",)) == theirs.fetch.fetch_id
    store.claims.announce(theirs, ("another",))
    assert store.claims.blocked(mine.fetch.fetch_id, BOX, ("k",)) == 0


def test_many_workers_at_once_share_out_every_row_exactly_once(store: Store, store_url: str) -> None:
    keep(store, *(f"word{at}" for at in range(60)))
    start, taken, failures = threading.Barrier(4), [], []

    def work(name: str) -> None:
        own = open_store(store_url)
        try:
            start.wait(10)
            while claims := own.claims.claim(BOX, name, 3, NOW, LEASE):
                taken.extend(claims)
        except Exception as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(f"w{at}",)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sorted(claim.fetch.fetch_id for claim in taken) == list(range(1, 61))
    assert len({claim.token for claim in taken}) >= 20
    assert store.views.counts().fetches_by_state == {FetchState.CLAIMED: 60}


def test_a_claim_carries_what_was_kept(store: Store) -> None:
    keep(store, "one", history=True)
    [claim] = take(store)
    assert isinstance(claim, Claim)
    assert claim.fetch.history
    assert not claim.fetch.sent_folder
    assert not claim.partial


def test_a_clock_that_was_set_back_by_hours_holds_up_no_mail(store: Store) -> None:
    keep(store, "one")
    earlier = NOW - timedelta(hours=3)
    [claim] = take(store, now=earlier)
    store.claims.defer(claim, "later", (), earlier + timedelta(minutes=30))
    assert take(store, now=earlier) == []
    assert len(take(store, now=earlier - timedelta(hours=3))) == 1


def test_a_mail_that_was_never_tried_waits_at_most_a_minute_whatever_the_clock_did(store: Store) -> None:
    keep(store, "one")
    assert take(store, now=NOW - timedelta(seconds=30)) == []
    assert len(take(store, now=NOW - timedelta(minutes=2))) == 1
