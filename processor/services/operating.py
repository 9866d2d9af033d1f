"""What a person does to the machinery: mail that waits, messages in quarantine, switches. Each is written down."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.vocabulary import OutboxState, Switch
from processor.errors import Refused
from processor.store.outbox import OutboxRow
from processor.store.pauses import PauseRow
from processor.store.quarantine import QuarantineRow
from processor.store.store import Store

__all__ = ["Outbox", "Pauses", "Quarantine"]


class Outbox:
    """Mail that is to leave, left, or did not."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, state: OutboxState | None = None, limit: int = 1000) -> tuple[OutboxRow, ...]:
        """Mails in this state, or in any, the newest first."""
        return self._store.outbox.list(state, limit)

    def get(self, outbox_id: int) -> OutboxRow:
        """One mail. Raises Refused when there is none of that id."""
        return self._store.outbox.get(outbox_id)

    def raw(self, outbox_id: int) -> bytes:
        """Its bytes, as they leave."""
        return self._store.outbox.raw(outbox_id)

    def retry(self, outbox_id: int, by: str, now: datetime) -> None:
        """Send it again. Raises Refused for one that left."""
        self._noted("retry_mail", outbox_id, self._store.outbox.retry, by, now)

    def cancel(self, outbox_id: int, by: str, now: datetime) -> None:
        """Never send it. Raises Refused for one that left."""
        self._noted("cancel_mail", outbox_id, self._store.outbox.cancel, by, now)

    def _noted(
        self, action: str, outbox_id: int, work: Callable[[int, str, datetime], None], by: str, now: datetime
    ) -> None:
        def change() -> None:
            before = self._store.outbox.get(outbox_id).state
            work(outbox_id, by, now)
            detail = {"state": [before, self._store.outbox.get(outbox_id).state]}
            self._store.audit.note(by, action, f"mail {outbox_id}", detail, now)

        self._store.transact(change)


class Quarantine:
    """Messages that could not be handled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> tuple[QuarantineRow, ...]:
        """What is there, the oldest first."""
        return self._store.quarantine.list()

    def raw(self, digest: str) -> bytes:
        """The bytes of a message, as they were fetched."""
        return self._store.fetches.raw(digest)

    def retry(self, fetch_id: int, by: str, now: datetime) -> None:
        """Handle it again. Raises Refused for what is not in quarantine."""
        self._noted("retry_message", fetch_id, lambda: self._store.quarantine.retry(fetch_id, now), by, now)

    def release(self, fetch_id: int, by: str, now: datetime) -> None:
        """Close the case. Raises Refused for what is not in quarantine."""
        self._noted("release_message", fetch_id, lambda: self._store.quarantine.release(fetch_id), by, now)

    def _noted(self, action: str, fetch_id: int, work: Callable[[], Any], by: str, now: datetime) -> None:
        def change() -> None:
            work()
            self._store.audit.note(by, action, f"message {fetch_id}", {}, now)

        self._store.transact(change)


class Pauses:
    """What people have switched off."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[PauseRow, ...]:
        """Everything that is off."""
        return self._store.pauses.all()

    def pause(self, switch: Switch, reason: str, by: str, now: datetime) -> None:
        """Switch it off. Raises Refused without a reason: whoever finds it must know why."""
        if not reason.strip():
            raise Refused("a pause needs a reason: whoever finds it must know why")

        def change() -> None:
            self._store.pauses.pause(switch, reason.strip(), by, now)
            self._store.audit.note(by, "pause", f"switch {switch.value}", {"reason": reason.strip()}, now)

        self._store.transact(change)

    def resume(self, switch: Switch, by: str, now: datetime) -> bool:
        """Switch it on again; whether it was off."""

        def change() -> bool:
            was_off = self._store.pauses.resume(switch)
            if was_off:
                self._store.audit.note(by, "resume", f"switch {switch.value}", {}, now)
            return was_off

        return self._store.transact(change)
