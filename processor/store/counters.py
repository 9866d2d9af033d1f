"""Numbers without gaps."""

from models.tickets import Counter
from processor.store.database import Database
from processor.store.prepared import Hole, Prepared


def next_number(database: Database, name: str) -> int:
    """The next number of a row that counts without gaps: a transaction that fails takes its number back."""
    if database.change(_COUNT, name=name) == 0:
        database.insert(Counter, {"name": name, "value": 1})
    return int(database.value(_COUNTED, name=name))


_COUNT = Prepared(Counter.update(value=Counter.value + 1).where(Counter.name == Hole(Counter.name)))
_COUNTED = Prepared(Counter.select(Counter.value).where(Counter.name == Hole(Counter.name)))
