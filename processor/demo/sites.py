"""What happens in scenes about deployments, and what must come true of them."""

from dataclasses import dataclass
from datetime import time

from models.vocabulary import DeploymentStage, FormState, LiveRecord, Treatment
from processor.facts.deployments import StartDeployment


@dataclass(frozen=True, slots=True)
class Begin:
    """A CSM begins a deployment for the customer that the command names."""

    command: StartDeployment


@dataclass(frozen=True, slots=True)
class Ask:
    """A CSM sends a form of this name to the contact of the deployment that the scene `on` began.

    `done` says how it was agreed that the stage before is done, where it is.
    """

    on: str
    by: str
    form: str
    done: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A CSM says that stages are done, one after another: each so many days ago, and how that was agreed."""

    on: str
    by: str
    stages: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class SendGoLive:
    """A CSM sends the Go-Live form. `met`: its condition is met first. `refused` are words of the refusal, if any."""

    on: str
    by: str
    met: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class TakeItLive:
    """A CSM records that the system was taken live just now, or assesses it with a reason."""

    on: str
    by: str
    record: LiveRecord = LiveRecord.RECORDED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Time passes, until `at` on the clock of the deployment's site: so many days after it went live, or after today.

    `at` carries the seconds beyond a deadline that make it past.
    """

    on: str
    day: int
    at: time


@dataclass(frozen=True, slots=True)
class Charged:
    """How a ticket must be charged: that of the scene `ticket`, or the first issue left outstanding at `ticket`."""

    ticket: str
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class Bill:
    """A CSM accepts tickets (of the scenes `warranty`) as warranty, and looks how tickets are charged."""

    by: str
    charged: tuple[Charged, ...]
    warranty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What must be true of the deployment that the scene `on` began.

    `form` is the state of the form sent last, `answered` how many of its fields have an answer. `issues` is how many
    tickets this scene opened for outstanding issues; their numbers must stand in the receipt. `waits` are words of why
    completion is not deemed accepted although its term is over.
    """

    on: str
    stage: DeploymentStage
    form: FormState | None = None
    answered: int = 0
    live: LiveRecord | None = None
    deemed: bool = False
    issues: int = 0
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A CSM looks at what is in quarantine, finds nothing in it, and closes the case."""


SiteWork = Begin | Ask | Done | SendGoLive | TakeItLive | Later | Release | Bill
