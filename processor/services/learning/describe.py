"""The page that stands beside a trained model, for whoever finds its folder."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

FIGURES = ("rows", "macro_f1", "accuracy", "severity_within_one", "coverage", "target", "corpus_digest", "sklearn")
"""What of the card is told, where the card has it."""


def describe(name: str, card: Mapping[str, Any], parent: str, why: str, now: datetime) -> str:
    """The page, in Markdown."""
    figures = [f"- {key}: {card[key]}" for key in FIGURES if key in card]
    lines = [
        f"# {name}",
        "",
        f"A text model of Signoff, made {now:%Y-%m-%d %H:%M} UTC from the starter corpus and what people decided here.",
        f"It was to replace {parent}; the gate said of it: {why}.",
        "",
        *figures,
        "",
        "`card.json` has all figures, `oof.json` what it said of each mail before it had seen it. The database holds",
        "the SHA-256 of `model.skops`; a file that differs is refused. `signoff model show` prints all of this.",
        "",
    ]
    return "\n".join(lines)
