"""What a certificate shows of an acceptance that nobody signed, and of issues that were left outstanding.

A deemed acceptance has no reply: it rests on notices and on days of the customer's calendar.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

__all__ = ["unsigned_parts", "utc_words"]


def unsigned_parts(acceptance: Mapping[str, Any]) -> dict[str, object]:
    """The notices, the terms and the outstanding issues of acceptance.json, as the page shows them.

    Raises ValueError for a time zone that nobody knows.
    """
    return {
        "notices": [_notice(one) for one in acceptance.get("notices") or ()],
        "terms": _terms((acceptance.get("acceptance") or {}).get("terms")),
        "outstanding": list(acceptance.get("outstanding") or ()),
    }


def utc_words(moment: datetime) -> str:
    """A time with its zone, as certificates write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _notice(notice: Mapping[str, Any]) -> dict[str, str]:
    return {
        "what": str(notice["what"]),
        "recipient": str(notice["recipient"]),
        "sent_at": _time(notice.get("sent_at")),
        "smtp_reply": str(notice.get("smtp_reply") or ""),
        "bounced_at": _time(notice.get("bounced_at")),
    }


def _terms(terms: Mapping[str, Any] | None) -> dict[str, object] | None:
    """The days are those of the customer's calendar: the day of going live is day 0."""
    if terms is None:
        return None
    try:
        live = datetime.fromisoformat(terms["live_at"]).astimezone(ZoneInfo(terms["timezone"])).date()
    except KeyError as fault:
        raise ValueError(f"a deemed acceptance counts in the days of a time zone, and this is none: {fault}") from None
    days = int(terms["deemed_after_days"])
    return {
        "live_on": live.isoformat(),
        "last_day": (live + timedelta(days=days)).isoformat(),
        "days": days,
        "timezone": terms["timezone"],
    }


def _time(value: str | None) -> str:
    return utc_words(datetime.fromisoformat(value)) if value else ""
