"""`signoff model import`: what a team labelled before it had Signoff."""

from pathlib import Path

import click

from processor.cli import show
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import one_line, plural
from processor.clock import utc_now


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help="What a column of the file holds; repeatable."
)
@click.option("--source", metavar="NAME", help="Where the labels come from; without it, the file's name.")
@by
@as_json
@click.pass_obj
def import_history(
    shell: Shell, file: Path, mapping: tuple[str, ...], source: str | None, by: str, as_json: bool
) -> None:
    """Take a team's own labelled mails in to learn from; the next training does.

    FILE is .csv or .jsonl with subject, body, category, severity (1 to 4) and reason, and
    lang and stage where they are known. Severity and reason are empty exactly for
    not_a_request. Every row is checked first: all are taken, or none. Importing a file
    again adds nothing.
    """
    from processor.services.history import take_history
    from processor.services.labelled import read_labelled

    rows = read_labelled(file, _mapping(mapping))
    taken = take_history(shell.app().store, rows, source or file.name, by, utc_now())
    if as_json:
        show.json_line({"rows": taken.rows, "new": taken.new, "known": taken.rows - taken.new})
        return
    known = taken.rows - taken.new
    already = f", {known:,} there already (or twice in the file)" if known else ""
    click.echo(f"{plural(taken.rows, 'mail')} in {one_line(str(file))}: {taken.new:,} new{already}")
    if taken.new:
        click.echo("they count from the next training on: signoff model train")


def _mapping(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in given:
        column, equals, field = pair.rpartition("=")
        if not equals or not column or not field:
            raise click.BadParameter(f"{pair!r} is not COLUMN=FIELD, such as Betreff=subject", param_hint="--map")
        found[column.strip()] = field.strip()
    return found
