"""What a proposal says, as JSON and back: amounts stay the text that they were given as."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from processor.facts.proposals import AttachedDocument, Money, ProposalContent, Section


def content_to_json(content: ProposalContent) -> dict[str, Any]:
    """The content in types that JSON has."""
    return {
        "title": content.title,
        "request": content.request,
        "goals": content.goals,
        "scope": content.scope,
        "criteria": list(content.criteria),
        "hours": None if content.hours is None else str(content.hours),
        "price": money_to_json(content.price),
        "valid_until": None if content.valid_until is None else content.valid_until.isoformat(),
        "documents": [[one.filename, one.media_type, one.sha256, one.size] for one in content.documents],
        "approvers": list(content.approvers),
        "sections": [[one.title, [list(line) for line in one.lines]] for one in content.sections],
    }


def content_from_json(data: Mapping[str, Any]) -> ProposalContent:
    """The content that `content_to_json` wrote."""
    return ProposalContent(
        title=data["title"],
        request=data["request"],
        goals=data["goals"],
        scope=data["scope"],
        criteria=tuple(data["criteria"]),
        hours=None if data["hours"] is None else Decimal(data["hours"]),
        price=money_from_json(data["price"]),
        valid_until=None if data["valid_until"] is None else date.fromisoformat(data["valid_until"]),
        documents=tuple(AttachedDocument(*one) for one in data["documents"]),
        approvers=tuple(data.get("approvers", ())),
        sections=tuple(
            Section(title, tuple((label, value) for label, value in lines)) for title, lines in data.get("sections", ())
        ),
    )


def money_to_json(money: Money | None) -> dict[str, str] | None:
    """The amount in types that JSON has."""
    return None if money is None else {"amount": str(money.amount), "currency": money.currency}


def money_from_json(data: Mapping[str, str] | None) -> Money | None:
    """The amount that `money_to_json` wrote."""
    return None if data is None else Money(Decimal(data["amount"]), data["currency"])
