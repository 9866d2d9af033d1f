"""What a mail that names an approval needs before it is decided: who sent it, and what leads to the request."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from models.vocabulary import ApprovalKind, Switch
from processor.approvals.challenge import codes_in
from processor.dns.errors import DnsUnavailable
from processor.facts.approvals import ApprovalPolicy
from processor.facts.forms import Enclosed
from processor.facts.message import Message
from processor.facts.proof import SenderProof
from processor.ids import Ids
from processor.reading.sandbox import Failure
from processor.routing.named import named_approvals, proposal_numbers
from processor.services.enclosing import Enclosing
from processor.services.proving import Proving, Received
from processor.store.facts.approvals import ApprovalClues
from processor.store.store import Store

PATIENCE: Final = timedelta(days=3)
"""How long a mail waits for DNS to answer before it is decided without: nothing is accepted then."""

RETRY: Final = timedelta(minutes=1)
"""When DNS is asked again for a mail that waits."""

_CODE_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A mail that names an approval, and its place among the others of its batch.

    `counts` says that something can come of knowing who sent it: for anybody else no DNS is asked.
    """

    place: int
    mail: Received
    clues: ApprovalClues
    counts: bool = True


class Approving:
    """Finds the mails that name an approval, and who sent them. Other mail costs it a look at a few strings."""

    def __init__(
        self,
        proving: Proving,
        ids: Ids,
        policy: ApprovalPolicy,
        store: Store,
        enclosing: Enclosing,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        """`draw` gives a whole number from 0 up to its argument: challenge codes are made of it."""
        self._proving = proving
        self._ids = ids
        self._policy = policy
        self._store = store
        self._enclosing = enclosing
        self._draw = draw

    def named(self, messages: Sequence[tuple[Message, bytes, datetime]]) -> list[Named]:
        """Those of the messages, each with its bytes and its time of receipt, that name an approval."""
        found = []
        for place, (message, raw, received_at) in enumerate(messages):
            clues = self._clues(message)
            if clues is not None:
                found.append(Named(place, Received(raw, received_at), clues, self._counts(message, clues)))
        return found

    def proofs(self, named: Sequence[Named], now: datetime) -> list[SenderProof | Failure | DnsUnavailable]:
        """Who sent each of them, in order; DnsUnavailable for one that has to wait for it."""
        asking = [one.mail for one in named if one.counts]
        answers = iter(self._proving.proofs(asking, now) if asking else ())
        return [self._settled(one, next(answers), now) if one.counts else self._without(one) for one in named]

    def _settled(
        self, one: Named, answer: SenderProof | Failure | DnsUnavailable, now: datetime
    ) -> SenderProof | Failure | DnsUnavailable:
        if isinstance(answer, DnsUnavailable) and now - one.mail.received_at > PATIENCE:
            return self._without(one)
        return answer

    def _without(self, one: Named) -> SenderProof | Failure:
        return self._proving.without_keys(one.mail)

    def _counts(self, message: Message, clues: ApprovalClues) -> bool:
        """A stranger's own DNS, dead or slow, would hold up whoever answers the same mail, and the loop."""
        sender = message.sender.key if message.sender is not None else ""
        return self._store.facts.may_answer(sender, [one.key for one in clues.named])

    def enclosed(self, named: Named, message: Message) -> Enclosed | None:
        """What came beside the text of a mail that names a form to fill in; None for any other."""
        if not any(one.key.kind is ApprovalKind.QUESTIONS for one in named.clues.named):
            return None
        return self._enclosing.enclosed(named.mail.raw, message)

    def present(self, clues: ApprovalClues | None) -> ApprovalClues | None:
        """The clues with the switch as it stands now: asked inside the transaction that decides."""
        if clues is None or not self._store.pauses.paused(Switch.ACCEPTANCES):
            return clues
        return replace(clues, policy=replace(clues.policy, acceptances_paused=True))

    def _clues(self, message: Message) -> ApprovalClues | None:
        named = named_approvals(message)
        numbers = () if named else self._numbers(message)
        if not named and not numbers:
            return None
        return ApprovalClues(
            named=named,
            numbers=numbers,
            code=f"{self._draw(10**_CODE_DIGITS):0{_CODE_DIGITS}d}",
            answered=codes_in(message.new_text),
            mac=self._ids.code_mac,
            policy=self._policy,
        )

    def _numbers(self, message: Message) -> tuple[int, ...]:
        """The proposals that somebody who was asked about one names by number: nobody else's mail waits for DNS."""
        numbers = proposal_numbers(message)
        if not numbers or message.sender is None or not self._store.facts.is_asked(message.sender.key, numbers):
            return ()
        return numbers
