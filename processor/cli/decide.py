"""`signoff decide`: what replies to requests for approval say, many at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.errors import SettingsError

if TYPE_CHECKING:
    from processor.services.jsonlines import Stream


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--jsonl", is_flag=True, help="One JSON object a line, in and out.")
def decide(file: str, jsonl: bool) -> None:
    """Judge replies to requests for approval by their words alone.

    Each line of FILE, or of standard input, is a reply: {"id", "text"}, with "kind"
    (proposal, go_live, completion), "from" (the From header), "sent" (the text that
    is answered), "known_lines" (of the sender's signature), "number" and "version"
    where they are known. Each line of the output is its judgement. A line that can't
    be understood ends it with exit code 2.
    """
    if not jsonl:
        raise click.UsageError("give --jsonl: one JSON object a line, in and out")
    from processor.services.deciding import decisions

    with _opened(file) as stream:
        for answer in decisions(stream):
            show.json_line(answer)


@contextmanager
def _opened(name: str) -> "Iterator[Stream]":
    if name == "-":
        yield sys.stdin.buffer  # type: ignore[misc]
        return
    try:
        with Path(name).open("rb") as file:
            yield file
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise SettingsError(f"{name} can't be opened: {error.strerror}") from error
