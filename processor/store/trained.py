"""The rows of trained models; their files lie in the data directory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.learning import TrainedModel
from models.vocabulary import ModelState
from processor.errors import Refused
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A trained model. `digest` is the SHA-256 that its file must have; `why` says what keeps it from judging.

    `parent` names the model that it was to replace, and is empty where that was the one the product ships.
    """

    name: str
    digest: str
    state: ModelState
    why: str
    card: Mapping[str, Any]
    made_at: datetime
    promoted_at: datetime | None
    promoted_by: str
    parent: str


def list_models(database: Database) -> tuple[ModelRow, ...]:
    """All of them, the newest first."""
    return tuple(_model_row(row) for row in database.rows(TrainedModel.select().order_by(TrainedModel.id.desc())))


def find_model(database: Database, name: str) -> ModelRow:
    """The model of this name. Raises Refused when there is none."""
    row = database.row(TrainedModel.select().where(TrainedModel.name == name))
    if row is None:
        raise Refused(f"there is no trained model named {name!r}; see signoff model list")
    return _model_row(row)


def current_model(database: Database) -> ModelRow | None:
    """The model that judges, None while it is the one that the product ships."""
    row = database.row(TrainedModel.select().where(TrainedModel.state == ModelState.CURRENT))
    return None if row is None else _model_row(row)


def register(database: Database, row: Row) -> None:
    """Puts a model on record; see `Learning.register`."""
    known = database.row(TrainedModel.select().where(TrainedModel.name == row["name"]))
    if known is None:
        database.insert(TrainedModel, row | {"state": ModelState.CANDIDATE})
    elif known["digest"] != row["digest"]:
        raise Refused(f"there is another trained model named {row['name']!r} already: its file has another digest")


def promote(database: Database, name: str, by: str, why: str, now: datetime) -> None:
    """Lets a model judge; see `Learning.promote`."""
    find_model(database, name)
    others = (TrainedModel.state == ModelState.CURRENT) & (TrainedModel.name != name)
    database.change(TrainedModel.update(state=ModelState.RETIRED, why=f"replaced by {name}").where(others))
    values = {"state": ModelState.CURRENT, "why": why, "promoted_at": now, "promoted_by": by}
    database.change(TrainedModel.update(values).where(TrainedModel.name == name))


def retire(database: Database, name: str, why: str) -> None:
    """Lets a model judge no more; see `Learning.retire`."""
    find_model(database, name)
    database.change(TrainedModel.update(state=ModelState.RETIRED, why=why).where(TrainedModel.name == name))


def _model_row(row: Row) -> ModelRow:
    return ModelRow(
        name=row["name"],
        digest=row["digest"],
        state=row["state"],
        why=row["why"],
        card=row["card"],
        made_at=row["made_at"],
        promoted_at=row["promoted_at"],
        promoted_by=row["promoted_by"],
        parent=row["parent"],
    )
