"""The settings of proposals and approvals, and of who is believed about a sender."""

import re
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, field_validator

from processor.config.table import Section

_CURRENCY: Final = re.compile("[A-Z]{3}")
Amounts = dict[str, Annotated[int, Field(ge=0)]]


class Approvals(Section):
    """`[approvals]`: what an approval must satisfy, and how long things may take. Amounts are by currency."""

    strong_above: Amounts = Field(default={"EUR": 50_000, "USD": 50_000, "RUB": 5_000_000})
    code_up_to: Amounts = Field(default={"EUR": 5_000, "USD": 5_000, "RUB": 500_000})
    code_hours: float = Field(default=72.0, gt=0, le=720)
    code_attempts: int = Field(default=5, ge=1, le=10)
    valid_days: int = Field(default=30, ge=1, le=365)
    reminder_days: tuple[Annotated[float, Field(gt=0)], ...] = (3.0, 7.0)
    objection_days: int = Field(default=7, ge=0, le=90)
    register_delay_hours: float = Field(default=24.0, ge=0, le=720)

    @field_validator("strong_above", "code_up_to")
    @classmethod
    def _are_currencies(cls, value: Amounts) -> Amounts:
        for currency in value:
            if not _CURRENCY.fullmatch(currency):
                raise ValueError("should be named by currencies such as EUR (ISO 4217)")
        return value


class SenderSection(Section):
    """`[sender]`: whose word about a sender is believed beside the signature's own, and who is asked for keys."""

    authserv_ids: tuple[str, ...] = ()
    arc_sealers: tuple[str, ...] = ()
    smime_roots: tuple[Path, ...] = ()
    nameservers: tuple[str, ...] = ()
    dns_timeout_seconds: float = Field(default=5.0, gt=0, le=60)
