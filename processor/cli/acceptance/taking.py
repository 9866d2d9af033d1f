"""`signoff acceptance export`."""

import os
import sys
from pathlib import Path

import click

from processor.cli.acceptance.reading import NUMBER
from processor.cli.shell import Shell
from processor.errors import Refused, SettingsError


@click.command()
@NUMBER
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where to; - for standard output. Else NUMBER.zip in this folder.",
)
@click.pass_obj
def export(shell: Shell, number: str, output: Path | None) -> None:
    """Write the bundle of an acceptance: everything that a stranger needs to check it, with standard tools.

    A file that is there already is never written over.
    """
    app = shell.app()
    bundle = app.bundles().export(number)
    if output == Path("-"):
        sys.stdout.buffer.write(bundle)
        return
    path = output or Path(f"{app.store.views.acceptance(number).line.number}.zip")
    _write(path, bundle)
    click.echo(f"{path} is written ({len(bundle):,} bytes); check it with: signoff acceptance verify {path}")


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over another file."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError as error:
        raise Refused(f"{path} is there already: name another file with -o, or move it away") from error
    except OSError as error:
        raise SettingsError(f"{path} can't be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Refused(f"{path} can't be written: {error.strerror}") from error
