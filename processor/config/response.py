"""The settings of response targets: how soon customers are promised a first answer, and whose hours count."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator

from models.businesshours import parse_hours
from models.vocabulary import Severity, SuccessPlan
from processor.config.table import Section

TARGET = r"^[1-9]\d{0,2}[hd]$"
COUNTRY = r"^$|^[A-Z]{2}(-[A-Za-z0-9]{1,6})?$"

TargetWord = Annotated[str, StringConstraints(pattern=TARGET)]
Four = Annotated[tuple[TargetWord, ...], Field(min_length=4, max_length=4)]


class Response(Section):
    """`[response]`: targets by success plan, for severity 1 to 4 in order, and the calendar of customers without one.

    A target is written `4h` for business hours or `2d` for business days.
    """

    premium: Four = ("2h", "4h", "1d", "1d")
    basic: Four = ("4h", "1d", "2d", "2d")
    plan: SuccessPlan = Field(default=SuccessPlan.BASIC, validate_default=True)
    unjudged_severity: Annotated[int, Field(ge=1, le=4)] = 2
    critical_round_the_clock: bool = False
    timezone: str = "UTC"
    hours: str = "mon-fri 09:00-17:00"
    calendar: Annotated[str, StringConstraints(pattern=COUNTRY)] = ""

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError):
            raise ValueError("should be a time zone of the IANA database such as Europe/Berlin") from None
        return value

    @field_validator("hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        parse_hours(value)
        return value

    @property
    def targets(self) -> dict[tuple[SuccessPlan, Severity], str]:
        """The target of each plan and severity, as it is written."""
        plans = {SuccessPlan.PREMIUM: self.premium, SuccessPlan.BASIC: self.basic}
        return {
            (plan, severity): word
            for plan, words in plans.items()
            for severity, word in zip(Severity, words, strict=True)
        }
