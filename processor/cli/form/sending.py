"""`signoff form send`, `answer` and `withdraw`."""

import click

from models.vocabulary import Language
from processor.cli import show
from processor.cli.deployment.naming import deployment_argument
from processor.cli.form.naming import form_argument
from processor.cli.options import as_json, by, words_of
from processor.cli.shell import Shell
from processor.cli.words import one_line
from processor.clock import utc_now


class Said(click.ParamType[tuple[str, str]]):
    """An answer to a field: `superuser=Anna Berg`."""

    name = "answer"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Field and words; fails for anything else."""
        field, sign, words = str(value).partition("=")
        if not sign or not field.strip():
            self.fail(f'{value!r} is not an answer such as "superuser=Anna Berg"', param, ctx)
        return field.strip(), words.strip()


@click.command()
@deployment_argument
@click.argument("form")
@click.option("--to", "address", default="", metavar="ADDRESS", help="Who fills it in; the deployment's contact else.")
@click.option("--name", default="", help="How they are addressed.")
@click.option("--language", type=words_of(Language), default=None, help="The deployment's own unless given.")
@click.option("--answer", "answers", type=Said(), multiple=True, metavar="FIELD=TEXT", help="Known; repeatable.")
@by
@as_json
@click.pass_obj
def send(
    shell: Shell,
    number: int,
    form: str,
    address: str,
    name: str,
    language: str | None,
    answers: tuple[tuple[str, str], ...],
    by: str,
    as_json: bool,
) -> None:
    """Send a form to be filled in, by answering the mail or in the attached PDF."""
    from processor.services.forms import Addressee

    to = Addressee(address, name, language or "")
    view = shell.app().forms().send(number, form, to, by, utc_now(), dict(answers))
    if as_json:
        show.json_line(view.line)
        return
    click.echo(f"FQ-{view.line.number} ({one_line(view.line.name)}) goes to {one_line(view.line.to_address)}")


@click.command()
@form_argument
@click.argument("answers", type=Said(), nargs=-1, required=True, metavar="FIELD=TEXT...")
@click.option("--evidence", required=True, help="How you know: by phone, with whom.")
@by
@as_json
@click.pass_obj
def answer(
    shell: Shell, number: int, answers: tuple[tuple[str, str], ...], evidence: str, by: str, as_json: bool
) -> None:
    """Enter what was answered another way."""
    view = shell.app().forms().record(number, dict(answers), by, evidence, utc_now())
    if as_json:
        show.json_line(view.line)
        return
    click.echo(f"FQ-{number} is {view.line.state.value.replace('_', ' ')}")


@click.command()
@form_argument
@click.option("--reason", required=True, help="Why it is not asked any more.")
@by
@as_json
@click.pass_obj
def withdraw(shell: Shell, number: int, reason: str, by: str, as_json: bool) -> None:
    """Ask no more: reminders stop, what was answered is kept."""
    view = shell.app().forms().withdraw(number, reason, by, utc_now())
    if as_json:
        show.json_line(view.line)
        return
    click.echo(f"FQ-{number} is withdrawn")
