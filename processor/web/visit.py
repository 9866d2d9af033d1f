"""What a handler is given of a request: who asks, in what language, what came along, and how to answer."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from processor.documents.words import Words
from processor.errors import Refused
from processor.facts.actors import Actor
from processor.web import answers
from processor.web.answers import Answer, Said
from processor.web.fields import Fields

__all__ = ["Asked", "Guest", "Render", "Visit", "fresh_key"]

_LONGEST: Final = 300

Render = Callable[["Guest", str, Mapping[str, object]], str]
"""Makes a page from a template: in its frame for whoever looks at it, with the values that it needs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How it was asked: route, path, whether by htmx, and the cookies that matter."""

    method: str
    path: str
    url: str
    htmx: bool
    theme: str
    said: Said | None
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guest:
    """A request of somebody who needn't have signed in.

    `form` holds what was posted, `query` what stands behind `?`; `once` is the key that makes a second post of the same
    form do nothing; `address` is the network address that asks, `agent` what its browser calls
    itself.
    """

    asked: Asked
    words: Words
    zone: ZoneInfo
    now: datetime
    csrf: str
    address: str
    agent: str
    parts: Mapping[str, str | int]
    query: Fields
    form: Fields
    once: str
    render: Render

    def number(self, name: str = "number") -> int:
        """A number in the path. Raises Refused for one that no row can have."""
        value = int(self.parts[name])
        if value > 2**31 - 1:
            raise Refused(self.words("shell.fields.unknown"))
        return value

    def part(self, name: str) -> str:
        """A word in the path."""
        return str(self.parts[name])[:_LONGEST]

    def show(self, template: str, status: int = 200, **values: object) -> Answer:
        """The page `templates/web/<template>` with these values."""
        return answers.html(self.render(self, template, values), status)

    def see(self, path: str, said: str = "", undo: str | int | None = None, **values: str | int) -> Answer:
        """Goes on to another page of ours, which says `said` (a key of the words, with its values).

        `undo` is the step that the page then offers to undo.
        """
        if not said:
            return answers.see(path)
        return answers.see(path, Said(said, values, "" if undo is None else str(undo)))

    def file(self, body: bytes, filename: str, media_type: str, *, inline: bool = False) -> Answer:
        """A file to be saved, or with `inline` a PDF or a picture for a frame of ours."""
        return answers.attachment(body, filename, media_type, inline=inline)

    def framed(self, html: str) -> Answer:
        """A stranger's HTML, cleaned, for `<iframe sandbox>`."""
        return answers.framed(html)

    def refuse(self, key: str, **values: object) -> Refused:
        """The error to raise, with words in the language of whoever asked."""
        return Refused(self.words(key, **values))


@dataclass(frozen=True, slots=True)
class Visit(Guest):
    """A request of somebody who has signed in."""

    actor: Actor
    session: int

    @property
    def by(self) -> str:
        """Who does it, as commands name them."""
        return self.actor.name


def fresh_key() -> str:
    """A key for a form: whoever posts it twice has done it once."""
    return secrets.token_urlsafe(16)
