"""By what things are known again: a mail that has served an approval, and what somebody saw before they changed it."""

import hashlib

from processor.facts.message import Message
from processor.facts.proof import SenderProof


def used_marks(message: Message, proof: SenderProof | None) -> tuple[str, ...]:
    """Digests of the mail's signatures, its Message-ID, and its words with author and date.

    The words alone would not do: two replies of one person to two requests may be the same single word.
    """
    found = [f"dkim:{check.signature_sha256}" for check in (proof.dkim if proof else ()) if check.signature_sha256]
    if message.message_id:
        found.append(f"id:{_digest(message.message_id)}")
    if message.sender is not None and message.date is not None:
        found.append(f"words:{_digest(message.sender.key, message.date.isoformat(), message.text)}")
    found.append(f"bytes:{message.digest}")
    return tuple(dict.fromkeys(found))


def seen_mark(*values: object) -> str:
    """What a form carries of the values that its page showed: whoever changes them meanwhile changes it.

    For what has no version of its own. Values that came back to what they were are the ones that were seen.
    """
    return _digest(*(str(value) for value in values))[:32]


def _digest(*words: str) -> str:
    return hashlib.sha256("\x00".join(words).encode("utf-8", "replace")).hexdigest()
