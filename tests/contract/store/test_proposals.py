"""Proposals and requests for approval: drafted, frozen, asked, moved only from where they were read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.vocabulary import (
    ApproverState,
    Assurance,
    ProposalState,
    Quorum,
    ReplyOutcome,
    RequestState,
    Side,
    Turn,
)
from processor.effects.approvals import (
    AwaitCode,
    CountAttempt,
    EnterApprover,
    FreezeVersion,
    MoveApprover,
    MoveProposal,
    MoveRequest,
    NoteReminder,
    RecordReply,
)
from processor.effects.decision import Effect
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.effects.tickets import Local
from processor.errors import Permanent, Refused
from processor.facts.approvals import ApprovalPolicy
from processor.facts.proposals import AttachedDocument, Money
from processor.facts.replies import ReplyJudgement
from processor.ids import approval_key_in_message_id
from processor.store.apply import Applier
from processor.store.errors import Stale
from processor.store.store import Store
from tests.contract.store.deals import (
    ANN,
    BOB,
    CHECKS,
    CONTENT,
    CONTEXT,
    JUDGEMENT,
    PROOF,
    VENDOR,
    accept,
    applier_of,
    asking,
    confirm,
    decide,
    draft,
    enter,
    everybody,
    frozen_deal,
    reply,
)
from tests.contract.store.samples import IDS, NOW, PlainComposer, act, open_ticket

LATER = NOW + timedelta(days=4)


@pytest.fixture
def applier(store: Store) -> Applier:
    return applier_of(store)


def test_a_draft_is_numbered_changed_in_place_and_refers_to_its_ticket(store: Store, applier: Applier) -> None:
    store.people.add_customer("Customer Ltd", domains=("customer.example",))
    ticket_id = open_ticket(store, applier).ticket_id or 0
    act(store, applier, "draft", draft(ticket_id))
    facts = store.facts.proposal_facts(1, NOW)
    assert (facts.number, facts.version, facts.current_version, facts.state) == (1, 1, 0, ProposalState.DRAFT)
    assert (facts.content, facts.turn, facts.quorum, facts.drafted_by) == (CONTENT, Turn.IN_ORDER, Quorum.ALL, "kim")
    assert (facts.ticket.ticket_id, facts.requests, facts.sent_at, facts.document_sha256) == (ticket_id, (), None, "")
    other = replace(
        CONTENT, price=None, hours=None, documents=(AttachedDocument("a.pdf", "application/pdf", "0" * 64, 3),)
    )
    again = draft(ticket_id, proposal_id=facts.proposal_id, content=other, by="lee", turn=Turn.TOGETHER)
    act(store, applier, "edit", again)
    facts = store.facts.proposal_facts(1, NOW)
    assert (facts.version, facts.content, facts.drafted_by, facts.row_version) == (1, other, "lee", 1)
    assert facts.authors == (("kim", ""), ("lee", ""))
    act(store, applier, "second", draft(ticket_id))
    assert [line.number for line in store.views.proposals()] == [2, 1]
    for number, version in ((3, 0), (0, 0), (1, 2), (2**70, 0)):
        with pytest.raises(Refused, match="there is no"):
            store.facts.proposal_facts(number, NOW, version)


def test_a_frozen_version_never_changes_and_the_next_draft_is_another(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier, asked=False)
    facts = store.facts.proposal_facts(1, NOW)
    assert (facts.current_version, facts.document_sha256, facts.pdf_sha256) == (1, deal.document, deal.pdf)
    assert [(one.key, one.state, one.position) for one in facts.requests] == [
        (key, RequestState.PLANNED, at) for at, key in enumerate(deal.keys)
    ]
    with pytest.raises(Stale, match="not the draft"):
        act(store, applier, "twice", FreezeVersion(deal.proposal_id, 1, deal.document, deal.pdf, ()))
    changed = replace(CONTENT, price=Money(Decimal(1), "EUR"))
    act(store, applier, "next", draft(facts.ticket.ticket_id, proposal_id=deal.proposal_id, content=changed))
    assert store.facts.proposal_facts(1, NOW).version == 2
    assert store.facts.proposal_facts(1, NOW, 1).content == CONTENT
    assert store.facts.proposal_facts(1, NOW, 1).current_version == 1
    view = store.views.proposal(1)
    assert [(one.version, one.document_sha256) for one in view.versions] == [(1, deal.document), (2, "")]
    assert view.content == changed


def test_nothing_is_frozen_whose_bytes_are_not_kept(store: Store, applier: Applier) -> None:
    ticket_id = open_ticket(store, applier).ticket_id or 0
    act(store, applier, "draft", draft(ticket_id))
    kept = store.blobs.keep(b"{}", "application/json")
    for digests in ((kept, "0" * 64), ("0" * 64, kept), ("", "")):
        with pytest.raises(Permanent, match="is not kept"):
            act(store, applier, f"freeze {digests}", FreezeVersion(1, 1, *digests, ()))
    assert store.facts.proposal_facts(1, NOW).current_version == 0


def test_a_proposal_moves_only_from_where_it_was_read(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier)
    awaiting, accepted, disputed = ProposalState.AWAITING_CUSTOMER, ProposalState.ACCEPTED, ProposalState.DISPUTED
    with pytest.raises(Stale, match="no longer draft"):
        act(store, applier, "stale", MoveProposal(deal.proposal_id, ProposalState.DRAFT, awaiting, "kim", ""))
    act(
        store,
        applier,
        "accepted",
        MoveProposal(deal.proposal_id, awaiting, accepted, ANN, "all have accepted"),
        now=LATER,
    )
    act(store, applier, "objected", MoveProposal(deal.proposal_id, accepted, disputed, BOB, "no"))
    act(store, applier, "upheld", MoveProposal(deal.proposal_id, disputed, accepted, "kim", "it stands"))
    facts = store.facts.proposal_facts(1, NOW)
    assert (facts.state, facts.ended_at, facts.ended_why) == (accepted, LATER, "all have accepted")


def test_requests_move_only_from_where_they_were_read_and_by_their_whole_key(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier)
    key = deal.keys[1]
    for wrong in (replace(key, number=2), replace(key, version=2), replace(key, token="a" * 16)):
        with pytest.raises(Stale):
            act(store, applier, str(wrong), MoveRequest(wrong, RequestState.OPEN, RequestState.CLOSED, "kim"))
    with pytest.raises(Stale, match="no longer as it was read"):
        act(store, applier, "planned", MoveRequest(key, RequestState.PLANNED, RequestState.OPEN, "kim"))
    act(store, applier, "close", MoveRequest(key, RequestState.OPEN, RequestState.CLOSED, "kim"))
    _, request = store.facts.request_facts(key, NOW)
    assert (request.state, request.decided_by, request.decided_at, request.asked_at) == (
        RequestState.CLOSED,
        "kim",
        NOW,
        NOW,
    )
    with pytest.raises(Refused, match="there is no request"):
        store.facts.request_facts(replace(key, version=2), NOW)


def test_the_mail_that_asks_carries_the_key_and_is_noted_once(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier)
    _, request = store.facts.request_facts(deal.keys[1], NOW)
    mail = store.outbox.get(request.sent_outbox_id)
    assert approval_key_in_message_id(mail.message_id) == deal.keys[1]
    assert (request.sent_message_id, mail.recipient, mail.ticket_number) == (mail.message_id, ANN, 1)
    assert request.sent_text == "#1 reports1 approval_request"
    with pytest.raises(Stale, match="was sent already"):
        act(store, applier, "again", asking(deal.keys[1], ANN, 0, 1))
    reminder = SendMail(MailTemplate.APPROVAL_REMINDER, 0, 1, ANN, "", "en", "auto-generated", approval=deal.keys[1])
    act(store, applier, "remind", reminder)
    _, request = store.facts.request_facts(deal.keys[1], NOW)
    assert request.sent_text == "#1 reports1 approval_request\n\n#1 reports1 approval_reminder"
    assert request.sent_outbox_id == mail.outbox_id
    with pytest.raises(Stale, match="there is no request"):
        act(store, applier, "nobody", asking(replace(deal.keys[1], token="a" * 16), ANN, 0, 1))


def test_mails_go_out_with_kept_files_and_about_no_ticket(store: Store, applier: Applier) -> None:
    digest = store.blobs.keep(b"%PDF", "application/pdf")
    mail = SendMail(MailTemplate.REGISTER_CHANGE, 3, None, ANN, "", "en", "auto-generated")
    applied = act(store, applier, "told", replace(mail, attachments=(BlobRef("a.pdf", "application/pdf", digest),)))
    [row] = store.outbox.list()
    assert (row.ticket_number, applied.ticket_id, row.recipient) == (0, None, ANN)
    assert b"a.pdf 4" in store.outbox.raw(row.outbox_id)
    [claim] = store.outbox.take("me", 5, NOW, timedelta(minutes=1))
    store.outbox.sent(claim, NOW, "250 queued as 1")
    with pytest.raises(Permanent, match="is missing"):
        act(store, applier, "lost", replace(mail, attachments=(BlobRef("b.pdf", "application/pdf", "0" * 64),)))


def test_reminders_are_due_by_count_and_keep_their_distance(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier)
    policy = ApprovalPolicy()
    due = store.approvals.open_requests_due
    assert due(NOW + timedelta(days=3) - timedelta(seconds=1), policy) == ()
    assert due(LATER, policy) == deal.keys
    assert due(LATER, ApprovalPolicy(reminders_after=())) == ()
    act(store, applier, "close", MoveRequest(deal.keys[0], RequestState.OPEN, RequestState.CLOSED, "kim"))
    late = NOW + timedelta(days=30)
    act(store, applier, "remind", NoteReminder(deal.keys[1], unclear=False), now=late)
    assert due(late, policy) == (deal.keys[2],)
    assert due(late + timedelta(days=4), policy) == deal.keys[1:]
    act(store, applier, "remind 2", NoteReminder(deal.keys[1], unclear=False), NoteReminder(deal.keys[1], unclear=True))
    assert due(late + timedelta(days=99), policy) == (deal.keys[2],)
    _, request = store.facts.request_facts(deal.keys[1], NOW)
    assert (request.reminded, request.unclear_told) == (2, True)
    with pytest.raises(Stale):
        act(store, applier, "closed", NoteReminder(deal.keys[0], unclear=False))


def test_proposals_expire_after_their_last_day_and_mail_that_came_in_time_is_seen(
    store: Store, applier: Applier
) -> None:
    frozen_deal(store, applier, 1)
    frozen_deal(store, applier, 2, asked=False)
    last = NOW.replace(year=2024, month=6, day=1, hour=23, minute=59)
    assert CONTENT.valid_until == date(2024, 6, 1)
    assert store.approvals.proposals_expiring(last) == ()
    assert store.approvals.proposals_expiring(last + timedelta(minutes=1)) == (1,)
    assert store.approvals.oldest_undecided_mail() is None
    claim, _ = reply(store, "late", 900)
    assert store.approvals.oldest_undecided_mail() == NOW
    store.claims.quarantine(claim, "unreadable", NOW)
    assert store.approvals.oldest_undecided_mail() is None


def test_a_challenge_is_kept_with_what_it_completes_and_runs_out(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier)
    key = deal.keys[1]
    expires = NOW + timedelta(hours=72)
    mail = reply(store, "approved", 500)
    await_code = AwaitCode(key, "mac", expires, 2, Assurance.A2, JUDGEMENT, CONTEXT, PROOF, CHECKS)
    decide(store, applier, mail, RecordReply(key, JUDGEMENT, Assurance.A2, ("no signature",)), await_code)
    _, request = store.facts.request_facts(key, NOW)
    challenge = request.challenge
    assert challenge is not None
    assert (challenge.code_mac, challenge.expires_at, challenge.attempts_left) == ("mac", expires, 2)
    assert (challenge.reply_fetch_id, challenge.assurance) == (mail[0].fetch.fetch_id, Assurance.A2)
    assert (challenge.judgement, challenge.context, challenge.proof, challenge.checks) == (
        JUDGEMENT,
        CONTEXT,
        PROOF,
        CHECKS,
    )
    for word in ("first", "second"):
        act(store, applier, word, CountAttempt(key))
    with pytest.raises(Stale):
        act(store, applier, "third", CountAttempt(key))
    [said] = store.views.proposal(1).replies
    assert (said.outcome, said.assurance, said.reasons, said.purchase_order) == (
        ReplyOutcome.APPROVE,
        Assurance.A2,
        ("no signature",),
        "PO 4711",
    )
    act(store, applier, "close", MoveRequest(key, RequestState.OPEN, RequestState.CLOSED, "kim"))
    _, request = store.facts.request_facts(key, NOW)
    assert request.challenge is None
    with pytest.raises(Stale):
        decide(store, applier, reply(store, "again", 501), await_code)


def test_the_register_moves_by_two_persons_and_tells_how(store: Store, applier: Applier) -> None:
    customer_id = store.people.add_customer("Customer Ltd")
    later = NOW + timedelta(hours=24)
    entry = EnterApprover(
        Local("entry"), Side.CUSTOMER, customer_id, "Ann@Customer.example", "Ann", "CFO", "", "de", date(2024, 1, 1),
        None, Money(Decimal("5000.00"), "EUR"), 0, ("Customer Ltd",), "kim",
    )  # fmt: skip
    act(store, applier, "enter", entry)
    [found] = store.facts.register(customer_id)
    assert (found.state, found.limit, found.valid_from) == (ApproverState.PROPOSED, entry.limit, date(2024, 1, 1))
    assert not found.may_approve(later)
    proposed, confirmed = ApproverState.PROPOSED, ApproverState.CONFIRMED
    act(store, applier, "yes", MoveApprover(found.approver_id, proposed, confirmed, "lee", later, "asked by phone"))
    with pytest.raises(Stale, match="no longer proposed"):
        act(store, applier, "no", MoveApprover(found.approver_id, proposed, ApproverState.REFUSED, "lee", None, ""))
    act(store, applier, "end", MoveApprover(found.approver_id, confirmed, ApproverState.ENDING, "kim", None, "left"))
    [found] = store.facts.register(customer_id)
    assert (found.ending_by, found.confirmed_by, found.effective_at) == ("kim", "lee", later)
    assert (found.may_approve(NOW), found.may_approve(later)) == (False, True)
    assert found.changes == (
        "proposed by kim on 2024-05-06 07:08:09 UTC",
        "confirmed by lee on 2024-05-06 07:08:09 UTC, in force from 2024-05-07 07:08:09 UTC: asked by phone",
        "asked to be ended by kim on 2024-05-06 07:08:09 UTC: left",
    )
    assert store.facts.register(0) == ()
    store.ledger.number(NOW)
    assert [item.key for item in store.ledger.entries()] == ["register:2", "register:3"]
    assert all(b"nn" not in item.body and b"kim" not in item.body for item in store.ledger.entries())
    with pytest.raises(Refused, match="no entry 99"):
        store.facts.approver_facts(99)


def test_without_a_ledger_the_register_stays_as_it_is(store: Store, applier: Applier) -> None:
    approver = enter(store, applier, ANN)
    plain = Applier(store, IDS, PlainComposer())
    ending = MoveApprover(approver, ApproverState.CONFIRMED, ApproverState.ENDED, "lee", None, "")
    with pytest.raises(Permanent, match="keeps no ledger"):
        act(store, plain, "end", ending)
    assert store.facts.approver_facts(approver).state is ApproverState.CONFIRMED
    with pytest.raises(Stale):
        confirm(store, applier, approver)
    assert len(everybody(store)) == 1


def test_who_drafted_is_known_by_address_where_the_register_knows_the_user(store: Store, applier: Applier) -> None:
    enter(store, applier, VENDOR, Side.VENDOR, user="kim")
    frozen_deal(store, applier)
    assert store.facts.proposal_facts(1, NOW).drafted_by_address == VENDOR


def test_the_scope_log_lists_what_was_accepted(store: Store, applier: Applier) -> None:
    store.people.add_customer("Customer Ltd")
    first, second = frozen_deal(store, applier, 1), frozen_deal(store, applier, 2)
    acceptance_id = accept(store, applier, first)
    store.approvals.give_number(acceptance_id, 2024)
    states = ProposalState.AWAITING_CUSTOMER, ProposalState.ACCEPTED
    act(store, applier, "done", MoveProposal(first.proposal_id, *states, ANN, "accepted"))
    [row] = store.views.scope_log()
    assert (row.number, row.version, row.title, row.hours, row.price, row.currency) == (
        1, 1, "Reports by mail", Decimal("40.5"), Decimal("4200.00"), "EUR",
    )  # fmt: skip
    assert (row.accepted_at, row.acceptances, row.ticket_number) == (NOW, ("AC-2024-000001",), 1)
    assert row.vendor_acceptances + row.customer_acceptances == row.acceptances
    assert store.views.scope_log("Nobody") == ()
    assert [line.number for line in store.views.proposals([ProposalState.ACCEPTED])] == [1]
    assert [line.number for line in store.views.proposals(customer="Customer Ltd")] == []
    assert second.keys != first.keys
    with pytest.raises(Refused, match="PR-9"):
        store.views.proposal(9)


UNKNOWN: tuple[Callable[[], Effect], ...] = (
    lambda: MoveProposal(99, ProposalState.DRAFT, ProposalState.WITHDRAWN, "kim", ""),
    lambda: draft(1, proposal_id=99),
)


@pytest.mark.parametrize("effect", UNKNOWN)
def test_what_is_not_there_is_stale(store: Store, applier: Applier, effect: Callable[[], Effect]) -> None:
    open_ticket(store, applier)
    with pytest.raises(Stale):
        act(store, applier, "nothing", effect())


def test_a_reply_needs_its_mail(store: Store, applier: Applier) -> None:
    deal = frozen_deal(store, applier)
    unclear = ReplyJudgement(ReplyOutcome.UNCLEAR, auto_accept=False, rule="none", issues=("too long",))
    with pytest.raises(ValueError, match="no mail"):
        act(store, applier, "none", RecordReply(deal.keys[1], unclear, Assurance.A1, ()))
    with pytest.raises(Stale):
        decide(
            store,
            applier,
            reply(store, "x", 500),
            RecordReply(replace(deal.keys[1], version=9), unclear, Assurance.A1, ()),
        )
