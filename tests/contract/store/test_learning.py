"""Decisions and imports become examples, examples tell what the model is worth, and one model is the current one."""

from dataclasses import replace

import pytest

from models.learning import Example
from models.textkey import LONGEST_BODY, text_key
from models.vocabulary import (
    CaseReason,
    Category,
    DecidedBy,
    Direction,
    ExampleOrigin,
    ModelState,
    Outcome,
    ReviewReason,
    Severity,
    Source,
    Stage,
    Standing,
)
from processor.effects.decision import Decision
from processor.effects.tickets import (
    CONTACT,
    TICKET,
    CreateContact,
    FileMessage,
    FileText,
    MergeTicket,
    OpenTicket,
    RecordVerdict,
    SplitMessage,
    Teach,
)
from processor.errors import Refused
from processor.facts.causes import Verdict
from processor.store import examples
from processor.store.apply import Applier
from processor.store.examples import NewExample
from processor.store.store import Store
from tests.contract.store.samples import (
    NOW,
    VERDICT,
    act,
    ask,
    cause_of,
    keep,
    message_of,
    open_ticket,
    opening,
    take,
)

SHADOWED = replace(VERDICT, language="de", standing=Standing.SHADOW)
BUG = NewExample("Login", "I can't log in.", Category.BUG, Severity.HIGH, CaseReason.BUG, "en", Stage.WARRANTY)


def teach(ticket: int, category: Category = Category.BUG, by: str = "kim") -> Teach:
    return Teach(ticket, category, Severity.URGENT, CaseReason.BUG, by)


def judged_ticket(store: Store, applier: Applier, word: str, uid: int, verdict: Verdict, **changes: object) -> int:
    """The number of a ticket whose mail the model gave this verdict on."""
    keep(store, word, first_uid=uid)
    [claim] = take(store)
    message = message_of(claim, **changes)
    whole = opening(message)
    effects = tuple(RecordVerdict(TICKET, verdict) if isinstance(e, RecordVerdict) else e for e in whole.effects)
    applied = store.transact(lambda: applier.apply(cause_of(claim, message), replace(whole, effects=effects), NOW))
    assert applied.ticket_id is not None
    return applied.ticket_id


def test_a_decision_becomes_an_example(store: Store, applier: Applier) -> None:
    ticket = judged_ticket(store, applier, "printer", 1, SHADOWED, new_text="It burns\n again", text="all of it")
    store.people.add_customer("Customer", "de", ("customer.example",))
    store.people.set_stage("Customer", Stage.WARRANTY)
    act(store, applier, "teach", teach(ticket, Category.CUSTOMER_SUCCESS))
    [row] = store.learning.examples_after()
    assert (row.origin, row.ticket_number, row.subject, row.body) == (
        ExampleOrigin.REVIEW,
        1,
        "printer",
        "It burns\n again",
    )
    assert (row.category, row.severity, row.reason) == (Category.CUSTOMER_SUCCESS, Severity.URGENT, CaseReason.BUG)
    assert (row.by, row.at, row.language, row.stage, row.judged) == ("kim", NOW, "de", None, Category.BUG)
    assert row.text_key == text_key("PRINTER", "it  burns again")
    [kept] = store.database.rows(Example.select())
    assert (kept["fetch"], kept["verdict"], kept["source"]) == (1, 1, "")


def test_an_example_has_the_stage_of_its_ticket_s_customer(store: Store, applier: Applier) -> None:
    customer = store.people.add_customer("Customer", "de", ("customer.example",))
    store.people.set_stage("Customer", Stage.DEPLOYMENT)
    keep(store, "printer")
    [claim] = take(store)
    message = message_of(claim, new_text="", text="x" * (LONGEST_BODY + 1))
    known = opening(message, customer_id=customer)
    store.transact(lambda: applier.apply(cause_of(claim, message), known, NOW))
    act(store, applier, "teach", teach(1))
    [row] = store.learning.examples_after()
    assert (row.stage, row.body, row.language) == (Stage.DEPLOYMENT, "x" * LONGEST_BODY, "en")


def test_of_a_forward_what_is_forwarded_teaches_as_it_was_judged(store: Store, applier: Applier) -> None:
    text = "See below.\n\nFrom: ann@customer.example\nThe export fails."
    judged_ticket(store, applier, "printer", 1, SHADOWED, subject="Fwd: export", new_text="See below.", text=text)
    act(store, applier, "teach", teach(1))
    [row] = store.learning.examples_after()
    assert row.body == text


def test_what_was_noted_by_hand_teaches_nothing(store: Store, applier: Applier) -> None:
    opened = OpenTicket(
        TICKET, 0, "Call", Source.PHONE, "en", 0, CONTACT, Category.BUG, Severity.HIGH, None, DecidedBy.PERSON
    )
    contact = CreateContact(CONTACT, "ann@customer.example", "Ann", 0, "en")
    by_hand = act(store, applier, "call", contact, opened, FileText(TICKET, Direction.IN, "kim", "She called."))
    assert by_hand.ticket_id is not None
    act(store, applier, "teach", teach(by_hand.ticket_id))
    assert store.learning.examples_after() == ()


def test_of_an_imported_conversation_the_mail_that_opened_the_ticket_teaches(store: Store, applier: Applier) -> None:
    keep(store, "old", history=True)
    [claim] = take(store)
    filed = Decision(Outcome.HISTORY, (), (FileMessage(None, Direction.IN, verified=True),))
    store.transact(lambda: applier.apply(cause_of(claim, message_of(claim)), filed, NOW))
    keep(store, "earlier", "new", first_uid=2)
    earlier, new = take(store)
    thread = FileMessage(None, Direction.IN, verified=True, thread_id=1)
    store.transact(
        lambda: applier.apply(cause_of(earlier, message_of(earlier)), Decision(Outcome.AUTOMATIC, (), (thread,)), NOW)
    )
    opened = OpenTicket(
        TICKET, 0, "new", Source.MAIL, "en", 0, None, Category.BUG, None, None, DecidedBy.MODEL, thread_id=1
    )
    continued = Decision(Outcome.OPENED, (), (opened, FileMessage(TICKET, Direction.IN, verified=True)))
    store.transact(lambda: applier.apply(cause_of(new, message_of(new)), continued, NOW))
    assert len(store.views.ticket(1).messages) == 3
    act(store, applier, "teach", teach(1))
    assert [(row.subject, row.judged) for row in store.learning.examples_after()] == [("new", None)]


def test_a_ticket_that_took_another_in_teaches_its_own_mail(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, "first", 1)
    open_ticket(store, applier, "second", 2)
    act(store, applier, "merge", MergeTicket(1, 2))
    act(store, applier, "teach", teach(2))
    assert [row.subject for row in store.learning.examples_after()] == ["second"]


def test_a_mail_that_was_split_off_teaches_without_a_verdict(store: Store, applier: Applier) -> None:
    open_ticket(store, applier, "printer", 1)
    opened = OpenTicket(TICKET, 0, "scanner", Source.MAIL, "de", 0, None, None, None, None, DecidedBy.PERSON)
    act(store, applier, "split", opened, SplitMessage(1, 1, TICKET))
    act(store, applier, "teach", teach(2), teach(1))
    [row] = store.learning.examples_after()
    assert (row.ticket_number, row.subject, row.judged, row.language) == (2, "printer", None, "de")


def test_the_last_decision_on_a_ticket_stands(store: Store, applier: Applier) -> None:
    for at, word in enumerate(("a", "b"), 1):
        judged_ticket(store, applier, word, at, SHADOWED)
    act(store, applier, "one", teach(1), teach(2))
    act(store, applier, "two", teach(1, Category.ADDITIONAL_SCOPE))
    assert [row.example_id for row in store.learning.examples_after()] == [1, 2, 3]
    assert [row.example_id for row in store.learning.examples_after(1, limit=1)] == [2]
    standing = [(row.ticket_number, row.category) for row in store.learning.training_examples()]
    assert standing == [(2, Category.BUG), (1, Category.ADDITIONAL_SCOPE)]
    assert [row.ticket_number for row in store.learning.training_examples(2, limit=5)] == [1]
    assert store.learning.decided() == {(Category.BUG, "de"): 1, (Category.ADDITIONAL_SCOPE, "de"): 1}


def test_the_newest_decisions_are_found_without_reading_the_others(store: Store, applier: Applier) -> None:
    for at, word in enumerate(("a", "b", "c"), 1):
        judged_ticket(store, applier, word, at, SHADOWED)
    act(store, applier, "one", teach(1), teach(2))
    store.learning.add_imported((BUG,), "history.csv", "kim", NOW)
    act(store, applier, "two", teach(3))
    assert [row.origin for row in store.learning.examples_after()][2] is ExampleOrigin.IMPORT
    assert [store.learning.before_newest_reviews(count) for count in (0, 1, 2, 3, 9)] == [4, 2, 1, 0, 0]


def test_evidence_is_what_was_reviewed_though_it_was_automatic(store: Store, applier: Applier) -> None:
    acted = replace(VERDICT, standing=Standing.ACTS)
    verdicts = {
        "shadowed": SHADOWED,
        "off": replace(VERDICT, standing=Standing.OFF),
        "acted": acted,
        "audited": replace(acted, audit=True),
        "unsure": replace(SHADOWED, automatic=False),
    }
    for uid, (word, verdict) in enumerate(verdicts.items(), 1):
        ticket = judged_ticket(store, applier, word, uid, verdict)
        right = word != "off"
        act(store, applier, f"teach {word}", teach(ticket, Category.BUG if right else Category.CUSTOMER_SUCCESS))
    assert store.learning.evidence(9) == (True, False, True)
    assert store.learning.evidence(2) == (True, False)
    assert store.learning.evidence(9, audits=True) == (True,)
    act(store, applier, "again", teach(1, Category.CUSTOMER_SUCCESS))
    assert store.learning.evidence(9) == (False, True, False)
    assert sum(store.learning.decided().values()) == len(verdicts)


def same_text(store: Store, applier: Applier, uid: int, verdict: Verdict, decision: Category) -> None:
    """One more alert that says the same words, and what was decided on it."""
    ticket = judged_ticket(store, applier, f"alert{uid}", uid, verdict, subject="Disk full", new_text="Disk is full.")
    act(store, applier, f"teach {uid}", teach(ticket, decision))


def test_a_text_that_came_often_is_one_decision_and_one_proof(store: Store, applier: Applier) -> None:
    other = judged_ticket(store, applier, "printer", 1, SHADOWED)
    act(store, applier, "teach other", teach(other, Category.CUSTOMER_SUCCESS))
    for uid in range(2, 8):
        same_text(store, applier, uid, SHADOWED, Category.BUG)
    assert store.learning.decided() == {(Category.CUSTOMER_SUCCESS, "de"): 1, (Category.BUG, "de"): 1}
    assert store.learning.evidence(9) == (True, False)
    assert store.learning.evidence(2) == (True, False), "the same text again takes no place of another"
    same_text(store, applier, 8, SHADOWED, Category.ADDITIONAL_SCOPE)
    assert store.learning.decided() == {(Category.CUSTOMER_SUCCESS, "de"): 1, (Category.ADDITIONAL_SCOPE, "de"): 1}
    assert store.learning.evidence(9) == (False, False), "the newest decision on a text counts"


def test_a_decision_that_proves_nothing_hides_no_fault_on_the_same_text(store: Store, applier: Applier) -> None:
    same_text(store, applier, 1, SHADOWED, Category.CUSTOMER_SUCCESS)
    same_text(store, applier, 2, replace(SHADOWED, automatic=False), Category.BUG)
    assert store.learning.decided() == {(Category.BUG, "de"): 1}
    assert store.learning.evidence(9) == (False,)


def test_more_of_the_same_text_than_one_page_hides_no_older_proof(
    store: Store, applier: Applier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "_PROOFS_AT_ONCE", 2)
    for uid, word in enumerate(("a", "b"), 1):
        ticket = judged_ticket(store, applier, word, uid, SHADOWED)
        act(store, applier, f"teach {word}", teach(ticket, Category.CUSTOMER_SUCCESS))
    for uid in range(3, 7):
        same_text(store, applier, uid, SHADOWED, Category.BUG)
    assert store.learning.evidence(9) == (True, False, False)
    assert store.learning.evidence(2) == (True, False)


def test_an_import_is_done_once(store: Store) -> None:
    again = replace(BUG, subject="LOGIN", body="I  can't log in.\n")
    other = replace(BUG, body="Please add Tom.", category=Category.CUSTOMER_SUCCESS)
    assert store.learning.add_imported(iter((BUG, other)), "history.csv", "kim", NOW) == 2
    assert store.learning.add_imported((again, other), "copy.csv", "kim", NOW) == 0
    twice = (replace(BUG, severity=Severity.CRITICAL), replace(BUG, severity=None))
    assert store.learning.add_imported(twice, "new.csv", "kim", NOW) == 1
    assert store.learning.add_imported(twice, "new.csv", "kim", NOW) == 0
    assert [(row.origin, row.source, row.severity) for row in store.learning.training_examples()] == [
        (ExampleOrigin.IMPORT, "history.csv", Severity.HIGH),
        (ExampleOrigin.IMPORT, "new.csv", None),
    ]
    assert len(store.learning.examples_after()) == 3
    assert store.learning.add_imported((BUG,), "history.csv", "kim", NOW) == 1
    assert store.learning.training_examples()[-1].severity is Severity.HIGH


def test_an_import_proves_nothing_and_is_no_decision(store: Store) -> None:
    store.learning.add_imported((BUG,), "history.csv", "kim", NOW)
    [row] = store.learning.training_examples()
    assert (row.ticket_number, row.judged, row.stage, row.by) == (0, None, Stage.WARRANTY, "kim")
    assert store.learning.decided() == {}
    assert store.learning.evidence(9) == ()


def test_a_large_import_is_kept_whole(store: Store) -> None:
    rows = [replace(BUG, body=f"number {at}") for at in range(450)]
    assert store.learning.add_imported(rows, "history.csv", "kim", NOW) == 450
    assert store.learning.add_imported(rows, "history.csv", "kim", NOW) == 0
    assert [row.body for row in store.learning.training_examples()] == [row.body for row in rows]


def test_one_model_is_the_current_one(store: Store) -> None:
    learning = store.learning
    assert learning.current() is None
    for name in ("m1", "m2"):
        learning.register(name, f"digest {name}", {"rows": 3}, NOW, parent="starter", why="waits")
    learning.promote("m1", "kim", NOW)
    learning.promote("m2", "signoff", NOW, "figures are not worse")
    current = learning.current()
    assert current is not None
    assert (current.name, current.promoted_by, current.promoted_at) == ("m2", "signoff", NOW)
    assert (current.why, current.card, current.parent) == ("figures are not worse", {"rows": 3}, "starter")
    assert [(row.name, row.state, row.why) for row in learning.models()] == [
        ("m2", ModelState.CURRENT, "figures are not worse"),
        ("m1", ModelState.RETIRED, "replaced by m2"),
    ]
    learning.retire("m2", "rolled back by kim")
    assert learning.current() is None
    assert learning.model("m2").why == "rolled back by kim"


def test_registering_again_changes_nothing_and_another_file_is_refused(store: Store) -> None:
    store.learning.register("m1", "a", {}, NOW)
    store.learning.promote("m1", "kim", NOW)
    store.learning.register("m1", "a", {}, NOW)
    assert store.learning.model("m1").state is ModelState.CURRENT
    with pytest.raises(Refused, match="another digest"):
        store.learning.register("m1", "b", {}, NOW)


def test_models_that_do_not_exist_are_refused(store: Store) -> None:
    store.learning.register("m1", "a", {}, NOW)
    store.learning.promote("m1", "kim", NOW)
    for ask_for in (
        lambda: store.learning.model("m9"),
        lambda: store.learning.promote("m9", "kim", NOW),
        lambda: store.learning.retire("m9", ""),
    ):
        with pytest.raises(Refused, match="no trained model named 'm9'"):
            ask_for()
    assert store.learning.model("m1").state is ModelState.CURRENT


def test_views_tell_all_that_the_model_said(store: Store, applier: Applier) -> None:
    said = replace(
        SHADOWED,
        against=(("please", -0.5),),
        likely=(Category.BUG, Category.CUSTOMER_SUCCESS),
        nearest=(("row 3", Category.BUG, 0.75),),
        standing_why="fewer than 60 decided",
        audit=True,
        precedent="decided by kim on #7",
    )
    ticket = judged_ticket(store, applier, "printer", 1, said)
    act(store, applier, "ask", ask(ticket, ReviewReason.SHADOW, ReviewReason.AUDIT))
    [line] = store.views.ticket(1).verdicts
    assert (line.against, line.likely, line.nearest) == (said.against, said.likely, said.nearest)
    assert (line.language, line.standing, line.standing_why) == ("de", Standing.SHADOW, said.standing_why)
    assert (line.audit, line.precedent) == (True, said.precedent)
    assert store.views.review(1).model == line
    assert [item.model for item in store.views.reviews()] == [line]


def test_the_queue_of_one_reason(store: Store, applier: Applier) -> None:
    for uid, reasons in enumerate(((ReviewReason.NOT_A_REQUEST,), (ReviewReason.AUDIT, ReviewReason.UNSURE)), 1):
        open_ticket(store, applier, f"word{uid}", uid)
        act(store, applier, f"ask {uid}", ask(uid, *reasons))
    found = {reason: [item.ticket_number for item in store.views.reviews(reasons=(reason,))] for reason in ReviewReason}
    assert {reason: numbers for reason, numbers in found.items() if numbers} == {
        ReviewReason.NOT_A_REQUEST: [1],
        ReviewReason.UNSURE: [2],
        ReviewReason.AUDIT: [2],
    }
    either = store.views.reviews(reasons=(ReviewReason.AUDIT, ReviewReason.UNSURE, ReviewReason.NOT_A_REQUEST))
    assert [item.ticket_number for item in either] == [1, 2]


def test_a_customer_s_stage(store: Store) -> None:
    store.people.add_customer("Acme")
    assert store.people.stage("Acme") is None
    store.people.set_stage("Acme", Stage.WARRANTY)
    assert store.people.stage("Acme") is Stage.WARRANTY
    assert [row.stage for row in (store.people.customer("Acme"), *store.people.list_customers())] == [
        Stage.WARRANTY,
        Stage.WARRANTY,
    ]
    store.people.set_stage("Acme", None)
    assert store.people.stage("Acme") is None
    for ask_for in (lambda: store.people.set_stage("Nobody", None), lambda: store.people.stage("Nobody")):
        with pytest.raises(Refused, match="no customer"):
            ask_for()


def test_stages_of_senders(store: Store) -> None:
    for name, domain, stage in (
        ("Acme", "acme.example", Stage.DEPLOYMENT),
        ("Labs", "labs.acme.example", Stage.WARRANTY),
        ("Silent", "silent.example", None),
    ):
        store.people.add_customer(name, domains=(domain,))
        store.people.set_stage(name, stage)
    store.people.add_contact("ann@gmail.com", customer="Labs")
    store.people.add_contact("bob@acme.example", customer="Silent")
    store.people.add_contact("cy@acme.example")
    asked = (
        "Ann@GMail.com",
        "bob@acme.example",
        "cy@acme.example",
        "dee@mail.acme.example",
        "eve@eu.labs.acme.example",
        "fay@silent.example",
        "gus@gmail.com",
        "hal@other.example",
        "",
        "no address",
    )
    assert store.people.stages_of(asked) == {
        "Ann@GMail.com": Stage.WARRANTY,
        "cy@acme.example": Stage.DEPLOYMENT,
        "dee@mail.acme.example": Stage.DEPLOYMENT,
        "eve@eu.labs.acme.example": Stage.WARRANTY,
    }
    assert store.people.stages_of(()) == {}
