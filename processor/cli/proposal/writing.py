"""`signoff proposal draft` and `signoff proposal edit`."""

import sys
from typing import TYPE_CHECKING, Any

import click

from processor.cli import show
from processor.cli.options import as_json, by, number_argument
from processor.cli.proposal.draftoptions import Given, draft_options, given_of
from processor.cli.proposal.naming import name_of, proposal_argument
from processor.cli.shell import Shell
from processor.cli.words import calm, one_line
from processor.clock import utc_now
from processor.errors import Refused, SettingsError

if TYPE_CHECKING:
    from processor.facts.proposals import ProposalContent
    from processor.services.proposals import Beginning, Writing
    from processor.store.views.proposals import ProposalView

_NOTHING = "nothing was saved, so nothing was changed"


@click.command()
@number_argument("ticket")
@draft_options
@by
@as_json
@click.pass_obj
def draft(shell: Shell, /, ticket: int, by: str, as_json: bool, **options: Any) -> None:
    """Draft a proposal for a ticket: by options, from a file, or (with neither) in your editor.

    What is not given is taken from the ticket: its subject, the customer's words, their language. Nobody is told
    before it is sent.
    """
    proposals = shell.app().proposals()
    writing = _written(given_of(options), proposals.beginning(ticket, utc_now()), by)
    _tell(proposals.draft(ticket, writing, utc_now()), as_json=as_json)


@click.command()
@proposal_argument
@draft_options
@by
@as_json
@click.pass_obj
def edit(shell: Shell, /, number: int, by: str, as_json: bool, **options: Any) -> None:
    """Change a draft: by options, from a file, or (with neither) in your editor.

    What was sent never changes: this begins the next version, which replaces it once it is sent, and needs everyone
    again.
    """
    proposals = shell.app().proposals()
    writing = _written(given_of(options), proposals.current(number, utc_now()), by)
    _tell(proposals.edit(number, writing, utc_now()), as_json=as_json)


def _written(given: Given, began: "Beginning", by: str) -> "Writing":
    from processor.services.drafts import from_toml

    if given.is_nothing:
        return given.written(began, _edited(began.content), by)
    return given.written(began, from_toml(_text(given), began.content) if given.source else began.content, by)


def _text(given: Given) -> str:
    if str(given.source) == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    assert given.source is not None
    try:
        return given.source.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{given.source}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{given.source} is not UTF-8 text: save it as UTF-8") from error


def _edited(content: "ProposalContent") -> "ProposalContent":
    """The content as somebody left it in their editor; what can't be read is given back to them, not thrown away."""
    from processor.services.drafts import from_toml, to_toml

    if not _on_terminal():
        raise click.UsageError("say what to write: by options, with --file, or at a terminal, in your editor")
    text = to_toml(content)
    while True:
        edited = click.edit(text, extension=".toml")
        if edited is None:
            raise Refused(_NOTHING)
        try:
            return from_toml(edited, content)
        except Refused as error:
            click.echo(f"signoff: {calm(str(error))}", err=True)
            if not click.confirm("Edit it again?", default=True, err=True):
                raise
            text = edited


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _tell(view: "ProposalView", *, as_json: bool) -> None:
    from processor.approvals.drafting import missing

    line = view.line
    if as_json:
        show.json_line(line)
        return
    needs = missing(view.content)
    click.echo(f"{name_of(line.number)} version {line.version} is drafted: {one_line(line.title)}")
    if needs:
        click.echo(f"before it can be sent it needs {', '.join(needs)}: signoff proposal edit {line.number}")
    else:
        click.echo(f"look at it: signoff proposal show {line.number}; send it: signoff proposal send {line.number}")
