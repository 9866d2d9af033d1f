"""The rules about how well the sender has to be known for an acceptance: limits, amounts and codes."""

from models.vocabulary import Assurance, ReplyOutcome
from processor.approvals.amounts import asks_strong, code_suffices, within_limit
from processor.approvals.assurance import reaches
from processor.approvals.case import Case
from processor.approvals.challenge import is_awaited, only_a_code, returned
from processor.facts.message import Match


def code_right(case: Case) -> Match | None:
    """The code came back from the address that it was sent to, and nothing but an approval beside it."""
    found = returned(case)
    if found is None or not found.right or not found.in_time:
        return None
    first = found.challenge.judgement
    if first is None or first.outcome is not ReplyOutcome.APPROVE or not first.auto_accept:
        return None
    if not only_a_code(case):
        return None
    return Match("code_right", f"the code that was sent to {case.approver.address} came back from there")


def above_limit(case: Case) -> Match | None:
    """The price is above what the register lets this person approve."""
    price = case.proposal.content.price
    if within_limit(case.approver, price) or not accepts(case):
        return None
    return Match(
        "above_limit", f"{case.approver.name} may approve up to {case.approver.limit}, and the price is {price}"
    )


def acceptances_paused(case: Case) -> Match | None:
    """An operator has paused acceptances: a person decides."""
    if case.approval.policy.acceptances_paused and accepts(case):
        return Match("acceptances_paused", "acceptances are paused: a person decides")
    return None


def beyond_code(case: Case) -> Match | None:
    """Who wrote it is known by a code at best, and for this amount that is not enough."""
    if not accepts(case) or reaches(_reached(case), Assurance.A3):
        return None
    price = case.proposal.content.price
    if code_suffices(case.approval.policy, price):
        return None
    return Match("beyond_code", f"for {price} the sender has to be known by their own signature (A3)")


def accepts(case: Case) -> bool:
    """Whether the words, or the code that came back, would be an acceptance."""
    return case.approves or code_right(case) is not None


def code_awaited(case: Case) -> Match | None:
    """A code is needed, and one is on its way already: no second one is sent while it counts."""
    if needs_code(case) is not None and is_awaited(case):
        return Match("code_awaited", "a code was sent to the registered address, and has not come back yet")
    return None


def code_impossible(case: Case) -> Match | None:
    """A code is needed, and none can be sent: the mail forbids an answer, or the day's cap is reached."""
    if needs_code(case) is not None and not (case.may_write and case.approval.code and case.approval.code_mac):
        return Match("code_impossible", "a code would be needed, and no automatic mail may go to this sender now")
    return None


def needs_code(case: Case) -> Match | None:
    """The words approve, and who wrote them is not known well enough for this amount."""
    price = case.proposal.content.price
    if not reaches(case.assured.level, Assurance.A3):
        return Match("needs_code", "it is approved at A2: a code goes to the registered address")
    if asks_strong(case.approval.policy, price) and not reaches(case.assured.level, Assurance.A4):
        return Match("needs_code", f"{price} asks for A4: a code goes to the registered address")
    return None


def _reached(case: Case) -> Assurance:
    """The level that the acceptance would have by what is there now."""
    found = returned(case)
    if found is not None and code_right(case) is not None:
        return found.level
    return case.assured.level
