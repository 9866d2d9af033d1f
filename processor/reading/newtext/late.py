"""Patterns that are compiled when they are first used: the words of three languages would else delay every command."""

import re
from typing import Any, cast

__all__ = ["late"]


class _Late:
    """Stands for a pattern until it is used, and then for its methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """The compiled pattern's own; all of them are kept, so that this is asked once."""
        compiled = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "split", "findall", "finditer", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
