"""`signoff customer`: who our customers are, and who writes for them."""

from dataclasses import fields

import click

from models.vocabulary import Language, Stage
from processor.cli import show
from processor.cli.entitlements import irs, print_bought, voucher
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.words import one_line, plural
from processor.clock import utc_now

CUSTOMER = click.argument("customer", metavar="CUSTOMER")
LANGUAGE = click.option(
    "--language", type=words_of(Language), default=None, help="The language that they are answered in."
)

UNKNOWN = "unknown"
"""The word for a stage that nobody can say."""


@click.group()
def customer() -> None:
    """Customers: add, list, show, their domains, contacts, stage, and what they have bought."""


@customer.command()
@click.argument("name")
@click.option("--domain", "domains", multiple=True, metavar="DOMAIN", help="A mail domain of theirs; repeatable.")
@LANGUAGE
@click.option("--notes", default="", help="What a CSM should know.")
@by
@as_json
@click.pass_obj
def add(
    shell: Shell, name: str, domains: tuple[str, ...], language: str | None, notes: str, by: str, as_json: bool
) -> None:
    """Register a customer. Whoever writes from one of the domains belongs to it."""
    people = shell.app().people()
    row = people.add_customer(name, language or "", domains, notes, by, utc_now())
    _done(row, f"{one_line(row.name)} is registered", as_json=as_json)


@customer.command("add-domain")
@CUSTOMER
@click.argument("domain")
@by
@as_json
@click.pass_obj
def add_domain(shell: Shell, customer: str, domain: str, by: str, as_json: bool) -> None:
    """Senders of this mail domain belong to the customer from now on."""
    row = shell.app().people().add_domain(customer, domain, by, utc_now())
    _done(row, f"senders at {one_line(domain)} belong to {one_line(row.name)}", as_json=as_json)


@customer.command("add-contact")
@CUSTOMER
@click.argument("address")
@click.option("--name", default="", help="How they are addressed.")
@LANGUAGE
@by
@as_json
@click.pass_obj
def add_contact(
    shell: Shell, customer: str, address: str, name: str, language: str | None, by: str, as_json: bool
) -> None:
    """Make a person, known by their address, the customer's contact."""
    row = shell.app().people().add_contact(customer, address, name, language or "", by, utc_now())
    _done(row, f"{one_line(address)} is a contact of {one_line(row.name)}", as_json=as_json)


@customer.command()
@CUSTOMER
@click.argument("stage", type=click.Choice([*(stage.value for stage in Stage), UNKNOWN]))
@by
@as_json
@click.pass_obj
def stage(shell: Shell, customer: str, stage: str, by: str, as_json: bool) -> None:
    """Say where the customer stands: the text model looks at it when it judges their mail."""
    row = shell.app().people().set_stage(customer, None if stage == UNKNOWN else Stage(stage), by, utc_now())
    _done(row, f"the stage of {one_line(row.name)} is {stage}", as_json=as_json)


@customer.command("list")
@as_json
@click.pass_obj
def list_customers(shell: Shell, as_json: bool) -> None:
    """List all customers by name."""
    rows = shell.app().people().customers()
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    cells = ((row.name, row.language or "-", row.stage or "-", ", ".join(row.domains) or "-") for row in rows)
    columns = ("Customer", "Language", "Stage", "Domains")
    show.table(columns, cells, empty="no customers yet; see signoff customer add --help")


@customer.command("show")
@CUSTOMER
@as_json
@click.pass_obj
def show_customer(shell: Shell, customer: str, as_json: bool) -> None:
    """Show one customer with domains, contacts and what it has bought."""
    app = shell.app()
    row = app.people().customer(customer)
    bought = app.billing().bought(customer)
    if as_json:
        show.json_line({field.name: getattr(row, field.name) for field in fields(row)} | {"bought": bought})
        return
    click.secho(one_line(row.name), bold=True)
    show.facts(
        (
            ("language", row.language),
            ("stage", row.stage or UNKNOWN),
            ("domains", ", ".join(row.domains)),
            ("notes", one_line(row.notes)),
        )
    )
    show.heading(plural(len(row.contacts), "contact"))
    cells = ((contact.address, contact.name or "-", contact.language or "-") for contact in row.contacts)
    show.table(("Address", "Name", "Language"), cells, empty="  nobody yet")
    print_bought(bought)


customer.add_command(irs)
customer.add_command(voucher)


def _done(row: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        show.json_line(row)
    else:
        click.echo(sentence)
