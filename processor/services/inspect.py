"""What Signoff reads in a mail and makes of its words, as plain values: a dry run that changes nothing.

The fields are an interface that people script against (`signoff inspect --json`); they may only grow.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from models.vocabulary import Kind
from processor.approvals.grammar import judge_reply
from processor.facts.causes import NoVerdict, Verdict
from processor.facts.message import Address, Attachment, BounceReport, Message
from processor.facts.replies import ReplyContext
from processor.reading.sandbox import Failure
from processor.routing.named import named_approvals
from processor.services.gather import Gather, Reader
from processor.services.nearest import Nearest, NearMail

Report = dict[str, Any]
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """One file: its name and its bytes, or why it could not be opened."""

    name: str
    raw: bytes | None
    error: str = ""


class Inspect:
    """Reads and classifies files."""

    def __init__(self, reader: Reader, gather: Gather, nearest: Nearest | None = None) -> None:
        self._reader = reader
        self._gather = gather
        self._nearest = nearest or Nearest()

    def reports(self, files: Iterable[Opened]) -> Iterator[Report]:
        """One report for each file, in order; read in groups, since the reading process is quicker that way."""
        group: list[Opened] = []
        for file in files:
            group.append(file)
            if len(group) == AT_ONCE:
                yield from self._group(group)
                group = []
        yield from self._group(group)

    def _group(self, files: Sequence[Opened]) -> Iterator[Report]:
        bodies = [file.raw for file in files if file.raw is not None]
        answers = self._reader.read_many([(raw, False) for raw in bodies])
        messages = [answer for answer in answers if isinstance(answer, Message)]
        verdicts = iter(self._gather.verdicts(messages))
        read = iter(answers)
        for file in files:
            if file.raw is None:
                yield _unread(file, file.error)
                continue
            answer = next(read)
            if isinstance(answer, Failure):
                yield _unread(file, answer.reason)
            else:
                yield _report(file, answer, self._classified(next(verdicts)))

    def _classified(self, verdict: Verdict | NoVerdict) -> Report:
        if isinstance(verdict, NoVerdict):
            return {"classification": None, "severity": None, "reason": None}
        return {
            "classification": _classification(verdict, self._nearest.mails(verdict.nearest)),
            "severity": verdict.severity.value if verdict.severity else None,
            "reason": verdict.reason.value if verdict.reason else None,
        }


def _unread(file: Opened, error: str) -> Report:
    """The report on what can't be read: every field is there, and `error` says why."""
    raw = file.raw
    return {
        "file": file.name,
        "sha256": hashlib.sha256(raw).hexdigest() if raw is not None else None,
        "size": len(raw) if raw is not None else None,
        "message_id": "",
        "in_reply_to": "",
        "references": [],
        "from": None,
        "reply_to": None,
        "to": [],
        "cc": [],
        "subject": "",
        "date": None,
        "language": "",
        "kind": Kind.UNREADABLE.value,
        "may_reply": False,
        "may_approve": False,
        "reasons": [],
        "text": "",
        "new_text": "",
        "attachments": [],
        "bounce": None,
        "defects": [],
        "classification": None,
        "severity": None,
        "reason": None,
        "decision": None,
        "error": error,
    }


def _report(file: Opened, message: Message, classified: Report) -> Report:
    reasons = [f"{match.rule}: {match.reason}" for match in message.matches]
    unreadable = message.kind is Kind.UNREADABLE
    return _unread(file, "") | {
        "message_id": message.message_id,
        "in_reply_to": next(iter(message.in_reply_to), ""),
        "references": list(message.references),
        "from": _address(message.sender) if message.sender else None,
        "reply_to": _address(message.reply_to[0]) if message.reply_to else None,
        "to": [_address(address) for address in message.to],
        "cc": [_address(address) for address in message.cc],
        "subject": message.subject,
        "date": _iso(message.date),
        "language": message.language,
        "kind": message.kind.value,
        "may_reply": message.may_reply,
        "may_approve": message.may_approve,
        "reasons": reasons,
        "text": message.text,
        "new_text": message.new_text,
        "attachments": [_attachment(attachment) for attachment in message.attachments],
        "bounce": _bounce(message.bounce) if message.bounce else None,
        "defects": [str(defect) for defect in message.defects],
        **classified,
        "decision": _decision(message),
        "error": "; ".join(reasons) if unreadable else None,
    }


def _decision(message: Message) -> Report | None:
    """What a reply to a request for approval says by its words alone; None for any other mail.

    What we sent is not known here, so what it quotes is judged by its form only.
    """
    named = named_approvals(message)
    if message.kind is not Kind.HUMAN or not named:
        return None
    key = named[0].key
    context = ReplyContext(key.kind, message.sender, number=key.number, version=key.version)
    judgement = judge_reply(message.text, context)
    return {
        "outcome": judgement.outcome.value,
        "auto_accept": judgement.auto_accept and message.may_approve,
        "rule": judgement.rule,
        "issues": list(judgement.issues),
    }


def _classification(verdict: Verdict, near: Sequence[NearMail]) -> Report:
    return {
        "category": verdict.category.value,
        "confidence": verdict.confidence,
        "automatic": verdict.automatic,
        "probabilities": dict(verdict.probabilities),
        "why": [[term, weight] for term, weight in verdict.why],
        "model": verdict.model_id,
        "against": [[term, weight] for term, weight in verdict.against],
        "likely": [category.value for category in verdict.likely],
        "nearest": [[row, category.value, similarity] for row, category, similarity in verdict.nearest],
        "nearest_mails": [asdict(mail) for mail in near],
        "threshold": verdict.threshold,
        "precedent": verdict.precedent,
    }


def _address(address: Address) -> Report:
    return {"name": address.name, "address": address.address}


def _attachment(attachment: Attachment) -> Report:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
    }


def _bounce(bounce: BounceReport) -> Report:
    return {
        "recipients": list(bounce.recipients),
        "action": bounce.action.value,
        "status": bounce.status,
        "original_message_id": bounce.original_message_id,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
