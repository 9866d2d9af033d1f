"""What a person decided about the model that judges is not undone by the machine."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.vocabulary import ModelState
from tests.unit.services.learning.shelves import NOW
from tests.unit.services.learning.test_learn import STARTER_ROWS, School, turn_until

SAID = {row.id: row.category for row in STARTER_ROWS}
HOUR = timedelta(hours=1)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """Two models, of which the newer judges by the machine's will."""
    made = School(tmp_path)
    for name, parent in (("model-a", "starter"), ("model-b", "model-a")):
        made.place.keep(name, parent=parent, **SAID)
        made.place.registry.promote(name, "signoff", "not worse", NOW)
    yield made
    made.place.store.close()


def trained_by_itself(school: School, hours: int) -> tuple[str, str, str]:
    """The newest model after an automatic training, what became of it, and why."""
    learn, at = school.learn(), NOW + hours * HOUR
    school.teach(25)
    turn_until(learn, at, lambda: learn.last().result != "" and learn.last().at == at)
    row = learn.models()[0]
    return row.name, row.state.value, row.why


def test_without_a_persons_word_the_better_model_judges(school: School) -> None:
    assert trained_by_itself(school, 1)[1] == "current"
    assert school.learn().held() == ""


def test_a_rollback_holds_until_the_newest_is_promoted(school: School) -> None:
    learn = school.learn()
    assert learn.rollback("anna", NOW + HOUR) == "model-a"
    for hours in (2, 3):  # each night again
        name, state, why = trained_by_itself(school, hours)
        assert (state, learn.current()) == ("candidate", "model-a")
        assert why.startswith("model-a is held (anna let it judge although there was a newer one)")
        assert f"to let go: signoff model promote {name}; it is not worse" in why
    learn.promote(name, "boris", NOW + 4 * HOUR)
    assert learn.held() == ""
    assert trained_by_itself(school, 5)[1] == "current"


def test_to_go_back_to_the_starter_holds_it(school: School) -> None:
    learn = school.learn()
    learn.rollback("anna", NOW + HOUR)
    assert learn.rollback("anna", NOW + 2 * HOUR) == "starter"
    _, state, why = trained_by_itself(school, 3)
    assert (state, learn.current()) == ("candidate", "starter")
    assert why.startswith("the model that ships is held (rolled back by anna)")


def test_an_older_model_that_judges_already_is_held_once_a_person_promotes_it(school: School) -> None:
    learn = school.learn()
    school.place.keep("model-c")
    assert learn.held() == ""
    learn.promote("model-b", "anna", NOW + HOUR)
    assert learn.held() == "model-b is held (anna let it judge although there was a newer one)"


def test_the_newest_promoted_by_a_person_is_not_held(school: School) -> None:
    school.learn().promote("model-b", "anna", NOW + HOUR)
    assert trained_by_itself(school, 2)[1] == "current"


def test_a_training_that_a_person_asks_for_lets_go(school: School) -> None:
    learn = school.learn()
    learn.rollback("anna", NOW + HOUR)
    school.teach(25)
    assert learn.train_now("boris", NOW + 2 * HOUR, lambda *_: None).state is ModelState.CURRENT
    assert learn.held() == ""
