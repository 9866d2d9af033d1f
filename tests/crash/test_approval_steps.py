"""Killed at steps of an approval, from the draft to the last receipt, and started again: one acceptance each.

The steps are those of a run that was watched; of its commits and syncs every fifth is chosen, since each trial costs
seconds of printing and sealing, and fewer of the lines to servers, at which the mixed set of mails is ended one by one.
"""

from collections import Counter
from typing import Any

import pytest

from tests.crash.approval import MAILS, wrong
from tests.crash.killing import Story, killed
from tests.crash.worker import Maker
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.dovecot

FEWEST_COMMITS = 15
EACH = 5
OTHERS = 6
"""How many steps that are no commits are chosen, spread over the whole."""

SOME = 6


def test_killed_on_the_way_to_an_acceptance(
    crash_makers: tuple[Maker, ...], dovecot: Dovecot, report: list[str]
) -> None:
    points, kills, problems = killed(STORY, crash_makers, dovecot, lambda: "", _chosen)
    commits = [name for name in points if name == "before commit"]
    assert len(commits) >= FEWEST_COMMITS, points
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(points[at - 1].split()[1] for at in kills).items())
    report.append(f"crash of an approval: killed at {len(kills)} of {len(points)} points ({kinds})")
    assert not problems, "\n".join(problems)


@pytest.mark.postgres
def test_killed_on_the_way_on_postgres(
    crash_makers: tuple[Maker, ...], dovecot: Dovecot, postgres: Postgres, report: list[str]
) -> None:
    points, kills, problems = killed(
        STORY, crash_makers, dovecot, postgres.empty, lambda points: _chosen(points)[::SOME]
    )
    report.append(f"crash of an approval: on PostgreSQL killed at {len(kills)} of {len(points)} points")
    assert not problems, "\n".join(problems)


def _chosen(points: list[str]) -> list[int]:
    """Which points to kill at, counted from 1."""
    kinds: dict[str, list[int]] = {"commit": [], "fsync": [], "": []}
    for at, name in enumerate(points, 1):
        kind = name.partition(" ")[2]
        kinds[kind if kind in kinds else ""].append(at)
    others = kinds[""][:: max(1, len(kinds[""]) // OTHERS)]
    return sorted([*kinds["commit"][1::EACH], *kinds["fsync"][::EACH], *others])


def _as_it_should(whole: dict[str, Any]) -> None:
    """The run that nobody killed is the measure of the others, so it has to be right by itself."""
    assert whole["outcomes"] == sorted(MAILS.values())
    assert whole["state"] == "accepted"
    assert whole["requests"] == ["accepted", "accepted"]
    assert [tuple(one) for one in whole["acceptances"]] == [
        ("000001", "vera@vendor.example", "told"),
        ("000002", "olga@customer.example", "told"),
    ]
    assert whole["certificates"] == 2
    assert whole["leaves"] == ["acceptance", "acceptance", "certificate", "certificate"]
    assert whole["scope"] == [2]
    receipts = [mail for mail in whole["mails"] if mail.startswith("approval_receipt")]
    assert receipts == [
        f"approval_receipt {who}@{at}.example"
        for who, at in (("olga", "customer"), ("paul", "customer"), ("vera", "vendor"))
    ]
    assert whole["findings"] == []


STORY = Story("approval", wrong, _as_it_should)
