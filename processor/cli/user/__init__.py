"""`signoff user`: who works here and may sign in to the pages."""

import click

from processor.cli.user.coming import disable, enable, password, revoke, sessions, totp_reset
from processor.cli.user.keeping import add, list_users, roles, show_user


@click.group()
def user() -> None:
    """Users of the pages: add, list, show, roles, disable, enable, password, sessions, revoke."""


for command in (add, list_users, show_user, roles, disable, enable, password, totp_reset, sessions, revoke):
    user.add_command(command)
