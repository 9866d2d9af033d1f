"""What makes a person's command a cause like any other: a digest drawn from what was asked, when and by whom."""

import hashlib
import json
from dataclasses import asdict, is_dataclass
from datetime import datetime


def command_digest(asked: object, now: datetime) -> str:
    """What tells this command from every other: its words and its moment."""
    words = [type(asked).__name__, now.isoformat(), _plain(asked)]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, asdict(value)]
    return value
