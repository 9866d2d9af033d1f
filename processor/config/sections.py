"""The settings, typed: one class for each table of config.toml. `config.example.toml` explains each of them."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from models.vocabulary import Language
from processor.config.approvals import Approvals, SenderSection
from processor.config.deployments import Deployments
from processor.config.evidence import TIMESTAMP_URL, Evidence
from processor.config.response import COUNTRY, TARGET, Response
from processor.config.secrets import Secret
from processor.config.table import Section
from processor.config.web import ISSUER, PAGES_LISTEN, PUBLIC_URL, Web

Security = Literal["tls", "starttls", "plain"]
MAIL_ADDRESS = r"^[^@\s]+@[^@\s]+$"
MAILBOX_NAME = r"^[a-z0-9][a-z0-9_-]{0,31}$"
LISTEN = r"^$|^[^:\s]+:\d{1,5}$"
TIME_OF_DAY = r"^([01]\d|2[0-3]):[0-5]\d$"
PATTERNS = {
    MAIL_ADDRESS: "a mail address such as support@vendor.example",
    MAILBOX_NAME: "a short name of lower-case letters, digits, - and _, such as support",
    TIME_OF_DAY: "a time of day in UTC such as 02:00, in quotes",
    TIMESTAMP_URL: "an address such as https://tsa.example/tsr",
    TARGET: "business hours such as 4h, or business days such as 2d",
    COUNTRY: "a country such as DE, a part of one such as DE-BY, or empty for no public holidays",
    LISTEN: "an address and port such as 127.0.0.1:8025, or empty for nowhere",
    PAGES_LISTEN: "an address and port such as 127.0.0.1:8026, or empty for nowhere",
    PUBLIC_URL: "an address without a path, such as https://desk.vendor.example, or empty",
    ISSUER: "the issuer's https address, such as https://login.vendor.example",
}
"""What each pattern stands for, in words for the person who has to mend it."""

MailAddress = Annotated[str, StringConstraints(pattern=MAIL_ADDRESS)]
NOT_IN_A_KEYWORD = frozenset('(){%*"\\] ')
"""What ends or confuses an IMAP atom (RFC 3501 section 9)."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class General(Section):
    """`[signoff]`: what belongs to the installation as a whole."""

    sender_name: str = "Support"
    data_dir: Path = Path("var")
    languages: tuple[Language, ...] = (Language.ENGLISH, Language.RUSSIAN, Language.GERMAN)
    default_language: Language = Field(default=Language.ENGLISH, validate_default=True)
    key: Secret = Secret(file=Path("var/signoff.key"))

    @field_validator("default_language")
    @classmethod
    def _is_listed(cls, value: Language, info: ValidationInfo) -> Language:
        if value not in info.data.get("languages", tuple(Language)):
            raise ValueError("should be one of signoff.languages")
        return value


class StoreSection(Section):
    """`[store]`: where everything is kept."""

    url: str = "sqlite:///var/signoff.db"


class Server(Section):
    """What IMAP and SMTP servers have in common."""

    host: str
    port: int = Field(ge=1, le=65535)
    security: Security = "tls"
    user: str = ""
    password: Secret | None = None
    ca_file: Path | None = None

    @field_validator("security")
    @classmethod
    def _plain_stays_home(cls, value: Security, info: ValidationInfo) -> Security:
        if value == "plain" and info.data.get("host", "localhost") not in LOOPBACK:
            raise ValueError('"plain" is for this machine only: use "tls" or "starttls"')
        return value


class ImapSection(Server):
    """`[mailbox.imap]`: the server that a mailbox is on, and how it is asked."""

    port: int = Field(default=993, ge=1, le=65535)
    idle: bool = True
    idle_renew_seconds: int = Field(default=540, ge=10, le=1740)
    poll_seconds: float = Field(default=30.0, gt=0, le=3600)
    sweep_seconds: float = Field(default=300.0, gt=0, le=3600)
    connect_timeout_seconds: float = Field(default=20.0, gt=0)
    read_timeout_seconds: float = Field(default=60.0, gt=0)
    batch_count: int = Field(default=50, ge=1, le=500)
    batch_megabytes: float = Field(default=8.0, gt=0, le=64)
    max_message_megabytes: float = Field(default=25.0, gt=0, le=200)


class MaildirSection(Section):
    """`[mailbox.maildir]`: a Maildir on this machine instead of an IMAP server."""

    path: Path
    poll_seconds: float = Field(default=5.0, gt=0, le=3600)
    max_message_megabytes: float = Field(default=25.0, gt=0, le=200)


class Mailbox(Section):
    """`[[mailbox]]`: one mailbox that requests come to."""

    name: Annotated[str, StringConstraints(pattern=MAILBOX_NAME)]
    address: MailAddress
    aliases: tuple[MailAddress, ...] = ()
    plus_addressing: bool = True
    folder: str = "INBOX"
    sent_folder: str = ""
    after: Literal["keep", "seen", "keyword", "move"] = "keep"
    keyword: str = "$Signoff"
    move_to: str = "Processed"
    import_since: datetime | date | None = None
    imap: ImapSection | None = None
    maildir: MaildirSection | None = Field(default=None, validate_default=True)

    @field_validator("keyword")
    @classmethod
    def _is_an_atom(cls, value: str) -> str:
        if not value or any(letter in NOT_IN_A_KEYWORD or not "!" <= letter <= "~" for letter in value):
            raise ValueError("should be made of ASCII letters, digits, $, - and _ only")
        return value

    @field_validator("folder", "move_to")
    @classmethod
    def _is_named(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("should name a folder")
        return value

    @field_validator("maildir")
    @classmethod
    def _one_source(cls, value: MaildirSection | None, info: ValidationInfo) -> MaildirSection | None:
        if "imap" in info.data and (info.data["imap"] is None) == (value is None):
            raise ValueError("give exactly one of [mailbox.imap] and [mailbox.maildir]")
        return value

    @property
    def history_before(self) -> datetime | None:
        """The moment before which mail is history; None means: the moment of first contact."""
        since = self.import_since
        if since is None:
            return None
        if not isinstance(since, datetime):
            return datetime.combine(since, time(), tzinfo=UTC)
        return since if since.tzinfo else since.replace(tzinfo=UTC)


class Smtp(Server):
    """`[smtp]`: the server that mail goes out by."""

    port: int = Field(default=465, ge=1, le=65535)
    timeout_seconds: float = Field(default=60.0, gt=0)
    connections: int = Field(default=3, ge=1, le=10)
    helo_name: str = ""


class Replies(Section):
    """`[replies]`: what Signoff says by itself, and when it keeps silent."""

    acknowledge: bool = True
    caps_per_address: int = Field(default=5, ge=0)
    caps_per_conversation: int = Field(default=3, ge=0)
    retry_hours: float = Field(default=48.0, gt=0)
    notify_staff: tuple[MailAddress, ...] = ()


class Tickets(Section):
    """`[tickets]`: rules of the tickets' life."""

    reopen_days: float = Field(default=14.0, ge=0)
    ask_days: float = Field(default=3.0, gt=0, le=90)


class Classifier(Section):
    """`[classifier]`: the text model, how far it is trusted, and when it learns."""

    target_precision: float = Field(default=0.95, ge=0.5, le=0.999)
    automatic: bool = True
    audit_share: float = Field(default=0.05, gt=0, le=1)
    shadow_until: int = Field(default=60, ge=0)
    cell_minimum: int = Field(default=10, ge=0)
    retrain_after: int = Field(default=25, ge=1)
    retrain_at: Annotated[str, StringConstraints(pattern=TIME_OF_DAY)] = "02:00"
    training_minutes: float = Field(default=30.0, gt=0, le=720)
    encoder: Literal["auto", "none"] = "auto"

    @property
    def retrain_time(self) -> time:
        """`retrain_at` as a time of day in UTC."""
        return time.fromisoformat(self.retrain_at).replace(tzinfo=UTC)


class Reading(Section):
    """`[reading]`: limits while a hostile mail is taken apart."""

    deadline_seconds: float = Field(default=20.0, gt=0, le=600)
    memory_megabytes: int = Field(default=1024, ge=256)
    retries: int = Field(default=3, ge=1, le=20)


class HealthSection(Section):
    """`[health]`: where health and metrics are served; empty for nowhere."""

    listen: Annotated[str, StringConstraints(pattern=LISTEN)] = "127.0.0.1:8025"


class Log(Section):
    """`[log]`: what is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["auto", "json", "console"] = "auto"


class Settings(Section):
    """Everything in config.toml."""

    signoff: General = General()
    store: StoreSection = StoreSection()
    mailbox: tuple[Mailbox, ...]
    smtp: Smtp
    replies: Replies = Replies()
    tickets: Tickets = Tickets()
    approvals: Approvals = Approvals()
    deployments: Deployments = Deployments()
    response: Response = Response()
    sender: SenderSection = SenderSection()
    evidence: Evidence = Evidence()
    classifier: Classifier = Classifier()
    reading: Reading = Reading()
    health: HealthSection = HealthSection()
    web: Web = Web()
    log: Log = Log()

    @field_validator("mailbox")
    @classmethod
    def _are_told_apart(cls, value: tuple[Mailbox, ...]) -> tuple[Mailbox, ...]:
        if not value:
            raise ValueError("at least one table [[mailbox]] is needed")
        names = [mailbox.name for mailbox in value]
        if len(set(names)) != len(names):
            raise ValueError("each [[mailbox]] needs a name of its own")
        addresses = [address.casefold() for mailbox in value for address in (mailbox.address, *mailbox.aliases)]
        if len(set(addresses)) != len(addresses):
            raise ValueError("an address stands twice among address and aliases")
        return value
