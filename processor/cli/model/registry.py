"""`signoff model list`, `show`, `promote` and `rollback`: which model judges."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from processor.cli import show
from processor.cli.exits import usable_model
from processor.cli.model.choosing import STARTER, chosen
from processor.cli.model.figures import print_card, print_counts, summary
from processor.cli.options import as_json, by
from processor.cli.shell import Shell
from processor.cli.words import moment, one_line
from processor.clock import utc_now

if TYPE_CHECKING:
    from processor.services.learning.learn import Learn
    from processor.store.trained import ModelRow


@click.command("list")
@as_json
@click.pass_obj
def list_models(shell: Shell, as_json: bool) -> None:
    """List the trained models, the newest first, and last the one that ships."""
    learning = shell.app().learn()
    rows = learning.models()
    current = _judging(learning)
    if as_json:
        for row in rows:
            show.json_line(row)
        show.json_line({"name": STARTER, "state": "current" if current == STARTER else "retired"})
        return
    cells = [[row.name, row.state.value, moment(row.made_at), summary(row.card), one_line(row.why)] for row in rows]
    cells.append([STARTER, "current" if current == STARTER else "ships", "", "", "signoff model show starter"])
    show.table(("Name", "State", "Made", "Learned from", "Why"), cells, empty="")
    if held := learning.held():
        click.echo(f"{one_line(held)}: a new model waits as a candidate until somebody promotes it")


def _judging(learning: "Learn") -> str:
    """The name of the model that judges; "" while that is not known, when this list is needed most."""
    from classifiers.verdict import ModelUnusable

    try:
        return learning.current()
    except ModelUnusable as error:
        click.echo(f"signoff: {error}", err=True)
        return ""


@click.command("show")
@click.argument("name", required=False)
@as_json
@click.pass_obj
def show_model(shell: Shell, name: str | None, as_json: bool) -> None:
    """Show one model, or the one that judges: where it comes from, and how good it is.

    Without a configuration it is the one that ships.
    """
    from processor.services.evaluating import card_of

    with usable_model():
        card = card_of(chosen(shell, name))
    row = _row(shell, name)
    if as_json:
        show.json_line({"name": row.name if row else STARTER, "record": row, "card": dict(card)})
        return
    _origin(row, card)
    print_counts(card["counts"])
    show.heading("How good it is")
    print_card(card)


def _row(shell: Shell, name: str | None) -> "ModelRow | None":
    """What the database has of the model; nothing of the one that ships."""
    if name == STARTER or shell.settings_if_any() is None:
        return None
    learning = shell.app().learn()
    wanted = name or learning.current()
    return next((row for row in learning.models() if row.name == wanted), None)


def _origin(row: "ModelRow | None", card: Mapping[str, Any]) -> None:
    encoder = card.get("encoder")
    show.facts(
        (
            ("name", row.name if row else STARTER),
            (
                "state",
                f"{row.state.value}{f': {one_line(row.why)}' if row.why else ''}" if row else "ships with Signoff",
            ),
            ("made", moment(row.made_at) if row else ""),
            (
                "promoted",
                f"{moment(row.promoted_at)} by {one_line(row.promoted_by)}" if row and row.promoted_at else "",
            ),
            ("replaces", (row.parent or STARTER) if row else ""),
            ("sha-256", row.digest if row else ""),
            ("encoder", f"{encoder['name']} {encoder['digest'][:12]}" if encoder else "none: words only"),
            ("made with", f"scikit-learn {card['sklearn']}, cleaning {card['cleaning']}"),
        )
    )


@click.command()
@click.argument("name")
@by
@as_json
@click.pass_obj
def promote(shell: Shell, name: str, by: str, as_json: bool) -> None:
    """Let a model judge from now on; starter is the one that ships."""
    with usable_model():
        _now_judges(shell.app().learn().promote(name, by, utc_now()), as_json=as_json)


@click.command()
@by
@as_json
@click.pass_obj
def rollback(shell: Shell, by: str, as_json: bool) -> None:
    """Let the model judge again that the present one replaced."""
    with usable_model():
        _now_judges(shell.app().learn().rollback(by, utc_now()), as_json=as_json)


def _now_judges(name: str, *, as_json: bool) -> None:
    if as_json:
        show.json_line({"name": name, "state": "current"})
    else:
        click.echo(f"{one_line(name)} judges from now on; a running daemon takes it within seconds")
