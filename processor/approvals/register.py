"""The register of approvers: who may approve for whom. Every change needs a second person, and is told."""

from datetime import datetime

from models.vocabulary import ApproverState, Side
from processor.approvals.mails import at, moment, numbered
from processor.approvals.people import counts, is_ours, same_mailbox
from processor.effects.approvals import EnterApprover, MoveApprover
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import Local
from processor.errors import Refused
from processor.facts.approvals import ApproverFacts
from processor.facts.message import is_deliverable
from processor.facts.proposing import (
    ConfirmEntry,
    EndEntry,
    EnterCommand,
    RefuseEntry,
    RegisterChange,
    RegisterFacts,
)

APPROVER = Local("approver")

_DONE = {
    ApproverState.PROPOSED: "entered",
    ApproverState.CONFIRMED: "confirmed",
    ApproverState.REFUSED: "refused",
    ApproverState.ENDING: "asked to be ended",
    ApproverState.ENDED: "ended",
}


def decide_enter(command: EnterCommand, facts: RegisterFacts, now: datetime) -> Decision:
    """The decision that an entry is proposed. It counts for nothing until a second person has confirmed it.

    Raises Refused for what could never count, and for an address that is there already. `now` belongs to the form of
    every decision.
    """
    _written(command)
    _placed(command, facts)
    entered = EnterApprover(
        APPROVER,
        command.side,
        facts.customer_id,
        command.address.strip(),
        command.name.strip(),
        command.title.strip(),
        command.user.strip(),
        command.language,
        command.valid_from,
        command.valid_until,
        command.limit,
        command.deputy_of,
        tuple(line.strip() for line in command.lines if line.strip()),
        command.by,
    )
    return Decision(None, (), (entered,))


def decide_confirm(command: ConfirmEntry, facts: RegisterFacts, now: datetime) -> Decision:
    """The decision of a second person: the entry counts after the set delay, or ends at once.

    All approvers of the same party, and the person, are told, so that nobody is entered unseen. Raises Refused for who
    proposed it, for the person themselves, and for an entry that waits for nothing.
    """
    entry = _entry(facts)
    if command.by.casefold() == _asked_by(entry).casefold():
        raise Refused(f"{command.by} asked for it: a second person has to confirm")
    if entry.user and command.by.casefold() == entry.user.casefold():
        raise Refused(f"{command.by} is the person in question: somebody else has to confirm")
    if entry.state is ApproverState.PROPOSED:
        effective = (now + facts.policy.register_delay).replace(microsecond=0)  # mail servers tell whole seconds
        after, change = ApproverState.CONFIRMED, "added"
    else:
        effective, after, change = now, ApproverState.ENDED, "removed"
    moved = MoveApprover(entry.approver_id, entry.state, after, command.by, effective, "")
    mails = _news(entry, facts, command.by, change, effective)
    return Decision(None, (), numbered((moved, *mails)))


def decide_refuse(command: RefuseEntry, facts: RegisterFacts, now: datetime) -> Decision:
    """The decision that a proposed entry never counts, or that one whose end was asked for stays.

    Raises Refused for an entry that waits for nothing. `now` belongs to the form of every decision.
    """
    entry = _entry(facts)
    _asked_by(entry)
    after = ApproverState.REFUSED if entry.state is ApproverState.PROPOSED else ApproverState.CONFIRMED
    moved = MoveApprover(entry.approver_id, entry.state, after, command.by, entry.effective_at, command.reason.strip())
    return Decision(None, (), (moved,))


def decide_end(command: EndEntry, facts: RegisterFacts, now: datetime) -> Decision:
    """The decision that the end of an entry is asked for; it counts on until a second person agrees.

    Raises Refused for an entry that is not in force, and without a reason. `now` belongs to the form of every decision.
    """
    entry = _entry(facts)
    if entry.state is not ApproverState.CONFIRMED:
        raise Refused(f"entry {entry.approver_id} is {entry.state.value}: only a confirmed one can be ended")
    if not command.reason.strip():
        raise Refused("ending an entry needs a reason")
    moved = MoveApprover(
        entry.approver_id, entry.state, ApproverState.ENDING, command.by, entry.effective_at, command.reason.strip()
    )
    return Decision(None, (), (moved,))


def change_sentence(change: RegisterChange) -> str:
    """One step in the life of an entry as certificates print it, every time with its zone."""
    effective = ""
    if change.after is ApproverState.CONFIRMED and change.effective_at is not None:
        effective = f", in force from {at(change.effective_at)}"
    why = f": {change.why}" if change.why else ""
    return f"{_DONE[change.after]} by {change.by} on {at(change.at)}{effective}{why}"


def _written(command: EnterCommand) -> None:
    """What is wrong with an entry by itself."""
    if not is_deliverable(command.address.strip()):
        raise Refused(f"{command.address!r} is no address that mail can be sent to")
    if not command.name.strip():
        raise Refused("an approver needs a name: certificates print it")
    if command.valid_from and command.valid_until and command.valid_until < command.valid_from:
        raise Refused(f"the entry would end on {command.valid_until}, before it begins on {command.valid_from}")
    if command.limit is not None and command.limit.amount < 0:
        raise Refused("a limit is an amount from 0 up")
    if command.side is Side.VENDOR and not command.user.strip():
        raise Refused("an approver of the vendor needs a user name, so that nobody approves their own proposal")


def _placed(command: EnterCommand, facts: RegisterFacts) -> None:
    """What is wrong with an entry beside the others."""
    if command.side is Side.CUSTOMER and facts.customer_id == 0:
        raise Refused("an approver of a customer needs the customer")
    if is_ours(command.address.strip(), facts.mail):
        raise Refused(f"{command.address} is our own mailbox: an answer from there would prove nothing")
    for entry in facts.register:
        waits = entry.state is ApproverState.PROPOSED
        if (counts(entry) or waits) and same_mailbox(entry.address, command.address.strip()):
            raise Refused(f"{command.address} is in the register already, as entry {entry.approver_id}: end that first")
    principal = next((one for one in facts.register if one.approver_id == command.deputy_of), None)
    if command.deputy_of and (principal is None or not counts(principal) or principal.deputy_of):
        raise Refused(f"entry {command.deputy_of} is no confirmed approver of the same party, who could have a deputy")


def _entry(facts: RegisterFacts) -> ApproverFacts:
    if facts.entry is None:
        raise Refused("the register has no such entry: signoff approver list")
    return facts.entry


def _asked_by(entry: ApproverFacts) -> str:
    """Who asked for the change that waits. Raises Refused where none does."""
    if entry.state is ApproverState.PROPOSED:
        return entry.proposed_by
    if entry.state is ApproverState.ENDING:
        return entry.ending_by
    raise Refused(f"entry {entry.approver_id} is {entry.state.value}: nothing about it waits for a second person")


def _news(
    entry: ApproverFacts, facts: RegisterFacts, confirmed_by: str, change: str, effective: datetime
) -> tuple[SendMail, ...]:
    """The mail about a change to every approver of the party, and to the person; to the first one alone."""
    party = facts.customer or facts.policy.vendor
    limit = entry.limit
    values = (
        ("customer", party),
        ("change", change),
        ("person_name", entry.name),
        ("person_address", entry.address),
        ("made_by", _asked_by(entry)),
        ("confirmed_by", confirmed_by),
        ("effective_at", moment(effective)),
        ("person_title", entry.title),
        ("limit_amount", f"{limit.amount:f}" if limit is not None else ""),
        ("limit_currency", limit.currency if limit is not None else ""),
        ("valid_from", entry.valid_from.isoformat() if entry.valid_from else ""),
        ("valid_until", entry.valid_until.isoformat() if entry.valid_until else ""),
    )
    others = [one for one in facts.register if counts(one) and one.approver_id != entry.approver_id]
    told = {one.address.casefold(): one for one in (*others, entry)}
    return tuple(
        SendMail(
            MailTemplate.REGISTER_CHANGE,
            ordinal=0,
            ticket=None,
            to=one.address,
            to_name=one.name,
            language=one.language or facts.mail.default_language.value,
            automatic="auto-generated",
            values=values,
        )
        for one in told.values()
    )
