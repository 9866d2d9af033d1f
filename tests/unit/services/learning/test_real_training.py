"""A real training of few mails, from the rows to a model that judges."""

from datetime import UTC, time
from pathlib import Path

from classifiers.examples import read_rows
from classifiers.text import Text
from models.vocabulary import Category, ModelState
from processor.bootstrap.learning import Files
from processor.services.learning.current import CurrentModel
from processor.services.learning.judging import Golden
from processor.services.learning.learn import Course, Learn
from processor.services.learning.registry import Registry
from processor.services.learning.schedule import Attempts, Schedule
from processor.services.learning.shelf import digest_of
from processor.services.learning.training import Trainer
from processor.store.examples import NewExample
from processor.store.leases import owner_name
from tests.unit.services.learning.shelves import NOW, Place

TEXT = Text("The export fails", "Since this morning the export ends with an error.", "en")
EASY = Golden("easy", TEXT, "bug")


def test_few_mails_make_a_model_that_works_and_that_does_not_replace_the_starter(place: Place) -> None:
    rows = read_rows()[::15]
    taught = NewExample("Sites", "Could you offer us two more sites?", Category.ADDITIONAL_SCOPE, language="en")
    place.store.learning.add_imported([taught], "history.csv", "boris", NOW)
    registry = Registry(place.shelf, place.store.learning, Files())
    schedule = Schedule(25, time(2, 0, tzinfo=UTC))
    course = Course(schedule, 0.95, "none", 5.0, lambda: rows, lambda: (EASY,))
    attempts = Attempts(place.shelf.root / "last.json")
    trainer = Trainer(place.shelf, course.minutes)
    learn = Learn(course, place.store.learning, place.store.leases, registry, trainer, attempts, owner_name())
    told: list[tuple[str, int, int]] = []
    trained = learn.train_now("boris", NOW, lambda *said: told.append(said))
    row = place.store.learning.model(trained.name)
    assert trained.state is ModelState.CANDIDATE  # a fifteenth of the corpus is not as good as all of it
    assert row.card["rows"] == len(rows) + 1
    assert set(registry.out_of_fold(trained.name)) == {row.id for row in rows} | {"i1"}
    assert row.digest == digest_of(place.shelf.folder(trained.name) / "model.skops")
    assert len({step for step, _, _ in told}) > 1
    assert not list(Path(place.shelf.root).glob(".training-*"))
    learn.promote(trained.name, "boris", NOW)
    [verdict] = CurrentModel(registry).classify([TEXT])
    assert verdict.model_id == trained.name
