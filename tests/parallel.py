"""How the tests share two processors: what belongs together, what comes first, and what has to be alone.

`make test` runs the suite in two steps: by two worker processes, each with servers of its own, whatever is not marked
`measured`; then, with nothing beside them, the tests that are. `pytest` by itself runs everything in one process.
"""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

MEASURED = "measured"
SCATTERED = ("tests/contract/", "tests/e2e/")
"""Here tests are dealt out one by one: they share servers, which serve a whole worker. Elsewhere the tests of a file
stay together, for what is built once for its module."""
FIRST = (
    "tests/failures/",
    "tests/crash/",
    "tests/unit/classifiers/",
    "tests/e2e/",
    "tests/web/",
    "tests/contract/mailbox/",
)
"""What takes longest comes first, so that no worker is left with a long test when the other has ended."""

MEMORY = Path("/dev/shm")
ROOM = 3 * 1024**3

_set_aside = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which of the two steps this is."""
    parser.addoption(
        "--measured",
        choices=("with", "without", "only"),
        default="with",
        help="tests that measure and so have to run alone: run them with the others, leave them out, or only them",
    )


def pytest_configure() -> None:
    """The folders of tests, servers and browsers lie in memory where there is room: thousands of small commits and of
    new files wait for no disk.

    No test asks what a disk does when the power fails, and what a killed process wrote is not lost there either.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        found = os.statvfs(MEMORY)
        if found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & os.ST_NOEXEC:
            os.environ.setdefault("TMPDIR", str(MEMORY))
            tempfile.tempdir = None  # asked for before, it would be remembered
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process that a test starts compiles the program anew
    sys.dont_write_bytecode = False


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The step of the few does not read the many: a file that nowhere says the marker's name has no such test.

    Files that are named on the command line are never asked about, and what wears the marker unsaid is refused below.
    """
    if config.getoption(MEASURED) != "only" or collection_path.suffix != ".py" or _says_measured(collection_path):
        return None
    config.stash[_set_aside] = config.stash.get(_set_aside, 0) + 1
    return True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """What is collected stays to the end: the garbage collector need not look through it all again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose the tests of this step among those that -k and -m left; for workers, put the long ones first."""
    step = config.getoption(MEASURED)
    _refuse_unsaid(items)
    aside = [item for item in items if step != "with" and _is_measured(item) is not (step == "only")]
    config.stash[_set_aside] = config.stash.get(_set_aside, 0) + len(aside)
    if aside:
        config.hook.pytest_deselected(items=aside)
        items[:] = [item for item in items if item not in set(aside)]
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _rank(item.nodeid))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """That a step has nothing to run is well where its tests belong to the other step; a worker tells of its own."""
    aside = session.config.stash.get(_set_aside, 0)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[MEASURED] = aside
    elif exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and aside:
        session.exitstatus = pytest.ExitCode.OK


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Deals the tests out in the order above. (xdist's own groups have no effect with pytest 9.2.)"""
    config.option.loadscopereorder = False
    return _Dealing(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker left to the other step counts here."""
    node.config.stash[_set_aside] = getattr(node, "workeroutput", {}).get(MEASURED, 0)


class _Dealing(LoadScopeScheduling):
    """What goes to one worker as a whole: a file, or a single test where servers are all that tests share."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(SCATTERED) else nodeid.partition("::")[0]


def _is_measured(item: pytest.Item) -> bool:
    return item.get_closest_marker(MEASURED) is not None


def _refuse_unsaid(items: list[pytest.Item]) -> None:
    """Nothing may fall between the two steps: who has the marker from elsewhere still has to say it in its own file."""
    for path in {item.path for item in items if _is_measured(item)}:
        if not _says_measured(path):
            raise pytest.UsageError(f"{path} has tests marked {MEASURED} but does not say so: name the marker in it")


def _says_measured(path: Path) -> bool:
    return MEASURED.encode() in path.read_bytes()


def _rank(nodeid: str) -> int:
    return next((at for at, folder in enumerate(FIRST) if nodeid.startswith(folder)), len(FIRST))
