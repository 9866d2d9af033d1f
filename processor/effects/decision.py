"""A decision: what became of the cause, which rules said so, and what shall be done."""

from dataclasses import dataclass

from models.vocabulary import Outcome
from processor.effects.approvals import ApprovalEffect
from processor.effects.deployments import DeploymentEffect
from processor.effects.mail import MailEffect
from processor.effects.tickets import TicketEffect
from processor.facts.message import Match

Effect = TicketEffect | MailEffect | ApprovalEffect | DeploymentEffect


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of the core. It has touched nothing: `processor.store` applies the effects in their order.

    `outcome` is None for a person's command, which ends in no message outcome. `related` is the fetch record that a
    duplicate repeats, else 0.
    """

    outcome: Outcome | None
    matches: tuple[Match, ...]
    effects: tuple[Effect, ...]
    related: int = 0
