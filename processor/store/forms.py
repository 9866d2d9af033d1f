"""Numbers of forms that are sent to be filled."""

from processor.store.counters import next_number
from processor.store.database import Database

FORM_NUMBERS = "form"


class Forms:
    """Counts the forms."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def next_number(self) -> int:
        """The number of a new form, in the transaction that makes it: one that fails takes its number back."""
        return self._db.transact(lambda: next_number(self._db, FORM_NUMBERS))
