"""Models for tests: files whose whole content is what they answer, and a registry over a real folder and database."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import Category
from processor.services.gather import Classifier
from processor.services.learning.registry import Registry
from processor.services.learning.shelf import Shelf
from processor.store.store import Store
from tests.servers.sqlite import migrated_store

NOW = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Parrot:
    """Gives every mail the category that its subject names, or else its own."""

    id: str
    category: Category = Category.BUG

    def classify(self, texts: Sequence[Text]) -> list[TextVerdict]:
        return [self._verdict(text) for text in texts]

    def _verdict(self, text: Text) -> TextVerdict:
        named = text.subject in set(Category)
        category = Category(text.subject) if named and self.id != "stubborn" else self.category
        return TextVerdict(category, 0.9, ((category.value, 0.9),), (), None, None, None, 0.8, False, self.id)


class Parrots:
    """Loads parrots: from JSON files, by their digest."""

    def __init__(self, out_of_fold: Path) -> None:
        self.path = out_of_fold

    def load(self, path: Path, digest: str) -> Classifier:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise ModelUnusable(f"{path} can't be read") from fault
        if hashlib.sha256(data).hexdigest() != digest:
            raise ModelUnusable(f"{path} is not the file it should be")
        said = json.loads(data)
        return Parrot(said["id"], Category(said["category"]))

    def starter(self) -> Classifier:
        return Parrot("starter-1", Category.CUSTOMER_SUCCESS)

    def starter_out_of_fold(self) -> Path:
        return self.path


def trained(folder: Path, name: str, category: Category = Category.BUG, **predicted: str) -> Path:
    """What a training leaves in `folder`: a model called `name`, and what it said of each mail."""
    folder.mkdir(parents=True)
    (folder / "model.skops").write_text(json.dumps({"id": name, "category": category}))
    (folder / "card.json").write_text(json.dumps({"id": name, "rows": 10, "macro_f1": 0.8}))
    write_out_of_fold(folder / "oof.json", predicted)
    return folder


def write_out_of_fold(path: Path, predicted: Mapping[str, str]) -> None:
    path.write_text(json.dumps({row: {"predicted": label, "confidence": 0.9} for row, label in predicted.items()}))


class Place:
    """A data folder with its database and registry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: Store = migrated_store(folder / "signoff.db")
        self.shelf = Shelf(folder / "models")
        self.starter = folder / "starter.oof.json"
        write_out_of_fold(self.starter, {})
        self.registry = self.reopened()

    def reopened(self, **changes: Any) -> Registry:
        """The registry as another process sees it."""
        return Registry(Shelf(self.folder / "models"), self.store.learning, Parrots(self.starter))

    def keep(self, name: str, category: Category = Category.BUG, parent: str = "starter", **predicted: str) -> str:
        work = self.shelf.work()
        return self.registry.keep(trained(work / "out", name, category, **predicted), parent, "kept", NOW)

    def states(self) -> dict[str, str]:
        return {row.name: row.state.value for row in self.store.learning.models()}
