"""An installation on which deployments run: their forms, their timers, and a customer's mail server that answers."""

import functools
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Any

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    LiveRecord,
    Outcome,
    ProposalState,
    ReviewReason,
    Switch,
    TimerKind,
    TimerState,
)
from processor.documents.press import DirectPress, PdfMaker
from processor.documents.templates import Templates
from processor.facts.deployments import DeploymentPolicy, DraftForm, StageDone, StartDeployment, TakeLive
from processor.forms.definitions import read_definition
from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, SendResult
from processor.services.clockwatch import ClockWatch
from processor.services.deliver import Deliver
from processor.services.deployments import Deployments, Parts
from processor.services.deploymenttimers import DeploymentTimers, Terms
from processor.services.following import Following
from processor.services.forms import FormParts, Forms, FormShelf
from processor.services.formtimers import FormTimers
from processor.services.freezing import Freezing
from processor.services.issuing import Issuing
from processor.services.mailhandled import Folder
from processor.services.papers import Papers
from processor.services.timekeeping import Timekeeping
from processor.store.views.deployments import DeploymentView
from tests.unit.reading.sender.signing import SIGNED, rsa_signer, signed
from tests.unit.services.desk import ADDRESSES
from tests.unit.services.proposing import ANNA, CUSTOMER, OLGA, VERA, PlainPress, ProposingDesk

BERLIN = "Europe/Berlin"
DAY = timedelta(days=1)
BEFORE_LIVE = (
    DeploymentStage.STAKEHOLDERS,
    DeploymentStage.PRE_INSTALL,
    DeploymentStage.INSTALLATION,
    DeploymentStage.TRAINING,
    DeploymentStage.TESTING,
)


@functools.cache
def shipped_forms() -> FormShelf:
    """The forms that ship, read once."""
    found = [one for one in files("templates").joinpath("forms").iterdir() if one.name.endswith(".toml")]
    read = [read_definition(one.read_text("utf-8"), one.name) for one in found]
    return FormShelf({one.name: one for one in read})


class DeployingDesk(ProposingDesk):
    """Anna is the contact of the customer, Olga may approve for them; carla is the CSM.

    `answers` say what the customer's mail server answers to a recipient other than "250 taken".
    """

    def __init__(self, folder: Path, press: PdfMaker | None = None, **settings: Any) -> None:
        super().__init__(folder, press, **settings)
        policy, shelf, ids = DeploymentPolicy(vendor="Vendor"), shipped_forms(), self.ids
        freezing = Freezing(Templates(), press or PlainPress(), ids, "Vendor")
        papers = Papers(self.store, self.policy, self.approvals, Following(self.store, policy))
        self.issuing = Issuing(self.store, self.applier, papers, freezing)
        terms = Terms(policy, self.approvals, self.policy, (Folder("support", "INBOX"),), shelf.titles)
        self.deployment_timers = DeploymentTimers(self.store, self.applier, terms)
        parts = Parts(self.policy, self.approvals, policy, self.issuing, self.deployment_timers)
        self.deployments = Deployments(self.store, self.applier, parts)
        form_parts = FormParts(self.policy, shelf, ids, Templates(), DirectPress(), "Vendor")
        self.forms = Forms(self.store, self.applier, form_parts)
        self.answers: dict[str, Callable[[int], SendResult]] = {}
        self.keeping = self.timekeeping()

    def timekeeping(self, ticks: Callable[[], float] | None = None) -> Timekeeping:
        """All timers, as the daemon has them."""
        watch = ClockWatch(self.store.clock, DAY * 7, ticks or self._seconds)
        of_forms = FormTimers(self.store, self.applier, self.forms, self.deployment_timers)
        families = (self.timers, self.deployment_timers, of_forms, self.issuing)
        return Timekeeping(self.store, watch, families)

    def started(self, language: str = "en", zone: str = BERLIN, **values: Any) -> int:
        """The number of a deployment that has just begun, with both parties' approvers in the register."""
        customer = self.store.people.add_customer(CUSTOMER, language=language, domains=("customer.example",))
        self.approver(VERA, "Vera Petrova", customer="", user="vera", title="Head of Delivery")
        self.approver(OLGA, "Olga Smirnova", title="Finance Director", language=language)
        begun = StartDeployment("carla", customer, CUSTOMER, "Plant 1", "Contact centre", language, zone, ANNA)
        fields = {name: getattr(begun, name) for name in StartDeployment.__dataclass_fields__}
        return self.deployments.start(StartDeployment(**fields | values), self.tick()).line.number

    def installed(self, number: int) -> None:
        """Every stage before Go-Live is done today."""
        for _ in BEFORE_LIVE:
            self.do(number, StageDone("carla", self.now.date(), "by phone with Anna"))

    def live(self, at: datetime, **values: Any) -> int:
        """The number of a deployment whose system was taken live then, assessed; it is a minute later now."""
        number = self.started(**values)
        self.installed(number)
        self.now = at + timedelta(minutes=1)
        self.do(number, TakeLive("carla", at, LiveRecord.ASSESSED, "they are silent and use it"))
        return number

    def do(self, number: int, command: Any) -> DeploymentView:
        return self.deployments.do(number, command, self.tick())

    def send_go_live(self, number: int) -> DeploymentView:
        return self.deployments.send_go_live(number, DraftForm("carla", ""), (), self.tick())

    def send_completion(self, number: int) -> DeploymentView:
        return self.deployments.send_completion(number, DraftForm("carla", ""), (), self.tick())

    def minds(self, at: datetime) -> int:
        """What the daemon does at a moment: read mail, ring what is due, send what is queued; how much rang."""
        self.now = at
        self.forget_connections()
        self.work()
        rung = self.keeping.turn(at)
        self.post()
        return rung

    def days(self, until: datetime, each: timedelta = DAY) -> None:
        """The daemon minds everything once a day until then, and at that moment."""
        while self.now + each < until:
            self.minds(self.now + each)
        self.minds(until)

    def post(self) -> None:
        """Everything that is queued is sent, as the customer's mail server takes it."""
        made = Deliver(self.store, _Server(self.answers), "test:1:0", timedelta(hours=48))
        while made.turn(self.now):
            pass
        made.close()

    def view(self, number: int) -> DeploymentView:
        return self.deployments.show(number)

    def stage(self, number: int) -> DeploymentStage:
        return self.view(number).line.stage

    def timer(self, number: int, kind: TimerKind) -> tuple[TimerState, datetime]:
        """The newest timer of a kind: its state, and when it is due."""
        found = [one for one in self.view(number).timers if one.kind is kind]
        newest = max(found, key=lambda one: one.turn)
        return newest.state, newest.due_at

    def paper(self, kind: ApprovalKind, number: int) -> ProposalState:
        return self.store.views.proposal(number, kind).line.state

    def tagged(self, address: str, tag: str) -> list[EmailMessage]:
        """The mails to an address whose subject begins with such a tag."""
        return [one for one in self.sent_to(address) if str(one["Subject"]).startswith(f"[{tag}")]

    def asked(self, reason: ReviewReason) -> list[str]:
        """What waits in the queue for such a reason."""
        return [line.text for line in self.store.views.reviews() if reason in line.reasons]

    def paused(self) -> str:
        """Why timers are paused."""
        found = self.store.pauses.paused(Switch.TIMERS)
        return found.reason if found is not None else ""

    def answers_with(self, message: EmailMessage, to: EmailMessage, address: str, name: str = "") -> Outcome | None:
        """The outcome of a mail with this content that answers another, signed by the address's domain, a minute
        later."""
        moment, domain = self.tick(timedelta(minutes=1)), address.rpartition("@")[2]
        for field, value in (
            ("From", f"{name} <{address}>"),
            ("To", str(to["Reply-To"] or ADDRESSES["support"])),
            ("Subject", f"Re: {to['Subject']}"),
            ("Message-ID", f"<{int(moment.timestamp())}@{domain}>"),
            ("In-Reply-To", str(to["Message-ID"])),
            ("Date", f"{moment:%a, %d %b %Y %H:%M:%S} +0000"),
        ):
            message[field] = value
        raw = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
        return self.work(signed(raw, rsa_signer(), domain, SIGNED, t=str(int(moment.timestamp()))))[-1]


def plain_of(message: EmailMessage) -> str:
    """The plain text of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def quoted(text: str) -> str:
    return "\r\n".join(f"> {line}".rstrip() for line in text.rstrip().split("\n"))


class _Server:
    """A mail server that takes everything but what its script says."""

    def __init__(self, answers: dict[str, Callable[[int], SendResult]]) -> None:
        self._answers = answers

    async def send(self, parcels: Sequence[Parcel]) -> list[SendResult]:
        return [self._answers.get(one.recipients[0], _taken)(one.key) for one in parcels]

    async def close(self) -> None:
        """Nothing is held."""


def _taken(key: int) -> SendResult:
    return Delivered(key, "250 2.0.0 taken")


def refused(key: int) -> SendResult:
    return Refused(key, 550, "5.1.1 no such mailbox")


def deferred(key: int) -> SendResult:
    return Deferred(key, "451 4.7.1 greylisted")
