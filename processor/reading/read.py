"""Bytes to a frozen Message: the one entrance of this room. A pure function that never fails."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from models.vocabulary import Kind
from processor.facts.message import Address, Match, Message
from processor.facts.own import OwnMarks
from processor.reading import addresses, digest, parts
from processor.reading.body import Body, read_body
from processor.reading.bounces.report import Status, read_status, report
from processor.reading.clues import Clues, top_level
from processor.reading.defects import BLOCK_APPROVAL, Defect
from processor.reading.front import Front, parse_tree
from processor.reading.headers import Headers
from processor.reading.kinds import Judgement, judge
from processor.reading.language import detect
from processor.reading.limits import Limits
from processor.reading.newtext import ReplyParts, split_reply
from processor.reading.parts import Walk, walk


@dataclass(slots=True)
class _Envelope:
    """The header fields of a mail, decoded."""

    sender: Address | None
    subject: str
    date: datetime | None
    lists: dict[str, tuple[Address, ...]]
    recovered: bool
    defects: list[Defect]


def read(raw: bytes, own: OwnMarks, limits: Limits, partial: bool = False) -> Message:
    """What a mail says. Any bytes give a Message; the same bytes give the same.

    `partial` says that `raw` is only the beginning of a mail too large to fetch. Control fields that Signoff sets on
    its own mail are believed by nobody: only the loop token's value is carried on, for routing to verify.
    """
    front = parse_tree(raw, limits)
    headers = Headers(front.message)
    why = _unreadable(raw, headers)
    if why:
        return _nothing(raw, why, partial)
    found = walk(front.message, limits)
    body = read_body(found, limits)
    envelope = _envelope(headers, limits)
    status = read_status(found)
    clues = _clues(headers, own, envelope, found, body, status)
    judged = judge(clues)
    if judged.kind is Kind.HUMAN and body.differs():
        body.defects.append(Defect.TEXT_AND_HTML_DIFFER)
    reply = _reply(judged.kind, body)
    defects = _defects(front, found, body, envelope)
    against = _against_approval(judged, defects, reply, partial)
    return _message(raw, own, partial, headers, envelope, body, reply, judged, against, defects, found, status)


def attachment_bytes(raw: bytes, position: int, limits: Limits) -> bytes:
    """The bytes of the attachment at a position of the walk, from the raw mail; empty where there is none."""
    found = walk(parse_tree(raw, limits).message, limits)
    if position < found.count:
        return next((parts.payload(leaf.part) for leaf in found.leaves if leaf.position == position), b"")
    files = [data for _, data in parts.uuencoded_files(read_body(found, limits).whole)]
    return files[position - found.count] if position - found.count < len(files) else b""


def _unreadable(raw: bytes, headers: Headers) -> Defect | None:
    if not raw.strip(b"\x00 \t\r\n"):
        return Defect.EMPTY
    return None if headers.names() else Defect.NO_HEADERS


def _nothing(raw: bytes, why: Defect, partial: bool) -> Message:
    """The message of bytes that are no mail."""
    return Message(
        digest=digest.raw_digest(raw),
        content_digest=digest.content_digest(raw),
        size=len(raw),
        kind=Kind.UNREADABLE,
        may_reply=False,
        may_approve=False,
        matches=(Match("unreadable", f"it can't be read as mail: {why}"),),
        partial=partial,
        defects=(why,),
    )


def _envelope(headers: Headers, limits: Limits) -> _Envelope:
    sender = addresses.read_sender(headers)
    subject = headers.decoded("subject")
    defects = list(sender.defects)
    lists: dict[str, tuple[Address, ...]] = {}
    for name in ("to", "cc", "reply-to"):
        lists[name], cut = addresses.read_list(headers, name, limits.addresses)
        defects += [Defect.TOO_MANY_ADDRESSES] if cut else []
    date = _date(headers)
    for name, defect in (("subject", Defect.SEVERAL_SUBJECTS), ("message-id", Defect.SEVERAL_MESSAGE_IDS)):
        defects += [defect] if len(headers.raw(name)) > 1 else []
    defects += [] if date else [Defect.NO_DATE]
    return _Envelope(sender.address, subject.text, date, lists, subject.recovered, defects)


def _date(headers: Headers) -> datetime | None:
    """The time a mail gives itself, in UTC; a zone of -0000 or none is taken for UTC (RFC 5322 section 3.3)."""
    try:
        date = parsedate_to_datetime(headers.text("date"))
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except Exception:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return None


def _clues(headers: Headers, own: OwnMarks, envelope: _Envelope, found: Walk, body: Body, status: Status) -> Clues:
    top, report_type = top_level(headers, found)
    kinds = frozenset(leaf.kind for leaf in found.leaves)
    return Clues(
        headers, own, envelope.sender, envelope.subject, body.text, top, report_type, kinds, tuple(status.actions)
    )


def _reply(kind: Kind, body: Body) -> ReplyParts:
    """What was written now; reports of machines quote nothing in a way that people do, and are kept whole."""
    if kind in {Kind.BOUNCE, Kind.COMPLAINT, Kind.READ_RECEIPT}:
        return ReplyParts(body.text, "", "", False, ())
    return split_reply(body.marked)


def _defects(front: Front, found: Walk, body: Body, envelope: _Envelope) -> tuple[Defect, ...]:
    """All defects, each once, in the order of reading."""
    named = [*front.defects, *envelope.defects, *found.defects, *body.defects]
    if body.recovered or envelope.recovered:
        named.append(Defect.CHARSET)
    return tuple(dict.fromkeys(named))


def _against_approval(judged: Judgement, defects: tuple[Defect, ...], reply: ReplyParts, partial: bool) -> list[Match]:
    """Why this mail can't be an approval by machine; only a whole, undoubted mail from a human can."""
    out = [Match("blocking_defect", f"no approval: {defect}") for defect in defects if defect in BLOCK_APPROVAL]
    if reply.after_quote:
        out.append(Match("text_after_quote", "no approval: there is text below or between what it quotes"))
    if partial:
        out.append(Match("partial_mail", "no approval: only the beginning of the mail was fetched"))
    return out


def _message(
    raw: bytes,
    own: OwnMarks,
    partial: bool,
    headers: Headers,
    envelope: _Envelope,
    body: Body,
    reply: ReplyParts,
    judged: Judgement,
    against: list[Match],
    defects: tuple[Defect, ...],
    found: Walk,
    status: Status,
) -> Message:
    to, cc = envelope.lists["to"], envelope.lists["cc"]
    bounce = report(status, found, headers, body.text, own) if judged.kind is Kind.BOUNCE else None
    return Message(
        digest=digest.raw_digest(raw),
        content_digest=digest.content_digest(raw),
        size=len(raw),
        kind=judged.kind,
        may_reply=judged.may_reply,
        may_approve=judged.kind is Kind.HUMAN and not against,
        matches=(*judged.matches, *against),
        message_id=next(iter(headers.ids("message-id")), ""),
        in_reply_to=headers.ids("in-reply-to"),
        references=headers.ids("references"),
        sender=envelope.sender,
        reply_to=envelope.lists["reply-to"],
        to=to,
        cc=cc,
        recipients=addresses.delivered_to(headers, to, cc),
        subject=envelope.subject,
        date=envelope.date,
        language=detect(f"{envelope.subject}\n{reply.new_text}", own.languages),
        text=body.text,
        new_text=reply.new_text,
        quoted_text=reply.quoted_text,
        attachments=tuple(body.attachments),
        bounce=bounce,
        loop_token=headers.text(own.loop_header)[:500],
        charset_recovered=Defect.CHARSET in defects,
        hidden=body.hidden,
        partial=partial,
        defects=defects,
    )
