"""What the commands about users share: the login, a new password, and what is said at the end."""

import sys
from typing import TYPE_CHECKING

import click

from processor.cli import show

if TYPE_CHECKING:
    from processor.services.access.userlines import UserLine

LOGIN = click.argument("login", metavar="LOGIN")


def new_password() -> str:
    """A password, asked for twice on a terminal and else read as one line of standard input: never an argument."""
    if sys.stdin.isatty():
        answer: str = click.prompt("New password", hide_input=True, confirmation_prompt=True)
        return answer
    line = sys.stdin.buffer.readline(4096).decode("utf-8", "replace").rstrip("\r\n")
    if not line:
        raise click.UsageError("give the password on standard input, or run this on a terminal to be asked")
    return line


def tell(row: "UserLine", sentence: str, *, as_json: bool) -> None:
    """Prints the user for scripts, and else the sentence."""
    if as_json:
        show.json_line(row)
    else:
        click.echo(sentence)
