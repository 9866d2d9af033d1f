"""The report of a bounce: from its delivery status parts (RFC 3464), completed from its headers and text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message as Part

from models.vocabulary import BounceAction
from processor.facts.message import BounceReport
from processor.facts.own import OwnMarks
from processor.reading import parts
from processor.reading.bounces import texts
from processor.reading.charset import decode
from processor.reading.headers import Headers
from processor.reading.parts import Walk
from processor.reading.words import header_text

_ADDRESS = re.compile(
    r"[^\s<>\"'(),;:\[\]=`|@]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,200}?\.[A-Za-z]{2,24}(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
)
_RETURNED_ID = re.compile(r"^[ \t>]*message-id:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
_RETURNED_START = re.compile(
    r"^[ \t]*(?:-{2,}.{0,100}-{2,}|={3,}.{0,80}|received: |return-path: |from: .{0,200}@|message-id: )",
    re.IGNORECASE | re.MULTILINE,
)
_ROLE = re.compile(r"^(?:postmaster|mailer-?daemon|abuse|root|support|help)@", re.IGNORECASE)
_FIELD = re.compile(r"^([A-Za-z0-9-]+):[ \t]*((?:.*)(?:\n[ \t]+.*)*)", re.MULTILINE)
_GRAVEST = (
    BounceAction.FAILED,
    BounceAction.DELAYED,
    BounceAction.EXPANDED,
    BounceAction.RELAYED,
    BounceAction.DELIVERED,
)
_CAP = 100
_SPAN = 20_000


@dataclass(slots=True)
class Status:
    """The fields of all delivery status parts together."""

    recipients: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    diagnostics: list[str] = field(default_factory=list)
    original_id: str = ""


def read_status(found: Walk) -> Status:
    """What the delivery status parts say; a part that is broken says what can be made out."""
    status = Status()
    for leaf in found.leaves:
        if leaf.kind != "message/delivery-status":
            continue
        for name, value in _fields(decode(parts.payload(leaf.part)).text[:_SPAN]):
            _take(status, name, value)
    return status


def _fields(text: str) -> Iterable[tuple[str, str]]:
    for found in _FIELD.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        yield found[1].lower(), header_text(found[2]).text


def _take(status: Status, name: str, value: str) -> None:
    kind, _, rest = value.partition(";")
    bare = (rest or kind).strip()
    if name in {"final-recipient", "original-recipient", "x-actual-recipient"}:
        address = _ADDRESS.search(bare)
        if address and len(status.recipients) < _CAP and address[0].casefold() not in status.recipients:
            status.recipients.append(address[0].casefold())
    elif name == "action" and value:
        status.actions.append(re.split(r"[\s(;]", value.strip().lower())[0])
    elif name == "status" and value:
        status.statuses.append(value.split(maxsplit=1)[0])
    elif name == "diagnostic-code":
        status.diagnostics.append(bare)
    elif name in {"x-original-message-id", "original-message-id", "original-envelope-id"} and "@" in value:
        status.original_id = status.original_id or f"<{value.strip().strip('<>')}>"


def report(status: Status, found: Walk, headers: Headers, text: str, own: OwnMarks) -> BounceReport:
    """The report of a mail that is a bounce, by the best source for each of its fields."""
    words = _before_returned(text)
    recipients = status.recipients or _recipients(headers, words, own)
    code = next((value for value in status.statuses if value[:1] in "45"), "") or texts.status_of(
        "\n".join(status.diagnostics) or words
    )
    action = _action(status, words, code)
    permanent = action is BounceAction.FAILED and (code[:1] == "5" or (not code and texts.is_permanent(words)))
    diagnostic = next(iter(status.diagnostics), "") or " ".join(words.split())
    original = _returned_id(found) or status.original_id or _id_in(text) or _referred(headers)
    return BounceReport(tuple(recipients), action, code, original, permanent, diagnostic[:500])


def _action(status: Status, words: str, code: str) -> BounceAction:
    """The gravest action reported; without any, a delay where the words or the code say so."""
    known = {action.value: action for action in BounceAction}
    named = {known[action] for action in status.actions if action in known}
    for action in _GRAVEST:
        if action in named:
            return action
    if texts.is_delivered(words):
        return BounceAction.DELIVERED
    return BounceAction.DELAYED if texts.is_delay(words) and code[:1] != "5" else BounceAction.FAILED


def _recipients(headers: Headers, words: str, own: OwnMarks) -> list[str]:
    """Whom it names in X-Failed-Recipients, else the addresses of its words that are no one's of ours."""
    named = _ADDRESS.findall(headers.text("x-failed-recipients"))
    if not named:
        ours = own.addresses | {found.casefold() for found in _ADDRESS.findall(headers.text("to"))}
        senders = {found.casefold() for found in _ADDRESS.findall(headers.text("from"))}
        named = [
            address
            for address in _ADDRESS.findall(words)
            if address.casefold() not in ours | senders and not _ROLE.match(address)
        ]
    return list(dict.fromkeys(address.casefold().rstrip(".") for address in named))[:_CAP]


def _before_returned(text: str) -> str:
    """The text up to where the returned mail begins."""
    text = text[: 4 * _SPAN]
    found = _RETURNED_START.search(text, 1)
    head = text[: found.start()] if found else text
    return (head if _ADDRESS.search(head) else text)[:_SPAN]


def _returned_id(found: Walk) -> str:
    """The Message-ID of the returned message, whole or its headers only."""
    for leaf in found.leaves:
        if leaf.kind in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/partial"}:
            inner = leaf.part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Part):
                ids = Headers(inner[0]).ids("message-id")
                if ids:
                    return ids[0]
            found_id = _id_in(decode(parts.payload(leaf.part)[:_SPAN]).text)
            if found_id:
                return found_id
    return ""


def _id_in(text: str) -> str:
    found = _RETURNED_ID.search(text)
    return found[1] if found else ""


def _referred(headers: Headers) -> str:
    """The mail that the bounce calls its cause in its own headers."""
    ids = headers.ids("in-reply-to") or headers.ids("x-original-message-id") or headers.ids("references")[-1:]
    return ids[0] if ids else ""
