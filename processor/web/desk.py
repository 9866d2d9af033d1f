"""The desk that a visitor works at: the services, each of which asks whether this actor may."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from models.vocabulary import Language
from processor.clock import utc_now
from processor.documents.words import Words
from processor.facts.actors import Actor
from processor.services.access.account import Account
from processor.services.access.guard import guarded
from processor.services.access.signin import SignIn
from processor.services.access.users import Users
from processor.services.answers import Answers
from processor.services.billing import Billing
from processor.services.bundles import Bundles
from processor.services.checkins import CheckIns
from processor.services.contents import Contents
from processor.services.customers import Customers
from processor.services.deployments import Deployments
from processor.services.figures import Figures
from processor.services.forms import Forms
from processor.services.goals import Goals
from processor.services.imports import Imports
from processor.services.learning.learn import Learn
from processor.services.ledger import Ledger
from processor.services.operating import Outbox, Pauses, Quarantine
from processor.services.people import People
from processor.services.pictures import Pictures
from processor.services.previews import Previews
from processor.services.promises import Promises
from processor.services.proposals import Proposals
from processor.services.register import Register
from processor.services.releases import Releases
from processor.services.schemes import Schemes
from processor.services.tickets import Tickets
from processor.services.verifying import Verifying
from processor.store.views.views import Views
from processor.web.drafts import Drafts
from processor.web.looks import Looks
from processor.web.site import Site

__all__ = ["Desk"]

T = TypeVar("T")


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
    def answers(self) -> Answers:
        """Answers before they leave."""
        return self._own(self._site.app.answers)

    @property
    def contents(self) -> Contents:
        """What messages hold beside their words."""
        return self._own(self._site.app.contents)

    @property
    def drafts(self) -> Drafts:
        """What is being written."""
        return self._site.drafts

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

    @property
    def verifying(self) -> Verifying:
        """What checks evidence as a stranger would."""
        return self._own(self._site.app.verifying)

    @property
    def previews(self) -> Previews:
        """Proposals before they are sent."""
        return self._own(self._site.app.previews)

    @property
    def looks(self) -> Looks:
        """Looks at what is being written."""
        return self._site.looks

    def words(self, language: str) -> Words:
        """The words of the language that somebody else reads; English where it isn't one of ours."""
        known = {one.value: one for one in Language}
        return self._site.pages.words(known.get(language, Language.ENGLISH))

    def done(self, key: str) -> bool:
        """Whether this form was posted before, and did what it asks for."""
        return self._site.known(key, self._actor.name)

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
