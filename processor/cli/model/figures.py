"""A model's figures as tables for people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from models.vocabulary import Category
from processor.cli import show
from processor.cli.words import plural

if TYPE_CHECKING:
    from processor.services.learning.evaluation import Evaluation

SHORT: Final = {
    Category.CUSTOMER_SUCCESS: "success",
    Category.BUG: "bug",
    Category.DEVELOPMENT_REQUEST: "develop",
    Category.POST_IMPLEMENTATION: "post",
    Category.ADDITIONAL_SCOPE: "scope",
    Category.NOT_A_REQUEST: "none",
}
"""The categories as heads of narrow columns."""

Figures = Mapping[str, Any]


def print_figures(found: Figures) -> None:
    """How good a model is on labelled mails that were put to it."""
    severity, nothing, automatic, likely = (
        found[name] for name in ("severity", "not_a_request", "automatic", "likely")
    )
    lenient = f"{_share(found['accuracy_lenient'])} where a second label counts"
    size = f", and names {likely['mean_size']:.1f}" if likely["mean_size"] is not None else ""
    show.facts(
        (
            ("model", found["model"]),
            ("mails", f"{found['rows']:,}"),
            (
                "macro-F1",
                f"{_figure(found['macro_f1'])}, {_figure(found['macro_f1_lenient'])} where a second label counts",
            ),
            ("right", f"{_share(found['accuracy'])}, {lenient}"),
            (
                "automatic",
                f"{_share(automatic['coverage'])} of the mails; {_share(automatic['precision'])} of them right",
            ),
            ("severity", f"{_share(severity['accuracy'])} right, {_share(severity['within_one'])} within one level"),
            ("", f"{_share(severity['critical_called_medium'])} of the critical called medium"),
            ("reason", f"{_share(found['reason_accuracy'])} right"),
            (
                "no request",
                f"{_share(nothing['recall'])} found; {_share(nothing['requests_called_so'])} of requests called so",
            ),
            ("likely set", f"{_share(likely['coverage'])} hold the right category{size}" if size else ""),
        )
    )
    _per_language(found["per_language"])
    _per_category(found["per_category"])
    print_confusion(found["confusion"])


def print_card(card: Figures) -> None:
    """How good a model was, out of fold, on the mails that it was trained on."""
    severity = (
        f"{_share(card.get('severity_accuracy'))} right, {_share(card.get('severity_within_one'))} within one level"
    )
    show.facts(
        (
            ("model", str(card["id"])),
            ("mails", f"{card['rows']:,}, each judged by a model that had not seen it"),
            ("macro-F1", _figure(card["macro_f1"])),
            (
                "",
                ", ".join(f"{name} {_figure(value)}" for name, value in card.get("macro_f1_per_language", {}).items()),
            ),
            ("right", _share(card.get("accuracy"))),
            (
                "automatic",
                f"{_share(card['coverage'])} of the mails, at a target of {card['target']:.1%}"
                if "coverage" in card
                else "",
            ),
            ("severity", severity),
            ("reason", f"{_share(card.get('reason_accuracy'))} right"),
        )
    )
    _thresholds(card["thresholds"])
    if card.get("confusion"):
        print_confusion(card["confusion"])


def print_here(found: "Evaluation") -> None:
    """How good a model is on what people decided in this installation, none of which it had seen when it judged."""
    show.heading("On what people decided here")
    wrong = ", ".join(found.golden_wrong)
    show.facts(
        (
            ("mails", f"{found.mails:,}, {found.right:,} of them right" if found.mails else "none yet"),
            ("macro-F1", _figure(found.macro_f1) if found.mails else ""),
            ("golden", f"{len(found.golden_wrong)} of {found.golden} wrong: {wrong}" if wrong else "all right"),
        )
    )


def print_confusion(confusion: Mapping[str, Mapping[str, int]]) -> None:
    """What was taken for what: a line for each true category, a column for each predicted one."""
    show.heading("Taken for")
    rows = ([name, *(str(confusion.get(name, {}).get(label, 0) or "·") for label in Category)] for name in Category)
    show.table(("True category", *(f">{short}" for short in SHORT.values())), rows, empty="")


def print_counts(counts: Mapping[str, Mapping[str, int]]) -> None:
    """What it learned from: how many mails of each category in each language."""
    show.heading("Learned from")
    languages = sorted({language for cells in counts.values() for language in cells})
    rows = [
        [name, *(str(cells.get(language, 0)) for language in languages), str(sum(cells.values()))]
        for name, cells in counts.items()
    ]
    show.table(("Category", *(f">{language or 'unknown'}" for language in languages), ">All"), rows, empty="nothing")


def _thresholds(thresholds: Mapping[str, Any]) -> None:
    """From which confidence on each category is automatic, and what proves it."""
    show.heading("Automatic from")
    rows = []
    for name, found in thresholds.items():
        proof = found if isinstance(found, Mapping) else {"threshold": found}
        needed = proof["threshold"]
        rows.append(
            [
                name,
                f"{needed:.1%}" if needed <= 1 else "never",
                str(proof.get("n", "-")),
                str(proof.get("right", "-")),
                _share(proof.get("bound")),
            ]
        )
    show.table(("Category", ">Confidence", ">Mails above", ">Right", "Precision at least"), rows, empty="none")


def _per_language(found: Mapping[str, Figures]) -> None:
    click.echo()
    columns = ("Language", ">Macro-F1", ">Lenient", ">Right", ">Lenient")
    rows = [
        [
            name,
            _figure(part["macro_f1"]),
            _figure(part["macro_f1_lenient"]),
            _share(part["accuracy"]),
            _share(part["accuracy_lenient"]),
        ]
        for name, part in found.items()
    ]
    show.table(columns, rows, empty="")


def _per_category(found: Mapping[str, Figures]) -> None:
    click.echo()
    rows = [
        [name, str(part["rows"]), _share(part["precision"]), _share(part["recall"]), _figure(part["f1"])]
        for name, part in found.items()
    ]
    show.table(("Category", ">Mails", ">Precision", ">Recall", ">F1"), rows, empty="")


def summary(card: Figures) -> str:
    """A model on one line: what it learned from, and how good it was."""
    return f"{plural(card['rows'], 'mail')}, macro-F1 {_figure(card['macro_f1'])}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
