"""Pictures of a deployment: what they show, as files, and as mail to the customer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from models.vocabulary import DeploymentStage, EntryKind, FormState
from processor.deployments.planning import warranty_until
from processor.documents.pictures import (
    CheckInMark,
    Drawn,
    GoalBar,
    HoldSpan,
    Mark,
    PictureFacts,
    RoadmapFacts,
    StageBar,
    TimelineFacts,
    draw,
    file_name,
    picture_pdf,
    picture_svg,
)
from processor.documents.press import PdfMaker
from processor.documents.templates import Templates, written_language
from processor.effects.decision import Decision
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy, StageFacts
from processor.facts.known import Policy
from processor.facts.message import is_deliverable
from processor.forms.comparing import CHECK_IN
from processor.services.commands import command_cause
from processor.services.once import Only, at_once
from processor.sla.localtime import local_day
from processor.store.apply import Applier
from processor.store.store import Store
from processor.store.views.deployments import DeploymentView

__all__ = ["PictureParts", "Pictures"]

_PDF: Final = "application/pdf"
_STAGES: Final = tuple(stage for stage in DeploymentStage if stage is not DeploymentStage.CANCELLED)
_ANSWERED: Final = frozenset({FormState.ANSWERED, FormState.TO_SIGN, FormState.SIGNED})


@dataclass(frozen=True, slots=True)
class PictureParts:
    """What the service works with. `organisation` is who we are, as customers read it."""

    templates: Templates
    maker: PdfMaker
    policy: DeploymentPolicy
    mail: Policy
    organisation: str


@dataclass(frozen=True, slots=True)
class _Known:
    facts: DeploymentFacts
    view: DeploymentView
    numbers: dict[int, str]


class Pictures:
    """Draws the timeline and the roadmap of a deployment. Each method raises Refused for a number of none."""

    def __init__(self, store: Store, applier: Applier, parts: PictureParts) -> None:
        self._store = store
        self._applier = applier
        self._parts = parts

    def timeline(self, number: int, now: datetime) -> TimelineFacts:
        """What happened in a deployment beside what was planned."""
        known = self._known(number, now)
        deployment = known.facts
        return TimelineFacts(
            about=self._about(deployment, now),
            standing=deployment.stage.value,
            stages=self._stages(known, now),
            holds=tuple(
                HoldSpan(_day(one.since, deployment), _day(one.until, deployment) if one.until else None, one.reason)
                for one in deployment.holds
            ),
            check_ins=tuple(
                CheckInMark(_day(one.asked_at, deployment), one.state in _ANSWERED)
                for one in known.view.forms
                if one.name == CHECK_IN and one.state is not FormState.WITHDRAWN
            ),
            live=_day(deployment.live_at, deployment) if deployment.live_at else None,
        )

    def roadmap(self, number: int, now: datetime) -> RoadmapFacts:
        """The goals of a deployment, and the stages on its way."""
        known = self._known(number, now)
        deployment = known.facts
        return RoadmapFacts(
            about=self._about(deployment, now),
            standing=deployment.stage.value,
            goals=tuple(
                GoalBar(one.title, _day(one.since, deployment), _iso(one.due), _iso(one.achieved), one.result)
                for one in known.view.goals
            ),
            stages=self._stages(known, now),
            live=_day(deployment.live_at, deployment) if deployment.live_at else None,
        )

    def svg(self, kind: str, number: int, now: datetime) -> bytes:
        """The picture of this kind as SVG, which looks the same wherever it is opened."""
        return picture_svg(self._drawn(kind, number, now)[0])

    def pdf(self, kind: str, number: int, now: datetime) -> bytes:
        """The picture of this kind as PDF, on A4 across."""
        drawn, facts = self._drawn(kind, number, now)
        return picture_pdf(self._parts.templates, drawn, self._parts.maker, facts)

    def mail(self, kind: str, number: int, to: str, body: str, by: str, now: datetime, only: Only = at_once) -> str:
        """The address that the picture is mailed to as PDF: the one given, or the deployment's contact.

        Raises Refused where there is none, and for one that is not a customer's.
        """
        pdf = self.pdf(kind, number, now)

        def work() -> str:
            known = self._store.facts.deployment_facts(number, now)
            requester = known.ticket.requester
            address = to or (requester.address if requester is not None else "")
            self._check(address, number)
            same = requester is not None and requester.address.casefold() == address.casefold()
            mail = SendMail(
                MailTemplate.DEPLOYMENT_PICTURE,
                ordinal=0,
                ticket=known.ticket.ticket_id,
                to=address,
                to_name=requester.name if same and requester is not None else "",
                language=known.language,
                automatic="auto-generated",
                values=(
                    ("picture", kind),
                    ("deployment_title", known.title),
                    ("site", known.site),
                    ("body", body.strip()),
                ),
                attachments=(BlobRef(file_name(kind, number, "pdf"), _PDF, self._store.blobs.keep(pdf, _PDF)),),
            )
            entry = Enter(known.ticket.ticket_id, EntryKind.DEPLOYMENT, by, f"sent the {kind} to {address}")
            asked = (kind, number, address, body, by)
            cause = command_cause(asked, by, now, subject=f"deployment {number}", action="send_picture")
            self._applier.apply(cause, Decision(None, (), (entry, mail)), now)
            return address

        return only(lambda: self._store.transact(work))

    def _check(self, address: str, number: int) -> None:
        if not address:
            raise Refused(f"deployment {number} has no contact: say whom the picture goes to with --mail ADDRESS")
        local, _, domain = address.casefold().rpartition("@")
        ours = f"{local.partition('+')[0]}@{domain}" in self._parts.mail.own_addresses
        if not is_deliverable(address) or ours:
            raise Refused(f"{address!r} is no address of the customer's: give one that mail can be sent to")

    def _drawn(self, kind: str, number: int, now: datetime) -> tuple[Drawn, TimelineFacts | RoadmapFacts]:
        facts = self.timeline(number, now) if kind == "timeline" else self.roadmap(number, now)
        return draw(self._parts.templates, facts), facts

    def _known(self, number: int, now: datetime) -> _Known:
        def load() -> _Known:
            facts = self._store.facts.deployment_facts(number, now)
            signed = {one.agreed_acceptance for one in facts.stages if one.agreed_acceptance}
            numbers = {one: self._store.views.acceptance(str(one)).line.number for one in signed}
            return _Known(facts, self._store.views.deployment(number), numbers)

        return self._store.read(load)

    def _about(self, known: DeploymentFacts, now: datetime) -> PictureFacts:
        return PictureFacts(
            title=known.title,
            customer=known.customer,
            site=known.site if known.site != known.title else "",
            organisation=self._parts.organisation,
            language=written_language(known.language),
            today=local_day(now, known.timezone),
        )

    def _stages(self, known: _Known, now: datetime) -> tuple[StageBar, ...]:
        rows = {one.stage: one for one in known.facts.stages}
        return tuple(self._stage(rows.get(stage, StageFacts(stage)), known, now) for stage in _STAGES)

    def _stage(self, row: StageFacts, known: _Known, now: datetime) -> StageBar:
        deployment = known.facts
        number = known.numbers.get(row.agreed_acceptance, "")
        mark = Mark.SIGNED if row.agreed_acceptance else Mark.NONE
        plain = StageBar(
            row.stage.value, row.planned, row.begun, row.done, None, row.agreed_how, number, mark
        )  # fmt: skip
        match row.stage:
            case DeploymentStage.GO_LIVE if deployment.live_at is not None:
                live = _day(deployment.live_at, deployment)
                return StageBar(
                    plain.key, plain.planned, row.begun or live, live, None, plain.how, number, Mark.LIVE
                )  # fmt: skip
            case DeploymentStage.WARRANTY:
                return self._warranty(plain, deployment, now)
            case DeploymentStage.COMPLETION:
                return _completion(plain, known)
            case _:
                return plain

    def _warranty(self, plain: StageBar, deployment: DeploymentFacts, now: datetime) -> StageBar:
        """From going live to the end of its term, whenever the stage was left."""
        over = warranty_until(deployment, self._parts.policy)
        if over is None or deployment.live_at is None:
            return plain
        last = _day(over - timedelta(seconds=1), deployment)
        begun = _day(deployment.live_at, deployment)
        done = last if local_day(now, deployment.timezone) > last else None
        return StageBar(plain.key, plain.planned, begun, done, last, plain.how)


def _completion(plain: StageBar, known: _Known) -> StageBar:
    """How completion ended, with the tickets of what is outstanding."""
    deployment = known.facts
    tickets = ", ".join(f"#{one.ticket_number}" for one in known.view.outstanding)
    how = " · ".join(part for part in (plain.how, tickets) if part)
    done = _day(deployment.effective_at, deployment) if deployment.effective_at else None
    mark = Mark.NONE
    if deployment.disputed_at is not None:
        mark = Mark.DISPUTED
    elif done is not None:
        mark = Mark.DEEMED if deployment.deemed else Mark.SIGNED
    return StageBar(plain.key, plain.planned, plain.begun or done, done, None, how, plain.acceptance, mark)


def _day(moment: datetime, deployment: DeploymentFacts) -> date:
    return local_day(moment, deployment.timezone)


def _iso(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
