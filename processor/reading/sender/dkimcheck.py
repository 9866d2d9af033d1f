"""DKIM signatures checked over the raw bytes (RFC 6376), with dkimpy and key records that were fetched before."""

import re
from collections.abc import Mapping
from datetime import datetime

import dkim
from dkim.util import parse_tag_value

from models.vocabulary import SignatureResult
from processor.facts.proof import BODY_CHANGED, FIELDS_CHANGED, DkimCheck, KeyRecord
from processor.reading.sender.domains import answers_for
from processor.reading.sender.fields import Mail
from processor.reading.sender.keys import read_key
from processor.reading.sender.signature import Signature, malformed, read_signature, untimely

MOST_SIGNATURES = 8
_BLANKS = re.compile(rb"[ \t]+")
_RELAXED_BODY = re.compile(rb"\s*[a-z]+/relaxed\s*")


class Verifier(dkim.DKIM):  # type: ignore[misc]
    """dkimpy over fields that were split here, and without its look at the machine's clock.

    Its own check of `t=` and `x=` asks the time of day, so a mail verified in a year would fail; those two are
    judged by the time of receipt, in `signature`.
    """

    def __init__(self, mail: Mail) -> None:
        """Verify this mail; nothing is read from elsewhere."""
        super().__init__(b"")
        self.headers = [[field.written, field.value] for field in mail.fields]
        self.body = mail.body

    def verify_headerprep(self, idx: int = 0) -> tuple[dict[bytes, bytes], list[bytes], list[list[bytes]]]:
        """What dkimpy asks of itself before it fetches a key."""
        fields = [field for field in self.headers if field[0].lower() == b"dkim-signature"]
        tags: dict[bytes, bytes] = parse_tag_value(fields[idx][1])
        dkim.validate_signature_fields({name: text for name, text in tags.items() if name not in {b"t", b"x"}})
        if _RELAXED_BODY.fullmatch(tags.get(b"c", b"")):
            self.body = _BLANKS.sub(b" ", self.body)  # its own pattern is quadratic in runs of blanks
        return tags, [name.lower() for name in re.split(rb"\s*:\s*", tags[b"h"])], fields


def candidates(mail: Mail) -> tuple[bytes, ...]:
    """The signature fields that are looked at: the first few, since each costs time and a question to DNS."""
    return mail.values("dkim-signature")[:MOST_SIGNATURES]


def wanted(value: bytes, mail: Mail, author: str) -> str:
    """The name of the key that a signature needs; empty where it can't count, whatever its key is.

    So a stranger's signature, and a stranger's broken DNS, never make a mail wait.
    """
    try:
        signature = read_signature(value)
    except ValueError:
        return ""
    counts = answers_for(signature.domain, author) and not malformed(signature, mail)
    return signature.key_name if counts else ""


def check(mail: Mail, place: int, author: str, records: Mapping[str, KeyRecord], received_at: datetime) -> DkimCheck:
    """What became of the signature at a place among those of the mail."""
    try:
        signature = read_signature(candidates(mail)[place])
    except ValueError as fault:
        return DkimCheck("", "", "", 0, SignatureResult.IGNORED, str(fault), aligned=False)
    record = records.get(signature.key_name)
    result, why, bits = _judged(mail, place, signature, author, record, received_at)
    return DkimCheck(
        signature.domain,
        signature.selector,
        signature.algorithm,
        bits,
        result,
        why,
        answers_for(signature.domain, author),
        signature.headers,
        signature.signed_at,
        record,
        signature.digest,
    )


def _judged(
    mail: Mail,
    place: int,
    signature: Signature,
    author: str,
    record: KeyRecord | None,
    received_at: datetime,
) -> tuple[SignatureResult, str, int]:
    """The result with its sentence and the size of the key: first what rules say, then what arithmetic says."""
    why = malformed(signature, mail) or untimely(signature, received_at)
    if not why and not answers_for(signature.domain, author):
        why = f"{signature.domain} does not answer for {author or 'an unreadable sender'}"
    if not why and record is None:
        why = "its key was not looked up"
    if why or record is None:
        return SignatureResult.IGNORED, why, 0
    try:
        key = read_key(record, signature)
    except ValueError as fault:
        return SignatureResult.IGNORED, str(fault), 0
    why = _arithmetic(mail, place, record)
    if why:
        return SignatureResult.FAIL, why, key.bits
    return SignatureResult.PASS, f"it holds{key.remark}", key.bits


def _arithmetic(mail: Mail, place: int, record: KeyRecord) -> str:
    """Why the signature does not hold, empty where it does."""
    text = record.text.encode("utf-8", "replace")
    try:
        holds = Verifier(mail).verify(place, dnsfunc=lambda name, timeout=0: text)
    except dkim.ValidationError as fault:
        return BODY_CHANGED if str(fault).startswith("body hash mismatch") else f"it can't be checked: {fault}"[:200]
    except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return f"it can't be checked ({type(fault).__name__})"
    return "" if holds is True else FIELDS_CHANGED
