"""The story's installation, which is one like any other: only what takes seconds to start outlives its daemons."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from processor.bootstrap.app import App, build
from processor.config.sections import Settings
from processor.documents.pdf import EmbeddedFile
from processor.documents.press import PdfMaker, Press, PressLike
from processor.services.learning.current import CurrentModel
from processor.services.sealing import Sealing
from processor.services.timekeeping import Timekeeping


class SharedPress:
    """One child process that makes all PDFs of the daemons, for one thread after another."""

    def __init__(self) -> None:
        self._press = Press()
        self._turn = threading.Lock()

    def pdf(self, html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
        """As `Press.pdf`."""
        with self._turn:
            return self._press.pdf(html, created, attachments)

    def form(self, html: str, created: datetime, mark: str) -> bytes:
        """As `Press.form`."""
        with self._turn:
            return self._press.form(html, created, mark)

    def close(self) -> None:
        """It is kept for the next turn."""

    def end(self) -> None:
        """The child ends."""
        with self._turn:
            self._press.close()


@dataclass(frozen=True, slots=True)
class StoryApp(App):
    """An installation whose daemons come and go, as often as the clock is moved."""

    press: SharedPress
    model: CurrentModel

    def current_model(self) -> CurrentModel:
        """The text model that judges, loaded once."""
        return self.model

    def sealing(self, mail_queued: Callable[[], None], press: PdfMaker | None = None) -> Sealing:
        """What makes evidence of acceptances."""
        return App.sealing(self, mail_queued, press or self.press)

    def timers(self, mail_queued: Callable[[], None] = lambda: None, press: PressLike | None = None) -> Timekeeping:
        """What time brings about."""
        return App.timers(self, mail_queued, press or self.press)


def story_app(settings: Settings, press: SharedPress) -> StoryApp:
    """The installation that the settings describe."""
    built = build(settings)
    parts = {part.name: getattr(built, part.name) for part in fields(App)}
    return StoryApp(**parts, press=press, model=built.current_model())
