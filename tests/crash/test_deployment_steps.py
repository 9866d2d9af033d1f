"""Killed at steps of two deployments' last weeks, and started again: each form, acceptance and ticket exactly once.

A timer that fires, the form that is frozen and sent, the reply with outstanding issues, the deeming, the seals: of the
commits every fifteenth is chosen, since each trial plays three weeks.
"""

from typing import Any

import pytest

from tests.crash.deployment import ISSUES, wrong
from tests.crash.killing import Story, killed
from tests.crash.worker import Maker
from tests.servers.dovecot import Dovecot

pytestmark = pytest.mark.dovecot

FEWEST_COMMITS = 40
EACH = 15


def test_killed_on_the_way_to_completion(crash_makers: tuple[Maker, ...], dovecot: Dovecot, report: list[str]) -> None:
    points, kills, problems = killed(STORY, crash_makers, dovecot, lambda: "", _chosen)
    assert len([name for name in points if name == "before commit"]) >= FEWEST_COMMITS, points
    report.append(f"crash of a deployment: killed at {len(kills)} commits of {len(points)} points")
    assert not problems, "\n".join(problems)


def _chosen(points: list[str]) -> list[int]:
    """Which points to kill at, counted from 1."""
    return [at for at, name in enumerate(points, 1) if name == "before commit"][1::EACH]


def _as_it_should(whole: dict[str, Any]) -> None:
    """The run that nobody killed is the measure of the others, so it has to be right by itself."""
    one, two = whole["deployments"]["1"], whole["deployments"]["2"]
    assert (one["stage"], two["stage"]) == ("business_as_usual", "business_as_usual")
    assert (one["acceptances"], two["acceptances"]) == ([["signed", "told"]], [["deemed", "told"]])
    assert (one["outstanding"], one["tickets"]) == (list(ISSUES), 2)
    assert whole["mails"].count("approval_request olga@customer.example") == 2
    assert whole["leaves"] == ["acceptance", "acceptance", "certificate", "certificate"]
    assert whole["findings"] == []


STORY = Story("deployment", wrong, _as_it_should)
