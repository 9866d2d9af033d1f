"""Amounts that decide: how much a person may approve, and what more is asked for above how much."""

from datetime import UTC, date, datetime, time, timedelta

from processor.facts.approvals import ApprovalPolicy, ApproverFacts
from processor.facts.proposals import Money


def within_limit(entry: ApproverFacts, price: Money | None) -> bool:
    """Whether the price is within what this person may approve. A price in another currency is not; no price is."""
    if entry.limit is None or price is None:
        return True
    return entry.limit.currency == price.currency and price.amount <= entry.limit.amount


def asks_strong(policy: ApprovalPolicy, price: Money | None) -> bool:
    """Whether this price asks for A4: above the amount set for its currency, or in one that none is set for."""
    if not policy.strong_above or price is None:
        return False
    bounds = [bound.amount for bound in policy.strong_above if bound.currency == price.currency]
    return not bounds or price.amount > min(bounds)


def code_suffices(policy: ApprovalPolicy, price: Money | None) -> bool:
    """Whether A2C accepts this price: it asks for no A4, and lies below the amount set for its currency, if any is."""
    if asks_strong(policy, price):
        return False
    if not policy.challenge_up_to or price is None:
        return True
    bounds = [bound.amount for bound in policy.challenge_up_to if bound.currency == price.currency]
    return bool(bounds) and price.amount < min(bounds)


def end_of(valid_until: date | None) -> datetime:
    """The first moment at which the proposal is not valid any more: midnight after its last day, in UTC.

    A form has no last day and never expires: its end is the last moment that there is, to compare with and not to show.
    """
    if valid_until is None:
        return datetime.max.replace(tzinfo=UTC)
    last = min(valid_until, date.max - timedelta(days=1))
    return datetime.combine(last + timedelta(days=1), time(), UTC)
