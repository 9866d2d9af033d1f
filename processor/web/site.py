"""The site: one installation with everything that its pages need, and the desk that each visitor works at."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeVar, cast

from processor.bootstrap.access import vault_of
from processor.bootstrap.app import App
from processor.clock import utc_now
from processor.documents.pages import Pages
from processor.errors import SettingsError
from processor.facts.actors import Actor
from processor.services.access.account import Account
from processor.services.access.guard import guarded
from processor.services.access.signin import SignIn
from processor.services.access.users import Users
from processor.services.billing import Billing
from processor.services.bundles import Bundles
from processor.services.checkins import CheckIns
from processor.services.customers import Customers
from processor.services.deployments import Deployments
from processor.services.figures import Figures
from processor.services.forms import Forms
from processor.services.goals import Goals
from processor.services.imports import Imports
from processor.services.learning.learn import Learn
from processor.services.ledger import Ledger
from processor.services.once import Once
from processor.services.operating import Outbox, Pauses, Quarantine
from processor.services.people import People
from processor.services.pictures import Pictures
from processor.services.promises import Promises
from processor.services.proposals import Proposals
from processor.services.register import Register
from processor.services.releases import Releases
from processor.services.schemes import Schemes
from processor.services.tickets import Tickets
from processor.store.views.queue import QueueFilter
from processor.store.views.views import Views
from processor.web.oidc import Oidc
from processor.web.statics import Statics

__all__ = ["Desk", "Site", "Wakes"]

T = TypeVar("T")
_COUNTED_SECONDS: Final = 5
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Wakes:
    """Whom to tell that there is work, so that nothing waits for the next look: the daemon's loops, or nobody."""

    def __init__(
        self, mail_queued: Callable[[], None] = lambda: None, accepted: Callable[[], None] = lambda: None
    ) -> None:
        self.mail_queued = mail_queued
        self.accepted = accepted


class Site:
    """Made once; many threads use it at once. Each service is made when it is first asked for."""

    def __init__(self, app: App, wakes: Wakes | None = None) -> None:
        self.app = app
        self.settings = app.settings
        self.pages = Pages()
        self.statics = Statics()
        self.wakes = wakes or Wakes()
        self.services = Services(app)
        self._once = Once(app.store)
        self._waiting = _LONG_AGO, 0

    @property
    def sign_in(self) -> SignIn:
        """What lets people in, and knows their sessions."""
        return self.services.of(self.app.sign_in)

    def oidc(self) -> Oidc:
        """Signing in by an identity provider. Raises SettingsError where none is set, or no address of ours."""
        section, public_url = self.settings.web.oidc, self.settings.web.public_url
        if section is None or not public_url:
            raise SettingsError("[web.oidc]: signing in by a provider needs it, and web.public_url")
        return Oidc(section, f"{public_url}/signin/oidc/back", vault_of(self.app.ids))

    def waiting(self, now: datetime) -> int:
        """How many items wait in the queue, as of some seconds ago: every page shows it."""
        counted, number = self._waiting
        if abs((now - counted).total_seconds()) > _COUNTED_SECONDS:
            self._waiting = now, number  # who comes meanwhile takes the old number
            number = self.app.store.views.queue(now, QueueFilter(limit=1)).waiting
            self._waiting = now, number
        return number

    def recount(self) -> None:
        """Something was done: the next page counts anew."""
        self._waiting = _LONG_AGO, self._waiting[1]

    def once(self, key: str, by: str, work: Callable[[], str], now: datetime) -> str:
        """What `work` answers, or what it answered when this person's form with this key was posted before."""
        return self._once.run(key, by, work, now)

    def desk(self, actor: Actor) -> "Desk":
        """The services, each of which checks that this actor may do what is asked of it."""
        return Desk(self, actor)

    @property
    def secure(self) -> bool:
        """Whether the pages are opened by TLS, which a proxy before us ends."""
        return self.settings.web.public_url.startswith("https:")


class Services:
    """The services of one installation, each made when it is first asked for and then used by all threads."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._made: dict[str, object] = {}
        self._lock = threading.Lock()

    def of(self, make: Callable[[], T]) -> T:
        """The service that this method of the installation makes."""
        name = make.__name__
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return cast(T, self._made[name])


class Desk:
    """The services as one actor may use them: each checks for itself whether its method is allowed."""

    def __init__(self, site: Site, actor: Actor) -> None:
        self._site = site
        self._actor = actor
        self.settings = site.settings

    @property
    def views(self) -> Views:
        """What can be read."""
        return guarded(self._site.app.store.views, self._actor)

    @property
    def tickets(self) -> Tickets:
        """The CSM's work on tickets and the queue."""
        return self._own(self._site.app.tickets)

    @property
    def proposals(self) -> Proposals:
        """The CSM's work on proposals."""
        return self._own(self._site.app.proposals)

    @property
    def register(self) -> Register:
        """The register of approvers."""
        return self._own(self._site.app.register)

    @property
    def deployments(self) -> Deployments:
        """The CSM's work on deployments."""
        return self._own(self._site.app.deployments)

    @property
    def forms(self) -> Forms:
        """Forms that customers fill in."""
        return self._own(self._site.app.forms)

    @property
    def check_ins(self) -> CheckIns:
        """The five questions."""
        return self._own(self._site.app.check_ins)

    @property
    def goals(self) -> Goals:
        """Goals on roadmaps."""
        return self._own(self._site.app.goals)

    @property
    def schemes(self) -> Schemes:
        """Schemes of customers' systems."""
        return self._own(self._site.app.schemes)

    @property
    def pictures(self) -> Pictures:
        """Timelines and roadmaps."""
        return self._own(self._site.app.pictures)

    @property
    def people(self) -> People:
        """The address book."""
        return self._own(self._site.app.people)

    @property
    def customers(self) -> Customers:
        """What is agreed with customers."""
        return self._own(self._site.app.customers)

    @property
    def releases(self) -> Releases:
        """Releases, and telling of them."""
        return self._own(self._site.app.releases)

    @property
    def billing(self) -> Billing:
        """How tickets are charged."""
        return self._own(self._site.app.billing)

    @property
    def bundles(self) -> Bundles:
        """What exports acceptances."""
        return self._own(self._site.app.bundles)

    @property
    def ledger(self) -> Ledger:
        """The evidence log."""
        return self._own(self._site.app.ledger)

    def once(self, key: str, work: Callable[[], str]) -> str:
        """What `work` answers, or what it answered when this form was posted before: for actions with `once=False`."""
        return self._site.once(key, self._actor.name, work, utc_now())

    @property
    def figures(self) -> Figures:
        """How it goes, in numbers."""
        return self._own(self._site.app.figures)

    @property
    def promises(self) -> Promises:
        """Promises of first answers."""
        return self._own(self._site.app.promises)

    @property
    def imports(self) -> Imports:
        """Tables that are taken in."""
        return self._own(self._site.app.imports)

    @property
    def account(self) -> Account:
        """The actor's own name, password and sessions."""
        return self._own(self._site.app.account)

    def leave(self, token: str, now: datetime) -> None:
        """The session of this token, which whoever asks has, is over."""
        self._site.sign_in.end(token, now)

    @property
    def sign_in(self) -> SignIn:
        """How the actor sets up a second step."""
        return self._own(self._site.app.sign_in)

    @property
    def users(self) -> Users:
        """Who works here."""
        return self._own(self._site.app.users)

    @property
    def outbox(self) -> Outbox:
        """Mail that waits, left, or did not."""
        return self._own(self._site.app.outbox)

    @property
    def quarantine(self) -> Quarantine:
        """Messages that could not be handled."""
        return self._own(self._site.app.quarantine)

    @property
    def pauses(self) -> Pauses:
        """What is switched off."""
        return self._own(self._site.app.pauses)

    @property
    def learn(self) -> Learn:
        """What changes which model judges; one for each call, for threads may not share it."""
        return guarded(self._site.app.learn(), self._actor)

    def _own(self, make: Callable[[], T]) -> T:
        return guarded(self._site.services.of(make), self._actor)
