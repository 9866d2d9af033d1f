"""What a CSM does about deployments in the story, and how time passes in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.vocabulary import ApprovalKind, TimerKind, TimerState
from processor.clock import utc_now
from processor.demo.checks import Came, Problem
from processor.demo.dealings import Found
from processor.demo.sites import Ask, Begin, Bill, Charged, Done, Later, Release, SendGoLive, SiteWork, TakeItLive
from processor.demo.world import World
from processor.errors import Refused
from processor.facts.deployments import DraftForm, MeetCondition, StageDone, TakeLive
from processor.ids import document_name
from processor.services.billing import Charge, Work
from processor.services.forms import Addressee
from processor.store.views.deployments import DeploymentView

_BY_CSM = "by a CSM"
_TOLD = {TimerKind.COMPLETION_FORM, TimerKind.DEEMED_ACCEPTANCE}


class SiteWorks:
    """Does it by the services, as the commands do. `played` are the scenes so far."""

    def __init__(self, world: World, played: Mapping[str, Came]) -> None:
        self._world = world
        self._played = played
        self._deployments = world.app.deployments()
        self._forms = world.app.forms()

    def do(self, happens: SiteWork) -> Found:
        """What came of it."""
        match happens:
            case Begin():
                return self._begin(happens)
            case Ask():
                return self._ask(happens)
            case Done():
                return self._done(happens)
            case SendGoLive():
                return self._send_go_live(happens)
            case TakeItLive():
                return self._take_live(happens)
            case Later():
                return self._later(happens)
            case Release():
                return self._release()
            case Bill():
                return self._bill(happens)

    def _begin(self, begin: Begin) -> Found:
        app, command = self._world.app, begin.command
        customer = app.people().customer(command.customer)
        view = self._deployments.start(replace(command, customer_id=customer.customer_id), utc_now())
        fee = ", ".join(f"{amount:f} {name}" for name, amount in command.quantities)
        told = [
            f"deployment {view.line.number} of {command.title}, {command.site}; days are those of {view.line.timezone}"
        ]
        told += [f"the fee includes {fee}"] if fee else []
        told += [f"going live waits for: {one}" for one in command.conditions]
        typed = f'signoff deployment start "{command.customer}" --site "{command.site}" …'
        return Found(typed, _BY_CSM, tuple(told))

    def _ask(self, ask: Ask) -> Found:
        number = self._site(ask.on).line.number
        typed = f"signoff form send {number} {ask.form}"
        if ask.done:
            self._deployments.do(number, StageDone(ask.by, self._day(ask.on, 0), ask.done), utc_now())
            typed = f'signoff deployment stage done {number} --how "{ask.done}"; {typed}'
        view = self._forms.send(number, ask.form, Addressee(), ask.by, utc_now())
        digest = view.versions[-1].definition_sha256
        told = (
            f"{document_name(ApprovalKind.QUESTIONS, view.line.number)} has {len(view.definition.fields)} questions, "
            f"as text, table and PDF; frozen as SHA-256 {digest[:16]}…",
        )
        return Found(typed, _BY_CSM, told)

    def _done(self, done: Done) -> Found:
        number = self._site(done.on).line.number
        for ago, how in done.stages:
            command = StageDone(done.by, self._day(done.on, ago), how)
            self._deployments.do(number, command, utc_now())
        ended = [one for one in self._site(done.on).stages if one.done][-len(done.stages) :]
        told = "; ".join(f"{_words(one.stage.value)}: {one.done:%d %b}, {one.agreed_how}" for one in ended)
        return Found(f"signoff deployment stage done {number} --on … --how …", _BY_CSM, (told,))

    def _day(self, name: str, ago: int) -> date:
        """The day at a site, so many days ago."""
        zone = ZoneInfo(self._site(name).line.timezone)
        return utc_now().astimezone(zone).date() - timedelta(days=ago)

    def _send_go_live(self, send: SendGoLive) -> Found:
        deployments, site = self._deployments, self._site(send.on)
        number, typed = site.line.number, f"signoff deployment go-live {site.line.number} send"
        told: tuple[str, ...] = ()
        if send.met:
            condition = site.conditions[0]
            deployments.do(number, MeetCondition(send.by, condition.condition_id), utc_now())
            typed = f"signoff deployment condition met {number} {condition.condition_id}; {typed}"
            told = (f"met: {condition.text}",)
        form = DraftForm(send.by, f"{site.line.title}, {site.line.site}")
        try:
            deployments.send_go_live(number, form, (), utc_now())
        except Refused as refusal:
            problems = () if send.refused and send.refused in str(refusal) else (_refused(send, str(refusal)),)
            return Found(typed, "refused", (f"refused: {refusal}",), problems)
        if send.refused:
            return Found(typed, _BY_CSM, told, (_refused(send, "it was sent"),))
        return Found(typed, _BY_CSM, told)

    def _take_live(self, live: TakeItLive) -> Found:
        line = self._site(live.on).line
        now = utc_now().replace(second=0, microsecond=0)
        view = self._deployments.do(line.number, TakeLive(live.by, now, live.record, live.reason), utc_now())
        at = f"{now.astimezone(ZoneInfo(line.timezone)):%Y-%m-%dT%H:%M}"
        assessed = f' --assessed --reason "{live.reason}"' if live.reason else ""
        told = [f"live since {_local(now, line.timezone)}, {live.record.value}; from there, never from a signature:"]
        told += [
            f"{_words(one.kind.value)}: {_local(one.due_at, line.timezone)}"
            for one in sorted(view.timers, key=lambda one: one.due_at)
            if one.state is TimerState.PLANNED and one.kind in _TOLD
        ]
        return Found(f"signoff deployment go-live {line.number} live --at {at}{assessed}", _BY_CSM, tuple(told))

    def _later(self, later: Later) -> Found:
        line = self._site(later.on).line
        zone = ZoneInfo(line.timezone)
        since = line.live_at or utc_now()
        day = since.astimezone(zone).date() + timedelta(days=later.day)
        moment = datetime.combine(day, later.at, zone).astimezone(UTC)
        if moment <= utc_now():
            problem = Problem("the clock", "moves on", f"{moment} is past")
            return Found("", "", (), (problem,))
        self._world.later(moment)
        what = f", day {later.day}" if line.live_at else ""
        return Found(f"{_local(moment, line.timezone)}{what}", f"day {later.day}" if what else "later", ())

    def _release(self) -> Found:
        quarantine, typed, told = self._world.app.store.quarantine, [], []
        for row in quarantine.list():
            quarantine.release(row.fetch_id)
            typed.append(f"signoff quarantine release {row.fetch_id}")
            told.append(f"message {row.fetch_id}: {row.size:,} bytes that nobody wrote; now nothing waits any more")
        return Found("; ".join(typed), _BY_CSM, tuple(told))

    def _bill(self, bill: Bill) -> Found:
        billing = self._world.app.billing()
        for name in bill.warranty:
            billing.work(self._played[name].number, Work(bill.by, warranty=True), utc_now())
        charges = [(one, billing.charge(self._number(one), utc_now())) for one in bill.charged]
        problems = tuple(
            Problem(f"how #{charge.ticket} is charged", one.treatment.value, f"{charge.treatment}: {charge.why}")
            for one, charge in charges
            if charge.treatment is not one.treatment
        )
        accepted = "; ".join(f"signoff ticket work {self._played[name].number} --warranty" for name in bill.warranty)
        told = tuple(_charge(charge) for _, charge in charges)
        return Found(accepted or "signoff ticket billing --from … --to … --open", _BY_CSM, told, problems)

    def _number(self, charged: Charged) -> int:
        came = self._played[charged.ticket]
        wanted = came.scene.wanted.site
        if came.site is None or wanted is None or not wanted.issues:
            return came.number
        return came.site.outstanding[0].ticket_number

    def _site(self, name: str) -> DeploymentView:
        """The deployment that a scene began, as it stands now."""
        began = self._played[name].site
        assert began is not None
        return self._deployments.show(began.line.number)


def _refused(send: SendGoLive, came: str) -> Problem:
    return Problem("the Go-Live form", f"refused: {send.refused}" if send.refused else "sent", came)


def _charge(charge: Charge) -> str:
    treatment = _words(charge.treatment.value) if charge.treatment else "never"
    return f"#{charge.ticket} “{charge.subject}”: {treatment}, {charge.why}"


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%a %d %b %Y, %H:%M} in {zone}"


def _words(value: str) -> str:
    return value.replace("_", " ")
