"""Forms that were sent to be filled, as people see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from models.deployments import Deployment
from models.forms import Form, FormAnswer, FormLeftover, FormVersion
from models.outgoing import Outbox
from models.people import Customer
from models.tickets import Ticket
from models.vocabulary import AnswerSource, FormState
from processor.errors import Refused
from processor.facts.forms import Answerable, FormDefinition
from processor.store.database import Database, Row
from processor.store.formjson import definition_from_json, value_from_json


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form on one line; `deployment_number` 0 for one of none."""

    form_id: int
    number: int
    version: int
    name: str
    state: FormState
    deployment_number: int
    customer: str
    ticket_number: int
    language: str
    to_address: str
    to_name: str
    asked_by: str
    asked_at: datetime
    updated_at: datetime
    reminded: int
    follows: int
    row_version: int


@dataclass(frozen=True, slots=True)
class FormVersionLine:
    """A form as it went out once; `sent_at` None while its mail is still here."""

    version: int
    definition_sha256: str
    pdf_sha256: str
    to_address: str
    asked_by: str
    asked_at: datetime
    outbox_id: int
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer as it was read; the newest to a field `stands`."""

    field: str
    value: Answerable
    said: str
    source: AnswerSource
    version: int
    by: str
    fetch_id: int
    at: datetime
    stands: bool


@dataclass(frozen=True, slots=True)
class LeftoverLine:
    """What somebody wrote that is no answer: to a field, and why not, or (`field` empty) to none."""

    field: str
    said: str
    why: str
    by: str
    fetch_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FormView:
    """A form with everything that belongs to it. `definition` is that of the newest version."""

    line: FormLine
    definition: FormDefinition
    versions: tuple[FormVersionLine, ...]
    answers: tuple[AnswerLine, ...]
    leftovers: tuple[LeftoverLine, ...]


def list_forms(
    database: Database, deployment: int = 0, states: Iterable[FormState] = (), customer: str = "", limit: int = 1000
) -> tuple[FormLine, ...]:
    """The forms of the deployment of this number (0: of any), in one of these states, or in any, the newest first."""
    query = _LINES.order_by(Form.id.desc()).limit(limit)
    wanted = list(states)
    if deployment:
        query = query.where(Deployment.number == deployment)
    if wanted:
        query = query.where(Form.state.in_(wanted))
    if customer:
        query = query.where(Customer.name == customer)
    return tuple(_line(row) for row in database.rows(query))


def forms_where(database: Database, condition: Any) -> tuple[FormLine, ...]:
    """The forms that a condition names, the oldest first."""
    return tuple(_line(row) for row in database.rows(_LINES.where(condition).order_by(Form.id)))


def show_form(database: Database, number: int) -> FormView:
    """One form whole. Raises Refused when there is none of that number."""
    row = database.row(_LINES.where(Form.number == number)) if 0 < number < 2**62 else None
    if row is None:
        raise Refused(f"there is no form FQ-{number}; see signoff form list")
    versions = database.rows(_VERSIONS.where(FormVersion.form == row["id"]).order_by(FormVersion.version))
    answers = database.rows(FormAnswer.select().where(FormAnswer.form == row["id"]).order_by(FormAnswer.id))
    leftovers = database.rows(FormLeftover.select().where(FormLeftover.form == row["id"]).order_by(FormLeftover.id))
    standing = {one["field"]: one["id"] for one in answers}
    return FormView(
        line=_line(row),
        definition=definition_from_json(versions[-1]["definition"]),
        versions=tuple(_version(one) for one in versions),
        answers=tuple(_answer(one, standing[one["field"]] == one["id"]) for one in answers),
        leftovers=tuple(_leftover(one) for one in leftovers),
    )


_LINES = (
    Form.select(
        Form,
        Deployment.number.alias("deployment_number"),
        Customer.name.alias("customer_name"),
        Ticket.number.alias("ticket_number"),
    )
    .join(Ticket)
    .join_from(Form, Deployment, JOIN.LEFT_OUTER)
    .join_from(
        Form,
        Customer,
        JOIN.LEFT_OUTER,
        on=((Deployment.customer == Customer.id) | (Deployment.id.is_null() & (Ticket.customer == Customer.id))),
    )
)
_VERSIONS = FormVersion.select(FormVersion, Outbox.sent_at).join(
    Outbox, JOIN.LEFT_OUTER, on=(FormVersion.outbox == Outbox.id)
)


def _line(row: Row) -> FormLine:
    return FormLine(
        form_id=row["id"],
        number=row["number"],
        version=row["version"],
        name=row["name"],
        state=row["state"],
        deployment_number=row["deployment_number"] or 0,
        customer=row["customer_name"] or "",
        ticket_number=row["ticket_number"],
        language=row["language"],
        to_address=row["to_address"],
        to_name=row["to_name"],
        asked_by=row["asked_by"],
        asked_at=row["asked_at"],
        updated_at=row["updated_at"],
        reminded=row["reminded"],
        follows=row["follows"] or 0,
        row_version=row["row_version"],
    )


def _version(row: Row) -> FormVersionLine:
    return FormVersionLine(
        row["version"],
        row["definition_sha256"],
        row["pdf_sha256"],
        row["to_address"],
        row["asked_by"],
        row["asked_at"],
        row["outbox"] or 0,
        row["sent_at"],
    )


def _answer(row: Row, stands: bool) -> AnswerLine:
    return AnswerLine(
        row["field"],
        value_from_json(row["value"]),
        row["said"],
        row["source"],
        row["version"],
        row["by"],
        row["fetch"] or 0,
        row["at"],
        stands,
    )


def _leftover(row: Row) -> LeftoverLine:
    return LeftoverLine(row["field"], row["said"], row["why"], row["by"], row["fetch"] or 0, row["at"])
