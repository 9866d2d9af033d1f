"""The connection to SQLite or PostgreSQL: transactions, and the few ways in which statements are run."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import peewee

from models.base import Record
from processor.errors import Temporary
from processor.store import dialects
from processor.store.dialects import Dialect
from processor.store.prepared import Prepared, Statement, target

T = TypeVar("T")
Row = dict[str, Any]

RERUNS = 12
_RERUNS_OF_A_DOUBLE = 3
_BACK_OFF_SECONDS = 0.005
_LONGEST_BACK_OFF_SECONDS = 0.25


class _Rerun(Exception):  # noqa: N818 - not an error: the transaction has only to be done again
    """PostgreSQL could not order this transaction among the others (SQLSTATE class 40), or two made the same row."""


class Database:
    """One database, with a connection per thread that opens by itself."""

    def __init__(self, url: str) -> None:
        self._dialect: Dialect = dialects.dialect_of(url)
        self.peewee = self._dialect.connect()
        self._statements: dict[Prepared, Statement] = {}
        self._inserts: dict[tuple[type[Record], int], tuple[str, list[tuple[str, Any, Any]]]] = {}

    @property
    def name(self) -> str:
        """Where the database is, without a password."""
        return self._dialect.name

    def is_empty(self) -> bool:
        """Whether there are no tables yet."""
        with self._translated():
            return not self.peewee.get_tables()

    @property
    def locks_rows(self) -> bool:
        """Whether rows can be locked one by one (PostgreSQL); else a writing transaction locks everything."""
        return self._dialect.locks_rows

    def transact(self, work: Callable[[], T], *, short: bool = False) -> T:
        """The answer of `work`, done in one writing transaction; inside another one it joins that.

        `BEGIN IMMEDIATE` on SQLite. On PostgreSQL SERIALIZABLE, and the whole of `work` is done again when the server
        could not order it among the others, so it must not act on the outside. `short` is for claims, which a
        compare-and-set or a row lock keeps safe: READ COMMITTED. Raises Temporary when the database can't be written.
        """
        if self.peewee.in_transaction():
            return work()
        begin = self._dialect.short if short else self._dialect.strict
        pause = _BACK_OFF_SECONDS
        for attempt in range(1, RERUNS + 1):
            try:
                with self._translated(in_work=True), self.peewee.atomic(begin):
                    return work()
            except _Rerun as lost:
                _give_up(lost, attempt)
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_BACK_OFF_SECONDS)
        raise AssertionError("the last attempt returns or raises")

    def read(self, work: Callable[[], T]) -> T:
        """The answer of `work`, all of whose reads see the database at one moment."""
        if self.peewee.in_transaction():
            return work()
        with self._translated(), self.peewee.atomic(self._dialect.reading):
            return work()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that can fail by itself: an exception undoes it alone, and goes on up."""
        self.run("SAVEPOINT cause")
        try:
            yield
        except (Temporary, peewee.PeeweeException):
            with suppress(Temporary, peewee.PeeweeException):  # a failing disk has undone the whole transaction already
                self._undo_savepoint()
            raise
        except BaseException:
            self._undo_savepoint()
            raise
        self.run("RELEASE SAVEPOINT cause")

    def _undo_savepoint(self) -> None:
        self.run("ROLLBACK TO SAVEPOINT cause")
        self.run("RELEASE SAVEPOINT cause")

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The cursor of a statement in the database's own words."""
        try:
            return self.peewee.execute_sql(sql, parameters)  # type: ignore[no-untyped-call]
        except (peewee.PeeweeException, Temporary) as error:
            self._tell(error)
            raise

    def rows(self, query: Any, **values: Any) -> list[Row]:
        """All rows of a select, as dictionaries, read to the end before anything else happens.

        `values` fill the holes of a prepared one.
        """
        if isinstance(query, Prepared):
            statement = self._statement(query)
            return statement.rows(self.run(*statement.fill(values)))
        with self._translated():
            return list(query.dicts().execute(self.peewee))

    def row(self, query: Any, **values: Any) -> Row | None:
        """The first row of a select."""
        found = self.rows(query if isinstance(query, Prepared) else query.limit(1), **values)
        return found[0] if found else None

    def column(self, query: Any, **values: Any) -> list[Any]:
        """The only column of a select."""
        if isinstance(query, Prepared):
            return [value for row in self.rows(query, **values) for value in row.values()]
        with self._translated():
            return [value for (value,) in query.tuples().execute(self.peewee)]

    def value(self, query: Any, **values: Any) -> Any:
        """The only value of a select, None without a row."""
        found = self.column(query, **values)
        return found[0] if found else None

    def change(self, query: Any, **values: Any) -> int:
        """How many rows an update or delete changed."""
        if isinstance(query, Prepared):
            return int(self.run(*self._statement(query).fill(values)).rowcount)
        with self._translated():
            return int(query.execute(self.peewee))

    def insert(self, record: type[Record], values: Mapping[str, Any]) -> int:
        """The id of a new row. What `values` leaves out gets the field's default, or NULL."""
        cursor = self._insert(record, [values])
        return int(cursor.fetchone()[0] if self._dialect.locks_rows else cursor.lastrowid)

    def insert_many(self, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows by one statement; none is fine."""
        if rows:
            self._insert(record, rows)

    def _statement(self, prepared: Prepared) -> Statement:
        known = self._statements.get(prepared)
        if known is None:
            known = self._statements[prepared] = Statement(prepared, self.peewee)
        return known

    def _insert(self, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> Any:
        sql, fields = self._insert_statement(record, len(rows))
        return self.run(sql, [to_db(row.get(name, default)) for row in rows for name, default, to_db in fields])

    def _insert_statement(self, record: type[Record], count: int) -> tuple[str, list[tuple[str, Any, Any]]]:
        """The statement, built once: building it anew for each row costs more than running it."""
        known = self._inserts.get((record, count))
        if known is None:
            fields = [field for field in record._meta.sorted_fields if field.name != "id"]
            columns = ", ".join(f'"{field.column_name}"' for field in fields)
            marks = ", ".join([f"({', '.join([self.peewee.param] * len(fields))})"] * count)
            sql = f'INSERT INTO "{record._meta.table_name}" ({columns}) VALUES {marks}'  # noqa: S608 - own names only
            if self._dialect.locks_rows:
                sql += ' RETURNING "id"'
            known = sql, [(field.name, field.default, target(field).db_value) for field in fields]
            self._inserts[record, count] = known
        return known

    def close_thread(self) -> None:
        """Closes the calling thread's connection; the next statement opens another."""
        if not self.peewee.is_closed():
            self.peewee.close()

    def close(self) -> None:
        """Closes every thread's connection: for the end, when no thread uses the database any more."""
        self.close_thread()
        self._dialect.close_all()

    @contextmanager
    def _translated(self, *, in_work: bool = False) -> Iterator[None]:
        """Gives the database's errors the names that the rooms above know. A commit too can say that it lost a race."""
        try:
            yield
        except (peewee.PeeweeException, Temporary) as error:
            self._tell(error, in_work=in_work)
            raise

    def _tell(self, error: peewee.PeeweeException | Temporary, *, in_work: bool = False) -> None:
        """Raises what the rooms above know such an error as; comes back where it has no other name."""
        if not isinstance(error, peewee.PeeweeException):
            self._drop_broken()
        elif self._dialect.is_to_rerun(error) and (in_work or self.peewee.in_transaction()):
            raise _Rerun(str(error)) from error
        elif self._dialect.is_outage(error):
            self._drop_broken()
            raise Temporary(self._dialect.remedy(error)) from error

    def _drop_broken(self) -> None:
        """A dead connection would fail for ever; the next statement shall open a new one."""
        if not self.peewee.in_transaction() and not self.peewee.is_connection_usable():
            self.close_thread()


def _give_up(lost: _Rerun, attempt: int) -> None:
    """Raises what is to be said once enough attempts were lost; a row there each time is no race but a fault."""
    error = lost.__cause__
    if isinstance(error, peewee.IntegrityError) and attempt >= _RERUNS_OF_A_DOUBLE:
        raise error
    if attempt >= RERUNS:
        raise Temporary(
            f"the database is too busy: a transaction was refused {attempt} times in a row; it will be tried again"
        ) from error
