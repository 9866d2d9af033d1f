"""`signoff deployment stage`, `hold`, `resume`, `cancel` and `quantity`: how a deployment goes on."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from models.vocabulary import DeploymentStage
from processor.cli import show
from processor.cli.deployment.naming import Amount, Day, deployment_argument
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.words import one_line, plural
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.facts.deployments import DeploymentCommand
    from processor.store.views.deployments import DeploymentView

_BEFORE_LIVE = frozenset(
    {
        DeploymentStage.STAKEHOLDERS,
        DeploymentStage.PRE_INSTALL,
        DeploymentStage.INSTALLATION,
        DeploymentStage.TRAINING,
        DeploymentStage.TESTING,
        DeploymentStage.GO_LIVE,
    }
)


@click.group()
def stage() -> None:
    """Stages: done, reopen, plan."""


@stage.command("done")
@deployment_argument
@click.option("--on", "day", type=Day(), default=None, metavar="DAY", help="The day; today unless given.")
@click.option("--how", required=True, help="How it was agreed: which mail, which talk, with whom.")
@by
@as_json
@click.pass_obj
def stage_done(shell: Shell, number: int, day: date | None, how: str, by: str, as_json: bool) -> None:
    """The stage at hand is done."""
    from processor.facts.deployments import StageDone

    run(shell, number, StageDone(by, day or _today(shell, number), how), as_json=as_json)


@stage.command("reopen")
@deployment_argument
@click.option("--reason", required=True, help="Why.")
@by
@as_json
@click.pass_obj
def stage_reopen(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Go back to the stage before."""
    from processor.facts.deployments import ReopenStage

    run(shell, number, ReopenStage(by, reason), as_json=as_json)


@stage.command("plan")
@deployment_argument
@click.argument("stage", type=words_of(DeploymentStage))
@click.argument("day", type=Day(), required=False, metavar="[DAY]")
@by
@as_json
@click.pass_obj
def stage_plan(shell: Shell, number: int, stage: str, day: date | None, by: str, as_json: bool) -> None:
    """Plan a stage for a day; without a day the plan is taken away."""
    from processor.facts.deployments import PlanStage

    run(shell, number, PlanStage(by, DeploymentStage(stage), day), as_json=as_json)


@click.command()
@deployment_argument
@click.option("--reason", required=True, help="Why everything stands still; it is shown everywhere.")
@by
@as_json
@click.pass_obj
def hold(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Hold a deployment: its timers stand still until it is resumed."""
    from processor.facts.deployments import HoldDeployment

    run(shell, number, HoldDeployment(by, reason), as_json=as_json)


@click.command()
@deployment_argument
@by
@as_json
@click.pass_obj
def resume(shell: Shell, number: int, by: str, as_json: bool) -> None:
    """Let a deployment that is held go on; its timers move by as long as it was."""
    from processor.facts.deployments import ResumeDeployment

    run(shell, number, ResumeDeployment(by), as_json=as_json)


@click.command()
@deployment_argument
@click.option("--reason", required=True, help="Why.")
@by
@as_json
@click.pass_obj
def cancel(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Give a deployment up before it went live."""
    from processor.facts.deployments import CancelDeployment

    run(shell, number, CancelDeployment(by, reason), as_json=as_json)


@click.command()
@deployment_argument
@click.argument("name")
@click.argument("used", type=Amount())
@by
@as_json
@click.pass_obj
def quantity(shell: Shell, number: int, name: str, used: Decimal, by: str, as_json: bool) -> None:
    """Say how much of something is used or asked for; what exceeds the fee drafts a proposal."""
    from processor.facts.deployments import UseQuantity

    view = run(shell, number, UseQuantity(by, name, used), as_json=as_json)
    of = next((one for one in view.quantities if one.name.casefold() == name.strip().casefold()), None)
    if of is not None and of.used > of.included and not as_json:
        click.echo(f"the fee includes {of.included:f} of {one_line(of.name)}, not {of.used:f}: signoff proposal list")


def run(shell: Shell, number: int, command: "DeploymentCommand", *, as_json: bool) -> "DeploymentView":
    """Do a command and say where the deployment stands, which is answered too."""
    view = shell.app().deployments().do(number, command, utc_now())
    say(view, as_json=as_json)
    return view


def say(view: "DeploymentView", *, as_json: bool) -> None:
    """Where the deployment stands, in a line."""
    line = view.line
    if as_json:
        show.json_line(line)
        return
    held = f", on hold: {one_line(line.held_for)}" if line.held_for else ""
    click.echo(f"deployment {line.number} of {one_line(line.title)}: {line.stage.value.replace('_', ' ')}{held}")
    unmet = sum(1 for one in view.conditions if one.blocks)
    if unmet and line.stage in _BEFORE_LIVE:
        click.echo(f"going live waits for {plural(unmet, 'condition')}")


def _today(shell: Shell, number: int) -> date:
    """Today where the customer is."""
    from zoneinfo import ZoneInfo

    zone = shell.app().deployments().show(number).line.timezone
    return utc_now().astimezone(ZoneInfo(zone)).date()
