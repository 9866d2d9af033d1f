"""Goals of a deployment: what the customer wants to have reached by when, and what came of it."""

from collections.abc import Callable
from datetime import date, datetime

from models.vocabulary import EntryKind
from processor.effects.decision import Decision
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.deployments import DeploymentFacts
from processor.services.commands import command_cause
from processor.services.overtaking import require_mark
from processor.sla.localtime import local_day, require_near
from processor.store.apply import Applier
from processor.store.store import Store
from processor.store.views.deployments import GoalLine

__all__ = ["Goals"]


class Goals:
    """Keeps them; each change is a line on the deployment's ticket.

    Each method raises Refused for a deployment or a goal that is not there, and for words that are none, and Overtaken
    where the goal is not what was seen (`GoalLine.mark`; None: nobody looked).
    """

    def __init__(self, store: Store, applier: Applier) -> None:
        self._store = store
        self._applier = applier

    def list(self, number: int) -> tuple[GoalLine, ...]:
        """The goals, as they were set."""
        return self._store.views.deployment(number).goals

    def add(self, number: int, title: str, due: date | None, by: str, now: datetime) -> tuple[GoalLine, ...]:
        """The goals, with a new one."""
        words = _words(title, "a goal needs words: what is to be reached")
        _near(due, now)

        def work(known: DeploymentFacts) -> str:
            made = self._store.progress.add_goal(known.deployment_id, words, due, by, now)
            return f"set the goal {made}: {words}{f', due on {due}' if due else ''}"

        return self._change(number, work, by, now)

    def move(
        self, number: int, goal: int, due: date | None, by: str, now: datetime, seen: str | None = None
    ) -> tuple[GoalLine, ...]:
        """The goals, one of them due on another day, or on none."""
        _near(due, now)

        def work(known: DeploymentFacts) -> str:
            self._hold(known, number, goal, seen)
            self._store.progress.change_goal(known.deployment_id, goal, due=due.isoformat() if due else "")
            return f"the goal {goal} is due on {due}" if due else f"the goal {goal} has no day any more"

        return self._change(number, work, by, now)

    def result(
        self, number: int, goal: int, text: str, by: str, now: datetime, seen: str | None = None
    ) -> tuple[GoalLine, ...]:
        """The goals, one of them with what came of it so far."""
        words = _words(text, "a result needs words: what came of the goal")

        def work(known: DeploymentFacts) -> str:
            self._hold(known, number, goal, seen)
            self._store.progress.change_goal(known.deployment_id, goal, result=words)
            return f"the result of goal {goal}: {words}"

        return self._change(number, work, by, now)

    def achieve(
        self,
        number: int,
        goal: int,
        day: date | None,
        text: str,
        by: str,
        now: datetime,
        seen: str | None = None,
    ) -> tuple[GoalLine, ...]:
        """The goals, one of them achieved: on this day, today unless given. Raises Refused for a day to come."""
        _near(day, now)

        def work(known: DeploymentFacts) -> str:
            self._hold(known, number, goal, seen)
            today = local_day(now, known.timezone)
            if (day or today) > today:
                raise Refused(f"{day} is yet to come: a goal is achieved once it is")
            values = {"result": " ".join(text.split())} if text.strip() else {}
            self._store.progress.change_goal(known.deployment_id, goal, achieved=(day or today).isoformat(), **values)
            return f"the goal {goal} was achieved on {day or today}"

        return self._change(number, work, by, now)

    def drop(
        self, number: int, goal: int, reason: str, by: str, now: datetime, seen: str | None = None
    ) -> tuple[GoalLine, ...]:
        """The goals, without this one; why stays on the ticket."""
        words = _words(reason, "dropping a goal needs a reason: the customer may ask for it")

        def work(known: DeploymentFacts) -> str:
            self._hold(known, number, goal, seen)
            title = next((one.title for one in self.list(number) if one.goal_id == goal), "")
            self._store.progress.drop_goal(known.deployment_id, goal)
            return f"dropped the goal {goal}, {title}: {words}"

        return self._change(number, work, by, now)

    def _hold(self, known: DeploymentFacts, number: int, goal: int, seen: str | None) -> None:
        now = next((one.mark for one in self.list(number) if one.goal_id == goal), "")
        require_mark(self._store, f"goal {goal}", known.ticket.ticket_id, (seen, now), EntryKind.DEPLOYMENT)

    def _change(
        self, number: int, work: Callable[[DeploymentFacts], str], by: str, now: datetime
    ) -> tuple[GoalLine, ...]:
        def change() -> tuple[GoalLine, ...]:
            known = self._store.facts.deployment_facts(number, now)
            text = work(known)
            entry = Enter(known.ticket.ticket_id, EntryKind.DEPLOYMENT, by, text)
            cause = command_cause((number, text), by, now, subject=f"deployment {number}", action="goal")
            self._applier.apply(cause, Decision(None, (), (entry,)), now)
            return self.list(number)

        return self._store.transact(change)


def _near(day: date | None, now: datetime) -> None:
    if day is not None:
        require_near(day, now)


def _words(text: str, otherwise: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refused(otherwise)
    return words
