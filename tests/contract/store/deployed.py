"""A deployment on its way, as the store's tests need it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models.vocabulary import (
    AnswerSource,
    ApprovalKind,
    DecidedBy,
    DeploymentStage,
    FieldType,
    FormState,
    ProposalState,
    Quorum,
    RequestState,
    Side,
    Source,
    Turn,
)
from processor.effects.approvals import (
    PROPOSAL,
    DraftProposal,
    FreezeVersion,
    MoveProposal,
    MoveRequest,
    NewRequest,
)
from processor.effects.deployments import (
    DEPLOYMENT,
    FORM,
    AskForm,
    CreateDeployment,
    MoveDeployment,
    RecordAnswers,
)
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import CONTACT, TICKET, AddParty, CreateContact, OpenTicket
from processor.facts.deployments import DeploymentFacts
from processor.facts.forms import Answer, Choice, Condition, FieldDefinition, FormDefinition, FormFacts
from processor.facts.proposals import ProposalContent, Section
from processor.ids import ApprovalKey
from processor.store.apply import Applier
from processor.store.store import Store
from tests.contract.store.deals import ANN, enter, everybody
from tests.contract.store.samples import IDS, NOW, act

ZONE = "Europe/Berlin"
STAGE = DeploymentStage
FORM_CONTENT = ProposalContent(
    title="Completion of Desk at Depot",
    request="",
    goals="",
    scope="",
    criteria=(),
    hours=None,
    price=None,
    valid_until=None,
    sections=(Section("System", (("Taken live", "6 May 2024"), ("Site", "Depot"))),),
)
DEFINITION = FormDefinition(
    name="stakeholders",
    version="5" * 64,
    titles=(("en", "Stakeholders"), ("ru", "Участники")),
    intro=(("en", "Who is who?"),),
    fields=(
        FieldDefinition("superuser", FieldType.TEXT, (("en", "Superuser"),), section="people", also=("key user",)),
        FieldDefinition("start", FieldType.DATE, (("en", "Start"),), help=(("en", "A day."),)),
        FieldDefinition("seats", FieldType.NUMBER, (("en", "Seats"),)),
        FieldDefinition("cloud", FieldType.YES_NO, (("en", "Cloud?"),)),
        FieldDefinition(
            "region",
            FieldType.CHOICE,
            (("en", "Region"),),
            required=False,
            choices=(Choice("eu", (("en", "Europe"),)), Choice("us", (("en", "America"),))),
            condition=Condition("cloud", "yes"),
        ),
        FieldDefinition("queues", FieldType.LIST, (("en", "Queues"),)),
    ),
    sections=(("people", (("en", "People"),)),),
)
ANSWERS = (
    Answer("superuser", "Ann Lee", "Ann Lee", AnswerSource.NEW_TEXT),
    Answer("start", date(2024, 6, 3), "3 June", AnswerSource.QUOTED_FORM),
    Answer("seats", Decimal("12.5"), "12,5", AnswerSource.TABLE),
    Answer("cloud", True, "yes", AnswerSource.PDF),
    Answer("queues", ("Sales", "Support"), "Sales, Support", AnswerSource.PERSON),
)


def start(store: Store, applier: Applier, site: str = "Depot", customer: str = "Customer Ltd", **changes: Any) -> int:
    """A deployment that has just begun; its number."""
    known = {one.name: one.customer_id for one in store.people.list_customers()}
    customer_id = known.get(customer) or store.people.add_customer(customer)
    values = CreateDeployment(
        local=DEPLOYMENT,
        ticket=TICKET,
        customer_id=customer_id,
        site=site,
        title="Desk",
        language="en",
        timezone=ZONE,
        stage=STAGE.STAKEHOLDERS,
        plan=((STAGE.TRAINING, date(2024, 6, 1)),),
        quantities=(("queues", Decimal(4)), ("seats", Decimal("12.5"))),
        conditions=("first invoice paid",),
        by="kim",
    )
    opened = OpenTicket(
        TICKET, 0, f"Deployment of Desk at {site}", Source.DEPLOYMENT, "en", customer_id, CONTACT, None, None, None,
        DecidedBy.PERSON,
    )  # fmt: skip
    contact = CreateContact(CONTACT, ANN, "Ann", customer_id, "en")
    act(store, applier, f"start {site}", contact, opened, AddParty(TICKET, CONTACT), replace(values, **changes))
    return store.views.deployments(limit=1)[0].number


def at(store: Store, number: int = 1, now: datetime = NOW) -> DeploymentFacts:
    return store.facts.deployment_facts(number, now)


def move(store: Store, applier: Applier, number: int, after: DeploymentStage, **changes: Any) -> None:
    known = at(store, number)
    values = MoveDeployment(known.deployment_id, known.stage, after, NOW.date(), "by mail", "kim")
    act(store, applier, f"move {number} {known.row_version}", replace(values, **changes))


def draft_paper(known: DeploymentFacts, kind: ApprovalKind, **changes: Any) -> DraftProposal:
    values = DraftProposal(
        local=PROPOSAL,
        ticket=known.ticket.ticket_id,
        by="kim",
        language="en",
        content=FORM_CONTENT,
        turn=Turn.TOGETHER,
        quorum=Quorum.ANY,
        kind=kind,
        number=known.number,
        deployment_id=known.deployment_id,
        ready=True,
    )
    return replace(values, **changes)


def send_paper(
    store: Store, applier: Applier, number: int, kind: ApprovalKind, now: datetime = NOW
) -> tuple[ApprovalKey, int]:
    """A form that was drafted, frozen and sent to Ann: the key of her request, and the mail's outbox row."""
    known = at(store, number)
    entries = {one.address: one.approver_id for one in everybody(store)}
    approver = entries.get(ANN) or enter(store, applier, ANN, customer_id=known.customer_id)
    act(store, applier, f"draft {kind} {number}", draft_paper(known, kind))
    document = store.blobs.keep(f"{kind} {number}".encode(), "application/json")
    pdf = store.blobs.keep(f"%PDF {kind} {number}".encode(), "application/pdf")
    key = IDS.approval_key(kind, number, 1, document, ANN)
    proposal_id = store.facts.proposal_facts(number, NOW, kind=kind).proposal_id
    request = NewRequest(Side.CUSTOMER, 0, approver, key, "en")
    applied = act(
        store,
        applier,
        f"send {kind} {number}",
        FreezeVersion(proposal_id, 1, document, pdf, (request,)),
        MoveRequest(key, RequestState.PLANNED, RequestState.OPEN, "signoff"),
        mail_about(key, known.ticket.ticket_id),
        MoveProposal(proposal_id, ProposalState.DRAFT, ProposalState.AWAITING_CUSTOMER, "signoff", "sent"),
        now=now,
    )
    return key, applied.outbox_ids[0]


def mail_about(
    key: ApprovalKey, ticket_id: int, template: MailTemplate = MailTemplate.APPROVAL_REQUEST, ordinal: int = 0
) -> SendMail:
    return SendMail(template, ordinal, ticket_id, ANN, "Ann", "en", "auto-generated", approval=key)


def ask_form(store: Store, applier: Applier, number: int = 1, **changes: Any) -> FormFacts:
    """A form of a deployment that was sent to Ann."""
    known = at(store, number)
    form_number = store.forms.next_number()
    key = IDS.approval_key(ApprovalKind.QUESTIONS, form_number, 1, DEFINITION.version, ANN)
    values = AskForm(
        local=FORM,
        form_id=0,
        number=form_number,
        key=key,
        definition=DEFINITION,
        deployment_id=known.deployment_id,
        ticket=known.ticket.ticket_id,
        language="en",
        to_address=ANN,
        to_name="Ann",
        by="kim",
    )
    asked = replace(values, **changes)
    mail = mail_about(asked.key, known.ticket.ticket_id, MailTemplate.FORM_REQUEST)
    act(store, applier, f"ask form {form_number}", asked, mail)
    return store.facts.form_facts(form_number, NOW)


def answered(form: FormFacts, *answers: Answer, **changes: Any) -> RecordAnswers:
    values = RecordAnswers(form.form_id, form.state, FormState.PARTIAL, answers, (), (), ANN)
    return replace(values, **changes)


def later(days: float) -> datetime:
    return NOW + timedelta(days=days)
