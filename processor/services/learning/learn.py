"""Learning: trains anew when there is enough new to learn, and lets the better model judge.

A turn never waits: it starts the child, or looks whether it is done. So the loop reports while a training runs, and
ends within seconds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Final

from classifiers.examples import Row
from classifiers.verdict import ModelUnusable
from models.vocabulary import ModelState
from processor.errors import Refused, SignoffError, Temporary
from processor.observability.log import get_log
from processor.observability.metrics import TRAININGS
from processor.services.gather import Classifier
from processor.services.learning.evaluation import Evaluation, evaluate
from processor.services.learning.gate import judge
from processor.services.learning.hold import BY_ITSELF
from processor.services.learning.judging import Golden, evidence_about
from processor.services.learning.material import newest_span, own_rows
from processor.services.learning.registry import Registry, read_out_of_fold
from processor.services.learning.schedule import Attempt, Attempts, Schedule, due
from processor.services.learning.shelf import OUT_OF_FOLD, STARTER
from processor.services.learning.training import Order, Progress, Trainer, Training, TrainingFailed
from processor.store.audit import Audit
from processor.store.learning import Learning
from processor.store.leases import Leases
from processor.store.trained import ModelRow

LEASE: Final = "learn"
SLACK: Final = timedelta(minutes=10)
"""How much longer than the training itself the lease lasts: judging a model takes seconds, a busy machine more."""

POLL_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Course:
    """The settings of learning, and the mails that belong to the product."""

    schedule: Schedule
    target: float
    encoder: str
    minutes: float
    starter: Callable[[], Sequence[Row]]
    golden: Callable[[], Sequence[Golden]]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to: the model, whether it judges now, and why."""

    name: str
    state: ModelState
    why: str


@dataclass(frozen=True, slots=True)
class _Run:
    """A training on its way."""

    training: Training
    golden: Sequence[Golden]
    parent: str
    newest: int


class Learn:
    """Everything that changes which model judges. One process trains at a time; not for use by two threads at once."""

    def __init__(
        self,
        course: Course,
        learning: Learning,
        leases: Leases,
        registry: Registry,
        trainer: Trainer,
        attempts: Attempts,
        owner: str,
        audit: Audit | None = None,
    ) -> None:
        self._course = course
        self._learning = learning
        self._leases = leases
        self._registry = registry
        self._trainer = trainer
        self._attempts = attempts
        self._owner = owner
        self._audit = audit
        self._run: _Run | None = None
        self._began = False
        self._log = get_log(LEASE)

    def due(self, now: datetime) -> str:
        """Why it is time to train: "nightly", "25 corrections"; "" when it is not."""
        last = self._attempts.last()
        untrained = self._learning.examples_after(last.trained, 1)
        if not untrained:
            return ""
        fresh = len(self._learning.examples_after(last.attempted, self._course.schedule.after))
        return due(self._course.schedule, last, fresh, untrained[0].at, now)

    def last(self) -> Attempt:
        """The last attempt, and how it ended."""
        return self._attempts.last()

    def turn(self, now: datetime) -> int:
        """Begin a training that is due, or see to the one on its way; always 0: there is time until the next look."""
        if self._run is not None:
            self._follow(self._run, now)
            return 0
        if not self._began:
            self._begin_work(now)
        reason = self.due(now)
        if reason and self._take_lease(now):
            self._log.info("training begins", reason=reason)
            self._start(now)
        return 0

    def train_now(
        self, by: str, now: datetime, progress: Callable[[str, int, int], None], *, promote: bool = True
    ) -> Trained:
        """Train and judge while the caller waits. Raises Temporary while another process trains, or TrainingFailed.

        What passes the gate judges from then on, in the name of `by`, unless not to be promoted. `progress` is given
        step, done and total whenever they change.
        """
        if not self._take_lease(now):
            raise Temporary(f"{self._leases.holder(LEASE, now)} trains at present; try again when it is done")
        began = monotonic()
        try:
            run = self._started(now)
            told: Progress | None = None
            while (out := run.training.finished()) is None:
                run.training.wait(POLL_SECONDS)
                if (said := run.training.progress()) is not None and said != told:
                    told = said
                    progress(said.step, said.done, said.total)
            done = now + timedelta(seconds=monotonic() - began)
            made = self._judged(run, out, by, done, promote=promote)
            if self._audit is not None:
                self._audit.note(by, "train_model", f"model {made.name}", {"state": made.state, "why": made.why}, done)
            return made
        except (TrainingFailed, ModelUnusable, OSError, ValueError) as fault:
            self._failed(str(fault))
            raise TrainingFailed(str(fault)) from fault
        finally:
            self.stop()
            self._leases.release(LEASE, self._owner)

    def stop(self) -> None:
        """End a training on its way, and remove what there is of it: it is begun anew when it is next due."""
        run, self._run = self._run, None
        if run is not None:
            run.training.discard()
            self._leases.release(LEASE, self._owner)

    def promote(self, name: str, by: str, now: datetime, why: str = "") -> str:
        """Let this model judge, `starter` for the one that ships; its name. Raises Refused where it can't judge."""
        self._registry.promote(name, by, why or f"promoted by {by}", now)
        if self._audit is not None:
            self._audit.note(by, "promote_model", f"model {name}", {"why": why}, now)
        self._log.info("model promoted", model=name, by=by)
        return name

    def rollback(self, by: str, now: datetime) -> str:
        """Let the parent of the model that judges take its place again; its name. Raises Refused where it can't."""
        name = self._registry.parent()
        if name == STARTER and self._is_starter():
            raise Refused("the model that ships judges already: there is none before it")
        return self.promote(name, by, now, f"rolled back by {by}")

    def _is_starter(self) -> bool:
        try:
            return self._registry.current() == STARTER
        except ModelUnusable:
            return False

    def current(self) -> str:
        """The name of the model that judges, `starter` for the one that ships. Raises ModelUnusable."""
        return self._registry.current()

    def held(self) -> str:
        """Why no training replaces the model that judges by itself, and by whom it is held; "" where one may."""
        return self._registry.held()

    def models(self) -> tuple[ModelRow, ...]:
        """Every trained model, the newest first."""
        return self._registry.models()

    def load(self, name: str) -> Classifier:
        """The model of this name. Raises ModelUnusable."""
        return self._registry.load(name)

    def evaluate(self, name: str = "") -> Evaluation:
        """How a model, by default the one that judges, does on what people decided here, and on the golden mails.

        Raises ModelUnusable.
        """
        rows = own_rows(self._learning, newest_span(self._learning))
        return evaluate(self._registry, name or self.current(), rows, self._course.golden())

    def _begin_work(self, now: datetime) -> None:
        """What a process that was killed left behind."""
        if self._take_lease(now):
            try:
                self._registry.mend(now)
                if runs := self._trainer.clear_leftovers():
                    self._log.warning("leftovers of an interrupted training removed", runs=runs)
                self._began = True
            finally:
                self._leases.release(LEASE, self._owner)

    def _take_lease(self, now: datetime) -> bool:
        return self._leases.take(LEASE, self._owner, now, timedelta(minutes=self._course.minutes) + SLACK)

    def _start(self, now: datetime) -> None:
        try:
            self._started(now)
        except (TrainingFailed, OSError, ValueError) as fault:
            self._failed(str(fault))
        finally:
            if self._run is None:
                self._leases.release(LEASE, self._owner)

    def _started(self, now: datetime) -> _Run:
        """Note the attempt first, so that whatever goes wrong is not tried again at once."""
        self._trainer.clear_leftovers()
        span = newest_span(self._learning)
        self._attempts.note(replace(self._attempts.last(), at=now, attempted=span.newest, result="", why=""))
        self._log.info("mails to learn from", own=span.used, older_left_out=span.left_out)
        golden = self._golden()
        try:
            parent = self._registry.current()
        except ModelUnusable:
            parent = STARTER
        rows = chain(self._course.starter(), own_rows(self._learning, span))
        training = self._trainer.start(Order(rows, parent, self._course.target, self._course.encoder))
        self._run = _Run(training, golden, parent, span.newest)
        return self._run

    def _golden(self) -> Sequence[Golden]:
        """Asked for before the training, not after it: without them it would be in vain."""
        try:
            return self._course.golden()
        except (OSError, ValueError, KeyError) as fault:
            raise TrainingFailed(f"the golden mails can't be read: {fault}") from fault

    def _follow(self, run: _Run, now: datetime) -> None:
        try:
            out = run.training.finished()
        except TrainingFailed as fault:
            self._failed(str(fault))
            self.stop()
            return
        if out is None:
            return
        try:
            self._judged(run, out, BY_ITSELF, now)
        except (ModelUnusable, SignoffError, OSError, ValueError) as fault:  # a text may be more than a model can take
            self._failed(str(fault))
        finally:
            self.stop()

    def _judged(self, run: _Run, out: Path, by: str, now: datetime, *, promote: bool = True) -> Trained:
        """Hold the fresh model to the gate, keep it, and promote it where it passes. Raises ModelUnusable."""
        fresh = self._registry.inspect(out)
        unseen = read_out_of_fold(out / OUT_OF_FOLD)
        judgement = judge(evidence_about(run.training.rows, fresh, unseen, self._registry, run.golden))
        why, held = judgement.why, self.held() if by == BY_ITSELF else ""
        if judgement.passes and held:
            why = f"{held}; to let go: signoff model promote {self._registry.name_for(out)}; it is {why}"
        name = self._registry.keep(out, run.parent, why, now)
        if promoted := judgement.passes and promote and not held:
            self._registry.promote(name, by, why, now)
        result = "promoted" if promoted else "candidate"
        TRAININGS.labels(result).inc()
        self._attempts.note(replace(self._attempts.last(), trained=run.newest, result=result, why=why))
        self._log.info("trained", model=name, result=result, why=why)
        return Trained(name, self._learning.model(name).state, why)

    def _failed(self, why: str) -> None:
        self._began = False  # what it left half done, such as a pointer that the rows don't follow, is mended next
        TRAININGS.labels("failed").inc()
        self._log.error("training failed", reason=why)
        self._attempts.note(replace(self._attempts.last(), result="failed", why=why))
