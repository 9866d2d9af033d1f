"""Figures that tests measured, printed at the end of the run."""

import pytest

_said = pytest.StashKey[list[str]]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> list[str]:
    """Lines added here stand in the summary of the run."""
    return request.config.stash.setdefault(_said, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the tests had to say."""
    for line in config.stash.get(_said, []):
        terminalreporter.write_line(line)
