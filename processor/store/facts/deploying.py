"""Facts about deployments, their forms and what tickets cost, as part of the store's facts."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from models.billing import TicketWork
from models.deployments import Deployment
from models.progress import Outstanding
from models.vocabulary import ApprovalKind, DeploymentStage
from processor.errors import Refused
from processor.facts.deployments import BillingFacts, DeploymentFacts, NoticeFacts, Waiting
from processor.facts.forms import FormFacts
from processor.ids import ApprovalKey
from processor.store.database import Database
from processor.store.facts.billing import BillingRow, billing_of, billing_rows
from processor.store.facts.deployments import deployment_numbered, load_deployments
from processor.store.facts.forms import contacts_of, form_numbered, form_of_id, may_fill
from processor.store.facts.notices import notices_of, waiting_of
from processor.store.facts.tickets import load_tickets
from processor.store.prepared import Hole, Prepared

_OVER = (DeploymentStage.BUSINESS_AS_USUAL, DeploymentStage.CANCELLED)


class DeployingFactsOf:
    """Loads facts; each method belongs inside `Store.transact`, together with what is done about them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def deployment_facts(self, number: int, now: datetime) -> DeploymentFacts:
        """The deployment of this number. Raises Refused when there is none."""
        return deployment_numbered(self._db, number, now)

    def deployment(self, deployment_id: int, now: datetime) -> DeploymentFacts:
        """The deployment of this id. Raises Refused when there is none."""
        found = load_deployments(self._db, [deployment_id], now)
        if deployment_id not in found:
            raise Refused(f"there is no deployment of id {deployment_id}")
        return found[deployment_id]

    def deployments(self, ids: Iterable[int], now: datetime) -> dict[int, DeploymentFacts]:
        """The deployments of these ids, by id: any number of them in a fixed number of queries."""
        return load_deployments(self._db, ids, now)

    def deployment_of_ticket(self, ticket_id: int, now: datetime) -> DeploymentFacts | None:
        """The deployment that a ticket belongs to.

        A person's word stands first; then its own conversation and the issues left outstanding; else it is the
        customer's only one that is under way. None where none or several could be meant.
        """
        for query in (_BY_WORK, _BY_CONVERSATION, _BY_ISSUE):
            named = self._db.value(query, ticket=ticket_id)
            if named is not None:
                return self.deployment(named, now)
        ticket = load_tickets(self._db, [ticket_id], now).get(ticket_id)
        if ticket is None:
            return None
        customer_id = ticket.customer_id or (ticket.requester.customer_id if ticket.requester else 0)
        under_way = self._db.column(_UNDER_WAY, customer=customer_id) if customer_id else []
        return self.deployment(under_way[0], now) if len(under_way) == 1 else None

    def form_facts(self, number: int, now: datetime) -> FormFacts:
        """The form of this number, as it went out last. Raises Refused when there is none."""
        return form_numbered(self._db, number, now)

    def form(self, form_id: int, now: datetime) -> FormFacts:
        """The form of this id, as it went out last. Raises Refused when there is none."""
        return form_of_id(self._db, form_id, now)

    def contacts_of(self, customer_id: int) -> frozenset[str]:
        """The addresses, case folded, that a customer is known by."""
        return contacts_of(self._db, customer_id)

    def may_fill(self, address: str, keys: Sequence[ApprovalKey], now: datetime) -> bool:
        """Whether answers from this address are taken for a form that one of these keys names."""
        return may_fill(self._db, address, keys, now)

    def notices(self, kind: ApprovalKind, number: int, version: int) -> tuple[NoticeFacts, ...]:
        """All mails that went out about one version, in the order in which they were queued."""
        return notices_of(self._db, kind, [(number, version)])[number, version]

    def all_notices(
        self, kind: ApprovalKind, versions: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[NoticeFacts, ...]]:
        """The same for several versions in one query, by number and version."""
        return notices_of(self._db, kind, versions)

    def waiting(self, customer_ids: Iterable[int]) -> dict[int, tuple[Waiting, ...]]:
        """What each customer has sent that nobody has dealt with, by customer; empty where there is nothing."""
        return waiting_of(self._db, customer_ids)

    def billing_facts(self, ticket_id: int, now: datetime) -> BillingFacts:
        """What the charging of a ticket rests on. Raises Refused when there is none of that id."""
        return billing_of(self._db, ticket_id, now).facts

    def billing_row(self, ticket_id: int, now: datetime) -> BillingRow:
        """The same with what is written down of it. Raises Refused when there is none of that id."""
        return billing_of(self._db, ticket_id, now)

    def billing_in(
        self, start: datetime, end: datetime, now: datetime, customer: str = "", open_too: bool = False
    ) -> tuple[BillingRow, ...]:
        """The tickets that were closed from `start` on and before `end`; with `open_too` those open now besides."""
        return billing_rows(self._db, start, end, now, customer, open_too)


_BY_WORK = Prepared(
    TicketWork.select(TicketWork.deployment).where(
        TicketWork.ticket == Hole(TicketWork.ticket), TicketWork.deployment.is_null(False)
    )
)
_BY_CONVERSATION = Prepared(Deployment.select(Deployment.id).where(Deployment.ticket == Hole(Deployment.ticket)))
_BY_ISSUE = Prepared(Outstanding.select(Outstanding.deployment).where(Outstanding.ticket == Hole(Outstanding.ticket)))
_UNDER_WAY = Prepared(
    Deployment.select(Deployment.id)
    .where(Deployment.customer == Hole(Deployment.customer), Deployment.stage.not_in(_OVER))
    .order_by(Deployment.id)
)
