"""`signoff model benchmark`: the product's pipeline on any labelled table."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from processor.cli import show
from processor.cli.exits import usable_model
from processor.cli.options import as_json
from processor.cli.progress import progress
from processor.errors import SettingsError

if TYPE_CHECKING:
    from classifiers.benchmark import Table

FILE = click.Path(path_type=Path)


@click.command()
@click.option("--train", required=True, type=FILE, metavar="FILE", help="The CSV to learn from.")
@click.option("--test", required=True, type=FILE, metavar="FILE", help="The CSV to be judged on.")
@click.option(
    "--text", required=True, metavar="COLUMN[,COLUMN]", help="The text; of several columns the first is the subject."
)
@click.option("--label", required=True, metavar="COLUMN", help="What is to be predicted.")
@click.option("--group", metavar="COLUMN", help="Macro-F1 of each group by itself, and their mean.")
@click.option(
    "--target",
    type=click.FloatRange(0.5, 0.999),
    default=0.95,
    show_default=True,
    help="Precision of what is automatic.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=0, show_default=True, help="For what is drawn at random."
)
@as_json
def benchmark(
    train: Path, test: Path, text: str, label: str, group: str | None, target: float, seed: int, as_json: bool
) -> None:
    """Train the product's pipeline on any labelled CSV and judge it on another.

    Nothing that is installed changes. Needs no configuration.
    """
    texts = [column.strip() for column in text.split(",")]
    learn, judge = (_table(file, texts, label, group) for file in (train, test))
    if len(set(learn.labels)) < 2:
        raise SettingsError(f"{train}: all its rows have the label {learn.labels[0]!r}; there is nothing to tell apart")
    from classifiers.benchmark import run

    with usable_model(), progress() as report:
        found = run(learn, judge, target=target, seed=seed, progress=report)
    if as_json:
        show.json_line(found)
    else:
        _print(found)


def _table(path: Path, texts: list[str], label: str, group: str | None) -> "Table":
    from classifiers.benchmark import Table
    from processor.services.tables import read_csv

    table = read_csv(path)
    table.must_have([*texts, label, *([group] if group else [])])
    for line, values in table.records:
        if not values[label].strip():
            raise SettingsError(f"{path} line {line}: the label is empty; fill it in or leave the row out")
    subject = texts[:-1][:1]
    bodies = [table.column(name) for name in texts[len(subject) :]]
    return Table(
        subjects=table.column(subject[0]) if subject else [""] * len(table.records),
        bodies=["\n".join(parts) for parts in zip(*bodies, strict=True)],
        labels=table.column(label),
        groups=table.column(group) if group else [],
    )


def _print(found: dict[str, Any]) -> None:
    def share(name: str) -> str:
        return f"{found[name]:.1%}" if found[name] is not None else "of nothing"

    show.facts(
        (
            ("macro-F1", f"{found['macro_f1']:.4f}"),
            ("accuracy", f"{found['accuracy']:.4f}"),
            ("automatic", f"{share('automatic_coverage')}, of which {share('automatic_precision')} are right"),
            ("target", f"{found['target_precision']:.1%}"),
            ("training", f"{found['train_seconds']:.1f} s"),
            ("judging", f"{found['ms_per_message']:.2f} ms a text"),
            ("model", f"{found['model_bytes'] / 1e6:.1f} MB"),
        )
    )
    if found["per_group"]:
        click.echo()
        rows = ([name, f"{value:.4f}"] for name, value in found["per_group"].items())
        show.table(("Group", "Macro-F1"), rows, empty="")
