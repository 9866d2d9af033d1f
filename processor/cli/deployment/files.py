"""Reading and writing the files that people name at the prompt."""

from pathlib import Path

import click

from processor.errors import Refused


def read_file(file: Path) -> bytes:
    """The bytes of a file. Raises Refused where it can't be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} can't be read: {error.strerror}") from error


def write_file(out: Path, body: bytes, *, again: bool = False) -> None:
    """Write a file, `-` for standard output. Raises Refused where one is there already, unless it may be `again`."""
    if str(out) == "-":
        click.echo(body, nl=False)
        return
    try:
        with out.open("wb" if again else "xb") as target:
            target.write(body)
    except FileExistsError:
        raise Refused(f"{out} is there already: choose another name") from None
    except OSError as error:
        raise Refused(f"{out} can't be written: {error.strerror}") from error
    click.echo(f"wrote {out}")
