"""Moments as a customer's clock shows them, and the other way round: what somebody typed as their clock shows it."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from models.vocabulary import Permission
from processor.documents import formats
from processor.documents.words import Words
from processor.web.visit import Visit

__all__ = ["There", "moment_there", "rights"]

_RIGHTS: Final = (
    Permission.DEPLOYMENTS,
    Permission.FORMS,
    Permission.PROPOSALS,
    Permission.WAIVE,
    Permission.SETTLE,
    Permission.DEEM,
)


class There:
    """Writes moments where a customer is, in the words of whoever reads."""

    def __init__(self, zone: str, words: Words) -> None:
        self.name = zone
        self._zone = ZoneInfo(zone)
        self._language = words.language.value

    def moment(self, at: datetime) -> str:
        """Day and time: 24 March 2031, 09:00."""
        local = at.astimezone(self._zone)
        return f"{formats.day(local.date(), self._language)}, {local:%H:%M}"

    def day(self, at: datetime) -> date:
        """The day it is there."""
        return at.astimezone(self._zone).date()

    def typed(self, at: datetime) -> str:
        """The moment as `<input type="datetime-local">` has it."""
        return f"{at.astimezone(self._zone):%Y-%m-%dT%H:%M}"


def moment_there(visit: Visit, name: str, zone: str) -> datetime:
    """What was typed as the customer's clock shows it, in UTC.

    Raises Refused for nothing, and for what a change to or from summer time leaves out or brings twice.
    """
    given = visit.form.needed(name)
    try:
        read = datetime.fromisoformat(given)
        local = read.replace(tzinfo=ZoneInfo(zone))
        at = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise visit.refuse("shell.fields.date", label=visit.words(f"labels.{name}")) from None
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise visit.refuse("deployments.refused.twice_or_never", at=given.replace("T", " "), zone=zone)
    return at


def rights(visit: Visit) -> dict[str, bool]:
    """What whoever looks may do, so that no button is shown that would be refused; services check for themselves."""
    return {one.value: visit.actor.may(one) for one in _RIGHTS}
