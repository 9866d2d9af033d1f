"""`signoff proposal`: what is offered to customers, and what both sides have approved."""

import click

from processor.cli.proposal.listing import list_proposals, scope_log
from processor.cli.proposal.showing import show_proposal
from processor.cli.proposal.working import record, send, withdraw
from processor.cli.proposal.writing import draft, edit


@click.group()
def proposal() -> None:
    """Proposals: draft, edit, show, send, withdraw, record, list, scope-log."""


for command in (draft, edit, show_proposal, send, withdraw, record, list_proposals, scope_log):
    proposal.add_command(command)
