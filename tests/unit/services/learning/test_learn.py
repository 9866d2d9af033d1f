"""Learning: when it trains, what becomes of the result, and what it leaves behind."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from classifiers.examples import Row
from classifiers.text import Text
from classifiers.verdict import ModelUnusable
from models.vocabulary import Category, ModelState
from processor.errors import Refused, Temporary
from processor.evidence.ledger import leaf
from processor.observability.metrics import REGISTRY
from processor.services.learning import training
from processor.services.learning.judging import Golden
from processor.services.learning.learn import LEASE, Course, Learn
from processor.services.learning.schedule import Attempts, Schedule
from processor.services.learning.training import Trainer, TrainingFailed
from processor.store.audit import Audit
from processor.store.examples import NewExample
from processor.store.learning import Learning
from processor.store.leases import owner_name
from tests.unit.services.learning.shelves import NOW, Parrot, Place, write_out_of_fold
from tests.unit.services.learning.test_training import PATIENCE, TRAINEE

STARTER_ROWS = tuple(
    Row(f"s{number}", "en", category, f"mail {number}", category, None, None)
    for number, category in enumerate([Category.BUG, Category.ADDITIONAL_SCOPE, Category.NOT_A_REQUEST] * 4)
)
GOLDEN = (Golden("g1", Text("additional_scope", "Please add a site.", "en"), "additional_scope"),)
DAY = timedelta(days=1)
ANOTHER = "elsewhere:1:1"


class School:
    """A place where models are trained by a child that plays its part."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder)
        write_out_of_fold(self.place.starter, {row.id: row.category for row in STARTER_ROWS})
        self.imported = 0

    def learn(self, behave: str = "well", audit: Audit | None = None, **changes: Any) -> Learn:
        shelf, store = self.place.shelf, self.place.store
        settings = {
            "schedule": Schedule(25, time(2, 0, tzinfo=UTC)),
            "target": 0.95,
            "encoder": "none",
            "minutes": 1.0,
            "starter": lambda: STARTER_ROWS,
            "golden": lambda: GOLDEN,
        }
        course = Course(**(settings | changes))
        trainer = Trainer(shelf, course.minutes, (sys.executable, TRAINEE, "--behave", behave))
        attempts = Attempts(shelf.root / "last.json")
        owner = owner_name()
        return Learn(course, store.learning, store.leases, self.place.reopened(), trainer, attempts, owner, audit)

    def teach(self, count: int, at: datetime = NOW, category: Category = Category.BUG) -> None:
        rows = [NewExample(category.value, f"the text {self.imported + n} is new", category) for n in range(count)]
        self.imported += count
        assert self.place.store.learning.add_imported(rows, "history.csv", "boris", at) == count


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path)
    yield made
    made.place.store.close()


@pytest.fixture
def stopping() -> Iterator[Callable[[Learn], Learn]]:
    """Sees to it that no child outlives its test."""
    begun: list[Learn] = []

    def keep(learn: Learn) -> Learn:
        begun.append(learn)
        return learn

    yield keep
    for learn in begun:
        learn.stop()


def turn_until(learn: Learn, now: datetime, done: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE
    while not done():
        assert learn.turn(now) == 0
        assert monotonic() < until, "learning does not come to its end"


def trainings(result: str) -> float:
    return REGISTRY.get_sample_value("signoff_trainings_total", {"result": result}) or 0.0


def holder(school: School) -> str | None:
    return school.place.store.leases.holder(LEASE, NOW)


def work_folders(school: School) -> list[str]:
    return [path.name for path in school.place.shelf.leftovers()]


def test_enough_corrections_are_learned_and_the_better_model_judges(school: School) -> None:
    learn, before = school.learn(), trainings("promoted")
    school.teach(24)
    learn.turn(NOW)
    assert (learn.due(NOW), work_folders(school)) == ("", [])
    school.teach(1)
    assert learn.due(NOW) == "25 corrections"
    turn_until(learn, NOW, lambda: learn.last().result != "")
    assert (learn.last().result, learn.current()) == ("promoted", "model-37")
    row = learn.models()[0]
    assert (row.state, row.promoted_by, row.parent) == (ModelState.CURRENT, "signoff", "")
    assert "not worse" in row.why
    assert "on 37 mails" in row.why  # the new ones too, which the starter was asked about directly
    assert (learn.due(NOW + DAY), work_folders(school), holder(school)) == ("", [], None)
    assert trainings("promoted") == before + 1


def test_one_correction_is_learned_at_night(school: School) -> None:
    learn = school.learn()
    school.teach(1)
    assert learn.due(NOW) == ""
    assert learn.due(NOW + DAY) == "nightly"
    turn_until(learn, NOW + DAY, lambda: learn.last().result != "")
    assert learn.last().result == "promoted"


@pytest.mark.parametrize(
    ("behave", "why"),
    [("worse", "it finds no mail of the category"), ("golden", "it gets 1 of the golden mails wrong: g1")],
)
def test_what_does_not_pass_the_gate_stays_a_candidate(school: School, behave: str, why: str) -> None:
    learn = school.learn(behave)
    school.teach(25)
    turn_until(learn, NOW, lambda: learn.last().result != "")
    assert (learn.last().result, learn.current()) == ("candidate", "starter")
    [row] = learn.models()
    assert (row.state, row.why.startswith(why)) == (ModelState.CANDIDATE, True)
    assert learn.due(NOW + DAY) == ""  # nothing is new
    learn.promote(row.name, "boris", NOW)
    assert learn.current() == row.name


def test_a_failed_training_is_not_tried_again_before_the_next_night(school: School) -> None:
    learn, before = school.learn("die"), trainings("failed")
    school.teach(25)
    turn_until(learn, NOW, lambda: learn.last().result != "")
    assert learn.last().result == "failed"
    assert "the memory is full" in learn.last().why
    assert (learn.due(NOW), school.learn().due(NOW), work_folders(school), holder(school)) == ("", "", [], None)
    assert learn.due(NOW + DAY) == "nightly"
    assert (trainings("failed"), learn.models(), learn.current()) == (before + 1, (), "starter")


def test_what_the_child_leaves_is_not_believed(school: School) -> None:
    learn = school.learn("garbled")
    school.teach(25)
    turn_until(learn, NOW, lambda: learn.last().result != "")
    assert learn.last().result == "failed"
    assert "should hold one JSON object" in learn.last().why
    assert (learn.models(), work_folders(school)) == ((), [])


def test_a_stop_ends_the_child_within_seconds_and_a_new_start_begins_anew(
    school: School, stopping: Callable[[Learn], Learn]
) -> None:
    learn = stopping(school.learn("wait"))
    school.teach(25)
    turn_until(learn, NOW, lambda: work_folders(school) != [])
    assert holder(school) is not None
    before = monotonic()
    learn.stop()
    assert monotonic() - before < 5
    assert (work_folders(school), holder(school)) == ([], None)
    assert school.learn().due(NOW + DAY) == "nightly"


def test_only_one_process_trains_at_a_time(school: School, stopping: Callable[[Learn], Learn]) -> None:
    learn = stopping(school.learn("wait"))
    school.teach(25)
    assert school.place.store.leases.take(LEASE, ANOTHER, NOW, DAY)
    learn.turn(NOW)
    assert work_folders(school) == []
    with pytest.raises(Temporary, match="elsewhere:1:1 trains at present"):
        learn.train_now("boris", NOW, lambda *_: None)
    school.place.store.leases.release(LEASE, ANOTHER)
    turn_until(learn, NOW, lambda: work_folders(school) != [])


def test_leftovers_of_a_killed_process_are_removed_at_the_first_turn(school: School) -> None:
    school.place.keep("model-a")
    school.place.shelf.point("model-a")  # as if killed before the row said so
    (school.place.shelf.work() / "rows.jsonl").write_text("{}")
    learn = school.learn()
    learn.turn(NOW)
    assert work_folders(school) == []
    assert school.place.states() == {"model-a": "current"}


def test_train_now_tells_its_progress_and_promotes_in_the_name_of_whoever_asked(school: School) -> None:
    told: list[tuple[str, int, int]] = []
    learn = school.learn()
    trained = learn.train_now("boris", NOW, lambda *said: told.append(said))
    assert (trained.name, trained.state) == ("model-12", ModelState.CURRENT)
    assert learn.models()[0].promoted_by == "boris"
    assert told == [] or told[-1] == ("folds", 10, 10)  # a child that is quick may be done before it is asked
    assert (work_folders(school), holder(school)) == ([], None)
    again = school.learn().train_now("boris", NOW, lambda *_: None, promote=False)
    assert (again.name, again.state) == ("model-12", ModelState.CURRENT)  # the same mails give the same model


@pytest.mark.parametrize("promote", [True, False])
def test_a_training_that_somebody_asked_for_is_written_down(school: School, promote: bool) -> None:
    store = school.place.store
    store.audit.leaves = leaf
    school.learn(audit=store.audit).train_now("boris", NOW, lambda *_: None, promote=promote)
    [change] = store.audit.rows()
    assert (change.by, change.action, change.subject) == ("boris", "train_model", "model model-12")
    assert change.detail["state"] == ("current" if promote else "candidate")
    assert store.ledger.body_of(change.key) is not None


def test_a_training_that_failed_or_that_nobody_asked_for_is_nobodys_change(school: School) -> None:
    store = school.place.store
    store.audit.leaves = leaf
    with pytest.raises(TrainingFailed):
        school.learn("die", audit=store.audit).train_now("boris", NOW, lambda *_: None)
    school.teach(25)
    learn = school.learn(audit=store.audit)
    turn_until(learn, NOW + DAY, lambda: learn.last().result == "promoted")
    assert store.audit.rows() == ()


def test_without_golden_mails_nothing_is_trained(school: School) -> None:
    def golden() -> tuple[Golden, ...]:
        raise FileNotFoundError("golden.jsonl")

    learn = school.learn("wait", golden=golden)
    with pytest.raises(TrainingFailed, match=r"golden\.jsonl"):
        learn.train_now("boris", NOW, lambda *_: None)
    assert (work_folders(school), holder(school)) == ([], None)
    school.teach(25)
    learn.turn(NOW)
    assert (learn.last().result, work_folders(school), holder(school)) == ("failed", [], None)


def test_a_training_that_cannot_begin_keeps_no_other_process_from_training(school: School) -> None:
    def starter() -> tuple[Row, ...]:
        raise ValueError("english-1.jsonl line 3 is not a labelled mail")

    learn = school.learn(starter=starter)
    school.teach(25)
    learn.turn(NOW)
    assert (learn.last().result, holder(school)) == ("failed", None)
    assert "line 3" in learn.last().why


def test_on_a_full_disk_no_other_process_is_kept_from_training_and_nothing_stays(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(rows: object, path: Path) -> None:
        path.write_text("half of the mails")
        raise OSError(28, "No space left on device")

    learn = school.learn()
    school.teach(25)
    monkeypatch.setattr(training, "write_rows", full)
    learn.turn(NOW)
    assert (learn.last().result, holder(school)) == ("failed", None)
    learn.turn(NOW)
    assert work_folders(school) == []
    monkeypatch.setattr(Attempts, "note", lambda *_: full((), school.place.folder / "x"))
    school.teach(25)
    with pytest.raises(OSError, match="No space left"):
        learn.turn(NOW)
    assert holder(school) is None


def test_rows_that_the_database_could_not_take_follow_the_pointer_later(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Temporary("the database is away")

    learn = school.learn()
    school.teach(25)
    with monkeypatch.context() as patch:
        patch.setattr(Learning, "promote", away)
        turn_until(learn, NOW, lambda: learn.last().result != "")
    assert (learn.last().result, learn.current(), school.place.states()) == (
        "failed",
        "model-37",
        {"model-37": "candidate"},
    )
    learn.turn(NOW)
    assert school.place.states() == {"model-37": "current"}


def test_a_text_at_which_a_model_fails_ends_the_training_as_failed(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a text that nobody thought of")

    learn = school.learn()
    school.teach(25)
    monkeypatch.setattr(Parrot, "classify", fails)
    turn_until(learn, NOW, lambda: learn.last().result != "")
    assert (learn.last().result, learn.last().why) == ("failed", "a text that nobody thought of")
    assert (work_folders(school), holder(school)) == ([], None)


def test_train_now_may_leave_it_a_candidate(school: School) -> None:
    learn = school.learn()
    trained = learn.train_now("boris", NOW, lambda *_: None, promote=False)
    assert (trained.state, learn.current()) == (ModelState.CANDIDATE, "starter")


def test_train_now_tells_what_went_wrong(school: School) -> None:
    learn = school.learn("die")
    with pytest.raises(TrainingFailed, match="exit code 3"):
        learn.train_now("boris", NOW, lambda *_: None)
    assert (work_folders(school), holder(school), learn.last().result) == ([], None, "failed")


def test_rollback_goes_to_the_parent_and_at_last_to_the_starter(school: School) -> None:
    learn = school.learn()
    for name, parent in (("model-a", "starter"), ("model-b", "model-a")):
        school.place.keep(name, parent=parent)
        learn.promote(name, "boris", NOW)
    assert learn.rollback("anna", NOW) == "model-a"
    assert learn.models()[1].promoted_by == "anna"
    assert learn.rollback("anna", NOW) == "starter"
    assert (learn.current(), school.place.states()) == ("starter", {"model-a": "retired", "model-b": "retired"})
    with pytest.raises(Refused, match="none before it"):
        learn.rollback("anna", NOW)


def test_rollback_heals_a_pointer_that_leads_nowhere(school: School) -> None:
    school.place.keep("model-a")
    learn = school.learn()
    (school.place.shelf.root / "CURRENT").write_text("../x")
    with pytest.raises(ModelUnusable):
        learn.current()
    assert learn.rollback("anna", NOW) == "starter"
    assert learn.current() == "starter"


def test_a_current_model_that_cannot_be_loaded_is_still_held_to_what_it_said(school: School) -> None:
    learn = school.learn("worse")
    said = {row.id: row.category.upper() if row.id == "s0" else row.category for row in STARTER_ROWS}
    school.place.keep("model-a", **said)
    learn.promote("model-a", "boris", NOW)
    (school.place.shelf.folder("model-a") / "model.skops").write_text("altered")
    better = school.learn()
    trained = better.train_now("boris", NOW, lambda *_: None)
    assert "on 12 mails" in trained.why
    assert better.current() == trained.name


def test_without_its_predictions_the_current_model_is_replaced_by_a_person_only(school: School) -> None:
    learn = school.learn()
    school.place.keep("model-a")
    learn.promote("model-a", "boris", NOW)
    (school.place.shelf.folder("model-a") / "oof.json").unlink()
    trained = learn.train_now("boris", NOW, lambda *_: None)
    assert trained.state is ModelState.CANDIDATE
    assert "can't be compared" in trained.why


def test_an_evaluation_counts_what_people_decided_here(school: School) -> None:
    school.teach(3)
    school.teach(2, category=Category.ADDITIONAL_SCOPE)
    found = school.learn().evaluate()
    assert (found.model, found.mails, found.right, found.golden, found.golden_wrong) == ("starter", 5, 5, 1, ())
    assert found.per_category == {"bug": (3, 3), "additional_scope": (2, 2)}
    school.place.keep("stubborn")
    found = school.learn().evaluate("stubborn")
    assert (found.right, found.per_category["additional_scope"], found.golden_wrong) == (3, (2, 0), ("g1",))
