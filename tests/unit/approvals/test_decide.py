"""What becomes of an answer to a request: one test for each rule of the table, each able to fail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from models.vocabulary import (
    ApprovalKind,
    Assurance,
    Kind,
    Outcome,
    ProposalState,
    ReplyOutcome,
    RequestState,
    ReviewReason,
)
from processor.approvals.case import Ways
from processor.approvals.decide import TABLE, decide_approval, is_for_us
from processor.approvals.rules import CODE_SUBJECTS
from processor.effects.approvals import (
    AwaitCode,
    CountAttempt,
    MoveProposal,
    MoveRequest,
    NoteReminder,
    RecordAcceptance,
    RecordReply,
)
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.facts.message import Address, Attachment
from processor.facts.proposals import Money
from tests.unit.approvals.builders import (
    APPROVED,
    BOSS,
    BY_SEALER,
    BY_SERVER,
    CODE,
    CODE_MAC,
    CSM,
    DOCUMENT,
    FOUND,
    LEAD,
    NOW,
    SMIME,
    approval,
    approver,
    challenge,
    content,
    decide,
    dmarc,
    facts,
    join,
    judgement,
    key,
    mail,
    named,
    planned,
    policy,
    proof,
    proposal,
    reading,
    request,
    rule,
    vendor_done,
)
from tests.unit.routing.builders import kinds, of, one, outbox

EUR = [Money(Decimal(amount), "EUR") for amount in ("4199.99", "4200.00", "4200.01", "20000")]
NOTICED = "desk@vendor.example"
LAST_MOMENT = datetime(2030, 5, 31, 23, 59, 59, 999999, UTC)


def changes_nothing(decision: Decision) -> bool:
    """Whether nothing of the proposal moves, and nothing is accepted."""
    names = set(kinds(decision.effects))
    return not names & {"MoveProposal", "MoveRequest", "RecordAcceptance", "MoveTicket", "RecordObjection"}


def review(decision: Decision) -> ReviewReason:
    (reason,) = one(decision, AskReview).reasons
    return reason


def mails(decision: Decision) -> list[tuple[MailTemplate, str]]:
    return [(sent.template, sent.to) for sent in of(decision, SendMail)]


def said(text: str, **changes: Any) -> Decision:
    return decide(reading(mail(text)), approval(**changes))


def at_level(level: str, about: Any = None) -> Decision:
    way: dict[str, Any] = {"A2": BY_SERVER, "A3": {}, "A4": {"smime": SMIME}}[level]
    return decide(reading(proven=proof(**way)), about)


def test_an_approval_at_a3_is_accepted_with_all_that_it_rests_on() -> None:
    decision = decide()
    assert (decision.outcome, rule(decision)) == (Outcome.ACCEPTED, "approved")
    accepted = one(decision, RecordAcceptance)
    assert (accepted.key, accepted.document_sha256, accepted.approver_id) == (key(), DOCUMENT, 31)
    assert (accepted.assurance, accepted.judgement) == (Assurance.A3, APPROVED)
    assert (accepted.accepted_at, accepted.objection_until) == (NOW - timedelta(minutes=1), NOW + timedelta(days=7))
    assert accepted.context is not None
    assert (accepted.context.number, accepted.context.version, accepted.context.sent) == (17, 3, "Please approve.")
    assert (accepted.proof, accepted.reply_fetch_id) == (proof(), 0)
    failed = [check for check in accepted.checks if check.result == "failed"]
    assert failed == []
    assert len({check.name for check in accepted.checks}) == len(accepted.checks) == 21
    assert one(decision, FileMessage).verified


def test_names_and_lines_of_the_register_are_known_lines() -> None:
    who = approver(title="Head of Sales", lines=("+49 30 1234",))
    decision = decide(about=approval(asked=request(who=who), known_lines=frozenset({"Lena L."})))
    context = one(decision, RecordAcceptance).context
    assert context is not None
    assert context.known_lines == {"Head of Sales", "+49 30 1234", "Lena", "Lena L.", "Customer Ltd"}


def test_automatic_answer() -> None:
    away = said("I am away")
    assert (away.outcome, rule(away)) == (Outcome.AUTOMATIC, "automatic_answer")
    assert kinds(away.effects) == ["FileMessage", "Enter", "RecordReply"]
    assert one(away, FileMessage).automatic
    marked = decide(reading(mail("Back on Monday", kind=Kind.AUTO_REPLY, may_approve=False)))
    assert marked.outcome is Outcome.AUTOMATIC


def test_an_approval_with_marks_of_automatic_mail_waits_for_a_person() -> None:
    decision = decide(reading(mail(kind=Kind.AUTO_REPLY, may_approve=False, may_reply=False)))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "doubtful_mail")
    assert changes_nothing(decision)


def test_unrelated_answer() -> None:
    decision = said("The report is empty")
    assert (decision.outcome, rule(decision)) == (Outcome.JOINED, "unrelated_answer")
    assert kinds(decision.effects) == ["Enter", "RecordReply"]


def test_superseded_version() -> None:
    old = request(version=2)
    decision = decide(about=approval(proposal(old, version=2, current_version=3), old))
    assert (decision.outcome, rule(decision)) == (Outcome.LATE, "superseded_version")
    assert changes_nothing(decision)
    late = one(decision, SendMail)
    assert (late.template, late.to) == (MailTemplate.APPROVAL_LATE, LEAD)
    assert dict(late.values)["replaced_by"] == "3"
    assert dict(late.values)["ending"] == "superseded"
    assert review(decision) is ReviewReason.APPROVAL_LATE


@pytest.mark.parametrize("state", [RequestState.ACCEPTED, RequestState.DECLINED, RequestState.CLOSED])
def test_decided_already(state: RequestState) -> None:
    done = request(state=state, decided_at=NOW - timedelta(hours=2), decided_by="Lena")
    decision = decide(reading(mail("No")), approval(asked=done))
    assert (decision.outcome, rule(decision)) == (Outcome.LATE, "decided_already")
    assert changes_nothing(decision)
    values = dict(one(decision, SendMail).values)
    assert (values["ended_by"], values["ended_at"]) == ("Lena", "2030-05-06T10:00:00+00:00")
    assert values["ending"] == ("rejected" if state is RequestState.DECLINED else "accepted")
    assert review(decision) is ReviewReason.APPROVAL_LATE


def test_who_only_repeats_an_approval_bothers_nobody() -> None:
    done = request(state=RequestState.ACCEPTED, decided_at=NOW, decided_by="Lena")
    decision = decide(about=approval(asked=done))
    assert (decision.outcome, of(decision, AskReview)) == (Outcome.LATE, [])


@pytest.mark.parametrize("state", [state for state in ProposalState if state is not ProposalState.AWAITING_CUSTOMER])
def test_proposal_over(state: ProposalState) -> None:
    asked = request()
    ended = proposal(asked, state=state, ended_at=NOW - timedelta(days=1), ended_why="withdrawn by kim")
    decision = decide(about=approval(ended, asked))
    assert (decision.outcome, rule(decision)) == (Outcome.LATE, "proposal_over")
    assert changes_nothing(decision)


def test_received_too_late_is_judged_by_when_the_server_received_it() -> None:
    about = approval()
    in_time = reading(received_at=LAST_MOMENT)
    handled_later = decide_approval(in_time, facts(about), NOW + timedelta(days=90), FOUND, Ways(judge_yes, join))
    assert handled_later.outcome is Outcome.ACCEPTED
    late = decide_approval(
        reading(received_at=LAST_MOMENT + timedelta(microseconds=1)), facts(about), NOW, FOUND, Ways(judge_yes, join)
    )
    assert (late.outcome, rule(late)) == (Outcome.LATE, "received_too_late")
    assert dict(one(late, SendMail).values)["ending"] == "expired"


def judge_yes(_text: str, _context: object) -> Any:
    return APPROVED


def test_a_late_answer_of_a_stranger_is_not_answered() -> None:
    done = request(state=RequestState.ACCEPTED)
    decision = decide(reading(mail(sender=BOSS)), approval(asked=done))
    assert (decision.outcome, mails(decision)) == (Outcome.LATE, [])


def test_not_asked_yet() -> None:
    waiting = planned(LEAD)
    decision = decide(about=approval(asked=waiting))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "not_asked_yet")
    assert changes_nothing(decision)


def test_replayed() -> None:
    decision = said("Approved", seen_before=True)
    assert (decision.outcome, rule(decision), review(decision)) == (
        Outcome.HELD,
        "replayed",
        ReviewReason.APPROVAL_UNPROVEN,
    )
    assert changes_nothing(decision)


def test_sender_unproven() -> None:
    decision = decide(reading(proven=proof(results=(dmarc("fail"),))))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "sender_unproven")
    assert changes_nothing(decision)
    assert mails(decision) == []
    assert not one(decision, FileMessage).verified
    assert "our mail server found that the sender is forged" in one(decision, RecordReply).reasons


def test_a_bare_from_is_held_and_no_mail_goes_out_but_to_the_staff() -> None:
    decision = decide(reading(proven=proof(dkim=())))
    assert (decision.outcome, review(decision)) == (Outcome.HELD, ReviewReason.APPROVAL_UNPROVEN)
    assert {to for _, to in mails(decision)} == {NOTICED, CSM}
    assert changes_nothing(decision)


@pytest.mark.parametrize("text", ["Approved", "No", "What is it?", CODE])
def test_sender_not_entitled_is_recorded_as_their_statement(text: str) -> None:
    about = approval(asked=request(challenge=challenge()), answered_macs=(CODE_MAC,))
    decision = decide(reading(mail(text, sender=BOSS)), about)
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "sender_not_entitled")
    assert changes_nothing(decision)
    assert BOSS in one(decision, Enter).text
    assert one(decision, RecordReply).assurance is Assurance.A1
    told = of(decision, SendMail)
    assert {sent.template for sent in told} == {MailTemplate.INTERNAL_NOTICE}
    assert all(BOSS in dict(sent.values)["reason"] for sent in told)


@pytest.mark.parametrize(
    "changes",
    [
        {"drafted_by": "lena"},
        {"drafted_by": "x", "drafted_by_address": "LENA@customer.example"},
        {"authors": (("Lena", ""), ("kim", ""))},
        {"authors": (("x", "lena@customer.example"), ("kim", ""))},
    ],
)
def test_own_proposal(changes: dict[str, Any]) -> None:
    asked = request(who=approver(user="lena"))
    decision = decide(about=approval(proposal(vendor_done(), asked, **changes), asked))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "own_proposal")
    assert changes_nothing(decision)


def test_several_requests() -> None:
    decision = said("Approved", others=(key(number=18), key()))
    assert (decision.outcome, rule(decision), review(decision)) == (
        Outcome.HELD,
        "several_requests",
        ReviewReason.APPROVAL_UNCLEAR,
    )
    assert said("Approved", others=(key(),)).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("text", ["Approved", "No"])
@pytest.mark.parametrize("changes", [{"may_approve": False}, {"partial": True}, {"kind": Kind.READ_RECEIPT}])
def test_doubtful_mail(text: str, changes: dict[str, Any]) -> None:
    decision = decide(reading(mail(text, **changes)))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "doubtful_mail")
    assert changes_nothing(decision)


def test_body_differs() -> None:
    decision = decide(reading(proven=proof(body_differs=True)))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "body_differs")
    assert changes_nothing(decision)


def attachment(filename: str, kind: str, inline: bool = False) -> Attachment:
    return Attachment(1, filename, kind, 100, "ab" * 32, inline)


SUBJECTS = ("", "Re: ", "AW: ", "Ответ: ", "[EXTERNAL] RE: ", "Re: AW: ")


@pytest.mark.parametrize("change", [f"{answer}{{}}" for answer in SUBJECTS])
@pytest.mark.parametrize(
    "ours", ["{tag} Proposal PR-17, version 3: {title}", *(f"{{tag}} {one} PR-17" for one in CODE_SUBJECTS)]
)
def test_the_subject_of_our_own_mails_stands_for_nothing(change: str, ours: str) -> None:
    subject = change.format(ours.format(tag=key().tag, title="Export to CSV"))
    assert decide(reading(mail(subject=subject))).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "change",
    ["NOT approved: {}", "Re: {} - only phase one", "Re: {} for EUR 3000", "Re: {}?", "AW: {} v4", "WG: {}", "Later"],
)
def test_subject_changed(change: str) -> None:
    subject = change.format(f"{key().tag} Proposal PR-17, version 3: {'Export to CSV'}")
    decision = decide(reading(mail(subject=subject)))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "subject_changed")


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_the_mail_that_brings_a_code_begins_as_this_room_knows(language: str) -> None:
    text = resources.files("templates").joinpath(f"mail/approval_challenge.{language}.txt").read_text("utf-8")
    assert any(text.startswith(f"Subject: {one}") for one in CODE_SUBJECTS)


def test_attachments_along() -> None:
    contract = attachment("changed.pdf", "application/pdf")
    for message in (mail(attachments=(contract,)), mail("", attachments=(attachment("logo.png", "image/png", True),))):
        decision = decide(reading(message))
        assert (decision.outcome, rule(decision)) == (Outcome.HELD, "attachments_along")
        assert changes_nothing(decision)
    inline = attachment("terms.pdf", "application/pdf", inline=True)
    assert rule(decide(reading(mail(attachments=(inline,))))) == "attachments_along"
    disguised = attachment("terms.pdf", "application/pgp-signature")
    assert rule(decide(reading(mail(attachments=(disguised,))))) == "attachments_along"


def test_a_logo_and_a_signature_are_no_attachments_to_read() -> None:
    along = (attachment("logo.png", "image/png", True), attachment("smime.p7s", "application/pkcs7-signature"))
    assert decide(reading(mail(attachments=along))).outcome is Outcome.ACCEPTED


def test_declines() -> None:
    second = planned(BOSS, position=1)
    decision = decide(reading(mail("No")), approval(proposal(vendor_done(), request(), second)))
    assert (decision.outcome, rule(decision)) == (Outcome.DECLINED, "declines")
    moved = {effect.key: effect.after for effect in of(decision, MoveRequest)}
    assert moved == {key(): RequestState.DECLINED, key(BOSS): RequestState.CLOSED}
    assert one(decision, MoveProposal).after is ProposalState.REJECTED
    assert review(decision) is ReviewReason.PROPOSAL_ENDED
    ended = [sent for sent in of(decision, SendMail) if sent.template is MailTemplate.APPROVAL_ENDED]
    assert [sent.to for sent in ended] == ["vera@vendor.example", LEAD, "anna@customer.example"]
    assert {dict(sent.values)["ending"] for sent in ended} == {"rejected"}


def test_a_vendors_no_stays_inside() -> None:
    asked = request("vera@vendor.example")
    about = approval(proposal(asked, planned(LEAD), state=ProposalState.AWAITING_VENDOR), asked)
    vera = reading(mail("No", sender="vera@vendor.example"))
    decision = decide(vera, about)
    assert decision.outcome is Outcome.DECLINED
    assert {to for _, to in mails(decision)} == {"vera@vendor.example", NOTICED, CSM}


def test_a_no_below_a2_ends_nothing() -> None:
    decision = decide(reading(mail("No"), proof(dkim=())))
    assert (decision.outcome, changes_nothing(decision)) == (Outcome.HELD, True)
    assert decide(reading(mail("No"), proof(**BY_SERVER))).outcome is Outcome.DECLINED


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Approved, if it is blue", "conditional_answer", ReviewReason.APPROVAL_CONDITIONAL),
        ("What is it?", "asks_back", ReviewReason.APPROVAL_QUESTION),
        ("Next week", "asks_back", ReviewReason.APPROVAL_QUESTION),
    ],
)
def test_conditional_answer_and_asks_back(text: str, name: str, why: ReviewReason) -> None:
    decision = said(text)
    assert (decision.outcome, rule(decision), review(decision)) == (Outcome.HELD, name, why)
    assert changes_nothing(decision)
    assert mails(decision) == []


def test_unclear_answer_gets_one_friendly_mail() -> None:
    decision = said("Looks good to me, I think")
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "unclear_answer")
    assert review(decision) is ReviewReason.APPROVAL_UNCLEAR
    told = one(decision, SendMail)
    assert (told.template, told.to, told.automatic) == (MailTemplate.APPROVAL_UNCLEAR, LEAD, "auto-replied")
    assert told.answers == "<reply@customer.example>"
    assert dict(told.values)["said"] == "Looks good to me, I think"
    assert one(decision, NoteReminder) == NoteReminder(key(), unclear=True)
    again = said("Looks good", asked=request(unclear_told=True))
    assert (again.outcome, mails(again)) == (Outcome.HELD, [])


def test_no_friendly_mail_where_none_may_go() -> None:
    assert mails(decide(reading(mail("Hm", may_reply=False)))) == []
    full = facts().sender
    capped = decide(reading(mail("Hm")), sender=replace(full, automatic_mails_last_day=5))
    assert (capped.outcome, mails(capped)) == (Outcome.HELD, [])
    assert mails(decide(reading(mail("Hm"), proof(**BY_SERVER))))


def test_an_approval_that_may_not_be_accepted_by_its_words_is_unclear() -> None:
    ways = Ways(lambda _text, _context: judgement(ReplyOutcome.APPROVE, auto=False), join)
    decision = decide_approval(reading(), facts(), NOW, FOUND, ways)
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "unclear_answer")


@pytest.mark.parametrize("changes", [{"document_sha256": ""}, {"document_sha256": "e" * 64}])
def test_no_digest(changes: dict[str, str]) -> None:
    asked = request(**changes)
    assert rule(decide(about=approval(proposal(asked), asked))) == "no_digest"
    empty = request(document_sha256="")
    assert rule(decide(about=approval(proposal(empty, document_sha256=""), empty))) == "no_digest"
    assert rule(decide(about=approval(proposal(pdf_sha256="")))) == "no_digest"


@pytest.mark.parametrize(
    ("limit", "accepted"),
    [(EUR[0], False), (EUR[1], True), (EUR[2], True), (Money(Decimal(9999), "USD"), False), (None, True)],
)
def test_above_limit(limit: Money | None, accepted: bool) -> None:
    decision = decide(about=approval(asked=request(who=approver(limit=limit))))
    assert (rule(decision) == "approved") is accepted
    assert accepted or (decision.outcome, rule(decision)) == (Outcome.HELD, "above_limit")


def test_acceptances_paused() -> None:
    decision = said("Approved", policy=policy(acceptances_paused=True))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "acceptances_paused")
    assert changes_nothing(decision)
    assert said("No", policy=policy(acceptances_paused=True)).outcome is Outcome.DECLINED


@pytest.mark.parametrize("way", [BY_SERVER, BY_SEALER])
def test_needs_code_at_a2_and_it_goes_to_the_registered_address(way: dict[str, Any]) -> None:
    message = replace(mail(), reply_to=(Address("", "mallory@evil.example"),))
    decision = decide(reading(message, proof(**way)))
    assert (decision.outcome, rule(decision)) == (Outcome.CHALLENGED, "needs_code")
    assert changes_nothing(decision)
    awaited = one(decision, AwaitCode)
    assert (awaited.code_mac, awaited.assurance, awaited.attempts) == (CODE_MAC, Assurance.A2, 5)
    assert awaited.expires_at == NOW + timedelta(hours=72)
    assert (awaited.judgement, awaited.proof) == (APPROVED, proof(**way))
    sent = one(decision, SendMail)
    assert (sent.template, sent.to, sent.approval) == (MailTemplate.APPROVAL_CHALLENGE, LEAD, key())
    assert dict(sent.values)["code"] == CODE


def test_needs_code_above_the_strong_amount() -> None:
    strong = policy(strong_above=(EUR[0],))
    assert rule(at_level("A3", approval(policy=strong))) == "needs_code"
    assert rule(at_level("A4", approval(policy=strong))) == "approved"
    assert rule(at_level("A3", approval(policy=policy(strong_above=(EUR[1],))))) == "approved"
    assert rule(at_level("A3", approval(policy=policy(strong_above=(Money(Decimal(1), "USD"),))))) == "needs_code"
    free = proposal(content=content(price=None))
    assert rule(at_level("A3", approval(free, policy=strong))) == "approved"


def test_beyond_code() -> None:
    for settings in ({"strong_above": (EUR[0],)}, {"challenge_up_to": (EUR[1],)}):
        decision = at_level("A2", approval(policy=policy(**settings)))
        assert (decision.outcome, rule(decision)) == (Outcome.HELD, "beyond_code")
    assert rule(at_level("A2", approval(policy=policy(challenge_up_to=(EUR[2],))))) == "needs_code"
    assert rule(at_level("A2", approval(policy=policy(challenge_up_to=(Money(Decimal(9), "USD"),))))) == "beyond_code"


def test_code_awaited() -> None:
    waiting = request(challenge=challenge())
    decision = at_level("A2", approval(asked=waiting))
    assert (decision.outcome, rule(decision), mails(decision)) == (Outcome.HELD, "code_awaited", [])
    over = request(challenge=challenge(expires_at=NOW - timedelta(hours=1)))
    assert rule(at_level("A2", approval(asked=over))) == "needs_code"
    assert rule(at_level("A3", approval(asked=waiting))) == "approved"


def test_code_impossible() -> None:
    silent = decide(reading(mail(may_reply=False), proof(**BY_SERVER)))
    assert (silent.outcome, rule(silent), mails(silent)) == (Outcome.HELD, "code_impossible", [])
    assert rule(at_level("A2", approval(code="", code_mac=""))) == "code_impossible"


def with_code(text: str, first: str = "A2", macs: tuple[str, ...] = (CODE_MAC,), **changes: Any) -> Decision:
    asked = request(challenge=challenge(**{"assurance": Assurance(first)} | changes.pop("challenge", {})))
    proven = changes.pop("proven", proof(**BY_SERVER))
    about = approval(asked=asked, answered_macs=macs, **changes)
    return decide(reading(mail(text), proven), about)


@pytest.mark.parametrize(
    "text", ["4821-7730", "48217730", "4821 7730", "Approved\n4821-7730".replace("Approved\n", "")]
)
@pytest.mark.parametrize(("first", "level"), [("A2", "A2C"), ("A3", "A4")])
def test_code_right(text: str, first: str, level: str) -> None:
    decision = with_code(text, first)
    assert (decision.outcome, rule(decision)) == (Outcome.ACCEPTED, "code_right")
    accepted = one(decision, RecordAcceptance)
    assert (accepted.assurance.value, accepted.reply_fetch_id) == (level, 77)
    assert (accepted.judgement, accepted.proof) == (APPROVED, proof(**BY_SERVER))
    assert [check.result for check in accepted.checks if check.name == "challenge"] == ["passed"]


def test_the_code_with_anything_but_an_approval_is_none() -> None:
    for text in ("4821-7730 if it is blue", "What is 4821-7730?", "4821-7730 4821-7731"):
        decision = with_code(text)
        assert decision.outcome is Outcome.HELD, text
        assert changes_nothing(decision)
    assert with_code("No").outcome is Outcome.DECLINED


def test_a_code_below_in_the_quote_is_none() -> None:
    message = replace(mail("Hm\n> Your code: 4821-7730"), new_text="Hm")
    asked = request(challenge=challenge())
    decision = decide(reading(message, proof(**BY_SERVER)), approval(asked=asked, answered_macs=(CODE_MAC,)))
    assert rule(decision) == "unclear_answer"


def test_code_wrong() -> None:
    decision = with_code("4821-7731", macs=("another",))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "code_wrong")
    assert one(decision, CountAttempt) == CountAttempt(key())
    assert changes_nothing(decision)
    assert rule(with_code("4821-7730", macs=("", CODE_MAC))) == "code_wrong"
    assert rule(with_code("4821-7730", macs=("",), challenge={"code_mac": ""})) == "code_wrong"


@pytest.mark.parametrize("changes", [{"expires_at": NOW - timedelta(hours=1)}, {"attempts_left": 0}])
def test_code_expired(changes: dict[str, Any]) -> None:
    decision = with_code("4821-7730", challenge=changes)
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "code_expired")
    assert changes_nothing(decision)


def test_a_code_completes_only_an_approval() -> None:
    for first in (None, judgement(ReplyOutcome.CONDITIONAL), judgement(ReplyOutcome.APPROVE, auto=False)):
        decision = with_code("4821-7730", challenge={"judgement": first})
        assert (decision.outcome, changes_nothing(decision)) == (Outcome.HELD, True)


def test_a_code_does_not_reach_beyond_its_amount() -> None:
    assert rule(with_code("4821-7730", policy=policy(challenge_up_to=(EUR[1],)))) == "beyond_code"
    assert rule(with_code("4821-7730", policy=policy(strong_above=(EUR[0],)))) == "beyond_code"
    assert rule(with_code("4821-7730", "A3", policy=policy(strong_above=(EUR[0],)))) == "code_right"
    assert rule(with_code("4821-7730", policy=policy(acceptances_paused=True))) == "acceptances_paused"


def test_a_code_from_a_bare_from_does_not_count() -> None:
    assert rule(with_code("4821-7730", proven=proof(dkim=()))) == "sender_not_entitled"


def test_approved_by_a_deputy_names_the_deputy() -> None:
    deputy = approver(BOSS, deputy_of=31)
    decision = decide(reading(mail(sender=BOSS)), approval(senders=(deputy,)))
    assert one(decision, RecordAcceptance).approver_id == 32
    assert "Boris <boris@customer.example> accepted" in of(decision, Enter)[1].text


def test_a_purchase_order_is_kept() -> None:
    ways = Ways(lambda _text, _context: judgement(ReplyOutcome.APPROVE, purchase_order="4711"), join)
    decision = decide_approval(reading(), facts(), NOW, FOUND, ways)
    accepted = one(decision, RecordAcceptance)
    assert accepted.judgement is not None
    assert accepted.judgement.purchase_order == "4711"


def test_every_answer_is_filed_recorded_and_entered() -> None:
    for text in ("Approved", "No", "Next week", "Hm", "I am away"):
        decision = said(text)
        assert one(decision, FileMessage).ticket == 11
        assert one(decision, RecordReply).key == key()
        assert of(decision, Enter)


def test_the_table_ends_in_a_yes_and_every_rule_stands_in_it_once() -> None:
    names = [row.name for row in TABLE]
    assert names[-1] == "approved"
    assert len(names) == len(set(names)) == 32


def test_a_key_of_nobody_is_not_for_this_room() -> None:
    assert not is_for_us(None)
    assert not is_for_us(approval(request=None, proposal=None))
    assert is_for_us(approval())
    assert outbox() is not None
    assert named().key.kind is ApprovalKind.PROPOSAL
