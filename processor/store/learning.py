"""What the text model learns from, what people's decisions prove of it, and which trained model is which."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from models.vocabulary import Category
from processor.store import examples, trained
from processor.store.database import Database
from processor.store.examples import ExampleRow, NewExample
from processor.store.trained import ModelRow


class Learning:
    """Examples, which are only ever added, and the registry of trained models.

    Decisions in the queue become examples by the effect `Teach`.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def examples_after(self, after_id: int = 0, limit: int = 1000) -> tuple[ExampleRow, ...]:
        """The examples with a larger id, in order, those that a later decision replaced included."""
        return examples.examples_after(self._db, after_id, limit)

    def before_newest_reviews(self, count: int) -> int:
        """The id after which the newest `count` decisions in the queue come, 0 where there are no more than these."""
        return examples.before_newest_reviews(self._db, count)

    def withdrawn(self, after_id: int) -> tuple[int, ...]:
        """The ids, after this one, of decisions that were undone."""
        return examples.withdrawn(self._db, after_id)

    def training_examples(self, after_id: int = 0, limit: int | None = None) -> tuple[ExampleRow, ...]:
        """The examples that stand, in order: of each ticket the last decision, of each imported text the last labels.

        `after_id` and `limit` page through them.
        """
        return examples.training_examples(self._db, after_id, limit)

    def standing(self) -> tuple[int, int]:
        """How many examples stand, and the id of the newest of them, 0 where there is none."""
        return examples.standing(self._db)

    def before_newest_standing(self, count: int) -> int:
        """The id after which the newest `count` examples that stand come, 0 where there are no more than these."""
        return examples.before_newest_standing(self._db, count)

    def add_imported(self, rows: Iterable[NewExample], source: str, by: str, now: datetime) -> int:
        """How many rows of a team's own history were new: those whose text has these very labels already add nothing.

        Where a text stands there twice the last labels count. All of a file belongs into one call.
        """
        given = tuple(rows)  # a transaction can be done again
        return self._db.transact(lambda: examples.add_imported(self._db, given, source, by, now))

    def evidence(self, limit: int, *, audits: bool = False) -> tuple[bool, ...]:
        """Whether people agreed with automatic labels that were reviewed all the same, the newest decision first.

        Reviewed since automatic labels were not acted on then, or drawn at random; with `audits` only the latter. Of
        each ticket the last decision counts, and of tickets with the same text (`models.textkey`) the newest that
        tells anything: a text that came sixty times is one proof.
        """
        return examples.evidence(self._db, limit, audits=audits)

    def decided(self) -> dict[tuple[Category, str], int]:
        """How many texts people decided, by the category that they chose and the language; their sum is all.

        A text that came several times counts once, as it was decided last.
        """
        return examples.decided(self._db)

    def models(self) -> tuple[ModelRow, ...]:
        """All trained models, the newest first."""
        return trained.list_models(self._db)

    def model(self, name: str) -> ModelRow:
        """The model of this name. Raises Refused when there is none."""
        return trained.find_model(self._db, name)

    def current(self) -> ModelRow | None:
        """The model that judges, None while it is the one that the product ships."""
        return trained.current_model(self._db)

    def register(
        self, name: str, digest: str, card: Mapping[str, Any], now: datetime, *, parent: str = "", why: str = ""
    ) -> None:
        """Puts a model on record as a candidate; once more changes nothing.

        Raises Refused where the name stands for a file with another digest.
        """
        row = {"name": name, "digest": digest, "card": card, "made_at": now, "parent": parent, "why": why}
        self._db.transact(lambda: trained.register(self._db, row))

    def promote(self, name: str, by: str, now: datetime, why: str = "") -> None:
        """Lets a model judge from now on, and retires the one that did. Raises Refused when there is none so named."""
        self._db.transact(lambda: trained.promote(self._db, name, by, why, now))

    def retire(self, name: str, why: str) -> None:
        """Takes a model back: it judges no more, nor waits to. Raises Refused when there is none so named."""
        self._db.transact(lambda: trained.retire(self._db, name, why))
