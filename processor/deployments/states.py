"""The stages of a deployment: the table of moves, one step, and its picture."""

from itertools import pairwise
from types import MappingProxyType

from models.vocabulary import DeploymentEvent, DeploymentStage
from processor.errors import Refused

PREPARING = (
    DeploymentStage.STAKEHOLDERS,
    DeploymentStage.PRE_INSTALL,
    DeploymentStage.INSTALLATION,
    DeploymentStage.TRAINING,
    DeploymentStage.TESTING,
    DeploymentStage.GO_LIVE,
)
"""The stages before the system is taken live, in their order."""

_GO_LIVE, _WARRANTY = DeploymentStage.GO_LIVE, DeploymentStage.WARRANTY
_COMPLETION, _USUAL = DeploymentStage.COMPLETION, DeploymentStage.BUSINESS_AS_USUAL

# Nothing but being taken live begins the warranty, and nothing but the customer's acceptance, or the term that passed
# after the Completion form, ends the deployment. What was completed is only undone by a dispute.
MOVES: MappingProxyType[tuple[DeploymentStage, DeploymentEvent], DeploymentStage] = MappingProxyType(
    {
        **{(one, DeploymentEvent.STAGE_DONE): then for one, then in pairwise(PREPARING)},
        **{(then, DeploymentEvent.STAGE_REOPENED): one for one, then in pairwise(PREPARING)},
        (_GO_LIVE, DeploymentEvent.TAKEN_LIVE): _WARRANTY,
        (_WARRANTY, DeploymentEvent.NOT_LIVE): _GO_LIVE,
        (_WARRANTY, DeploymentEvent.COMPLETION_SENT): _COMPLETION,
        (_WARRANTY, DeploymentEvent.COMPLETED): _USUAL,
        (_COMPLETION, DeploymentEvent.COMPLETED): _USUAL,
        (_COMPLETION, DeploymentEvent.DEEMED_COMPLETE): _USUAL,
        (_USUAL, DeploymentEvent.COMPLETION_DISPUTED): _COMPLETION,
        **{(one, DeploymentEvent.CANCELLED): DeploymentStage.CANCELLED for one in PREPARING},
    }
)

_VERBS = {
    DeploymentEvent.STAGE_DONE: "finish its stage like this",
    DeploymentEvent.STAGE_REOPENED: "go back a stage",
    DeploymentEvent.TAKEN_LIVE: "be taken live",
    DeploymentEvent.NOT_LIVE: "be found not to be live",
    DeploymentEvent.COMPLETION_SENT: "be sent its Completion form",
    DeploymentEvent.COMPLETED: "be completed",
    DeploymentEvent.DEEMED_COMPLETE: "be deemed complete",
    DeploymentEvent.COMPLETION_DISPUTED: "have its completion disputed",
    DeploymentEvent.CANCELLED: "be cancelled",
}


def words(stage: DeploymentStage) -> str:
    """The stage as people write it."""
    return stage.value.replace("_", " ")


def step(stage: DeploymentStage, event: DeploymentEvent) -> DeploymentStage:
    """The stage after the event. Raises Refused with a sentence where the table has no such move."""
    after = MOVES.get((stage, event))
    if after is None:
        raise Refused(f"a deployment at the stage {words(stage)} cannot {_VERBS[event]}")
    return after


def deployment_diagram() -> str:
    """The table as a mermaid state diagram; a test holds the docs to it."""
    left = {before for before, _ in MOVES}
    ends = dict.fromkeys(after for after in MOVES.values() if after not in left)
    lines = ["stateDiagram-v2", f"    [*] --> {DeploymentStage.STAKEHOLDERS.value}"]
    lines += [f"    {before.value} --> {after.value}: {event.value}" for (before, event), after in MOVES.items()]
    lines += [f"    {end.value} --> [*]" for end in (*ends, _USUAL)]
    return "\n".join(lines) + "\n"
