"""Proving who sent a mail: which keys it needs, DNS for them, then the proof. Reads, and decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from processor.dns.errors import DnsUnavailable
from processor.facts.proof import KeyRecord, SenderProof, Trust
from processor.reading.sandbox import Failure
from processor.reading.sender.requests import KeysRequest, ProofRequest


class KeySource(Protocol):
    """Where key records come from: DNS, or a test's own."""

    def txt(self, name: str, now: datetime) -> KeyRecord:
        """The TXT record at a name, with an empty text where there is none. Raises DnsUnavailable without an answer."""
        ...


class Prover(Protocol):
    """Checks signatures over raw bytes, wherever it does so."""

    def wanted_keys_many(self, items: Sequence[KeysRequest]) -> list[tuple[str, ...] | Failure]:
        """The names of the keys that each mail's proof needs, in order."""
        ...

    def prove_many(self, items: Sequence[ProofRequest]) -> list[SenderProof | Failure]:
        """The proof of each mail, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Received:
    """The raw bytes of a mail, and when our mail server received it: signatures are judged by that time."""

    raw: bytes
    received_at: datetime


class Proving:
    """Finds out who sent mails."""

    def __init__(self, prover: Prover, keys: KeySource, trust: Trust) -> None:
        """Check with `prover`, take key records from `keys`, and believe whom `trust` names."""
        self._prover, self._keys, self._trust = prover, keys, trust

    def proofs(self, mails: Sequence[Received], now: datetime) -> list[SenderProof | Failure | DnsUnavailable]:
        """What is known of each mail's sender, in order; one mail's trouble is not the others'.

        Failure: the mail can't be read at all. DnsUnavailable (given, not raised): DNS did not answer, so nothing
        may be decided yet, and the try does not count against the mail.
        """
        wanted = self._prover.wanted_keys_many([KeysRequest(mail.raw, self._trust) for mail in mails])
        answers: list[SenderProof | Failure | DnsUnavailable | None] = []
        requests: list[ProofRequest] = []
        for mail, names in zip(mails, wanted, strict=True):
            records = names if isinstance(names, Failure) else self._records(names, now)
            answers.append(None if isinstance(records, dict) else records)
            if isinstance(records, dict):
                requests.append(ProofRequest(mail.raw, records, self._trust, mail.received_at))
        proofs = iter(self._prover.prove_many(requests) if requests else ())
        return [next(proofs) if answer is None else answer for answer in answers]

    def proof(self, mail: Received, now: datetime) -> SenderProof | Failure:
        """What is known of one mail's sender. Raises DnsUnavailable where DNS did not answer."""
        answer = self.proofs([mail], now)[0]
        if isinstance(answer, DnsUnavailable):
            raise answer
        return answer

    def without_keys(self, mail: Received) -> SenderProof | Failure:
        """What is known of a mail's sender where DNS never answered: no signature can pass."""
        return self._prover.prove_many([ProofRequest(mail.raw, {}, self._trust, mail.received_at)])[0]

    def _records(self, names: Sequence[str], now: datetime) -> dict[str, KeyRecord] | DnsUnavailable:
        try:
            return {name: self._keys.txt(name, now) for name in names}
        except DnsUnavailable as fault:
            return fault
