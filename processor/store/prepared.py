"""Queries whose SQL is built once.

Building a statement with peewee takes ten to thirty times as long as SQLite takes to run it, and the same twenty are
run for every message. A `Prepared` query is written with peewee and holds a `Hole` for each value; the text is kept
per database, and each run only fills the holes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import peewee

_MANY = "\x00{name}\x00"


@dataclass(frozen=True, slots=True)
class _Filling:
    name: str
    to_db: Callable[[Any], Any]
    many: bool


class Hole(peewee.Node):
    """The place of a value, converted as the field does it. `many` is for IN: any number of values, even none."""

    def __init__(self, field: Any, name: str = "", *, many: bool = False) -> None:
        self._filling = _Filling(name or field.name, field.db_value, many)

    def __sql__(self, ctx: Any) -> Any:
        """The mark of one value; for many a mark that is replaced when their number is known."""
        if self._filling.many:
            ctx.literal("(" + _MANY.format(name=self._filling.name) + ")")
        return ctx.value(self._filling, converter=False, add_param=not self._filling.many)


class Prepared:
    """A select, update or delete with holes; make it once, at the top of a module."""

    def __init__(self, query: Any) -> None:
        self.query: Any = query.dicts() if isinstance(query, peewee.SelectBase) else query


class Statement:
    """A prepared query in the words of one database."""

    def __init__(self, prepared: Prepared, database: peewee.Database) -> None:
        self._query: Any = prepared.query
        self._mark = database.param
        self._sql, self._values = database.get_sql_context().sql(self._query).query()  # type: ignore[no-untyped-call]
        self._many = [value.name for value in self._values if isinstance(value, _Filling) and value.many]
        self._to_row: Callable[[Any], dict[str, Any]] | None = None

    def fill(self, given: dict[str, Any]) -> tuple[str, list[Any]]:
        """The statement's text and parameters. Raises KeyError when a value is missing."""
        sql = self._sql
        for name in self._many:
            marks = ", ".join([self._mark] * len(given[name])) or "NULL"
            sql = sql.replace(_MANY.format(name=name), marks, 1)
        return sql, list(_parameters(self._values, given))

    def rows(self, cursor: Any) -> list[dict[str, Any]]:
        """What the statement found, converted as peewee does it."""
        found = cursor.fetchall()
        if self._to_row is None:
            wrapper = self._query.clone()._get_cursor_wrapper(cursor)
            wrapper.initialize()
            self._to_row = wrapper.process_row
        return [self._to_row(row) for row in found]


def _parameters(values: Iterable[Any], given: dict[str, Any]) -> Iterable[Any]:
    for value in values:
        if not isinstance(value, _Filling):
            yield value
        elif value.many:
            yield from map(value.to_db, given[value.name])
        else:
            yield value.to_db(given[value.name])
