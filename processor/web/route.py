"""A route: a path, a plain function that answers it, and what surrounds the function."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.site import Site
from processor.web.visit import Guest, Visit

__all__ = ["Handler", "Open", "PageRoute", "action", "open_action", "open_page", "page"]

Handler = Callable[[Visit, Desk], Answer]
"""Answers somebody who has signed in. It runs in a thread of the pool."""

Open = Callable[[Guest, Site], Answer]
"""Answers anybody: the pages by which people come in."""

MEGABYTE: Final = 1_000_000
_FORM: Final = 1.0
_PARAMETER: Final = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
_PATTERNS: Final = {"int": "[0-9]+", "path": ".*", "": "[^/]+"}


@dataclass(frozen=True, slots=True)
class PageRoute:
    """One method of one path. `upload`: the most megabytes that may come with it.

    `once`: whether a form's one-time key is kept with what it did, in the same transaction. A handler that does slow
    work (a PDF) is given `once=False` and keeps the key itself where it writes.
    """

    method: str
    path: str
    handler: Handler | None = None
    open: Open | None = None
    upload: float = _FORM
    once: bool = False

    def matches(self, path: str) -> bool:
        """Whether the path is one of this route's."""
        return _pattern(self.path).fullmatch(path) is not None

    @property
    def takes_files(self) -> bool:
        """Whether more may come than a form has that is typed."""
        return self.method == "POST" and self.upload > _FORM

    @property
    def most_bytes(self) -> int:
        """How much may come with a request."""
        return int(self.upload * MEGABYTE) if self.method == "POST" else 0


def page(path: str, handler: Handler) -> PageRoute:
    """What is looked at; it changes nothing."""
    return PageRoute("GET", path, handler)


def action(path: str, handler: Handler, *, upload: float = _FORM, once: bool = True) -> PageRoute:
    """What is done by a form: it answers with `visit.see`."""
    return PageRoute("POST", path, handler, upload=upload, once=once)


def open_page(path: str, handler: Open) -> PageRoute:
    """A page for whoever hasn't signed in."""
    return PageRoute("GET", path, open=handler)


def open_action(path: str, handler: Open) -> PageRoute:
    """A form for whoever hasn't signed in."""
    return PageRoute("POST", path, open=handler)


def _pattern(path: str) -> re.Pattern[str]:
    found = _PARAMETER.sub(lambda one: _PATTERNS[one[2] or ""], path)
    return re.compile(found)
