"""`signoff user disable|enable|password|totp-reset|sessions|revoke`: who can come in, and who is in."""

import click

from processor.cli import show
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.user.asking import LOGIN, new_password, tell
from processor.cli.words import moment, one_line, plural
from processor.clock import utc_now
from processor.errors import Refused


@click.command()
@LOGIN
@by
@as_json
@click.pass_obj
def disable(shell: Shell, login: str, by: str, as_json: bool) -> None:
    """Let a user in no more. Their sessions end; what they did stays."""
    row = shell.app().users().disable(login, by, utc_now())
    tell(row, f"{one_line(row.login)} can't sign in any more; their sessions have ended", as_json=as_json)


@click.command()
@LOGIN
@by
@as_json
@click.pass_obj
def enable(shell: Shell, login: str, by: str, as_json: bool) -> None:
    """Let a user in again."""
    row = shell.app().users().enable(login, by, utc_now())
    tell(row, f"{one_line(row.login)} may sign in again", as_json=as_json)


@click.command()
@LOGIN
@by
@as_json
@click.pass_obj
def password(shell: Shell, login: str, by: str, as_json: bool) -> None:
    """Give a user another password: asked for, or read from standard input. Their sessions end."""
    users = shell.app().users()
    users.show(login)
    row = users.set_password(login, new_password(), by, utc_now())
    tell(row, f"{one_line(row.login)} has another password; their sessions have ended", as_json=as_json)


@click.command("totp-reset")
@LOGIN
@by
@as_json
@click.pass_obj
def totp_reset(shell: Shell, login: str, by: str, as_json: bool) -> None:
    """Forget a user's second step and recovery codes: it is set up anew at the next sign-in. Their sessions end."""
    row = shell.app().users().reset_totp(login, by, utc_now())
    tell(row, f"{one_line(row.login)} sets up a second step at the next sign-in", as_json=as_json)


@click.command()
@LOGIN
@as_json
@click.pass_obj
def sessions(shell: Shell, login: str, as_json: bool) -> None:
    """List a user's sessions that go on, the newest first."""
    rows = shell.app().users().sessions(login, utc_now())
    if as_json:
        for row in rows:
            show.json_line(row)
        return
    columns = (">Id", "Since", "Last seen", "Until", "From", "Browser")
    cells = (
        (str(row.session_id), moment(row.created_at), moment(row.seen_at), moment(row.until), row.address, row.agent)
        for row in rows
    )
    show.table(columns, cells, empty="no session goes on")


@click.command()
@LOGIN
@click.argument("session", type=click.IntRange(min=1), required=False, metavar="[SESSION]")
@click.option("--all", "every", is_flag=True, help="All of them.")
@by
@click.pass_obj
def revoke(shell: Shell, login: str, session: int | None, every: bool, by: str) -> None:
    """End a session of a user, or with --all every one."""
    if (session is None) != every:
        raise Refused("say which: a session's id, or --all")
    users = shell.app().users()
    if session is None:
        ended = users.revoke_all(login, by, utc_now())
        click.echo(f"{plural(ended, 'session')} ended")
    else:
        users.revoke(login, session, by, utc_now())
        click.echo(f"session {session} ended")
