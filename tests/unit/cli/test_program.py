"""The command as a whole: help, mistypings, exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from processor.cli import main
from processor.cli.exits import code_of
from processor.cli.program import COMMANDS
from processor.errors import Permanent, Refused, SettingsError, SignoffError, Temporary
from processor.store.errors import ClaimLost, Stale
from tests.unit.cli.conftest import Signoff

HEAVY = (
    "numpy",
    "scipy",
    "sklearn",
    "peewee",
    "pydantic",
    "rich",
    "structlog",
    "starlette",
    "uvicorn",
    "jinja2",
    "lxml",
)
LISTED = [
    "run",
    "once",
    "pause",
    "resume",
    "doctor",
    "migrate",
    "ticket",
    "queue",
    "customer",
    "classify",
    "model",
    "inspect",
    "quarantine",
    "outbox",
]


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, list(words), prog_name="signoff")
    return done.exit_code, done.stdout, done.stderr


def test_every_command_is_listed_and_has_help() -> None:
    code, said, _ = run("--help")
    assert code == 0
    assert set(LISTED) <= set(COMMANDS)
    for name in COMMANDS:
        assert f"\n  {name} " in said
        assert run(name, "--help")[0] == 0


def leaves(command: click.Command, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        return [leaf for name, inner in command.commands.items() for leaf in leaves(inner, (*path, name))]
    return [(path, command)]


def test_every_command_says_what_it_does_and_every_option_too() -> None:
    group = main
    assert isinstance(group, click.Group)
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        for path, leaf in leaves(command, (name,)):
            assert leaf.help, path
            for option in leaf.params:
                assert not isinstance(option, click.Option) or option.help, (path, option.name)


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom processor.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    folder = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder)
    assert "HEAVY []" in done.stdout


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("tickt", "list"), "Did you mean 'ticket'?"),
        (("ticket", "lst"), "Did you mean 'list'?"),
        (("ticket", "list", "--jsn"), "Did you mean '--json'?"),
        (("ticket", "list", "--state", "opn"), "is not one of"),
        (("ticket", "show", "abc"), "is not a ticket number such as 1042"),
        (("run", "--only", "intake,pigeons"), "pigeons: choose from intake, handle, seal, deliver, timers, learn, web"),
        (("pause", "everything", "--reason", "x"), "is not one of"),
    ],
)
def test_what_is_mistyped_is_misuse_with_a_hint(words: tuple[str, ...], hint: str) -> None:
    code, _, said = run(*words)
    assert code == 2
    assert hint in said


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("x"), 2),
        (Refused("x"), 1),
        (Permanent("x"), 1),
        (SignoffError("x"), 1),
        (Temporary("x"), 75),
        (ClaimLost("x"), 75),
        (Stale("x"), 75),
    ],
)
def test_each_error_has_its_exit_code(error: SignoffError, code: int) -> None:
    assert code_of(error) == code


def test_a_broken_configuration_tells_every_fault_without_a_traceback(signoff: Signoff) -> None:
    signoff.config.write_text('[signof]\n[[mailbox]]\nname = "support"\n')
    done = signoff("ticket", "list", code=2)
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 4
    assert all(line.startswith(f"signoff: {signoff.config}: ") for line in lines)
    assert "did you mean 'signoff'?" in done.stderr


def test_a_missing_configuration_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNOFF_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    code, _, said = run("ticket", "list")
    assert code == 2
    assert "copy config.example.toml" in said


def test_a_database_that_cannot_be_opened_is_temporary(signoff: Signoff) -> None:
    signoff.config.write_text(signoff.config.read_text() + '[store]\nurl = "sqlite:////dev/null/signoff.db"\n')
    assert "can't be opened" in signoff("ticket", "list", code=75).stderr


def test_a_closed_pipe_is_quiet(signoff: Signoff) -> None:
    signoff("customer", "add", "Customer")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "processor.cli", "--config", str(signoff.config), "customer", "list", "--json"]
    folder = Path(__file__).parents[3]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, cwd=folder)
    os.close(writer)
    assert done.returncode == 1
    assert done.stderr == ""


def test_the_version_is_the_distributions() -> None:
    assert run("--version")[1].startswith("signoff, version ")
