"""A ticket opened by hand."""

from dataclasses import replace

import pytest

from models.vocabulary import CaseReason, Category, DecidedBy, Direction, ReviewReason, Severity, Source
from processor.effects.mail import SendMail
from processor.effects.tickets import CONTACT, TICKET, AddParty, AskReview, CreateContact, Enter, FileText, OpenTicket
from processor.errors import Refused
from processor.facts.causes import OpenByHand
from processor.tickets.byhand import decide_open_by_hand
from tests.unit.routing.builders import ANNA, NOW, OURS, known, of, one, policy, stranger

ASKED = OpenByHand(
    by="kim",
    source=Source.PHONE,
    address="anna@customer.example",
    name="Anna",
    subject="New user",
    body="Bert needs access.",
    category=Category.CUSTOMER_SUCCESS,
    severity=Severity.MEDIUM,
    reason=CaseReason.QUESTION_ABOUT_HANDLING,
)
UNLABELLED = replace(ASKED, category=None, severity=None, reason=None)


def test_it_opens_with_the_persons_labels_and_mails_nobody() -> None:
    decision = decide_open_by_hand(ASKED, known(), policy(), NOW)
    new = one(decision, OpenTicket)
    assert (new.source, new.category, new.decided_by) == (Source.PHONE, Category.CUSTOMER_SUCCESS, DecidedBy.PERSON)
    assert (new.requester, new.customer_id) == (ANNA.contact_id, 3)
    assert one(decision, FileText) == FileText(TICKET, Direction.IN, "Anna", "Bert needs access.")
    assert one(decision, AddParty) == AddParty(TICKET, ANNA.contact_id)
    assert one(decision, Enter).by == "kim"
    assert decision.outcome is None
    assert not of(decision, SendMail)
    assert not of(decision, AskReview)


def test_an_unknown_address_becomes_a_contact_and_is_queued() -> None:
    decision = decide_open_by_hand(ASKED, stranger(), policy(), NOW)
    assert one(decision, CreateContact).address == "anna@customer.example"
    assert one(decision, OpenTicket).requester == CONTACT
    assert one(decision, AskReview).reasons == (ReviewReason.UNKNOWN_SENDER,)


def test_without_an_address_there_is_no_requester() -> None:
    decision = decide_open_by_hand(replace(ASKED, address="", name=""), stranger(), policy(), NOW)
    assert one(decision, OpenTicket).requester is None
    assert not of(decision, CreateContact)
    assert not of(decision, AddParty)
    assert one(decision, FileText).author == "kim"


def test_without_labels_it_waits_in_the_queue() -> None:
    decision = decide_open_by_hand(UNLABELLED, known(), policy(), NOW)
    assert one(decision, OpenTicket).category is None
    assert one(decision, OpenTicket).decided_by is DecidedBy.RULE
    assert one(decision, AskReview).reasons == (ReviewReason.UNSURE,)


@pytest.mark.parametrize("category", [Category.BUG, Category.DEVELOPMENT_REQUEST])
def test_what_development_gets_is_confirmed_first(category: Category) -> None:
    decision = decide_open_by_hand(replace(ASKED, category=category), known(), policy(), NOW)
    assert one(decision, AskReview).reasons == (ReviewReason.NEEDS_CONFIRMATION,)


def test_the_body_gives_a_subject_where_there_is_none() -> None:
    command = replace(ASKED, subject=" ", body="\nFirst line\nSecond")
    assert one(decide_open_by_hand(command, known(), policy(), NOW), OpenTicket).subject == "First line"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"subject": "", "body": " "}, "subject or a body"),
        ({"address": OURS}, "our own address"),
        ({"category": Category.NOT_A_REQUEST}, "needs no ticket"),
        ({"severity": None}, "needs a severity"),
        ({"category": None}, "need a category"),
    ],
)
def test_what_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        decide_open_by_hand(replace(ASKED, **changes), known(), policy(), NOW)  # type: ignore[arg-type]


def test_an_unknown_person_without_address_is_no_contact_and_a_known_one_not_made_again() -> None:
    assert not of(decide_open_by_hand(ASKED, known(), policy(), NOW), CreateContact)


def test_a_reason_alone_needs_a_category_too_and_a_subject_alone_is_the_text() -> None:
    with pytest.raises(Refused, match="need a category"):
        decide_open_by_hand(replace(UNLABELLED, reason=CaseReason.BUG), known(), policy(), NOW)
    assert one(decide_open_by_hand(replace(ASKED, body=""), known(), policy(), NOW), FileText).body == "New user"
