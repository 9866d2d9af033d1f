"""How far the model is trusted, in a whole installation: shadow, action, audit, off and back; precedents; stages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import CaseReason, Category, ReviewReason, Severity, Stage, Standing
from processor.errors import Temporary
from processor.facts.causes import Confirm, Correct, Fetched, NoVerdict, Reading, Verdict
from processor.facts.message import Message
from processor.ids import Ids
from processor.observability import metrics
from processor.services import remembered
from processor.services.gather import Experience, Gather
from processor.services.health import collect
from processor.services.remembered import Remembered
from processor.services.standing import REFRESH, Standings, Terms
from processor.store.learning import Learning
from processor.store.views.reviews import ReviewLine
from tests.unit.routing.builders import message
from tests.unit.services.desk import NOW, Desk, mail

SUPPORT = TextVerdict(
    category=Category.CUSTOMER_SUCCESS,
    confidence=0.9,
    probabilities=(("customer_success", 0.9), ("bug", 0.1)),
    why=(("how", 1.0),),
    severity=Severity.MEDIUM,
    severity_confidence=0.9,
    reason=CaseReason.QUESTION_ABOUT_HANDLING,
    threshold=0.8,
    automatic=True,
    model_id="m1",
    against=(("fails", -0.5),),
    likely=(Category.CUSTOMER_SUCCESS, Category.BUG),
    nearest=(("en1", Category.BUG, 0.7),),
)
THANKS = replace(SUPPORT, category=Category.NOT_A_REQUEST, severity=None, severity_confidence=None, reason=None)
SURE_OF_BUG = replace(SUPPORT, category=Category.BUG)
TERMS = Terms(first=3, cell=2)
ALWAYS, NEVER = 1.0, 0.0


class Says:
    """A classifier that says the same of every text, and notes what it was asked."""

    def __init__(self, verdict: TextVerdict = SUPPORT) -> None:
        self.verdict = verdict
        self.texts: list[Text] = []

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        self.texts += texts
        return [self.verdict] * len(texts)


class Place:
    """An installation whose model is trusted by its record."""

    def __init__(self, desk: Desk, verdict: TextVerdict = SUPPORT, audit_share: float = NEVER) -> None:
        self.desk = desk
        self.says = Says(verdict)
        self.standings = Standings(desk.store.learning, TERMS)
        self.audit_share = audit_share
        self.count = 0
        desk.sweep()  # first contact: what comes from now on is no history
        self.trust()

    def trust(self) -> None:
        learning = self.desk.store.learning
        desk = self.desk
        experience = Experience(desk.store.people, Remembered(learning), self.standings, desk.ids, self.audit_share)
        desk.gather = Gather(self.says, experience)

    def comes(self, body: str = "") -> tuple[ReviewReason, ...]:
        """Why the ticket of a new mail waits; empty: it does not."""
        self.count += 1
        self.desk.now += REFRESH
        body, subject = (body, "Again") if body else (f"How do we {'y' * self.count} this?", f"Q {'x' * self.count}")
        self.desk.work(mail(subject, body, Message_ID=f"<{self.count}@customer.example>"))
        item = self.item()
        return item.reasons if item is not None else ()

    def item(self) -> ReviewLine | None:
        number = self.desk.opened()[-1].number
        return next((line for line in self.desk.store.views.reviews() if line.ticket_number == number), None)

    def decides(self, command: Confirm | Correct) -> None:
        item = self.item()
        assert item is not None
        self.desk.now += timedelta(seconds=1)
        self.desk.tickets.review(item.review_id, command, self.desk.now)

    def classified(self) -> str:
        """What the newest ticket tells of its labels."""
        entries = self.desk.ticket(self.desk.opened()[-1].number).entries
        return next(entry.text for entry in entries if entry.kind == "classified")


AGREE = Confirm("dana")
BUG = Correct("dana", Category.BUG, Severity.HIGH, CaseReason.BUG)


@pytest.fixture
def make_place(make_desk: Callable[..., Desk]) -> Callable[..., Place]:
    return lambda **how: Place(make_desk(caps_per_address=1000), **how)


UNKNOWN = (ReviewReason.UNKNOWN_SENDER,)


def test_from_shadow_to_action_to_off_and_back_by_what_a_csm_decides(make_place: Callable[..., Place]) -> None:
    place = make_place()
    for decided in range(3):
        assert place.comes() == (ReviewReason.SHADOW, *UNKNOWN)
        assert f"(a CSM has decided {decided} of 3)" in place.classified()
        place.decides(AGREE)
    assert place.comes() == UNKNOWN, "three were decided, all as the model had said"
    place.audit_share = ALWAYS
    place.trust()
    assert place.comes() == (ReviewReason.AUDIT, *UNKNOWN)
    place.decides(BUG)
    assert place.comes() == (ReviewReason.AUDIT, *UNKNOWN), "3 of 4 do not rule out 0.95 yet"
    place.decides(BUG)
    assert place.comes() == (ReviewReason.SHADOW, *UNKNOWN), "3 of 5 do"
    assert "not acted on (3 of 5 reviewed automatic labels were right" in place.classified()
    back = 0
    while ReviewReason.SHADOW in place.comes():
        place.decides(AGREE)
        back += 1
        assert back < 50
    assert back > 5, "it came back by itself, by labels that were right"


def test_the_same_text_again_and_again_earns_no_trust(make_place: Callable[..., Place]) -> None:
    place = make_place()
    for _ in range(5):
        assert ReviewReason.SHADOW in place.comes("The nightly job has failed.")
        assert "(a CSM has decided 0 of 3)" in place.classified() or "(a CSM has decided 1 of 3)" in place.classified()
        place.decides(AGREE)


def test_what_is_not_acted_on_is_answered_like_any_other_mail(make_place: Callable[..., Place]) -> None:
    place = make_place(verdict=THANKS)
    for who in ("Ann", "Bob", "Cy"):
        assert place.comes(f"Many thanks, {who}!") == (ReviewReason.SHADOW, ReviewReason.NOT_A_REQUEST, *UNKNOWN)
        place.decides(AGREE)
    assert len(place.desk.sent()) == 3
    assert place.comes("Many thanks, Dee!") == (ReviewReason.NOT_A_REQUEST, *UNKNOWN), "the pile that one key clears"
    assert len(place.desk.sent()) == 3, "now the model is believed, and keeps us silent"


def test_audits_are_drawn_by_lot_and_a_rerun_draws_the_same(make_desk: Callable[..., Desk]) -> None:
    ids = Ids(b"k" * 32, "signoff.desk.example")
    lots = [ids.lot(f"{number:064x}") for number in range(4000)]
    assert lots == [ids.lot(f"{number:064x}") for number in range(4000)]
    assert all(0 <= lot < 1 for lot in lots)
    assert 0.035 < sum(lot < 0.05 for lot in lots) / len(lots) < 0.065
    assert lots[0] != Ids(b"x" * 32, "signoff.desk.example").lot(f"{0:064x}"), "nobody without the key foresees it"


def test_a_correction_takes_effect_at_once_on_near_identical_texts(make_place: Callable[..., Place]) -> None:
    place = make_place()
    text = "Since this morning the export of order 4711 stops halfway, and nobody here has changed anything at all."
    place.comes(text)
    assert place.desk.opened()[-1].category is Category.CUSTOMER_SUCCESS
    place.decides(BUG)
    assert place.comes(text.replace("4711", "4712")) == (
        ReviewReason.UNSURE,
        ReviewReason.NEEDS_CONFIRMATION,
        *UNKNOWN,
    ), "a person's word labels it, and a single one proves nothing"
    line = place.desk.opened()[-1]
    assert (line.category, line.severity) == (Category.BUG, Severity.HIGH)
    assert place.classified().startswith("bug, as dana decided on #1, confidence 0.10, not sure enough")
    place.decides(AGREE)
    place.says.verdict = SURE_OF_BUG
    assert ReviewReason.UNSURE not in place.comes(text), "the model is sure of the same by itself"
    assert place.classified().startswith("bug, as dana decided on #2, confidence 0.90, sure enough")


def test_another_process_decides_and_this_one_knows(make_place: Callable[..., Place]) -> None:
    place = make_place()
    place.comes("It fails with the words: internal error, please ask your administrator for help.")
    place.decides(BUG)
    place.trust()  # as after a restart: everything is read again
    place.comes("It fails with the words: internal error, please ask your administrator for help.")
    assert place.desk.opened()[-1].category is Category.BUG


def test_the_stage_of_the_senders_customer_is_told_to_the_model(make_place: Callable[..., Place]) -> None:
    place = make_place()
    people = place.desk.store.people
    people.add_customer("Customer", domains=("customer.example",))
    place.comes()
    people.set_stage("Customer", Stage.WARRANTY)
    place.comes()
    assert [text.stage for text in place.says.texts] == [None, Stage.WARRANTY]
    assert {text.language for text in place.says.texts} == {"en"}


def test_metrics_tell_what_was_automatic_and_what_of_it_was_right(make_place: Callable[..., Place]) -> None:
    place = make_place()

    def value(name: str, **labels: str) -> float:
        found = metrics.REGISTRY.get_sample_value(name, labels)
        assert found is not None
        return found

    shadows = metrics.AUTOMATIC.labels("shadow")._value.get()  # the counter is the whole process's
    for command in (AGREE, BUG, BUG):
        place.comes()
        place.decides(command)
    now = place.desk.now + REFRESH
    collect(place.desk.store, place.standings, now)
    assert value("signoff_automatic_labels_total", standing="shadow") == shadows + 3
    assert value("signoff_decided_items") == 3
    assert value("signoff_reviewed_labels", drawn="all") == 3
    assert value("signoff_reviewed_precision", drawn="all") == pytest.approx(1 / 3)
    assert value("signoff_reviewed_precision_bound", drawn="all") == pytest.approx(0.0345, abs=1e-4)
    assert value("signoff_reviewed_labels", drawn="audit") == 0
    assert value("signoff_automatic_standing", standing=Standing.ACTS) == 0
    assert value("signoff_automatic_standing", standing=Standing.OFF) == 1


def reading(gather: Gather, *messages: Message) -> list[Reading]:
    fetched = Fetched(1, "support", "INBOX", NOW, "d" * 64)
    return gather.readings([(fetched, one) for one in messages], NOW)


def test_without_an_installation_no_label_is_acted_on_and_all_of_the_verdict_is_kept() -> None:
    (read,) = reading(Gather(Says()), message())
    verdict = read.verdict
    assert isinstance(verdict, Verdict)
    assert not verdict.acts
    assert (verdict.language, verdict.against, verdict.likely, verdict.nearest) == (
        "en",
        SUPPORT.against,
        SUPPORT.likely,
        SUPPORT.nearest,
    )


def test_a_precedent_is_no_stand_in_for_a_model(make_place: Callable[..., Place]) -> None:
    place = make_place()
    place.comes("The very same words again, written by the same person.")
    place.decides(BUG)

    class Gone:
        def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
            raise ModelUnusable("it is gone")

    place.says = Gone()  # type: ignore[assignment]
    place.trust()
    assert place.comes("The very same words again, written by the same person.") == (ReviewReason.NO_MODEL, *UNKNOWN)


def test_a_database_that_is_away_leaves_no_mail_unjudged(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """The batch is tried again later: what is temporary is no answer of the model's."""
    place = Place(desk)

    def away(*_: object, **__: object) -> object:
        raise Temporary("the database is gone: bring it back")

    monkeypatch.setattr(Learning, "examples_after", away)
    with pytest.raises(Temporary):
        reading(desk.gather, message())

    class Away:
        def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
            raise Temporary("the database is gone: bring it back")

    with pytest.raises(Temporary):
        reading(Gather(Away()), message())
    assert isinstance(place, Place)
    assert not isinstance(reading(Gather(Says()), message())[0].verdict, NoVerdict)


def test_no_more_decisions_are_read_at_first_than_are_held(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Mail waits while they are read: a hundred thousand of them would take minutes."""
    place = Place(desk)
    said = [f"{word} asks about its very own matter, in words that no other has" for word in ("ant", "bee", "cat")]
    for one in said:
        place.comes(one)
        place.decides(AGREE)
    monkeypatch.setattr(remembered, "MOST_TEXTS", 2)
    found = Remembered(desk.store.learning).precedents([Text("Again", one, "en") for one in said])
    assert [precedent is not None for precedent in found] == [False, True, True]
