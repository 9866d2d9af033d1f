"""Can acceptances become evidence: the keys, the end of the seal's certificate, and what waits to be sealed."""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from models.vocabulary import KeyPurpose
from processor.evidence.keys.records import KeyRecord
from processor.evidence.keys.ring import KeyRing
from processor.services.doctor.findings import Check, Finding, fail, ok, warn
from processor.store.store import Store

NOTICE: Final = timedelta(days=60)
"""So long before the seal's certificate ends somebody should replace it: the root key may have to be fetched."""

PATIENCE: Final = timedelta(minutes=10)
"""So long an acceptance may take to be sealed; a time-stamping authority may be away for a moment."""

SHOWN: Final = 5
_OTHERS: Final = 0o077


def evidence_checks(store: Store, keys: Callable[[datetime], KeyRing], *, in_token: bool) -> tuple[Check, ...]:
    """What can be told without asking anybody outside. `keys` opens the ring and makes none; `in_token`: the seal's."""
    return (
        Check("keys", lambda now: _keys(store, keys, now, in_token=in_token)),
        Check("evidence", lambda now: _waiting(store, now)),
    )


def _keys(store: Store, keys: Callable[[datetime], KeyRing], now: datetime, *, in_token: bool) -> Iterator[Finding]:
    """Whoever has lost keys can't seal, and whoever lets others read them proves nothing."""
    if store.signing_keys.current(KeyPurpose.LOG) is None:
        yield ok("keys", "none yet: they are made with the first acceptance")
        return
    ring = keys(now)
    faults = [*_files(ring), *_lost(ring, in_token=in_token)]
    yield from faults
    if not faults:
        ring.sign_for_log(b"doctor")  # raises where the passphrase is not the one that it was made with
    end = ring.seal_certificate.not_valid_after_utc
    remedy = "signoff ledger rotate seal (the root key has to be in its folder for that)"
    if end <= now:
        yield fail("keys", f"the seal's certificate has ended on {end:%Y-%m-%d}: nothing can be sealed", remedy)
    elif end - now <= NOTICE:
        yield warn("keys", f"the seal's certificate ends on {end:%Y-%m-%d}, in {(end - now).days} days", remedy)
    elif not faults:
        yield ok("keys", f"there, for their owner only; the seal's certificate ends on {end:%Y-%m-%d}")


def _files(ring: KeyRing) -> Iterator[Finding]:
    for record in ring.records:
        path = ring.folder / record.private_name
        if ring.has_private(record):
            yield from _guarded(path)


def _guarded(path: Path) -> Iterator[Finding]:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        yield fail("keys", f"{path} is a link, or belongs to somebody else", "put the file itself there, as our user's")
    elif found.st_mode & _OTHERS:
        what = f"others may use {path} (mode {stat.S_IMODE(found.st_mode):04o}): it is refused"
        yield fail("keys", what, f"chmod 600 {path}; if anybody could have read it: signoff ledger rotate")


def _lost(ring: KeyRing, *, in_token: bool) -> Iterator[Finding]:
    """The root's key may be, and better is, kept elsewhere."""
    needed: list[KeyRecord] = [ring.current(KeyPurpose.LOG)]
    needed += [] if in_token else [ring.current(KeyPurpose.SEAL)]
    for record in needed:
        if not ring.has_private(record):
            path = ring.folder / record.private_name
            yield fail("keys", f"{path} is missing: nothing can be sealed", "restore it from your backup")


def _waiting(store: Store, now: datetime) -> Iterator[Finding]:
    waits = store.views.unsealed()
    late = [line for line in waits if now - line.decided_at > PATIENCE]
    for line in late[:SHOWN]:
        name = line.number or f"acceptance {line.acceptance_id}"
        why = line.seal_error or "the loop seal has not come to it"
        text = f"{name} is recorded since {line.decided_at:%Y-%m-%d %H:%M} UTC, and not sealed: {why}"
        yield warn("evidence", text, "mend what the reason names; the loop seal tries again by itself")
    if len(late) > SHOWN:
        yield warn("evidence", f"and {len(late) - SHOWN} more", "mend the first ones and ask again")
    if not late:
        yield ok("evidence", "no acceptance waits for its seal" if not waits else f"{len(waits)} are being sealed")
