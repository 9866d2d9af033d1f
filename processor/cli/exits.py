"""Exit codes: 0 done, 1 failed or refused, 2 misconfigured or misused, 75 temporary failure (sysexits EX_TEMPFAIL)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from processor.cli.words import calm
from processor.errors import Permanent, SettingsError, SignoffError, Temporary

FAILED: Final = 1
MISCONFIGURED: Final = 2
TEMPORARY: Final = 75


@contextmanager
def exit_codes(ctx: click.Context) -> Iterator[None]:
    """Every error that is meant for a person becomes its sentences on standard error, and the exit code."""
    try:
        yield
    except SignoffError as error:
        for line in str(error).splitlines():
            click.echo(f"signoff: {calm(line)}", err=True)
        ctx.exit(code_of(error))


@contextmanager
def usable_model() -> Iterator[None]:
    """That there is no model to judge by becomes a sentence and exit code 1."""
    from classifiers.verdict import ModelUnusable

    try:
        yield
    except ModelUnusable as error:
        raise Permanent(str(error)) from error


def code_of(error: SignoffError) -> int:
    """The exit code that an error stands for; what lost a race against another process may be tried again."""
    if isinstance(error, SettingsError):
        return MISCONFIGURED
    if isinstance(error, Temporary) or type(error).__name__ in {"ClaimLost", "Stale"}:
        return TEMPORARY
    return FAILED
