"""Settings to real adapters: mailboxes, the SMTP server, the store, the model."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from classifiers.verdict import ModelUnusable
from models.vocabulary import Language
from processor.bootstrap.learning import Files, current_model_of
from processor.bootstrap.opening import existing_store
from processor.config.secrets import Secret
from processor.config.sections import Classifier as ClassifierSection
from processor.config.sections import ImapSection, Mailbox, MaildirSection, Reading, Settings
from processor.errors import SignoffError
from processor.facts.addresses import ascii_address
from processor.facts.known import Policy
from processor.facts.own import OwnMarks
from processor.ids import Ids
from processor.mailbox.maildir import MaildirSource
from processor.mailbox.settings import ImapSettings, MaildirSettings
from processor.mailbox.source import AfterAction, Keep, MarkKeyword, MarkSeen, MoveTo, Source
from processor.outbox.settings import SmtpSettings
from processor.reading.limits import Limits
from processor.reading.sandbox import Reader
from processor.services.gather import Classifier, MissingModel
from processor.services.receive import Intake
from processor.services.standing import Terms

MEGABYTE = 1024 * 1024


def source_of(mailbox: Mailbox, data_dir: Path) -> Source:
    """The mailbox itself, not yet connected. Our numbering of a Maildir is kept in a folder that is made here."""
    if mailbox.imap is not None:
        from processor.mailbox.imap import ImapSource

        return ImapSource(_imap(mailbox.name, mailbox.imap))
    assert mailbox.maildir is not None
    numbering = data_dir / "maildir" / mailbox.name
    numbering.mkdir(parents=True, exist_ok=True)
    return MaildirSource(_maildir(mailbox.maildir, numbering))


def _imap(name: str, section: ImapSection) -> ImapSettings:
    return ImapSettings(
        host=section.host,
        port=section.port,
        security=section.security,
        user=section.user,
        password=_secret(section.password, f"mailbox {name}: imap.password"),
        ca_file=section.ca_file,
        connect_timeout=section.connect_timeout_seconds,
        read_timeout=section.read_timeout_seconds,
        idle=section.idle,
        idle_renew_seconds=section.idle_renew_seconds,
        poll_seconds=section.poll_seconds,
        batch_count=section.batch_count,
        batch_bytes=int(section.batch_megabytes * MEGABYTE),
        max_message_bytes=int(section.max_message_megabytes * MEGABYTE),
    )


def _maildir(section: MaildirSection, uidlist_dir: Path) -> MaildirSettings:
    return MaildirSettings(
        path=section.path,
        uidlist_dir=uidlist_dir,
        poll_seconds=section.poll_seconds,
        max_message_bytes=int(section.max_message_megabytes * MEGABYTE),
    )


def intake_of(mailbox: Mailbox, *, observe: bool) -> Intake:
    """What is read of a mailbox, and what is done to it afterwards."""
    full = timedelta(seconds=mailbox.imap.sweep_seconds if mailbox.imap else 300)
    return Intake(
        mailbox=mailbox.name,
        folder=mailbox.folder,
        sent_folder=mailbox.sent_folder,
        after=_after(mailbox),
        history_before=mailbox.history_before,
        full_sweep=full,
        observe=observe,
    )


def _after(mailbox: Mailbox) -> AfterAction:
    match mailbox.after:
        case "seen":
            return MarkSeen()
        case "keyword":
            return MarkKeyword(mailbox.keyword)
        case "move":
            return MoveTo(mailbox.move_to)
        case _:
            return Keep()


def smtp_of(settings: Settings) -> SmtpSettings:
    """The server that mail goes out by."""
    smtp = settings.smtp
    return SmtpSettings(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        user=smtp.user,
        password=_secret(smtp.password, "smtp.password"),
        ca_file=str(smtp.ca_file) if smtp.ca_file else "",
        timeout=smtp.timeout_seconds,
        connections=smtp.connections,
        helo=smtp.helo_name or _domain(settings),
    )


def reader_of(section: Reading, marks: OwnMarks) -> Reader:
    """Reads mail in a child process with limits. Close it when done."""
    return Reader(
        marks,
        Limits(),
        deadline_seconds=section.deadline_seconds,
        memory_bytes=section.memory_megabytes * MEGABYTE,
    )


def ids_of(settings: Settings, secret: bytes) -> Ids:
    """What derives Message-IDs and tokens. The domain is one of our own, so that our Message-IDs are known by it."""
    return Ids(secret, message_id_domain(settings))


def message_id_domain(settings: Settings) -> str:
    """The right side of our Message-IDs: below the first mailbox's domain, so that no mail server uses it too."""
    return f"signoff.{_domain(settings)}"


def own_marks(settings: Settings) -> OwnMarks:
    """How our own mail is recognised."""
    return OwnMarks(addresses=frozenset(own_addresses(settings)), message_id_domain=message_id_domain(settings))


def own_addresses(settings: Settings) -> tuple[str, ...]:
    """All our mailboxes' addresses, aliases included, as mail carries them, casefolded."""
    given = (address for mailbox in settings.mailbox for address in (mailbox.address, *mailbox.aliases))
    return tuple(ascii_address(address).casefold() for address in given)


def policy_of(settings: Settings) -> Policy:
    """The settings that decisions rest on."""
    return Policy(
        acknowledge=settings.replies.acknowledge,
        caps_per_address=settings.replies.caps_per_address,
        caps_per_conversation=settings.replies.caps_per_conversation,
        reopen_for=timedelta(days=settings.tickets.reopen_days),
        languages=tuple(Language(language) for language in settings.signoff.languages),
        default_language=settings.signoff.default_language,
        own_addresses=own_addresses(settings),
        notify_staff=settings.replies.notify_staff,
        ask_for=timedelta(days=settings.tickets.ask_days),
    )


def classifier_of(settings: Settings | None) -> Classifier:
    """The text model that judges, by itself, or the one that ships where there is no installation that has run.

    For commands: the daemon shares one with its health. Where the database can't say which one judges, none does.
    """
    plain = settings is not None and settings.classifier.encoder == "none"
    try:
        store = existing_store(settings) if settings is not None else None
        if settings is not None and store is not None and not store.is_empty():
            if store.pending():
                return MissingModel("the database, which says what model judges, is not up to date: signoff migrate")
            return current_model_of(settings, store)
        return Files(plain=plain).starter()
    except SignoffError as error:
        return MissingModel(f"the database can't be asked what model judges: {error}")
    except ModelUnusable as error:
        return MissingModel(str(error))


def terms_of(section: ClassifierSection) -> Terms:
    """What a label must satisfy to be acted on."""
    return Terms(
        automatic=section.automatic,
        target=section.target_precision,
        first=section.shadow_until,
        cell=section.cell_minimum,
    )


def _domain(settings: Settings) -> str:
    return settings.mailbox[0].address.rpartition("@")[2].lower()


def _secret(secret: Secret | None, what: str) -> str | Callable[[], str]:
    """It must be readable now, and is read anew at each log-in: a corrected one needs no restart."""
    if secret is None:
        return ""
    secret.read(what)
    return partial(secret.read, what)
