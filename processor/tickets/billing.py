"""How a ticket is charged, and why: an ordered table of rules, computed anew until the ticket is closed, then frozen.

What is free comes first; then what the customer has bought; then money. Before completion has taken effect, and while
it is in dispute, no rule charges anything: a CSM decides.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from models.vocabulary import Category, EntryKind, Treatment
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import DrawVoucher, NoteWork, SetTreatment
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.deployments import BillingFacts
from processor.facts.measures import COUNTABLE, is_countable

COVERED = frozenset({Category.BUG, Category.POST_IMPLEMENTATION})
"""The categories that the Issue Resolution Service resolves."""

Said = tuple[Treatment, str]


def treat(facts: BillingFacts, now: datetime) -> Said:
    """How the ticket is to be charged, and why, in a sentence; after hours and moves, adds, changes beside it.

    A person's decision stands above the rules, and what a closed ticket was frozen with above everything.
    """
    if facts.stored is not None and (facts.frozen or facts.decided_by):
        return facts.stored, facts.stored_why
    for rule in RULES:
        said = rule(facts, now)
        if said is not None:
            return said[0], f"{said[1]}{_beside(facts)}"
    raise AssertionError("the last rule always says something")


def no_request(facts: BillingFacts, now: datetime) -> Said | None:
    """What is no request is never charged, and never counted as free work."""
    if facts.ticket.category is not Category.NOT_A_REQUEST:
        return None
    return Treatment.TO_BE_DECIDED, "it is no request: nothing is charged"


def which_deployment(facts: BillingFacts, now: datetime) -> Said | None:
    """Several deployments of the customer could be meant."""
    if facts.deployment_number or facts.deployments <= 1:
        return None
    return Treatment.TO_BE_DECIDED, f"{facts.deployments} deployments could be meant: name the one that it belongs to"


def in_deployment(facts: BillingFacts, now: datetime) -> Said | None:
    """It was opened before the system was taken live."""
    if not facts.begun or (facts.live_at is not None and facts.opened_at >= facts.live_at):
        return None
    extra = facts.ticket.category is Category.ADDITIONAL_SCOPE
    more = "; the additional scope is charged by its proposal" if extra else ""
    return Treatment.IN_DEPLOYMENT, f"opened before deployment {facts.deployment_number} went live{more}"


def outstanding(facts: BillingFacts, now: datetime) -> Said | None:
    """The customer listed it as outstanding when they accepted completion."""
    if not facts.outstanding:
        return None
    return Treatment.OUTSTANDING, f"outstanding at the completion of deployment {facts.deployment_number}"


def in_warranty(facts: BillingFacts, now: datetime) -> Said | None:
    """It was opened in the warranty, and a CSM has accepted it."""
    if not facts.warranty_accepted_by or not _opened_in_warranty(facts):
        return None
    return Treatment.WARRANTY, f"opened in the warranty of {_number(facts)}, accepted by {facts.warranty_accepted_by}"


def issue_resolution(facts: BillingFacts, now: datetime) -> Said | None:
    """The customer has bought the Issue Resolution Service, and the category is one that it resolves."""
    if not facts.issue_resolution or facts.ticket.category not in COVERED:
        return None
    assert facts.ticket.category is not None
    category = facts.ticket.category.value.replace("_", " ")
    return Treatment.ISSUE_RESOLUTION, f"the Issue Resolution Service covers the category {category}"


def in_dispute(facts: BillingFacts, now: datetime) -> Said | None:
    """Completion is refused or disputed: what that makes of the ticket is a CSM's to decide."""
    if not facts.begun or not facts.in_dispute:
        return None
    return Treatment.TO_BE_DECIDED, f"the completion of {_number(facts)} is refused or disputed: a CSM decides"


def before_completion(facts: BillingFacts, now: datetime) -> Said | None:
    """It was opened before completion took effect: nothing is billable yet, and nobody has accepted it as warranty."""
    if not facts.begun or (facts.completed_at is not None and facts.opened_at >= facts.completed_at):
        return None
    if _opened_in_warranty(facts):
        why = f"opened in the warranty of {_number(facts)}, and no CSM has accepted it yet"
    else:
        why = f"opened after the warranty of {_number(facts)}, before completion took effect: a CSM decides"
    return Treatment.TO_BE_DECIDED, why


def by_voucher(facts: BillingFacts, now: datetime) -> Said | None:
    """The balance of the customer's voucher covers all of the hours; it is never drawn in part."""
    if facts.voucher <= 0 or (facts.hours is not None and facts.hours > facts.voucher):
        return None
    if facts.hours is None:
        return Treatment.VOUCHER, f"the voucher has {facts.voucher} h, and the hours are not noted yet"
    return Treatment.VOUCHER, f"{facts.hours} h of the voucher's {facts.voucher} h"


def billable(facts: BillingFacts, now: datetime) -> Said | None:
    """Nothing covers it: always yes, after all that came before."""
    if facts.voucher > 0 and facts.hours is not None:
        return Treatment.BILLABLE, f"{facts.hours} h, which the voucher's {facts.voucher} h do not cover"
    since = f"after the completion of {_number(facts)}" if facts.begun else "no deployment runs"
    return Treatment.BILLABLE, f"{since}, and nothing that the customer has bought covers it"


Rule = Callable[[BillingFacts, datetime], Said | None]
RULES: tuple[Rule, ...] = (
    no_request,
    outstanding,
    which_deployment,
    in_deployment,
    in_warranty,
    issue_resolution,
    in_dispute,
    before_completion,
    by_voucher,
    billable,
)


def freeze(facts: BillingFacts, now: datetime) -> tuple[Effect, ...]:
    """What closing a ticket does to its charging: the treatment is kept for good, and the voucher drawn, once.

    Without its hours a ticket cannot be set against a voucher: that one is left to be decided. Where a person had
    decided for a voucher that covers it no more, the rules decide, and not in that person's name. What is no request
    and what is frozen already is left alone.
    """
    if facts.frozen or facts.ticket.category is Category.NOT_A_REQUEST:
        return ()
    decided, why = treat(facts, now)
    treatment = decided
    if treatment is Treatment.VOUCHER and facts.hours is None:
        treatment, why = Treatment.TO_BE_DECIDED, f"closed without its hours; the voucher has {facts.voucher} h"
    if treatment is Treatment.VOUCHER and facts.hours is not None and facts.hours > facts.voucher:
        treatment, why = Treatment.BILLABLE, f"{facts.hours} h, which the voucher's {facts.voucher} h do not cover"
    ticket, by = facts.ticket.ticket_id, facts.decided_by if treatment is decided else ""
    return (
        SetTreatment(ticket, treatment, why, by, frozen=True),
        *_drawn(facts, treatment),
        Enter(ticket, EntryKind.BILLING, by or "signoff", f"{treatment.value}: {why}"),
    )


def decide_treatment(facts: BillingFacts, treatment: Treatment, why: str, by: str, now: datetime) -> Decision:
    """The decision of a person about how a ticket is charged, which stands above the rules.

    Of a closed ticket only what was left to be decided can be decided. Raises Refused otherwise, without a reason, and
    for a voucher that does not cover the hours.
    """
    number = facts.ticket.number
    if not why.strip():
        raise Refused("deciding how a ticket is charged needs a reason: the customer may ask for it")
    if facts.frozen and facts.stored is not Treatment.TO_BE_DECIDED:
        raise Refused(f"#{number} was closed as {facts.stored.value if facts.stored else 'nothing'}: that is final")
    if treatment is Treatment.VOUCHER and (facts.hours is None or facts.hours > facts.voucher):
        raise Refused(f"the voucher has {facts.voucher} h, and #{number} took {facts.hours or 'unknown'} h")
    effects: tuple[Effect, ...] = (
        SetTreatment(facts.ticket.ticket_id, treatment, why.strip(), by, frozen=facts.frozen),
        *(_drawn(facts, treatment) if facts.frozen else ()),
        Enter(facts.ticket.ticket_id, EntryKind.BILLING, by, f"{treatment.value}: {why.strip()}"),
    )
    return Decision(None, (), effects)


def decide_note_work(note: NoteWork, facts: BillingFacts, now: datetime, deployment: int = 0) -> Decision:
    """The decision that a person says something about a ticket's work: hours, marks, warranty, deployment, release.

    `deployment` is the number by which people know the deployment of the note.

    Raises Refused for hours that nobody counts, for a warranty that the ticket was not opened in, and for what would
    change the charging of a closed ticket.
    """
    number = facts.ticket.number
    if note.hours is not None and not is_countable(note.hours):
        raise Refused(f"{note.hours} are no hours: {COUNTABLE}")
    changes = (note.hours, note.after_hours, note.moves_adds_changes, note.warranty, note.deployment_id)
    settled = facts.frozen and facts.stored is not Treatment.TO_BE_DECIDED
    if settled and any(one is not None for one in changes):
        raise Refused(f"#{number} is closed, and its charging is final")
    if note.warranty and not _opened_in_warranty(facts):
        raise Refused(f"#{number} was not opened in the warranty of a deployment: nothing can be accepted as warranty")
    text = noted_in_words(note, deployment)
    if not text:
        raise Refused(f"say what is to be noted of #{number}")
    entry = Enter(facts.ticket.ticket_id, EntryKind.BILLING, note.by, text)
    return Decision(None, (), (replace(note, ticket=facts.ticket.ticket_id), entry))


def noted_in_words(note: NoteWork, deployment: int) -> str:
    """What was noted of a ticket's work, each thing by itself, behind semicolons; `deployment` is the number of its."""
    marks = (
        (note.after_hours, "after hours", "not after hours"),
        (note.moves_adds_changes, "a move, add or change", "no move, add or change"),
        (note.warranty, "accepted as warranty", "not accepted as warranty"),
    )
    said = [] if note.hours is None else [f"hours: {note.hours}"]
    said += [yes if value else no for value, yes, no in marks if value is not None]
    if note.release is not None:
        said.append(f"resolved by release {note.release}" if note.release else "resolved by no release")
    if note.deployment_id is not None:
        said.append(f"it belongs to deployment {deployment}" if note.deployment_id else "it belongs to no deployment")
    return "; ".join(said)


def _drawn(facts: BillingFacts, treatment: Treatment) -> tuple[DrawVoucher, ...]:
    if treatment is not Treatment.VOUCHER or not facts.hours:
        return ()
    return (DrawVoucher(facts.customer_id or facts.ticket.customer_id, facts.ticket.ticket_id, facts.hours),)


def _opened_in_warranty(facts: BillingFacts) -> bool:
    if not facts.begun or facts.live_at is None or facts.warranty_until is None:
        return False
    return facts.live_at <= facts.opened_at < facts.warranty_until


def _beside(facts: BillingFacts) -> str:
    marks = {"after hours": facts.after_hours, "move, add or change": facts.moves_adds_changes}
    named = " and ".join(name for name, marked in marks.items() if marked)
    return f"; {named}, at its own rate" if named else ""


def _number(facts: BillingFacts) -> str:
    return f"deployment {facts.deployment_number}"
