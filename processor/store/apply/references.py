"""Which Message-IDs lead to which conversation."""

from collections.abc import Iterable

from models.fields import clean_text
from processor.store.database import Database
from processor.store.facts.keys import distinct, index_key

_SQL = (
    'INSERT INTO "thread_reference" ("message_id", "thread_id", "known") VALUES {rows}'
    ' ON CONFLICT ("message_id", "thread_id")'
    ' DO UPDATE SET "known" = ("thread_reference"."known" OR excluded."known")'
)


def remember(database: Database, thread_id: int, message_id: str, ancestors: Iterable[str] = ()) -> None:
    """Lets a mail's Message-ID, and those that it names, lead to its conversation. An empty one leads nowhere."""
    known = index_key(message_id)
    rows = [(known, thread_id, True)] if message_id else []
    rows += [(named, thread_id, False) for named in distinct(ancestors) if named != known]
    if not rows:
        return
    mark = database.peewee.param
    marks = ", ".join([f"({mark}, {mark}, {mark})"] * len(rows))
    database.run(_SQL.format(rows=marks), [value for named, *rest in rows for value in (clean_text(named), *rest)])
