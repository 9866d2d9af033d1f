"""Export: the bundle of a sealed acceptance, the same each time, and what stands in its way."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from models.evidence import Blob
from models.vocabulary import KeyPurpose, RevocationReason, SealState
from processor import clock
from processor.errors import Permanent, Refused
from processor.evidence.ledger import checkpoint
from processor.evidence.verify.checks import Verdict, Verification
from processor.evidence.verify.seal import Pins
from processor.services.bundles import Bundles
from processor.services.verification import verify
from processor.store.store import Store, open_store
from tests.contract.evidence.sealed import (
    WORDS,
    Desk,
    desk,
    detail,
    failed,
    mail,
    receive,
    record,
    record_by_code,
    record_by_hand,
    results,
    undone,
)
from tests.contract.ledger.ledgers import Tamperer
from tests.contract.store.samples import NOW
from tests.servers.tsa import Authority
from tests.unit.evidence.certificate.paperwork import stamps

NUMBER = "AC-2024-000001"
EVERY = {
    "README.txt", "acceptance.json", "certificate.pdf", "checkpoint.tsr", "checkpoint.txt", "log.pub.pem",
    "proofs.json", "proposal.eml", "proposal.json", "proposal.pdf", "receipt.json", "reply.eml", "root.crt.pem",
    "seal.crt.pem", "timestamp-root.pem",
}  # fmt: skip


def accepted(here: Desk) -> Desk:
    record(here.store, here.applier, here.deal, receive(here.store, mail(WORDS), 500))
    return here


def pins_of(here: Desk) -> Pins:
    root = here.store.signing_keys.all()[0]
    assert root.purpose is KeyPurpose.ROOT
    return Pins(root=root.certificate_pem.encode())


def checked(here: Desk) -> Verification:
    return verify(here.bundles.export(NUMBER), pins_of(here), clock.utc_now())


def test_a_bundle_is_whole_valid_and_the_same_each_time(here: Desk) -> None:
    accepted(here).seal()
    first = here.bundles.export(NUMBER)
    assert first == here.bundles.export("1") == Bundles(here.store, here.timestamp_root).export(NUMBER.lower())
    assert set(here.files()) == EVERY
    found = verify(first, pins_of(here), clock.utc_now())
    assert (failed(found), undone(found)) == (set(), set())
    assert undone(found, needed=False) == {"challenge"}
    assert found.verdict is Verdict.VALID
    assert found.number == NUMBER


def test_every_database_gives_a_valid_bundle(
    store_url: str, tmp_path: Path, authority: Authority, authority_url: str
) -> None:
    store = open_store(store_url)
    here = accepted(desk(tmp_path, store, stamps(authority_url, authority.root), authority.root))
    here.seal()
    assert checked(here).verdict is Verdict.VALID
    assert here.ledger.verify().findings == ()
    store.close()


def test_what_is_not_finished_is_refused_with_what_it_waits_for(here: Desk) -> None:
    accepted(here)
    with pytest.raises(Refused, match="acceptance 1 can't be exported yet: it waits for its number, its certificate"):
        here.bundles.export("1")
    here.store.approvals.defer_seal(1, "no authority answers", NOW + timedelta(minutes=5))
    with pytest.raises(Refused, match=r"\(no authority answers\); the daemon's loop seal goes on by itself"):
        here.bundles.export("1")
    here.ledger.checkpoint(clock.utc_now())
    here.store.approvals.give_number(1, 2024)
    with pytest.raises(Refused, match=f"{NUMBER} can't be exported yet: it waits for its certificate"):
        here.bundles.export(NUMBER)
    with pytest.raises(Refused, match="there is no acceptance"):
        here.bundles.export("AC-2024-000002")
    here.store.approvals.defer_seal(1, "", NOW - timedelta(minutes=5))
    here.seal()
    assert here.seals() == [SealState.TOLD]
    assert checked(here).verdict is Verdict.VALID


def test_what_is_kept_no_more_or_was_changed_is_not_exported(here: Desk) -> None:
    accepted(here).seal()
    view = here.store.views.acceptance(NUMBER)
    Tamperer(here.store)
    for digest, change in ((view.reply_sha256, b"other"), (view.sent_sha256, None)):
        row = Blob.sha256 == digest
        here.store.database.change(Blob.delete().where(row) if change is None else Blob.update(body=change).where(row))
        with pytest.raises(Permanent, match="blob"):
            here.bundles.export(NUMBER)


TAMPERED: dict[str, tuple[Callable[[Tamperer], object], str]] = {
    "an edited leaf": (lambda them: them.edit(3, b"{}", hashed=True), "no longer leads to its checkpoint"),
    "a deleted leaf": (lambda them: them.delete(7), "no longer leads to its checkpoint"),
    "no checkpoints": (lambda them: them.forget_heads(), "has lost its checkpoints"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_ledger_that_was_tampered_with_proves_nothing(here: Desk, what: str) -> None:
    accepted(here).seal()
    change, said = TAMPERED[what]
    change(Tamperer(here.store))
    with pytest.raises(Permanent, match=said):
        here.bundles.export(NUMBER)


def test_a_bundle_grows_with_the_ledger_and_proves_it(here: Desk) -> None:
    accepted(here).seal()
    before, kept = here.bundles.export(NUMBER), here.ledger.newest().note
    record_by_hand(here.store, here.applier, here.deal)
    here.seal()
    after = here.bundles.export(NUMBER)
    assert before != after
    found = verify(after, Pins(checkpoints=(kept,)), clock.utc_now())
    assert failed(found) == set()
    assert "the log has only grown: 5 checkpoints" in detail(found, "consistency")
    held = [head.note for head in here.store.ledger.checkpoints()]
    assert not undone(verify(after, Pins(checkpoints=tuple(held)), clock.utc_now())) & {"consistency"}


def test_keys_that_were_replaced_and_given_up_are_followed(here: Desk) -> None:
    accepted(here).seal()
    seal = here.store.signing_keys.current(KeyPurpose.SEAL)
    assert seal is not None
    here.ledger.rotate(KeyPurpose.LOG, clock.utc_now())
    here.ledger.rotate(KeyPurpose.SEAL, clock.utc_now())
    assert checked(here).verdict is Verdict.VALID
    files = here.files()
    assert files["log.pub.pem"].count(b"BEGIN PUBLIC KEY") == 2
    newest = here.store.signing_keys.current(KeyPurpose.LOG)
    assert newest is not None
    assert files["log.pub.pem"].startswith(newest.public_pem.encode()), "OpenSSL reads the first key of the file"
    here.ledger.revoke(seal.fingerprint, RevocationReason.SUPERSEDED, clock.utc_now() + timedelta(hours=1))
    found = checked(here)
    assert found.verdict is Verdict.VALID
    assert "gave the key up" in detail(found, "seal_key")
    kinds = [json.loads(entry["leaf"])["kind"] for entry in json.loads(here.files()["proofs.json"])["entries"]]
    assert kinds == ["acceptance", "certificate", "key", "key_revoked"]


def test_a_stamped_checkpoint_comes_with_its_stamp(here: Desk, authority: Authority) -> None:
    accepted(here).seal()
    found = checked(here)
    assert results(found)["checkpoint_timestamp"].value == "passed"
    assert "checkpoint.tsr" in here.files()


def test_an_acceptance_by_a_code_carries_the_mail_that_returned_it(here: Desk) -> None:
    record_by_code(here.store, here.applier, here.deal)
    here.seal()
    files = here.files()
    assert set(files) == EVERY | {"code-reply.eml"}
    assert b"code-reply.eml" in files["README.txt"]
    found = checked(here)
    assert failed(found) == set()
    assert results(found)["challenge"].value == "passed"
    assert "A2C does not rest on one" in detail(found, "dkim")
    assert found.verdict is Verdict.VALID


def test_what_a_person_recorded_says_so(here: Desk) -> None:
    record_by_hand(here.store, here.applier, here.deal)
    here.seal()
    assert set(here.files()) == EVERY - {"reply.eml"}
    found = checked(here)
    assert found.verdict is Verdict.VALID
    assert detail(found, "grammar") == "kim recorded it by hand (recorded): no reply was judged"
    assert {"sender", "dkim", "reply_text", "grammar", "challenge"} <= undone(found, needed=False)


def test_a_local_clock_leaves_the_time_unproven(tmp_path: Path, store: Store) -> None:
    from processor.evidence.timestamps import Timestamps

    here = accepted(desk(tmp_path, store, Timestamps([], lambda count: b"\0" * count)))
    here.seal()
    found = checked(here)
    assert found.verdict is Verdict.INCOMPLETE
    assert undone(found) == {"timestamp"}


def test_checkpoints_of_a_bundle_are_those_of_the_ledger(here: Desk) -> None:
    accepted(here).seal()
    files, newest = here.files(), here.ledger.newest()
    assert files["checkpoint.txt"].decode() == newest.note
    assert checkpoint.parse(json.loads(files["proofs.json"])["checkpoint"]).head.size == newest.size
