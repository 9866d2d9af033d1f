"""What a verification found: named checks, and what they come to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

__all__ = ["CHECK_NAMES", "Check", "CheckResult", "Verdict", "Verification", "failed", "not_done", "passed"]


CHECK_NAMES: Final = (
    "readable",
    "one_signature",
    "covers_file",
    "certified",
    "container",
    "integrity",
    "seal_certificate",
    "root",
    "timestamp",
    "seal_key",
    "attachments",
    "document",
    "record_type",
    "notices",
    "receipt",
    "log",
    "checkpoint",
    "log_certificate",
    "log_acceptance",
    "consistency",
    "checkpoint_timestamp",
)
"""The checks of this room in the order in which they are told; `readable` and `log` only where they fail.

`notices` is told of a deemed acceptance only.
"""


class CheckResult(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_DONE = "not_done"


class Verdict(StrEnum):
    """What all checks come to: one failure is enough for `invalid`, one needed but not done for `incomplete`."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Check:
    """One check by its name, and a sentence about what was found. One that isn't `needed` may stay undone."""

    name: str
    result: CheckResult
    detail: str
    needed: bool = True

    def __str__(self) -> str:
        """The check on one line."""
        return f"{self.result.value.replace('_', ' '):9}{self.name}: {self.detail}"


def passed(name: str, detail: str) -> Check:
    """A check that holds."""
    return Check(name, CheckResult.PASSED, detail)


def failed(name: str, detail: str) -> Check:
    """A check that does not hold."""
    return Check(name, CheckResult.FAILED, detail)


def not_done(name: str, detail: str) -> Check:
    """A check for which something is missing."""
    return Check(name, CheckResult.NOT_DONE, detail)


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything that was found about one certificate.

    `acceptance` is acceptance.json and `files` are all files, those inside the certificate included, for checks that
    know more (DKIM, the grammar). `sealed_at` is the time of the seal as far as it is proven.
    """

    checks: tuple[Check, ...]
    certificate_sha256: str = ""
    root_fingerprint: str = ""
    sealed_at: datetime | None = None
    acceptance: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """What the checks come to. No checks at all prove nothing."""
        results = {check.result for check in self.checks}
        if not results or CheckResult.FAILED in results:
            return Verdict.INVALID
        undone = any(check.needed and check.result is CheckResult.NOT_DONE for check in self.checks)
        return Verdict.INCOMPLETE if undone else Verdict.VALID

    @property
    def number(self) -> str:
        """The number of the acceptance, empty where it can't be read."""
        return str((self.acceptance.get("acceptance") or {}).get("number") or "")

    def with_checks(self, more: Iterable[Check]) -> "Verification":
        """The same with further checks behind."""
        checks = (*self.checks, *more)
        values = (self.certificate_sha256, self.root_fingerprint, self.sealed_at, self.acceptance, self.files)
        return Verification(checks, *values)

    def as_json(self) -> dict[str, Any]:
        """What scripts read; fields are only ever added."""
        sealed = self.sealed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if self.sealed_at else None
        return {
            "verdict": self.verdict.value,
            "acceptance": self.number,
            "certificate_sha256": self.certificate_sha256,
            "root_fingerprint": self.root_fingerprint,
            "sealed_at": sealed,
            "checks": [{"name": one.name, "result": one.result.value, "detail": one.detail} for one in self.checks],
        }


def parsed(text: bytes) -> dict[str, Any] | None:
    """The JSON object in these bytes, None for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
