"""The door of the store: one object that holds the database and the parts that know its tables."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from processor.store import migrations
from processor.store.approvals import Approvals
from processor.store.audit import Audit
from processor.store.blobs import Blobs
from processor.store.claims import Claims
from processor.store.clock import Clock
from processor.store.database import Database
from processor.store.deployments import Deployments
from processor.store.entitlements import Entitlements
from processor.store.facts.facts import Facts
from processor.store.fetches import Fetches
from processor.store.forms import Forms
from processor.store.health import LoopHealths
from processor.store.learning import Learning
from processor.store.leases import Leases
from processor.store.ledger import Ledger
from processor.store.once import OnceOnly
from processor.store.outbox import OutboxQueue
from processor.store.pauses import Pauses
from processor.store.people import People
from processor.store.progress import Progress
from processor.store.quarantine import Quarantine
from processor.store.releases import Releases
from processor.store.responses import Responses
from processor.store.sessions import Sessions
from processor.store.signingkeys import SigningKeys
from processor.store.signins import SignIns
from processor.store.users import Users
from processor.store.views.views import Views

T = TypeVar("T")


class Store:
    """Everything that Signoff remembers.

    Each thread has a connection of its own. Each call of a part is one transaction, or belongs to the one that
    `transact` has opened.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.fetches = Fetches(database)
        self.claims = Claims(database)
        self.quarantine = Quarantine(database)
        self.facts = Facts(database)
        self.outbox = OutboxQueue(database)
        self.leases = Leases(database)
        self.pauses = Pauses(database)
        self.health = LoopHealths(database)
        self.people = People(database)
        self.responses = Responses(database)
        self.learning = Learning(database)
        self.blobs = Blobs(database)
        self.ledger = Ledger(database)
        self.signing_keys = SigningKeys(database)
        self.approvals = Approvals(database)
        self.deployments = Deployments(database)
        self.forms = Forms(database)
        self.entitlements = Entitlements(database)
        self.releases = Releases(database)
        self.progress = Progress(database)
        self.clock = Clock(database)
        self.once = OnceOnly(database)
        self.audit = Audit(database)
        self.users = Users(database)
        self.sessions = Sessions(database)
        self.sign_ins = SignIns(database)
        self.views = Views(database)

    @property
    def name(self) -> str:
        """The database in a sentence: where it is, without a password."""
        return self.database.name

    def is_empty(self) -> bool:
        """Whether there are no tables yet."""
        return self.database.is_empty()

    def migrate(self) -> list[str]:
        """The names of the migrations that were applied now."""
        return migrations.migrate(self.database)

    def pending(self) -> list[str]:
        """The names of the migrations that are yet to be applied."""
        return migrations.pending(self.database)

    def transact(self, work: Callable[[], T]) -> T:
        """The answer of `work`, all of it in one writing transaction; see `Database.transact`."""
        return self.database.transact(work)

    def read(self, work: Callable[[], T]) -> T:
        """The answer of `work`, all of whose reads see one moment."""
        return self.database.read(work)

    def savepoint(self) -> AbstractContextManager[None]:
        """A part of a transaction that can fail by itself."""
        return self.database.savepoint()

    def close_thread(self) -> None:
        """Closes the calling thread's connection."""
        self.database.close_thread()

    def close(self) -> None:
        """Closes all connections, when no thread uses the store any more."""
        self.database.close()


def open_store(url: str) -> Store:
    """The store that a URL names, not yet connected. Raises SettingsError for a URL that names none."""
    return Store(Database(url))
