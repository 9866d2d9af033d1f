"""Queries whose SQL is built once.

Building a statement with peewee takes ten to thirty times as long as SQLite takes to run it, and the same twenty are
run for every message. A `Prepared` query is written with peewee and holds a `Hole` for each value; the text is kept
per database, and each run only fills the holes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import peewee

from models.fields import CleanTextField

_NATIVE = frozenset(
    {
        peewee.AutoField,
        peewee.BigAutoField,
        peewee.IntegerField,
        peewee.BigIntegerField,
        peewee.TextField,
        peewee.CharField,
        CleanTextField,
    }
)
"""Fields whose values both drivers hand out as they are wanted: numbers as int, text as str."""

_MANY = "\x00{name}\x00"


@dataclass(frozen=True, slots=True)
class _Filling:
    name: str
    to_db: Callable[[Any], Any]
    many: bool


def target(field: Any) -> Any:
    """The field whose values a column holds: for a reference that of the row it leads to, else itself."""
    while isinstance(field, peewee.ForeignKeyField):
        field = field.rel_field
    return field


class Hole(peewee.Node):
    """The place of a value, converted as the field does it. `many` is for IN: any number of values, even none."""

    def __init__(self, field: Any, name: str = "", *, many: bool = False) -> None:
        self._filling = _Filling(name or field.name, target(field).db_value, many)

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
        fillings = [value for value in self._values if isinstance(value, _Filling)]
        self._many = [one.name for one in fillings if one.many]
        self._all_holes = [(one.name, one.to_db) for one in fillings]
        self._only_holes = not self._many and len(fillings) == len(self._values)
        self._columns: list[str] = []
        self._to_convert: list[tuple[str, Callable[[Any], Any]]] = []

    def fill(self, given: dict[str, Any]) -> tuple[str, list[Any]]:
        """The statement's text and parameters. Raises KeyError when a value is missing."""
        if self._only_holes:
            return self._sql, [to_db(given[name]) for name, to_db in self._all_holes]
        sql = self._sql
        for name in self._many:
            marks = ", ".join([self._mark] * len(given[name])) or "NULL"
            sql = sql.replace(_MANY.format(name=name), marks, 1)
        filled: list[Any] = []
        for value in self._values:
            if not isinstance(value, _Filling):
                filled.append(value)
            elif value.many:
                filled += map(value.to_db, given[value.name])
            else:
                filled.append(value.to_db(given[value.name]))
        return sql, filled

    def rows(self, cursor: Any) -> list[dict[str, Any]]:
        """What the statement found, converted as peewee does it."""
        found = cursor.fetchall()
        if not found:
            return []
        if not self._columns:
            self._learn(cursor)
        rows = [dict(zip(self._columns, row, strict=True)) for row in found]
        for name, to_python in self._to_convert:
            for row in rows:
                row[name] = to_python(row[name])
        return rows

    def _learn(self, cursor: Any) -> None:
        """What the columns are called, and which of them are to be converted: nearly all come as they are wanted."""
        wrapper = self._query.clone()._get_cursor_wrapper(cursor)
        wrapper.initialize()
        names = wrapper.unique_columns
        wanted = [at for at in wrapper.convert if not _is_native(wrapper.fields[at], wrapper.converters[at])]
        self._to_convert = [(names[at], wrapper.converters[at]) for at in wanted]
        self._columns = names


def _is_native(field: Any, converter: Any) -> bool:
    if field is None or converter != field.python_value:
        return False
    return type(target(field)) in _NATIVE
