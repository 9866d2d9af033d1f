"""The labels of a request as options, and as words on a line."""

import click

from models.vocabulary import CaseReason, Category, Severity
from processor.cli.options import words_of

category_option = click.option("--category", type=words_of(Category), help="What is asked for.")
severity_option = click.option(
    "--severity", type=click.IntRange(min(Severity), max(Severity)), help="1 critical, 2 urgent, 3 high, 4 medium."
)
reason_option = click.option("--reason", type=words_of(CaseReason), help="Why the customer wrote.")


def labels(category: Category | None, severity: Severity | None, reason: CaseReason | None) -> str:
    """The labels on one line; a dash where nobody has put any."""
    words = [category.value if category else "", f"severity {severity.value}" if severity else ""]
    return ", ".join(word for word in (*words, reason.value if reason else "") if word) or "-"
