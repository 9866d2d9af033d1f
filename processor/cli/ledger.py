"""`signoff ledger`: the evidence log, its signed heads and its keys."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.vocabulary import KeyPurpose, RevocationReason
from processor.cli import show
from processor.cli.exits import FAILED
from processor.cli.options import as_json, by, limit, words_of
from processor.cli.shell import Shell
from processor.cli.words import calm, moment, plural
from processor.clock import utc_now
from processor.errors import SettingsError

if TYPE_CHECKING:
    from processor.services.ledger import LedgerReport
    from processor.store.ledgerrows import SigningKeyRow

_REPLACED = [KeyPurpose.SEAL.value, KeyPurpose.LOG.value]


@click.group()
def ledger() -> None:
    """The evidence ledger: verify, checkpoint, keys, rotate, revoke."""


@ledger.command()
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A checkpoint that somebody else has kept, as receipts carry it; repeatable.",
)
@as_json
@click.pass_obj
def verify(shell: Shell, checkpoints: tuple[Path, ...], as_json: bool) -> None:
    """Recompute the whole ledger, and name what was edited, deleted, reordered or cut off."""
    older = [(str(path), _text(path)) for path in checkpoints]
    report = shell.app().ledger().verify(older)
    if as_json:
        show.json_line({"whole": report.is_whole, **_fields(report)})
    else:
        _print(report)
    if not report.is_whole:
        raise SystemExit(FAILED)


@ledger.command()
@as_json
@click.pass_obj
def checkpoint(shell: Shell, as_json: bool) -> None:
    """Print the newest signed head of the ledger: keep it elsewhere, and the ledger can't be rewritten unseen."""
    newest = shell.app().ledger().newest()
    if as_json:
        root = newest.root.hex()
        show.json_line(
            {"size": newest.size, "root": root, "note": newest.note, "signer": newest.signer, "at": newest.at}
        )
    else:
        click.echo(newest.note, nl=False)


@ledger.command()
@as_json
@click.pass_obj
def keys(shell: Shell, as_json: bool) -> None:
    """List all keys that sign, or once signed, for this installation."""
    rows = shell.app().ledger().all_keys()
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    cells = ((row.purpose.value, row.fingerprint, moment(row.valid_from), _standing(row)) for row in rows)
    show.table(("For", "Fingerprint", "From", "Now"), cells, empty="no keys yet: they come with the first acceptance")


@ledger.command()
@click.argument("purpose", type=click.Choice(_REPLACED))
@by
@as_json
@click.pass_obj
def rotate(shell: Shell, purpose: str, by: str, as_json: bool) -> None:
    """Make a new key that seals, or signs the log, from now on. The old one vouches for it, and is removed."""
    app = shell.app()
    row = app.rotate_key(KeyPurpose(purpose), by, utc_now())
    if as_json:
        show.json_line(row)
    else:
        click.echo(f"the {purpose} key is {row.fingerprint} from {moment(row.valid_from)} on")


@ledger.command()
@click.argument("fingerprint")
@click.option("--reason", type=words_of(RevocationReason), required=True, help="Why it is trusted no more.")
@by
@as_json
@click.pass_obj
def revoke(shell: Shell, fingerprint: str, reason: str, by: str, as_json: bool) -> None:
    """Trust a key no more from now on. One that signs has to be replaced first."""
    row = shell.app().revoke_key(fingerprint, RevocationReason(reason), by, utc_now())
    if as_json:
        show.json_line(row)
    else:
        click.echo(f"the {row.purpose.value} key {row.fingerprint} is revoked since {moment(row.revoked_at)}")


@ledger.command()
@click.option("--subject", default="", metavar="TEXT", help="To this only, such as 'ticket 17'.")
@click.option("--by", default="", metavar="NAME", help="By this person only.")
@limit
@as_json
@click.pass_obj
def changes(shell: Shell, subject: str, by: str, limit: int, as_json: bool) -> None:
    """List what people did, the newest first; each has its entry in the ledger."""
    rows = shell.app().store.views.changes(subject, by, limit)
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    cells = ((str(row.change_id), moment(row.at), row.by, row.action, row.subject) for row in rows)
    show.table((">Id", "When", "Who", "What", "To what"), cells, empty="nobody did anything yet")


def _text(path: Path) -> str:
    """The checkpoint in a file; what is no text is told as no checkpoint."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise SettingsError(f"{path}: can't be read: {error.strerror}") from error


def _fields(report: "LedgerReport") -> dict[str, object]:
    plain = show.plain(report)
    assert isinstance(plain, dict)
    return plain


def _print(report: "LedgerReport") -> None:
    for finding in report.findings:
        click.echo(f"{click.style('bad', fg='red', bold=True)}  {calm(finding.what)}: {calm(finding.sentence)}")
    if report.findings:
        click.echo()
    entries, heads = plural(report.entries, "entry", "entries"), plural(report.checkpoints, "checkpoint")
    kept = f" and {plural(report.older, 'checkpoint')} kept elsewhere" if report.older else ""
    click.echo(f"{entries}, {heads}{kept}; root {report.root}")
    later = [f"{report.unsigned} not signed yet"] * bool(report.unsigned)
    later += [f"{report.waiting} without a place yet"] * bool(report.waiting)
    if later:
        click.echo(", ".join(later))
    click.echo("the ledger is whole" if report.is_whole else plural(len(report.findings), "fault"))


def _standing(row: "SigningKeyRow") -> str:
    if row.revoked_at is not None:
        return f"revoked {moment(row.revoked_at)} ({row.revoked_for.value if row.revoked_for else ''})"
    return f"replaced {moment(row.retired_at)}" if row.retired_at is not None else "signs"
