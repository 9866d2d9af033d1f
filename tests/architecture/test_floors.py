"""The house's floors: import contracts, no undeclared room, and a core that loads nothing from outside."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[2]
PROCESSOR = CHECKOUT / "processor"
CORE = ("routing", "deployments", "approvals", "tickets", "forms", "sla", "effects", "facts")
OURS = ("processor", "classifiers", "models", "templates")

YARDSTICK = ("asyncio", "email.message", "email.policy", "http.client", "logging.config", "unittest.mock")
TIMES = 4.5
"""A room may cost this many times what these modules of the standard library do, measured beside it: seconds by
themselves say more of the machine than of the room."""
"""CPU time that the import of one deciding room may take, beside an interpreter that imports nothing."""

STORY = {"processor.demo"}
"""Plays a customer with a mail program and a provider with servers, on packages that nothing else is allowed."""

NAMESPACES = {"processor", "processor.reading", "models"}
PYTHONS_OWN = "_sysconfigdata"
"""What sysconfig, which zoneinfo asks where the time zones are, is configured by: a module named after the machine."""

SHARED = ("models.businesshours", "models.vocabulary", "processor.reading.newtext")
"""What deciding rooms load beside each other; the cutting of replies is pure, and the grammar stands on it."""


def contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in found}


def rooms() -> set[str]:
    """Every folder and every module directly under processor."""
    folders = {path.parent.name for path in PROCESSOR.glob("*/__init__.py")}
    return folders | {path.stem for path in PROCESSOR.glob("*.py") if path.stem != "__init__"}


def test_every_import_contract_is_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    done = subprocess.run(
        [*command, "--cache-dir", str(tmp_path), "--config", str(CHECKOUT / "pyproject.toml")],
        cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert f"Contracts: {len(contracts())} kept, 0 broken" in done.stdout


def test_every_room_stands_on_a_floor() -> None:
    floors = contracts()["floors"]
    assert floors["exhaustive"]
    declared = {room.strip(" ()") for floor in floors["layers"] for room in floor.split("|")}
    assert rooms() - declared == set()
    assert declared - rooms() == set(), "a floor without its room"


def outside_imports() -> dict[str, set[str]]:
    """Who imports each package that is neither ours nor Python's: rooms of processor, and the other top packages."""
    found: dict[str, set[str]] = {}
    for top in OURS:
        for path in (CHECKOUT / top).rglob("*.py"):
            parts = path.relative_to(CHECKOUT).with_suffix("").parts
            room = ".".join(parts[:2]) if top == "processor" else top
            for package in imported(path) - set(sys.stdlib_module_names) - set(OURS):
                found.setdefault(package, set()).add(room)
    return found


def imported(path: Path) -> set[str]:
    """The top packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_every_outside_package_has_one_door() -> None:
    """A contract holds what it names; this holds that it names all of it."""
    doors = [contract for name, contract in contracts().items() if name.startswith("door-")]
    held = {package: set(door["allowed_importers"]) for door in doors for package in door["protected_modules"]}
    used = outside_imports()
    assert len(used) > 15
    assert {package for package, rooms in used.items() if rooms != STORY} - set(held) == set(), "no door"
    assert {package for package in held if package not in used} - set(sys.stdlib_module_names) == set(), "no user"
    for package, rooms in used.items():
        allowed = {".".join(importer.split(".")[:2]) for importer in held.get(package, STORY)}
        assert rooms <= allowed, package


def test_the_deciding_rooms_may_not_even_reach_outside_indirectly() -> None:
    core = contracts()["pure-core"]
    assert set(core["source_modules"]) == {f"processor.{room}" for room in CORE}
    assert not core.get("allow_indirect_imports", False)


LOOK = """
import json, sys, time
before = set(sys.modules)
began = time.process_time()
import importlib
importlib.import_module(sys.argv[1])
for name in [name for name in sys.argv[2].split(",") if name]:
    importlib.import_module(name)
took = time.process_time() - began
print(json.dumps({"seconds": took, "loaded": sorted(set(sys.modules) - before)}))
"""


def loaded_by(room: str) -> dict[str, Any]:
    """What a fresh interpreter loads for a room with all its modules, and its CPU time: the best of three.

    Bytecode is kept, as it is where the package is installed, so that only the first of them compiles the source.
    """
    folder = PROCESSOR / room
    modules = [
        ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
        for path in sorted(folder.rglob("*.py"))
        if path.stem != "__init__"
    ]
    command = [sys.executable, "-c", LOOK, f"processor.{room}", ",".join(modules)]
    answers: list[dict[str, Any]] = []
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(3):
        done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=True, timeout=60)
        answers.append(json.loads(done.stdout))
    return min(answers, key=lambda answer: float(answer["seconds"]))


@pytest.mark.parametrize("room", CORE)
def test_a_deciding_room_loads_only_the_standard_library_and_the_core(room: str) -> None:
    found = loaded_by(room)
    names = [str(name) for name in found["loaded"]]
    known = {*sys.stdlib_module_names, *OURS}
    outside = [name for name in names if name.partition(".")[0] not in known and not name.startswith(PYTHONS_OWN)]
    assert outside == []
    below = {*CORE, "errors", "ids"}
    ours = [name for name in names if name.partition(".")[0] in OURS]
    stray = [
        name for name in ours if not (name in NAMESPACES or name.startswith(SHARED) or name.split(".")[1:2][0] in below)
    ]
    assert stray == []
    assert f"processor.{room}" in names


def yardstick() -> float:
    """What the yardstick costs a fresh interpreter in CPU seconds."""
    command = [sys.executable, "-c", LOOK, YARDSTICK[0], ",".join(YARDSTICK[1:])]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60)
    return float(json.loads(done.stdout)["seconds"])


@pytest.mark.measured
@pytest.mark.parametrize("room", CORE)
def test_a_deciding_room_is_imported_in_no_time(room: str) -> None:
    before = yardstick()
    took = float(loaded_by(room)["seconds"])
    assert took < TIMES * max(before, yardstick())
