"""`signoff model`: the life of the text model."""

import click

from processor.cli.model.benchmark import benchmark
from processor.cli.model.evaluating import evaluate
from processor.cli.model.history import import_history
from processor.cli.model.registry import list_models, promote, rollback, show_model
from processor.cli.model.training import train


@click.group()
def model() -> None:
    """The text model: train, evaluate, benchmark, list, show, promote, rollback, import."""


for command in (train, evaluate, benchmark, list_models, show_model, promote, rollback, import_history):
    model.add_command(command)
