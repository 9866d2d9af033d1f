"""`signoff acceptance`: what was accepted, and the evidence of it."""

import click

from processor.cli.acceptance.reading import list_acceptances, show_acceptance
from processor.cli.acceptance.settling import settle
from processor.cli.acceptance.taking import export
from processor.cli.acceptance.verifying import verify


@click.group()
def acceptance() -> None:
    """Acceptances and their evidence: list, show, settle, export, verify."""


for command in (list_acceptances, show_acceptance, settle, export, verify):
    acceptance.add_command(command)
