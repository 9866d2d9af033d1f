"""Everything that decisions rest on, loaded inside the transaction that applies their answer."""

from collections.abc import Sequence
from datetime import datetime

from models.conversation import Review
from models.mail import Fetch
from models.tickets import Ticket
from models.vocabulary import ApprovalKind, EntryKind, Kind, Outcome, ReviewState
from processor.errors import Refused
from processor.facts.approvals import AcceptanceFacts, ApprovalFacts, ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.causes import Reading
from processor.facts.deployments import DeploymentFacts
from processor.facts.forms import FormMeeting
from processor.facts.known import (
    EntryFacts,
    OutboxFacts,
    PartyFacts,
    Policy,
    ReviewFacts,
    SenderFacts,
    StaffFacts,
    TicketFacts,
)
from processor.facts.meeting import MessageFacts
from processor.facts.message import Message
from processor.facts.steps import StepFacts
from processor.ids import ApprovalKey, approval_key_in_message_id
from processor.store.database import Row
from processor.store.facts.approvals import (
    ApprovalClues,
    acceptance_facts,
    approval_facts,
    is_asked,
    may_answer,
    other_contacts,
    request_facts,
)
from processor.store.facts.deploying import DeployingFactsOf
from processor.store.facts.forms import filled_form, form_meeting
from processor.store.facts.keys import Keys
from processor.store.facts.proposals import find_proposal, proposal_facts
from processor.store.facts.register import load_approvers, register_of
from processor.store.facts.senders import addressee, automatic_mails, sender_facts
from processor.store.facts.steps import last_entry, last_telling, step_facts
from processor.store.facts.threads import ThreadLookup, bounced_mail, own_copy
from processor.store.facts.tickets import load_tickets
from processor.store.prepared import Hole, Prepared


class Facts(DeployingFactsOf):
    """Loads facts; each method belongs inside `Store.transact`, together with what is done about them."""

    def message_facts(
        self,
        reading: Reading,
        keys: Keys,
        policy: Policy,
        now: datetime,
        loop_token_valid: bool,
        clues: ApprovalClues | None = None,
    ) -> MessageFacts:
        """All that is known about a fetched message. `keys` are the names of conversations that it carries.

        `clues` are what may lead to a request for approval; without any nothing is looked up.
        """
        message = reading.message
        lookup = ThreadLookup(self._db, now)
        named = lookup.named(keys)
        copy = own_copy(self._db, message.message_id)
        bounced = self._bounced(message, keys)
        lookup.load(named, (copy, bounced))
        duplicate = self._duplicate(reading)
        approval = None if clues is None else approval_facts(self._db, reading, clues, now)
        form = None if clues is None else form_meeting(self._db, [one.key for one in clues.named], now)
        sent = lookup.mail(bounced)
        return MessageFacts(
            duplicate_of=duplicate["id"] if duplicate else 0,
            sender=self.sender_facts(message.sender.address if message.sender else "", now),
            threads=lookup.matches(named),
            own_copy=lookup.mail(copy),
            bounced=sent,
            loop_token_valid=loop_token_valid,
            policy=policy,
            duplicate_outcome=duplicate["outcome"] if duplicate else None,
            approval=approval,
            deployment=self._deployment(approval, form, sent, now),
            form=form,
            filled=filled_form(self._db, approval.proposal, now) if approval is not None else None,
        )

    def _deployment(
        self, approval: ApprovalFacts | None, form: FormMeeting | None, bounced: OutboxFacts | None, now: datetime
    ) -> DeploymentFacts | None:
        """The deployment that the mail is about by the key that it carries, or that the mail carried which bounced."""
        named = [approval.proposal.deployment_id] if approval is not None and approval.proposal is not None else []
        named += [form.form.deployment_id] if form is not None and form.form is not None else []
        key = approval_key_in_message_id(bounced.message_id) if bounced is not None else None
        paper = find_proposal(self._db, key.number, now, key.version, key.kind) if key is not None else None
        named += [paper.deployment_id] if paper is not None else []
        found = next((one for one in named if one), 0)
        return self.deployment(found, now) if found else None

    def proposal_facts(
        self, number: int, now: datetime, version: int = 0, kind: ApprovalKind = ApprovalKind.PROPOSAL
    ) -> ProposalFacts:
        """A proposal or form at this version, or (0) at its newest one. Raises Refused when there is none."""
        return proposal_facts(self._db, number, now, version, kind)

    def request_facts(self, key: ApprovalKey, now: datetime) -> tuple[ProposalFacts, RequestFacts]:
        """The request that this key was given for, with its proposal. Raises Refused where nobody was given it."""
        request = request_facts(self._db, key)
        if request is None:
            raise Refused(f"there is no request {key.tag}")
        return proposal_facts(self._db, key.number, now, key.version, key.kind), request

    def is_asked(self, address: str, numbers: tuple[int, ...]) -> bool:
        """Whether this address was asked about one of these proposals, and about one only, and has not answered."""
        return is_asked(self._db, address.casefold(), numbers)

    def may_answer(self, address: str, keys: Sequence[ApprovalKey]) -> bool:
        """Whether anything can come of knowing that a mail which names these keys is from this address."""
        return may_answer(self._db, address.casefold(), [key.token for key in keys])

    def acceptance_facts(self, acceptance_id: int, now: datetime, address: str = "") -> AcceptanceFacts:
        """An acceptance, with the text of the receipt that `address` got. Raises Refused when there is none."""
        return acceptance_facts(self._db, acceptance_id, address, now)

    def other_contacts(self, proposal: ProposalFacts, address: str, now: datetime) -> tuple[PartyFacts, ...]:
        """Who else of the customer is told what `address` has accepted."""
        return other_contacts(self._db, proposal, address, now)

    def register(self, customer_id: int) -> tuple[ApproverFacts, ...]:
        """All entries of a customer's register of approvers, or (0) of the vendor's, the oldest first."""
        return register_of(self._db, customer_id)

    def approver_facts(self, approver_id: int) -> ApproverFacts:
        """One entry of the register. Raises Refused when there is none of that id."""
        found = load_approvers(self._db, [approver_id]) if abs(approver_id) < 2**62 else {}
        if approver_id not in found:
            raise Refused(f"the register has no entry {approver_id}; see signoff approver list")
        return found[approver_id]

    def sender_facts(self, address: str, now: datetime) -> SenderFacts:
        """What is known of an address by itself."""
        return sender_facts(self._db, address, now)

    def staff_facts(self, number: int, other: int | None, policy: Policy, now: datetime, to: str = "") -> StaffFacts:
        """The tickets that a command names, as they stand, and whom it is addressed to.

        Raises Refused when there is no ticket of that number.
        """
        numbers = {number} if other is None else {number, other}
        query = Ticket.select(Ticket.id).where(Ticket.number.in_([wanted for wanted in numbers if abs(wanted) < 2**62]))
        found = {ticket.number: ticket for ticket in load_tickets(self._db, self._db.column(query), now).values()}
        ticket = _required(found, number)
        return StaffFacts(
            ticket,
            None if other is None else _required(found, other),
            policy,
            review_version=self._review_version(ticket),
            last=last_entry(self._db, ticket.ticket_id),
            automatic_mails_to_requester=self._mails_to(ticket, now),
            addressee=addressee(self._db, to),
        )

    def review_facts(self, review_id: int, policy: Policy, now: datetime) -> ReviewFacts:
        """A queue item and its ticket. Raises Refused when there is none of that id."""
        row = self._db.row(Review.select().where(Review.id == review_id)) if abs(review_id) < 2**62 else None
        if row is None:
            raise Refused(f"there is no queue item {review_id}; see signoff queue list")
        ticket = load_tickets(self._db, [row["ticket"]], now)[row["ticket"]]
        return ReviewFacts(
            review_id=row["id"],
            open=row["state"] is ReviewState.OPEN,
            reasons=tuple(row["reasons"]),
            ticket=ticket,
            automatic_mails_to_requester=self._mails_to(ticket, now),
            policy=policy,
            version=row["version"],
            decided_by=row["decided_by"],
            decided_at=row["decided_at"],
            verdict=row["verdict"],
            asleep_until=row["asleep_until"],
            last=last_entry(self._db, ticket.ticket_id),
        )

    def last_entry(self, ticket_id: int) -> EntryFacts | None:
        """What happened last on a ticket; None where nothing has."""
        return last_entry(self._db, ticket_id)

    def last_telling(self, ticket_id: int, kind: EntryKind, words: str = "") -> EntryFacts | None:
        """What happened last of this kind on a ticket, told with these words; None where nothing has."""
        return last_telling(self._db, ticket_id, kind, words)

    def step_facts(self, step_id: int) -> StepFacts:
        """What a person did, as it stands. Raises Refused when there is no step of that id."""
        return step_facts(self._db, step_id)

    def _review_version(self, ticket: TicketFacts) -> int:
        query = Review.select(Review.version).where(Review.id.in_(ticket.open_review_ids))
        return int(self._db.value(query) or 0) if ticket.open_review_ids else 0

    def _mails_to(self, ticket: TicketFacts, now: datetime) -> int:
        key = ticket.requester.address.casefold() if ticket.requester else ""
        return automatic_mails(self._db, key, now) if key else 0

    def _duplicate(self, reading: Reading) -> Row | None:
        """The fetch record of the same content that has ended otherwise than in quarantine, the original one first."""
        digest = reading.message.content_digest
        if not digest:
            return None
        rows = self._db.rows(_SAME_CONTENT, content_digest=digest, id=reading.fetched.fetch_id)
        return min(rows, key=lambda row: (row["outcome"] is Outcome.DUPLICATE, row["id"]), default=None)

    def _bounced(self, message: Message, keys: Keys) -> Row | None:
        if message.bounce is None and message.kind is not Kind.BOUNCE:
            return None
        original = message.bounce.original_message_id if message.bounce else ""
        recipients = message.bounce.recipients if message.bounce else ()
        named = (original, *message.in_reply_to, *reversed(message.references), *keys.message_ids)
        return bounced_mail(self._db, named, keys.tokens, recipients)


_SAME_CONTENT = Prepared(
    Fetch.select(Fetch.id, Fetch.outcome)
    .where(
        Fetch.content_digest == Hole(Fetch.content_digest),
        Fetch.id != Hole(Fetch.id),
        Fetch.outcome.is_null(False),
        Fetch.outcome != Outcome.QUARANTINED,
    )
    .order_by(Fetch.id)
    .limit(50)
)


def _required(found: dict[int, TicketFacts], number: int) -> TicketFacts:
    if number not in found:
        raise Refused(f"there is no ticket #{number}; see signoff ticket list")
    return found[number]
