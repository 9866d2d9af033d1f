"""Small functions, small modules, nothing put off, and no address in a tracked file that belongs to one machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CODE = ("processor", "classifiers", "models", "templates", "bench", "tools")
LONGEST_FUNCTION = 60
USUAL_FUNCTION = 30
USUAL_SHARE = 0.9
LONGEST_MODULE = 300
LONGEST_TEST = 600

# Written in pieces, so that this file passes its own test.
PUT_OFF = re.compile("|".join((r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", r"\bHA" + r"CK\b")))
HOSTS = re.compile(
    "|".join(
        (
            r"py" + r"pi\.",
            r"python" + r"hosted",
            r"arti" + r"factory",
            r"nex" + r"us\.",
            r"index" + r"[-_]url",
            r"extra" + r"[-_]index",
            r"find" + r"[-_]links",
            r"trusted" + r"[-_]host",
            r"conda\." + r"anaconda",
            r"registry\." + r"npmjs",
            r"files\." + r"[a-z]+\.(?:org|com|io)",
        )
    ),
    re.IGNORECASE,
)
PLACES = re.compile(
    r"(?<![\w.-])/(?:" + "|".join(("wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers", "m" + "nt")) + r")/[\w.-]"
)
FOREIGN = (".eml", ".skops")
"""Mails that others wrote and a trained file: their bytes are data, not ours to word."""


@cache
def tracked() -> tuple[Path, ...]:
    """Every tracked file that is there; outside a git checkout all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode == 0:
        paths = [CHECKOUT / name for name in done.stdout.split("\0") if name]
    else:
        paths = [path for path in CHECKOUT.rglob("*") if not any(part[0] == "." for part in _inside(path).parts)]
    return tuple(sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts))


def _inside(path: Path) -> Path:
    return path.relative_to(CHECKOUT)


def modules(*tops: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and _inside(path).parts[0] in tops]


def functions() -> Iterator[tuple[int, str]]:
    """Every function of code and tests: its lines and its place."""
    for path in modules(*CODE, "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield node.end_lineno - node.lineno + 1, f"{_inside(path)}:{node.lineno} {node.name}"


def lines_of(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in a tracked file that can be read as text."""
    found = []
    for path in tracked():
        if path.suffix in FOREIGN:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{_inside(path)}: {match[0]}" for match in pattern.finditer(text)]
    return found


def test_no_function_is_long_and_few_are_not_short() -> None:
    sizes = sorted(functions())
    assert len(sizes) > 1000
    assert [place for size, place in sizes if size > LONGEST_FUNCTION] == []
    usual = sum(size <= USUAL_FUNCTION for size, _ in sizes)
    assert usual >= USUAL_SHARE * len(sizes), sizes[-20:]


@pytest.mark.parametrize(("tops", "longest"), [(CODE, LONGEST_MODULE), (("tests",), LONGEST_TEST)])
def test_no_module_is_long(tops: tuple[str, ...], longest: int) -> None:
    found = modules(*tops)
    assert len(found) > 30
    assert {str(_inside(path)): lines_of(path) for path in found if lines_of(path) > longest} == {}


def test_nothing_is_put_off_by_a_comment() -> None:
    assert hits(PUT_OFF) == []


def test_no_package_registry_or_file_host_is_named() -> None:
    """An environment's index is its own affair: a committed one would break everybody else's."""
    assert hits(HOSTS) == []


def test_no_path_of_one_machine_is_named() -> None:
    assert hits(PLACES) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PUT_OFF, "# TO" + "DO: later"),
        (HOSTS, "--index" + "-url"),
        (HOSTS, "https://py" + "pi.org/simple"),
        (PLACES, "see /ho" + "me/anna/mail"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
