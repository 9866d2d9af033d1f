"""Options and arguments that several commands share, so that they mean the same everywhere."""

import sys
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import click

from processor.cli.shell import user_name

Command = TypeVar("Command", bound=Callable[..., Any])
Word = TypeVar("Word", bound=Enum)

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, for scripts.")
by = click.option("--by", metavar="NAME", default=user_name, show_default="your user name", help="Who does this.")
to = click.option(
    "--to",
    default="",
    metavar="ADDRESS",
    help="Who gets it in place of the requester: somebody of the ticket or of its customer.",
)
limit = click.option(
    "--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, metavar="N", help="At most so many rows."
)


class Number(click.ParamType[int]):
    """A ticket number, with or without the # that people write before it."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails for anything else."""
        digits = str(value).removeprefix("#")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            self.fail(f"{value!r} is not a ticket number such as 1042", param, ctx)
        return int(digits)


NUMBER = Number()


def number_argument(name: str = "number") -> Callable[[Command], Command]:
    """The argument that names a ticket."""
    return click.argument(name, type=NUMBER, metavar=name.upper())


def words_of(kind: type[Word]) -> click.Choice[str]:
    """A choice among an enum's values."""
    return click.Choice([str(member.value) for member in kind])


def text_or_stdin(value: str | None, what: str) -> str:
    """The text given; `-`, or nothing where something is piped in, is read from standard input as UTF-8."""
    if value is not None and value != "-":
        return value
    if value is None and sys.stdin.isatty():
        raise click.UsageError(f"give the {what} as an argument, or - to read it from standard input")
    return sys.stdin.buffer.read().decode("utf-8", "replace")
