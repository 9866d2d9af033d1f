"""What the reading process can be asked about a sender; imports nothing heavy, since both ends of the pipe need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from processor.facts.proof import KeyRecord, Trust


@dataclass(frozen=True, slots=True)
class KeysRequest:
    """Asks for the names in DNS of the keys that a mail's proof needs."""

    raw: bytes
    trust: Trust


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """Asks for the proof of a mail's sender, with the key records that DNS gave, judged by the time of receipt."""

    raw: bytes
    records: Mapping[str, KeyRecord]
    trust: Trust
    received_at: datetime
