"""Proposals and acceptances as the loops see them: what is due, and how far the evidence of an acceptance is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from peewee import fn

from models.approvals import READY, Acceptance, ApprovalRequest, Proposal, ProposalVersion
from models.deployments import DeploymentHold, DeploymentTimer
from models.mail import Fetch
from models.progress import Outstanding
from models.tickets import Ticket
from models.vocabulary import (
    AcceptanceType,
    ApprovalKind,
    FetchState,
    ProposalState,
    RequestState,
    SealState,
    TimerKind,
    TimerState,
)
from processor.errors import Permanent
from processor.facts.acceptancejson import acceptance_number, leaf_key, receipt_key
from processor.facts.approvals import ApprovalPolicy
from processor.ids import ApprovalKey
from processor.store.blobs import Blobs
from processor.store.counters import next_number
from processor.store.database import Database, Row
from processor.store.due import LONGEST_DELAY
from processor.store.errors import Stale

_AWAITING = (ProposalState.AWAITING_VENDOR, ProposalState.AWAITING_CUSTOMER)
_UNDECIDED = (FetchState.WAITING, FetchState.CLAIMED)


@dataclass(frozen=True, slots=True)
class PendingAcceptance:
    """An acceptance whose evidence is not finished. What was not made yet is empty, or 0.

    `record` is acceptance.json but for what sealing adds; `key` that of the request, `leaf_key` names its leaf in the
    ledger. `receipt` is the key of the receipt's mails, once the receipt is made. `approver_id` is who accepted: a
    deputy's entry where a deputy answered.
    """

    acceptance_id: int
    type: AcceptanceType
    key: ApprovalKey
    leaf_key: str
    ticket_id: int
    approver_id: int
    record: dict[str, Any]
    salt: bytes
    reply_sha256: str
    code_reply_sha256: str
    sent_sha256: str
    accepted_at: datetime
    objection_until: datetime
    seal: SealState
    year: int
    serial: int
    number: str
    json_sha256: str
    certificate_sha256: str
    receipt_sha256: str
    receipt: ApprovalKey | None
    attempts: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class OutstandingLine:
    """An issue that the customer left outstanding at completion, and the number of its ticket."""

    position: int
    text: str
    ticket: int


class Approvals:
    """What timers and sealing look for, and what sealing notes. Each step may be done again, and changes nothing."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def open_requests_due(self, now: datetime, policy: ApprovalPolicy, limit: int = 100) -> tuple[ApprovalKey, ...]:
        """The requests whose next reminder is due, the oldest first.

        After a standstill several may be due for one request: they keep their distance all the same. Those about a
        form of a deployment that is on hold stand still, and none is left once the term of its answer is over: it would
        ask for what no longer counts.
        """
        is_completion = ApprovalRequest.kind == ApprovalKind.COMPLETION
        due = [
            *((is_completion & one) for one in _reminders(policy.completion_reminders_after, now)),
            *((~is_completion & one) for one in _reminders(policy.reminders_after, now)),
        ]
        if not due:
            return ()
        names = (ApprovalRequest.kind, ApprovalRequest.number, ApprovalRequest.version, ApprovalRequest.token)
        is_due = (ApprovalRequest.state == RequestState.OPEN) & reduce(or_, due) & ~_HELD & ~_over(now)
        query = ApprovalRequest.select(*names).where(is_due).order_by(ApprovalRequest.id).limit(limit)
        return tuple(ApprovalKey(**row) for row in self._db.rows(query))

    def proposals_expiring(self, now: datetime, limit: int = 100) -> tuple[int, ...]:
        """The numbers of the proposals that are awaited and whose last day is over, in UTC, the oldest first."""
        sent = (ProposalVersion.proposal == Proposal.id) & (ProposalVersion.version == Proposal.sent_version)
        query = Proposal.select(Proposal.number).join(ProposalVersion, on=sent).order_by(Proposal.id).limit(limit)
        query = query.where(Proposal.kind == ApprovalKind.PROPOSAL)
        past = ProposalVersion.valid_until < now.date().isoformat()
        return tuple(self._db.column(query.where(Proposal.state.in_(_AWAITING), past)))

    def ready_papers(self, limit: int = 100) -> tuple[tuple[ApprovalKind, int], ...]:
        """Kind and number of the drafts to be frozen and sent by themselves, the oldest first; on hold they rest."""
        query = Proposal.select(Proposal.kind, Proposal.number).where(READY, ~_RESTS).order_by(Proposal.id).limit(limit)
        return tuple((row["kind"], row["number"]) for row in self._db.rows(query))

    def oldest_undecided_mail(self) -> datetime | None:
        """When the server received the oldest mail that waits for its outcome; None where none waits.

        It may be a reply that came in time.
        """
        waits = Fetch.state.in_(_UNDECIDED) & ~Fetch.history
        query = Fetch.select(Fetch.received_at).where(waits).order_by(Fetch.received_at).limit(1)
        found: datetime | None = self._db.value(query)
        return found

    def outstanding(self, acceptance_id: int) -> tuple[OutstandingLine, ...]:
        """The issues left outstanding with an acceptance, in the order of the list."""
        columns = (Outstanding.position, Outstanding.text, Ticket.number.alias("ticket"))
        query = Outstanding.select(*columns).join(Ticket).where(Outstanding.acceptance == acceptance_id)
        rows = self._db.rows(query.order_by(Outstanding.position, Outstanding.id))
        return tuple(OutstandingLine(**row) for row in rows)

    def pending_acceptances(self, now: datetime, limit: int = 100) -> tuple[PendingAcceptance, ...]:
        """The acceptances whose evidence is to be made on, the oldest first: numbers are given in this order."""
        wait = Acceptance.seal_not_before
        due = wait.is_null() | (wait <= now) | (wait > now + LONGEST_DELAY)
        query = _PENDING.where(Acceptance.seal != SealState.TOLD, due).order_by(Acceptance.id).limit(limit)
        return tuple(_pending(row) for row in self._db.rows(query))

    def pending(self, acceptance_id: int) -> PendingAcceptance:
        """One acceptance, however far it is. Raises Permanent when there is none of that id."""
        rows = self._db.rows(_PENDING.where(Acceptance.id == acceptance_id))
        if not rows:
            raise Permanent(f"there is no acceptance {acceptance_id}")
        return _pending(rows[0])

    def give_number(self, acceptance_id: int, year: int) -> tuple[int, int]:
        """The year and serial of the acceptance, given now or before: without a gap, since all is one transaction."""

        def work() -> tuple[int, int]:
            known = self.pending(acceptance_id)
            if known.serial:
                return known.year, known.serial
            serial = next_number(self._db, f"acceptance:{year}")
            values: Row = {"year": year, "serial": serial, "seal": SealState.NUMBERED}
            self._db.change(Acceptance.update(values).where(Acceptance.id == acceptance_id))
            return year, serial

        return self._db.transact(work)

    def sealed(self, acceptance_id: int, json_sha256: str, certificate_sha256: str) -> None:
        """The certificate is sealed: it and its acceptance.json are kept as blobs.

        Raises Permanent where they are not, where another certificate is known, or where there is no number yet.
        """

        def work() -> None:
            known = self.pending(acceptance_id)
            if known.certificate_sha256:
                _same((known.json_sha256, known.certificate_sha256), (json_sha256, certificate_sha256), "certificate")
                return
            self._require(json_sha256, certificate_sha256)
            values: Row = {"json_sha256": json_sha256, "certificate_sha256": certificate_sha256}
            self._step(acceptance_id, SealState.NUMBERED, values | {"seal": SealState.SEALED})

        self._db.transact(work)

    def receipt_made(self, acceptance_id: int, receipt_sha256: str, receipt_token: str) -> None:
        """The receipt is made and kept as a blob; its mails carry this token. Raises Permanent as `sealed` does."""

        def work() -> None:
            known = self.pending(acceptance_id)
            if known.receipt is not None:
                _same((known.receipt_sha256, known.receipt.token), (receipt_sha256, receipt_token), "receipt")
                return
            self._require(receipt_sha256)
            if not receipt_token:
                raise Permanent(f"the receipt of acceptance {acceptance_id} can't be answered without a token")
            values: Row = {"receipt_sha256": receipt_sha256, "receipt_token": receipt_token}
            self._step(acceptance_id, SealState.SEALED, values)

        self._db.transact(work)

    def receipt_queued(self, acceptance_id: int) -> None:
        """The receipt's mails are queued, in this very transaction. Raises Stale where they were before."""

        def work() -> None:
            told = Acceptance.update(seal=SealState.TOLD, seal_error="", seal_not_before=None)
            made = (Acceptance.seal == SealState.SEALED) & (Acceptance.receipt_token != "")
            if self._db.change(told.where(Acceptance.id == acceptance_id, made)) == 0:
                raise Stale(f"acceptance {acceptance_id} has no receipt that is yet to be sent")

        self._db.transact(work)

    def defer_seal(self, acceptance_id: int, why: str, not_before: datetime) -> None:
        """Sealing could not go on, and is tried again; the acceptance stands all the same."""
        later = Acceptance.update(
            seal_error=why, seal_not_before=not_before, seal_attempts=Acceptance.seal_attempts + 1
        )
        self._db.transact(lambda: self._db.change(later.where(Acceptance.id == acceptance_id)))

    def _require(self, *digests: str) -> None:
        blobs = Blobs(self._db)
        for digest in digests:
            if not blobs.has(digest):
                raise Permanent(f"the blob {digest or '(none)'} has to be kept before the acceptance can name it")

    def _step(self, acceptance_id: int, before: SealState, values: Row) -> None:
        change = Acceptance.update(values | {"seal_error": "", "seal_not_before": None})
        if self._db.change(change.where(Acceptance.id == acceptance_id, Acceptance.seal == before)) == 0:
            raise Permanent(f"acceptance {acceptance_id} is not {before.value}")


_PENDING = Acceptance.select(
    Acceptance, ApprovalRequest.kind, ApprovalRequest.number, ApprovalRequest.version, ApprovalRequest.token
).join(ApprovalRequest)


_OPEN_HOLD = fn.EXISTS(
    DeploymentHold.select(DeploymentHold.id).where(
        DeploymentHold.deployment == Proposal.deployment, DeploymentHold.until.is_null()
    )
)
_RESTS = Proposal.kind.in_((ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION)) & _OPEN_HOLD
_IS_OF = (Proposal.kind == ApprovalRequest.kind) & (Proposal.number == ApprovalRequest.number)
_HELD = fn.EXISTS(Proposal.select(Proposal.id).where(_IS_OF, _OPEN_HOLD))


def _over(now: datetime) -> Any:
    """The condition that a Completion form's answer is awaited no more: its term ended, whatever was made of that."""
    ended = (DeploymentTimer.kind == TimerKind.DEEMED_ACCEPTANCE) & (DeploymentTimer.due_at <= now)
    ended &= DeploymentTimer.state.in_((TimerState.PLANNED, TimerState.STOPPED))
    found = Proposal.select(Proposal.id).join(DeploymentTimer, on=(DeploymentTimer.deployment == Proposal.deployment))
    return (ApprovalRequest.kind == ApprovalKind.COMPLETION) & fn.EXISTS(found.where(_IS_OF, ended))


def _reminders(after: tuple[timedelta, ...], now: datetime) -> Iterator[Any]:
    """The conditions under which each reminder in turn is due."""
    gaps = (timedelta(0), *(max(late - soon, timedelta(0)) for soon, late in pairwise(after)))
    for at, (wait, gap) in enumerate(zip(after, gaps, strict=False)):
        yield _reminder(at, wait, gap, now)


def _reminder(count: int, wait: timedelta, gap: timedelta, now: datetime) -> Any:
    last = ApprovalRequest.last_reminded_at
    rested = last.is_null() | (last <= now - gap)
    return (ApprovalRequest.reminded == count) & (ApprovalRequest.asked_at <= now - wait) & rested


def _same(known: tuple[str, str], given: tuple[str, str], what: str) -> None:
    if known != given:
        raise Permanent(f"the acceptance has another {what} already: there is one and only one")


def _pending(row: Row) -> PendingAcceptance:
    year, serial = row["year"] or 0, row["serial"] or 0
    return PendingAcceptance(
        acceptance_id=row["id"],
        type=row["type"],
        key=ApprovalKey(row["kind"], row["number"], row["version"], row["token"]),
        leaf_key=leaf_key(row["token"]),
        ticket_id=row["ticket"] or 0,
        approver_id=row["approver"],
        record=row["record"],
        salt=bytes.fromhex(row["salt"]),
        reply_sha256=row["reply_sha256"],
        code_reply_sha256=row["code_reply_sha256"],
        sent_sha256=row["sent_sha256"],
        accepted_at=row["accepted_at"],
        objection_until=row["objection_until"],
        seal=row["seal"],
        year=year,
        serial=serial,
        number=acceptance_number(year, serial) if serial else "",
        json_sha256=row["json_sha256"],
        certificate_sha256=row["certificate_sha256"],
        receipt_sha256=row["receipt_sha256"],
        receipt=receipt_key(year, serial, row["receipt_token"]) if row["receipt_token"] else None,
        attempts=row["seal_attempts"],
        disputed=row["disputed_at"] is not None and row["settled_at"] is None,
    )
