"""What a mail that names an approval meets: found by its whole key, by nothing else, and for nothing otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from models.vocabulary import AcceptanceType, ApprovalKind, Assurance, ProposalState, ReplyOutcome, RequestState, Side
from processor.effects.approvals import MoveProposal, MoveRequest, RecordReply
from processor.effects.mail import MailTemplate, SendMail
from processor.facts.approvals import ApprovalFacts, Carrier, NamedApproval
from processor.facts.causes import NoVerdict, Reading
from processor.facts.proof import SenderProof
from processor.facts.replies import ReplyJudgement
from processor.ids import ApprovalKey
from processor.store.apply import Applier
from processor.store.facts.approvals import ApprovalClues
from processor.store.store import Store
from tests.contract.store.deals import (
    ANN,
    BOB,
    PROOF,
    VENDOR,
    Deal,
    accept,
    accepted,
    accepting,
    applier_of,
    clues,
    decide,
    enter,
    frozen_deal,
    reply,
)
from tests.contract.store.samples import IDS, NOW, POLICY, Named, act, open_ticket

TEXT = frozenset({Carrier.TEXT})


@pytest.fixture
def applier(store: Store) -> Applier:
    return applier_of(store)


@pytest.fixture
def deal(store: Store, applier: Applier) -> Deal:
    return frozen_deal(store, applier)


def named(key: ApprovalKey) -> NamedApproval:
    return NamedApproval(key, TEXT)


def meets(
    store: Store,
    wanted: ApprovalClues | None,
    sender: str = ANN,
    uid: int = 800,
    proof: SenderProof | None = PROOF,
    **changes: object,
) -> ApprovalFacts | None:
    claim, message = reply(store, f"mail{uid}", uid, sender, **changes)
    reading = Reading(claim.fetch, message, NoVerdict("not asked"), proof)
    return store.facts.message_facts(reading, Named(), POLICY, NOW, False, wanted).approval


def found(store: Store, wanted: ApprovalClues, sender: str = ANN, uid: int = 800, **changes: object) -> ApprovalFacts:
    facts = meets(store, wanted, sender, uid, **changes)  # type: ignore[arg-type]
    assert facts is not None
    return facts


def test_a_key_leads_to_its_request_and_all_that_is_known(store: Store, applier: Applier, deal: Deal) -> None:
    key = deal.keys[1]
    facts = found(store, clues(named(key), answered=("11112222",)))
    assert facts.request is not None
    assert facts.proposal is not None
    assert (facts.request.key, facts.request.approver.address, facts.request.state) == (key, ANN, RequestState.OPEN)
    assert facts.request.sent_text == "#1 reports1 approval_request"
    assert (facts.proposal.number, facts.proposal.version, facts.proposal.current_version) == (1, 1, 1)
    assert [one.approver.address for one in facts.proposal.requests] == [VENDOR, ANN, BOB]
    assert (facts.named, facts.acceptance, facts.seen_before, facts.others) == (named(key), None, False, ())
    assert [one.address for one in facts.senders] == [ANN]
    assert facts.code_mac == IDS.code_mac(f"{key.token}\0{ANN}", "12345678")
    assert facts.answered_macs == (IDS.code_mac(f"{key.token}\0{ANN}", "11112222"),)
    assert facts.policy == clues().policy


def test_a_key_that_nobody_was_given_matches_nothing(store: Store, deal: Deal) -> None:
    key = deal.keys[1]
    wrong = (
        replace(key, token="a" * 16),
        replace(key, number=2),
        replace(key, version=2),
        replace(key, kind=ApprovalKind.COMPLETION),
        ApprovalKey(ApprovalKind.RECEIPT, 0, 0, ""),
        ApprovalKey(ApprovalKind.PROPOSAL, 10**30, 1, key.token),
    )
    for at, one in enumerate(wrong):
        facts = found(store, clues(named(one)), uid=810 + at)
        assert (facts.named, facts.request, facts.acceptance, facts.proposal) == (named(one), None, None, None)
        assert (facts.code_mac, facts.answered_macs) == ("", ())


def test_of_several_keys_the_first_that_somebody_was_given_decides(store: Store, applier: Applier, deal: Deal) -> None:
    second = frozen_deal(store, applier, 2)
    unknown = replace(deal.keys[1], token="a" * 16)
    facts = found(store, clues(named(unknown), named(second.keys[1]), named(deal.keys[1]), named(second.keys[1])))
    assert facts.request is not None
    assert facts.request.key == second.keys[1]
    assert facts.others == (deal.keys[1],)


def test_a_bare_number_counts_for_the_approver_whose_one_open_request_it_is(
    store: Store, applier: Applier, deal: Deal
) -> None:
    facts = found(store, clues(numbers=(1,)))
    assert facts.request is not None
    assert (facts.named, facts.request.key) == (None, deal.keys[1])
    assert meets(store, clues(numbers=(1,)), "stranger@customer.example", 801) is None
    assert meets(store, clues(numbers=(2, 10**30, -1)), ANN, 802) is None
    second = frozen_deal(store, applier, 2)
    assert meets(store, clues(numbers=(1, 2)), ANN, 803) is None
    act(store, applier, "close", MoveRequest(deal.keys[1], RequestState.OPEN, RequestState.CLOSED, "kim"))
    assert meets(store, clues(numbers=(1,)), ANN, 804) is None
    facts = found(store, clues(numbers=(1, 2)), ANN, 805)
    assert facts.request is not None
    assert facts.request.key == second.keys[1]


def test_a_stranger_who_quotes_the_key_is_in_no_register(store: Store, deal: Deal) -> None:
    facts = found(store, clues(named(deal.keys[1])), "eve@evil.example")
    assert (facts.senders, facts.known_lines) == ((), frozenset())
    assert facts.request is not None
    assert facts.request.approver.address == ANN
    assert facts.code_mac != IDS.code_mac(f"{deal.keys[1].token}\0{ANN}", "12345678")


def test_a_mail_that_has_served_is_seen_again_by_each_of_its_marks(store: Store, applier: Applier, deal: Deal) -> None:
    second = frozen_deal(store, applier, 2)
    mail = reply(store, "approved", 500)
    decide(store, applier, mail, *accepted(deal))
    signature = replace(PROOF.dkim[0], signature_sha256=mail[0].fetch.digest)
    wanted = clues(named(second.keys[1]))
    assert found(store, wanted, uid=820, message_id="<approved@customer.example>").seen_before
    assert found(store, wanted, uid=821, proof=replace(PROOF, dkim=(signature,))).seen_before
    assert found(store, wanted, uid=822, text="approved").seen_before
    assert found(store, wanted, uid=823, digest=mail[1].digest, content_digest="").seen_before
    again = found(store, wanted, uid=824, text="approved", date=NOW)
    assert not again.seen_before, "the same word, written anew, is another mail"
    assert not found(store, wanted, uid=825, message_id="", date=None).seen_before


def test_lines_are_known_from_the_register_and_from_mails_that_were_accepted(
    store: Store, applier: Applier, deal: Deal
) -> None:
    enter(store, applier, "carl@customer.example", lines=("Carl Cox", "Customer Ltd"))
    wanted = clues(named(deal.keys[1]))
    assert found(store, wanted, "carl@customer.example", 830).known_lines == {"Carl Cox", "Customer Ltd"}
    signed = "Approved\n-- \nAnn Lee\nCustomer Ltd"
    decide(store, applier, reply(store, "first", 831, text=signed), *accepted(deal, 1))
    unclear = ReplyJudgement(ReplyOutcome.CONDITIONAL, auto_accept=False, rule="condition")
    other = "Fine\n-- \nonly phase 1"
    mail = reply(store, "other", 832, BOB, text=other)
    decide(store, applier, mail, RecordReply(deal.keys[2], unclear, Assurance.A3, ()))
    by_hand = {"type": AcceptanceType.RECORDED, "by": "kim", "reply_fetch_id": mail[0].fetch.fetch_id}
    act(store, applier, "by hand", accepting(deal, 2, **by_hand))
    assert found(store, wanted, ANN, 833).known_lines == {"Ann Lee", "Customer Ltd"}
    assert found(store, wanted, BOB, 834).known_lines == frozenset(), "those words were judged to be a condition"


def test_a_receipt_leads_to_its_acceptance(store: Store, applier: Applier, deal: Deal) -> None:
    acceptance_id = accept(store, applier, deal)
    blobs = [store.blobs.keep(body, "application/octet-stream") for body in (b"json", b"pdf", b"receipt")]
    store.approvals.give_number(acceptance_id, 2024)
    store.approvals.sealed(acceptance_id, blobs[0], blobs[1])
    store.approvals.receipt_made(acceptance_id, blobs[2], "q" * 16)
    key = ApprovalKey(ApprovalKind.RECEIPT, 2024, 1, "q" * 16)
    mail = SendMail(
        MailTemplate.APPROVAL_RECEIPT, 0, 1, "Bob@Customer.example", "", "en", "auto-generated", approval=key
    )
    act(store, applier, "receipt", mail)
    facts = found(store, clues(named(key)), BOB)
    acceptance = facts.acceptance
    assert acceptance is not None
    assert facts.request is None
    assert (acceptance.number, acceptance.approver_address, acceptance.disputed) == ("AC-2024-000001", ANN, False)
    assert (acceptance.receipt_to, acceptance.receipt_sent_text) == (
        frozenset({BOB}), "#1 reports1 approval_receipt",
    )  # fmt: skip
    assert facts.proposal == acceptance.proposal
    assert found(store, clues(named(replace(key, version=2))), BOB, 841).acceptance is None
    assert found(store, clues(named(key)), ANN, 842).acceptance == replace(acceptance, receipt_sent_text="")


def test_others_of_the_customer_are_told(store: Store, applier: Applier) -> None:
    customer_id = store.people.add_customer("Customer Ltd", domains=("customer.example",))
    store.people.add_contact("carl@customer.example", "Carl", "Customer Ltd")
    ticket_id = open_ticket(store, applier).ticket_id
    store.database.run(f"UPDATE ticket SET customer_id = {customer_id} WHERE id = {ticket_id}")
    enter(store, applier, BOB, customer_id=customer_id)
    deal = frozen_deal(store, applier, 1)
    store.database.run(f"UPDATE ticket SET customer_id = {customer_id}")
    facts = found(store, clues(named(deal.keys[1])))
    assert [one.address for one in facts.other_contacts] == [BOB]
    assert facts.proposal is not None
    assert facts.proposal.customer == "Customer Ltd"
    assert [one.address for one in store.facts.other_contacts(facts.proposal, BOB, NOW)] == [ANN]
    early = NOW - timedelta(days=1)
    assert [one.address for one in store.facts.other_contacts(facts.proposal, ANN, early)] == ["carl@customer.example"]


def test_an_old_version_is_met_as_what_it_is(store: Store, applier: Applier, deal: Deal) -> None:
    awaiting = ProposalState.AWAITING_CUSTOMER
    act(
        store,
        applier,
        "end",
        MoveProposal(deal.proposal_id, awaiting, ProposalState.WITHDRAWN, "kim", "no longer needed"),
    )
    facts = found(store, clues(named(deal.keys[1])))
    assert facts.proposal is not None
    assert (facts.proposal.state, facts.proposal.ended_why) == (ProposalState.WITHDRAWN, "no longer needed")


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    ran: list[str] = []
    run = store.database.run

    def counted(sql: str, parameters: object = ()) -> object:
        ran.append(sql)
        return run(sql, parameters)  # type: ignore[arg-type]

    store.database.run = counted  # type: ignore[method-assign, assignment]
    try:
        yield ran
    finally:
        store.database.run = run  # type: ignore[method-assign]


def test_an_ordinary_mail_costs_no_query(store: Store, deal: Deal) -> None:
    claim, message = reply(store, "question", 850)
    reading = Reading(claim.fetch, message, NoVerdict("not asked"))
    ran: dict[str, list[str]] = {}
    for name, wanted in (("none", None), ("empty", clues()), ("named", clues(named(deal.keys[1])))):
        with statements(store) as said:
            store.facts.message_facts(reading, Named(), POLICY, NOW, False, wanted)
        ran[name] = said
    assert ran["none"] == ran["empty"]
    assert not [sql for sql in ran["empty"] if "approv" in sql or "acceptance" in sql or "used_mail" in sql]
    assert len(ran["named"]) - len(ran["none"]) <= 25
    for table in ("approval_request", "acceptance", "used_mail"):
        assert any(table in sql for sql in ran["named"])


def test_keys_are_found_by_an_index(store: Store, deal: Deal) -> None:
    with statements(store) as said:
        found(store, clues(named(deal.keys[1])))
    plans = []
    for sql in said:
        if ("approval_request" in sql and "token" in sql) or '"used_mail"' in sql:
            marks = sql.count(store.database.peewee.param)
            if store.database.locks_rows:
                continue  # on few rows PostgreSQL walks the table whatever indexes there are
            plans += [row[3] for row in store.database.run(f"EXPLAIN QUERY PLAN {sql}", ["x"] * marks).fetchall()]
    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert scans == []
    assert plans or store.database.locks_rows


def test_who_may_be_written_to_is_a_contact_or_an_approver_in_force(store: Store, applier: Applier) -> None:
    number = open_ticket(store, applier, "told", uid=640).ticket_number
    assert number is not None
    customer = store.people.add_customer("Northwind Ltd")
    enter(store, applier, "dora@northwind.example", customer_id=customer)
    enter(store, applier, "vera@vendor.example", Side.VENDOR)

    def found(to: str) -> tuple[int, str, int] | None:
        party = store.facts.staff_facts(number, None, POLICY, NOW, to).addressee
        return None if party is None else (party.contact_id and 1, party.address, party.customer_id)

    assert found("Dora@Northwind.example") == (0, "dora@northwind.example", customer)
    assert [found(one) for one in ("vera@vendor.example", "nobody@northwind.example", "")] == [None, None, None]
    store.people.add_contact("dora@northwind.example", "Dora")
    assert found("dora@northwind.example") == (0, "dora@northwind.example", customer), (
        "a contact of nobody hides nobody"
    )
    store.people.add_contact("dora@northwind.example", "Dora", "Northwind Ltd")
    assert found("dora@northwind.example") == (1, "dora@northwind.example", customer)
    store.people.add_contact("pia@other.example", "Pia")
    assert found("pia@other.example") == (1, "pia@other.example", 0)
