"""Mail and machinery: mailboxes and loops, what leaves and what did not, quarantine, and what is switched off."""

from datetime import date, timedelta
from typing import Final

from models.vocabulary import OutboxState, Permission, Switch
from processor.documents import formats
from processor.services.figures import Deliveries
from processor.store.quarantine import QuarantineRow
from processor.web.answers import Answer
from processor.web.charts import WIDE, Chart, Column, stacked
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_PAGE: Final = 50
_MOST: Final = 1000
_DAYS: Final = 30
_RETRIED: Final = (OutboxState.FAILED, OutboxState.UNCERTAIN)
_PARTS: Final = (OutboxState.SENT, OutboxState.QUEUED, OutboxState.UNCERTAIN, OutboxState.FAILED)


def routes() -> list[PageRoute]:
    """What comes, leaves, waits and rests."""
    return [
        page("/mail", _show),
        page("/mail/outgoing", _outgoing),
        page("/mail/outgoing/{number:int}", _one),
        page("/mail/outgoing/{number:int}.eml", _raw),
        action("/mail/outgoing/{number:int}/retry", _retry),
        action("/mail/outgoing/{number:int}/cancel", _cancel),
        page("/mail/quarantine", _quarantine),
        page("/mail/quarantine/{number:int}.eml", _held_raw),
        action("/mail/quarantine/{number:int}/retry", _handle_again),
        action("/mail/quarantine/{number:int}/release", _release),
        action("/mail/pause", _pause),
        action("/mail/resume", _resume),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    figures = desk.figures
    deliveries = figures.deliveries(visit.now, _DAYS)
    paused = {one.switch: one for one in desk.pauses.all()}
    return visit.show(
        "mail/show.html",
        deliveries=deliveries,
        sent=_drawn(visit, deliveries),
        parts=_PARTS,
        found=figures.mailboxes(visit.now),
        held=desk.quarantine.list(),
        switches=[(switch, paused.get(switch)) for switch in Switch],
        may=_rights(visit),
    )


def _outgoing(visit: Visit, desk: Desk) -> Answer:
    state, at = visit.query.maybe_choice("state", OutboxState), visit.query.number("at", 0, most=_MOST)
    found = desk.outbox.list(state, _MOST)
    return visit.show(
        "mail/outgoing.html",
        mails=found[at : at + _PAGE],
        total=len(found),
        at=at,
        size=_PAGE,
        state=state.value if state else "",
        states=tuple(OutboxState),
    )


def _one(visit: Visit, desk: Desk) -> Answer:
    mail = desk.outbox.get(visit.number())
    may = visit.actor.may(Permission.OUTBOX)
    return visit.show(
        "mail/one.html",
        mail=mail,
        may_retry=may and mail.state in _RETRIED,
        may_cancel=may and mail.state in {OutboxState.QUEUED, *_RETRIED},
    )


def _raw(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    return visit.file(desk.outbox.raw(number), f"mail-{number}.eml", "message/rfc822")


def _retry(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    desk.outbox.retry(number, visit.by, visit.now)
    return visit.see(f"/mail/outgoing/{number}", "mail.retried")


def _cancel(visit: Visit, desk: Desk) -> Answer:
    number = visit.number()
    desk.outbox.cancel(number, visit.by, visit.now)
    return visit.see(f"/mail/outgoing/{number}", "mail.cancelled")


def _quarantine(visit: Visit, desk: Desk) -> Answer:
    return visit.show("mail/quarantine.html", held=desk.quarantine.list(), may=visit.actor.may(Permission.QUARANTINE))


def _held_raw(visit: Visit, desk: Desk) -> Answer:
    row = _held(visit, desk)
    if not row.digest:
        raise visit.refuse("mail.no_bytes")
    return visit.file(desk.quarantine.raw(row.digest), f"quarantine-{row.fetch_id}.eml", "message/rfc822")


def _handle_again(visit: Visit, desk: Desk) -> Answer:
    desk.quarantine.retry(visit.number(), visit.by, visit.now)
    return visit.see("/mail/quarantine", "mail.handled_again")


def _release(visit: Visit, desk: Desk) -> Answer:
    desk.quarantine.release(visit.number(), visit.by, visit.now)
    return visit.see("/mail/quarantine", "mail.released")


def _pause(visit: Visit, desk: Desk) -> Answer:
    switch = visit.form.choice("switch", Switch)
    desk.pauses.pause(switch, visit.form.needed("why"), visit.by, visit.now)
    return visit.see("/mail", "mail.paused", what=visit.words.name(switch))


def _resume(visit: Visit, desk: Desk) -> Answer:
    switch = visit.form.choice("switch", Switch)
    desk.pauses.resume(switch, visit.by, visit.now)
    return visit.see("/mail", "mail.resumed", what=visit.words.name(switch))


def _held(visit: Visit, desk: Desk) -> QuarantineRow:
    number = visit.number()
    for row in desk.quarantine.list():
        if row.fetch_id == number:
            return row
    raise visit.refuse("shell.fields.unknown")


def _drawn(visit: Visit, deliveries: Deliveries) -> tuple[Chart, list[Column]]:
    """Mails of the last days by what became of them."""
    today = visit.now.date()
    counted: dict[date, dict[OutboxState, int]] = {today - timedelta(days=back): {} for back in reversed(range(_DAYS))}
    for one in deliveries.days:
        counted.setdefault(one.day, {})[one.state] = one.mails
    language = visit.words.language.value
    columns = [
        Column(
            formats.short_day(day, language, with_year=False),
            formats.day(day, language),
            tuple(float(states.get(part, 0)) for part in _PARTS),
        )
        for day, states in counted.items()
    ]
    return stacked(columns, WIDE), columns


def _rights(visit: Visit) -> dict[str, bool]:
    needs = (Permission.OUTBOX, Permission.QUARANTINE, Permission.PAUSE)
    return {one.value: visit.actor.may(one) for one in needs}
