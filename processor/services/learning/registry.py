"""The trained models: their files on the shelf, their rows in the database, and which of them judges.

The order is what makes it safe to be killed: complete files, then the row with their digest, then the pointer, then
the rows' states. The pointer says which model judges, the row which file that must be; the states only tell people,
and `mend` makes them follow the pointer.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from classifiers.verdict import ModelUnusable
from processor.errors import Refused
from processor.services.gather import Classifier
from processor.services.learning.describe import describe
from processor.services.learning.hold import BY_ITSELF, held
from processor.services.learning.shelf import CARD, MODEL, OUT_OF_FOLD, README, STARTER, Shelf, digest_of, is_name
from processor.store.learning import Learning
from processor.store.trained import ModelRow

KEPT: Final = 5
"""How many trained models are kept; the one that judges and its parent always are."""


class Loader(Protocol):
    """Makes classifiers of files."""

    def load(self, path: Path, digest: str) -> Classifier:
        """The model in a file of this SHA-256. Raises ModelUnusable."""

    def starter(self) -> Classifier:
        """The model that ships. Raises ModelUnusable."""

    def starter_out_of_fold(self) -> Path:
        """The file of its out-of-fold predictions."""


class Registry:
    """All trained models of this installation."""

    def __init__(self, shelf: Shelf, rows: Learning, loader: Loader) -> None:
        self.shelf = shelf
        self._rows = rows
        self._loader = loader

    def current(self) -> str:
        """The name of the model that judges. Raises ModelUnusable where that is not known.

        Without a pointer it is the starter only where the database knows of no other either: else the folder was lost.
        """
        if name := self.shelf.pointed():
            return name
        row = self._rows.current()
        name = self.shelf.pointed()  # it may have been written since, which is before the row
        if name or (name is None and row is None):
            return name or STARTER
        path = self.shelf.pointer
        if row is None:
            raise ModelUnusable(f"{path} should name the model that judges, and is empty")
        state = "gone" if name is None else "empty"
        raise ModelUnusable(
            f"{path}, which names the model that judges, is {state}, and the database says that {row.name} judges: "
            f"restore the folder {self.shelf.root}, or run signoff model promote {STARTER}"
        )

    def held(self) -> str:
        """Why no training may replace the model that judges by itself; "" where it may."""
        try:
            return held(self.shelf.pointed(), self.models())
        except ModelUnusable:
            return ""

    def load(self, name: str) -> Classifier:
        """The model of this name. Raises ModelUnusable with the reason: nothing of a file that is not its own runs."""
        if name == STARTER:
            return self._loader.starter()
        row = self._row(name)
        if row is None:
            raise ModelUnusable(f"the database knows no model named {name}")
        if not self.shelf.holds(name):
            raise ModelUnusable(f"the folder {self.shelf.folder(name)} of the model is not there")
        return self._loader.load(self.shelf.folder(name) / MODEL, row.digest)

    def out_of_fold(self, name: str) -> dict[str, str]:
        """What the model said of the mails that it was trained on, each time without having seen them: by row id."""
        starter = name == STARTER
        path = self._loader.starter_out_of_fold() if starter else self.shelf.folder(name) / OUT_OF_FOLD
        return read_out_of_fold(path)

    def inspect(self, fresh: Path) -> Classifier:
        """The model that a training left in a folder. Raises ModelUnusable."""
        return self._loader.load(fresh / MODEL, digest_of(fresh / MODEL))

    def keep(self, fresh: Path, parent: str, why: str, now: datetime) -> str:
        """Put a finished training on the shelf, as a candidate; its name. Raises ModelUnusable for an odd card."""
        card, digest, name = read_card(fresh / CARD), digest_of(fresh / MODEL), self.name_for(fresh)
        if self._is_kept(name, digest):
            return name
        (fresh / README).write_text(describe(name, card, parent, why, now), encoding="utf-8")
        with self.shelf.alone():
            self.shelf.put(fresh, name)
            self._rows.register(name, digest, card, now, parent="" if parent == STARTER else parent, why=why)
            self._clear(name)
        return name

    def _is_kept(self, name: str, digest: str) -> bool:
        """Whether this very model is here already: the same mails give the same model, and it may be judging."""
        if self._row(name) is None or not self.shelf.holds(name):
            return False
        path = self.shelf.folder(name) / MODEL
        return path.is_file() and digest_of(path) == digest

    def name_for(self, fresh: Path) -> str:
        """What a finished training is called when kept: its own id, and more where another file had that already.

        Raises ModelUnusable for an odd card.
        """
        name, digest = str(read_card(fresh / CARD).get("id", "")), digest_of(fresh / MODEL)
        if not is_name(name):
            raise ModelUnusable(f"a model can't be called {name[:40]!r}: its card should have a short plain id")
        row = self._row(name)
        return name if row is None or row.digest == digest else f"{name}-{digest[:8]}"

    def promote(self, name: str, by: str, why: str, now: datetime) -> None:
        """Let this model judge from now on. Raises Refused, and changes nothing, where it can't."""
        try:
            self.load(name)
        except ModelUnusable as fault:
            raise Refused(f"{name} can't judge: {fault}") from fault
        with self.shelf.alone():
            if name != STARTER and not self.shelf.holds(name):
                raise Refused(f"{name} can't judge: it was taken off the shelf just now")
            self.shelf.point(name)
            self._follow(name, by, why, now)
            self._clear()

    def parent(self) -> str:
        """What was to judge before the model that judges now: its parent, or the starter where that is not known."""
        try:
            row = self._row(self.current())
        except ModelUnusable:
            row = None
        return (row.parent or STARTER) if row else STARTER

    def mend(self, now: datetime) -> None:
        """Make the rows say what the pointer says, after a kill between the two."""
        with self.shelf.alone():
            try:
                name = self.current()
            except ModelUnusable:
                return
            current = self._rows.current()
            if name != (current.name if current else STARTER) and (name == STARTER or self._row(name)):
                by = BY_ITSELF if name == self.models()[0].name else "a person"  # none else promotes an older one
                self._follow(name, by, "finished after an interruption", now)

    def models(self) -> tuple[ModelRow, ...]:
        """Every model that was ever kept, the newest first."""
        return self._rows.models()

    def _row(self, name: str) -> ModelRow | None:
        try:
            return self._rows.model(name)
        except Refused:
            return None

    def _follow(self, name: str, by: str, why: str, now: datetime) -> None:
        current = self._rows.current()
        if by == BY_ITSELF and current is not None and current.name == name:
            return
        if name != STARTER:
            self._rows.promote(name, by, now, why)
        elif current is not None:
            self._rows.retire(current.name, why)

    def _clear(self, fresh: str = "") -> None:
        """Take off the shelf what is older than the last few; never while it is not known which of them judges."""
        try:
            current = self.current()
        except ModelUnusable:
            return
        row = self._row(current)
        kept = {*self.shelf.names()[:KEPT], fresh, current, row.parent if row else STARTER}
        for name in self.shelf.names():
            if name not in kept:
                self.shelf.remove(name)


def read_card(path: Path) -> Mapping[str, Any]:
    """The card that a training wrote. Raises ModelUnusable where there is none."""
    return _read_object(path)


def read_out_of_fold(path: Path) -> dict[str, str]:
    """The predicted category by row id. Raises ModelUnusable where that is not what the file holds."""
    found = _read_object(path)
    try:
        return {str(row): str(answer["predicted"]) for row, answer in found.items()}
    except (KeyError, TypeError) as fault:
        raise ModelUnusable(f"{path} does not hold out-of-fold predictions") from fault


def _read_object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ModelUnusable(f"{path} is missing or can't be read ({type(fault).__name__})") from fault
    if not isinstance(found, dict):
        raise ModelUnusable(f"{path} should hold one JSON object")
    return found
