"""A thousand deployments whose timers are due at once: all of them are rung in one pass, in a second or two."""

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import ApprovalKind, TimerKind, TimerState
from tests.unit.services.deploying import DeployingDesk

pytestmark = pytest.mark.measured

DEPLOYMENTS = 1000
STEP = 1000
SECONDS = 2.0
TIMES = 7.0
LIVE = datetime(2031, 3, 12, 18, 0, tzinfo=UTC)
FORM_DUE = datetime(2031, 3, 19, 8, 0, tzinfo=UTC)
DEEMED = datetime(2031, 4, 2, 22, 0, tzinfo=UTC)
ONCE = frozenset(
    {"schema_migration", "counter", "folder_cursor", "blob", "clock_watch", "evidence_leaf", "approver_change"}
)
"""Tables of which there is one content, however many deployments there are."""


def multiplied(desk: DeployingDesk) -> None:
    """The deployment, its customer, people, forms and mails, a thousand times: each row again under other keys."""
    with closing(sqlite3.connect(desk.folder / "signoff.db")) as database, database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            if table not in ONCE and not table.startswith("sqlite_"):
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


def rung(desk: DeployingDesk, now: datetime, timers: int) -> float:
    """Seconds of processor time for one pass, which rings so many timers; the pass after it rings none."""
    assert len(desk.store.deployments.timers_due(now)) == timers
    before = time.process_time()
    found = desk.deployment_timers.turn(now)
    took = time.process_time() - before
    assert found == timers
    assert desk.deployment_timers.turn(now) == 0
    return took


def drafted(folder: Path) -> float:
    """Seconds for a thousand Completion forms that are due at once."""
    with closing(DeployingDesk(folder)) as desk:
        desk.live(LIVE)
        desk.minds(FORM_DUE - timedelta(seconds=1))
        multiplied(desk)
        took = rung(desk, FORM_DUE, DEPLOYMENTS)
        assert len(desk.store.approvals.ready_papers(10 * DEPLOYMENTS)) == DEPLOYMENTS
        return took


def deemed(folder: Path) -> float:
    """Seconds for the end of a thousand warranties, and the deeming of each with its record and evidence."""
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


def test_a_thousand_deployments_at_once(tmp_path: Path, report: list[str]) -> None:
    """Evidence is what deeming costs: it is held to the forms of the same run, since machines are noisy."""
    places = tmp_path / "forms", tmp_path / "terms"
    for place in places:
        place.mkdir()
    forms, terms = drafted(places[0]), deemed(places[1])
    report.append(f"{DEPLOYMENTS} Completion forms due at once: drafted in one pass of {forms:.2f} s of processor time")
    report.append(f"{DEPLOYMENTS} terms over at once: warranty and deeming, in one pass of {terms:.2f} s")
    assert forms <= SECONDS
    assert terms <= TIMES * forms
