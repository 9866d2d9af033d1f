"""`signoff migrate`: brings the database up to date."""

import click

from processor.cli import show
from processor.cli.options import as_json
from processor.cli.shell import Shell
from processor.cli.words import plural


@click.command()
@click.option("--check", is_flag=True, help="Only say what is pending; exit code 1 if anything is.")
@as_json
@click.pass_obj
def migrate(shell: Shell, check: bool, as_json: bool) -> None:
    """Bring the database up to date. Stop the daemon and make a backup first."""
    from processor.bootstrap import opening

    settings = shell.settings()
    names = opening.pending(settings) if check else opening.migrate(settings)
    if as_json:
        show.json_line({"pending" if check else "applied": names})
    else:
        done = "pending" if check else "applied"
        click.echo(f"{plural(len(names), 'migration')} {done}" if names else "the database is up to date")
        for name in names:
            click.echo(f"  {name}")
    if check and names:
        raise SystemExit(1)
