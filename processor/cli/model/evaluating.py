"""`signoff model evaluate`: how good a model is. Trains nothing."""

from pathlib import Path

import click

from processor.cli import show
from processor.cli.exits import usable_model
from processor.cli.model.choosing import chosen
from processor.cli.model.figures import print_card, print_figures, print_here
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
    seen it, and on what people decided here. With --on, on the mails of a file, with the
    fields that signoff model import takes, and "also" for a second category that can be
    defended. Without a configuration the model is the one that ships.
    """
    with usable_model():
        if on is None:
            _by_its_card(shell, name, as_json=as_json)
        else:
            _on(shell, name, on, as_json=as_json)


def _by_its_card(shell: Shell, name: str | None, *, as_json: bool) -> None:
    from processor.services.evaluating import card_of

    card = card_of(chosen(shell, name))
    here = None if shell.settings_if_any() is None else shell.app().learn().evaluate(name or "")
    if as_json:
        show.json_line({key: value for key, value in card.items() if key not in NOT_FIGURES} | {"here": here})
        return
    print_card(card)
    if here is not None:
        print_here(here)


def _on(shell: Shell, name: str | None, file: Path, *, as_json: bool) -> None:
    from processor.services.evaluating import scored
    from processor.services.labelled import read_labelled

    rows = read_labelled(file)
    with progress() as report:
        found = scored(chosen(shell, name), rows, report)
    if as_json:
        show.json_line(found)
    else:
        print_figures(found)
