"""Where the pages begin, and what belongs to all of them."""

from typing import Final

from processor.web.addresses import own_path
from processor.web.answers import Answer, Cookie
from processor.web.asking import THEME, THEMES
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_YEAR: Final = 365 * 24 * 3600


def routes() -> list[PageRoute]:
    """The first page, and the appearance."""
    return [
        page("/", _first),
        action("/account/theme", _set_theme, once=False),
    ]


def _first(visit: Visit, _desk: Desk) -> Answer:
    return visit.see("/queue")


def _set_theme(visit: Visit, _desk: Desk) -> Answer:
    chosen = visit.form.word("theme")
    answer = visit.see(own_path(visit.form.word("next")))
    return answer.with_cookies(Cookie(THEME, chosen if chosen in THEMES else "", _YEAR))
