"""Acceptances: recorded whole or not at all, once, with their leaf; and the evidence made step by step."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import peewee
import pytest

from models.approvals import APPEND_ONLY, ApprovalRequest, ProposalVersion
from models.evidence import Blob
from models.mail import Fetch, RawMessage
from models.outgoing import Outbox
from models.vocabulary import (
    AcceptanceType,
    Assurance,
    LeafKind,
    ProposalState,
    ReplyOutcome,
    RequestState,
    SealState,
)
from processor.effects.approvals import (
    AwaitCode,
    MoveProposal,
    MoveRequest,
    RecordObjection,
    RecordReply,
    SettleObjection,
)
from processor.effects.decision import Decision, Effect
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.errors import Permanent, Refused
from processor.evidence.ledger.canonical import canonical
from processor.evidence.ledger.leaf import read_leaf, salted
from processor.facts.acceptancejson import decision_bytes, decision_sha256
from processor.facts.proofjson import from_json
from processor.facts.replies import ReplyJudgement
from processor.store import guards
from processor.store.apply import Applier
from processor.store.errors import Stale
from processor.store.store import Store, open_store
from tests.contract.store.deals import (
    ANN,
    BOB,
    CHECKS,
    CONTEXT,
    JUDGEMENT,
    PROOF,
    Deal,
    accept,
    accepted,
    accepting,
    applier_of,
    decide,
    frozen_deal,
    reply,
)
from tests.contract.store.samples import IDS, NOW, PlainComposer, act, command, raw_mail


@pytest.fixture
def applier(store: Store) -> Applier:
    return applier_of(store)


@pytest.fixture
def deal(store: Store, applier: Applier) -> Deal:
    return frozen_deal(store, applier)


def sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def test_an_acceptance_is_recorded_with_all_that_it_rests_on(store: Store, applier: Applier, deal: Deal) -> None:
    accept(store, applier, deal)
    [pending] = store.approvals.pending_acceptances(NOW)
    record = pending.record
    _, request = store.facts.request_facts(deal.keys[1], NOW)
    proposal = store.outbox.raw(request.sent_outbox_id)
    assert (pending.reply_sha256, pending.sent_sha256) == (sha(raw_mail("approved")), sha(proposal))
    for digest, body in ((pending.reply_sha256, raw_mail("approved")), (pending.sent_sha256, proposal)):
        assert (store.blobs.get(digest).body, store.blobs.get(digest).media_type) == (body, "message/rfc822")
    assert record["schema"] == "signoff-acceptance/1"
    assert record["acceptance"] == {
        "type": "signed", "accepted_at": "2024-05-06T07:08:09.123456+00:00", "assurance": "A3", "recorded_by": "",
        "decided_at": "2024-05-06T07:08:09.123456+00:00", "objection_until": "2024-05-13T07:08:09.123456+00:00",
        "evidence": "", "order": {"turn": "in_order", "quorum": "all", "position": 1, "asked": 2},
    }  # fmt: skip
    assert record["document"] == {
        "kind": "proposal", "number": 1, "version": 1, "title": "Reports by mail", "sha256": deal.document,
        "pdf_sha256": deal.pdf, "price": "4200.00", "currency": "EUR", "hours": "40.5", "valid_until": "2024-06-01",
    }  # fmt: skip
    assert record["approver"]["address"] == ANN
    assert [line.split(" on ")[0] for line in record["approver"]["register"]] == ["proposed by kim", "confirmed by lee"]
    assert record["reply"] == {
        "sha256": pending.reply_sha256, "message_id": "<approved@customer.example>", "text": "approved",
        "received_at": "2024-05-06T07:08:09.123456+00:00", "sent_at": "2024-05-06T07:07:09.123456+00:00",
        "truncated": False, "purchase_order": "PO 4711",
    }  # fmt: skip
    assert record["challenge"] is None
    assert record["sent"] == {
        "sha256": pending.sent_sha256, "message_id": request.sent_message_id, "sent_at": None, "smtp_reply": "",
        "recipient": ANN, "wording": "Reply with the one word to accept.", "language": "en",
    }  # fmt: skip
    assert (record["judgement"]["outcome"], record["judgement"]["rule"]) == ("approve", "whole-reply")
    assert record["context"]["known_lines"] == ["Ann Lee", "Customer Ltd"]
    assert from_json(record["sender"]) == PROOF
    assert record["checks"][1] == {"name": "smime", "result": "not_done", "detail": "none in the mail"}
    [line] = store.views.acceptances()
    assert (line.number, line.name, line.seal, line.assurance) == ("", "Ann", SealState.PENDING, Assurance.A3)


def test_the_leaf_proves_the_record_and_tells_nothing(store: Store, applier: Applier, deal: Deal) -> None:
    accept(store, applier, deal)
    [pending] = store.approvals.pending_acceptances(NOW)
    body = store.ledger.body_of(f"acceptance:{deal.keys[1].token}")
    assert body is not None
    fields = read_leaf(body).fields()
    digests = {"document": deal.document, "sent": pending.sent_sha256, "reply": pending.reply_sha256}
    for name, digest in (*digests.items(), ("record", decision_sha256(pending.record))):
        assert fields[name] == salted(pending.salt, digest)
        assert digest.encode() not in body
    assert (fields["acceptance"], fields["type"]) == (pending.acceptance_id, "signed")
    whole = pending.record | {"time": {"source": "local clock"}, "ledger": {"leaf_index": 1}}
    whole["acceptance"] = whole["acceptance"] | {"number": "AC-2024-000001"}
    assert decision_bytes(whole) == decision_bytes(pending.record) == canonical(pending.record)
    whole["document"] = whole["document"] | {"price": "4200.01"}
    assert decision_sha256(whole) != decision_sha256(pending.record)
    store.ledger.number(NOW)
    assert store.ledger.entries()[-1].kind is LeafKind.ACCEPTANCE
    assert b"customer.example" not in body


def test_long_and_hostile_words_are_cut_and_cleaned(store: Store, applier: Applier, deal: Deal) -> None:
    mail = reply(store, "approved", 500, new_text="nul\x00 \ud800 " + "x" * 3000)
    decide(store, applier, mail, *accepted(deal))
    [pending] = store.approvals.pending_acceptances(NOW)
    text = pending.record["reply"]["text"]
    assert (len(text), text[:6], pending.record["reply"]["truncated"]) == (2000, "nul\ufffd \ufffd", True)
    assert decision_bytes(pending.record) == canonical(pending.record)


def test_a_code_completes_an_earlier_reply(store: Store, applier: Applier, deal: Deal) -> None:
    key = deal.keys[1]
    first = reply(store, "approved", 500)
    await_code = AwaitCode(key, "mac", NOW + timedelta(days=3), 5, Assurance.A2, JUDGEMENT, CONTEXT, PROOF, CHECKS)
    decide(store, applier, first, RecordReply(key, JUDGEMENT, Assurance.A2, ()), await_code)
    later = NOW + timedelta(hours=1)
    second = reply(store, "12345678", 501)
    earlier = first[0].fetch.fetch_id
    other = ReplyJudgement(ReplyOutcome.APPROVE, auto_accept=False, rule="code")
    effects = (
        RecordReply(key, other, Assurance.A2C, ()),
        accepting(deal, assurance=Assurance.A2C, reply_fetch_id=earlier, accepted_at=later),
        MoveRequest(key, RequestState.OPEN, RequestState.ACCEPTED, ANN),
    )
    decide(store, applier, second, *effects, now=later)
    [pending] = store.approvals.pending_acceptances(later)
    assert (pending.reply_sha256, pending.code_reply_sha256) == (sha(raw_mail("approved")), sha(raw_mail("12345678")))
    assert pending.record["reply"]["text"] == "approved"
    assert pending.record["reply"]["sent_at"] == (NOW - timedelta(minutes=1)).isoformat()
    assert pending.record["challenge"] == {
        "sent_at": NOW.isoformat(), "answered_at": NOW.isoformat(), "reply_sha256": pending.code_reply_sha256,
    }  # fmt: skip
    body = store.ledger.body_of(pending.leaf_key)
    assert body is not None
    assert read_leaf(body).fields()["code_reply"] == salted(pending.salt, pending.code_reply_sha256)
    assert store.blobs.has(pending.code_reply_sha256)


def test_a_person_records_one_with_and_without_a_reply(store: Store, applier: Applier, deal: Deal) -> None:
    unclear = ReplyJudgement(ReplyOutcome.UNCLEAR, auto_accept=False, rule="none", issues=("unknown line",))
    mail = reply(store, "fine", 500)
    decide(store, applier, mail, RecordReply(deal.keys[1], unclear, Assurance.A3, ("unknown line",)))
    by_hand = {
        "type": AcceptanceType.RECORDED, "judgement": None, "context": None, "proof": None, "checks": (), "by": "kim",
        "assurance": Assurance.A0, "evidence": "said so on the phone",
    }  # fmt: skip
    act(store, applier, "one", accepting(deal, 1, reply_fetch_id=mail[0].fetch.fetch_id, **by_hand))
    act(store, applier, "two", accepting(deal, 2, **by_hand))
    one, two = store.approvals.pending_acceptances(NOW)
    assert (one.type, one.reply_sha256) == (AcceptanceType.RECORDED, sha(raw_mail("fine")))
    assert (two.reply_sha256, two.record["reply"], two.record["judgement"], two.record["sender"]) == ("",) + (None,) * 3
    assert two.record["acceptance"]["recorded_by"] == "kim"
    assert two.record["acceptance"]["evidence"] == "said so on the phone"
    body = store.ledger.body_of(two.leaf_key)
    assert body is not None
    assert "reply" not in read_leaf(body).fields()


SPOILED: dict[str, Callable[[Store], object]] = {
    "the mail that asked is gone": lambda s: s.database.change(ApprovalRequest.update(outbox=None)),
    "it is empty": lambda s: s.database.change(Outbox.update(content=b"")),
    "the reply is changed": lambda s: s.database.change(RawMessage.update(body=b"other")),
    "the reply is empty": lambda s: s.database.change(RawMessage.update(body=b"")),
    "the reply is cut": lambda s: s.database.change(Fetch.update(partial=True)),
    "the document is another": lambda s: s.database.change(ProposalVersion.update(document_sha256="1" * 64)),
    "the document is gone": lambda s: s.database.change(Blob.delete()),
    "the document is changed": lambda s: s.database.change(Blob.update(body=b"other").where(Blob.size < 20)),
    "the request is about another": lambda s: s.database.change(ApprovalRequest.update(document_sha256="2" * 64)),
}


@pytest.mark.parametrize("what", SPOILED)
def test_nothing_is_accepted_without_its_evidence(store: Store, applier: Applier, deal: Deal, what: str) -> None:
    mail = reply(store, "approved", 500)
    SPOILED[what](store)
    with pytest.raises(Permanent, match=r"no acceptance|blob"):
        decide(store, applier, mail, *accepted(deal))
    assert store.approvals.pending_acceptances(NOW) == ()
    assert store.ledger.body_of(f"acceptance:{deal.keys[1].token}") is None
    assert store.facts.request_facts(deal.keys[1], NOW)[1].state is RequestState.OPEN


def test_nothing_is_accepted_by_a_wrong_key_nobody_or_without_a_reply(
    store: Store, applier: Applier, deal: Deal
) -> None:
    mail = reply(store, "approved", 500)
    wrong: tuple[Effect, ...] = (
        accepting(deal, key=replace(deal.keys[1], version=2)),
        accepting(deal, key=replace(deal.keys[1], number=2)),
        accepting(deal, approver_id=99),
        accepting(deal, document_sha256="3" * 64),
    )
    for effect in wrong:
        with pytest.raises(Permanent, match="no acceptance"):
            decide(store, applier, mail, effect)
    with pytest.raises(Permanent, match="without its reply"):
        act(store, applier, "none", accepting(deal))
    plain = Applier(store, IDS, PlainComposer())
    with pytest.raises(Permanent, match="keeps no ledger"):
        decide(store, plain, mail, *accepted(deal))
    assert store.approvals.pending_acceptances(NOW) == ()


def test_a_request_is_accepted_once_and_a_mail_serves_once(store: Store, applier: Applier, deal: Deal) -> None:
    accept(store, applier, deal)
    with pytest.raises(Stale, match="accepted already"):
        decide(store, applier, reply(store, "again", 501), accepting(deal))
    replayed = reply(store, "replayed", 502, message_id="<approved@customer.example>")
    with pytest.raises(Stale, match="has served another"):
        decide(store, applier, replayed, *accepted(deal, 2))
    assert len(store.approvals.pending_acceptances(NOW)) == 1


@pytest.mark.parametrize("state", [RequestState.CLOSED, RequestState.DECLINED])
def test_what_is_closed_is_not_accepted(store: Store, applier: Applier, deal: Deal, state: RequestState) -> None:
    act(store, applier, "close", MoveRequest(deal.keys[1], RequestState.OPEN, state, "kim"))
    with pytest.raises(Stale, match=f"is {state.value} by now"):
        decide(store, applier, reply(store, "approved", 500), accepting(deal))


def run_both(store_url: str, works: list[Callable[[Store, Applier], object]]) -> list[BaseException | None]:
    """What each of these raised, done at the same time on connections of their own."""
    start = threading.Barrier(len(works))
    ended: list[BaseException | None] = [None] * len(works)

    def run(at: int) -> None:
        own = open_store(store_url)
        try:
            applier = applier_of(own)
            start.wait(20)
            works[at](own, applier)
        except BaseException as error:  # noqa: BLE001 - shown to the main thread
            ended[at] = error
        finally:
            own.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ended


def test_two_replies_to_one_request_at_once_make_one_acceptance(
    store: Store, applier: Applier, deal: Deal, store_url: str
) -> None:
    mails = [reply(store, f"approved{at}", 500 + at) for at in range(2)]
    works = [lambda s, a, m=mail: decide(s, a, m, *accepted(deal)) for mail in mails]
    ended = run_both(store_url, works)
    assert sorted(type(error).__name__ for error in ended) == ["NoneType", "Stale"]
    assert len(store.approvals.pending_acceptances(NOW)) == 1


def test_approve_and_withdraw_at_once_one_wins(store: Store, applier: Applier, deal: Deal, store_url: str) -> None:
    mail = reply(store, "approved", 500)
    awaiting = ProposalState.AWAITING_CUSTOMER
    approve = (*accepted(deal), MoveProposal(deal.proposal_id, awaiting, ProposalState.ACCEPTED, ANN, ""))
    withdraw = (
        MoveProposal(deal.proposal_id, awaiting, ProposalState.WITHDRAWN, "kim", ""),
        *(MoveRequest(key, RequestState.OPEN, RequestState.CLOSED, "kim") for key in deal.keys),
    )
    ended = run_both(
        store_url, [lambda s, a: decide(s, a, mail, *approve), lambda s, a: act(s, a, "withdraw", *withdraw)]
    )
    assert sorted(type(error).__name__ for error in ended) == ["NoneType", "Stale"]
    won = ended[0] is None
    facts = store.facts.proposal_facts(1, NOW)
    assert facts.state is (ProposalState.ACCEPTED if won else ProposalState.WITHDRAWN)
    assert len(store.approvals.pending_acceptances(NOW)) == (1 if won else 0)
    assert facts.requests[1].state is (RequestState.ACCEPTED if won else RequestState.CLOSED)


def test_two_approvers_at_once_are_both_recorded(store: Store, applier: Applier, deal: Deal, store_url: str) -> None:
    mails = [reply(store, f"approved{at}", 500 + at) for at in range(2)]
    works = [lambda s, a, m=mail, n=at: decide(s, a, m, *accepted(deal, n + 1)) for at, mail in enumerate(mails)]
    assert run_both(store_url, works) == [None, None]
    assert [one.key for one in store.approvals.pending_acceptances(NOW)] in (
        [deal.keys[1], deal.keys[2]],
        [deal.keys[2], deal.keys[1]],
    )


def test_sealing_goes_step_by_step_and_each_again_changes_nothing(store: Store, applier: Applier, deal: Deal) -> None:
    acceptance_id = accept(store, applier, deal)
    approvals = store.approvals
    for digest in ("0" * 64, ""):
        with pytest.raises(Permanent, match="has to be kept"):
            approvals.sealed(acceptance_id, digest, digest)
    json_, pdf, receipt = (store.blobs.keep(body, "application/octet-stream") for body in (b"json", b"pdf", b"receipt"))
    with pytest.raises(Permanent, match="is not numbered"):
        approvals.sealed(acceptance_id, json_, pdf)
    for _ in range(2):
        assert approvals.give_number(acceptance_id, 2024) == (2024, 1)
    for _ in range(2):
        approvals.sealed(acceptance_id, json_, pdf)
    with pytest.raises(Permanent, match="another certificate"):
        approvals.sealed(acceptance_id, json_, receipt)
    with pytest.raises(Stale, match="no receipt"):
        approvals.receipt_queued(acceptance_id)
    with pytest.raises(Permanent, match="without a token"):
        approvals.receipt_made(acceptance_id, receipt, "")
    for _ in range(2):
        approvals.receipt_made(acceptance_id, receipt, "q" * 16)
    [pending] = approvals.pending_acceptances(NOW)
    assert (pending.number, pending.seal, pending.certificate_sha256) == ("AC-2024-000001", SealState.SEALED, pdf)
    assert pending.receipt is not None
    assert pending.receipt.tag == "[AC-2024.1 qqqqqqqqqqqqqqqq]"
    tell(store, applier, deal, acceptance_id)
    with pytest.raises(Stale, match="no receipt"):
        approvals.receipt_queued(acceptance_id)
    assert approvals.pending_acceptances(NOW) == ()
    view = store.views.acceptance("ac-2024-000001")
    assert (view.receipt_to, view.receipt_sha256, view.line.seal) == ((ANN, BOB), receipt, SealState.TOLD)
    assert store.views.acceptance(str(acceptance_id)).leaf_key == f"acceptance:{deal.keys[1].token}"


def tell(store: Store, applier: Applier, deal: Deal, acceptance_id: int) -> None:
    """The receipt's mails queued with the step that says so, in one transaction."""
    receipt = store.approvals.pending(acceptance_id).receipt
    pdf = BlobRef("certificate.pdf", "application/pdf", store.approvals.pending(acceptance_id).certificate_sha256)
    mails = tuple(
        SendMail(
            MailTemplate.APPROVAL_RECEIPT, at, 1, to, "", "en", "auto-generated", approval=receipt, attachments=(pdf,)
        )
        for at, to in enumerate((ANN, BOB))
    )

    def work() -> None:
        applier.apply(command("receipt"), Decision(None, (), mails), NOW)
        store.approvals.receipt_queued(acceptance_id)

    store.transact(work)


def test_numbers_have_no_gap_by_year_whoever_gives_them(store: Store, applier: Applier, deal: Deal) -> None:
    ids = [accept(store, applier, deal, at, f"ok{at}", 500 + at) for at in (1, 2)]

    def undone() -> None:
        store.approvals.give_number(ids[0], 2024)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.transact(undone)
    assert store.approvals.give_number(ids[1], 2024) == (2024, 1)
    assert store.approvals.give_number(ids[0], 2025) == (2025, 1)
    with pytest.raises(Permanent, match="no acceptance 99"):
        store.approvals.give_number(99, 2024)
    for name in ("AC-2024-000002", "AC-x-1", "", "0", "99", "AC", "1-1"):
        with pytest.raises(Refused, match="there is no acceptance"):
            store.views.acceptance(name)


def test_what_can_not_be_sealed_waits_and_is_not_lost(store: Store, applier: Applier, deal: Deal) -> None:
    acceptance_id = accept(store, applier, deal)
    store.approvals.defer_seal(acceptance_id, "the timestamp authority is down", NOW + timedelta(minutes=5))
    assert store.approvals.pending_acceptances(NOW) == ()
    [again] = store.approvals.pending_acceptances(NOW + timedelta(minutes=5))
    assert again.attempts == 1
    assert store.views.acceptances()[0].seal_error == "the timestamp authority is down"
    set_back = NOW - timedelta(days=300)
    assert len(store.approvals.pending_acceptances(set_back)) == 1


def test_objections_are_kept_and_settled_by_a_person(store: Store, applier: Applier, deal: Deal) -> None:
    acceptance_id = accept(store, applier, deal)
    settle = SettleObjection(acceptance_id, upheld=True, by="kim", reason="Ann confirmed by phone")
    with pytest.raises(Stale, match="nothing is in dispute"):
        act(store, applier, "early", settle)
    objection = reply(store, "not me", 510, BOB)
    decide(store, applier, objection, RecordObjection(acceptance_id, BOB, "I never wrote it"))
    assert store.facts.acceptance_facts(acceptance_id, NOW).disputed
    act(store, applier, "settle", settle)
    assert not store.facts.acceptance_facts(acceptance_id, NOW).disputed
    with pytest.raises(Stale):
        act(store, applier, "settle twice", settle)
    act(store, applier, "again", RecordObjection(acceptance_id, BOB, "still"))
    act(store, applier, "annul", replace(settle, upheld=False))
    view = store.views.acceptance(str(acceptance_id))
    assert [one.text for one in view.objections] == ["I never wrote it", "still"]
    assert (view.line.upheld, view.line.disputed, view.settled_by) == (False, False, "kim")
    store.ledger.number(NOW)
    leaves = {entry.key: read_leaf(entry.body).fields() for entry in store.ledger.entries()}
    assert [leaves[f"decision:{acceptance_id}:{at}"]["outcome"] for at in (1, 2)] == ["upheld", "annulled"]
    assert {"objection:1", "objection:2"} <= set(leaves)
    assert store.blobs.has(sha(raw_mail("not me", ANN)))
    with pytest.raises(Stale, match="no acceptance 99"):
        act(store, applier, "unknown", RecordObjection(99, BOB, ""))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_tells_of_the_past_can_only_be_added_to(store: Store, applier: Applier, deal: Deal, table: str) -> None:
    acceptance_id = accept(store, applier, deal)
    act(store, applier, "object", RecordObjection(acceptance_id, BOB, "no"))
    assert guards.is_guarded(store.database, table)
    before = store.database.run(f"SELECT * FROM {table}").fetchall()
    assert before
    statements = [f"UPDATE {table} SET id = id", f"DELETE FROM {table}"]
    if store.database.locks_rows:
        statements.append(f"TRUNCATE {table} CASCADE")
    else:
        statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    for statement in statements:
        with pytest.raises(peewee.IntegrityError, match="is append-only"):
            store.transact(lambda statement=statement: store.database.run(statement))  # type: ignore[misc]
    assert store.database.run(f"SELECT * FROM {table}").fetchall() == before
