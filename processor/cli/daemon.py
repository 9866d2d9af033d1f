"""`signoff run` and `signoff once`."""

from typing import TYPE_CHECKING

import click

from processor.cli import show
from processor.cli.exits import FAILED, TEMPORARY
from processor.cli.options import as_json
from processor.cli.shell import Shell
from processor.cli.words import calm, plural

if TYPE_CHECKING:
    from processor.bootstrap.app import App
    from processor.daemon.once import Pass

LOOPS = ("intake", "handle", "seal", "deliver", "timers", "learn", "web")
OBSERVE = "Read and decide, but send nothing and change nothing on any server."


@click.command()
@click.option("--only", metavar="LOOPS", help=f"Only these loops, separated by commas: {', '.join(LOOPS)}.")
@click.option("--observe", is_flag=True, help=f"{OBSERVE} What it would have sent: outbox list --state observed.")
@click.pass_obj
def run(shell: Shell, only: str | None, observe: bool) -> None:
    """Run the daemon until SIGTERM or Ctrl-C."""
    chosen = _loops(only)
    app = shell.app(observe=observe, level="info", outside=True)
    from processor.daemon.daemon import Daemon, LoopName
    from processor.observability.log import configure_log

    configure_log(app.settings.log.level, app.settings.log.form)
    daemon = Daemon(app, [LoopName(name) for name in chosen])
    daemon.run(lambda: _greet(app, chosen))
    if observe:
        _say_observed(app)


@click.command()
@click.option("--observe", is_flag=True, help=OBSERVE)
@as_json
@click.pass_obj
def once(shell: Shell, observe: bool, as_json: bool) -> None:
    """Do everything that is due, then exit: for cron and tests.

    What another process is doing is left to it. Exit code 75 when something could not be done now and may be later, 1
    when it never will.
    """
    app = shell.app(observe=observe, outside=True)
    from processor.daemon.once import Once

    done = Once(app).run()
    if as_json:
        show.json_line(done)
    else:
        _say_pass(done)
        if observe:
            _say_observed(app)
    for sentence in done.failed:
        click.echo(f"signoff: {calm(sentence)}", err=True)
    if done.failed:
        raise SystemExit(FAILED if done.for_good else TEMPORARY)


def _loops(only: str | None) -> tuple[str, ...]:
    if only is None:
        return LOOPS
    chosen = tuple(name.strip() for name in only.split(",") if name.strip())
    unknown = [name for name in chosen if name not in LOOPS]
    if unknown or not chosen:
        raise click.BadParameter(
            f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(LOOPS)}", param_hint="--only"
        )
    return chosen


def _greet(app: "App", chosen: tuple[str, ...]) -> None:
    """One line that says what runs and where to look, and one for everything that is switched off."""
    mailboxes = ", ".join(mailbox.address for mailbox in app.settings.mailbox)
    listen = app.settings.health.listen
    health = f"; health at http://{listen}/readyz" if listen and "web" in chosen else ""
    pages = f"; pages at {app.settings.web.address}" if app.settings.web.listen and "web" in chosen else ""
    how = "observes" if app.observe else "works"
    click.echo(f"Signoff {how} on {mailboxes} ({', '.join(chosen)}){pages}{health}")
    for pause in app.store.pauses.all():
        click.echo(f"Paused: {pause.switch} by {calm(pause.by)}: {calm(pause.reason)}")


def _say_pass(done: "Pass") -> None:
    more = [plural(done.rung, "timer") + " rang"] * bool(done.rung)
    more += [plural(done.sealed, "acceptance") + " sealed"] * bool(done.sealed)
    did = (f"{plural(done.kept, 'mail')} fetched", f"{plural(done.handled, 'mail')} handled", *more)
    click.echo(f"{', '.join(did)}, {plural(done.sent, 'mail')} tried to send")
    for sentence in done.left:
        click.echo(f"left alone: {calm(sentence)}")


def _say_observed(app: "App") -> None:
    """What became of the mails, and what would have gone out, had this not been an observation."""
    from models.vocabulary import OutboxState

    counts = app.store.views.counts()
    outcomes = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(counts.messages_by_outcome.items()))
    click.echo(f"messages by outcome: {outcomes or 'none yet'}; {plural(counts.open_reviews, 'item')} in the queue")
    mails = plural(counts.outbox_by_state.get(OutboxState.OBSERVED, 0), "mail")
    click.echo(f"{mails} would have been sent; see: signoff outbox list --state observed")
