"""Puts the parts together: the only place that chooses implementations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.vocabulary import KeyPurpose, RevocationReason
from processor.bootstrap.adapters import (
    ids_of,
    intake_of,
    own_marks,
    policy_of,
    reader_of,
    smtp_of,
    source_of,
)
from processor.bootstrap.approvals import approving_of, deployment_policy_of, papers_of, proposals_of, sealing_of
from processor.bootstrap.installation import Installation
from processor.bootstrap.key import installation_key
from processor.bootstrap.learning import current_model_of, learn_of
from processor.bootstrap.opening import open_place
from processor.config.sections import Mailbox, Settings
from processor.documents.mail import Templates
from processor.documents.press import DirectPress, PdfMaker, Press, PressLike
from processor.errors import SettingsError
from processor.evidence.ledger import leaf
from processor.mailbox.source import Source
from processor.reading.sandbox import Reader
from processor.services.tickets import Tickets
from processor.store.leases import owner_name
from processor.store.ledgerrows import SigningKeyRow

if TYPE_CHECKING:
    from processor.services.answers import Answers
    from processor.services.billing import Billing
    from processor.services.bundles import Bundles
    from processor.services.checkins import CheckIns
    from processor.services.contents import Contents
    from processor.services.deliver import Deliver
    from processor.services.deployments import Deployments
    from processor.services.forms import Forms
    from processor.services.gather import Classifier, Gather
    from processor.services.goals import Goals
    from processor.services.handle import Handle
    from processor.services.learning.current import CurrentModel
    from processor.services.learning.learn import Learn
    from processor.services.ledger import Ledger
    from processor.services.once import Once
    from processor.services.pictures import Pictures
    from processor.services.previews import Previews
    from processor.services.proposals import Proposals
    from processor.services.receive import Receive
    from processor.services.releases import Releases
    from processor.services.schemes import Schemes
    from processor.services.sealing import Sealing
    from processor.services.timekeeping import Timekeeping
    from processor.services.verifying import Verifying


@dataclass(frozen=True, slots=True)
class App(Installation):
    """One installation, ready to work: what every command and loop is made from."""

    def tickets(self) -> Tickets:
        """The CSM's work."""
        return Tickets(self.store, self.applier(), self.policy)

    def answers(self) -> "Answers":
        """Answers before they leave."""
        from processor.services.answers import Answers

        return Answers(self.store, self.composer(), self.policy)

    def contents(self) -> "Contents":
        """What messages hold beside their words. It takes mails apart in a process of its own."""
        from processor.services.contents import Contents

        return Contents(self.store, self.reader())

    def once(self) -> "Once":
        """Lets a form that is sent twice do its work once."""
        from processor.services.once import Once

        return Once(self.store)

    def billing(self) -> "Billing":
        """How tickets are charged, and what customers have bought."""
        from processor.services.billing import Billing

        return Billing(self.store, self.applier())

    def releases(self) -> "Releases":
        """Releases, and telling customers of them."""
        from processor.services.releases import Releases

        return Releases(self.store, self.applier(), self.tickets(), self.policy)

    def reader(self) -> Reader:
        """Reads mail in a child process with limits. Close it when done."""
        return reader_of(self.settings.reading, own_marks(self.settings))

    def gather(self, model: "Classifier | None" = None) -> "Gather":
        """Asks the text model, the one given or else the current one, and what was decided here before."""
        from processor.services.gather import Experience, Gather
        from processor.services.remembered import Remembered

        experience = Experience(
            stages=self.store.people,
            remembered=Remembered(self.store.learning),
            standings=self.standings(),
            ids=self.ids,
            audit_share=self.settings.classifier.audit_share,
        )
        return Gather(model or self.current_model(), experience)

    def current_model(self) -> "CurrentModel":
        """The text model that judges, not yet loaded."""
        return current_model_of(self.settings, self.store)

    def learn(self) -> "Learn":
        """Trains models, and says which one judges."""
        return learn_of(self.settings, self.store, self.owner)

    def source(self, mailbox: Mailbox) -> Source:
        """The mailbox, not yet connected."""
        return source_of(mailbox, self.settings.signoff.data_dir)

    def receive(self, mailbox: Mailbox, source: Source, news: Callable[[], None]) -> "Receive":
        """Intake of one mailbox."""
        from processor.services.receive import Receive

        return Receive(intake_of(mailbox, observe=self.observe), source, self.store.fetches, news)

    def handle(
        self,
        mailbox: Mailbox,
        reader: Reader,
        gather: "Gather",
        mail_queued: Callable[[], None],
        accepted: Callable[[], None] = lambda: None,
    ) -> "Handle":
        """Handling of one mailbox's messages; it calls back when there is mail to send, or an acceptance to seal."""
        from processor.services.handle import Handle, Handling

        handling = Handling(
            mailbox.name, self.policy, self.settings.reading.retries, deployment_policy_of(self.settings)
        )
        approving = approving_of(self.settings, reader, self.ids, self.store)
        parts = (self.store, reader, gather, approving, self.applier(), self.ids)
        return Handle(handling, *parts, self.owner, mail_queued, accepted)

    def ledger(self) -> "Ledger":
        """The evidence log."""
        from processor.bootstrap.evidence import ledger_of

        return ledger_of(self.settings, self.store)

    def bundles(self) -> "Bundles":
        """What exports acceptances; the keys are not opened."""
        from processor.bootstrap.evidence import timestamp_roots_of
        from processor.services.bundles import Bundles

        return Bundles(self.store, timestamp_roots_of(self.settings.evidence))

    def verifying(self) -> "Verifying":
        """What checks the evidence of acceptances as a stranger would."""
        from processor.bootstrap.evidence import timestamp_roots_of
        from processor.services.verifying import Verifying

        return Verifying(self.store, self.bundles(), timestamp_roots_of(self.settings.evidence))

    def previews(self) -> "Previews":
        """Proposals as they would look. PDFs are made in a process of its own, which lives on: they are few."""
        from processor.services.previews import Previews

        papers = papers_of(self.settings, self.store, self.policy)
        vendor = papers.approvals.vendor
        return Previews(self.store, papers, self.composer(), Press(), vendor, Templates())

    def rotate_key(self, purpose: KeyPurpose, by: str, now: datetime) -> SigningKeyRow:
        """The new key that seals, or signs the log, from now on; a token's where the settings name one."""
        from processor.bootstrap.evidence import Keys, ledger_of

        keys = Keys(self.settings)
        token = keys.token() if purpose is KeyPurpose.SEAL else None
        row = ledger_of(self.settings, self.store, keys).rotate(purpose, now, token)
        self.store.audit.note(by, "rotate_key", f"key {purpose.value}", {"fingerprint": row.fingerprint}, now)
        return row

    def revoke_key(self, fingerprint: str, reason: RevocationReason, by: str, now: datetime) -> SigningKeyRow:
        """The key, trusted no more from now on. Raises Refused for one that signs."""
        row = self.ledger().revoke(fingerprint, reason, now)
        detail = {"fingerprint": row.fingerprint, "reason": reason}
        self.store.audit.note(by, "revoke_key", f"key {row.purpose.value}", detail, now)
        return row

    def sealing(self, mail_queued: Callable[[], None], press: PdfMaker | None = None) -> "Sealing":
        """What makes evidence of acceptances; for one thread. Its PDFs are made in a process of its own, or there."""
        return sealing_of(self.settings, self.store, self.applier(), self.ids, mail_queued, press or Press())

    def proposals(self, press: PdfMaker | None = None) -> "Proposals":
        """The CSM's work on proposals. PDFs are made in this process unless a press is given."""
        made = press or DirectPress()
        return proposals_of(self.settings, self.store, self.applier(), self.policy, self.ids, made)

    def timers(self, mail_queued: Callable[[], None] = lambda: None, press: PressLike | None = None) -> "Timekeeping":
        """What time brings about: reminders, ends, the terms of deployments. For one thread; PDFs as for sealing."""
        from processor.bootstrap.deployments import timekeeping_of

        parts = (self.settings, self.store, self.applier(), self.policy, self.ids, mail_queued)
        return timekeeping_of(*parts, press or Press())

    def deployments(self) -> "Deployments":
        """The CSM's work on deployments."""
        from processor.bootstrap.deployments import deployments_of

        return deployments_of(self.settings, self.store, self.applier(), self.policy, self.ids)

    def forms(self) -> "Forms":
        """The CSM's work on forms that customers fill in."""
        from processor.bootstrap.deployments import forms_of

        return forms_of(self.settings, self.store, self.applier(), self.policy, self.ids)

    def check_ins(self) -> "CheckIns":
        """The five questions that keep in step with a customer."""
        from processor.bootstrap.deployments import check_ins_of

        return check_ins_of(self.settings, self.store, self.applier(), self.policy, self.ids)

    def goals(self) -> "Goals":
        """Goals on the roadmaps of deployments."""
        from processor.services.goals import Goals

        return Goals(self.store, self.applier())

    def pictures(self) -> "Pictures":
        """Timelines and roadmaps."""
        from processor.bootstrap.deployments import pictures_of

        return pictures_of(self.settings, self.store, self.applier(), self.policy)

    def schemes(self) -> "Schemes":
        """Schemes of customers' systems."""
        from processor.services.schemes import Schemes

        return Schemes(self.store, self.applier())

    def deliver(self) -> "Deliver":
        """Delivery of what is queued."""
        from processor.outbox.sender import SmtpSender
        from processor.services.deliver import Deliver

        give_up = timedelta(hours=self.settings.replies.retry_hours)
        sender = SmtpSender(smtp_of(self.settings))
        return Deliver(self.store, sender, self.owner, give_up, self.settings.smtp.connections)


def build(settings: Settings, *, observe: bool = False, create: bool = True) -> App:
    """The installation that the settings describe.

    A database that holds nothing yet is prepared at once, and its key made, when `create`. Raises SettingsError when
    migrations are pending on one that is in use, or its key is missing.
    """
    store = open_place(settings)
    may_create = create and store.is_empty()
    if not may_create and store.pending():
        raise SettingsError(f"the database {store.name} is not up to date: stop the daemon and run `signoff migrate`")
    # The key comes first: what ends in between leaves a database that is still empty, not one without its key.
    secret = installation_key(settings.signoff.key, may_create=may_create)
    if may_create:
        store.migrate()
    store.audit.leaves = leaf
    return App(settings, store, ids_of(settings, secret), policy_of(settings), owner_name(), observe)
