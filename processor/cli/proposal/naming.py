"""How proposals are named at the prompt, and how they and their amounts are printed."""

from decimal import Decimal
from typing import Any

import click

from models.vocabulary import ProposalState
from processor.cli.words import one_line


class ProposalNumber(click.ParamType[int]):
    """A proposal's number, with or without the PR- that mails put before it."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails for anything else."""
        text = str(value).strip()
        digits = text[3:] if text[:3].upper() == "PR-" else text
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            self.fail(f"{value!r} is not a proposal such as PR-17", param, ctx)
        return int(digits)


proposal_argument = click.argument("number", type=ProposalNumber(), metavar="PROPOSAL")


def name_of(number: int) -> str:
    """A proposal's number as people write it."""
    return f"PR-{number}"


def state_words(state: ProposalState) -> str:
    """A state as people say it."""
    return state.value.replace("_", " ")


def amount(price: Decimal | None, currency: str) -> str:
    """A price with its currency; empty for none."""
    return "" if price is None else f"{currency} {price:,f}"


def person(name: str, address: str) -> str:
    """Somebody by name and address, on one line."""
    return one_line(f"{name} <{address}>" if name else address)
