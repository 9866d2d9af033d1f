"""The ledger: how far it is, its last signed head to keep elsewhere, its keys, and what people did."""

from datetime import datetime, time, timedelta
from typing import Final

from models.vocabulary import Permission
from processor.documents.words import Words
from processor.services.ledger import LedgerReport
from processor.store.views.changes import ChangeFilter, ChangeLine
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.changewords import BEGINNINGS, Told, acted, told
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["routes"]

SIZE: Final = 100
_LONGEST_NOTE: Final = 4000


def routes() -> list[PageRoute]:
    """State, verification and changes."""
    return [
        page("/ledger", _show),
        page("/ledger/verify", _verify),
        page("/ledger/checkpoint.txt", _checkpoint),
        page("/ledger/changes", _changes),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    return _page(visit, desk, None, "")


def _verify(visit: Visit, desk: Desk) -> Answer:
    """Recomputes the whole; with a head that somebody kept, it is held to that as well."""
    kept = visit.query.text("kept", most=_LONGEST_NOTE)
    older = [(visit.words("ledger.kept.name"), kept + "\n")] if kept else []
    return _page(visit, desk, desk.ledger.verify(older), kept)


def _page(visit: Visit, desk: Desk, report: LedgerReport | None, kept: str) -> Answer:
    changes, total = desk.views.change_page(ChangeFilter(limit=10))
    return visit.show(
        "ledger/show.html",
        state=desk.ledger.state(),
        keys=desk.ledger.all_keys(),
        report=report,
        kept=kept,
        findings=_found(report, visit.words),
        changes=_told(changes, visit.words),
        total=total,
        names=_names(desk),
        may_verify=visit.actor.may(Permission.VERIFY),
    )


def _found(report: LedgerReport | None, words: Words) -> tuple[tuple[str, str], ...]:
    """What is wrong: its class in words, and the sentence."""
    if report is None:
        return ()
    return tuple((_class(one.what, words), one.sentence) for one in report.findings)


def _class(what: str, words: Words) -> str:
    key = f"ledger.findings.{what}"
    return words(key) if key in words else what.replace("_", " ")


def _checkpoint(visit: Visit, desk: Desk) -> Answer:
    newest = desk.ledger.newest()
    return visit.file(newest.note.encode(), f"checkpoint-{newest.size}.txt", "text/plain")


def _changes(visit: Visit, desk: Desk) -> Answer:
    query = visit.query
    at = query.number("at", 0, most=10_000_000)
    what, number = query.word("what"), query.word("number", most=200)
    by, action = query.word("by"), query.word("did")
    beginning = BEGINNINGS.get(what, "")
    subject = f"{beginning}{number}" if beginning and number else ""
    about = "" if subject else beginning
    wanted = ChangeFilter(subject, about, by, action, _day(visit, "since", 0), _day(visit, "until", 1), SIZE, at)
    changes, total = desk.views.change_page(wanted)
    staff = desk.users.staff()
    return visit.show(
        "ledger/changes.html",
        changes=_told(changes, visit.words),
        total=total,
        staff=staff,
        names=_names(desk),
        actions=acted(visit.words),
        by=by,
        action=action,
        what=what,
        subjects=tuple(BEGINNINGS),
        number=number,
        since=query.word("since"),
        until=query.word("until"),
        base=_base(visit),
        at=at,
        size=SIZE,
    )


def _names(desk: Desk) -> dict[str, str]:
    return {one.login: one.display for one in desk.users.staff()}


def _told(changes: tuple[ChangeLine, ...], words: Words) -> tuple[Told, ...]:
    return tuple(told(one, words) for one in changes)


def _day(visit: Visit, name: str, days: int) -> datetime | None:
    day = visit.query.date(name)
    return datetime.combine(day + timedelta(days=days), time(), visit.zone) if day is not None else None


def _base(visit: Visit) -> str:
    path, _, query = visit.asked.url.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("at=")]
    return f"{path}?{'&'.join(kept)}" if kept else path
