"""`signoff deployment check-in` and `scheme`: staying in step with a customer."""

import mimetypes
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.vocabulary import Language
from processor.cli import show
from processor.cli.deployment.files import read_file, write_file
from processor.cli.deployment.naming import Day, deployment_argument
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line, plural
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.checkins import CheckIn, Schedule


@click.group("check-in")
def check_in() -> None:
    """The five questions: send, every, stop, show."""


@check_in.command()
@deployment_argument
@click.option("--to", "address", default="", metavar="ADDRESS", help="Who is asked; the deployment's contact else.")
@click.option("--name", default="", help="How they are addressed.")
@click.option("--language", type=words_of(Language), default=None, help="The deployment's own unless given.")
@by
@as_json
@click.pass_obj
def send(shell: Shell, number: int, address: str, name: str, language: str | None, by: str, as_json: bool) -> None:
    """Ask the five questions now, at whatever stage."""
    from processor.services.forms import Addressee

    view = shell.app().check_ins().send(number, Addressee(address, name, language or ""), by, utc_now())
    if as_json:
        show.json_line(view.line)
        return
    click.echo(f"FQ-{view.line.number} (check-in) goes to {one_line(view.line.to_address)}")


@check_in.command()
@deployment_argument
@click.argument("days", type=click.IntRange(1, 3650))
@click.option("--from", "first", type=Day(), default=None, metavar="DAY", help="The first day; else so many days on.")
@by
@as_json
@click.pass_obj
def every(shell: Shell, number: int, days: int, first: date | None, by: str, as_json: bool) -> None:
    """Ask by itself each so many days, in the morning where the customer is."""
    _schedule(shell.app().check_ins().schedule(number, days, first, by, utc_now()), as_json=as_json)


@check_in.command()
@deployment_argument
@by
@as_json
@click.pass_obj
def stop(shell: Shell, number: int, by: str, as_json: bool) -> None:
    """Ask no more by itself."""
    _schedule(shell.app().check_ins().stop(number, by, utc_now()), as_json=as_json)


@check_in.command("show")
@deployment_argument
@as_json
@click.pass_obj
def show_check_ins(shell: Shell, number: int, as_json: bool) -> None:
    """Show the check-ins, the newest first: the answers, what changed since the one before, and why."""
    schedule, found = shell.app().check_ins().show(number, utc_now())
    if as_json:
        show.json_line({"schedule": schedule, "check_ins": found})
        return
    _schedule(schedule, as_json=False)
    for one in found:
        _print(one)


def _schedule(schedule: "Schedule", *, as_json: bool) -> None:
    if as_json:
        show.json_line(schedule)
    elif not schedule.every_days:
        click.echo("no check-ins by themselves")
    else:
        click.echo(f"check-ins every {plural(schedule.every_days, 'day')}, the next at {moment(schedule.next_at)}")


def _print(one: "CheckIn") -> None:
    show.heading(f"FQ-{one.number}  {moment(one.asked_at)}  {one.state.value.replace('_', ' ')}")
    changed = {change.field: change.kind.value for change in one.changes}
    why = {answer.field: answer.said for answer in one.whys}
    for answer in one.answers:
        mark = f" ({changed[answer.field]})" if answer.field in changed else ""
        click.echo(f"  {answer.field}{mark}: {one_line(answer.said, 300)}")
        if answer.field in why:
            click.echo(f"      why: {one_line(why[answer.field], 300)}")
    gone = [field for field, kind in changed.items() if kind == "gone"]
    if gone:
        click.echo(f"  not said any more: {', '.join(gone)}")
    if one.why_form and not one.whys:
        click.secho(f"  FQ-{one.why_form} asks why", dim=True)


@click.command()
@deployment_argument
@click.option(
    "--file", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None, help="Keep this one."
)
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="FILE", help="Write the newest one here.")
@by
@as_json
@click.pass_obj
def scheme(shell: Shell, number: int, file: Path | None, out: Path | None, by: str, as_json: bool) -> None:
    """Keep, list or export the scheme of the customer's system."""
    if file is not None and out is not None:
        raise click.UsageError("give --file or --out, not both")
    service = shell.app().schemes()
    if file is not None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        service.keep(number, file.name, kind, read_file(file), by, utc_now())
    elif out is not None:
        write_file(out, service.newest(number).body)
        return
    lines = service.list(number)
    if as_json:
        for line in lines:
            show.json_line(line)
        return
    rows = ((one.filename, moment(one.at), one.added_by, one.sha256[:16]) for one in lines)
    show.table(("Scheme", "Kept", "By", "SHA-256"), rows, empty="no scheme is kept with it")
