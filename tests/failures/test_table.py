"""The table of failures is whole, names what exists, and each rule's absence breaks the test that it names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.failures import disable
from tests.failures.disable import REPORT, RULES, VARIABLE, Stages
from tests.failures.hows import Becomes, find
from tests.failures.table import ROWS, THREATS

ROOT = Path(__file__).resolve().parents[2]
LINES = [str(number) for number in range(1, 92)]
NAMED = sorted({test for row in (*ROWS, *THREATS) for test in row.tests})
BETWEEN = {"53": ["53a", "53b", "53c", "53d", "53e"], "63": ["63a", "63b", "63c"]}


def pytest_in_a_process(*arguments: str, **environment: str) -> None:
    """Runs pytest in the checkout, in a process of its own; fails unless it ends well."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        env=outside | environment,
        capture_output=True,
        text=True,
        timeout=840,  # a minute on an idle machine of two cores
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stages]:
    """How the test of each rule ended while the rule was switched off.

    Most of what is collected is to fail, and nobody reads why: plain asserts take no minutes to compare what is long.
    """
    folder = tmp_path_factory.mktemp("table")
    report = folder / "report.json"
    options = ("-s", "--assert=plain", "--tb=native", "-p", disable.__name__, f"--basetemp={folder / 'tests'}")
    pytest_in_a_process(*options, *NAMED, **{VARIABLE: "all", REPORT: str(report)})
    found: dict[str, Stages] = json.loads(report.read_text())
    return found


def test_every_line_stands_in_the_table_once_and_in_order() -> None:
    assert [row.line for row in ROWS] == [line for number in LINES for line in (number, *BETWEEN.get(number, []))]


def test_every_threat_has_a_name_of_its_own() -> None:
    names = [row.line for row in THREATS]
    assert len(set(names)) == len(names) == 22


def test_every_line_says_what_fails_and_has_a_test_or_a_reason() -> None:
    for row in (*ROWS, *THREATS):
        assert len(row.failure) > 20, row.line
        assert row.rules or row.reason, row.line
        assert row.reason is None or len(row.reason.why) > 20, row.line


@pytest.mark.timeout(900)
def test_every_named_test_exists(stages: dict[str, Stages]) -> None:
    """They are collected with those of the rules: pytest ends with an error where one is missing."""
    assert stages.keys() == RULES.keys()


@pytest.mark.parametrize("key", RULES)
def test_every_named_rule_exists(key: str) -> None:
    rule = RULES[key]
    assert find(rule.name) is not None
    assert callable(find(rule.name)) is not isinstance(rule.how, Becomes)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("key", RULES)
def test_without_the_rule_its_test_fails(key: str, stages: dict[str, Stages]) -> None:
    ended = [(stage, result) for stage, result, _ in stages[key]]
    if ("setup", "skipped") in ended:
        assert os.environ.get("SIGNOFF_REQUIRE_ALL") != "1", stages[key]
        pytest.skip(stages[key][0][2])
    assert ("call", "failed") in ended, stages[key]
    assert not {("collect", "failed"), ("setup", "failed")} & set(ended), stages[key]
