"""`signoff acceptance list` and `signoff acceptance show`."""

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from models.vocabulary import SealState
from processor.cli import show
from processor.cli.options import as_json, limit
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line, plural

if TYPE_CHECKING:
    from processor.store.views.acceptances import AcceptanceLine, AcceptanceView

NUMBER = click.argument("number", metavar="NUMBER")
COLUMNS = ("Number", "Type", "Document", "Accepted", "By", "Level", "Evidence", "Title")
_KINDS = {"proposal": "PR", "go_live": "GL", "completion": "CP"}
_LEFT_OUT = frozenset({"line", "leaf_key", "salt"})


@click.command("list")
@limit
@as_json
@click.pass_obj
def list_acceptances(shell: Shell, limit: int, as_json: bool) -> None:
    """List acceptances, the newest first."""
    lines = shell.app().store.views.acceptances(limit)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    show.table(COLUMNS, (_cells(line) for line in lines), empty="nothing was accepted yet")


def _cells(line: "AcceptanceLine") -> tuple[str, ...]:
    return (
        line.number or f"({line.acceptance_id})",
        line.type.value,
        _document(line),
        moment(line.accepted_at),
        line.address,
        line.assurance.value,
        _evidence(line),
        line.title,
    )


def _document(line: "AcceptanceLine") -> str:
    return f"{_KINDS.get(line.kind.value, line.kind.value)}-{line.document_number} v{line.document_version}"


def _evidence(line: "AcceptanceLine") -> str:
    """How far the evidence is, and whether the acceptance stands."""
    if line.disputed:
        return "disputed"
    if line.upheld is False:
        return "annulled"
    if line.seal is SealState.TOLD:
        return "sealed"
    return f"waits: {line.seal_error}" if line.seal_error else "waits for its seal"


@click.command("show")
@NUMBER
@as_json
@click.pass_obj
def show_acceptance(shell: Shell, number: str, as_json: bool) -> None:
    """Show one acceptance: what was accepted, by whom, what was checked, and its evidence.

    NUMBER is one such as AC-2026-000017, or that of the row while it has none yet.
    """
    view = shell.app().store.views.acceptance(number)
    if as_json:
        show.json_line(_plain(view))
        return
    _head(view)
    show.heading("What was looked at")
    for check in view.record["checks"]:
        click.echo(f"  {check['result'].replace('_', ' '):<9} {one_line(check['name'])}: {one_line(check['detail'])}")
    if (view.record.get("reply") or {}).get("text"):
        show.heading("The reply")
        show.body(view.record["reply"]["text"])
    if view.objections:
        show.heading(plural(len(view.objections), "objection"))
        for objection in view.objections:
            click.echo(f"  {moment(objection.at)}  {one_line(objection.address)}: {one_line(objection.text, 160)}")


def _plain(view: "AcceptanceView") -> dict[str, object]:
    """What list gives of an acceptance, and all that belongs to it; not the key of its request, nor its salt."""
    line = {field.name: getattr(view.line, field.name) for field in fields(view.line)}
    return line | {field.name: getattr(view, field.name) for field in fields(view) if field.name not in _LEFT_OUT}


def _head(view: "AcceptanceView") -> None:
    line, record = view.line, view.record
    document = record["document"]
    title = f"{line.number or 'No number yet'}  {_document(line)}  {one_line(line.title)}"
    click.secho(title, bold=True)
    price = f"{document['price']} {document['currency']}" if document["price"] else ""
    order = (record.get("judgement") or {}).get("purchase_order", "")
    settled = f"{'upheld' if line.upheld else 'annulled'} by {view.settled_by}, {moment(view.settled_at)}"
    show.facts(
        (
            ("type", line.type.value),
            ("accepted by", one_line(f"{line.name} <{line.address}> ({line.side})")),
            ("accepted", moment(line.accepted_at)),
            ("recorded by", one_line(str(record["acceptance"]["recorded_by"]))),
            ("on", one_line(str(record["acceptance"]["evidence"]))),
            ("level", line.assurance.value),
            ("price", one_line(price)),
            ("order", one_line(str(order))),
            ("evidence", _evidence(line)),
            ("objections", f"until {moment(line.objection_until)}"),
            ("settled", f"{settled}: {one_line(view.settled_why)}" if view.settled_at else ""),
            ("document", view.document_sha256),
            ("certificate", line.certificate_sha256),
            ("receipt to", ", ".join(map(one_line, view.receipt_to))),
        )
    )
