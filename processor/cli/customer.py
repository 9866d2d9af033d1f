"""`signoff customer`: who our customers are, and who writes for them."""

from dataclasses import fields
from typing import Any

import click

from models.vocabulary import Language, Stage, SuccessPlan
from processor.cli import show
from processor.cli.entitlements import irs, print_bought, voucher
from processor.cli.importing import import_table
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

SETTINGS = "settings"
"""The word for what the settings say, where something was agreed."""


@click.group()
def customer() -> None:
    """Customers: add, list, show, import; their domains, contacts, stage, plan and calendar, and what they bought."""


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


@customer.command()
@CUSTOMER
@click.option("--plan", type=click.Choice([*(plan.value for plan in SuccessPlan), SETTINGS]), help="What they bought.")
@click.option("--timezone", metavar="ZONE", help="Whose clock counts, such as Europe/Berlin.")
@click.option("--calendar", metavar="COUNTRY", help="Public holidays: DE, DE-BY; none for none.")
@click.option("--hours", metavar="TEXT", help='Business hours, such as "mon-fri 09:00-17:00".')
@click.option("--day", "days", multiple=True, metavar="TEXT", help="A day off; with hours a short one; repeatable.")
@click.option("--no-days", is_flag=True, help="Forget all days off beside the public holidays.")
@by
@as_json
@click.pass_obj
def agree(shell: Shell, /, customer: str, days: tuple[str, ...], by: str, as_json: bool, **given: Any) -> None:
    """Say what was agreed about time; promises of first answers are counted anew. "settings" for what these say."""
    from processor.services.customers import TermsChange

    words = {name: "" if given[name] == SETTINGS else given[name] for name in ("plan", "timezone", "calendar", "hours")}
    own = days if days or given["no_days"] else None
    app = shell.app()
    row = app.customers().agree(customer, TermsChange(**words, own_days=own), by, utc_now())
    found = app.customers().agreed(row.name)
    said = f"{one_line(row.name)}: {found.hours} ({found.timezone}), holidays {found.calendar or 'none'}"
    _done(row, f"{said}, plan {row.terms.plan or 'as in the settings'}", as_json=as_json)


@customer.command()
@CUSTOMER
@click.option("--name", metavar="NAME", help="What they are called from now on.")
@LANGUAGE
@click.option("--notes", help="What a CSM should know.")
@by
@as_json
@click.pass_obj
def change(
    shell: Shell, customer: str, name: str | None, language: str | None, notes: str | None, by: str, as_json: bool
) -> None:
    """Change a customer's name, language or notes."""
    from processor.services.customers import CustomerChange

    row = shell.app().customers().change(customer, CustomerChange(name, language, notes), by, utc_now())
    _done(row, f"{one_line(row.name)} is changed", as_json=as_json)


@customer.command("change-contact")
@click.argument("address")
@click.option("--name", metavar="NAME", help="How they are addressed.")
@LANGUAGE
@click.option("--customer", metavar="NAME", help="Whom they belong to; an empty name for nobody.")
@by
@as_json
@click.pass_obj
def change_contact(
    shell: Shell, address: str, name: str | None, language: str | None, customer: str | None, by: str, as_json: bool
) -> None:
    """Change a contact. Their open tickets that had no customer go to the one that they belong to now."""
    from processor.services.customers import ContactChange

    row = shell.app().customers().change_contact(address, ContactChange(name, language, customer), by, utc_now())
    _done(row, f"{one_line(row.address)} is changed", as_json=as_json)


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
    from processor.services.customers import own_day_text

    app = shell.app()
    row = app.people().customer(customer)
    agreed = app.customers().agreed(customer)
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
            ("plan", row.terms.plan or "as in the settings"),
            ("time zone", agreed.timezone),
            ("hours", agreed.hours),
            ("holidays", agreed.calendar or "none"),
            ("days off", "\n".join(own_day_text(own) for own in row.terms.own_days)),
        )
    )
    show.heading(plural(len(row.contacts), "contact"))
    cells = ((contact.address, contact.name or "-", contact.language or "-") for contact in row.contacts)
    show.table(("Address", "Name", "Language"), cells, empty="  nobody yet")
    print_bought(bought)


customer.add_command(import_table)
customer.add_command(irs)
customer.add_command(voucher)


def _done(row: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        show.json_line(row)
    else:
        click.echo(sentence)
