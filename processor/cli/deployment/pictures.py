"""`signoff deployment timeline`, `roadmap` and `goal`: what one looks at together with a customer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from processor.cli import show
from processor.cli.deployment.files import write_file
from processor.cli.deployment.naming import Day, deployment_argument
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import one_line, plural
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.documents.pictures import StageBar
    from processor.store.views.deployments import GoalLine

Command = TypeVar("Command", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path, dir_okay=False)
_GOAL = click.argument("goal", type=click.IntRange(1), metavar="GOAL")


def _outputs(command: Command) -> Command:
    """What becomes of a picture."""
    for option in reversed(
        (
            click.option("--svg", type=_FILE, default=None, metavar="FILE", help="Write the picture as SVG."),
            click.option("--pdf", type=_FILE, default=None, metavar="FILE", help="Write it as PDF, on A4 across."),
            click.option("--mail", default="", metavar="ADDRESS", help="Mail the PDF to this address."),
            click.option("--mail-to-contact", "contact", is_flag=True, help="Mail the PDF to the contact."),
            click.option("--text", default="", help="Words of your own in the mail, in the customer's language."),
        )
    ):
        command = option(command)
    return command


@click.command()
@deployment_argument
@_outputs
@by
@as_json
@click.pass_obj
def timeline(shell: Shell, /, number: int, by: str, as_json: bool, **outputs: Any) -> None:
    """Show what happened beside what was planned: as a table, a picture or a mail."""
    if _made(shell, "timeline", number, by, **outputs):
        return
    facts = shell.app().pictures().timeline(number, utc_now())
    if as_json:
        show.json_line(facts)
        return
    columns = ("Stage", "Planned", "Begun", "Done", "Acceptance", "How it was agreed")
    show.table(columns, (_stage_cells(stage) for stage in facts.stages), empty="no stages")
    for hold in facts.holds:
        click.echo(f"on hold from {hold.first} to {hold.last or 'now'}: {one_line(hold.reason)}")
    if facts.check_ins:
        answered = sum(one.answered for one in facts.check_ins)
        click.echo(f"{plural(len(facts.check_ins), 'check-in')}, {answered} answered")


@click.command()
@deployment_argument
@_outputs
@by
@as_json
@click.pass_obj
def roadmap(shell: Shell, /, number: int, by: str, as_json: bool, **outputs: Any) -> None:
    """Show the goals and their results: as a table, a picture or a mail."""
    if _made(shell, "roadmap", number, by, **outputs):
        return
    _tell(shell.app().goals().list(number), as_json=as_json)


def _made(
    shell: Shell,
    kind: str,
    number: int,
    by: str,
    *,
    svg: Path | None,
    pdf: Path | None,
    mail: str,
    contact: bool,
    text: str,
) -> bool:
    """Whether a picture was asked for; it is written or mailed then."""
    if mail and contact:
        raise click.UsageError("give --mail or --mail-to-contact, not both")
    if text and not (mail or contact):
        raise click.UsageError("--text goes with --mail or --mail-to-contact")
    service = shell.app().pictures()
    now = utc_now()
    if svg is not None:
        write_file(svg, service.svg(kind, number, now), again=True)
    if pdf is not None:
        write_file(pdf, service.pdf(kind, number, now), again=True)
    if mail or contact:
        click.echo(f"the {kind} goes to {one_line(service.mail(kind, number, mail, text, by, now))}")
    return svg is not None or pdf is not None or bool(mail) or contact


@click.group()
def goal() -> None:
    """Goals on the roadmap: add, due, result, achieved, drop."""


@goal.command()
@deployment_argument
@click.argument("title")
@click.option("--due", type=Day(), default=None, metavar="DAY", help="By when it is to be reached.")
@by
@as_json
@click.pass_obj
def add(shell: Shell, number: int, title: str, due: date | None, by: str, as_json: bool) -> None:
    """Set a goal, in the customer's words and language: they look at it."""
    _tell(shell.app().goals().add(number, title, due, by, utc_now()), as_json=as_json)


@goal.command("due")
@deployment_argument
@_GOAL
@click.argument("day", type=Day(), required=False, metavar="[DAY]")
@by
@as_json
@click.pass_obj
def move(shell: Shell, number: int, goal: int, day: date | None, by: str, as_json: bool) -> None:
    """Say by when a goal is to be reached; without a day it is open."""
    _tell(shell.app().goals().move(number, goal, day, by, utc_now()), as_json=as_json)


@goal.command()
@deployment_argument
@_GOAL
@click.argument("text")
@by
@as_json
@click.pass_obj
def result(shell: Shell, number: int, goal: int, text: str, by: str, as_json: bool) -> None:
    """Say what came of a goal so far."""
    _tell(shell.app().goals().result(number, goal, text, by, utc_now()), as_json=as_json)


@goal.command()
@deployment_argument
@_GOAL
@click.option("--on", "day", type=Day(), default=None, metavar="DAY", help="The day; today unless given.")
@click.option("--result", default="", help="What came of it.")
@by
@as_json
@click.pass_obj
def achieved(shell: Shell, number: int, goal: int, day: date | None, result: str, by: str, as_json: bool) -> None:
    """A goal is reached."""
    _tell(shell.app().goals().achieve(number, goal, day, result, by, utc_now()), as_json=as_json)


@goal.command()
@deployment_argument
@_GOAL
@click.option("--reason", required=True, help="Why.")
@by
@as_json
@click.pass_obj
def drop(shell: Shell, number: int, goal: int, reason: str, by: str, as_json: bool) -> None:
    """Take a goal off the roadmap."""
    _tell(shell.app().goals().drop(number, goal, reason, by, utc_now()), as_json=as_json)


def _tell(goals: "tuple[GoalLine, ...]", *, as_json: bool) -> None:
    if as_json:
        for one in goals:
            show.json_line(one)
        return
    rows = ((str(one.goal_id), one.due or "-", one.achieved or "-", one.title, one.result or "-") for one in goals)
    empty = "no goals yet; see signoff deployment goal add --help"
    show.table((">Goal", "Due", "Achieved", "Title", "Result"), rows, empty=empty)


def _stage_cells(stage: "StageBar") -> tuple[str, ...]:
    until = f" (to {stage.until})" if stage.until else ""
    return (
        stage.key.replace("_", " "),
        str(stage.planned or "-"),
        str(stage.begun or "-") + until,
        str(stage.done or "-"),
        stage.acceptance or "-",
        one_line(stage.how, 100),
    )
