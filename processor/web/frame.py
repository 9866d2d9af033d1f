"""The frame around every page: navigation, theme, what was said, and the words that templates ask for."""

from collections.abc import Mapping
from typing import Final

from processor.web.addresses import own_path
from processor.web.sections import Section, sections_for
from processor.web.site import Site
from processor.web.visit import Guest, Visit, fresh_key

__all__ = ["TOGETHER", "Frame", "framing"]

TOGETHER: Final = "/together"
"""Stands behind a step whose undoing takes back all that was done by the same click."""


class Frame:
    """What base.html shows around a page."""

    def __init__(self, site: Site, guest: Guest) -> None:
        self._site = site
        self._guest = guest
        self.actor = guest.actor if isinstance(guest, Visit) else None
        self.groups = sections_for(self.actor) if self.actor else ()
        self.path = guest.asked.path
        self.url = own_path(guest.asked.url)
        self.theme = guest.asked.theme
        self.csrf = guest.csrf
        self.language = guest.words.language
        self.name = site.settings.signoff.sender_name

    def is_here(self, section: Section) -> bool:
        """Whether the page belongs to the section."""
        return self.path == section.path or self.path.startswith(f"{section.path}/")

    def count(self, section: Section) -> int:
        """How much waits there, 0 for nothing to tell."""
        return self._site.waiting(self._guest.now) if section.name == "queue" else 0

    def static(self, name: str) -> str:
        """The address of a file that is served."""
        return self._site.statics.path(name)

    def once(self) -> str:
        """A new key for a form."""
        return fresh_key()

    @property
    def said(self) -> str:
        """What the page before wanted to be said, in words; empty for nothing, and for what is no cookie of ours."""
        said = self._guest.asked.said
        if said is None or said.key not in self._guest.words:
            return ""
        try:
            return self._guest.words(said.key, **said.values)
        except (LookupError, TypeError, ValueError):
            return ""

    @property
    def undo(self) -> str:
        """The step that can be undone, with `/together` where others belong to it; empty for none."""
        said = self._guest.asked.said
        return said.undo if said and said.undo.removesuffix(TOGETHER).isdecimal() else ""

    @property
    def pauses(self) -> tuple[object, ...]:
        """What is switched off now: shown on every page."""
        return self._site.app.store.pauses.all() if self.actor else ()


def framing(site: Site, guest: Guest, template: str, values: Mapping[str, object]) -> str:
    """The page in its frame."""
    frame = Frame(site, guest)
    shown = {
        **values,
        "frame": frame,
        "t": guest.words,
        "zone": guest.zone,
        "now": guest.now,
        "actor": frame.actor,
        "query": guest.query,
    }
    return site.pages.render(template, shown)
