"""The site: one installation with everything that its pages need; made once, for all threads."""

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeVar, cast

from processor.bootstrap.access import vault_of
from processor.bootstrap.app import App
from processor.documents.pages import Pages
from processor.errors import Refused, SettingsError
from processor.services.access.signin import SignIn
from processor.services.once import Once
from processor.web.drafts import Drafts
from processor.web.looks import Looks
from processor.web.oidc import Oidc
from processor.web.statics import Statics

__all__ = ["SentBefore", "Services", "Site", "Wakes", "sent_key"]

T = TypeVar("T")
_MARK: Final = "."
_COUNTED_SECONDS: Final = 5
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class SentBefore(Refused):
    """A form comes again with something else in it, after what it held at first was done."""


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
        self.drafts = Drafts()
        self.looks = Looks()
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
            number, _ = self.app.store.views.queue_counts(now)
            self._waiting = now, number
        return number

    def recount(self) -> None:
        """Something was done: the next page counts anew."""
        self._waiting = _LONG_AGO, self._waiting[1]

    def once(self, key: str, by: str, work: Callable[[], str], now: datetime) -> str:
        """What `work` answers, or what it answered when this person's form with this key was posted before.

        Raises SentBefore where something else was sent by it then: what was changed meanwhile must not seem saved.
        """
        own, _, what = key.partition(_MARK)
        return _answer(self._once.run(own, by, lambda: f"{what}{_MARK}{work()}", now), what)

    def known(self, key: str, by: str) -> bool:
        """Whether this person's form with this key was posted before. Raises SentBefore like `once`."""
        own, _, what = key.partition(_MARK)
        kept = self._once.known(own, by)
        return kept is not None and _answer(kept, what) is not None

    @property
    def secure(self) -> bool:
        """Whether the pages are opened by TLS, which a proxy before us ends."""
        return self.settings.web.public_url.startswith("https:")


def sent_key(key: str, what: str) -> str:
    """The key of a form, and what was sent by it, as `Site.once` takes them."""
    return f"{key.replace(_MARK, '')}{_MARK}{hashlib.sha256(what.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _answer(kept: str, what: str) -> str:
    """What is kept of a form that was sent, where it was this that was sent."""
    before, _, answer = kept.partition(_MARK)
    if before != what:
        raise SentBefore("this form was sent before with something else in it: load the page again")
    return answer


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
