"""`signoff deployment list` and `signoff deployment show`."""

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from models.vocabulary import DeploymentStage, TimerState
from processor.cli import show
from processor.cli.deployment.naming import deployment_argument
from processor.cli.options import as_json, limit, words_of
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line, plural, ticket_number
from processor.clock import utc_now
from processor.ids import document_name

if TYPE_CHECKING:
    from processor.store.views.deployments import DeploymentLine, DeploymentView

_COLUMNS = (">Deployment", "Stage", "Customer", "Site", "Live since", "Next", "Title")


@click.command("list")
@click.option("--stage", "stages", type=words_of(DeploymentStage), multiple=True, help="Only at this; repeatable.")
@click.option("--customer", metavar="NAME", default="", help="Only this customer's.")
@limit
@as_json
@click.pass_obj
def list_deployments(shell: Shell, stages: tuple[str, ...], customer: str, limit: int, as_json: bool) -> None:
    """List deployments, the newest first."""
    app = shell.app()
    if customer:
        app.people().customer(customer)
    lines = app.store.views.deployments(customer, tuple(map(DeploymentStage, stages)), limit)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    empty = "no deployments; see signoff deployment start --help"
    show.table(_COLUMNS, (_cells(line) for line in lines), empty=empty)


def _cells(line: "DeploymentLine") -> tuple[str, ...]:
    stage = _words(line.stage.value)
    return (
        str(line.number),
        f"{stage} (on hold)" if line.held_for else stage,
        line.customer,
        line.site,
        _local(line.live_at, line.timezone) or "-",
        _local(line.next_due, line.timezone) or "-",
        line.title,
    )


@click.command("show")
@deployment_argument
@as_json
@click.pass_obj
def show_deployment(shell: Shell, number: int, as_json: bool) -> None:
    """Show one deployment: its stages, what going live waits for, its forms, timers and open issues."""
    service = shell.app().deployments()
    view, waits_for = service.show(number), service.waits_for(number, utc_now())
    if as_json:
        line = {field.name: getattr(view.line, field.name) for field in fields(view.line)}
        rest = {field.name: getattr(view, field.name) for field in fields(view) if field.name != "line"}
        show.json_line(line | rest | {"waits_for": waits_for})
        return
    _head(view)
    _stages(view)
    _waits(view)
    _signed(view)
    _asked(view)
    print_timers(view, waits_for)
    print_issues(view)


def _head(view: "DeploymentView") -> None:
    line = view.line
    click.secho(f"Deployment {line.number}  {one_line(line.title)}", bold=True)
    how = f", {line.live_record.value}" if line.live_record else ""
    end = "deemed accepted" if line.deemed else "accepted"
    show.facts(
        (
            ("stage", _words(line.stage.value)),
            ("on hold", one_line(line.held_for)),
            ("customer", f"{one_line(line.customer)}, {one_line(line.site)}"),
            ("ticket", ticket_number(line.ticket_number)),
            ("live since", f"{_local(line.live_at, line.timezone)}{how}" if line.live_at else ""),
            ("", one_line(line.live_why)),
            ("completed", f"{_local(line.effective_at, line.timezone)}, {end}" if line.effective_at else ""),
            ("disputed", moment(line.disputed_at)),
            ("times", f"of {line.timezone}; written in {line.language}"),
        )
    )


def _stages(view: "DeploymentView") -> None:
    show.heading("Stages")
    rows = (
        (
            _words(one.stage.value),
            str(one.planned or "-"),
            str(one.begun or "-"),
            str(one.done or "-"),
            one_line(one.agreed_how, 80),
        )
        for one in view.stages
    )
    show.table(("Stage", "Planned", "Begun", "Done", "How it was agreed"), rows, empty="  none")


def _waits(view: "DeploymentView") -> None:
    if view.conditions:
        show.heading("Conditions of going live")
        for one in view.conditions:
            settled = f"met by {one.met_by}" if one.met_at else f"waived by {one.waived_by}: {one.waived_why}"
            mark = "unmet" if one.blocks else one_line(settled)
            click.echo(f"  {one.condition_id}  {one_line(one.text)}  ({mark})")
    if view.quantities:
        show.heading("The fee includes")
        for quantity in view.quantities:
            excess = quantity.used - quantity.included
            over = f", {excess:f} more than that" if excess > 0 else ""
            click.echo(f"  {one_line(quantity.name)}: {quantity.included:f}; used {quantity.used:f}{over}")


def _signed(view: "DeploymentView") -> None:
    if not view.papers:
        return
    show.heading("Forms to be signed")
    for paper in view.papers:
        name = document_name(paper.kind, paper.number)
        click.echo(f"  {name}  version {paper.version}  {_words(paper.state.value)}  {one_line(paper.title)}")


def _asked(view: "DeploymentView") -> None:
    if not view.forms:
        return
    show.heading("Forms to be filled in")
    for form in view.forms:
        click.echo(
            f"  FQ-{form.number}  {one_line(form.name)}  {_words(form.state.value)}  {one_line(form.to_address)}"
        )


def print_timers(view: "DeploymentView", waits_for: str = "") -> None:
    """What time will bring about, and why silence does not count yet although its term is over."""
    planned = [one for one in view.timers if one.state is TimerState.PLANNED]
    stopped = [one for one in view.timers if one.state is TimerState.STOPPED]
    if not planned and not stopped:
        return
    show.heading(plural(len(planned), "timer"))
    stands = "  (stands still: on hold)" if view.line.held_for else ""
    for one in planned:
        click.echo(f"  {_local(one.due_at, view.line.timezone)}  {_words(one.kind.value)}{stands}")
    if waits_for:
        click.secho(f"  not deemed accepted yet: {one_line(waits_for)}", fg="yellow")
    for one in stopped:
        click.secho(f"  stopped: {_words(one.kind.value)}: {one_line(one.why)}", fg="yellow")


def print_issues(view: "DeploymentView") -> None:
    """What the customer left outstanding, with the number of its ticket."""
    if not view.outstanding:
        return
    show.heading(plural(len(view.outstanding), "outstanding issue"))
    rows = (
        (ticket_number(one.ticket_number), one.ticket_state.value, one_line(one.text, 100)) for one in view.outstanding
    )
    show.table(("Ticket", "State", "Issue"), rows, empty="  none")


def _words(value: str) -> str:
    return value.replace("_", " ")


def _local(at: datetime | None, zone: str) -> str:
    """A moment as the customer's clock shows it; empty for none."""
    return "" if at is None else f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
