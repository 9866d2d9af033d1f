"""What a mail that names an approval meets. An ordinary mail names none, and costs no query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from models.approvals import Acceptance, ApprovalReply, ApprovalRequest, Approver, UsedMail
from models.people import Contact
from models.vocabulary import ApprovalKind, ApproverState, ReplyOutcome, RequestState
from processor.errors import Refused
from processor.facts.acceptancejson import acceptance_number
from processor.facts.addresses import ascii_address
from processor.facts.approvals import (
    AcceptanceFacts,
    ApprovalFacts,
    ApprovalPolicy,
    ApproverFacts,
    NamedApproval,
    ProposalFacts,
    RequestFacts,
)
from processor.facts.causes import Reading
from processor.facts.known import PartyFacts
from processor.facts.marks import used_marks
from processor.ids import ApprovalKey
from processor.store.database import Database, Row
from processor.store.facts.keys import distinct, index_key
from processor.store.facts.proposals import find_proposal, request_rows, select_requests
from processor.store.facts.register import approvers_at, register_of
from processor.store.prepared import Hole, Prepared

_LARGEST = 2**62
_MOST_CONTACTS = 20


@dataclass(frozen=True, slots=True)
class ApprovalClues:
    """What a mail says that may lead to a request for approval, and what is needed when it does.

    `named` are keys in the order of trust, `numbers` those of proposals that the mail names without a token. `code` is
    a fresh challenge code, `answered` the codes in the new text, and `mac` makes what is kept instead of a code, of
    the request's token with the sender's address, and the code.
    """

    named: tuple[NamedApproval, ...]
    numbers: tuple[int, ...]
    code: str
    answered: tuple[str, ...]
    mac: Callable[[str, str], str]
    policy: ApprovalPolicy


@dataclass(frozen=True, slots=True)
class _Found:
    named: NamedApproval | None
    request: RequestFacts | None
    acceptance: AcceptanceFacts | None
    others: tuple[ApprovalKey, ...] = ()


def approval_facts(database: Database, reading: Reading, clues: ApprovalClues, now: datetime) -> ApprovalFacts | None:
    """What the mail meets; None where it names no approval.

    A key that nobody was given is named all the same, and meets nothing. A number without a token counts only where a
    registered approver names exactly one open request of their own.
    """
    named = tuple(one for one in clues.named if one.key.kind is not ApprovalKind.QUESTIONS)
    if not named and not clues.numbers:
        return None
    sender = reading.message.sender.key if reading.message.sender else ""
    found = _by_key(database, named, sender, now) if named else _by_number(database, clues.numbers, sender)
    if found is None:
        return None
    proposal = found.acceptance.proposal if found.acceptance else None
    if found.request is not None:
        key = found.request.key
        proposal = find_proposal(database, key.number, now, key.version, key.kind)
    token = found.request.key.token if found.request else ""
    senders = approvers_at(database, sender)
    return ApprovalFacts(
        named=found.named,
        proposal=proposal,
        request=found.request,
        acceptance=found.acceptance,
        senders=senders,
        known_lines=_known_lines(database, sender, senders),
        seen_before=_seen_before(database, reading),
        code=clues.code,
        code_mac=clues.mac(f"{token}\0{sender}", clues.code) if token else "",
        answered_macs=tuple(clues.mac(f"{token}\0{sender}", code) for code in clues.answered) if token else (),
        policy=clues.policy,
        other_contacts=() if proposal is None else other_contacts(database, proposal, _asked_of(found), now),
        others=found.others,
    )


def is_asked(database: Database, sender: str, numbers: Iterable[int]) -> bool:
    """Whether a mail from this address that names these proposals, without a token, leads to a request."""
    return _by_number(database, numbers, sender) is not None


def may_answer(database: Database, sender: str, tokens: Iterable[str]) -> bool:
    """Whether anything can come of knowing who sent a mail that names these tokens.

    The address is in a register, is who was asked, or got the receipt. Anybody else's answer is held whoever they are.
    """
    if approvers_at(database, sender):
        return True
    wanted = distinct(tokens)
    asked = request_rows(database, database.rows(_BY_TOKEN, tokens=wanted))
    told = [address for row in database.rows(_BY_RECEIPT, tokens=wanted) for address in row["receipt_to"] or {}]
    known = {ascii_address(address).casefold() for address in (*told, *(one.approver.address for one in asked))}
    return sender != "" and ascii_address(sender).casefold() in known


def acceptance_facts(database: Database, acceptance_id: int, address: str, now: datetime) -> AcceptanceFacts:
    """An acceptance; `address` is whose receipt's text is wanted. Raises Refused when there is none of that id."""
    wanted = _ACCEPTANCES.where(Acceptance.id == acceptance_id)
    row = database.row(wanted) if abs(acceptance_id) < _LARGEST else None
    if row is None:
        raise Refused(f"there is no acceptance {acceptance_id}; see signoff acceptance list")
    return _acceptance(database, row, address, now)


def request_facts(database: Database, key: ApprovalKey) -> RequestFacts | None:
    """The request that this key was given for; None where nobody was given it."""
    found = request_rows(database, database.rows(_BY_TOKEN, tokens=[key.token]))
    return next((request for request in found if request.key == key), None)


def other_contacts(database: Database, proposal: ProposalFacts, address: str, now: datetime) -> tuple[PartyFacts, ...]:
    """Who else of the customer is told: the register's other approvers, else the requester, else known contacts."""
    own = address.casefold()
    entries = register_of(database, proposal.customer_id) if proposal.customer_id else ()
    told = [_party(entry) for entry in entries if entry.may_approve(now) and entry.address.casefold() != own]
    requester = proposal.ticket.requester
    if not told and requester is not None and requester.address.casefold() != own:
        told = [requester]
    if not told and proposal.customer_id:
        rows = database.rows(_CONTACTS, customer=proposal.customer_id)
        known = [PartyFacts(row["id"], row["address"], row["name"], row["customer"], row["language"]) for row in rows]
        told = [contact for contact in known if contact.address.casefold() != own]
    return tuple({contact.address.casefold(): contact for contact in told}.values())


_BY_TOKEN = Prepared(
    select_requests().where(ApprovalRequest.token.in_(Hole(ApprovalRequest.token, "tokens", many=True)))
)
_ACCEPTANCES = (
    Acceptance.select(
        Acceptance,
        ApprovalRequest.kind,
        ApprovalRequest.number,
        ApprovalRequest.version,
        Approver.address.alias("approver_address"),
    )
    .join(ApprovalRequest)
    .join_from(Acceptance, Approver, on=(Acceptance.approver == Approver.id))
)
_BY_RECEIPT = Prepared(
    _ACCEPTANCES.where(Acceptance.receipt_token.in_(Hole(Acceptance.receipt_token, "tokens", many=True)))
)
_OPEN_OF = Prepared(
    select_requests()
    .join_from(ApprovalRequest, Approver, JOIN.INNER, on=(ApprovalRequest.approver == Approver.id))
    .where(
        ApprovalRequest.kind == ApprovalKind.PROPOSAL,
        ApprovalRequest.state == RequestState.OPEN,
        ApprovalRequest.number.in_(Hole(ApprovalRequest.number, "numbers", many=True)),
        Approver.address_key == Hole(Approver.address_key),
    )
)
_SEEN = Prepared(
    UsedMail.select(UsedMail.id)
    .where(UsedMail.mark.in_(Hole(UsedMail.mark, "marks", many=True)), UsedMail.fetch != Hole(UsedMail.fetch))
    .limit(1)
)
# What a person took for an acceptance counts too, unless the words themselves were judged to say something else.
_SIGNATURES = Prepared(
    ApprovalReply.select(ApprovalReply.signature)
    .join(ApprovalRequest)
    .join(Acceptance, on=((Acceptance.request == ApprovalRequest.id) & (Acceptance.fetch == ApprovalReply.fetch)))
    .join(Approver, on=(Acceptance.approver == Approver.id))
    .where(
        Approver.address_key == Hole(Approver.address_key),
        ApprovalReply.outcome.in_([ReplyOutcome.APPROVE, ReplyOutcome.UNCLEAR]),
    )
    .order_by(ApprovalReply.id.desc())
    .limit(20)
)
_CONTACTS = Prepared(
    Contact.select().where(Contact.customer == Hole(Contact.customer)).order_by(Contact.id).limit(_MOST_CONTACTS)
)


def _by_key(database: Database, wanted: tuple[NamedApproval, ...], sender: str, now: datetime) -> _Found:
    """The first key that somebody was given decides; a key is more than its token."""
    tokens = distinct(named.key.token for named in wanted)
    requests = {one.key: one for one in request_rows(database, database.rows(_BY_TOKEN, tokens=tokens))}
    receipts = {_receipt_key(row): row for row in database.rows(_BY_RECEIPT, tokens=tokens)}
    known = [named for named in wanted if named.key in requests or named.key in receipts]
    if not known:
        return _Found(wanted[0], None, None)
    first = known[0]
    others = tuple(dict.fromkeys(named.key for named in known[1:] if named.key != first.key))
    receipt = receipts.get(first.key)
    acceptance = None if receipt is None else _acceptance(database, receipt, sender, now)
    return _Found(first, requests.get(first.key), acceptance, others)


def _by_number(database: Database, named: Iterable[int], sender: str) -> _Found | None:
    numbers = [number for number in named if 0 < number < _LARGEST]
    if not numbers or not sender:
        return None
    rows = database.rows(_OPEN_OF, numbers=numbers, address_key=index_key(sender))
    return _Found(None, request_rows(database, rows)[0], None) if len(rows) == 1 else None


def _asked_of(found: _Found) -> str:
    """The address of who was asked, or has accepted."""
    if found.acceptance is not None:
        return found.acceptance.approver_address
    return found.request.approver.address if found.request is not None else ""


def _receipt_key(row: Row) -> ApprovalKey:
    return ApprovalKey(ApprovalKind.RECEIPT, row["year"] or 0, row["serial"] or 0, row["receipt_token"])


def _acceptance(database: Database, row: Row, address: str, now: datetime) -> AcceptanceFacts:
    proposal = find_proposal(database, row["number"], now, row["version"], row["kind"])
    if proposal is None:
        name = ApprovalKey(row["kind"], row["number"], row["version"], "").name
        raise Refused(f"the document {name} of acceptance {row['id']} is gone")
    told = row["receipt_to"] or {}
    return AcceptanceFacts(
        acceptance_id=row["id"],
        number=acceptance_number(row["year"], row["serial"]) if row["serial"] else "",
        proposal=proposal,
        approver_address=row["approver_address"],
        accepted_at=row["accepted_at"],
        objection_until=row["objection_until"],
        disputed=row["disputed_at"] is not None and row["settled_at"] is None,
        seal=row["seal"],
        receipt_to=frozenset(told),
        receipt_sent_text=told.get(address.casefold(), ""),
    )


def _known_lines(database: Database, sender: str, senders: Iterable[ApproverFacts]) -> frozenset[str]:
    """The register's lines for this address, and those of its earlier mails that were taken for acceptances."""
    if not sender:
        return frozenset()
    learned = database.column(_SIGNATURES, address_key=index_key(sender))
    told = {ApproverState.CONFIRMED, ApproverState.ENDING}
    registered = [line for entry in senders if entry.state in told for line in entry.lines]
    return frozenset([*registered, *(line for lines in learned for line in lines)])


def _seen_before(database: Database, reading: Reading) -> bool:
    marks = used_marks(reading.message, reading.proof)
    return database.value(_SEEN, marks=marks, fetch=reading.fetched.fetch_id) is not None


def _party(entry: ApproverFacts) -> PartyFacts:
    return PartyFacts(0, entry.address, entry.name, entry.customer_id, entry.language)
