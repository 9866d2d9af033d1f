"""`signoff deployment`: from contract to business as usual."""

import click

from processor.cli.deployment.checkins import check_in, scheme
from processor.cli.deployment.conditions import condition
from processor.cli.deployment.pictures import goal, roadmap, timeline
from processor.cli.deployment.reading import list_deployments, show_deployment
from processor.cli.deployment.signing import complete, go_live
from processor.cli.deployment.staging import cancel, hold, quantity, resume, stage
from processor.cli.deployment.starting import start


@click.group()
def deployment() -> None:
    """Deployments: their stages, forms, dates, check-ins and pictures."""


for command in (start, show_deployment, list_deployments, stage, condition, quantity, go_live, complete, hold, resume):
    deployment.add_command(command)
for command in (cancel, check_in, scheme, goal, timeline, roadmap):
    deployment.add_command(command)
