"""How much of what the standard fee includes is used; what exceeds it is drafted as additional scope."""

from datetime import datetime, timedelta
from decimal import Decimal

from models.vocabulary import DeploymentStage, Quorum, Turn
from processor.deployments.common import enter, given, name
from processor.deployments.texts import say
from processor.effects.approvals import PROPOSAL, DraftProposal
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import SetQuantity
from processor.errors import Refused
from processor.facts.deployments import DeployingFacts, DeploymentFacts, QuantityFacts, UseQuantity
from processor.facts.measures import COUNTABLE, is_countable
from processor.facts.proposals import ProposalContent
from processor.sla.localtime import local_day

VALID_DAYS = 30
"""How long a drafted offer is good for, until a person says otherwise before sending it."""


def decide_use(command: UseQuantity, facts: DeployingFacts, now: datetime) -> Decision:
    """The decision that so much of something is used by now.

    What goes beyond the standard fee, and beyond what was used before, is drafted as a proposal on the deployment's
    ticket, in the deployment's language; hours and price are the CSM's. Nothing is drafted twice for the same excess.
    Raises Refused for what is no amount, and for a deployment that is given up.
    """
    deployment = facts.deployment
    wanted = given(command.name, "name what is used: queues, seats, reports…")
    require_amount(wanted, command.used)
    if deployment.stage is DeploymentStage.CANCELLED:
        raise Refused(f"{name(deployment)} is given up")
    known = next((one for one in deployment.quantities if one.name.casefold() == wanted.casefold()), None)
    known = known or QuantityFacts(wanted, Decimal(0), Decimal(0))
    excess = command.used - max(known.included, known.used)
    text = f"{known.name}: {command.used} used (before: {known.used}), the standard fee includes {known.included}"
    effects: tuple[Effect, ...] = (
        SetQuantity(deployment.deployment_id, known.name, command.used),
        enter(deployment, command.by, text),
    )
    if excess > 0:
        drafted = enter(deployment, command.by, f"drafted a proposal for {amount(excess)} more of {known.name}")
        effects = (*effects, _draft(deployment, known, command, excess, now), drafted)
    return Decision(None, (), effects)


def require_amount(of: str, value: Decimal) -> None:
    """Raises Refused for what is no amount of this: below zero, too fine or too large."""
    if not is_countable(value):
        raise Refused(f"{value} is no amount of {of}: {COUNTABLE}")


def amount(value: Decimal) -> str:
    """A number as people write it, without zeros that say nothing."""
    return f"{value.normalize():f}"


def _draft(
    deployment: DeploymentFacts, known: QuantityFacts, command: UseQuantity, excess: Decimal, now: datetime
) -> DraftProposal:
    values = {
        "name": known.name,
        "excess": amount(excess),
        "used": amount(command.used),
        "included": amount(known.included),
        "title": deployment.title,
        "site": deployment.site,
    }
    language = deployment.language
    content = ProposalContent(
        title=say("excess_title", language, **values),
        request=say("excess_request", language, **values),
        goals="",
        scope=say("excess_scope", language, **values),
        criteria=(say("excess_criterion", language, **values),),
        hours=None,
        price=None,
        valid_until=local_day(now, deployment.timezone) + timedelta(days=VALID_DAYS),
    )
    return DraftProposal(
        PROPOSAL, deployment.ticket.ticket_id, command.by, language, content, Turn.IN_ORDER, Quorum.ALL
    )
