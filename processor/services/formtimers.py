"""What time brings about in forms: one reminder after a silence, check-ins by schedule, and the questions that ask why.

A form goes out with a PDF, which is made before the transaction that sends it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from models.vocabulary import EntryKind, TimerKind
from processor.deployments.timers import decide_timer
from processor.effects.decision import Effect
from processor.effects.deployments import PlanTimer
from processor.effects.tickets import Enter
from processor.errors import Refused, SignoffError
from processor.facts.forms import FormFacts
from processor.forms.commands import decide_form_reminder
from processor.forms.comparing import CHECK_IN, CHECK_IN_WHY, Change, ChangeKind, changes, follow_up, narrowed
from processor.observability.log import get_log
from processor.services.deploymenttimers import DeploymentTimers, timer_cause
from processor.services.forms import Addressee, Forms, ReadyForm
from processor.sla.localtime import days_later
from processor.store.apply import Applier
from processor.store.deployments import DueTimer
from processor.store.store import Store

__all__ = ["FormTimers"]

_OURS: Final = frozenset({TimerKind.FORM_REMINDER, TimerKind.CHECK_IN})
_SIGNOFF: Final = "signoff"
Work = Callable[[DueTimer, datetime], tuple[Effect, ...]]
"""What a timer asks for, found inside the transaction in which it rings."""


class FormTimers:
    """Rings the timers of forms, each in a transaction of its own. One process at a time does so, by lease."""

    def __init__(
        self,
        store: Store,
        applier: Applier,
        forms: Forms,
        timers: DeploymentTimers,
        mail_queued: Callable[[], None] = lambda: None,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        """`rest` is called at the end of a turn that made something: a child process may end then."""
        self._store = store
        self._applier = applier
        self._forms = forms
        self._timers = timers
        self._mail_queued = mail_queued
        self._rest = rest
        self._log = get_log("timers")

    def turn(self, now: datetime) -> int:
        """Ring everything that is due; how many timers rang.

        One that fails keeps no other from ringing. Raises the last such error, so that health tells of it.
        """
        due = [one for one in self._store.deployments.timers_due(now) if one.kind in _OURS]
        rung, fault = 0, None
        for one in due:
            try:
                rung += self._ring(one, now)
            except SignoffError as error:
                self._log.warning("timer failed", timer=one.timer_id, reason=str(error))
                fault = error
        if rung:
            self._mail_queued()
            self._rest()
        if fault is not None:
            raise fault
        return rung

    def _ring(self, due: DueTimer, now: datetime) -> bool:
        work = self._prepared(due, now)

        def ring() -> bool:
            row = self._store.deployments.timer(due.timer_id)
            facts = self._timers.facts(row, now)
            if due.kind is TimerKind.FORM_REMINDER and facts.handled_until < due.due_at:
                return False  # an answer from before may be among the mail that is not read yet
            decision = decide_timer(facts, now, work(row, now))
            if decision.effects:
                self._applier.apply(timer_cause(facts.timer), decision, now)
            return bool(decision.effects)

        return self._store.transact(ring)

    def _prepared(self, due: DueTimer, now: datetime) -> Work:
        if due.kind is TimerKind.FORM_REMINDER:
            return self._reminder
        if due.form_id:
            return self._asking_why(due, now)
        return self._check_in(due, now)

    def _reminder(self, due: DueTimer, now: datetime) -> tuple[Effect, ...]:
        return decide_form_reminder(self._forms.facts(due.form_id, now), now).effects

    def _check_in(self, due: DueTimer, now: datetime) -> Work:
        """The five questions go out, and the next time is planned, whether they could be sent or not."""
        ready, why = self._ready(due, CHECK_IN, Addressee(), now)

        def work(row: DueTimer, moment: datetime) -> tuple[Effect, ...]:
            known = self._store.facts.deployment(row.deployment_id, moment)
            failed = Enter(known.ticket.ticket_id, EntryKind.DEPLOYMENT, _SIGNOFF, f"no check-in was sent: {why}")
            asked: tuple[Effect, ...] = ready.decide().effects if ready else (failed,)
            days = self._store.progress.asks_every(row.deployment_id)
            if not days:
                return asked
            return (*asked, _next(row, days, known.timezone, moment))

        return work

    def _asking_why(self, due: DueTimer, now: datetime) -> Work:
        """What is new in the answers is asked about; where nothing is, that is said on the ticket."""
        form = self._store.read(lambda: self._store.facts.form(due.form_id, now))
        found = changes(form.previous, form.answers)
        questions = self._forms.definition(CHECK_IN_WHY)
        keys = follow_up(questions, found)
        ready: ReadyForm | None = None
        if keys:
            asked = narrowed(questions, keys)
            to = Addressee(form.to_address, form.to_name, form.language)
            ready = self._forms.prepare(due.number, asked, to, _SIGNOFF, now, follows=form.form_id)

        def work(row: DueTimer, moment: datetime) -> tuple[Effect, ...]:
            text = _told(form, found, ready)
            return (
                Enter(form.ticket.ticket_id, EntryKind.FORM, _SIGNOFF, text),
                *(ready.decide().effects if ready else ()),
            )

        return work

    def _ready(self, due: DueTimer, name: str, to: Addressee, now: datetime) -> tuple[ReadyForm | None, str]:
        """The form, or why there is none: nobody to ask is a person's matter, not the loop's."""
        try:
            return self._forms.prepare(due.number, self._forms.definition(name), to, _SIGNOFF, now), ""
        except Refused as error:
            return None, str(error)


def _next(due: DueTimer, days: int, timezone: str, now: datetime) -> PlanTimer:
    """The next time, at the same time of day; what was slept through is not made up for."""
    when = days_later(due.due_at, days, timezone)
    while when <= now:
        when = days_later(when, days, timezone)
    return PlanTimer(due.deployment_id, TimerKind.CHECK_IN, when, turn=due.turn + 1)


def _told(form: FormFacts, found: tuple[Change, ...], ready: ReadyForm | None) -> str:
    parts = [
        f"{word}: {', '.join(one.field for one in found if one.kind is kind)}"
        for kind, word in ((ChangeKind.FIRST, "new"), (ChangeKind.CHANGED, "changed"), (ChangeKind.GONE, "gone"))
        if any(one.kind is kind for one in found)
    ]
    said = "; ".join(parts) or "nothing is new"
    asks = f"; FQ-{ready.number} asks why" if ready else ""
    return f"{form.key.name} beside the check-in before: {said}{asks}"
