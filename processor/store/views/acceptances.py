"""Acceptances as people see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.approvals import Acceptance, ApprovalRequest, Approver, Objection
from models.vocabulary import AcceptanceType, ApprovalKind, Assurance, SealState, Side
from processor.errors import Refused
from processor.facts.acceptancejson import acceptance_number, leaf_key
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class AcceptanceLine:
    """An acceptance on one line. `number` is empty until sealing gave it one; `seal_error` why sealing waits.

    `disputed` says that an objection waits for a person; `upheld` what one decided about the last, None for nothing.
    """

    acceptance_id: int
    number: str
    type: AcceptanceType
    kind: ApprovalKind
    document_number: int
    document_version: int
    title: str
    side: Side
    name: str
    address: str
    assurance: Assurance
    accepted_at: datetime
    decided_at: datetime
    objection_until: datetime
    seal: SealState
    seal_error: str
    certificate_sha256: str
    disputed: bool
    upheld: bool | None


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection."""

    address: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AcceptanceView:
    """An acceptance with its evidence: the record, digests, and who got the receipt. `leaf_key` names its leaf."""

    line: AcceptanceLine
    record: dict[str, Any]
    salt: bytes
    leaf_key: str
    reply_sha256: str
    code_reply_sha256: str
    sent_sha256: str
    document_sha256: str
    json_sha256: str
    receipt_sha256: str
    receipt_to: tuple[str, ...]
    objections: tuple[ObjectionLine, ...]
    settled_at: datetime | None
    settled_by: str
    settled_why: str


def list_acceptances(database: Database, limit: int) -> tuple[AcceptanceLine, ...]:
    """All acceptances, the newest first."""
    return tuple(acceptance_line(row) for row in database.rows(ROWS.order_by(Acceptance.id.desc()).limit(limit)))


def unsealed_acceptances(database: Database) -> tuple[AcceptanceLine, ...]:
    """The acceptances whose evidence is not finished, the oldest first, whatever keeps it."""
    query = ROWS.where(Acceptance.seal != SealState.TOLD).order_by(Acceptance.id)
    return tuple(acceptance_line(row) for row in database.rows(query))


def acceptances_of(database: Database, condition: Any) -> tuple[AcceptanceLine, ...]:
    """The acceptances of the requests that a condition names, the oldest first."""
    return tuple(acceptance_line(row) for row in database.rows(ROWS.where(condition).order_by(Acceptance.id)))


def show_acceptance(database: Database, name: str) -> AcceptanceView:
    """One acceptance whole, by number (AC-2026-000017) or by id. Raises Refused when there is none of that name."""
    row = database.row(ROWS.where(_named(name)))
    if row is None:
        raise Refused(f"there is no acceptance {name!r}; see signoff acceptance list")
    objections = Objection.select().where(Objection.acceptance == row["id"]).order_by(Objection.id)
    said = tuple(ObjectionLine(one["address"], one["text"], one["at"]) for one in database.rows(objections))
    return AcceptanceView(
        line=acceptance_line(row),
        record=row["record"],
        salt=bytes.fromhex(row["salt"]),
        leaf_key=leaf_key(row["token"]),
        reply_sha256=row["reply_sha256"],
        code_reply_sha256=row["code_reply_sha256"],
        sent_sha256=row["sent_sha256"],
        document_sha256=row["document_sha256"],
        json_sha256=row["json_sha256"],
        receipt_sha256=row["receipt_sha256"],
        receipt_to=tuple(sorted(row["receipt_to"] or ())),
        objections=said,
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        settled_why=row["settled_why"],
    )


ROWS = (
    Acceptance.select(
        Acceptance,
        ApprovalRequest.kind,
        ApprovalRequest.number,
        ApprovalRequest.version,
        ApprovalRequest.token,
        ApprovalRequest.side,
        ApprovalRequest.document_sha256,
        Approver.name,
        Approver.address,
    )
    .join(ApprovalRequest)
    .join_from(Acceptance, Approver, on=(Acceptance.approver == Approver.id))
)


def _named(name: str) -> Any:
    """The condition that a number or an id stands for; for anything else one that nothing fits."""
    prefix, _, rest = name.strip().upper().partition("-")
    year, _, serial = rest.partition("-")
    if prefix == "AC" and _is_number(year) and _is_number(serial):
        return (Acceptance.year == int(year)) & (Acceptance.serial == int(serial))
    return Acceptance.id == (int(prefix) if not rest and _is_number(prefix) else 0)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def acceptance_line(row: Row) -> AcceptanceLine:
    """A row of `ROWS` as people see it."""
    return AcceptanceLine(
        acceptance_id=row["id"],
        number=acceptance_number(row["year"], row["serial"]) if row["serial"] else "",
        type=row["type"],
        kind=row["kind"],
        document_number=row["number"],
        document_version=row["version"],
        title=row["record"]["document"]["title"],
        side=row["side"],
        name=row["name"],
        address=row["address"],
        assurance=row["assurance"],
        accepted_at=row["accepted_at"],
        decided_at=row["decided_at"],
        objection_until=row["objection_until"],
        seal=row["seal"],
        seal_error=row["seal_error"],
        certificate_sha256=row["certificate_sha256"],
        disputed=row["disputed_at"] is not None and row["settled_at"] is None,
        upheld=row["upheld"],
    )
