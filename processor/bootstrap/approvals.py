"""Puts approvals together: who is believed about a sender, what an approval must satisfy."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from processor.bootstrap.evidence import Keys, authorities_of, ledger_of, timestamps_of
from processor.config.approvals import SenderSection
from processor.config.sections import Settings
from processor.dns.resolver import Resolver
from processor.documents.press import PdfMaker, Press
from processor.documents.templates import Templates
from processor.errors import SettingsError
from processor.facts.approvals import ApprovalPolicy
from processor.facts.known import Policy
from processor.facts.proof import Trust
from processor.facts.proposals import Money
from processor.ids import Ids
from processor.services.approving import Approving
from processor.services.freezing import Freezing
from processor.services.proposals import Proposals
from processor.services.proving import Prover, Proving
from processor.services.register import Register
from processor.services.sealing import Sealer, Sealing
from processor.services.timers import Folder, Timers
from processor.store.apply import Applier
from processor.store.store import Store


def approval_policy_of(settings: Settings) -> ApprovalPolicy:
    """The settings that approvals rest on."""
    section = settings.approvals
    return ApprovalPolicy(
        strong_above=_amounts(section.strong_above),
        challenge_up_to=_amounts(section.code_up_to),
        challenge_hours=section.code_hours,
        challenge_attempts=section.code_attempts,
        objection_days=section.objection_days,
        reminders_after=tuple(timedelta(days=days) for days in sorted(section.reminder_days)),
        register_delay=timedelta(hours=section.register_delay_hours),
        vendor=settings.evidence.organisation or settings.signoff.sender_name,
    )


def trust_of(section: SenderSection) -> Trust:
    """Whose word about a sender counts. Raises SettingsError for a certificate file that can't be read."""
    roots = []
    for path in section.smime_roots:
        try:
            roots.append(path.read_bytes())
        except OSError as error:
            raise SettingsError(f"sender.smime_roots: cannot read {path}: {error.strerror}") from error
    return Trust(section.authserv_ids, section.arc_sealers, tuple(roots))


def proving_of(settings: Settings, prover: Prover) -> Proving:
    """Finds out who sent mails, with keys from DNS."""
    section = settings.sender
    return Proving(prover, Resolver(section.nameservers, section.dns_timeout_seconds), trust_of(section))


def approving_of(settings: Settings, prover: Prover, ids: Ids, store: Store) -> Approving:
    """What handling needs of approvals."""
    return Approving(proving_of(settings, prover), ids, approval_policy_of(settings), store)


def sealing_of(
    settings: Settings, store: Store, applier: Applier, ids: Ids, mail_queued: Callable[[], None]
) -> Sealing:
    """What makes evidence of acceptances. The keys are opened, or made, on first need."""
    keys = Keys(settings)
    sealer = Sealer(
        press=Press(),
        key=keys.seal,
        timestamps=timestamps_of(settings.evidence),
        authorities=tuple(authority.name for authority in authorities_of(settings.evidence)),
    )
    return Sealing(store, ledger_of(settings, store, keys), sealer, applier, ids, mail_queued)


def proposals_of(
    settings: Settings, store: Store, applier: Applier, policy: Policy, ids: Ids, press: PdfMaker
) -> Proposals:
    """The CSM's work on proposals."""
    approvals = approval_policy_of(settings)
    freezing = Freezing(Templates(), press, ids, approvals.vendor)
    return Proposals(store, applier, policy, approvals, freezing, settings.approvals.valid_days)


def register_of(settings: Settings, store: Store, applier: Applier, policy: Policy) -> Register:
    """The register of approvers."""
    return Register(store, applier, policy, approval_policy_of(settings))


def timers_of(
    settings: Settings, store: Store, applier: Applier, policy: Policy, mail_queued: Callable[[], None]
) -> Timers:
    """What time brings about."""
    folders = tuple(Folder(mailbox.name, mailbox.folder) for mailbox in settings.mailbox)
    return Timers(store, applier, policy, approval_policy_of(settings), folders, mail_queued)


def _amounts(amounts: dict[str, int]) -> tuple[Money, ...]:
    return tuple(Money(Decimal(amount), currency) for currency, amount in sorted(amounts.items()))
