"""`signoff classify`: what the model says of many mails at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.cli.exits import usable_model
from processor.cli.shell import Shell
from processor.errors import SettingsError

if TYPE_CHECKING:
    from processor.services.jsonlines import Stream


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--jsonl", is_flag=True, help="One JSON object a line, in and out.")
@click.pass_obj
def classify(shell: Shell, file: str, jsonl: bool) -> None:
    """Classify mails in bulk, in order and as they come.

    Each line of FILE, or of standard input, is a mail: {"id", "subject", "body"}, and
    "from" and "stage" (deployment, warranty, business_as_usual) where they are known.
    Each line of the output is its answer. Needs no configuration; with one, its
    current model judges. A line that can't be understood ends it with exit code 2.
    """
    if not jsonl:
        raise click.UsageError("give --jsonl: one JSON object a line, in and out")
    from processor.bootstrap.adapters import classifier_of
    from processor.observability.log import configure_log
    from processor.services.classify import answers

    configure_log("warning", "auto")  # what is not for standard output, which holds answers alone
    classifier = classifier_of(shell.settings_if_any())
    with _opened(file) as stream, usable_model():
        for answer in answers(classifier, stream):
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
