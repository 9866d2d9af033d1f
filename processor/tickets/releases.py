"""Releases by number: `20-1.1` is the first version of the first cycle planned in 2020. A number is never changed."""

import re
from dataclasses import dataclass
from typing import Final

from processor.errors import Refused

_WRITTEN: Final = re.compile(r"(\d{2})-([1-9]\d{0,2})\.([1-9]\d{0,3})", re.ASCII)
_OTHER_DASHES: Final = str.maketrans("\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{HYPHEN}", "---")
EXAMPLE: Final = "26-3.1"


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A release: the year it is planned in (its last two digits), the number of the cycle, and the version.

    Releases sort by when they are planned: 20-2.1 comes before 20-10.1, and that before 21-1.1.
    """

    year: int
    number: int
    version: int

    def __post_init__(self) -> None:
        """Raises Refused for numbers that no release has."""
        if not (0 <= self.year <= 99 and 1 <= self.number <= 999 and 1 <= self.version <= 9999):
            raise Refused(f"{self} is no release: {_rule()}")

    def __str__(self) -> str:
        """The release as everybody writes it."""
        return f"{self.year:02d}-{self.number}.{self.version}"


def parse_release(text: str) -> Release:
    """The release that a person wrote. Raises Refused with what is wrong about it.

    Blanks around it and the dashes that word processors put in are taken; anything else must be as written.
    """
    plain = text.strip().translate(_OTHER_DASHES)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise Refused(f"{text!r} is no release{_reason(plain)}: {_rule()}")
    return Release(int(found[1]), int(found[2]), int(found[3]))


def _rule() -> str:
    return f"write year-number.version such as {EXAMPLE}"


def _reason(plain: str) -> str:
    if re.fullmatch(r"\d{4}-\d+\.\d+", plain, re.ASCII):
        return ", its year has two digits"
    if re.fullmatch(r"\d+-\d+", plain, re.ASCII):
        return ", its version is missing"
    if re.fullmatch(r"\d{2}-\d+\.\d+", plain, re.ASCII):
        return ", numbers count from 1, without zeros before them"
    return ""
