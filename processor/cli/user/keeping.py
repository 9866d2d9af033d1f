"""`signoff user add|list|show|roles`."""

from typing import TYPE_CHECKING

import click

from models.vocabulary import Language, Role
from processor.cli import show
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.user.asking import LOGIN, new_password, tell
from processor.cli.words import moment, one_line
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.access.userlines import UserLine

ROLES = click.option(
    "--role", "roles", type=words_of(Role), multiple=True, required=True, help="What they are here for; repeatable."
)


@click.command()
@LOGIN
@click.option("--name", required=True, help="Their name, as colleagues see it.")
@ROLES
@click.option("--language", type=words_of(Language), default=None, help="The language of their pages.")
@click.option("--no-password", is_flag=True, help="They sign in by the identity provider only.")
@by
@as_json
@click.pass_obj
def add(
    shell: Shell,
    login: str,
    name: str,
    roles: tuple[str, ...],
    language: str | None,
    no_password: bool,
    by: str,
    as_json: bool,
) -> None:
    """Add a user. The password is asked for, or read from standard input."""
    users = shell.app().users()
    password = "" if no_password else new_password()
    row = users.add(login, name, map(Role, roles), language or "", password, by, utc_now())
    tell(row, f"{one_line(row.login)} may sign in", as_json=as_json)


@click.command("list")
@as_json
@click.pass_obj
def list_users(shell: Shell, as_json: bool) -> None:
    """List all users by login."""
    rows = shell.app().users().list()
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    columns = ("Login", "Name", "Roles", "State", "Second step", "Signed in")
    cells = (
        (row.login, row.display, _roles(row), row.state, _step(row), moment(row.signed_in_at) or "-") for row in rows
    )
    show.table(columns, cells, empty="nobody may sign in yet; see signoff user add --help")


@click.command("show")
@LOGIN
@as_json
@click.pass_obj
def show_user(shell: Shell, login: str, as_json: bool) -> None:
    """Show one user, with what they did last."""
    app = shell.app()
    row = app.users().show(login)
    changes = app.store.views.changes(person=row.login, limit=10)
    if as_json:
        plain = show.plain(row)
        assert isinstance(plain, dict)
        show.json_line(plain | {"changes": changes})
        return
    click.secho(one_line(row.login), bold=True)
    show.facts(
        (
            ("name", one_line(row.display)),
            ("roles", _roles(row)),
            ("state", row.state),
            ("language", row.language),
            ("password", "set" if row.password else "none: by the identity provider only"),
            ("second step", _step(row)),
            ("recovery codes", str(row.recovery_codes) if row.totp else ""),
            ("added", f"{moment(row.created_at)} by {one_line(row.created_by)}"),
            ("signed in", moment(row.signed_in_at)),
        )
    )
    show.heading("did last")
    cells = ((moment(change.at), change.action, change.subject) for change in changes)
    show.table(("When", "What", "To what"), cells, empty="  nothing yet")


@click.command()
@LOGIN
@ROLES
@by
@as_json
@click.pass_obj
def roles(shell: Shell, login: str, roles: tuple[str, ...], by: str, as_json: bool) -> None:
    """Give a user these roles instead of those that they have. Their sessions end."""
    row = shell.app().users().set_roles(login, map(Role, roles), by, utc_now())
    tell(row, f"{one_line(row.login)} is {_roles(row)} now; their sessions have ended", as_json=as_json)


def _roles(row: "UserLine") -> str:
    return ", ".join(row.roles)


def _step(row: "UserLine") -> str:
    return "set up" if row.totp else "not yet"
