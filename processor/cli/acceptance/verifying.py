"""`signoff acceptance verify`: needs no configuration, no database and no net."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from processor.cli import show
from processor.cli.exits import FAILED
from processor.cli.options import as_json
from processor.cli.words import moment, one_line
from processor.clock import utc_now
from processor.errors import SettingsError

if TYPE_CHECKING:
    from processor.evidence.verify.checks import Verification

_FILE = click.Path(path_type=Path, dir_okay=False)
_MARKS: Final = {"passed": ("✓", "green"), "failed": ("✗", "red"), "not_done": ("–", "yellow")}
_VERDICTS: Final = {
    "valid": ("VALID", "green", "everything holds"),
    "incomplete": ("INCOMPLETE", "yellow", "nothing is wrong, but not everything could be checked"),
    "invalid": ("INVALID", "red", "at least one thing does not hold: do not rely on it"),
}


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--root", type=_FILE, metavar="FILE", help="The vendor's root certificate that YOU have.")
@click.option("--root-fingerprint", metavar="HEX", default="", help="Or its SHA-256, from contract or receipt.")
@click.option(
    "--checkpoint",
    "checkpoints",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="A checkpoint of the log that you have kept, or a receipt.json with one; repeatable.",
)
@click.option("--timestamp-root", type=_FILE, metavar="FILE", help="The root certificate of the stamping authority.")
@as_json
def verify(
    bundle: Path,
    root: Path | None,
    root_fingerprint: str,
    checkpoints: tuple[Path, ...],
    timestamp_root: Path | None,
    as_json: bool,
) -> None:
    """Check the evidence of an acceptance: a bundle, the folder it was unpacked to, or a certificate alone.

    Works offline, without configuration or database. Exit code 1 when anything is wrong; what could not be checked
    for want of a file is named, and is no failure.
    """
    from processor.evidence.verify.seal import Pins
    from processor.services.verification import verify as look

    pins = Pins(
        root=_bytes(root) if root else b"",
        fingerprint=_fingerprint(root_fingerprint),
        timestamp_roots=_bytes(timestamp_root) if timestamp_root else b"",
        checkpoints=tuple(_checkpoint(_bytes(path)) for path in checkpoints),
    )
    try:
        found = look(sys.stdin.buffer.read() if bundle == Path("-") else bundle, pins, utc_now())
    except OSError as error:
        raise SettingsError(f"{bundle}: can't be read: {error.strerror}") from error
    if as_json:
        show.json_line(found.as_json())
    else:
        _print(found)
    if found.verdict.value == "invalid":
        raise SystemExit(FAILED)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: can't be read: {error.strerror}") from error


def _fingerprint(text: str) -> str:
    plain = re.sub(r"[\s:]", "", text).lower()
    if plain and not re.fullmatch(r"[0-9a-f]{64}", plain):
        raise click.BadParameter("it is not a SHA-256: 64 hexadecimal digits", param_hint="--root-fingerprint")
    return plain


def _checkpoint(content: bytes) -> str:
    """The checkpoint in a file: as the note itself, or as a receipt carries it."""
    text = content.decode("utf-8", "replace")
    try:
        receipt = json.loads(text)
    except ValueError:
        return text
    return str(receipt.get("checkpoint", "")) if isinstance(receipt, dict) else text


def _print(found: "Verification") -> None:
    word, colour, meaning = _VERDICTS[found.verdict.value]
    click.echo(f"{click.style(word, fg=colour, bold=True)}  {meaning}")
    show.facts(_facts(found))
    click.echo()
    width = max(len(check.name) for check in found.checks)
    for check in found.checks:
        mark, colour = _MARKS[check.result.value]
        name = check.name.replace("_", " ").ljust(width)
        click.echo(f"{click.style(mark, fg=colour, bold=True)} {name}  {one_line(check.detail)}")


def _facts(found: "Verification") -> tuple[tuple[str, str], ...]:
    """What the sealed acceptance.json says; shown only as such while something does not hold."""
    parts = {name: _object(found.acceptance.get(name)) for name in ("acceptance", "document", "approver")}
    document, approver, own = parts["document"], parts["approver"], parts["acceptance"]
    what = (
        f"{document.get('kind')} {document.get('number')}, version {document.get('version')}: {document.get('title')}"
    )
    who = f"{approver.get('name')} <{approver.get('address')}>, {own.get('accepted_at')}, level {own.get('assurance')}"
    return (
        ("acceptance", one_line(found.number)),
        ("of", one_line(what) if document else ""),
        ("by", one_line(who) if approver else ""),
        ("sealed", moment(found.sealed_at)),
        ("root", found.root_fingerprint),
        ("certificate", found.certificate_sha256),
    )


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
