"""What is kept with a deployment beside its stages: goals, files, and how often the customer is asked how it goes."""

from dataclasses import dataclass
from datetime import date, datetime

from models.progress import CheckInPlan, DeploymentFile, DeploymentGoal
from processor.errors import Refused
from processor.store.database import Database, Row


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file to keep; its bytes are the blob of this digest."""

    what: str
    filename: str
    media_type: str
    sha256: str


class Progress:
    """Writes, each call in one transaction or as part of the caller's."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add_goal(self, deployment_id: int, title: str, due: date | None, by: str, now: datetime) -> int:
        """The id of the new goal."""
        values: Row = {"deployment": deployment_id, "title": title, "due": due.isoformat() if due else ""}
        return self._db.transact(
            lambda: self._db.insert(DeploymentGoal, values | {"entered_by": by, "entered_at": now})
        )

    def change_goal(self, deployment_id: int, goal_id: int, **values: str) -> None:
        """The goal says this from now on. Raises Refused where the deployment has none of that id."""
        query = DeploymentGoal.update(values).where(self._this(deployment_id, goal_id))
        self._one(self._db.transact(lambda: self._db.change(query)), goal_id)

    def drop_goal(self, deployment_id: int, goal_id: int) -> None:
        """The goal is none any more. Raises Refused where the deployment has none of that id."""
        query = DeploymentGoal.delete().where(self._this(deployment_id, goal_id))
        self._one(self._db.transact(lambda: self._db.change(query)), goal_id)

    def keep_file(self, deployment_id: int, file: KeptFile, by: str, now: datetime) -> None:
        """The file is kept; those before it stay."""
        values: Row = {
            "deployment": deployment_id,
            "what": file.what,
            "filename": file.filename,
            "media_type": file.media_type,
            "sha256": file.sha256,
            "added_by": by,
            "at": now,
        }
        self._db.transact(lambda: self._db.insert(DeploymentFile, values))

    def ask_every(self, deployment_id: int, days: int) -> None:
        """The customer is asked how it goes each so many days; 0: not by itself."""
        this = CheckInPlan.deployment == deployment_id

        def work() -> None:
            if self._db.change(CheckInPlan.update(every_days=days).where(this)) == 0:
                self._db.insert(CheckInPlan, {"deployment": deployment_id, "every_days": days})

        self._db.transact(work)

    def asks_every(self, deployment_id: int) -> int:
        """Each how many days the customer is asked how it goes, 0 for not by itself."""
        query = CheckInPlan.select(CheckInPlan.every_days).where(CheckInPlan.deployment == deployment_id)
        return int(self._db.value(query) or 0)

    @staticmethod
    def _this(deployment_id: int, goal_id: int) -> object:
        known = goal_id if 0 < goal_id < 2**62 else 0
        return (DeploymentGoal.id == known) & (DeploymentGoal.deployment == deployment_id)

    @staticmethod
    def _one(changed: int, goal_id: int) -> None:
        if changed == 0:
            raise Refused(f"there is no goal {goal_id} of this deployment; see signoff deployment roadmap")
