"""Chooses what `signoff doctor` looks at, from the settings. Nothing is created or changed by it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from processor.bootstrap.adapters import (
    classifier_of,
    ids_of,
    intake_of,
    own_marks,
    reader_of,
    smtp_of,
    source_of,
    terms_of,
)
from processor.bootstrap.approvals import trust_of
from processor.bootstrap.evidence import Keys
from processor.bootstrap.installation import letterhead_of
from processor.bootstrap.key import installation_key
from processor.bootstrap.opening import existing_store
from processor.config.sections import Mailbox, Settings
from processor.dns.resolver import Resolver
from processor.documents.mail import Templates
from processor.errors import SignoffError
from processor.outbox.sender import SmtpSender
from processor.services.composing import Composer
from processor.services.doctor.database import database_check, is_usable
from processor.services.doctor.evidence import evidence_checks
from processor.services.doctor.findings import Check, Finding, ok, warn
from processor.services.doctor.leases import leases_check
from processor.services.doctor.mailboxes import mailbox_check, plus_address_check
from processor.services.doctor.model import model_check
from processor.services.doctor.outgoing import smtp_check, templates_check
from processor.services.doctor.senderkeys import PatientKeys
from processor.services.doctor.senders import senders_check
from processor.services.doctor.work import work_checks
from processor.services.proving import Proving
from processor.services.standing import Record, record_of
from processor.store.leases import owner_name
from processor.store.store import Store

_OTHERS = 0o077


def checks_of(settings: Settings) -> tuple[Sequence[Check], Store | None]:
    """All checks, the cheap and basic ones first, and the store to close afterwards; None where there is none yet."""
    store = existing_store(settings)
    usable = store if store is not None and _answers(store) else None
    checks = [Check("settings", lambda _: _settings(settings)), Check("key", lambda _: _key(settings))]
    if store is None:
        checks.append(Check("database", lambda _: _no_database(settings)))
    else:
        checks.append(database_check(store, owner_name()))
    for mailbox in settings.mailbox:
        checks += _mailbox(settings, mailbox, usable)
    checks.append(smtp_check(lambda: SmtpSender(smtp_of(settings)).probe()))
    checks.append(model_check(lambda: classifier_of(settings), _record(settings, usable)))
    composer = Composer(ids_of(settings, b"doctor" * 6), Templates(), letterhead_of(settings))
    checks.append(templates_check(composer, settings.signoff.languages))
    if usable is not None:
        checks += work_checks(usable, ("deliver", *_loops(settings)))
        checks.append(leases_check(usable, _loops(settings)))
        in_token = settings.evidence.pkcs11 is not None
        checks += evidence_checks(usable, Keys(settings).look, in_token=in_token)
    return checks, store


def sender_checks_of(settings: Settings) -> tuple[Sequence[Check], Store | None]:
    """The report on senders, and the store to close afterwards; mails are read in a process of its own."""
    store = existing_store(settings)
    if store is None or not _answers(store):
        return [Check("database", lambda _: _no_database(settings))], store

    def look(now: datetime) -> Iterator[Finding]:
        section, reader = settings.sender, reader_of(settings.reading, own_marks(settings))
        try:
            trust = trust_of(section)
            keys = PatientKeys(Resolver(section.nameservers, section.dns_timeout_seconds))
            yield from senders_check(store, Proving(reader, keys, trust), trust).look(now)
        finally:
            reader.close()

    return [Check("senders", look)], store


def _settings(settings: Settings) -> Iterator[Finding]:
    names = ", ".join(f"{mailbox.name} ({mailbox.address})" for mailbox in settings.mailbox)
    yield ok("settings", f"no faults; mailboxes: {names}")


def _key(settings: Settings) -> Iterator[Finding]:
    """The key is the one secret that Signoff makes by itself: lost, replies no longer find their tickets."""
    where = settings.signoff.key
    if where.file is not None and not where.file.exists():
        yield warn("key", f"{where.file} is not there", "signoff run makes it with a new database; else restore it")
        return
    installation_key(where, may_create=False)
    if where.file is not None and where.file.stat().st_mode & _OTHERS:
        yield warn("key", f"others may read {where.file}", f"chmod 600 {where.file}")
    else:
        yield ok("key", "there, long enough, and nobody else may read it; keep a copy with your backups")


def _answers(store: Store) -> bool:
    try:
        return is_usable(store)
    except SignoffError:
        return False


def _record(settings: Settings, store: Store | None) -> Callable[[], Record] | None:
    if store is None:
        return None
    return lambda: record_of(store.learning, terms_of(settings.classifier))


def _no_database(settings: Settings) -> Iterator[Finding]:
    yield warn("database", f"{settings.store.url} is not there yet", "signoff run makes it when it is started")


def _mailbox(settings: Settings, mailbox: Mailbox, store: Store | None) -> Iterator[Check]:
    def look(now: datetime) -> Iterator[Finding]:
        source = source_of(mailbox, settings.signoff.data_dir)
        yield from mailbox_check(intake_of(mailbox, observe=False), source, store).look(now)

    yield Check(f"mailbox {mailbox.name}", look)
    yield plus_address_check(mailbox.name, mailbox.address, used=mailbox.plus_addressing)


def _loops(settings: Settings) -> Iterator[str]:
    for mailbox in settings.mailbox:
        yield f"intake:{mailbox.name}"
        yield f"handle:{mailbox.name}"
