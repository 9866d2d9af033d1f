"""The register of approvers, as an operator keeps it: every change is one person's, and counts with a second one's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import Side
from processor.approvals.people import counts, entries_of
from processor.approvals.register import decide_confirm, decide_end, decide_enter, decide_refuse
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.approvals import ApprovalPolicy, ApproverFacts
from processor.facts.known import Policy
from processor.facts.proposing import ConfirmEntry, EndEntry, EnterCommand, RefuseEntry, RegisterFacts
from processor.services.commands import command_cause
from processor.store.apply import Applied, Applier
from processor.store.store import Store

__all__ = ["Register", "RegisterLine"]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """An entry with the name of whom it may approve for: a customer, or the vendor."""

    party: str
    entry: ApproverFacts


class Register:
    """Enters, confirms, refuses and ends approvers."""

    def __init__(self, store: Store, applier: Applier, policy: Policy, approval_policy: ApprovalPolicy) -> None:
        self._store = store
        self._applier = applier
        self._policy = policy
        self._approvals = approval_policy

    def enter(self, customer: str, command: EnterCommand, now: datetime) -> RegisterLine:
        """The new entry, which waits for a second person. The vendor's side has no customer. Raises Refused."""

        def work() -> int:
            customer_id = self._customer_id(customer)
            known = self._store.facts.register(customer_id)
            facts = RegisterFacts(None, customer_id, customer, known, self._approvals, self._policy)
            self._apply((customer, command), command.by, decide_enter(command, facts, now), now)
            return self._store.facts.register(customer_id)[-1].approver_id

        return self.line(self._store.transact(work))

    def confirm(self, approver_id: int, command: ConfirmEntry, now: datetime) -> RegisterLine:
        """The entry, confirmed or ended by a second person; the party's approvers are told. Raises Refused."""
        return self._decide(approver_id, command, command.by, lambda facts: decide_confirm(command, facts, now), now)

    def refuse(self, approver_id: int, command: RefuseEntry, now: datetime) -> RegisterLine:
        """The entry, refused, or kept where its end was asked for. Raises Refused."""
        return self._decide(approver_id, command, command.by, lambda facts: decide_refuse(command, facts, now), now)

    def end(self, approver_id: int, command: EndEntry, now: datetime) -> RegisterLine:
        """The entry, whose end waits for a second person. Raises Refused."""
        return self._decide(approver_id, command, command.by, lambda facts: decide_end(command, facts, now), now)

    def line(self, approver_id: int) -> RegisterLine:
        """One entry. Raises Refused when there is none of that id."""
        return self._store.read(lambda: self._line(self._store.facts.approver_facts(approver_id)))

    def lines(self, customer: str | None = None) -> tuple[RegisterLine, ...]:
        """The entries of one customer, of the vendor (an empty name), or (None) of everyone, the vendor's first."""
        return self._store.read(lambda: self._lines(customer))

    def deputy_of(self, customer: str, address: str) -> int:
        """The entry of this address that counts and could have a deputy. Raises Refused where there is none."""
        found = entries_of(address, self._store.facts.register(self._customer_id(customer)))
        principal = next((entry for entry in found if counts(entry)), None)
        if principal is None:
            raise Refused(f"{address} is no confirmed approver of {customer or self._vendor}: signoff approver list")
        return principal.approver_id

    def _lines(self, customer: str | None) -> tuple[RegisterLine, ...]:
        if customer is not None:
            parties = {self._customer_id(customer): customer or self._vendor}
        else:
            customers = self._store.people.list_customers()
            parties = {0: self._vendor} | {one.customer_id: one.name for one in customers}
        facts = self._store.facts
        return tuple(RegisterLine(name, entry) for party, name in parties.items() for entry in facts.register(party))

    def _line(self, entry: ApproverFacts) -> RegisterLine:
        return RegisterLine(self._name_of(entry) or self._vendor, entry)

    def _decide(
        self, approver_id: int, command: object, by: str, decide: Callable[[RegisterFacts], Decision], now: datetime
    ) -> RegisterLine:
        def work() -> Applied:
            entry = self._store.facts.approver_facts(approver_id)
            known = self._store.facts.register(entry.customer_id)
            customer = self._name_of(entry)
            facts = RegisterFacts(entry, entry.customer_id, customer, known, self._approvals, self._policy)
            return self._apply((approver_id, command), by, decide(facts), now, f"approver {approver_id}")

        self._store.transact(work)
        return self.line(approver_id)

    def _apply(self, asked: object, by: str, decision: Decision, now: datetime, subject: str = "approvers") -> Applied:
        return self._applier.apply(command_cause(asked, by, now, subject=subject), decision, now)

    def _customer_id(self, customer: str) -> int:
        return self._store.people.customer(customer).customer_id if customer else 0

    def _name_of(self, entry: ApproverFacts) -> str:
        """The name of the entry's customer; empty for the vendor's side."""
        if entry.side is Side.VENDOR:
            return ""
        names = {one.customer_id: one.name for one in self._store.people.list_customers()}
        return names.get(entry.customer_id, "")

    @property
    def _vendor(self) -> str:
        return self._approvals.vendor or "the vendor"
