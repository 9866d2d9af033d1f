"""Bytes are kept once, with their record and the cursor, or not at all."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from models.vocabulary import FetchState, Outcome
from processor.errors import Permanent
from processor.store.fetches import KeptMail
from processor.store.store import Store
from tests.contract.store.samples import BOX, FOLDER, NOW, VALIDITY, keep, raw_mail, take


def test_a_batch_is_kept_with_bytes_records_and_cursor(store: Store) -> None:
    keep(store, "one", "two")
    cursor = store.fetches.cursor(BOX, FOLDER)
    assert cursor is not None
    assert (cursor.uidvalidity, cursor.next_uid, cursor.first_contact) == (VALIDITY, 3, NOW)
    assert store.fetches.raw(hashlib.sha256(raw_mail("two")).hexdigest()) == raw_mail("two")
    assert [claim.raw for claim in take(store)] == [raw_mail("one"), raw_mail("two")]


def test_the_same_batch_again_changes_nothing(store: Store) -> None:
    keep(store, "one", "two")
    again = [
        KeptMail(1, raw_mail("one"), NOW),
        KeptMail(2, raw_mail("other"), NOW),
        KeptMail(3, raw_mail("three"), NOW),
    ]
    assert store.fetches.keep(BOX, FOLDER, VALIDITY, again, 4, NOW) == 1
    assert [claim.raw for claim in take(store)] == [raw_mail("one"), raw_mail("two"), raw_mail("three")]


def test_equal_bytes_are_kept_once_and_recorded_twice(store: Store) -> None:
    keep(store, "one", "one")
    first, second = take(store)
    assert first.fetch.digest == second.fetch.digest
    assert first.fetch.fetch_id != second.fetch.fetch_id
    assert store.database.run('SELECT COUNT(*) FROM "raw_message"').fetchone()[0] == 1


def test_the_same_uid_under_another_uidvalidity_or_folder_is_another_message(store: Store) -> None:
    row = [KeptMail(1, raw_mail("one"), NOW)]
    for folder, validity in ((FOLDER, 1), (FOLDER, 2), ("Sent", 1)):
        assert store.fetches.keep(BOX, folder, validity, row, 2, NOW) == 1
    assert store.fetches.known_uids(BOX, FOLDER, 2, [1, 2]) == {1}
    assert store.fetches.known_uids(BOX, FOLDER, 3, [1]) == set()


def test_a_new_uidvalidity_moves_the_cursor_and_keeps_first_contact(store: Store) -> None:
    keep(store, "one")
    later = NOW + timedelta(days=1)
    store.fetches.keep(BOX, FOLDER, 7, [], 1, later)
    cursor = store.fetches.cursor(BOX, FOLDER)
    assert cursor is not None
    assert (cursor.uidvalidity, cursor.next_uid, cursor.first_contact) == (7, 1, NOW)


def test_a_failure_in_the_batch_keeps_nothing_of_it(store: Store) -> None:
    naive = datetime(2024, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="without a time zone"):
        store.fetches.keep(BOX, FOLDER, VALIDITY, [KeptMail(1, b"good", NOW), KeptMail(2, b"bad", naive)], 3, NOW)
    assert store.fetches.cursor(BOX, FOLDER) is None
    assert store.fetches.known_uids(BOX, FOLDER, VALIDITY, [1, 2]) == set()
    with pytest.raises(Permanent):
        store.fetches.raw(hashlib.sha256(b"good").hexdigest())


def test_marking_is_owed_until_it_is_done(store: Store) -> None:
    keep(store, "one", "two", "three")
    assert store.fetches.pending_after(BOX, FOLDER, VALIDITY, 2) == [1, 2]
    store.fetches.mark_after(BOX, FOLDER, VALIDITY, [1, 3])
    assert store.fetches.pending_after(BOX, FOLDER, VALIDITY, 9) == [2]


def test_a_message_that_is_not_to_be_marked_is_never_owed(store: Store) -> None:
    store.fetches.keep(BOX, FOLDER, VALIDITY, [KeptMail(1, b"x", NOW, after=False)], 2, NOW)
    assert store.fetches.pending_after(BOX, FOLDER, VALIDITY, 9) == []


def test_sweeps_are_noted(store: Store) -> None:
    keep(store, "one")
    store.fetches.note_sweep(BOX, FOLDER, 41, NOW)
    cursor = store.fetches.cursor(BOX, FOLDER)
    assert cursor is not None
    assert (cursor.last_sweep_at, cursor.server_count) == (NOW, 41)


def test_large_uids_and_many_of_them(store: Store) -> None:
    top = 2**32 - 1
    store.fetches.keep(BOX, FOLDER, top, [KeptMail(top, b"x", NOW)], top + 1, NOW)
    assert store.fetches.known_uids(BOX, FOLDER, top, range(top - 1500, top + 1)) == {top}


def test_moments_come_back_aware_in_utc_to_the_microsecond(store: Store) -> None:
    moscow = datetime(2024, 5, 6, 10, 8, 9, 999_999, tzinfo=timezone(timedelta(hours=3)))
    store.fetches.keep(BOX, FOLDER, VALIDITY, [KeptMail(1, b"x", moscow)], 2, NOW)
    [claim] = take(store)
    assert claim.fetch.received_at == moscow
    assert claim.fetch.received_at.tzinfo is UTC
    assert claim.fetch.received_at.isoformat() == "2024-05-06T07:08:09.999999+00:00"


def test_a_message_that_was_never_served_is_on_record_until_it_is_retried(store: Store) -> None:
    for _ in range(2):
        store.fetches.keep_unfetched(BOX, FOLDER, VALIDITY, 9, "the server says NO", NOW)
    [row] = store.quarantine.list()
    assert (row.uid, row.digest, row.reason) == (9, "", "the server says NO")
    assert store.views.counts().messages_by_outcome == {Outcome.QUARANTINED: 1}
    store.quarantine.retry(row.fetch_id, NOW)
    assert store.fetches.known_uids(BOX, FOLDER, VALIDITY, [9]) == set()
    assert FetchState.QUARANTINED not in store.views.counts().fetches_by_state
