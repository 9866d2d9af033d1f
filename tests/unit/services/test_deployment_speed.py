"""A thousand deployments whose timers are due at once: all of them are rung in one pass, in a second or two."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from models.vocabulary import ApprovalKind, TimerKind, TimerState
from tests.unit.services.deploying import DeployingDesk

pytestmark = pytest.mark.measured

DEPLOYMENTS = 1000
STEP = 1000
SECONDS = 2.0
TIMES = 5.0
STATEMENTS = 26
"""How often the database is asked about one deployment whose warranty ends and whose completion is deemed accepted."""

LIVE = datetime(2031, 3, 12, 18, 0, tzinfo=UTC)
FORM_DUE = datetime(2031, 3, 19, 8, 0, tzinfo=UTC)
DEEMED = datetime(2031, 4, 2, 22, 0, tzinfo=UTC)
ONCE = frozenset(
    {"schema_migration", "counter", "folder_cursor", "blob", "clock_watch", "evidence_leaf", "approver_change"}
)
"""Tables of which there is one content, however many deployments there are."""

MADE = ("sqlite_", "ticket_search")
"""Tables that the database itself keeps: the index of words follows the texts by triggers."""


def multiplied(desk: DeployingDesk) -> None:
    """The deployment, its customer, people, forms and mails, a thousand times: each row again under other keys."""
    with closing(sqlite3.connect(desk.folder / "signoff.db")) as database, database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            if table not in ONCE and not table.startswith(MADE):
                database.execute(_copies(database, table), {"copies": DEPLOYMENTS - 1})
        assert database.execute("pragma foreign_key_check").fetchall() == []
        database.execute("analyze")


def _copies(database: sqlite3.Connection, table: str) -> str:
    """The statement that adds copies: keys and what refers to keys count on, what must differ is told by a number."""
    fields = [(row[1], row[2].upper()) for row in database.execute(f"pragma table_info({table})")]
    moved = {row[3] for row in database.execute(f"pragma foreign_key_list({table})")} | {"id"}
    indexes = [row[1] for row in database.execute(f"pragma index_list({table})") if row[2]]
    alone = [list(database.execute(f"pragma index_info('{index}')")) for index in indexes]
    unique = {row[2] for columns in alone for row in columns if len(columns) == 1}
    unique |= {"number"} if table in {"proposal", "approval_request"} else set()
    values = []
    for name, kind in fields:
        if name in moved or (name in unique and kind == "INTEGER"):
            values.append(f'"{name}" + n * {STEP}')
        elif name in unique:
            values.append(f"\"{name}\" || '.' || n")
        else:
            values.append(f'"{name}"')
    names = ", ".join(f'"{name}"' for name, _ in fields)
    ours = "where customer_id is not null" if table == "approver" else ""
    counted = "with recursive many(n) as (select 1 union all select n + 1 from many where n < :copies)"
    return (
        f"insert into {table} ({names}) {counted} select {', '.join(values)} from (select * from {table} {ours}), many"
    )


class Counted:
    """A way into the database that counts how often it is gone."""

    def __init__(self, execute: Callable[..., Any]) -> None:
        self.execute = execute
        self.calls = 0

    def __call__(self, *asked: Any) -> Any:
        """The answer to a statement."""
        self.calls += 1
        return self.execute(*asked)


@dataclass(frozen=True)
class Pass:
    """What a pass cost: seconds of processor time, and statements."""

    seconds: float
    statements: int


def rung(desk: DeployingDesk, now: datetime, timers: int) -> Pass:
    """The cost of a pass that rings so many timers; the one after it rings none."""
    assert len(desk.store.deployments.timers_due(now)) == timers
    database = desk.store.database.peewee
    with patch.object(database, "execute_sql", Counted(database.execute_sql)) as counted:
        before = time.process_time()
        found = desk.deployment_timers.turn(now)
        cost = Pass(time.process_time() - before, counted.calls)
    assert found == timers
    assert desk.deployment_timers.turn(now) == 0
    return cost


def drafted(folder: Path) -> Pass:
    """The cost of a thousand Completion forms that are due at once."""
    with closing(DeployingDesk(folder)) as desk:
        desk.live(LIVE)
        desk.minds(FORM_DUE - timedelta(seconds=1))
        multiplied(desk)
        took = rung(desk, FORM_DUE, DEPLOYMENTS)
        assert len(desk.store.approvals.ready_papers(10 * DEPLOYMENTS)) == DEPLOYMENTS
        return took


def deemed(folder: Path) -> Pass:
    """The cost of the end of a thousand warranties, and the deeming of each with its record and evidence."""
    with closing(DeployingDesk(folder)) as desk:
        desk.live(LIVE)
        desk.days(DEEMED - timedelta(seconds=1))
        multiplied(desk)
        desk.now = DEEMED
        desk.forget_connections()
        desk.work()
        took = rung(desk, DEEMED, 2 * DEPLOYMENTS)
        lines = desk.store.views.proposals(limit=10 * DEPLOYMENTS, kind=ApprovalKind.COMPLETION)
        assert len(lines) == DEPLOYMENTS
        assert len(desk.store.views.acceptances(limit=10 * DEPLOYMENTS)) == DEPLOYMENTS
        assert desk.timer(1 + STEP * (DEPLOYMENTS - 1), TimerKind.DEEMED_ACCEPTANCE)[0] is TimerState.FIRED
        return took


def quickest(measure: Callable[[Path], Pass], folder: Path) -> Pass:
    """The cheaper of two runs: what else the machine does can only add to one."""
    places = folder / f"{measure.__name__}-1", folder / f"{measure.__name__}-2"
    for place in places:
        place.mkdir()
    return min((measure(place) for place in places), key=lambda cost: cost.seconds)


def test_a_thousand_deployments_at_once(tmp_path: Path, report: list[str]) -> None:
    """Evidence is what deeming costs: it is held to the forms of the same run and to counts: machines are noisy."""
    forms, terms = quickest(drafted, tmp_path), quickest(deemed, tmp_path)
    for name, cost in (("Completion forms due", forms), ("terms over, with warranty and deeming,", terms)):
        each = cost.statements / DEPLOYMENTS
        report.append(f"{DEPLOYMENTS} {name} at once: one pass of {cost.seconds:.2f} s, {each:.1f} statements each")
    assert forms.seconds <= SECONDS
    assert terms.seconds <= TIMES * forms.seconds
    assert terms.statements <= STATEMENTS * DEPLOYMENTS
