"""Forms that were sent to be filled, as decisions see them."""

from collections.abc import Iterable
from datetime import datetime

from peewee import JOIN

from models.approvals import Approver, Proposal
from models.deployments import Deployment
from models.forms import Form, FormAnswer, FormLeftover, FormVersion
from models.outgoing import Outbox
from models.people import Contact, Customer
from models.vocabulary import ApprovalKind
from processor.errors import Refused
from processor.facts.approvals import ProposalFacts
from processor.facts.forms import Answer, FormFacts, FormMeeting, Unreadable
from processor.facts.known import TicketFacts
from processor.ids import ApprovalKey
from processor.store.database import Database, Row
from processor.store.facts.keys import index_key
from processor.store.facts.tickets import load_tickets, resolve
from processor.store.formjson import definition_from_json, value_from_json
from processor.store.prepared import Hole, Prepared

_LARGEST = 2**62


def form_numbered(database: Database, number: int, now: datetime) -> FormFacts:
    """The form of this number, as it went out last. Raises Refused when there is none."""
    row = database.row(_BY_NUMBER, number=number) if 0 < number < _LARGEST else None
    if row is None:
        raise Refused(f"there is no form FQ-{number}; see signoff form list")
    return _form(database, row, now)


def form_of_id(database: Database, form_id: int, now: datetime) -> FormFacts:
    """The form of this id, as it went out last. Raises Refused when there is none."""
    row = database.row(_BY_ID, id=form_id) if 0 < form_id < _LARGEST else None
    if row is None:
        raise Refused(f"there is no form of id {form_id}")
    return _form(database, row, now)


def form_meeting(database: Database, keys: Iterable[ApprovalKey], now: datetime) -> FormMeeting | None:
    """What a mail that names these keys meets; None where none of them is that of questions.

    The first key that somebody was given decides; it may be that of a version before the last.
    """
    wanted = [key for key in keys if key.kind is ApprovalKind.QUESTIONS]
    for key in wanted:
        version = database.row(_BY_TOKEN, token=index_key(key.token), version=key.version)
        if version is not None and version["number"] == key.number:
            form = form_of_id(database, version["form"], now)
            older = None if version["version"] == form.version else definition_from_json(version["definition"])
            return FormMeeting(form, _known(database, form), older)
    return FormMeeting(None) if wanted else None


def filled_form(database: Database, paper: ProposalFacts | None, now: datetime) -> FormFacts | None:
    """The form that was filled in and whose summary this paper is; None for any other paper."""
    if paper is None or paper.kind is not ApprovalKind.FORM:
        return None
    row = database.row(_BY_NUMBER, number=paper.number)
    return None if row is None else _form(database, row, now)


def contacts_of(database: Database, customer_id: int) -> frozenset[str]:
    """The addresses, case folded, that a customer is known by: its people's, and those of its register."""
    if not customer_id:
        return frozenset()
    people = database.column(_CONTACTS, customer=customer_id)
    return frozenset(address.casefold() for address in (*people, *database.column(_APPROVERS, customer=customer_id)))


def may_fill(database: Database, sender: str, keys: Iterable[ApprovalKey], now: datetime) -> bool:
    """Whether answers from this address are taken for a form that one of these keys names."""
    meeting = form_meeting(database, keys, now)
    return meeting is not None and meeting.form is not None and sender.casefold() in meeting.contacts


_COLUMNS = (
    Form.select(
        Form,
        FormVersion.token,
        FormVersion.definition,
        FormVersion.asked_at.alias("version_asked_at"),
        Outbox.message_id.alias("sent_message_id"),
        Outbox.sent_at.alias("left_at"),
        Customer.name.alias("customer_name"),
        Customer.id.alias("customer_id"),
    )
    .join(FormVersion, on=((FormVersion.form == Form.id) & (FormVersion.version == Form.version)))
    .join(Outbox, JOIN.LEFT_OUTER, on=(FormVersion.outbox == Outbox.id))
    .join_from(Form, Deployment, JOIN.LEFT_OUTER)
    .join(Customer, JOIN.LEFT_OUTER)
)
_BY_NUMBER = Prepared(_COLUMNS.where(Form.number == Hole(Form.number)))
_BY_ID = Prepared(_COLUMNS.where(Form.id == Hole(Form.id)))
_BY_TOKEN = Prepared(
    FormVersion.select(FormVersion, Form.number)
    .join(Form)
    .where(FormVersion.token == Hole(FormVersion.token), FormVersion.version == Hole(FormVersion.version))
)
_TEXTS = Prepared(
    FormVersion.select(FormVersion.sent_text).where(FormVersion.form == Hole(FormVersion.form)).order_by(FormVersion.id)
)
_ANSWERS = Prepared(FormAnswer.select().where(FormAnswer.form == Hole(FormAnswer.form)).order_by(FormAnswer.id))
_LEFTOVERS = Prepared(
    FormLeftover.select().where(FormLeftover.form == Hole(FormLeftover.form)).order_by(FormLeftover.id)
)
_BEFORE = Prepared(
    Form.select(Form.id)
    .where(
        Form.name == Hole(Form.name),
        Form.deployment == Hole(Form.deployment),
        Form.id < Hole(Form.id),
        Form.id.in_(FormAnswer.select(FormAnswer.form)),
    )
    .order_by(Form.id.desc())
    .limit(1)
)
_PAPER = Prepared(
    Proposal.select(Proposal.id).where(Proposal.kind == ApprovalKind.FORM, Proposal.number == Hole(Proposal.number))
)
_CUSTOMER = Prepared(Customer.select(Customer.name).where(Customer.id == Hole(Customer.id)))
_CONTACTS = Prepared(Contact.select(Contact.address).where(Contact.customer == Hole(Contact.customer)))
_APPROVERS = Prepared(Approver.select(Approver.address).where(Approver.customer == Hole(Approver.customer)))


def _form(database: Database, row: Row, now: datetime) -> FormFacts:
    ticket_id = resolve(database, [row["ticket"]])[row["ticket"]]
    ticket = load_tickets(database, [ticket_id], now)[ticket_id]
    answered = {one["field"]: one for one in database.rows(_ANSWERS, form=row["id"])}
    kept = database.rows(_LEFTOVERS, form=row["id"])
    return FormFacts(
        form_id=row["id"],
        number=row["number"],
        version=row["version"],
        key=ApprovalKey(ApprovalKind.QUESTIONS, row["number"], row["version"], row["token"]),
        definition=definition_from_json(row["definition"]),
        state=row["state"],
        deployment_id=row["deployment"] or 0,
        customer=row["customer_name"] or _customer_of(database, ticket),
        ticket=ticket,
        language=row["language"],
        to_address=row["to_address"],
        to_name=row["to_name"],
        sent_at=row["left_at"] or row["version_asked_at"],
        sent_text="\n\n".join(text for text in database.column(_TEXTS, form=row["id"]) if text),
        sent_message_id=row["sent_message_id"] or "",
        reminded=row["reminded"],
        answers=tuple(answer_of(one) for one in answered.values()),
        unreadable=_still_unreadable(kept, answered),
        leftovers=tuple(one["said"] for one in kept if not one["field"]),
        previous=_previous(database, row),
        follows=row["follows"] or 0,
        paper=database.value(_PAPER, number=row["number"]) or 0,
        row_version=row["row_version"],
    )


def answer_of(row: Row) -> Answer:
    """A row of an answer as decisions see it."""
    return Answer(row["field"], value_from_json(row["value"]), row["said"], row["source"])


def _still_unreadable(kept: list[Row], answered: dict[str, Row]) -> tuple[Unreadable, ...]:
    """What was said last to each field that has had no answer since."""
    last = {one["field"]: one for one in kept if one["field"]}
    return tuple(
        Unreadable(field, one["said"], one["why"])
        for field, one in last.items()
        if field not in answered or answered[field]["at"] < one["at"]
    )


def _previous(database: Database, row: Row) -> tuple[Answer, ...]:
    """The answers of the same form of the same deployment before."""
    if row["deployment"] is None:
        return ()
    before = database.value(_BEFORE, name=row["name"], deployment=row["deployment"], id=row["id"])
    if before is None:
        return ()
    answered = {one["field"]: one for one in database.rows(_ANSWERS, form=before)}
    return tuple(answer_of(one) for one in answered.values())


def _customer_of(database: Database, ticket: TicketFacts) -> str:
    customer_id = ticket.customer_id or (ticket.requester.customer_id if ticket.requester else 0)
    return str(database.value(_CUSTOMER, id=customer_id) or "") if customer_id else ""


def _known(database: Database, form: FormFacts) -> frozenset[str]:
    """Whose answers are taken: who was asked, who is of the customer, and who belongs to the conversation."""
    ticket = form.ticket
    customer_id = ticket.customer_id or (ticket.requester.customer_id if ticket.requester else 0)
    asked = {form.to_address.casefold()}
    return contacts_of(database, customer_id) | asked | {party.casefold() for party in ticket.parties}
