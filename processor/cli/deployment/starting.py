"""`signoff deployment start`."""

from datetime import date
from decimal import Decimal

import click

from models.vocabulary import DeploymentStage, Language
from processor.cli import show
from processor.cli.deployment.naming import Included, PlannedStage
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.words import one_line, ticket_number
from processor.clock import utc_now


@click.command()
@click.argument("customer")
@click.option("--site", required=True, help="Where it is installed.")
@click.option("--title", default="", help="What is deployed; the site stands in.")
@click.option("--contact", default="", metavar="ADDRESS", help="Whom its mails go to; an address of the customer.")
@click.option("--timezone", default="", metavar="ZONE", help="The site's time zone, such as Europe/Berlin.")
@click.option("--language", type=words_of(Language), default=None, help="The customer's own unless given.")
@click.option("--plan", "plan", type=PlannedStage(), multiple=True, metavar="STAGE=DAY", help="Repeatable.")
@click.option(
    "--includes",
    "quantities",
    type=Included(),
    multiple=True,
    metavar="NAME=N",
    help="What the fee covers; repeatable.",
)
@click.option("--condition", "conditions", multiple=True, help="What going live has to wait for; repeatable.")
@by
@as_json
@click.pass_obj
def start(
    shell: Shell,
    customer: str,
    site: str,
    title: str,
    contact: str,
    timezone: str,
    language: str | None,
    plan: tuple[tuple[DeploymentStage, date], ...],
    quantities: tuple[tuple[str, Decimal], ...],
    conditions: tuple[str, ...],
    by: str,
    as_json: bool,
) -> None:
    """Start a deployment for a customer's site, with its stages and what the fee includes."""
    from processor.facts.deployments import StartDeployment

    app = shell.app()
    known = app.people().customer(customer)
    command = StartDeployment(
        by=by,
        customer_id=known.customer_id,
        customer=known.name,
        site=site,
        title=title or site,
        language=language or known.language or app.policy.default_language.value,
        timezone=timezone or app.settings.deployments.timezone,
        contact=contact,
        plan=plan,
        quantities=quantities,
        conditions=conditions,
    )
    view = app.deployments().start(command, utc_now())
    if as_json:
        show.json_line(view.line)
        return
    line = view.line
    mails = ticket_number(line.ticket_number)
    click.echo(f"deployment {line.number} of {one_line(line.title)} is begun; its mails are on {mails}")
    click.echo(f"next: signoff form send {line.number} stakeholders")
