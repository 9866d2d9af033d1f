"""`signoff form list`, `show` and `definitions`."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from models.vocabulary import FormState
from processor.cli import show
from processor.cli.deployment.naming import DeploymentNumber
from processor.cli.form.naming import form_argument
from processor.cli.options import as_json, limit, words_of
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line, plural

if TYPE_CHECKING:
    from processor.store.views.forms import FormLine, FormView


@click.command()
@as_json
@click.pass_obj
def definitions(shell: Shell, as_json: bool) -> None:
    """List the forms that there are, ours and your own, with their fields."""
    for one in shell.app().forms().definitions():
        if as_json:
            show.json_line(one)
            continue
        signed = ", signed by the customer once it is filled in" if one.signed else ""
        click.secho(f"{one.name}  {one_line(dict(one.titles).get('en', ''))}{signed}", bold=True)
        for field in one.fields:
            optional = "" if field.required else ", may stay empty"
            click.echo(f"  {field.key:<28} {field.type.value.replace('_', ' ')}{optional}")


@click.command("list")
@click.option("--deployment", type=DeploymentNumber(), default=0, metavar="NUMBER", help="Only of this deployment.")
@click.option("--state", "states", type=words_of(FormState), multiple=True, help="Only in this state; repeatable.")
@limit
@as_json
@click.pass_obj
def list_forms(shell: Shell, deployment: int, states: tuple[str, ...], limit: int, as_json: bool) -> None:
    """List the forms that were sent, the newest first."""
    lines = shell.app().store.views.forms(deployment, tuple(map(FormState, states)), limit=limit)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    columns = (">Form", "Name", "State", ">Deployment", "Customer", "To", "Sent")
    show.table(columns, (_cells(line) for line in lines), empty="no forms; see signoff form send --help")


def _cells(line: "FormLine") -> tuple[str, ...]:
    return (
        f"FQ-{line.number}",
        line.name,
        line.state.value.replace("_", " "),
        str(line.deployment_number or "-"),
        line.customer,
        line.to_address,
        moment(line.asked_at),
    )


@click.command("show")
@form_argument
@as_json
@click.pass_obj
def show_form(shell: Shell, number: int, as_json: bool) -> None:
    """Show one form: what was answered, in whose words, and what fitted no field."""
    view = shell.app().forms().show(number)
    if as_json:
        line = {field.name: getattr(view.line, field.name) for field in fields(view.line)}
        show.json_line(line | {field.name: getattr(view, field.name) for field in fields(view) if field.name != "line"})
        return
    _head(view)
    _answers(view)
    _leftovers(view)


def _head(view: "FormView") -> None:
    line = view.line
    titles = dict(view.definition.titles)
    click.secho(f"FQ-{line.number}  {one_line(titles.get('en', line.name))}", bold=True)
    show.facts(
        (
            ("state", line.state.value.replace("_", " ")),
            ("to", one_line(f"{line.to_name} <{line.to_address}>" if line.to_name else line.to_address)),
            ("asked", f"{plural(len(view.versions), 'time')}, the last {moment(line.asked_at)}"),
            ("reminded", plural(line.reminded, "time") if line.reminded else ""),
            ("deployment", str(line.deployment_number or "")),
        )
    )


def _answers(view: "FormView") -> None:
    standing = {one.field: one for one in view.answers if one.stands}
    show.heading(f"{len(standing)} of {plural(len(view.definition.fields), 'field')} answered")
    for field in view.definition.fields:
        label = one_line(dict(field.labels).get("en", field.key), 40)
        found = standing.get(field.key)
        if found is None:
            click.secho(f"  {label}: -", dim=True)
            continue
        click.echo(f"  {label}: {_value(found.value)}")
        click.secho(f"      said “{one_line(found.said, 100)}”, {found.source.value.replace('_', ' ')}", dim=True)


def _value(value: str | bool | date | Decimal | tuple[str, ...]) -> str:
    """An answer as a line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(map(one_line, value))
        case _:
            return one_line(str(value))


def _leftovers(view: "FormView") -> None:
    if not view.leftovers:
        return
    show.heading("What was written beside, or could not be read")
    for one in view.leftovers:
        why = f"  ({one_line(one.field)}: {one_line(one.why)})" if one.field else ""
        click.echo(f"  {moment(one.at)}  {one_line(one.said, 300)}{why}")
