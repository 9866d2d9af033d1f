"""What holds for every mail and everything known of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from models.vocabulary import BounceAction, Category, Kind, OutboxState, Outcome, ReviewReason, Standing, TicketState
from processor.effects.decision import Decision, Effect
from processor.effects.mail import SendMail
from processor.effects.tickets import (
    CONTACT,
    AddParty,
    AskReview,
    CreateContact,
    FileMessage,
    Local,
    MoveTicket,
    OpenTicket,
)
from processor.facts.causes import Fetched, NoVerdict, Reading, Verdict
from processor.facts.known import PartyFacts, SenderFacts, ThreadKey, ThreadMatch, TicketFacts
from processor.facts.meeting import MessageFacts
from processor.facts.message import Address, Attachment, BounceReport, Match
from processor.ids import plus_address
from processor.routing.decide import decide_message
from processor.routing.table import TABLE
from processor.tickets.parties import is_own_address
from tests.unit.routing.builders import ANNA, NOW, OTHER_TOKEN, OURS, TOKEN, message, outbox, policy, ticket, verdict

ADDRESSES = (ANNA.address, "bert@customer.example", "mallory@freemail.example", "eve@other.example", OURS)
CUSTOMERS = {ANNA.address: 3, "bert@customer.example": 3, "eve@other.example": 4}
SENDERS = (*ADDRESSES, "Support+so-x@desk.example", "ANNA@customer.example", "broken", "")
TOKENS = (TOKEN, OTHER_TOKEN)
OUR_IDS = tuple(f"<so.{token}.abc@desk.example>" for token in TOKENS)
IDS = (*OUR_IDS, "<m0@customer.example>", "")
RULES = ("auto_submitted", "vacation_header", "own_sender", "list_header")
REPORTS = tuple(
    BounceReport((), action, "5.0.0", "", permanent) for action in BounceAction for permanent in (True, False)
)

ids = st.lists(st.sampled_from(IDS), max_size=3).map(tuple)
settings_ = st.builds(
    lambda acknowledge, address, conversation, days: policy(
        acknowledge=acknowledge,
        caps_per_address=address,
        caps_per_conversation=conversation,
        reopen_for=timedelta(days=days),
    ),
    st.booleans(),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(0, 3),
)
verdicts = st.one_of(
    st.just(NoVerdict("no model")),
    st.builds(
        lambda category, confidence, automatic, standing, audit: verdict(
            category, confidence=confidence, automatic=automatic, standing=standing, audit=audit
        ),
        st.sampled_from(Category),
        st.sampled_from((0.1, 0.79, 0.8, 1.0)),
        st.booleans(),
        st.sampled_from(Standing),
        st.booleans(),
    ),
)
tickets = st.builds(
    lambda state, days, which, parties, customer, requester, mails: ticket(
        ticket_id=11 + which,
        number=1042 + which,
        token=TOKENS[which],
        thread_id=21 + which,
        state=state,
        closed_at=None if days is None else NOW - timedelta(days=days),
        parties=parties,
        customer_id=customer,
        requester=requester,
        automatic_mails_last_day=mails,
    ),
    st.sampled_from(TicketState),
    st.one_of(st.none(), st.integers(0, 4)),
    st.integers(0, 1),
    st.frozensets(st.sampled_from(ADDRESSES[:2])),
    st.sampled_from((0, 3, 4)),
    st.sampled_from((None, ANNA)),
    st.integers(0, 3),
)
threads = st.builds(
    ThreadMatch,
    st.sampled_from(ThreadKey),
    st.sampled_from((*TOKENS, *IDS, "1042")),
    st.integers(21, 23),
    st.one_of(st.none(), tickets),
    st.frozensets(st.sampled_from(ADDRESSES)),
    st.sampled_from((0, 3, 4)),
)
own_mails = st.one_of(
    st.none(),
    st.builds(
        lambda state, on: outbox(state=state, ticket=on), st.sampled_from(OutboxState), st.one_of(st.none(), tickets)
    ),
)


@st.composite
def causes(draw: st.DrawFn) -> tuple[Reading, MessageFacts]:
    sender = draw(st.sampled_from(SENDERS))
    kind = draw(st.sampled_from((Kind.HUMAN,) * 12 + tuple(Kind)))
    flag = st.booleans()
    text = draw(st.sampled_from(("", " ", "Please help.", f"> [#1042 {TOKEN}]")))
    mail = message(
        sender,
        kind=kind,
        may_reply=draw(flag),
        matches=tuple(Match(rule, rule) for rule in draw(st.sets(st.sampled_from(RULES), max_size=2))),
        message_id=draw(st.sampled_from(IDS)),
        in_reply_to=draw(ids),
        references=draw(ids),
        to=(Address("", draw(st.sampled_from(ADDRESSES))),),
        recipients=(draw(st.sampled_from((OURS, plus_address(OURS, TOKEN), ""))),),
        subject=draw(st.sampled_from(("", "#1042", f"Re: [#1043 {OTHER_TOKEN}] x"))),
        language=draw(st.sampled_from(("", "en", "ru", "fr"))),
        text=text,
        new_text=text,
        attachments=draw(st.sampled_from(((), (Attachment(1, "a", "image/png", 1, "a", inline=False),)))),
        bounce=draw(st.sampled_from((None, *REPORTS))),
        partial=draw(flag),
        defects=draw(st.sampled_from(((), ("unreadable part",)))),
    )
    if not sender and draw(flag):
        mail = replace(mail, sender=Address("", ""))
    in_sent, past = draw(st.sampled_from(((False, False),) * 12 + ((True, False), (False, True), (True, True))))
    fetched = Fetched(1, "support", "INBOX", NOW, "d" * 64, history=past, sent_folder=in_sent)
    return Reading(fetched, mail, draw(verdicts)), draw(knowledge(sender.casefold()))


@st.composite
def knowledge(draw: st.DrawFn, sender: str) -> MessageFacts:
    customer = CUSTOMERS.get(sender, 0)
    contact = draw(st.sampled_from((None, PartyFacts(8, sender, "", customer, "de")))) if sender else None
    repeated = draw(st.sampled_from((0,) * 15 + (4,)))
    return MessageFacts(
        duplicate_of=repeated,
        sender=SenderFacts(contact, customer, "", draw(st.integers(0, 2))),
        threads=tuple(draw(st.lists(threads, min_size=draw(st.integers(0, 1)), max_size=3))),
        own_copy=draw(own_mails) if draw(st.integers(0, 9)) == 9 else None,
        bounced=draw(own_mails),
        loop_token_valid=draw(st.integers(0, 19)) == 19,
        policy=draw(settings_),
        duplicate_outcome=draw(st.sampled_from(Outcome)) if repeated else None,
    )


Cause = tuple[Reading, MessageFacts]
thorough = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def decided(cause: Cause) -> Decision:
    decision = decide_message(*cause, NOW)
    event(str(decision.outcome))
    return decision


def of_kind(effects: Sequence[Effect], kind: type) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kind)]


@thorough
@given(causes())
def test_every_mail_has_one_outcome_by_a_question_of_the_table_and_a_rerun_makes_the_same(cause: Cause) -> None:
    decision = decided(cause)
    assert isinstance(decision.outcome, Outcome)
    assert decision.matches[0].rule in {row.name for row in TABLE}
    assert all(match.reason for match in decision.matches)
    assert decision == decide_message(*cause, NOW)
    assert len(of_kind(decision.effects, OpenTicket)) == (decision.outcome is Outcome.OPENED)
    assert len(of_kind(decision.effects, FileMessage)) <= 1
    assert (decision.related != 0) is (decision.outcome is Outcome.DUPLICATE)


@thorough
@given(causes())
def test_mail_goes_out_only_to_a_person_who_may_be_answered(cause: Cause) -> None:
    reading, facts = cause
    mails = [effect for effect in decided(cause).effects if isinstance(effect, SendMail)]
    assert len(mails) <= 1
    for mail in mails:
        sender = reading.message.sender
        assert sender is not None
        assert mail.to == sender.address
        assert not is_own_address(mail.to, facts.policy)
        assert reading.message.may_reply
        assert not reading.fetched.history
        assert not reading.fetched.sent_folder
        assert reading.message.kind not in {Kind.BOUNCE, Kind.COMPLAINT, Kind.READ_RECEIPT, Kind.OWN, Kind.UNREADABLE}
        assert facts.policy.acknowledge
        assert facts.sender.automatic_mails_last_day < facts.policy.caps_per_address
        assert mail.automatic == "auto-replied"


@thorough
@given(causes())
def test_nobody_becomes_a_party_of_a_ticket_that_is_not_their_customers(cause: Cause) -> None:
    reading, facts = cause
    for effect in decided(cause).effects:
        if isinstance(effect, AddParty) and effect.ticket != Local("ticket"):
            joined = [named.ticket for named in facts.threads if _is(named.ticket, effect.ticket)]
            assert facts.sender.customer_id != 0
            assert facts.sender.customer_id in {on.customer_id for on in joined if on is not None}
        if isinstance(effect, CreateContact):
            assert reading.message.sender is not None
            assert not is_own_address(effect.address, facts.policy)


@thorough
@given(causes())
def test_names_of_new_rows_are_used_after_they_are_made(cause: Cause) -> None:
    made: set[Local] = set()
    for effect in decided(cause).effects:
        used = [getattr(effect, name, None) for name in ("ticket", "contact", "requester")]
        assert all(name in made for name in used if isinstance(name, Local)), effect
        if isinstance(effect, OpenTicket | CreateContact):
            assert effect.local not in made
            made.add(effect.local)
    assert made <= {Local("ticket"), CONTACT}


@thorough
@given(causes())
def test_a_machine_moves_no_ticket_and_only_requests_do_anything_to_one(cause: Cause) -> None:
    reading, _ = cause
    decision = decided(cause)
    names = {type(effect).__name__ for effect in decision.effects}
    if decision.outcome in {Outcome.AUTOMATIC, Outcome.READ_RECEIPT}:
        assert names <= {"FileMessage", "Enter"}
    if decision.outcome is Outcome.HISTORY:
        assert names == {"FileMessage"}
    if decision.outcome in {Outcome.DUPLICATE, Outcome.COMPLAINT, Outcome.BULK, Outcome.QUARANTINED}:
        assert names == set()
    if reading.message.kind is Kind.BOUNCE and decision.outcome is Outcome.BOUNCE:
        assert names <= {"RecordBounce", "ProveSent", "Enter", "AskReview"}


@thorough
@given(causes())
def test_nothing_that_a_person_wrote_is_closed_or_passed_on_by_the_model_alone(cause: Cause) -> None:
    """However sure the model is, and however well its labels have stood: these three wait for a CSM."""
    reading, _ = cause
    decision = decided(cause)
    moved = [effect.after for effect in decision.effects if isinstance(effect, MoveTicket)]
    assert TicketState.CLOSED not in moved
    if decision.outcome is not Outcome.OPENED or not isinstance(reading.verdict, Verdict):
        return
    asked = {reason for effect in decision.effects if isinstance(effect, AskReview) for reason in effect.reasons}
    if reading.verdict.category in {Category.BUG, Category.DEVELOPMENT_REQUEST}:
        assert ReviewReason.NEEDS_CONFIRMATION in asked
    if reading.verdict.category is Category.NOT_A_REQUEST:
        assert ReviewReason.NOT_A_REQUEST in asked


@thorough
@given(causes())
def test_only_a_label_that_acts_goes_unreviewed_or_keeps_us_silent(cause: Cause) -> None:
    reading, _ = cause
    decision = decided(cause)
    if decision.outcome is not Outcome.OPENED:
        return
    verdict = reading.verdict
    acts = isinstance(verdict, Verdict) and verdict.acts
    asked = {reason for effect in decision.effects if isinstance(effect, AskReview) for reason in effect.reasons}
    silent = "believed_no_request" in {match.rule for match in decision.matches}
    event(f"acts {acts}, silent {silent}, asked {bool(asked)}")
    assert acts or asked
    assert acts or not silent
    assert ReviewReason.NO_MODEL in asked or isinstance(verdict, Verdict)
    if isinstance(verdict, Verdict):
        assert (ReviewReason.SHADOW in asked) is (verdict.automatic and verdict.standing is not Standing.ACTS)
        assert (ReviewReason.AUDIT in asked) is (
            verdict.automatic and verdict.standing is Standing.ACTS and verdict.audit
        )


def _is(named: TicketFacts | None, ref: int | Local) -> bool:
    return named is not None and named.ticket_id == ref
