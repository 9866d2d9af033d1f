"""Message-IDs, conversation tokens and keys, all by HMAC: a rerun of the same cause makes the same ones (rule 8).

An unguessable token has 80 bits: 16 characters of the lower-case base32 alphabet, which survives subject lines,
plus addresses and people reading it aloud.
"""

import base64
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.vocabulary import ApprovalKind

TOKEN_LENGTH = 16
TOKEN = r"[a-z2-7]{16}"  # noqa: S105
_LOT_BITS = 48
_MESSAGE_ID = re.compile(rf"^<?so\.({TOKEN})\.[a-z2-7]+@")
_PLUS = re.compile(rf"\+so-({TOKEN})@")
_TAG = re.compile(rf"\[#(\d+)\s+({TOKEN})\]")
_NUMBER = re.compile(r"#(\d{1,12})\b")
_LETTERS = {
    ApprovalKind.PROPOSAL: "p",
    ApprovalKind.GO_LIVE: "g",
    ApprovalKind.COMPLETION: "c",
    ApprovalKind.RECEIPT: "r",
    ApprovalKind.FORM: "f",
    ApprovalKind.QUESTIONS: "q",
}
_PREFIXES = {
    ApprovalKind.PROPOSAL: "PR",
    ApprovalKind.GO_LIVE: "GL",
    ApprovalKind.COMPLETION: "CO",
    ApprovalKind.RECEIPT: "AC",
    ApprovalKind.FORM: "FO",
    ApprovalKind.QUESTIONS: "FQ",
}
_OF_LETTER = {letter: kind for kind, letter in _LETTERS.items()}
_OF_PREFIX = {prefix.lower(): kind for kind, prefix in _PREFIXES.items()}
_APPROVAL = rf"(\d{{1,12}})\.(\d{{1,6}})\.({TOKEN})"
_APPROVAL_ID = re.compile(rf"^<?so\.([pgcrfq])\.{_APPROVAL}\.[a-z2-7]+@")
_APPROVAL_PLUS = re.compile(rf"\+([pgcrfq])\.{_APPROVAL}@")
_APPROVAL_TAG = re.compile(rf"\[(pr|gl|co|ac|fo|fq)-(\d{{1,12}})\.(\d{{1,6}})\s+({TOKEN})\]")


def document_name(kind: ApprovalKind, number: int) -> str:
    """What people call a document, without its version: `PR-17`, `GL-3`."""
    return f"{_PREFIXES[kind]}-{number}"


@dataclass(frozen=True, slots=True)
class ApprovalKey:
    """What names one request for approval: the document, its version, and a token bound to both and to who is asked.

    It is a binding, not a credential: whoever quotes or forwards the mail passes it on.
    """

    kind: ApprovalKind
    number: int
    version: int
    token: str

    @property
    def name(self) -> str:
        """What people call the document: `PR-17`, `GL-3`."""
        return document_name(self.kind, self.number)

    @property
    def tag(self) -> str:
        """What stands first in the subject and last in the text of the mail."""
        return f"[{_PREFIXES[self.kind]}-{self.number}.{self.version} {self.token}]"


@dataclass(frozen=True, slots=True)
class Ids:
    """Derives everything unguessable from one secret of the installation (at least 32 bytes)."""

    secret: bytes = field(repr=False)
    domain: str

    def token(self, digest: str, ordinal: int) -> str:
        """The token of the conversation that cause `digest` opens."""
        return self._mac("token", digest, str(ordinal))[:TOKEN_LENGTH]

    def message_id(self, token: str, digest: str, ordinal: int) -> str:
        """The Message-ID of the mail that cause `digest` sends as its number `ordinal` (RFC 5322 section 3.6.4)."""
        return f"<so.{token}.{self._mac('message-id', token, digest, str(ordinal))[:20]}@{self.domain}>"

    def approval_key(self, kind: ApprovalKind, number: int, version: int, document: str, recipient: str) -> ApprovalKey:
        """The key of the request that asks `recipient` to approve the version whose SHA-256 is `document`."""
        token = self._mac("accept-v1", kind.value, str(number), str(version), document, recipient.casefold())
        return ApprovalKey(kind, number, version, token[:TOKEN_LENGTH])

    def approval_message_id(self, key: ApprovalKey, digest: str, ordinal: int) -> str:
        """The Message-ID of a mail about an approval, which carries its key."""
        stem = f"{_LETTERS[key.kind]}.{key.number}.{key.version}.{key.token}"
        return f"<so.{stem}.{self._mac('message-id', stem, digest, str(ordinal))[:20]}@{self.domain}>"

    def salt(self, digest: str, what: str) -> bytes:
        """16 bytes that keep a digest in the ledger from being guessed, the same for the same cause."""
        return self._digest("salt", digest, what)[:16]

    def code_mac(self, request_token: str, code: str) -> str:
        """What is kept of a challenge code instead of the code."""
        return self._mac("challenge", request_token, code)

    def key_for(self, purpose: str) -> bytes:
        """32 bytes for one purpose, such as sealing secrets: none of them tells anything of another."""
        return self._digest("key", purpose)

    def loop_token(self) -> str:
        """The value that marks every mail of this installation as its own."""
        return self._mac("loop")[:32]

    def is_loop_token(self, value: str) -> bool:
        """Whether a header's value is our loop token, compared in constant time."""
        return hmac.compare_digest(value.strip().encode(), self.loop_token().encode())

    def lot(self, digest: str) -> float:
        """A number from 0 up to 1 drawn for cause `digest`: a rerun draws the same, and no sender can foresee it."""
        return int.from_bytes(self._digest("lot", digest)[: _LOT_BITS // 8]) / (1 << _LOT_BITS)

    def _mac(self, *words: str) -> str:
        return base64.b32encode(self._digest(*words)).decode().lower().rstrip("=")

    def _digest(self, *words: str) -> bytes:
        return hmac.digest(self.secret, "\x00".join(words).encode(), "sha256")


def token_in_message_id(message_id: str) -> str:
    """The token inside one of our Message-IDs, or an empty string."""
    found = _MESSAGE_ID.match(message_id)
    return found[1] if found else ""


def token_in_address(address: str) -> str:
    """The token in a plus address (RFC 5233 subaddress), or an empty string."""
    found = _PLUS.search(address.lower())
    return found[1] if found else ""


def plus_address(address: str, token: str) -> str:
    """Our address with the token as its subaddress."""
    local, _, domain = address.rpartition("@")
    return f"{local}+so-{token}@{domain}"


def approval_plus_address(address: str, key: ApprovalKey) -> str:
    """Our address with the key of an approval as its subaddress."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{_LETTERS[key.kind]}.{key.number}.{key.version}.{key.token}@{domain}"


def approval_key_in_address(address: str) -> ApprovalKey | None:
    """The key in a plus address, if it is one."""
    found = _APPROVAL_PLUS.search(address.lower())
    return _key(_OF_LETTER[found[1]], *found.groups()[1:]) if found else None


def approval_key_in_message_id(message_id: str) -> ApprovalKey | None:
    """The key inside the Message-ID of a mail about an approval, if it is one."""
    found = _APPROVAL_ID.match(message_id)
    return _key(_OF_LETTER[found[1]], *found.groups()[1:]) if found else None


def approval_keys_in_text(text: str) -> Iterator[ApprovalKey]:
    """The keys of all approval tags in a text, in order."""
    for found in _APPROVAL_TAG.finditer(text.lower()):
        yield _key(_OF_PREFIX[found[1]], *found.groups()[1:])


def _key(kind: ApprovalKind, number: str, version: str, token: str) -> ApprovalKey:
    return ApprovalKey(kind, int(number), int(version), token)


def subject_tag(number: int, token: str) -> str:
    """What stands first in the subject of every mail about a ticket."""
    return f"[#{number} {token}]"


def tokens_in_text(text: str) -> tuple[str, ...]:
    """The tokens of all subject tags in a text, in order, each once."""
    return tuple(dict.fromkeys(found[2] for found in _TAG.finditer(text.lower())))


def numbers_in_subject(subject: str) -> tuple[int, ...]:
    """The ticket numbers that a subject names: guessable, so they prove nothing by themselves."""
    return tuple(dict.fromkeys(int(found[1]) for found in _NUMBER.finditer(subject)))
