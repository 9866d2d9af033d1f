"""`signoff deployment condition`: what going live has to wait for."""

import click

from processor.cli.deployment.naming import deployment_argument
from processor.cli.deployment.staging import run
from processor.cli.options import as_json, by
from processor.cli.shell import Shell

condition_argument = click.argument("condition", type=click.IntRange(1), metavar="ID")


@click.group()
def condition() -> None:
    """Commercial conditions of going live: add, met, waive."""


@condition.command()
@deployment_argument
@click.argument("text")
@by
@as_json
@click.pass_obj
def add(shell: Shell, number: int, text: str, by: str, as_json: bool) -> None:
    """Going live has to wait for this."""
    from processor.facts.deployments import AddCondition

    run(shell, number, AddCondition(by, text), as_json=as_json)


@condition.command()
@deployment_argument
@condition_argument
@by
@as_json
@click.pass_obj
def met(shell: Shell, number: int, condition: int, by: str, as_json: bool) -> None:
    """A condition is fulfilled; its ID is in `signoff deployment show`."""
    from processor.facts.deployments import MeetCondition

    run(shell, number, MeetCondition(by, condition), as_json=as_json)


@condition.command()
@deployment_argument
@condition_argument
@click.option("--reason", required=True, help="Why it may go live without.")
@by
@as_json
@click.pass_obj
def waive(shell: Shell, number: int, condition: int, reason: str, by: str, as_json: bool) -> None:
    """Go live without a condition; who may say so is a setting (deployments.waivers)."""
    from processor.facts.deployments import WaiveCondition

    run(shell, number, WaiveCondition(by, condition, reason), as_json=as_json)
