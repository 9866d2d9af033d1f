"""Key records without DNS, for tests: answers as the resolver does, which tests/contract/dns holds it to."""

from collections.abc import Mapping
from datetime import datetime

from processor.dns.errors import DnsUnavailable
from processor.facts.proof import KeyRecord


class FakeKeys:
    """Records by name; a name that is given None can't be asked now."""

    def __init__(self, texts: Mapping[str, str | None] | None = None) -> None:
        self.texts = dict(texts or {})
        self.asked: list[str] = []

    def txt(self, name: str, now: datetime) -> KeyRecord:
        self.asked.append(name)
        text = self.texts.get(name, "")
        if text is None:
            raise DnsUnavailable(f"DNS gives no answer for the TXT record of {name}")
        return KeyRecord(name, text, now)
