"""Whether two addresses are one mailbox, and whom of the register an address stands for."""

from collections.abc import Iterable
from datetime import datetime

from models.vocabulary import ApproverState
from processor.facts.addresses import ascii_address
from processor.facts.approvals import ApproverFacts, ProposalFacts, RequestFacts
from processor.facts.known import Policy


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses are written alike, but for the case of ASCII letters and the form of the domain.

    Letters outside ASCII are compared as they are: folding would make one letter of another that only looks like it.
    """
    one, other = ascii_address(one), ascii_address(other)
    if one.isascii() and other.isascii():
        return one != "" and one.lower() == other.lower()
    return one != "" and one == other


def stands_for(entry: ApproverFacts, request: RequestFacts) -> bool:
    """Whether this entry of the register is the one that was asked, or a deputy of it on the same side."""
    asked = request.approver
    if entry.approver_id == asked.approver_id:
        return True
    same_party = entry.side is asked.side and entry.customer_id == asked.customer_id
    return same_party and entry.deputy_of != 0 and entry.deputy_of == asked.approver_id


def entries_of(address: str, register: Iterable[ApproverFacts]) -> tuple[ApproverFacts, ...]:
    """The entries of the register for an address."""
    return tuple(entry for entry in register if same_mailbox(entry.address, address))


def is_drafter(entry: ApproverFacts, proposal: ProposalFacts) -> bool:
    """Whether the entry is of somebody who wrote on the proposal, by user name or by address."""
    authors = (*proposal.authors, (proposal.drafted_by, proposal.drafted_by_address))
    users = {user.casefold() for user, _ in authors if user}
    return entry.user.casefold() in users or any(same_mailbox(entry.address, address) for _, address in authors)


def wrote_on(user: str, proposal: ProposalFacts) -> bool:
    """Whether this user wrote on the proposal."""
    return user.casefold() in {proposal.drafted_by.casefold(), *(author.casefold() for author, _ in proposal.authors)}


def counts(entry: ApproverFacts) -> bool:
    """Whether the register holds the entry for true, now or in time to come."""
    return entry.state in {ApproverState.CONFIRMED, ApproverState.ENDING}


def in_force(register: Iterable[ApproverFacts], at: datetime) -> tuple[ApproverFacts, ...]:
    """The entries that count at this moment."""
    return tuple(entry for entry in register if entry.may_approve(at))


def is_ours(address: str, policy: Policy) -> bool:
    """Whether this is an address of our own mailbox, with or without a subaddress (RFC 5233)."""
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in policy.own_addresses
