"""What is handed to the outbox, and what became of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BARE_LINE_END = re.compile(rb"\r(?!\n)|(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One mail to hand over: envelope and final bytes. `key` is the caller's own and comes back with every result.

    `sender` is the envelope's reverse path; an empty one is the null sender, to which no bounce ever answers
    (RFC 5321 section 4.5.5). The bytes go out exactly as they are, so they must already be in wire form: lines ended
    by CRLF and no CR or LF alone (RFC 5321 section 2.3.8; a bare one is how a second mail is smuggled into the first).

    Raises ValueError for bytes in another form and for a parcel without recipients.
    """

    key: int
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    def __post_init__(self) -> None:
        """Refuse what could not be sent as it is."""
        if not self.recipients:
            raise ValueError(f"mail {self.message_id} has no recipients")
        if not self.raw.endswith(b"\r\n") or _BARE_LINE_END.search(self.raw):
            raise ValueError(f"mail {self.message_id} is not in wire form: every line must end in CRLF")


@dataclass(frozen=True, slots=True)
class Delivered:
    """The server took responsibility for the mail; `response` is its own word, with its queue id where it gives one."""

    key: int
    response: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A definite no: trying the same again will not help. An empty `recipient` means the whole mail.

    `code` is the server's (RFC 5321 section 4.2), or 0 where the mail could not even be offered to it.
    """

    key: int
    code: int
    text: str
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Certainly not accepted, but it may be later. An empty `recipient` means the whole mail.

    `offered` is False where no conversation with the server came about, which says nothing of the mail.
    """

    key: int
    reason: str
    recipient: str = ""
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The whole mail was sent and no answer came: the server may or may not have it. Never re-send it blindly."""

    key: int
    reason: str


SendResult = Delivered | Refused | Deferred | Uncertain


def answer_to(key: int, code: int, text: str, recipient: str = "") -> Refused | Deferred:
    """The result that a refusing reply of the server means: 5xx is for good, anything else may pass."""
    text = " ".join(text.split())
    if 500 <= code <= 599:
        return Refused(key, code, text, recipient)
    if 400 <= code <= 499:
        return Deferred(key, f"the server answered {code} {text}", recipient)
    return Deferred(key, f"the server's answer was not understood: {code} {text}", recipient)


def whole_mail(results: Sequence[SendResult], key: int) -> SendResult:
    """The result that speaks for the mail as a whole, where several speak for single recipients.

    A mail with several recipients is delivered when one of them was accepted; without any, one that may still be
    accepted counts before one that never will.
    """
    mine = [result for result in results if result.key == key]
    for kind in (Delivered, Uncertain, Deferred, Refused):
        for result in mine:
            if isinstance(result, kind):
                return result
    raise LookupError(f"no result for mail {key}")
