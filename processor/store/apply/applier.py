"""Does all that a decision asks for, or nothing of it."""

from dataclasses import replace
from datetime import datetime

from models.mail import Fetch
from models.tickets import Ticket, TicketEntry
from models.vocabulary import FetchState, Outcome
from processor.effects.approvals import (
    AwaitCode,
    CountAttempt,
    DraftProposal,
    EnterApprover,
    FreezeVersion,
    MoveApprover,
    MoveProposal,
    MoveRequest,
    NoteReminder,
    RecordAcceptance,
    RecordObjection,
    RecordReply,
    SettleObjection,
)
from processor.effects.decision import Decision, Effect
from processor.effects.mail import ProveSent, RecordBounce, SendMail
from processor.effects.tickets import (
    AddParty,
    AskReview,
    AssignTicket,
    CloseReview,
    CreateContact,
    Enter,
    FileMessage,
    FileText,
    Label,
    MergeTicket,
    MoveTicket,
    OpenTicket,
    RecordVerdict,
    SettleReview,
    SleepReview,
    SplitMessage,
    Teach,
    UndoStep,
    WakeReview,
)
from processor.ids import Ids
from processor.store.apply.acceptances import record_acceptance
from processor.store.apply.cause import Applied, Cause, Composer
from processor.store.apply.changes import apply_change
from processor.store.apply.deploying import apply_deploying
from processor.store.apply.filing import apply_filing
from processor.store.apply.mails import apply_mail
from processor.store.apply.noting import Noting
from processor.store.apply.objections import apply_objection
from processor.store.apply.opening import apply_opening
from processor.store.apply.proposals import apply_proposal
from processor.store.apply.register import apply_register
from processor.store.apply.requests import apply_request
from processor.store.apply.reviews import apply_review
from processor.store.apply.scope import Scope
from processor.store.apply.teaching import apply_teaching
from processor.store.apply.trail import LONGEST_TEXT, Trail, keep_step
from processor.store.claims import Claim, lost
from processor.store.database import Database, Row
from processor.store.leaves import Leaves
from processor.store.prepared import Hole, Prepared
from processor.store.responses import Promiser, make_promises
from processor.store.searching import index_tickets
from processor.store.store import Store


class Applier:
    """Applies decisions. With `observe` mails are written down as observed, and never leave.

    `leaves` makes what goes into the evidence ledger; without it nothing can be recorded that the ledger has to know.
    `promiser` says when the first answer to a ticket is due; without it nothing is promised.
    """

    def __init__(
        self,
        store: Store,
        ids: Ids,
        composer: Composer,
        observe: bool = False,
        leaves: Leaves | None = None,
        promiser: Promiser | None = None,
    ) -> None:
        self._db: Database = store.database
        self._ids = ids
        self._composer = composer
        self._observe = observe
        self._leaves = leaves
        self._promiser = promiser

    def apply(self, cause: Cause, decision: Decision, now: datetime) -> Applied:
        """What became of the decision, inside `Store.transact`, in a savepoint of its own.

        The message's outcome is written with the effects. Raises ClaimLost when the claim is no longer the cause's
        own, and Stale when a row is not as the decision found it; either way nothing was changed. Raises Permanent for
        an acceptance whose evidence is not whole.
        """
        with self._db.savepoint():
            scope = self._done(cause, decision, now)
            return _applied(scope, decision)

    def join(self, cause: Cause, decision: Decision, now: datetime) -> None:
        """Does the same as a part of the transaction that can't fail by itself, and tells nothing of it.

        For many causes that share a transaction: who lets one of them fail must let the transaction fail, and do the
        others again without it.
        """
        self._done(cause, decision, now)

    def _done(self, cause: Cause, decision: Decision, now: datetime) -> Scope:
        scope = Scope(self._db, self._ids, self._composer, self._observe, cause, now, self._leaves)
        scope.trail = Trail(self._db) if cause.step is not None else None
        noting = Noting(scope, decision) if cause.by else None
        if cause.claim is not None:
            _finish(self._db, cause, cause.claim, decision, now)
        for effect in decision.effects:
            _apply(scope, effect)
        if self._promiser is not None:
            make_promises(self._db, self._promiser, scope.promised, now, scope.opened)
        self._db.insert_many(TicketEntry, scope.entries)
        if scope.touched:
            self._db.change(_TOUCH, updated_at=now, ids=scope.touched)
        index_tickets(self._db, scope.indexed)
        _keep_step(scope)
        if noting is not None:
            noting.write()
        return scope


def _apply(scope: Scope, effect: Effect) -> None:
    match effect:
        case CreateContact() | OpenTicket() | AddParty():
            apply_opening(scope, effect)
        case FileMessage() | FileText() | MergeTicket() | SplitMessage():
            apply_filing(scope, effect)
        case MoveTicket() | Enter() | Label() | AssignTicket():
            apply_change(scope, effect)
        case RecordVerdict() | AskReview() | CloseReview() | SleepReview() | WakeReview() | SettleReview() | UndoStep():
            apply_review(scope, effect)
        case Teach():
            apply_teaching(scope, effect)
        case SendMail() | ProveSent() | RecordBounce():
            apply_mail(scope, effect)
        case DraftProposal() | FreezeVersion() | MoveProposal():
            apply_proposal(scope, effect)
        case MoveRequest() | NoteReminder() | AwaitCode() | CountAttempt() | RecordReply():
            apply_request(scope, effect)
        case RecordAcceptance():
            record_acceptance(scope, effect)
        case RecordObjection() | SettleObjection():
            apply_objection(scope, effect)
        case EnterApprover() | MoveApprover():
            apply_register(scope, effect)
        case _:
            apply_deploying(scope, effect)


def _finish(database: Database, cause: Cause, claim: Claim, decision: Decision, now: datetime) -> None:
    """Writes the message's one outcome, if the row is still claimed by its worker.

    What the decision puts into quarantine waits there for a person, as what could not be handled does.
    """
    held = decision.outcome is Outcome.QUARANTINED
    changed = database.change(
        _DONE,
        id=claim.fetch.fetch_id,
        claim_token=claim.token,
        ended=FetchState.QUARANTINED if held else FetchState.DONE,
        last_error="; ".join(match.reason for match in decision.matches[:1]) if held else "",
        outcome=decision.outcome,
        outcome_at=now,
        matches=[[match.rule, match.reason] for match in decision.matches],
        related=decision.related,
        content_digest=cause.message.content_digest if cause.message else None,
    )
    if changed == 0:
        raise lost(claim)


_DONE = Prepared(
    Fetch.update(
        state=Hole(Fetch.state, "ended"),
        last_error=Hole(Fetch.last_error),
        outcome=Hole(Fetch.outcome),
        outcome_at=Hole(Fetch.outcome_at),
        matches=Hole(Fetch.matches),
        related=Hole(Fetch.related),
        content_digest=Hole(Fetch.content_digest),
        claim_owner="",
        claim_token="",
        claim_until=None,
    ).where(Fetch.id == Hole(Fetch.id), Fetch.claim_token == Hole(Fetch.claim_token), Fetch.state == FetchState.CLAIMED)
)
_TOUCH = Prepared(
    Ticket.update(updated_at=Hole(Ticket.updated_at), version=Ticket.version + 1).where(
        Ticket.id.in_(Hole(Ticket.id, "ids", many=True))
    )
)


def _applied(scope: Scope, decision: Decision) -> Applied:
    ticket_id = next(iter((*scope.opened, *scope.touched)), None)
    number = None if ticket_id is None else scope.ticket(ticket_id).number
    mails = tuple(scope.outbox_ids)
    return Applied(number, ticket_id, bool(scope.opened), mails, decision.outcome, scope.step_id)


def _keep_step(scope: Scope) -> None:
    """What a person did is kept with all that it changed; its own ticket is the one named, else the one it opened."""
    taken = scope.cause.step
    if taken is None or scope.trail is None:
        return
    ticket_id = taken.ticket_id or next(iter((*scope.opened, *scope.touched)))
    said = (entry["text"] for entry in scope.entries if entry["ticket"] == ticket_id and entry["by"] == taken.by)
    text = next(said, "")[:LONGEST_TEXT]
    own: Row = {"text": text, "at": scope.now, "outbox": list(scope.outbox_ids)}
    other_id = taken.other_id or next((one for one in scope.opened if one != ticket_id), 0)
    scope.step_id = keep_step(scope.db, scope.trail, replace(taken, ticket_id=ticket_id, other_id=other_id), own)
