"""The wheel: exactly what belongs in it, and it works where no checkout is near."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("classifiers", "models", "processor", "templates")
CONFIG = """
[[mailbox]]
name = "support"
address = "support@vendor.example"
[mailbox.maildir]
path = "Maildir"

[smtp]
host = "127.0.0.1"
port = 1
security = "plain"
"""
MAIL = b"From: anna@customer.example\r\nTo: support@vendor.example\r\nSubject: The export fails\r\n\r\nSince today.\r\n"


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that this checkout makes."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(CHECKOUT))
    made = list(folder.glob("*.whl"))
    assert len(made) == 1
    return made[0]


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel alone in a folder; its dependencies are those of the environment."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def run(installed: Path, folder: Path, *command: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A command that finds our packages in `installed` first, run where nothing of ours lies."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIGNOFF_")}
    environment["PYTHONPATH"] = str(installed)
    return subprocess.run(
        command, cwd=folder, env=environment, input=stdin, capture_output=True, check=False, timeout=120
    )


def signoff(installed: Path, folder: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return run(installed, folder, str(installed / "bin" / "signoff"), *words, stdin=stdin)


def rows(output: bytes) -> Sequence[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_the_top_level_is_our_packages_and_the_metadata(wheel: Path, names: frozenset[str]) -> None:
    metadata = "-".join(wheel.name.split("-")[:2]) + ".dist-info"
    assert metadata.startswith("signoff-")
    assert {name.partition("/")[0] for name in names} == {*PACKAGES, metadata}


def test_everything_that_git_tracks_in_our_packages_is_in_the_wheel(names: frozenset[str]) -> None:
    command = ["git", "ls-files", "-z", "--", *PACKAGES]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        pytest.skip("not a git checkout, so nothing says what belongs to it")
    tracked = {name for name in done.stdout.split("\0") if name and (CHECKOUT / name).exists()}
    assert len(tracked) > 150
    assert tracked - names == set()


@pytest.mark.parametrize(
    "pattern",
    [
        "templates/mail/*.html",
        "templates/mail/*.txt",
        "templates/proposal/*",
        "templates/web/*.html",
        "templates/web/*/*.html",
        "templates/web/words/*.toml",
        "templates/web/static/*.*",
        "templates/web/static/vendor/*",
        "classifiers/starter.skops",
        "classifiers/starter.json",
        "classifiers/corpus/*.jsonl",
        "models/migrations/*.py",
        "*/py.typed",
    ],
)
def test_what_is_no_module_is_in_the_wheel_too(names: frozenset[str], pattern: str) -> None:
    there = {str(path.relative_to(CHECKOUT)) for path in CHECKOUT.glob(pattern)}
    assert there
    assert there <= names


def test_neither_tests_nor_caches_are_in_the_wheel(names: frozenset[str]) -> None:
    parts = {part for name in names for part in Path(name).parts}
    assert parts & {"tests", "bench", "docs", "tools", "__pycache__", "conftest.py"} == set()
    assert [name for name in names if Path(name).name.startswith("test_") or name.endswith((".pyc", ".db"))] == []


def test_the_command_runs_from_the_wheel(installed: Path, wheel: Path, tmp_path: Path) -> None:
    done = signoff(installed, tmp_path, "--version")
    assert done.stdout.decode().split()[-1] == wheel.name.split("-")[1], done.stderr
    where = run(installed, tmp_path, sys.executable, "-P", "-c", "import processor; print(processor.__file__)")
    assert where.stdout.decode().startswith(str(installed)), "the checkout stood in for the wheel"


def test_a_mail_is_read_and_judged_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = signoff(installed, tmp_path, "inspect", "--json", "-", stdin=MAIL)
    (report,) = rows(done.stdout)
    assert report["new_text"] == "Since today."
    assert report["classification"], "the model that ships was not found"


def test_database_model_and_templates_work_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / folder).mkdir(parents=True)
    assert signoff(installed, tmp_path, "migrate").returncode == 0
    found = {(row["check"], row["level"]) for row in rows(signoff(installed, tmp_path, "doctor", "--json").stdout)}
    assert {("database", "ok"), ("model", "ok"), ("templates", "ok"), ("mailbox support", "ok")} <= found
    assert ("smtp", "fail") in found, "nobody listens on that port"
