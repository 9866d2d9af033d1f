"""Forms that are sent to be filled: each version kept, every answer added, the newest standing."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from models.forms import FormAnswer
from models.vocabulary import AnswerSource, ApprovalKind, FormState
from processor.effects.deployments import FORM, AskForm, MoveForm, NoteFormReminder
from processor.effects.mail import MailTemplate
from processor.errors import Refused
from processor.facts.approvals import Carrier, NamedApproval
from processor.facts.forms import Answer, FormMeeting, Unreadable
from processor.ids import ApprovalKey
from processor.store.apply import Applier
from processor.store.errors import Stale
from processor.store.formjson import definition_from_json, definition_to_json, value_from_json, value_to_json
from processor.store.store import Store
from tests.contract.store.deals import ANN, BOB, applier_of, clues, enter
from tests.contract.store.deployed import ANSWERS, DEFINITION, answered, ask_form, at, later, mail_about, start
from tests.contract.store.samples import IDS, NOW, POLICY, Named, act, keep, message_of, reading_of, take

QUESTIONS = ApprovalKind.QUESTIONS


@pytest.fixture
def applier(store: Store) -> Applier:
    return applier_of(store)


def meet(store: Store, *keys: ApprovalKey, uid: int = 50) -> FormMeeting | None:
    keep(store, f"answer{uid}", first_uid=uid)
    [claim] = take(store)
    named = [NamedApproval(key, frozenset({Carrier.TEXT})) for key in keys]
    found = store.facts.message_facts(reading_of(claim, message_of(claim)), Named(), POLICY, NOW, True, clues(*named))
    assert found.approval is None
    assert (found.deployment is None) == (found.form is None or found.form.form is None)
    return found.form


def values(answers: Iterable[Answer]) -> dict[str, object]:
    return {one.field: one.value for one in answers}


def test_definitions_and_answers_come_back_as_they_were_kept() -> None:
    assert definition_from_json(definition_to_json(DEFINITION)) == DEFINITION
    for answer in ANSWERS:
        assert value_from_json(value_to_json(answer.value)) == answer.value


def test_a_form_is_asked_answered_and_its_newest_answers_stand(store: Store, applier: Applier) -> None:
    start(store, applier)
    form = ask_form(store, applier)
    assert (form.number, form.version, form.state, form.definition) == (1, 1, FormState.ASKED, DEFINITION)
    assert (form.deployment_id, form.customer, form.to_address, form.answers) == (1, "Customer Ltd", ANN, ())
    assert form.sent_text == "#1 Deployment of Desk at Depot form_request"
    assert form.sent_message_id.startswith("<so.q.1.1.")
    act(store, applier, "first", answered(form, *ANSWERS, leftovers=("We love it.",)))
    known = store.facts.form_facts(1, NOW)
    assert (known.state, known.answers, known.leftovers) == (FormState.PARTIAL, ANSWERS, ("We love it.",))
    other = replace(ANSWERS[0], value="Bob Ray", said="Bob Ray", source=AnswerSource.PERSON)
    bad = Unreadable("start", "31 June", "there is no such day")
    act(store, applier, "second", answered(known, other, unreadable=(bad,)), now=later(1))
    known = store.facts.form(1, NOW)
    assert values(known.answers)["superuser"] == "Bob Ray"
    assert known.unreadable == (bad,)
    act(store, applier, "third", answered(known, ANSWERS[1]), now=later(2))
    assert store.facts.form_facts(1, NOW).unreadable == ()
    assert len(store.database.rows(FormAnswer.select())) == len(ANSWERS) + 2
    view = store.views.form(1)
    assert [one.value for one in view.answers if one.field == "superuser" and one.stands] == ["Bob Ray"]
    assert [(one.field, one.said) for one in view.leftovers] == [("", "We love it."), ("start", "31 June")]
    with pytest.raises(Stale, match="no longer as it was read"):
        act(store, applier, "stale", answered(form, ANSWERS[0]))


def test_a_form_that_is_asked_again_is_another_version_and_the_older_key_still_meets_it(
    store: Store, applier: Applier
) -> None:
    start(store, applier)
    form = ask_form(store, applier, prefilled=ANSWERS[:1])
    assert form.answers == ANSWERS[:1]
    shorter = replace(DEFINITION, version="6" * 64, fields=DEFINITION.fields[:2])
    key = store_key(form.number, 2, shorter.version)
    again = AskForm(
        FORM, form.form_id, form.number, key, shorter, 1, form.ticket.ticket_id, "en", ANN, "Ann", "kim"
    )  # fmt: skip
    mail = mail_about(key, form.ticket.ticket_id, MailTemplate.FORM_MISSING)
    act(store, applier, "again", again, mail)
    known = store.facts.form_facts(1, NOW)
    assert (known.version, known.key, known.definition) == (2, key, shorter)
    assert known.sent_text.count("#1 Deployment of Desk at Depot") == 2
    with pytest.raises(Stale):
        act(store, applier, "twice", replace(again, key=store_key(1, 4, shorter.version)))
    meeting = meet(store, key)
    assert meeting is not None
    assert (meeting.form, meeting.answered) == (known, None)
    older = meet(store, form.key, uid=51)
    assert older is not None
    assert (older.form, older.answered) == (known, DEFINITION)
    assert [one.version for one in store.views.form(1).versions] == [1, 2]
    assert meet(store, replace(key, version=1), uid=52) == FormMeeting(None)
    assert meet(store, replace(key, number=9), uid=53) == FormMeeting(None)
    assert meet(store, uid=54) is None


def store_key(number: int, version: int, document: str) -> ApprovalKey:
    return IDS.approval_key(QUESTIONS, number, version, document, ANN)


def test_answers_are_taken_from_the_customers_people_only(store: Store, applier: Applier) -> None:
    start(store, applier)
    customer_id = at(store).customer_id
    form = ask_form(store, applier, to_address="Eve@Customer.example")
    enter(store, applier, BOB, customer_id=customer_id)
    store.people.add_contact("Dan@customer.example", customer="Customer Ltd")
    meeting = meet(store, form.key)
    assert meeting is not None
    assert meeting.contacts == {ANN, BOB, "dan@customer.example", "eve@customer.example"}
    assert store.facts.contacts_of(customer_id) == {ANN, BOB, "dan@customer.example"}
    assert store.facts.may_fill("EVE@customer.example", [form.key], NOW)
    assert not store.facts.may_fill("mallory@else.example", [form.key], NOW)
    assert not store.facts.may_fill(ANN, [replace(form.key, token="a" * 16)], NOW)


def test_states_move_from_where_they_were_read_and_reminders_count(store: Store, applier: Applier) -> None:
    start(store, applier)
    form = ask_form(store, applier)
    act(
        store,
        applier,
        "remind",
        NoteFormReminder(1),
        mail_about(form.key, form.ticket.ticket_id, MailTemplate.FORM_REMINDER),
    )
    assert store.facts.form_facts(1, NOW).reminded == 1
    act(store, applier, "withdraw", MoveForm(1, FormState.ASKED, FormState.WITHDRAWN, "kim"))
    with pytest.raises(Stale, match="no longer"):
        act(store, applier, "twice", MoveForm(1, FormState.ASKED, FormState.WITHDRAWN, "kim"))
    assert [line.state for line in store.views.forms(states=[FormState.WITHDRAWN])] == [FormState.WITHDRAWN]
    assert store.views.forms(deployment=2) == ()
    for unknown in (0, 9, 2**70):
        with pytest.raises(Refused, match="no form"):
            store.facts.form_facts(unknown, NOW)
        with pytest.raises(Refused, match="no form"):
            store.views.form(unknown)


def test_the_answers_before_are_those_of_the_same_form_of_the_same_deployment(store: Store, applier: Applier) -> None:
    start(store, applier)
    first = ask_form(store, applier)
    act(store, applier, "answers", answered(first, ANSWERS[0]))
    ask_form(store, applier, definition=replace(DEFINITION, name="check_in"))
    third = ask_form(store, applier, follows=first.form_id)
    assert (third.previous, third.follows) == (ANSWERS[:1], first.form_id)
    start(store, applier, "Quay")
    assert ask_form(store, applier, 2).previous == ()
    assert [line.number for line in store.views.forms(deployment=1)] == [3, 2, 1]
    assert [line.number for line in store.views.deployment(2).forms] == [4]
