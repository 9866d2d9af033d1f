"""`signoff model train`: everything that is known, learned anew."""

import click

from processor.cli import show
from processor.cli.options import as_json, by
from processor.cli.progress import progress
from processor.cli.shell import Shell
from processor.cli.words import calm
from processor.clock import utc_now


@click.command()
@click.option(
    "--promote/--no-promote", "wanted", default=True, show_default=True, help="Let it judge if it is not worse."
)
@by
@as_json
@click.pass_obj
def train(shell: Shell, wanted: bool, by: str, as_json: bool) -> None:
    """Train a model on the starter corpus and all that people decided here.

    It judges from then on if it is not worse on the same mails, gets the golden mails right
    and finds every category; otherwise it is kept as a candidate, with the reason. The
    daemon does the same every night by itself.
    """
    learning = shell.app().learn()
    with progress() as report:
        made = learning.train_now(by, utc_now(), report, promote=wanted)
    if as_json:
        show.json_line(made)
        return
    click.echo(f"{made.name} is {made.state.value}: {calm(made.why)}")
