"""The decision as acceptance.json tells it, all but what sealing adds."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.fields import clean_text
from models.vocabulary import AcceptanceType, ApprovalKind
from processor.effects.approvals import RecordAcceptance
from processor.facts.acceptancejson import GRAMMAR_VERSION, LONGEST_TEXT, SCHEMA
from processor.facts.approvals import ApproverFacts
from processor.facts.proofjson import to_json
from processor.store.apply.evidence import Document, ReplyMail, SentMail
from processor.store.database import Row


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that an acceptance rests on. `request` is the row; `code_reply` the mail that returned a challenge's code.

    `asked` is how many of the approver's side are asked, `notices` are the mails that a deemed acceptance rests on.
    """

    request: Row
    approver: ApproverFacts
    document: Document
    sent: SentMail
    reply: ReplyMail | None
    code_reply: ReplyMail | None
    asked: int
    notices: tuple[SentMail, ...] = ()


def record_json(effect: RecordAcceptance, found: Evidence, now: datetime) -> dict[str, Any]:
    """The record, in types that JSON has, and clean of what a database can't hold."""
    # Only what has them tells of them: the record of an acceptance by reply stays as it always was.
    notices = {"notices": [_notice(one) for one in found.notices]} if found.notices else {}
    cleaned: dict[str, Any] = _clean(
        {
            "schema": SCHEMA,
            "acceptance": _acceptance(effect, found, now),
            "document": _document(effect, found.document),
            "approver": _approver(found.approver),
            "reply": _reply(effect, found.reply),
            "challenge": _challenge(found),
            "sent": _sent(found),
            "judgement": _judgement(effect),
            "context": _context(effect),
            "sender": None if effect.proof is None else to_json(effect.proof),
            "checks": [{"name": one.name, "result": one.result, "detail": one.detail} for one in effect.checks],
            **notices,
        }
    )
    return cleaned


def _acceptance(effect: RecordAcceptance, found: Evidence, now: datetime) -> dict[str, Any]:
    order = {
        "turn": found.document.turn,
        "quorum": found.document.quorum,
        "position": found.request["position"],
        "asked": found.asked,
    }
    return {
        "type": effect.type.value,
        "accepted_at": effect.accepted_at.isoformat(),
        "decided_at": now.isoformat(),
        "objection_until": effect.objection_until.isoformat(),
        "recorded_by": effect.by,
        "evidence": effect.evidence,
        "assurance": effect.assurance.value,
        "order": order,
        **_deemed(effect),
    }


def _deemed(effect: RecordAcceptance) -> dict[str, Any]:
    """When a deemed one takes effect, apart from when it was recorded, and the terms that it counts by."""
    terms = effect.terms
    if effect.type is not AcceptanceType.DEEMED or terms is None:
        return {}
    counted = {
        "live_at": terms.live_at.isoformat(),
        "timezone": terms.timezone,
        "deemed_after_days": terms.deemed_after_days,
        "notice_days": terms.notice_days,
    }
    return {"effective_at": effect.accepted_at.isoformat(), "terms": counted}


def _document(effect: RecordAcceptance, document: Document) -> dict[str, Any]:
    content = document.content
    return {
        "kind": effect.key.kind.value,
        "number": effect.key.number,
        "version": effect.key.version,
        "title": content.title,
        "sha256": document.sha256,
        "pdf_sha256": document.pdf_sha256,
        "price": None if content.price is None else str(content.price.amount),
        "currency": "" if content.price is None else content.price.currency,
        "hours": None if content.hours is None else str(content.hours),
        "valid_until": None if content.valid_until is None else content.valid_until.isoformat(),
    }


def _approver(approver: ApproverFacts) -> dict[str, Any]:
    return {
        "name": approver.name,
        "address": approver.address,
        "title": approver.title,
        "side": approver.side.value,
        "register": list(approver.changes),
    }


def _reply(effect: RecordAcceptance, reply: ReplyMail | None) -> dict[str, Any] | None:
    if reply is None:
        return None
    return {
        "sha256": reply.sha256,
        "message_id": reply.message_id,
        "received_at": reply.received_at.isoformat(),
        "sent_at": _iso(reply.sent_at),
        "text": reply.text[:LONGEST_TEXT],
        "truncated": len(reply.text) > LONGEST_TEXT,
        "purchase_order": effect.judgement.purchase_order if effect.judgement else "",
    }


def _challenge(found: Evidence) -> dict[str, Any] | None:
    if found.code_reply is None:
        return None
    return {
        "sent_at": _iso(found.request["code_sent_at"]),
        "answered_at": found.code_reply.received_at.isoformat(),
        "reply_sha256": found.code_reply.sha256,
    }


def _sent(found: Evidence) -> dict[str, Any]:
    return {
        "sha256": found.sent.sha256,
        "message_id": found.sent.message_id,
        "sent_at": _iso(found.sent.sent_at),
        "smtp_reply": found.sent.answer,
        "recipient": found.sent.recipient,
        "wording": found.request["wording"],
        "language": found.request["language"],
    }


def _notice(notice: SentMail) -> dict[str, Any]:
    return {
        "what": notice.what,
        "sha256": notice.sha256,
        "message_id": notice.message_id,
        "sent_at": _iso(notice.sent_at),
        "smtp_reply": notice.answer,
        "recipient": notice.recipient,
        "bounced_at": _iso(notice.bounced_at),
    }


def _judgement(effect: RecordAcceptance) -> dict[str, Any] | None:
    judgement = effect.judgement
    if judgement is None:
        return None
    listed = effect.key.kind is ApprovalKind.COMPLETION
    return {
        "outcome": judgement.outcome.value,
        "rule": judgement.rule,
        "issues": list(judgement.issues),
        "purchase_order": judgement.purchase_order,
        "grammar_version": GRAMMAR_VERSION,
        **({"outstanding": list(judgement.outstanding)} if listed else {}),
    }


def _context(effect: RecordAcceptance) -> dict[str, Any] | None:
    context = effect.context
    if context is None:
        return None
    return {
        "kind": context.kind.value,
        "number": context.number,
        "version": context.version,
        "known_lines": sorted(context.known_lines),
        "sent": context.sent,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _clean(value: Any) -> Any:
    """The value as a database can hold it. Nearly every record is clean already, and looked at as a whole."""
    return value if _is_clean(value) else _cleaned(value)


def _is_clean(value: Any) -> bool:
    """Whether no text anywhere has NUL, which JSON always escapes, or a lone surrogate, which has no UTF-8."""
    try:
        return b"\\u0000" not in json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {name: _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return value
