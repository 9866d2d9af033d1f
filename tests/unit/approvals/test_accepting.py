"""What an acceptance starts: the next approver, the customer's side, or the work."""

from dataclasses import replace
from typing import Any

import pytest

from models.vocabulary import EntryKind, Outcome, ProposalState, Quorum, RequestState, TicketState, Turn
from processor.effects.approvals import MoveProposal, MoveRequest, RecordAcceptance
from processor.effects.decision import Decision
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.effects.tickets import Enter, MoveTicket
from processor.facts.approvals import RequestFacts
from processor.facts.proposals import AttachedDocument
from tests.unit.approvals.builders import (
    BOSS,
    CSM,
    DOCUMENT,
    LEAD,
    PDF,
    VENDOR,
    approval,
    content,
    decide,
    key,
    mail,
    planned,
    proof,
    proposal,
    reading,
    request,
    vendor_done,
)
from tests.unit.routing.builders import of, one, ticket

OPEN, CLOSED, ACCEPTED = RequestState.OPEN, RequestState.CLOSED, RequestState.ACCEPTED


def accepted_by(address: str, asked: RequestFacts, **changes: Any) -> Decision:
    signed = proof(address)
    return decide(reading(mail(sender=address), signed), approval(proposal(**changes), asked))


def moves(decision: Decision) -> dict[str, RequestState]:
    return {effect.key.token: effect.after for effect in of(decision, MoveRequest)}


def asked(decision: Decision) -> list[str]:
    return [sent.to for sent in of(decision, SendMail) if sent.template is MailTemplate.APPROVAL_REQUEST]


def test_the_vendors_approval_asks_the_customers_first_with_the_whole_document() -> None:
    vera = request(VENDOR)
    document = AttachedDocument("plan.txt", "text/plain", "9" * 64, 5)
    decision = accepted_by(
        VENDOR,
        vera,
        requests=(vera, planned(BOSS, position=2), planned(LEAD, position=1)),
        state=ProposalState.AWAITING_VENDOR,
        content=content(documents=(document,)),
    )
    assert decision.outcome is Outcome.ACCEPTED
    assert one(decision, MoveProposal).after is ProposalState.AWAITING_CUSTOMER
    assert moves(decision) == {key(VENDOR).token: ACCEPTED, key(LEAD).token: OPEN}
    (sent,) = [mail for mail in of(decision, SendMail) if mail.template is MailTemplate.APPROVAL_REQUEST]
    assert (sent.to, sent.approval, sent.document) == (LEAD, key(LEAD), DOCUMENT)
    assert sent.attachments == (
        BlobRef("PR-17-v3.pdf", "application/pdf", PDF),
        BlobRef("plan.txt", "text/plain", "9" * 64),
    )


def test_all_are_asked_at_once_where_they_are_asked_together() -> None:
    vera = request(VENDOR)
    requests = (vera, planned(LEAD), planned(BOSS, position=1))
    decision = accepted_by(VENDOR, vera, requests=requests, state=ProposalState.AWAITING_VENDOR, turn=Turn.TOGETHER)
    assert asked(decision) == [LEAD, BOSS]


def test_in_order_the_second_is_asked_when_the_first_has_accepted() -> None:
    decision = accepted_by(LEAD, request(), requests=(vendor_done(), request(), planned(BOSS, position=1)))
    assert (moves(decision), asked(decision)) == ({key().token: ACCEPTED, key(BOSS).token: OPEN}, [BOSS])
    assert of(decision, MoveProposal) == []


@pytest.mark.parametrize(
    ("quorum", "moved"),
    [(Quorum.ALL, {key().token: ACCEPTED}), (Quorum.ANY, {key().token: ACCEPTED, key(BOSS).token: CLOSED})],
)
def test_any_closes_the_others_and_all_waits_for_them(quorum: Quorum, moved: dict[str, RequestState]) -> None:
    both = (vendor_done(), request(), request(BOSS, position=1))
    decision = accepted_by(LEAD, request(), requests=both, quorum=quorum, turn=Turn.TOGETHER)
    assert moves(decision) == moved
    assert bool(of(decision, MoveProposal)) is (quorum is Quorum.ANY)
    assert len(of(decision, RecordAcceptance)) == 1


def test_the_last_acceptance_completes_the_proposal_and_the_ticket_moves_on() -> None:
    first = request(BOSS, state=ACCEPTED)
    decision = accepted_by(
        LEAD, request(), requests=(vendor_done(), first, request()), ticket=ticket(state=TicketState.WAITING)
    )
    assert one(decision, MoveProposal).after is ProposalState.ACCEPTED
    moved = one(decision, MoveTicket)
    assert (moved.before, moved.after) == (TicketState.WAITING, TicketState.OPEN)
    told = {(sent.template, sent.to) for sent in of(decision, SendMail)}
    assert told == {
        (MailTemplate.APPROVAL_ENDED, "anna@customer.example"),
        (MailTemplate.INTERNAL_NOTICE, CSM),
        (MailTemplate.INTERNAL_NOTICE, "desk@vendor.example"),
    }
    assert "The work can begin" in [entry.text for entry in of(decision, Enter) if entry.kind is EntryKind.PROPOSAL][-1]


def test_no_receipt_goes_out_before_the_seal_and_who_approves_gets_no_second_news() -> None:
    own = replace(ticket(), requester=replace(ticket().requester, address=LEAD))  # type: ignore[type-var]
    decision = accepted_by(LEAD, request(), requests=(vendor_done(), request()), ticket=own)
    assert MailTemplate.APPROVAL_RECEIPT not in {sent.template for sent in of(decision, SendMail)}
    assert LEAD not in {sent.to for sent in of(decision, SendMail)}


def test_mails_of_one_decision_have_ordinals_of_their_own() -> None:
    decision = accepted_by(LEAD, request(), requests=(vendor_done(), request()))
    ordinals = [sent.ordinal for sent in of(decision, SendMail)]
    assert ordinals == list(range(len(ordinals)))
    assert len(ordinals) == 3
