"""How deployments are named at the prompt, and what is written about them: days, moments, amounts of things."""

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import click

from models.vocabulary import DeploymentStage
from processor.facts.measures import COUNTABLE, is_countable


class DeploymentNumber(click.ParamType[int]):
    """A deployment's number."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails for anything else."""
        digits = str(value).strip()
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            self.fail(f"{value!r} is not the number of a deployment, such as 3", param, ctx)
        return int(digits)


class Day(click.ParamType[date]):
    """A day of the calendar, as ISO 8601 writes it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails for one that doesn't exist."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2031-03-24", param, ctx)


class PlannedStage(click.ParamType[tuple[DeploymentStage, date]]):
    """A stage and the day that it is planned for: `training=2031-03-24`."""

    name = "plan"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[DeploymentStage, date]:
        """Stage and day; fails for anything else."""
        stage, _, day = str(value).partition("=")
        try:
            return DeploymentStage(stage), date.fromisoformat(day)
        except ValueError:
            self.fail(f"{value!r} is not a plan such as training=2031-03-24", param, ctx)


class Included(click.ParamType[tuple[str, Decimal]]):
    """How much of something the fee includes: `queues=4`."""

    name = "quantity"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Decimal]:
        """Name and amount; fails for anything else."""
        name, _, amount = str(value).partition("=")
        return name.strip(), decimal_of(amount, value, "queues=4", self, param, ctx)


def decimal_of(
    text: str,
    value: object,
    example: str,
    kind: click.ParamType[Any],
    param: click.Parameter | None,
    ctx: click.Context | None,
) -> Decimal:
    """A number that can be counted; fails with an example for anything else."""
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        kind.fail(f"{value!r} is not an amount such as {example}", param, ctx)
    if not is_countable(amount):
        kind.fail(f"{value!r} is not an amount such as {example}: {COUNTABLE}", param, ctx)
    return abs(amount)  # -0 is 0


class Amount(click.ParamType[Decimal]):
    """A number from 0 up, with or without decimals."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The number; fails for anything else."""
        return decimal_of(str(value), value, "1.5", self, param, ctx)


deployment_argument = click.argument("number", type=DeploymentNumber(), metavar="DEPLOYMENT")


def moment_in(text: str, zone: str) -> datetime:
    """A moment that a person wrote: with its offset, or as the clock shows it in a time zone. In UTC.

    A wall-clock time that a change to summer time leaves out, or brings twice, needs its offset.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{text!r} is not a moment such as 2031-03-24T18:00") from None
    try:
        if read.tzinfo is not None:
            return read.astimezone(UTC)
        first = read.replace(tzinfo=ZoneInfo(zone))
        second = first.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return first.astimezone(UTC)
    except OverflowError:
        raise click.UsageError(f"{text!r} is too far away to count from: look at its year") from None
    either = f"{first.isoformat(timespec='minutes')} or {second.isoformat(timespec='minutes')}"
    raise click.UsageError(f"{text} is no single moment in {zone}: add the offset, {either}")
