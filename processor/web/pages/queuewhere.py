"""Which part of the queue somebody looks at: it travels with every link and form of the page."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from models.vocabulary import Category, ReviewReason
from processor.store.views.queue import QueueFilter
from processor.web.visit import Visit

__all__ = ["PAGE", "Where", "where_of"]

PAGE: Final = 50
_MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Where:
    """What the list is narrowed to. `mine`: tickets of whoever looks; `asleep`: what is out of sight."""

    reason: ReviewReason | None = None
    customer: str = ""
    category: Category | None = None
    mine: bool = False
    asleep: bool = False
    at: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out but what sleeps."""
        return bool(self.reason or self.customer or self.category or self.mine)

    def filter(self, by: str) -> QueueFilter:
        """The same as views are asked for it."""
        return QueueFilter(
            reasons=(self.reason,) if self.reason else (),
            customer=self.customer,
            category=self.category,
            assignee=by if self.mine else None,
            asleep=self.asleep,
            limit=PAGE,
            offset=self.at,
        )

    def query(self, at: int = 0) -> str:
        """The part of an address from `?` on, empty for the whole queue."""
        given = {
            "reason": self.reason.value if self.reason else "",
            "customer": self.customer,
            "category": self.category.value if self.category else "",
            "mine": "1" if self.mine else "",
            "asleep": "1" if self.asleep else "",
            "at": str(at) if at else "",
        }
        said = urlencode({name: value for name, value in given.items() if value})
        return f"?{said}" if said else ""

    def item(self, review_id: int, act: str = "") -> str:
        """The address of an item, or of what is done with it; that of the list for 0."""
        if not review_id:
            return f"/queue{self.query()}"
        return f"/queue/{review_id}{f'/{act}' if act else ''}{self.query()}"


def where_of(visit: Visit) -> Where:
    """What the address asks for."""
    query = visit.query
    return Where(
        reason=query.maybe_choice("reason", ReviewReason),
        customer=query.word("customer"),
        category=query.maybe_choice("category", Category),
        mine=query.flag("mine"),
        asleep=query.flag("asleep"),
        at=query.number("at", 0, most=_MOST),
    )
