"""The fields of the editor: what was typed becomes a draft, and a draft becomes what the fields show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from models.vocabulary import Language, Quorum, Turn
from processor.approvals.drafting import missing
from processor.documents.attachments import safe_name
from processor.facts.proposals import ProposalContent
from processor.services.drafts import changed, uploaded
from processor.services.proposals import Beginning, Writing
from processor.web.fields import Fields
from processor.web.visit import Visit

__all__ = ["CURRENCIES", "Typed", "lacking", "typed_of", "written"]

CURRENCIES: Final = ("EUR", "USD", "CHF", "GBP", "RUB", "KZT")
_LONGEST: Final = 20_000
_CENTS: Final = 2
_CODE: Final = re.compile(r"[A-Za-z]{3}")
_LACKING: Final = {
    "a title": "title",
    "a request": "request",
    "a scope": "scope",
    "acceptance criteria": "criteria",
    "hours or a price": "amount",
}
_TEXTS: Final = ("title", "request", "goals", "scope", "hours", "price", "currency", "valid_until")


@dataclass(frozen=True, slots=True)
class Typed:
    """What the fields show."""

    title: str
    request: str
    goals: str
    scope: str
    criteria: str
    hours: str
    price: str
    currency: str
    valid_until: str
    approvers: frozenset[str]
    language: str
    turn: Turn
    quorum: Quorum


def lacking(content: ProposalContent) -> tuple[str, ...]:
    """What a draft still needs to be sent, as keys of words."""
    return tuple(_LACKING[one] for one in missing(content))


def typed_of(began: Beginning, typed: Mapping[str, tuple[str, ...]] | None = None) -> Typed:
    """The fields for what a draft began with, or (without scripts, after a look) as they were typed."""
    content = began.content
    price = content.price
    known = {
        "title": content.title,
        "request": content.request,
        "goals": content.goals,
        "scope": content.scope,
        "hours": "" if content.hours is None else f"{content.hours:f}",
        "price": "" if price is None else f"{price.amount:f}",
        "currency": price.currency if price else CURRENCIES[0],
        "valid_until": content.valid_until.isoformat() if content.valid_until else "",
    }
    given = typed or {}
    shown = {name: (given[name] or ("",))[0] if name in given else known[name] for name in _TEXTS}
    criteria = (given["criteria"] or ("",))[0] if "criteria" in given else "\n".join(content.criteria)
    approvers = given.get("approvers", ()) if given else content.approvers
    return Typed(
        **shown,
        criteria=criteria,
        approvers=frozenset(one.casefold() for one in approvers),
        language=(given.get("language") or (began.language,))[0],
        turn=Turn((given.get("turn") or (began.turn.value,))[0]),
        quorum=Quorum((given.get("quorum") or (began.quorum.value,))[0]),
    )


def written(visit: Visit, began: Beginning, seen: int = 0, with_files: bool = True) -> Writing:
    """The draft that the form holds. Raises Refused for a field that can't be, in the language of whoever typed it."""
    form = visit.form
    until = form.date("valid_until")
    if until is None:
        raise visit.refuse("shell.fields.missing", label=visit.words("labels.valid_until"))
    values = {
        "title": form.word("title", most=200),
        "request": form.text("request", most=_LONGEST),
        "goals": form.text("goals", most=_LONGEST),
        "scope": form.text("scope", most=_LONGEST),
        "criteria": [line.strip() for line in form.text("criteria", most=_LONGEST).splitlines() if line.strip()],
        "hours": _amount(visit, "hours"),
        "price": _amount(visit, "price"),
        "currency": _currency(visit),
        "valid_until": until,
        "approvers": [" ".join(one.split()) for one in form.many("approvers", 20)],
    }
    files = uploaded([(safe_name(one.filename), one.body) for one in form.uploads("documents")]) if with_files else ()
    gone = {*form.many("leave_out"), *(file.document.filename for file in files)}
    kept = tuple(one for one in began.content.documents if one.filename not in gone)
    content = replace(changed(began.content, values), documents=(*kept, *(file.document for file in files)))
    language = form.choice("language", Language).value
    turn, quorum = form.choice("turn", Turn), form.choice("quorum", Quorum)
    return Writing(visit.by, language, content, turn, quorum, files, seen)


def _amount(visit: Visit, name: str) -> str:
    value = visit.form.decimal(name)
    if value is None:
        return ""
    if value < 0 or value >= Decimal(10) ** 12 or -int(value.as_tuple().exponent) > _CENTS:
        raise visit.refuse("proposals.refused.amount", label=visit.words(f"labels.{name}"))
    return f"{value:f}"


def _currency(visit: Visit) -> str:
    code = visit.form.word("currency", most=10)
    if code and not _CODE.fullmatch(code):
        raise visit.refuse("proposals.refused.currency", given=code)
    return code.upper()


def raw_fields(form: Fields, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What was typed, as it was typed."""
    return {name: form.many(name) for name in names if name in form}
