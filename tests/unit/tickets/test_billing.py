"""How tickets are charged: every rule, their order, what closing freezes, and what a person may still decide."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.vocabulary import Category, TicketState, Treatment
from processor.effects.decision import Decision
from processor.effects.deployments import DrawVoucher, NoteWork, SetTreatment
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.causes import Close, Note
from processor.facts.deployments import BillingFacts
from processor.tickets import billing
from processor.tickets.billing import RULES, decide_note_work, decide_treatment, freeze, treat
from processor.tickets.staff import decide_staff
from tests.unit.routing.builders import of, one, policy, staff, ticket

LIVE = datetime(2031, 3, 10, 8, 30, tzinfo=UTC)
WARRANTY_UNTIL = datetime(2031, 3, 31, 22, tzinfo=UTC)
COMPLETED = LIVE + timedelta(days=9)
NOW = LIVE + timedelta(days=60)
AFTER = WARRANTY_UNTIL + timedelta(days=1)


def facts(
    opened_at: datetime = AFTER, category: Category | None = Category.CUSTOMER_SUCCESS, **changes: Any
) -> BillingFacts:
    """A ticket of a customer whose deployment is complete, who has bought nothing."""
    values: dict[str, Any] = {
        "ticket": ticket(category=category),
        "opened_at": opened_at,
        "deployment_number": 9,
        "deployments": 1,
        "begun": True,
        "live_at": LIVE,
        "warranty_until": WARRANTY_UNTIL,
        "completed_at": COMPLETED,
    }
    return BillingFacts(**values | changes)


IN_WARRANTY = LIVE + timedelta(days=3)
DEALT: dict[str, tuple[BillingFacts, Treatment]] = {
    "no_request": (facts(category=Category.NOT_A_REQUEST), Treatment.TO_BE_DECIDED),
    "outstanding": (facts(IN_WARRANTY, outstanding=True), Treatment.OUTSTANDING),
    "which_deployment": (facts(deployment_number=0, deployments=2, begun=False), Treatment.TO_BE_DECIDED),
    "in_deployment": (facts(LIVE - timedelta(seconds=1)), Treatment.IN_DEPLOYMENT),
    "in_warranty": (facts(IN_WARRANTY, warranty_accepted_by="kim"), Treatment.WARRANTY),
    "issue_resolution": (facts(category=Category.BUG, issue_resolution=True), Treatment.ISSUE_RESOLUTION),
    "in_dispute": (facts(in_dispute=True), Treatment.TO_BE_DECIDED),
    "before_completion": (facts(completed_at=None), Treatment.TO_BE_DECIDED),
    "by_voucher": (facts(voucher=Decimal(3), hours=Decimal("1.5")), Treatment.VOUCHER),
    "billable": (facts(), Treatment.BILLABLE),
}


def test_every_rule_has_its_case() -> None:
    assert [rule.__name__ for rule in RULES] == list(DEALT)


@pytest.mark.parametrize("rule", DEALT)
def test_each_rule_says_how_and_why(rule: str) -> None:
    case, treatment = DEALT[rule]
    found, why = treat(case, NOW)
    assert found is treatment
    assert why


@pytest.mark.parametrize("rule", [name for name in DEALT if name != "billable"])
def test_a_rule_that_is_switched_off_is_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, _ = DEALT[rule]
    before = treat(case, NOW)
    monkeypatch.setattr(billing, "RULES", tuple(one_ for one_ in RULES if one_.__name__ != rule))
    assert treat(case, NOW) != before


ALL_AT_ONCE = facts(
    IN_WARRANTY,
    Category.BUG,
    outstanding=True,
    warranty_accepted_by="kim",
    issue_resolution=True,
    voucher=Decimal(9),
    hours=Decimal(1),
    completed_at=LIVE + timedelta(days=1),
)


def test_the_order_is_that_of_the_domain() -> None:
    case, seen = ALL_AT_ONCE, []
    for change in (
        {"outstanding": False},
        {"warranty_accepted_by": ""},
        {"issue_resolution": False},
        {"voucher": Decimal(0)},
    ):
        seen.append(treat(case, NOW)[0])
        case = replace(case, **change)  # type: ignore[arg-type]
    assert [*seen, treat(case, NOW)[0]] == [
        Treatment.OUTSTANDING,
        Treatment.WARRANTY,
        Treatment.ISSUE_RESOLUTION,
        Treatment.VOUCHER,
        Treatment.BILLABLE,
    ]


@pytest.mark.parametrize(
    ("opened_at", "treatment"),
    [
        (LIVE - timedelta(seconds=1), Treatment.IN_DEPLOYMENT),
        (LIVE, Treatment.WARRANTY),
        (WARRANTY_UNTIL - timedelta(seconds=1), Treatment.WARRANTY),
        (WARRANTY_UNTIL, Treatment.BILLABLE),
    ],
)
def test_when_it_was_opened_decides_to_the_second(opened_at: datetime, treatment: Treatment) -> None:
    assert treat(facts(opened_at, warranty_accepted_by="kim"), NOW)[0] is treatment


def test_from_completion_on_a_ticket_is_billable_and_not_before() -> None:
    assert treat(facts(COMPLETED), NOW)[0] is Treatment.BILLABLE
    early, why = treat(facts(COMPLETED - timedelta(seconds=1)), NOW)
    assert early is Treatment.TO_BE_DECIDED
    assert "no CSM has accepted it yet" in why
    open_end, why = treat(facts(completed_at=None), NOW)
    assert open_end is Treatment.TO_BE_DECIDED
    assert "after the warranty" in why


@pytest.mark.parametrize(
    ("category", "treatment"),
    [
        (Category.BUG, Treatment.ISSUE_RESOLUTION),
        (Category.POST_IMPLEMENTATION, Treatment.ISSUE_RESOLUTION),
        (Category.CUSTOMER_SUCCESS, Treatment.BILLABLE),
        (Category.DEVELOPMENT_REQUEST, Treatment.BILLABLE),
        (Category.ADDITIONAL_SCOPE, Treatment.BILLABLE),
        (None, Treatment.BILLABLE),
    ],
)
def test_the_issue_resolution_service_covers_issues(category: Category | None, treatment: Treatment) -> None:
    assert treat(facts(category=category, issue_resolution=True), NOW)[0] is treatment


def test_a_customer_without_a_deployment_is_charged_as_one_whose_is_complete() -> None:
    bare = {"deployment_number": 0, "deployments": 0, "begun": False, "live_at": None, "warranty_until": None}
    assert treat(facts(**bare), NOW)[0] is Treatment.BILLABLE
    assert treat(facts(category=Category.BUG, issue_resolution=True, **bare), NOW)[0] is Treatment.ISSUE_RESOLUTION


def test_in_dispute_what_is_free_stays_free() -> None:
    for rule in ("outstanding", "in_deployment", "in_warranty", "issue_resolution"):
        case, treatment = DEALT[rule]
        assert treat(replace(case, in_dispute=True), NOW)[0] is treatment


@pytest.mark.parametrize(
    ("voucher", "hours", "treatment", "said"),
    [
        ("3", "3", Treatment.VOUCHER, "3 h of the voucher's 3 h"),
        ("3", "3.01", Treatment.BILLABLE, "3.01 h, which the voucher's 3 h do not cover"),
        ("0", "1", Treatment.BILLABLE, "nothing that the customer has bought covers it"),
        ("0", None, Treatment.BILLABLE, "nothing that the customer has bought covers it"),
        ("3", None, Treatment.VOUCHER, "the hours are not noted yet"),
        ("3", "0", Treatment.VOUCHER, "0 h of the voucher's 3 h"),
    ],
)
def test_a_voucher_is_used_where_it_covers_all_the_hours(
    voucher: str, hours: str | None, treatment: Treatment, said: str
) -> None:
    found, why = treat(facts(voucher=Decimal(voucher), hours=Decimal(hours) if hours else None), NOW)
    assert (found, said in why) == (treatment, True)


def test_after_hours_and_moves_stand_beside_the_treatment() -> None:
    for rule, (case, treatment) in DEALT.items():
        found, why = treat(replace(case, after_hours=True, moves_adds_changes=True), NOW)
        assert found is treatment, rule
        assert why.endswith("; after hours and move, add or change, at its own rate")


def test_a_persons_decision_stands_above_the_rules_and_frozen_above_everything() -> None:
    decided = replace(ALL_AT_ONCE, stored=Treatment.BILLABLE, stored_why="agreed", decided_by="kim")
    assert treat(decided, NOW) == (Treatment.BILLABLE, "agreed")
    frozen = replace(ALL_AT_ONCE, stored=Treatment.WARRANTY, stored_why="then", frozen=True)
    assert treat(frozen, NOW) == (Treatment.WARRANTY, "then")
    assert treat(replace(frozen, frozen=False), NOW)[0] is Treatment.OUTSTANDING


def test_closing_freezes_and_draws_the_voucher_once() -> None:
    case = facts(voucher=Decimal(3), hours=Decimal("1.5"))
    effects = freeze(case, NOW)
    kept = next(effect for effect in effects if isinstance(effect, SetTreatment))
    assert (kept.treatment, kept.frozen) == (Treatment.VOUCHER, True)
    assert [effect.hours for effect in effects if isinstance(effect, DrawVoucher)] == [Decimal("1.5")]
    again = replace(case, stored=Treatment.VOUCHER, stored_why=kept.why, frozen=True)
    assert freeze(again, NOW) == ()


def test_a_ticket_closed_without_its_hours_is_left_to_be_decided() -> None:
    effects = freeze(facts(voucher=Decimal(3)), NOW)
    kept = next(effect for effect in effects if isinstance(effect, SetTreatment))
    assert (kept.treatment, kept.frozen) == (Treatment.TO_BE_DECIDED, True)
    assert not [effect for effect in effects if isinstance(effect, DrawVoucher)]


def test_a_voucher_that_has_run_out_since_a_person_chose_it_is_not_drawn_below_zero() -> None:
    chosen = facts(
        voucher=Decimal(1), hours=Decimal(2), stored=Treatment.VOUCHER, stored_why="goodwill", decided_by="kim"
    )
    effects = freeze(chosen, NOW)
    assert next(effect for effect in effects if isinstance(effect, SetTreatment)).treatment is Treatment.BILLABLE
    assert not [effect for effect in effects if isinstance(effect, DrawVoucher)]


def test_no_hours_draw_nothing_and_no_request_freezes_nothing() -> None:
    assert not [e for e in freeze(facts(voucher=Decimal(3), hours=Decimal(0)), NOW) if isinstance(e, DrawVoucher)]
    assert freeze(facts(category=Category.NOT_A_REQUEST), NOW) == ()


def test_closing_a_ticket_freezes_how_it_is_charged() -> None:
    closing = Close("kim", "done", tell=False)
    decision = decide_staff(closing, staff(), NOW, facts())
    assert one(decision, SetTreatment).frozen
    assert of(decide_staff(closing, staff(), NOW), SetTreatment) == []
    assert of(decide_staff(Note("kim", "x"), staff(), NOW, facts()), SetTreatment) == []
    with pytest.raises(Refused):
        decide_staff(closing, staff(ticket(state=TicketState.CLOSED)), NOW, facts())
    assert policy().staff


def test_a_person_decides_with_a_reason() -> None:
    decision = decide_treatment(facts(), Treatment.WARRANTY, "promised on the phone", "kim", NOW)
    kept = one(decision, SetTreatment)
    assert (kept.treatment, kept.why, kept.by, kept.frozen) == (
        Treatment.WARRANTY,
        "promised on the phone",
        "kim",
        False,
    )
    assert "warranty: promised on the phone" in one(decision, Enter).text


def test_nobody_decided_what_the_rules_made_of_a_voucher_that_covers_it_no_more() -> None:
    decided = facts(stored=Treatment.VOUCHER, stored_why="agreed", decided_by="kim", voucher=Decimal(3))
    kept, entry = frozen(replace(decided, hours=Decimal(2)))
    assert (kept.treatment, kept.by, entry.by) == (Treatment.VOUCHER, "kim", "kim")
    for hours, treatment in ((Decimal(9), Treatment.BILLABLE), (None, Treatment.TO_BE_DECIDED)):
        kept, entry = frozen(replace(decided, hours=hours))
        assert (kept.treatment, kept.by, entry.by) == (treatment, "", "signoff")


def frozen(case: BillingFacts) -> tuple[SetTreatment, Enter]:
    decision = Decision(None, (), freeze(case, NOW))
    return one(decision, SetTreatment), one(decision, Enter)


def test_what_was_left_to_be_decided_can_be_decided_after_closing() -> None:
    left = facts(voucher=Decimal(3), hours=Decimal(2), stored=Treatment.TO_BE_DECIDED, frozen=True)
    decision = decide_treatment(left, Treatment.VOUCHER, "they agreed", "kim", NOW)
    assert one(decision, SetTreatment).frozen
    assert one(decision, DrawVoucher).hours == 2
    assert of(decide_treatment(replace(left, frozen=False), Treatment.VOUCHER, "x", "kim", NOW), DrawVoucher) == []


@pytest.mark.parametrize(
    ("case", "treatment", "why", "refused"),
    [
        (facts(), Treatment.BILLABLE, " ", "needs a reason"),
        (facts(stored=Treatment.BILLABLE, frozen=True), Treatment.WARRANTY, "x", "that is final"),
        (facts(voucher=Decimal(1), hours=Decimal(2)), Treatment.VOUCHER, "x", "the voucher has 1 h"),
        (facts(voucher=Decimal(1)), Treatment.VOUCHER, "x", "took unknown h"),
    ],
)
def test_a_person_cannot_decide_like_this(case: BillingFacts, treatment: Treatment, why: str, refused: str) -> None:
    with pytest.raises(Refused, match=refused):
        decide_treatment(case, treatment, why, "kim", NOW)


def test_what_a_person_says_of_the_work_is_noted() -> None:
    note = NoteWork(0, "kim", hours=Decimal("1.5"), after_hours=True, moves_adds_changes=False)
    decision = decide_note_work(note, facts(), NOW)
    assert one(decision, NoteWork).ticket == facts().ticket.ticket_id
    assert one(decision, Enter).text == "hours: 1.5; after hours; no move, add or change"
    named = decide_note_work(NoteWork(0, "kim", deployment_id=44), facts(), NOW, 7)
    assert one(named, Enter).text == "it belongs to deployment 7", "by the number that people know"
    assert one(decide_note_work(NoteWork(0, "kim", warranty=True), facts(IN_WARRANTY), NOW), NoteWork).warranty


@pytest.mark.parametrize(
    ("note", "case", "why"),
    [
        (NoteWork(0, "kim"), facts(), "say what is to be noted"),
        (NoteWork(0, "kim", hours=Decimal(-1)), facts(), "are no hours"),
        (NoteWork(0, "kim", hours=Decimal("NaN")), facts(), "are no hours"),
        (NoteWork(0, "kim", warranty=True), facts(), "was not opened in the warranty"),
        (NoteWork(0, "kim", hours=Decimal(1)), facts(stored=Treatment.BILLABLE, frozen=True), "its charging is final"),
    ],
)
def test_what_makes_no_sense_is_not_noted(note: NoteWork, case: BillingFacts, why: str) -> None:
    with pytest.raises(Refused, match=why):
        decide_note_work(note, case, NOW)


def test_a_closed_ticket_still_names_its_release() -> None:
    closed = facts(stored=Treatment.BILLABLE, frozen=True)
    assert one(decide_note_work(NoteWork(0, "kim", release="31-2.1"), closed, NOW), NoteWork).release == "31-2.1"
