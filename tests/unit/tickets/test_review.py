"""What a CSM's decision on a queue item does."""

import pytest

from models.vocabulary import CaseReason, Category, DecidedBy, EntryKind, Severity, TicketState
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import CloseReview, Enter, Label, MoveTicket, Teach
from processor.errors import Refused
from processor.facts.causes import Confirm, Correct, ReviewCommand
from processor.facts.known import ReviewFacts, TicketFacts
from processor.tickets.review import decide_review
from tests.unit.routing.builders import ANNA, NOW, OURS, of, one, policy, review, ticket

CONFIRM = Confirm("kim")


def decide(command: ReviewCommand, facts: ReviewFacts) -> Decision:
    return decide_review(command, facts, NOW)


def thanks(**changes: object) -> TicketFacts:
    values: dict[str, object] = {
        "state": TicketState.NEW,
        "category": Category.NOT_A_REQUEST,
        "severity": None,
        "reason": None,
        "acknowledged": False,
    }
    return ticket(**values | changes)


def to_bug(**changes: object) -> Correct:
    values: dict[str, object] = {"severity": Severity.HIGH, "reason": CaseReason.BUG}
    return Correct("kim", Category.BUG, **values | changes)  # type: ignore[arg-type]


def test_confirming_makes_the_labels_a_persons_and_opens_the_ticket() -> None:
    decision = decide(CONFIRM, review())
    assert one(decision, Label) == Label(11, Category.BUG, Severity.MEDIUM, CaseReason.BUG, DecidedBy.PERSON, "kim")
    assert one(decision, CloseReview) == CloseReview(9, "kim", "confirmed")
    assert one(decision, Enter).kind is EntryKind.CONFIRMED
    assert one(decision, MoveTicket) == MoveTicket(11, TicketState.NEW, TicketState.OPEN)
    assert not of(decision, SendMail), "it was acknowledged when it was opened"


@pytest.mark.parametrize("reason", ["unsure", "no_model", "shadow", "audit", "not_a_request", "needs_confirmation"])
def test_confirming_labels_teaches_them(reason: str) -> None:
    decision = decide(CONFIRM, review(reasons=("unknown_sender", reason)))
    assert one(decision, Teach) == Teach(11, Category.BUG, Severity.MEDIUM, CaseReason.BUG, "kim")


@pytest.mark.parametrize("reason", ["bounced", "unverified_sender", "unknown_sender", "send_failed", "oversize"])
def test_an_item_that_asks_for_no_label_teaches_nothing_unless_it_is_corrected(reason: str) -> None:
    asked = review(reasons=(reason,))
    assert not of(decide(CONFIRM, asked), Teach)
    taught = one(decide(to_bug(), asked), Teach)
    assert taught == Teach(11, Category.BUG, Severity.HIGH, CaseReason.BUG, "kim")


def test_a_correction_to_no_request_is_taught_without_severity_and_reason() -> None:
    taught = one(decide(Correct("kim", Category.NOT_A_REQUEST, None, None), review()), Teach)
    assert taught == Teach(11, Category.NOT_A_REQUEST, None, None, "kim")


def test_confirming_does_not_move_a_ticket_at_work() -> None:
    assert not of(decide(CONFIRM, review(ticket=ticket(state=TicketState.WAITING))), MoveTicket)


def test_correcting_keeps_what_it_leaves_out() -> None:
    decision = decide(Correct("kim", None, Severity.CRITICAL, None), review())
    label = one(decision, Label)
    assert (label.category, label.severity, label.reason) == (Category.BUG, Severity.CRITICAL, CaseReason.BUG)
    assert one(decision, Enter).kind is EntryKind.CORRECTED
    assert one(decision, Enter).text == "bug, severity 1, reason bug"


@pytest.mark.parametrize("command", [CONFIRM, to_bug()])
def test_what_is_decided_is_not_decided_again(command: ReviewCommand) -> None:
    with pytest.raises(Refused, match="queue item 9 was decided by lee at 2030-05-06 12:00:00 UTC"):
        decide(command, review(open=False, decided_by="lee", decided_at=NOW))
    with pytest.raises(Refused, match="queue item 9 was decided: nothing was changed"):
        decide(command, review(open=False))


def test_a_merged_ticket_is_not_decided_on() -> None:
    with pytest.raises(Refused, match="was merged"):
        decide(CONFIRM, review(ticket=ticket(state=TicketState.MERGED)))


def test_without_labels_there_is_nothing_to_confirm() -> None:
    unlabelled = ticket(category=None, severity=None, reason=None)
    with pytest.raises(Refused, match="no labels"):
        decide(CONFIRM, review(reasons=("no_model",), ticket=unlabelled))
    with pytest.raises(Refused, match="no category"):
        decide(Correct("kim", None, Severity.HIGH, None), review(ticket=unlabelled))
    assert of(decide(to_bug(), review(ticket=unlabelled)), Label)


def test_an_item_that_only_asks_to_look_is_closed_without_labels() -> None:
    unlabelled = ticket(category=None, severity=None, reason=None)
    decision = decide(CONFIRM, review(reasons=("bounced", "unverified_sender"), ticket=unlabelled))
    assert not of(decision, Label)
    assert one(decision, CloseReview).review_id == 9
    assert one(decision, Enter).text == "seen: bounced, unverified_sender"


@pytest.mark.parametrize(
    ("command", "on", "sentence"),
    [
        (to_bug(severity=None), thanks(), "needs a severity"),
        (to_bug(reason=None), thanks(), "needs a reason"),
        (to_bug(severity=None, reason=None), thanks(), "needs a severity and reason"),
        (Correct("kim", Category.NOT_A_REQUEST, Severity.HIGH, None), ticket(), "neither severity nor reason"),
        (Correct("kim", Category.NOT_A_REQUEST, None, CaseReason.BUG), ticket(), "neither severity nor reason"),
        (CONFIRM, ticket(severity=None), "needs a severity"),
    ],
)
def test_severity_and_reason_are_null_exactly_for_no_request(
    command: ReviewCommand, on: TicketFacts, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        decide(command, review(ticket=on))


@pytest.mark.parametrize(
    ("command", "on"),
    [(CONFIRM, thanks()), (Correct("kim", Category.NOT_A_REQUEST, None, None), ticket())],
)
def test_no_request_is_closed_silently(command: ReviewCommand, on: TicketFacts) -> None:
    decision = decide(command, review(ticket=on))
    label = one(decision, Label)
    assert (label.category, label.severity, label.reason) == (Category.NOT_A_REQUEST, None, None)
    assert one(decision, MoveTicket).after is TicketState.CLOSED
    assert [entry.kind for entry in of(decision, Enter)][-1] is EntryKind.CLOSED
    assert not of(decision, SendMail)
    assert not of(decide(command, review(ticket=thanks(state=TicketState.CLOSED))), MoveTicket)


def test_the_withheld_acknowledgement_goes_out_when_it_was_a_request_after_all() -> None:
    sent = one(decide(to_bug(), review(ticket=thanks())), SendMail)
    assert (sent.template, sent.to, sent.automatic) == (
        MailTemplate.ACKNOWLEDGEMENT,
        ANNA.address,
        "auto-replied",
    )
    assert sent.answers == "<m1@customer.example>"


@pytest.mark.parametrize(
    ("changes", "noted"),
    [
        ({"ticket": thanks(acknowledged=True)}, False),
        ({"ticket": thanks(requester=None)}, False),
        ({"policy": policy(acknowledge=False)}, False),
        ({"policy": policy(own_addresses=(OURS, ANNA.address))}, False),
        ({"ticket": thanks(state=TicketState.CLOSED)}, False),
        ({"automatic_mails_to_requester": 5}, True),
        ({"ticket": thanks(automatic_mails_last_day=3)}, True),
    ],
)
def test_the_withheld_acknowledgement_keeps_to_the_rules_of_silence(changes: dict[str, object], noted: bool) -> None:
    decision = decide(to_bug(), review(**{"ticket": thanks()} | changes))
    assert not of(decision, SendMail)
    assert (EntryKind.SILENT in [entry.kind for entry in of(decision, Enter)]) is noted


def test_a_correction_of_the_category_keeps_the_severity_that_stands() -> None:
    label = one(decide(Correct("kim", Category.ADDITIONAL_SCOPE, None, None), review()), Label)
    assert (label.category, label.severity) == (Category.ADDITIONAL_SCOPE, Severity.MEDIUM)
    strayed = ticket(category=Category.NOT_A_REQUEST)
    assert one(decide(CONFIRM, review(ticket=strayed)), Label).severity is None
