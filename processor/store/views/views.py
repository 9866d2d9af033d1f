"""The views of pages, commands and metrics; each sees the database at one moment."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    FetchState,
    FormState,
    OutboxState,
    ProposalState,
    ReviewReason,
    ReviewState,
)
from processor.store.database import Database
from processor.store.views import trends
from processor.store.views.acceptances import (
    AcceptanceLine,
    AcceptanceView,
    list_acceptances,
    show_acceptance,
    unsealed_acceptances,
)
from processor.store.views.around import Around, ContentRow, show_around, show_content
from processor.store.views.board import Board, show_board
from processor.store.views.changes import ChangeFilter, ChangeLine, change_page, list_changes
from processor.store.views.deployments import (
    DeploymentLine,
    DeploymentView,
    list_deployments,
    show_deployment,
)
from processor.store.views.fetched import FetchedLine, list_fetched
from processor.store.views.figures import Audit, Counts, audit, count_all
from processor.store.views.forms import FormLine, FormView, list_forms, show_form
from processor.store.views.items import ItemView, show_item
from processor.store.views.paperdetails import ArrivedMail, PaperMail, VersionText, arrived, mails_of, versions_of
from processor.store.views.paperlists import (
    AcceptanceFilter,
    AcceptancePage,
    PaperFilter,
    PaperPage,
    acceptance_page,
    paper_page,
)
from processor.store.views.promises import ResponseRow, show_response
from processor.store.views.proposals import (
    ProposalLine,
    ProposalView,
    list_proposals,
    show_proposal,
)
from processor.store.views.queue import (
    Neighbours,
    Place,
    QueueFilter,
    QueuePage,
    counted,
    neighbours,
    place_of,
    queue_page,
)
from processor.store.views.reviews import ReviewLine, list_reviews, show_review
from processor.store.views.scope import ScopeRow, scope_log
from processor.store.views.search import SearchFilter, SearchHit, find_tickets
from processor.store.views.senders import History, Kept, kept_mail, sender_history
from processor.store.views.steps import StepLine, list_steps, show_step, steps_together
from processor.store.views.tickets import (
    TicketFilter,
    TicketLine,
    TicketView,
    count_tickets,
    list_tickets,
    open_by_customer,
    show_ticket,
)
from processor.store.views.trends import DayOfMail, Folder, QueueAge, Volume, WeekOfLabels, WeekOfPromises


class Views:
    """Reads only."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def tickets(self, wanted: TicketFilter | None = None) -> tuple[TicketLine, ...]:
        """Tickets that fit, the newest first."""
        return list_tickets(self._db, wanted or TicketFilter())

    def count_tickets(self, wanted: TicketFilter) -> int:
        """How many tickets fit."""
        return count_tickets(self._db, wanted)

    def around(self, number: int) -> Around:
        """What hangs on a ticket: its mails, agreements, deployment, other tickets. Raises Refused as `ticket` does."""
        return self._db.read(lambda: show_around(self._db, number))

    def content(self, number: int, message_row: int) -> ContentRow:
        """The bytes of a ticket's message, as they came or left. Raises Refused when it has no such message."""
        return self._db.read(lambda: show_content(self._db, number, message_row))

    def open_by_customer(self) -> dict[str, int]:
        """How many tickets of each customer are at work, by the customer's name; those without any are left out."""
        return open_by_customer(self._db)

    def ticket(self, number: int) -> TicketView:
        """One ticket whole. Raises Refused when there is none of that number."""
        return self._db.read(lambda: show_ticket(self._db, number))

    def response(self, number: int) -> ResponseRow:
        """The response clock of one ticket. Raises Refused when there is none of that number."""
        return self._db.read(lambda: show_response(self._db, number))

    def reviews(
        self, state: ReviewState | None = ReviewState.OPEN, limit: int = 1000, reasons: Collection[ReviewReason] = ()
    ) -> tuple[ReviewLine, ...]:
        """The queue, the oldest item first; None for items in any state. With `reasons`, what waits for one of them."""
        return self._db.read(lambda: list_reviews(self._db, state, limit, reasons))

    def review(self, review_id: int) -> ReviewLine:
        """One queue item. Raises Refused when there is none of that id."""
        return self._db.read(lambda: show_review(self._db, review_id))

    def queue(self, now: datetime, wanted: QueueFilter | None = None) -> QueuePage:
        """A page of what waits, in the order of what is at stake."""
        return self._db.read(lambda: queue_page(self._db, wanted or QueueFilter(), now))

    def queue_counts(self, now: datetime) -> tuple[int, int]:
        """How many items wait in sight, and how many sleep."""
        return counted(self._db, now)

    def queue_neighbours(self, review_id: int, now: datetime, wanted: QueueFilter | None = None) -> Neighbours:
        """What comes before and after an item in that order."""
        return self._db.read(lambda: neighbours(self._db, review_id, wanted or QueueFilter(), now))

    def queue_place(self, review_id: int, now: datetime, wanted: QueueFilter | None = None) -> Place:
        """The page on which an item stands, and what is around it: the last two in one look."""
        return self._db.read(lambda: place_of(self._db, review_id, wanted or QueueFilter(), now))

    def item(self, review_id: int) -> ItemView:
        """A queue item with all that a decision on it needs. Raises Refused when there is none of that id."""
        return self._db.read(lambda: show_item(self._db, review_id))

    def steps(self, since: datetime, person: str = "", ticket: int = 0, limit: int = 200) -> tuple[StepLine, ...]:
        """What people did since then, the newest first: by this person, on this ticket."""
        return self._db.read(lambda: list_steps(self._db, since, person, ticket, limit))

    def step(self, step_id: int) -> StepLine:
        """One step. Raises Refused when there is none of that id."""
        return self._db.read(lambda: show_step(self._db, step_id))

    def steps_together(self, step_id: int) -> tuple[StepLine, ...]:
        """The step with all that its person did by the same click. Raises Refused when there is none of that id."""
        return self._db.read(lambda: steps_together(self._db, step_id))

    def search(self, wanted: SearchFilter) -> tuple[SearchHit, ...]:
        """The tickets that have all of the words, the newest first; one that is named by its number before them."""
        return self._db.read(lambda: find_tickets(self._db, wanted))

    def proposals(
        self,
        states: Iterable[ProposalState] = (),
        customer: str = "",
        limit: int = 1000,
        kind: ApprovalKind = ApprovalKind.PROPOSAL,
    ) -> tuple[ProposalLine, ...]:
        """Proposals (or forms) in one of these states, or in any, of this customer, or of any, the newest first."""
        return list_proposals(self._db, states, customer, limit, kind)

    def proposal(self, number: int, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> ProposalView:
        """One proposal or form whole. Raises Refused when there is none of that number."""
        return self._db.read(lambda: show_proposal(self._db, number, kind))

    def deployments(
        self, customer: str = "", stages: Iterable[DeploymentStage] = (), limit: int = 1000
    ) -> tuple[DeploymentLine, ...]:
        """Deployments of this customer, or of any, in one of these stages, or in any, the newest first."""
        return list_deployments(self._db, customer, stages, limit)

    def board(self, customer: str = "", ended: int = 0) -> Board:
        """The board of deployments of this customer, or of any; of those that are over the newest `ended`."""
        return self._db.read(lambda: show_board(self._db, customer, ended))

    def deployment(self, number: int) -> DeploymentView:
        """One deployment whole. Raises Refused when there is none of that number."""
        return self._db.read(lambda: show_deployment(self._db, number))

    def forms(
        self, deployment: int = 0, states: Iterable[FormState] = (), customer: str = "", limit: int = 1000
    ) -> tuple[FormLine, ...]:
        """Forms of the deployment of this number (0: of any), in one of these states, or in any, the newest first."""
        return list_forms(self._db, deployment, states, customer, limit)

    def form(self, number: int) -> FormView:
        """One form whole. Raises Refused when there is none of that number."""
        return self._db.read(lambda: show_form(self._db, number))

    def paper_page(self, wanted: PaperFilter) -> PaperPage:
        """Proposals and forms that fit, the newest first, with whom each waits for."""
        return self._db.read(lambda: paper_page(self._db, wanted))

    def acceptance_page(self, wanted: AcceptanceFilter) -> AcceptancePage:
        """Acceptances that fit, the newest first."""
        return self._db.read(lambda: acceptance_page(self._db, wanted))

    def paper_versions(self, number: int, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> tuple[VersionText, ...]:
        """All that each version of a proposal or form says, the oldest first."""
        return versions_of(self._db, number, kind)

    def paper_mails(self, number: int, kind: ApprovalKind = ApprovalKind.PROPOSAL) -> tuple[PaperMail, ...]:
        """The mails about the requests of a proposal or form, in the order in which they were queued."""
        return mails_of(self._db, number, kind)

    def arrived(self, ticket_number: int, fetch_ids: Iterable[int] = ()) -> tuple[ArrivedMail, ...]:
        """The mails that arrived for this ticket and those of these fetch records, the newest first."""
        return arrived(self._db, ticket_number, fetch_ids)

    def scope_log(self, customer: str = "") -> tuple[ScopeRow, ...]:
        """All accepted proposals, or those of one customer, in the order of their numbers."""
        return self._db.read(lambda: scope_log(self._db, customer))

    def acceptances(self, limit: int = 1000) -> tuple[AcceptanceLine, ...]:
        """All acceptances, the newest first."""
        return list_acceptances(self._db, limit)

    def unsealed(self) -> tuple[AcceptanceLine, ...]:
        """The acceptances whose evidence is not finished, the oldest first."""
        return unsealed_acceptances(self._db)

    def acceptance(self, name: str) -> AcceptanceView:
        """One acceptance whole, by number or id. Raises Refused when there is none of that name."""
        return self._db.read(lambda: show_acceptance(self._db, name))

    def fetched(self, digest: str = "", limit: int = 1000) -> tuple[FetchedLine, ...]:
        """How fetched messages ended, in the order of fetching: those with these bytes, or all."""
        return list_fetched(self._db, digest, limit)

    def sender_history(self, each: int, most: int) -> History:
        """The newest mails of customers' people and the vendor's approvers: `each` a party, `most` in all."""
        return self._db.read(lambda: sender_history(self._db, each, most))

    def kept_mail(self, fetch_id: int) -> Kept:
        """The bytes and the text of a mail of that history."""
        return kept_mail(self._db, fetch_id)

    def changes(self, subject: str = "", person: str = "", limit: int = 1000) -> tuple[ChangeLine, ...]:
        """What people did: to this subject, such as `ticket 17`, or to any; this person, or any; the newest first."""
        return list_changes(self._db, subject, person, limit)

    def change_page(self, wanted: ChangeFilter) -> tuple[tuple[ChangeLine, ...], int]:
        """What people did, the newest first, and how much there is in all."""
        return self._db.read(lambda: change_page(self._db, wanted))

    def volumes(self, since: date, until: date) -> tuple[Volume, ...]:
        """Tickets by the day of their opening, from one day until before another, by category and language."""
        return trends.volumes(self._db, since, until)

    def promises_by_week(self, since: date, until: date, now: datetime) -> tuple[WeekOfPromises, ...]:
        """Promises of first answers by the week in which they were due, from one day's week until another's."""
        return trends.promises_by_week(self._db, since, until, now)

    def labels_by_week(self, since: date, until: date) -> tuple[WeekOfLabels, ...]:
        """What the model judged by week, from one day's week until another's."""
        return trends.labels_by_week(self._db, since, until)

    def mail_by_day(self, since: date, until: date) -> tuple[DayOfMail, ...]:
        """Mails of ours by the day on which they were queued, from one day until before another."""
        return trends.mail_by_day(self._db, since, until)

    def mail_states(self) -> tuple[dict[OutboxState, int], datetime | None]:
        """How many mails of ours are in each state, and when the oldest queued one was queued."""
        return self._db.read(lambda: trends.mail_states(self._db))

    def queue_age(self, now: datetime) -> QueueAge:
        """How long the queue's items have waited."""
        return self._db.read(lambda: trends.queue_age(self._db, now))

    def folders(self) -> tuple[Folder, ...]:
        """How far each folder is read."""
        return trends.folders(self._db)

    def unhandled(self) -> dict[str, dict[FetchState, int]]:
        """Messages that are not handled yet, by mailbox and state."""
        return trends.unhandled(self._db)

    def counts(self) -> Counts:
        """Figures for metrics and the overview."""
        return self._db.read(lambda: count_all(self._db))

    def audit(self, now: datetime) -> Audit:
        """Whether every message has exactly one outcome, and what is stuck."""
        return self._db.read(lambda: audit(self._db, now))
