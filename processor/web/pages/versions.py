"""Two versions of a proposal beside each other, part by part, with what differs marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from processor.documents import formats
from processor.documents.words import Words
from processor.facts.proposals import ProposalContent
from processor.store.views.paperdetails import VersionText
from processor.web.pages.differing import Sides, compared

__all__ = ["Beside", "Part", "beside"]

_TEXTS: Final = ("title", "request", "goals", "scope")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a proposal in both versions."""

    name: str
    sides: Sides


@dataclass(frozen=True, slots=True)
class Beside:
    """Two versions with their parts; those that neither has are left out."""

    before: VersionText
    after: VersionText
    parts: tuple[Part, ...]

    @property
    def changed(self) -> int:
        """How many parts differ."""
        return sum(not part.sides.same for part in self.parts)


def beside(versions: Sequence[VersionText], first: int | None, second: int | None, words: Words) -> Beside | None:
    """The two versions of these numbers, else the newest two; None where there is only one."""
    by_number = {one.version: one for one in versions}
    after = by_number.get(second or 0) or (versions[-1] if versions else None)
    earlier = [one for one in versions if after is not None and one.version < after.version]
    before = by_number.get(first or 0) or (earlier[-1] if earlier else None)
    if before is None or after is None or before is after:
        return None
    if before.version > after.version:
        before, after = after, before
    old, new = _said(before, words), _said(after, words)
    pairs = ((name, old[name], new[name]) for name in old)
    return Beside(before, after, tuple(Part(name, compared(was, now)) for name, was, now in pairs if was or now))


def _said(one: VersionText, words: Words) -> dict[str, str]:
    """What a version says, part by part, as text."""
    content, language = one.content, words.language.value
    how = f"{words.name(one.turn)}, {words.name(one.quorum)}"
    return {
        **{name: getattr(content, name) for name in _TEXTS},
        "criteria": "\n".join(f"{place}. {text}" for place, text in enumerate(content.criteria, 1)),
        "hours": "" if content.hours is None else f"{content.hours:f}",
        "price": "" if content.price is None else formats.money(content.price, language),
        "valid_until": formats.day(content.valid_until, language) if content.valid_until else "",
        "documents": "\n".join(_document(content)),
        "approvers": "\n".join(content.approvers),
        "how": how,
    }


def _document(content: ProposalContent) -> list[str]:
    """The documents by name, with the beginning of their digests: another file under the same name differs."""
    return [f"{one.filename} ({one.sha256[:12]})" for one in content.documents]
