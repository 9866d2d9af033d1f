"""`signoff deployment go-live` and `complete`: the forms that are signed, and when the system was taken live."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.vocabulary import ApprovalKind, LiveRecord, Quorum
from processor.cli.deployment.naming import deployment_argument, moment_in
from processor.cli.deployment.reading import print_issues, print_timers
from processor.cli.deployment.staging import run, say
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.clock import utc_now
from processor.errors import Refused
from processor.ids import document_name

if TYPE_CHECKING:
    from processor.store.views.deployments import DeploymentView

Lines = tuple[tuple[str, str], ...]


class Line(click.ParamType[tuple[str, str]]):
    """What a form says: a label and its words."""

    name = "line"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Label and words; fails for anything else."""
        label, sign, words = str(value).partition("=")
        if not sign or not label.strip() or not words.strip():
            self.fail(f'{value!r} is not a line such as "Cut-over=24 March, 18:00"', param, ctx)
        return label.strip(), words.strip()


_lines = click.option(
    "--line", "lines", type=Line(), multiple=True, metavar="LABEL=TEXT", help="What the form says beside; repeatable."
)
_files = click.option(
    "--file",
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A document that is signed as part of it; repeatable.",
)
_every = click.option("--all", "every", is_flag=True, help="Every approver has to approve, not any one of them.")
_to = click.option("--approver", "address", required=True, metavar="ADDRESS", help="Who accepted it.")
_evidence = click.option("--evidence", required=True, help="How and when they did: on paper, by phone, with whom.")


@click.group("go-live")
def go_live() -> None:
    """Go-Live, its form and date: send, record, live, withdraw."""


@click.group()
def complete() -> None:
    """The Completion form: send, record, deem, withdraw."""


def _send(
    shell: Shell,
    number: int,
    lines: Lines,
    files: tuple[Path, ...],
    *,
    kind: ApprovalKind,
    every: bool,
    by: str,
    as_json: bool,
) -> None:
    from processor.facts.deployments import DraftForm
    from processor.services.drafts import attachables

    service = shell.app().deployments()
    attached = attachables(files)
    documents = tuple(file.document for file in attached)
    form = DraftForm(by, "", lines, documents, Quorum.ALL if every else Quorum.ANY)
    send = service.send_go_live if kind is ApprovalKind.GO_LIVE else service.send_completion
    view = send(number, form, attached, utc_now())
    say(view, as_json=as_json)
    if not as_json:
        _tell_sent(view, kind)


def _tell_sent(view: "DeploymentView", kind: ApprovalKind) -> None:
    for paper in view.papers:
        if paper.kind is kind:
            click.echo(f"{document_name(kind, paper.number)} version {paper.version} goes to the customer's approvers")


@go_live.command("send")
@deployment_argument
@_lines
@_files
@_every
@by
@as_json
@click.pass_obj
def send_go_live(
    shell: Shell, number: int, lines: Lines, files: tuple[Path, ...], every: bool, by: str, as_json: bool
) -> None:
    """Send the Go-Live form to the customer's approvers; refused while a condition is unmet."""
    _send(shell, number, lines, files, kind=ApprovalKind.GO_LIVE, every=every, by=by, as_json=as_json)


@complete.command("send")
@deployment_argument
@_lines
@_files
@_every
@by
@as_json
@click.pass_obj
def send_completion(
    shell: Shell, number: int, lines: Lines, files: tuple[Path, ...], every: bool, by: str, as_json: bool
) -> None:
    """Send the Completion form now: with documents of its own, or again; else it leaves by itself on day 7."""
    _send(shell, number, lines, files, kind=ApprovalKind.COMPLETION, every=every, by=by, as_json=as_json)


@go_live.command("record")
@deployment_argument
@_to
@_evidence
@by
@as_json
@click.pass_obj
def record_go_live(shell: Shell, number: int, address: str, evidence: str, by: str, as_json: bool) -> None:
    """Record that an approver accepted the Go-Live form by another way than by mail."""
    app = shell.app()
    app.proposals().record_by_hand(number, address, by, evidence, utc_now(), ApprovalKind.GO_LIVE)
    say(app.deployments().show(number), as_json=as_json)


@go_live.command()
@deployment_argument
@click.option("--at", required=True, metavar="MOMENT", help="When, such as 2031-03-24T18:00, on the customer's clock.")
@click.option("--assessed", is_flag=True, help="Assessed by us: the customer refuses the form, or is silent.")
@click.option("--reason", default="", help="Why so; needed with --assessed and to change a date.")
@by
@as_json
@click.pass_obj
def live(shell: Shell, number: int, at: str, assessed: bool, reason: str, by: str, as_json: bool) -> None:
    """Record when the system was taken live: warranty, Completion form and deemed acceptance count from then."""
    from processor.facts.deployments import TakeLive

    zone = shell.app().deployments().show(number).line.timezone
    record = LiveRecord.ASSESSED if assessed else LiveRecord.RECORDED
    view = run(shell, number, TakeLive(by, moment_in(at, zone), record, reason), as_json=as_json)
    if not as_json:
        print_timers(view)


@go_live.command("withdraw")
@deployment_argument
@click.option("--reason", required=True, help="Why; those who were asked read it.")
@by
@as_json
@click.pass_obj
def withdraw_go_live(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Take the Go-Live form back."""
    _withdraw(shell, number, reason, by, ApprovalKind.GO_LIVE, as_json=as_json)


@complete.command("withdraw")
@deployment_argument
@click.option("--reason", required=True, help="Why; those who were asked read it.")
@by
@as_json
@click.pass_obj
def withdraw_completion(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Take the Completion form back."""
    _withdraw(shell, number, reason, by, ApprovalKind.COMPLETION, as_json=as_json)


def _withdraw(shell: Shell, number: int, reason: str, by: str, kind: ApprovalKind, *, as_json: bool) -> None:
    from processor.facts.proposing import Withdraw

    app = shell.app()
    app.proposals().withdraw(number, Withdraw(by, reason), utc_now(), kind)
    say(app.deployments().show(number), as_json=as_json)


@complete.command("record")
@deployment_argument
@_to
@_evidence
@click.option("--issue", "issues", multiple=True, help="What they left outstanding; repeatable.")
@by
@as_json
@click.pass_obj
def record_completion(
    shell: Shell, number: int, address: str, evidence: str, issues: tuple[str, ...], by: str, as_json: bool
) -> None:
    """Record that an approver accepted completion, with the issues that they left outstanding."""
    from processor.facts.deployments import CompleteByHand

    view = run(shell, number, CompleteByHand(by, address, evidence, issues), as_json=as_json)
    if not as_json:
        print_issues(view)


@complete.command()
@deployment_argument
@click.option("--reason", required=True, help="Why the customer's silence counts.")
@by
@as_json
@click.pass_obj
def deem(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Decide what the rules left open: completion counts as accepted by silence."""
    from processor.facts.deployments import DeemByHand

    if not reason.strip():
        raise Refused("deeming by hand needs a reason: it stands on the record")
    say(shell.app().deployments().deem(number, DeemByHand(by, reason), utc_now()), as_json=as_json)
