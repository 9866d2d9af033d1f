"""`signoff form`: what customers are asked to fill in."""

import click

from processor.cli.form.reading import definitions, list_forms, show_form
from processor.cli.form.sending import answer, send, withdraw


@click.group()
def form() -> None:
    """Forms by mail: definitions, send, show, list, answer, withdraw."""


for command in (definitions, send, show_form, list_forms, answer, withdraw):
    form.add_command(command)
