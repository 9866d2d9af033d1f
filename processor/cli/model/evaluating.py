"""`signoff model evaluate`: how good a model is. Trains nothing."""

from pathlib import Path

import click

from processor.cli import show
from processor.cli.exits import usable_model
from processor.cli.model.choosing import chosen
from processor.cli.model.figures import print_card, print_figures
from processor.cli.options import as_json
from processor.cli.progress import progress
from processor.cli.shell import Shell

NOT_FIGURES = frozenset({"counts", "numpy", "skops", "python", "sklearn", "cleaning", "format", "created_by"})
"""What a card tells that says nothing of how good the model is."""


@click.command()
@click.argument("name", required=False)
@click.option(
    "--on", type=click.Path(path_type=Path), metavar="FILE", help="Labelled mails (.jsonl or .csv) to judge it on."
)
@as_json
@click.pass_obj
def evaluate(shell: Shell, name: str | None, on: Path | None, as_json: bool) -> None:
    """Show how good a model is: the one that judges, or the one named.

    Without --on, on the mails that it was trained on, each judged by a model that had not
    seen it. With --on, on the mails of a file, with the fields that signoff model import
    takes, and "also" for a second category that can be defended. Without a configuration
    the model is the one that ships.
    """
    from processor.services.evaluating import card_of, scored
    from processor.services.labelled import read_labelled

    rows = read_labelled(on) if on is not None else []
    with usable_model():
        model = chosen(shell, name)
        if not rows:
            card = card_of(model)
            show.json_line(
                {key: value for key, value in card.items() if key not in NOT_FIGURES}
            ) if as_json else print_card(card)
            return
        with progress() as report:
            found = scored(model, rows, report)
    if as_json:
        show.json_line(found)
    else:
        print_figures(found)
