"""Handling: each fetched message gets its one outcome.

Reading comes before the transaction; facts are loaded inside it, the core decides, the store applies. Under backlog
many messages share one commit, each in its own savepoint: one that fails takes nobody with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic

from models.vocabulary import Outcome
from processor.dns.errors import DnsUnavailable
from processor.errors import Temporary
from processor.facts.causes import Reading, Verdict
from processor.facts.deployments import DeploymentPolicy
from processor.facts.known import Policy
from processor.facts.message import Message
from processor.facts.proof import SenderProof
from processor.ids import Ids
from processor.observability.log import get_log
from processor.observability.metrics import AUTOMATIC, HANDLE_SECONDS, HANDLED
from processor.reading.sandbox import Failure
from processor.routing.decide import decide_message
from processor.routing.keys import ThreadKeys, thread_keys
from processor.services.ahead import ahead
from processor.services.approving import RETRY, Approving
from processor.services.gather import Gather, Reader
from processor.store.apply import Applied, Applier, Cause
from processor.store.claims import Claim
from processor.store.errors import ClaimLost
from processor.store.facts.approvals import ApprovalClues
from processor.store.store import Store

BATCH = 200
"""Messages claimed at once; they are read and committed in chunks, the next one being read while one is committed."""

CHUNK = 25
LEASE = timedelta(minutes=5)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
TURN = timedelta(seconds=2)
"""How long a message whose conversation has an earlier one undecided stands back."""


@dataclass(frozen=True, slots=True)
class Handling:
    """The settings of handling: whose rules hold, and how often a message is tried before a person is asked."""

    mailbox: str
    policy: Policy
    tries: int
    deployments: DeploymentPolicy = field(default_factory=DeploymentPolicy)


@dataclass(slots=True)
class _Work:
    """One claimed message on its way: read, and then applied, or put back with `applied` None."""

    claim: Claim
    reading: Reading
    keys: ThreadKeys
    clues: ApprovalClues | None = None
    applied: Applied | None = None


class Handle:
    """Handles the messages of one mailbox, oldest first; one process does so at a time."""

    def __init__(
        self,
        handling: Handling,
        store: Store,
        reader: Reader,
        gather: Gather,
        approving: Approving,
        applier: Applier,
        ids: Ids,
        owner: str,
        mail_queued: Callable[[], None],
        accepted: Callable[[], None] = lambda: None,
    ) -> None:
        self._handling = handling
        self._store = store
        self._reader = reader
        self._gather = gather
        self._approving = approving
        self._applier = applier
        self._ids = ids
        self._owner = owner
        self._mail_queued = mail_queued
        self._accepted = accepted
        self._log = get_log(f"handle:{handling.mailbox}")

    def take_over(self) -> None:
        """Claims left by a process that is gone become free: the caller alone handles this mailbox now."""
        self._store.claims.reclaim(self._handling.mailbox)

    def turn(self, now: datetime) -> int:
        """Handle what waits, oldest first; how many messages there were, 0 when there is nothing to do."""
        claims = self._store.claims.claim(self._handling.mailbox, self._owner, BATCH, now, LEASE)
        if not claims:
            return 0
        chunks = [claims[at : at + CHUNK] for at in range(0, len(claims), CHUNK)]
        items = [[(claim.raw, claim.partial) for claim in chunk] for chunk in chunks]
        for chunk, answers in zip(chunks, ahead(self._reader.read_many, items), strict=True):
            self._handle_chunk(chunk, answers, now)
        return len(claims)

    def _handle_chunk(self, claims: Sequence[Claim], answers: Sequence[Message | Failure], now: datetime) -> None:
        started = monotonic()
        works = self._gathered(claims, answers, now)
        self._commit(works, now)
        for work in works:
            self._tell(work)
        HANDLE_SECONDS.observe(monotonic() - started)
        if any(work.applied and work.applied.outbox_ids for work in works):
            self._mail_queued()
        if any(work.applied and work.applied.outcome is Outcome.ACCEPTED for work in works):
            self._accepted()

    def _gathered(self, claims: Sequence[Claim], answers: Sequence[Message | Failure], now: datetime) -> list[_Work]:
        read: list[tuple[Claim, Message]] = []
        for claim, answer in zip(claims, answers, strict=True):
            if isinstance(answer, Failure):
                self._put_back(claim, answer.reason, (), now)
            else:
                read.append((claim, answer))
        readings = self._gather.readings([(claim.fetch, message) for claim, message in read], now)
        works = [
            _Work(claim, reading, thread_keys(reading.message))
            for (claim, _), reading in zip(read, readings, strict=True)
        ]
        return self._proven(works, now)

    def _proven(self, works: list[_Work], now: datetime) -> list[_Work]:
        """With the sender's proof where a mail names an approval, and what it encloses where it names a form.

        One whose proof must wait for DNS is put back.
        """
        mails = [(work.reading.message, work.claim.raw, work.claim.fetch.received_at) for work in works]
        named = self._approving.named(mails)
        put_back: set[int] = set()
        for one, proof in zip(named, self._approving.proofs(named, now), strict=True):
            work = works[one.place]
            work.clues = one.clues
            if isinstance(proof, SenderProof):
                enclosed = self._approving.enclosed(one, work.reading.message)
                work.reading = replace(work.reading, proof=proof, enclosed=enclosed)
                continue
            put_back.add(one.place)
            keys = conversation_keys(work.reading.message, work.keys)
            if isinstance(proof, Failure):
                self._put_back(work.claim, proof.reason, keys, now)
            else:
                self._wait(work, keys, proof, now)
        return [work for place, work in enumerate(works) if place not in put_back]

    def _wait(self, work: _Work, keys: Sequence[str], why: DnsUnavailable, now: datetime) -> None:
        """Nothing is decided before it is known who wrote; that DNS is down doesn't count against the mail."""
        self._log.warning("waits for DNS", fetch=work.claim.fetch.fetch_id, reason=str(why))
        self._store.claims.give_back(work.claim, keys, now + RETRY, str(why))

    def _commit(self, works: Sequence[_Work], now: datetime) -> None:
        """All in one transaction; if anything throws, one by one, so that only the culprit waits.

        A culprit is put back at once, so that later mail of its conversation finds it undecided, and waits too.
        """
        try:
            self._store.transact(lambda: self._decide_all(works, now))
        except Temporary:
            raise
        except Exception as error:
            self._log.info("batch is replayed one by one", reason=f"{type(error).__name__}: {error}")
            for work in works:
                self._commit_alone(work, now)

    def _commit_alone(self, work: _Work, now: datetime) -> None:
        try:
            self._store.transact(lambda: self._decide(work, now))
        except Temporary:
            raise
        except Exception as error:
            work.applied = None
            self._fail(work, error, now)

    def _decide_all(self, works: Sequence[_Work], now: datetime) -> None:
        for work in works:
            self._decide(work, now)

    def _decide(self, work: _Work, now: datetime) -> None:
        """Load facts, decide, apply: inside the transaction, and run again whole if that has to be."""
        work.applied = None
        keys = conversation_keys(work.reading.message, work.keys)
        fetched = work.claim.fetch
        earlier = self._store.claims.blocked(fetched.fetch_id, self._handling.mailbox, keys)
        if earlier:
            self._log.info("waits for its turn", fetch=fetched.fetch_id, after=earlier)
            self._store.claims.give_back(work.claim, keys, now + TURN)
            return
        token_valid = self._ids.is_loop_token(work.reading.message.loop_token)
        clues = self._approving.present(work.clues)
        facts = self._store.facts.message_facts(work.reading, work.keys, self._handling.policy, now, token_valid, clues)
        if facts.deployment is not None:
            facts = replace(facts, deployment_policy=self._handling.deployments)
        decision = decide_message(work.reading, facts, now)
        cause = Cause(
            digest=fetched.digest,
            claim=work.claim,
            message=work.reading.message,
            fetched=fetched,
            proof=work.reading.proof,
        )
        work.applied = self._applier.apply(cause, decision, now)

    def _fail(self, work: _Work, error: Exception, now: datetime) -> None:
        if isinstance(error, ClaimLost):
            self._log.warning("claim lost to another process", fetch=work.claim.fetch.fetch_id)
            return
        self._log.warning("message failed", fetch=work.claim.fetch.fetch_id, exc_info=error)
        keys = conversation_keys(work.reading.message, work.keys)
        self._put_back(work.claim, f"{type(error).__name__}: {error}", keys, now)

    def _tell(self, work: _Work) -> None:
        if work.applied is None:
            return
        outcome = work.applied.outcome
        HANDLED.labels(outcome.value if outcome else "none").inc()
        verdict = work.reading.verdict
        if outcome is Outcome.OPENED and isinstance(verdict, Verdict) and verdict.automatic:
            AUTOMATIC.labels("audit" if verdict.audit else verdict.standing.value).inc()
        self._log.info(
            "handled",
            fetch=work.claim.fetch.fetch_id,
            outcome=outcome.value if outcome else None,
            ticket=work.applied.ticket_number,
        )

    def _put_back(self, claim: Claim, reason: str, keys: Sequence[str], now: datetime) -> None:
        """Try again later, or ask a person when it was tried often enough."""
        self._log.warning("message waits", fetch=claim.fetch.fetch_id, reason=reason, attempts=claim.attempts + 1)
        if claim.attempts + 1 >= self._handling.tries:
            self._store.claims.quarantine(claim, reason, now)
            return
        delay = min(FIRST_DELAY * 2**claim.attempts, LONGEST_DELAY)
        self._store.claims.defer(claim, reason, keys, now + delay)


def conversation_keys(message: Message, keys: ThreadKeys) -> tuple[str, ...]:
    """What two messages of one conversation have in common: the sender, or a Message-ID or token that both name."""
    sender = (f"from:{message.sender.key}",) if message.sender else ()
    own = (f"id:{message.message_id}",) if message.message_id else ()
    named = tuple(f"id:{value}" for value in keys.message_ids)
    return sender + own + named + tuple(f"token:{value}" for value in keys.tokens)
