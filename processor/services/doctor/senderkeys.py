"""Key records for a report: DNS that gives no answer must not hold it up for ever."""

from datetime import datetime

from processor.dns.errors import DnsUnavailable
from processor.facts.proof import KeyRecord
from processor.services.proving import KeySource

_FAILURES = 3


class PatientKeys:
    """Key records from DNS; a name without an answer is not asked again, and after a few such names nobody is."""

    def __init__(self, keys: KeySource) -> None:
        """Ask `keys`, once for each name."""
        self._keys, self._silent, self._in_a_row = keys, dict[str, DnsUnavailable](), 0

    def txt(self, name: str, now: datetime) -> KeyRecord:
        """The record at a name. Raises DnsUnavailable where DNS gives no answer, or has given none for some time."""
        if name in self._silent:
            raise self._silent[name]
        if self._in_a_row >= _FAILURES:
            raise DnsUnavailable(f"DNS gave no answer {_FAILURES} times in a row, and is not asked any more")
        try:
            record = self._keys.txt(name, now)
        except DnsUnavailable as fault:
            self._silent[name] = fault
            self._in_a_row += 1
            raise
        self._in_a_row = 0
        return record
