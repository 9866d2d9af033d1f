"""What an installation is made of, and the services that keep its people and their books."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from processor.bootstrap.adapters import (
    terms_of,
)
from processor.bootstrap.approvals import register_of
from processor.bootstrap.promises import promises_of
from processor.config.sections import Settings
from processor.documents.mail import Templates
from processor.evidence.ledger import leaf
from processor.facts.known import Policy
from processor.ids import Ids
from processor.services.composing import Composer, Letterhead, MailboxLetterhead
from processor.services.customers import Customers
from processor.services.operating import Outbox, Pauses, Quarantine
from processor.services.people import People
from processor.services.promises import Promises
from processor.store.apply import Applier
from processor.store.store import Store

if TYPE_CHECKING:
    from processor.services.access.account import Account
    from processor.services.access.signin import SignIn
    from processor.services.access.users import Users
    from processor.services.figures import Figures
    from processor.services.imports import Imports
    from processor.services.register import Register
    from processor.services.standing import Standings


@dataclass(frozen=True, slots=True)
class Installation:
    """Settings, store and keys of one place; while observing, nothing leaves it."""

    settings: Settings
    store: Store
    ids: Ids
    policy: Policy
    owner: str
    observe: bool

    def loop_names(self) -> frozenset[str]:
        """The loops that report how they are, in whatever process they run."""
        served = self.settings.health.listen or self.settings.web.listen
        own = ("deliver", "seal", "timers", "learn", "model", *(["web"] if served else []))
        names = [mailbox.name for mailbox in self.settings.mailbox]
        return frozenset((*own, *(f"intake:{name}" for name in names), *(f"handle:{name}" for name in names)))

    def composer(self) -> Composer:
        """Renders outgoing mail."""
        return Composer(self.ids, Templates(), letterhead_of(self.settings))

    def applier(self) -> Applier:
        """Writes what was decided; while observing, mail is kept unsent for good."""
        return Applier(self.store, self.ids, self.composer(), self.observe, leaf, self.promises())

    def customers(self) -> Customers:
        """What is agreed with customers, and their people."""
        return Customers(self.store, self.promises())

    def imports(self) -> "Imports":
        """Customers, people and approvers out of spreadsheets."""
        from processor.services.imports import Imports

        return Imports(self.store, self.people(), self.customers(), self.register())

    def figures(self) -> "Figures":
        """How it goes, counted."""
        from processor.bootstrap.learning import registry_of, starter_card
        from processor.services.figures import Figures

        names = (mailbox.name for mailbox in self.settings.mailbox)
        judges, starter = registry_of(self.settings, self.store).current, partial(starter_card, self.settings)
        return Figures(self.store, self.standings(), self.loop_names(), names, judges, starter)

    def promises(self) -> Promises:
        """Promises of first answers, and how they stand."""
        return promises_of(self.settings, self.store)

    def people(self) -> People:
        """The address book."""
        return People(self.store.people, self.store.audit, self.store.transact)

    def sign_in(self) -> "SignIn":
        """What lets people in."""
        from processor.bootstrap.access import access_of

        sign_in = access_of(self.settings, self.store, self.ids).sign_in
        sign_in.prepare()
        return sign_in

    def users(self) -> "Users":
        """Who works here."""
        from processor.bootstrap.access import access_of

        return access_of(self.settings, self.store, self.ids).users

    def account(self) -> "Account":
        """What everybody may do about their own account."""
        from processor.bootstrap.access import access_of

        return access_of(self.settings, self.store, self.ids).account

    def outbox(self) -> Outbox:
        """Mail that waits, left, or did not."""
        return Outbox(self.store)

    def quarantine(self) -> Quarantine:
        """Messages that could not be handled."""
        return Quarantine(self.store)

    def pauses(self) -> Pauses:
        """What people have switched off."""
        return Pauses(self.store)

    def standings(self) -> "Standings":
        """Whether automatic labels are acted on."""
        from processor.services.standing import Standings

        return Standings(self.store.learning, terms_of(self.settings.classifier))

    def register(self) -> "Register":
        """The register of approvers."""
        return register_of(self.settings, self.store, self.applier(), self.policy)


def letterhead_of(settings: Settings) -> Letterhead:
    """Who our mail comes from."""
    mailboxes = {
        mailbox.name: MailboxLetterhead(mailbox.address, mailbox.plus_addressing) for mailbox in settings.mailbox
    }
    return Letterhead(settings.signoff.sender_name, settings.mailbox[0].name, mailboxes, settings.evidence.organisation)
