"""Check-ins: the five questions, asked at any stage or on a schedule, and how the answers differ from those before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.vocabulary import DeploymentStage, EntryKind, FormState, TimerKind, TimerState
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import FireTimer, PlanTimer
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.deployments import DeploymentFacts, DeploymentPolicy, TimerRow
from processor.facts.forms import Answer
from processor.forms.comparing import CHECK_IN, CHECK_IN_WHY, WHY, Change, changes
from processor.services.commands import command_cause
from processor.services.forms import Addressee, Forms
from processor.services.once import Only, at_once
from processor.sla.localtime import at_hour, local_day, require_near
from processor.store.apply import Applier
from processor.store.store import Store
from processor.store.views.forms import FormView

__all__ = ["CheckIn", "CheckIns", "Schedule", "Why"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Each how many days the customer is asked (0: not by itself), and when next; None while nothing is planned."""

    every_days: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Why:
    """What was answered when we asked why about a field."""

    field: str
    said: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in: the answers that stand, what of them differs from the one before, and the answers to why.

    `why_form` is the number of the form that asks why, 0 for none.
    """

    number: int
    state: FormState
    to_address: str
    asked_at: datetime
    answers: tuple[Answer, ...]
    changes: tuple[Change, ...]
    why_form: int
    whys: tuple[Why, ...]


class CheckIns:
    """Asks, plans and shows."""

    def __init__(self, store: Store, applier: Applier, forms: Forms, policy: DeploymentPolicy) -> None:
        self._store = store
        self._applier = applier
        self._forms = forms
        self._policy = policy

    def send(self, number: int, to: Addressee, by: str, now: datetime, only: Only = at_once) -> FormView:
        """The form with the five questions, sent now. Raises Refused where it could go to nobody."""
        return self._forms.send(number, CHECK_IN, to, by, now, only=only)

    def schedule(self, number: int, days: int, first: date | None, by: str, now: datetime) -> Schedule:
        """Ask each so many days, in the morning where the customer is; the first time on this day, or so many days on.

        Raises Refused for a first day that is over or too far away, for less than a day, and for one that is
        given up.
        """
        if days < 1:
            raise Refused("ask every day at most: give the days between two check-ins")

        def work() -> Schedule:
            known = self._store.facts.deployment_facts(number, now)
            if known.stage is DeploymentStage.CANCELLED:
                raise Refused(f"deployment {number} is given up")
            today = local_day(now, known.timezone)
            day = first or today + timedelta(days=days)
            if day < today:
                raise Refused(f"{day} is over: give the first day from today on")
            require_near(day, now)
            when = at_hour(day, self._policy.completion_hour, known.timezone)
            self._store.progress.ask_every(known.deployment_id, days)
            turn = _next_turn(known)
            text = f"check-ins every {days} days, the next on {day}"
            self._apply(known, (PlanTimer(known.deployment_id, TimerKind.CHECK_IN, when, turn=turn),), by, text, now)
            return Schedule(days, when)

        return self._store.transact(work)

    def stop(self, number: int, by: str, now: datetime) -> Schedule:
        """Ask no more by itself. Raises Refused where nothing is planned."""

        def work() -> Schedule:
            known = self._store.facts.deployment_facts(number, now)
            planned = [one for one in _rows(known) if one.state is TimerState.PLANNED]
            if not planned and not self._store.progress.asks_every(known.deployment_id):
                raise Refused(f"deployment {number} has no schedule of check-ins")
            self._store.progress.ask_every(known.deployment_id, 0)
            why = f"stopped by {by}"
            fired = tuple(FireTimer(one.timer_id, one.state, TimerState.CANCELLED, why) for one in planned)
            self._apply(known, fired, by, "no more check-ins by themselves", now)
            return Schedule(0, None)

        return self._store.transact(work)

    def show(self, number: int, now: datetime) -> tuple[Schedule, tuple[CheckIn, ...]]:
        """The schedule of a deployment and its check-ins, the newest first."""

        def work() -> tuple[Schedule, tuple[CheckIn, ...]]:
            known = self._store.facts.deployment_facts(number, now)
            planned = [one.due_at for one in _rows(known) if one.state is TimerState.PLANNED]
            days = self._store.progress.asks_every(known.deployment_id)
            return Schedule(days, min(planned, default=None)), self._check_ins(number, now)

        return self._store.read(work)

    def _check_ins(self, number: int, now: datetime) -> tuple[CheckIn, ...]:
        lines = self._store.views.forms(number)
        whys = {one.follows: one.number for one in lines if one.name == CHECK_IN_WHY}
        return tuple(self._check_in(one.number, whys.get(one.form_id, 0), now) for one in lines if one.name == CHECK_IN)

    def _check_in(self, number: int, why: int, now: datetime) -> CheckIn:
        form = self._store.facts.form_facts(number, now)
        asked = self._store.facts.form_facts(why, now).answers if why else ()
        return CheckIn(
            number=number,
            state=form.state,
            to_address=form.to_address,
            asked_at=form.sent_at,
            answers=form.answers,
            changes=changes(form.previous, form.answers) if form.answers else (),
            why_form=why,
            whys=tuple(Why(one.field.removeprefix(WHY), one.said) for one in asked),
        )

    def _apply(self, known: DeploymentFacts, effects: tuple[Effect, ...], by: str, text: str, now: datetime) -> None:
        entry = Enter(known.ticket.ticket_id, EntryKind.DEPLOYMENT, by, text)
        asked = (known.number, by, text)
        cause = command_cause(asked, by, now, subject=f"deployment {known.number}", action="check_ins")
        self._applier.apply(cause, Decision(None, (), (*effects, entry)), now)


def _rows(known: DeploymentFacts) -> list[TimerRow]:
    """The timers of the schedule; one about a form asks why about its answers."""
    return [one for one in known.timers if one.kind is TimerKind.CHECK_IN and not one.form_id]


def _next_turn(known: DeploymentFacts) -> int:
    """The turn that has not rung: a plan moves it."""
    newest = max(_rows(known), key=lambda one: one.turn, default=None)
    if newest is None:
        return 0
    return newest.turn + (newest.state is TimerState.FIRED)
