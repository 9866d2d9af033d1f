"""Figures that tests measured, printed at the end of the run; those of worker processes too."""

from typing import Any

import pytest

_said = pytest.StashKey[list[str]]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> list[str]:
    """Lines added here stand in the summary of the run."""
    return request.config.stash.setdefault(_said, [])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its lines to the process that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["report"] = session.config.stash.get(_said, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker has ended: its lines are ours now; one that crashed left none."""
    node.config.stash.setdefault(_said, []).extend(getattr(node, "workeroutput", {}).get("report", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the tests had to say."""
    for line in config.stash.get(_said, []):
        terminalreporter.write_line(line)
