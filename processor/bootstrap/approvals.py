"""Puts approvals together: who is believed about a sender, what an approval must satisfy."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from processor.config.approvals import SenderSection
from processor.config.sections import Settings
from processor.documents.press import PdfMaker
from processor.documents.templates import Templates
from processor.errors import SettingsError
from processor.facts.approvals import ApprovalPolicy
from processor.facts.deployments import DeploymentPolicy
from processor.facts.known import Policy
from processor.facts.proof import Trust
from processor.facts.proposals import Money
from processor.ids import Ids
from processor.reading.sandbox import MailReader
from processor.store.apply import Applier
from processor.store.store import Store

if TYPE_CHECKING:
    from processor.services.approving import Approving
    from processor.services.freezing import Freezing
    from processor.services.mailhandled import Folder
    from processor.services.papers import Papers
    from processor.services.proposals import Proposals
    from processor.services.proving import Prover, Proving
    from processor.services.register import Register
    from processor.services.sealing import Sealing
    from processor.services.timers import Timers


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
        completion_reminders_after=tuple(timedelta(days=days) for days in sorted(settings.deployments.reminder_days)),
        vendor=settings.evidence.organisation or settings.signoff.sender_name,
    )


def deployment_policy_of(settings: Settings) -> DeploymentPolicy:
    """The settings that deployments rest on."""
    section = settings.deployments
    return DeploymentPolicy(
        completion_after_days=section.completion_after_days,
        completion_hour=section.completion_hour,
        warranty_days=section.warranty_days,
        deemed_after_days=section.deemed_after_days,
        notice_days=section.notice_days,
        waivers=section.waivers,
        silence_days=section.silence_days,
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


def proving_of(settings: Settings, prover: "Prover") -> "Proving":
    """Finds out who sent mails, with keys from DNS."""
    from processor.dns.resolver import Resolver
    from processor.services.proving import Proving

    section = settings.sender
    return Proving(prover, Resolver(section.nameservers, section.dns_timeout_seconds), trust_of(section))


def approving_of(settings: Settings, reader: MailReader, ids: Ids, store: Store) -> "Approving":
    """What handling needs of approvals and forms."""
    from processor.services.approving import Approving
    from processor.services.enclosing import Enclosing

    return Approving(proving_of(settings, reader), ids, approval_policy_of(settings), store, Enclosing(reader))


def sealing_of(
    settings: Settings, store: Store, applier: Applier, ids: Ids, mail_queued: Callable[[], None], press: PdfMaker
) -> "Sealing":
    """What makes evidence of acceptances. The keys are opened, or made, on first need."""
    from processor.bootstrap.evidence import Keys, authorities_of, ledger_of, timestamps_of
    from processor.services.sealing import Sealer, Sealing

    keys = Keys(settings)
    sealer = Sealer(
        press=press,
        key=keys.seal,
        timestamps=timestamps_of(settings.evidence),
        authorities=tuple(authority.name for authority in authorities_of(settings.evidence)),
    )
    return Sealing(store, ledger_of(settings, store, keys), sealer, applier, ids, mail_queued)


def proposals_of(
    settings: Settings, store: Store, applier: Applier, policy: Policy, ids: Ids, press: PdfMaker
) -> "Proposals":
    """The CSM's work on proposals."""
    from processor.services.proposals import Proposals

    papers = papers_of(settings, store, policy)
    return Proposals(store, applier, papers, freezing_of(settings, ids, press), settings.approvals.valid_days)


def papers_of(settings: Settings, store: Store, policy: Policy) -> "Papers":
    """What is known of proposals and forms that are signed."""
    from processor.services.following import Following
    from processor.services.papers import Papers

    following = Following(store, deployment_policy_of(settings))
    return Papers(store, policy, approval_policy_of(settings), following)


def freezing_of(settings: Settings, ids: Ids, press: PdfMaker) -> "Freezing":
    """What freezes versions."""
    from processor.services.freezing import Freezing

    return Freezing(Templates(), press, ids, approval_policy_of(settings).vendor)


def register_of(settings: Settings, store: Store, applier: Applier, policy: Policy) -> "Register":
    """The register of approvers."""
    from processor.services.register import Register

    return Register(store, applier, policy, approval_policy_of(settings))


def timers_of(
    settings: Settings, store: Store, applier: Applier, policy: Policy, mail_queued: Callable[[], None]
) -> "Timers":
    """Reminders of requests for approval, and the end of proposals."""
    from processor.services.following import Following
    from processor.services.timers import Timers

    following = Following(store, deployment_policy_of(settings))
    return Timers(store, applier, policy, approval_policy_of(settings), folders_of(settings), following, mail_queued)


def folders_of(settings: Settings) -> "tuple[Folder, ...]":
    """The folders that replies come to."""
    from processor.services.mailhandled import Folder

    return tuple(Folder(mailbox.name, mailbox.folder) for mailbox in settings.mailbox)


def _amounts(amounts: dict[str, int]) -> tuple[Money, ...]:
    return tuple(Money(Decimal(amount), currency) for currency, amount in sorted(amounts.items()))
