"""The queue: what waits on the left, the open item on the right."""

from typing import Final

from models.vocabulary import CaseReason, Category, Permission, ReviewReason, Severity
from processor.errors import Refused
from processor.store.views.items import ItemView
from processor.store.views.queue import Neighbours, Place
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.pages.queueitem import names_of, opened
from processor.web.pages.queuesteps import last_of
from processor.web.pages.queuewhere import PAGE, Where, where_of
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["item_of", "routes", "show_item"]

LABELS: Final = (tuple(Category), tuple(Severity), tuple(CaseReason))


def routes() -> list[PageRoute]:
    """The list with its first item open, and with another."""
    return [page("/queue", _first), page("/queue/{number:int}", _one)]


def item_of(visit: Visit, desk: Desk, review_id: int) -> ItemView:
    """An item. Raises Refused, in the language of whoever asks, where there is none of that id."""
    try:
        return desk.views.item(review_id)
    except Refused:
        raise visit.refuse("queue.refused.unknown") from None


def _first(visit: Visit, desk: Desk) -> Answer:
    """On a desk the first item stands open beside the list; on a phone the list stands alone."""
    where = where_of(visit)
    found = desk.views.queue(visit.now, where.filter(visit.by))
    first = found.lines[0].review_id if found.lines else 0
    after = found.lines[1].review_id if len(found.lines) > 1 else 0
    place = Place(found, found.offset + 1 if first else 0, Neighbours(0, after))
    return _shown(visit, desk, where, place, item_of(visit, desk, first) if first else None, chosen=False)


def _one(visit: Visit, desk: Desk) -> Answer:
    return show_item(visit, desk, visit.number())


def show_item(visit: Visit, desk: Desk, review_id: int) -> Answer:
    """The queue with this item open."""
    where = where_of(visit)
    view = item_of(visit, desk, review_id)
    place = desk.views.queue_place(review_id, visit.now, where.filter(visit.by))
    return _shown(visit, desk, where, place, view, chosen=True)


def _shown(visit: Visit, desk: Desk, where: Where, place: Place, view: ItemView | None, *, chosen: bool) -> Answer:
    return visit.show(
        "queue/show.html",
        where=where,
        place=place,
        counts=(place.page.waiting, place.page.asleep),
        size=PAGE,
        chosen=chosen,
        item=opened(visit, desk, view) if view is not None else None,
        categories=LABELS[0],
        severities=LABELS[1],
        reasons=LABELS[2],
        waits_for=tuple(ReviewReason),
        may=visit.actor.may(Permission.QUEUE),
        may_undo=visit.actor.may(Permission.TICKETS),
        last=last_of(visit, desk),
        names=names_of(desk),
    )
