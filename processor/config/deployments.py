"""The settings of deployments, their forms and their timers."""

from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from processor.config.table import Section

Days = Annotated[int, Field(ge=1, le=365)]


class Deployments(Section):
    """`[deployments]`: the days that count from when a system was taken live, and who may waive what.

    Days are calendar days of the customer's time zone; `timezone` stands in where a deployment names none.
    """

    timezone: str = "UTC"
    completion_after_days: Days = 7
    completion_hour: int = Field(default=9, ge=0, le=23)
    warranty_days: Days = 21
    deemed_after_days: Days = 21
    notice_days: Days = 14
    reminder_days: tuple[Annotated[float, Field(gt=0)], ...] = (5.0, 10.0)
    silence_days: Days = 7
    longest_outage_days: float = Field(default=7.0, gt=0, le=365)
    waivers: tuple[str, ...] = ()
    forms: Path | None = None

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError):
            raise ValueError("should be a time zone of the IANA database such as Europe/Berlin") from None
        return value

    @model_validator(mode="after")
    def _leaves_notice(self) -> Self:
        if self.deemed_after_days < self.completion_after_days + self.notice_days:
            raise ValueError(
                "deemed_after_days should leave notice_days after completion_after_days: "
                "else nothing could ever be deemed accepted"
            )
        return self
