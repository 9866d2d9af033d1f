"""Puts learning together: the shelf of models in the data folder, their rows, and what makes classifiers of files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from classifiers.examples import read_rows
from processor.config.sections import Settings
from processor.services.gather import Classifier
from processor.services.learning.current import CurrentModel
from processor.services.learning.judging import golden_mails
from processor.services.learning.learn import Course, Learn
from processor.services.learning.registry import Registry, read_card
from processor.services.learning.schedule import Attempts, Schedule
from processor.services.learning.shelf import Shelf
from processor.services.learning.training import PACKAGE, Trainer
from processor.store.store import Store

MODELS: Final = "models"
"""The folder below `signoff.data_dir` that trained models stand in."""

GOLDEN: Final = PACKAGE / "golden.jsonl"
"""The mails that no model may get wrong."""


class Files:
    """Loads classifiers from files; `plain` chooses the shipped model that does without an encoder.

    NumPy and SciPy are imported when one is loaded: a command that asks for no model need not wait for them.
    """

    def __init__(self, *, plain: bool = False) -> None:
        self._plain = plain

    def load(self, path: Path, digest: str) -> Classifier:
        """The model in a file of this SHA-256. Raises ModelUnusable."""
        from classifiers.model import Model

        return Model.load(path, digest)

    def starter(self) -> Classifier:
        """The model that ships. Raises ModelUnusable."""
        from classifiers.model import Model

        return Model.load_starter(plain=self._plain)

    def starter_out_of_fold(self) -> Path:
        """What it said of each mail of its corpus while it had not seen it, beside it."""
        from classifiers.model import starter_path

        return starter_path(plain=self._plain).with_suffix(".oof.json")


def shelf_of(settings: Settings) -> Shelf:
    """Where trained models stand."""
    return Shelf(settings.signoff.data_dir / MODELS)


def registry_of(settings: Settings, store: Store) -> Registry:
    """The trained models of an installation."""
    return Registry(shelf_of(settings), store.learning, Files(plain=settings.classifier.encoder == "none"))


def current_model_of(settings: Settings, store: Store) -> CurrentModel:
    """The model that judges. Nothing is loaded, nor the database asked, before it is first needed."""
    return CurrentModel(registry_of(settings, store))


def learn_of(settings: Settings, store: Store, owner: str) -> Learn:
    """Everything that changes which model judges."""
    section = settings.classifier
    shelf = shelf_of(settings)
    course = Course(
        schedule=Schedule(section.retrain_after, section.retrain_time),
        target=section.target_precision,
        encoder=section.encoder,
        minutes=section.training_minutes,
        starter=read_rows,
        golden=lambda: golden_mails(GOLDEN),
    )
    trainer = Trainer(shelf, section.training_minutes)
    attempts = Attempts(shelf.root / "last-training.json")
    parts = (course, store.learning, store.leases, registry_of(settings, store), trainer, attempts, owner)
    return Learn(*parts, store.audit)


def starter_card(settings: Settings) -> Mapping[str, Any]:
    """The card of the model that the product ships, and that judges here until another one does."""
    files = Files(plain=settings.classifier.encoder == "none")
    return read_card(files.starter_out_of_fold().with_suffix("").with_suffix(".json"))
