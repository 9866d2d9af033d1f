"""What a mail says, read once from its bytes and never changed afterwards."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from models.vocabulary import BounceAction, Kind
from processor.facts.addresses import ascii_domain

_ATOM = r"[^\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]]+"
_ADDR_SPEC = re.compile(rf"(?:{_ATOM}|\"(?:[^\x00-\x1f\x7f\"\\]|\\[\x20-\x7e])*\")@[^\x00-\x20\x7f-\xa0\"(),:;<>@\\]+")
_LONGEST_ADDRESS = 320


def is_deliverable(address: str) -> bool:
    """Whether mail can be sent there at all: an addr-spec (RFC 5322 section 3.4.1) whose domain has an ASCII form."""
    if len(address) > _LONGEST_ADDRESS or not _ADDR_SPEC.fullmatch(address):
        return False
    try:
        ascii_domain(address.rpartition("@")[2])
    except UnicodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of a header field (RFC 5322 section 3.4): display name, addr-spec with its domain in lower ASCII."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part behind the last @, or an empty string."""
        return self.address.rpartition("@")[2]

    @property
    def key(self) -> str:
        """The form that two spellings of one mailbox share: case folded whole."""
        return self.address.casefold()


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that applied, by name, and the reason as a sentence that a person reads."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One part that is not the readable body.

    `position` is its place in the walk over the parts: the bytes stay in the raw mail.
    """

    position: int
    filename: str
    content_type: str
    size: int
    sha256: str
    inline: bool


@dataclass(frozen=True, slots=True)
class BounceReport:
    """What a delivery status notification says (RFC 3464), or what its text could be understood to say.

    `permanent` is the hard bounce of the trade: a failure that trying again will not cure (status class 5).
    """

    recipients: tuple[str, ...]
    action: BounceAction
    status: str
    original_message_id: str
    permanent: bool
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as Signoff understands it; the raw bytes stay the truth.

    `digest` is the SHA-256 of the raw bytes, `content_digest` that of what stays the same when the mail is delivered
    twice (without trace header fields, RFC 5322 section 3.6.7). `new_text` is what the sender wrote now, without
    quotes and signature. `recipients` are all addresses it was delivered to, headers and trace fields together.
    `hidden` says that text was left out since it can't be seen; `charset_recovered` that a charset had to be guessed.
    """

    digest: str
    content_digest: str
    size: int
    kind: Kind
    may_reply: bool
    may_approve: bool
    matches: tuple[Match, ...]
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    language: str = ""
    text: str = ""
    new_text: str = ""
    quoted_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    bounce: BounceReport | None = None
    loop_token: str = ""
    charset_recovered: bool = False
    hidden: bool = False
    partial: bool = False
    defects: tuple[str, ...] = field(default=())
