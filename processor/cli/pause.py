"""`signoff pause` and `signoff resume`: what an operator can switch off, each by itself."""

import click

from models.vocabulary import Switch
from processor.cli.options import by, words_of
from processor.cli.shell import Shell
from processor.clock import utc_now

SWITCH = click.argument("switch", type=words_of(Switch), metavar="SWITCH")
_MEANS = {
    Switch.OUTBOX: "mail is queued and not sent",
    Switch.ACCEPTANCES: "approvals wait for a person",
    Switch.TIMERS: "nothing happens by the passing of time",
    Switch.BOARDS: "nothing is pushed to boards",
}


@click.command()
@SWITCH
@click.option("--reason", required=True, help="Why; shown wherever the pause is.")
@by
@click.pass_obj
def pause(shell: Shell, switch: str, reason: str, by: str) -> None:
    """Switch off outbox, acceptances, timers or boards; everything else goes on."""
    chosen = Switch(switch)
    shell.app().pauses().pause(chosen, reason, by, utc_now())
    click.echo(f"{chosen} is paused: {_MEANS[chosen]} until `signoff resume {chosen}`")


@click.command()
@SWITCH
@by
@click.pass_obj
def resume(shell: Shell, switch: str, by: str) -> None:
    """Switch on again what was paused."""
    chosen = Switch(switch)
    if shell.app().pauses().resume(chosen, by, utc_now()):
        click.echo(f"{chosen} goes on")
    else:
        click.echo(f"{chosen} was not paused")
