"""What makes a person's command a cause like any other: a digest drawn from what was asked, when and by whom."""

import hashlib
import json
import re
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Final

from processor.store.apply import Cause

DAEMON: Final = "signoff"
"""Who does what nobody asked for: no person, so no change is written down."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def command_digest(asked: object, now: datetime) -> str:
    """What tells this command from every other: its words and its moment."""
    words = [type(asked).__name__, now.isoformat(), _plain(asked)]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def command_cause(asked: object, by: str, now: datetime, *, subject: str = "", action: str = "") -> Cause:
    """The cause that a person's command is; what it does is written down with it.

    `subject` is what it is about, such as `deployment 3`; empty: the ticket that it changes. `action` is the command's
    own name unless given: `meet_condition` of `MeetCondition`.
    """
    person = "" if by == DAEMON else by
    return Cause(command_digest(asked, now), by=person, action=action or _name(asked), subject=subject, asked=asked)


def _name(asked: object) -> str:
    parts = asked if isinstance(asked, tuple) else (asked,)
    named = [type(part).__name__ for part in parts if is_dataclass(part)]
    return _HUMP.sub("_", named[-1]).lower().removesuffix("_command") if named else "command"


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, asdict(value)]
    return value
