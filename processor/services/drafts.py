"""What a CSM writes of a proposal: a draft as TOML, read with errors that say what, which and what to do."""

import hashlib
import json
import mimetypes
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from processor.errors import Refused
from processor.facts.message import is_deliverable
from processor.facts.proposals import AttachedDocument, Money, ProposalContent

LARGEST_DOCUMENT: Final = 10 * 1024 * 1024
_TEXTS: Final = ("title", "request", "goals", "scope")
_KNOWN: Final = frozenset((*_TEXTS, "criteria", "hours", "price", "currency", "valid_until", "approvers"))
_LONGEST: Final = {"title": 200, "request": 20_000, "goals": 20_000, "scope": 20_000}
_MOST_CRITERIA: Final = 100
_MOST_APPROVERS: Final = 20
_CENTS: Final = 2


@dataclass(frozen=True, slots=True)
class Attachable:
    """A file to attach, with its bytes."""

    document: AttachedDocument
    body: bytes


def empty_draft(subject: str, request: str, today: date, valid_days: int) -> ProposalContent:
    """What a draft begins with: the ticket's own words, and how long proposals are valid here."""
    return ProposalContent(
        title=subject[: _LONGEST["title"]],
        request=request[: _LONGEST["request"]],
        goals="",
        scope="",
        criteria=(),
        hours=None,
        price=None,
        valid_until=today + timedelta(days=valid_days),
    )


def to_toml(content: ProposalContent) -> str:
    """The draft as a person edits it. `from_toml` reads it back as it was."""
    lines = ["# Everything here is what both sides approve. Save and close to keep it.", ""]
    for name in _TEXTS:
        lines += [f"{name} = {_toml_text(getattr(content, name))}", ""]
    lines += ["# When is it done? One sentence each.", "criteria = ["]
    lines += [f"    {_toml_line(criterion)}," for criterion in content.criteria]
    lines += ["]", "", '# Leave hours or price empty where there are none; amounts are texts such as "4200.00".']
    lines.append(f'hours = "{"" if content.hours is None else content.hours}"')
    lines.append(f'price = "{content.price.amount if content.price else ""}"')
    lines.append(f'currency = "{content.price.currency if content.price else ""}"')
    lines += ["", "# The last day on which it can be accepted, in UTC.", f"valid_until = {content.valid_until}", ""]
    named = ", ".join(map(_toml_line, content.approvers))
    lines += [
        "# Who approves for the customer: addresses of the register; empty for everyone there.",
        f"approvers = [{named}]",
        "",
    ]
    return "\n".join(lines)


def from_toml(text: str, before: ProposalContent) -> ProposalContent:
    """The draft that a text describes; what it leaves out stays as it was. Raises Refused with what is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"the draft is not valid TOML: {error}") from error
    unknown = sorted(set(table) - _KNOWN)
    if unknown:
        raise Refused(f"the draft has an unknown field {unknown[0]!r}: known are {', '.join(sorted(_KNOWN))}")
    return changed(before, table)


def changed(before: ProposalContent, values: Mapping[str, Any]) -> ProposalContent:
    """The draft with these values in place. Raises Refused for one that can't be."""
    texts = {name: _text(name, values[name]) if name in values else getattr(before, name) for name in _TEXTS}
    after = replace(before, title=texts["title"], request=texts["request"], goals=texts["goals"], scope=texts["scope"])
    if "criteria" in values:
        after = replace(after, criteria=_criteria(values["criteria"]))
    if "hours" in values:
        after = replace(after, hours=_amount("hours", values["hours"]))
    if "price" in values or "currency" in values:
        after = replace(after, price=_price(values, before))
    if "valid_until" in values:
        after = replace(after, valid_until=_day(values["valid_until"]))
    if "approvers" in values:
        after = replace(after, approvers=_approvers(values["approvers"]))
    return after


def money(name: str, value: object, currency: object) -> Money | None:
    """An amount in a currency; None where the amount is an empty text. Raises Refused for one that can't be."""
    amount = _amount(name, value)
    if amount is None:
        return None
    code = str(currency).strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise Refused(f"currency {currency!r} should be three letters such as EUR (ISO 4217)")
    return Money(amount.quantize(Decimal("0.01")), code)


def attachables(paths: Sequence[Path]) -> tuple[Attachable, ...]:
    """The files with their digests. Raises Refused for one that can't be read, is empty, too large or there twice."""
    found: dict[str, Attachable] = {}
    for path in paths:
        try:
            body = path.read_bytes()
        except OSError as error:
            raise Refused(f"the document {path} can't be read: {error.strerror}") from error
        one = _attachable(path.name, body, path)
        if path.name in found:
            raise Refused(f"two documents are called {path.name}: rename one")
        found[path.name] = one
    return tuple(found.values())


def uploaded(given: Sequence[tuple[str, bytes]]) -> tuple[Attachable, ...]:
    """Files that came by their names and bytes, with their digests. Raises Refused as `attachables` does."""
    found: dict[str, Attachable] = {}
    for filename, body in given:
        one = _attachable(filename, body, filename)
        if filename in found:
            raise Refused(f"two documents are called {filename}: rename one")
        found[filename] = one
    return tuple(found.values())


def _attachable(filename: str, body: bytes, named: object) -> Attachable:
    if not 0 < len(body) <= LARGEST_DOCUMENT:
        raise Refused(f"the document {named} has {len(body)} bytes: between 1 and {LARGEST_DOCUMENT} can be sent")
    media_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    digest = hashlib.sha256(body).hexdigest()
    return Attachable(AttachedDocument(filename, media_type, digest, len(body)), body)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Refused(f"{name} should be a text in quotes")
    text = value.strip()
    if len(text) > _LONGEST[name]:
        raise Refused(f"{name} has {len(text)} characters: {_LONGEST[name]} are the most; attach a document instead")
    if name == "title" and "\n" in text:
        raise Refused("title should be one line")
    return text


def _criteria(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
        raise Refused("criteria should be a list of sentences in quotes")
    if len(value) > _MOST_CRITERIA:
        raise Refused(f"criteria are {len(value)}: {_MOST_CRITERIA} are the most; attach a document instead")
    return tuple(" ".join(item.split()) for item in value)


def _approvers(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Refused("approvers should be a list of addresses in quotes")
    named = tuple(dict.fromkeys(item.strip() for item in value))
    wrong = [item for item in named if not is_deliverable(item)]
    if wrong:
        raise Refused(f"approvers: {wrong[0]!r} is no mail address")
    if len(named) > _MOST_APPROVERS:
        raise Refused(f"approvers are {len(named)}: {_MOST_APPROVERS} are the most")
    return named


def _amount(name: str, value: object) -> Decimal | None:
    """Hours or money as it was written, so that 4200.50 stays what it is. An empty text is none."""
    text = str(value).strip() if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else None
    if text is None:
        raise Refused(f'{name} should be a number in quotes, such as "4200.00"')
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 12:
        raise Refused(f"{name} {text!r} is no amount: write it with a point and without separators, such as 4200.00")
    if -int(amount.as_tuple().exponent) > _CENTS:
        raise Refused(f"{name} {text!r} has more than two decimals")
    return amount


def _price(values: Mapping[str, Any], before: ProposalContent) -> Money | None:
    kept = before.price.amount if before.price else ""
    given = values.get("currency", before.price.currency if before.price else "")
    return money("price", values.get("price", kept), given)


def _day(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"valid_until {value!r} should be a day such as 2030-01-31") from None


def _toml_text(text: str) -> str:
    """A text over several lines where it has them."""
    if "\n" not in text:
        return _toml_line(text)
    escaped = json.dumps(text, ensure_ascii=False)[1:-1].replace("\\n", "\n").replace("\x7f", "\\u007f")
    return f'"""\n{escaped}"""'


def _toml_line(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
