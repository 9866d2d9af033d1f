"""`signoff acceptance settle`: what a person decides about an acceptance that somebody objected to."""

import click

from processor.cli import show
from processor.cli.options import as_json, by, text_or_stdin
from processor.cli.shell import Shell
from processor.cli.words import one_line
from processor.clock import utc_now


@click.command()
@click.argument("number", metavar="ACCEPTANCE")
@click.option("--uphold/--annul", "upheld", default=None, help="Whether the acceptance stands; one is needed.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; those concerned read it. - reads standard input.")
@by
@as_json
@click.pass_obj
def settle(shell: Shell, number: str, upheld: bool | None, reason: str, by: str, as_json: bool) -> None:
    """Decide a dispute: the acceptance stands, or it does not. The ledger says which, by whom and why.

    What the acceptance had started goes on only once it is upheld.
    """
    from processor.facts.proposing import Settle

    if upheld is None:
        raise click.UsageError("say how the dispute ends: --uphold or --annul")
    command = Settle(by, upheld, text_or_stdin(reason, "reason"))
    view = shell.app().proposals().settle(number, command, utc_now())
    if as_json:
        show.json_line(view.line)
        return
    stands = "stands" if upheld else "does not stand"
    click.echo(f"{one_line(number)} {stands}; PR-{view.line.number} is {view.line.state.value.replace('_', ' ')}")
