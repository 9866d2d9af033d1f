"""A pytest plugin that switches off rules of the table of failures, by the environment variable SIGNOFF_DISABLE.

`SIGNOFF_DISABLE=51/0 pytest -p tests.failures.disable tests/...` switches off the first rule of line 51. With the value
`all` each rule is switched off in turn and its test run, in a process of its own that is forked after collection; how
the stages of the tests ended goes, by rule, into the file that SIGNOFF_DISABLE_REPORT names.
"""

import gc
import json
import os
import pickle
import traceback
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

import pytest

from tests.failures.hows import switch_off
from tests.failures.row import Rule
from tests.failures.table import ROWS, THREATS

VARIABLE, REPORT = "SIGNOFF_DISABLE", "SIGNOFF_DISABLE_REPORT"
RULES = {f"{row.line}/{place}": rule for row in (*ROWS, *THREATS) for place, rule in enumerate(row.rules)}
AT_ONCE = 2
Stages = list[tuple[str, str, str]]

_stages: Stages = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep how each stage ended, and the end of what went wrong."""
    _stages.append((str(report.when), report.outcome, str(report.longrepr or "")[-500:]))


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Only now, when every module that holds a rule has been imported, is it switched off."""
    if os.environ[VARIABLE] != "all":
        rule = RULES[os.environ[VARIABLE]]
        switch_off(rule.name, rule.how)
        return None
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined] # one folder for all children
    gc.collect()
    gc.freeze()  # else each child's collector writes to, and so copies, all that it shares with its parent
    Path(os.environ[REPORT]).write_text(json.dumps(_run_all(session)))
    return True


def _run_all(session: pytest.Session) -> dict[str, Stages]:
    """A few children at once, until every rule had its turn; those that wait for servers and clocks first."""
    once = {id(rule): key for key, rule in RULES.items()}  # a rule that stands in two rows is switched off once
    waiting = sorted(once.values(), key=lambda key: "contract/mailbox" not in RULES[key].test, reverse=True)
    running: dict[int, tuple[str, Connection]] = {}
    found: dict[str, Stages] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            key = waiting.pop()
            child, pipe = _fork(session, RULES[key])
            running[child] = key, pipe
        key, pipe = running.pop(os.wait()[0])
        try:
            found[key] = pipe.recv()
        except (EOFError, pickle.UnpicklingError):
            found[key] = [("collect", "failed", "its process ended without a word")]
        pipe.close()
    return {key: found[once[id(rule)]] for key, rule in RULES.items()}


def _fork(session: pytest.Session, rule: Rule) -> tuple[int, Connection]:
    """A child that runs the rule's test without the rule, and the pipe by which it tells."""
    here, there = Pipe(duplex=False)
    child = os.fork()
    if child:
        there.close()
        return child, here
    try:
        there.send(_without(session, rule))
    except BaseException:  # noqa: BLE001 - nothing of the parent's may run on in the child
        traceback.print_exc()
    finally:
        os._exit(0)


def _without(session: pytest.Session, rule: Rule) -> Stages:
    switch_off(rule.name, rule.how)
    items = [item for item in session.items if item.nodeid == rule.test or item.nodeid.startswith(f"{rule.test}[")]
    for item in items:
        item.add_marker(pytest.mark.timeout(rule.seconds, func_only=True))
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if any(result == "failed" for _, result, _ in _stages):
            break
    return _stages
