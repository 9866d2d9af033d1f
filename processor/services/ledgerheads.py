"""Holds signed tree heads, our own and those that others kept, against the tree that the entries really make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from processor.evidence.keys.history import KeyHistory
from processor.evidence.keys.publickeys import PublicKey
from processor.evidence.ledger import checkpoint
from processor.evidence.ledger.checkpoint import Note
from processor.evidence.ledger.tree import Frontier
from processor.store.ledgerrows import CheckpointRow

_LONGEST_SPAN: Final = 64
"""So many entries between two heads are tried for having been exchanged; normally there are two to four."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong. `what` is a word for scripts, `sentence` is for people, `place` that of an entry."""

    what: str
    sentence: str
    place: int | None = None


class Tree:
    """The tree over these leaf hashes, at any size: each step is worked out once."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self.hashes = hashes
        self._frontiers = {0: Frontier()}

    def prepare(self, sizes: Sequence[int]) -> None:
        """Works out the roots of these sizes in one walk."""
        frontier = Frontier()
        for size in sorted({size for size in sizes if 0 < size <= len(self.hashes)}):
            frontier = frontier.extended(self.hashes[frontier.size : size])
            self._frontiers[size] = frontier

    def at(self, size: int) -> Frontier:
        """The frontier of the first `size` entries."""
        if size not in self._frontiers:
            self._frontiers[size] = Frontier().extended(self.hashes[:size])
        return self._frontiers[size]

    def root_at(self, size: int) -> bytes:
        """The root over the first `size` entries."""
        return self.at(size).root()


class Judge:
    """Judges heads by the tree, the keys' history, and the keys by fingerprint."""

    def __init__(self, tree: Tree, history: KeyHistory, keys: Mapping[str, PublicKey]) -> None:
        self._tree = tree
        self._history = history
        self._keys = keys
        self._origin = ""

    def own(self, heads: Sequence[CheckpointRow]) -> Iterator[Finding]:
        """What is wrong with the heads that the ledger itself keeps, the oldest first."""
        self._tree.prepare([head.size for head in heads])
        agreed = 0
        wrong: list[CheckpointRow] = []
        for head in heads:
            yield from self._signed(head)
            if head.size > len(self._tree.hashes):
                continue
            if self._tree.root_at(head.size) != head.root:
                wrong.append(head)
            elif not wrong:
                agreed = head.size
        if wrong:
            yield self._changed(agreed, wrong)
        if heads and heads[-1].size > len(self._tree.hashes):
            yield _cut_off("the checkpoint", heads[-1].size, len(self._tree.hashes))

    def _signed(self, head: CheckpointRow) -> Iterator[Finding]:
        """What is wrong with a head by itself: its words, or who signed it."""
        try:
            note = checkpoint.parse(head.note)
        except ValueError:
            yield Finding("checkpoint", f"the checkpoint of size {head.size} can't be read: it was edited")
            return
        self._origin = self._origin or note.head.origin
        if (note.head.origin, note.head.size, note.head.root) != (self._origin, head.size, head.root):
            yield Finding("checkpoint", f"the checkpoint of size {head.size} says something else than its row")
        signer = self._history.log_key_at(head.size)
        if head.signer != signer or not self._holds(note, signer):
            yield Finding(
                "signature", f"the checkpoint of size {head.size} is not signed by the key that signed the log then"
            )

    def _holds(self, note: Note, fingerprint: str | None) -> bool:
        key = self._keys.get(fingerprint or "")
        return key is not None and note.is_signed_by(key)

    def _changed(self, agreed: int, wrong: Sequence[CheckpointRow]) -> Finding:
        """Names the entries between the last head that agrees and the first that does not."""
        first = wrong[0]
        more = f", nor do {len(wrong) - 1} later checkpoints" if len(wrong) > 1 else ""
        exchanged = self._exchanged(agreed, first)
        if exchanged:
            one, other = exchanged
            return Finding("reordered", f"the entries {one} and {other} have changed places{more}", one)
        span = f"entry {agreed}" if first.size == agreed + 1 else f"an entry from {agreed} to {first.size - 1}"
        sentence = (
            f"{span} was edited, exchanged or put in later: the checkpoint of size {first.size} does not agree{more}"
        )
        return Finding("changed", sentence, agreed)

    def _exchanged(self, agreed: int, head: CheckpointRow) -> tuple[int, int] | None:
        """The two places whose entries, put back, lead to the signed root."""
        if head.size - agreed > _LONGEST_SPAN:
            return None
        before, span = self._tree.at(agreed), list(self._tree.hashes[agreed : head.size])
        for one, other in combinations(range(len(span)), 2):
            tried = span.copy()
            tried[one], tried[other] = span[other], span[one]
            if before.extended(tried).root() == head.root:
                return agreed + one, agreed + other
        return None

    def kept(self, name: str, text: str, heads: Sequence[CheckpointRow]) -> Iterator[Finding]:
        """What a checkpoint that somebody else kept says against the ledger."""
        try:
            note = checkpoint.parse(text)
        except ValueError as error:
            yield Finding("older", f"{name}: {error}")
            return
        head, size = note.head, len(self._tree.hashes)
        if self._origin and head.origin != self._origin:
            yield Finding("older", f"{name}: it is of the log {head.origin}, and this one is {self._origin}")
            return
        if not any(self._holds(note, span.fingerprint) for span in self._history.spans):
            yield Finding("older", f"{name}: none of this ledger's keys has signed it: it is forged, or the ledger is")
            return
        if head.size > size:
            yield _cut_off(f"{name}: the checkpoint", head.size, size)
        elif self._tree.root_at(head.size) != head.root:
            yield Finding(
                "contradicted", f"{name}: the ledger was rewritten: its first {head.size} entries were others"
            )
        elif not self._holds(note, self._history.log_key_at(head.size)):
            yield Finding("signature", f"{name}: it is not signed by the key that signed the log then")
        elif head.size not in {row.size for row in heads}:
            yield Finding("checkpoint", f"{name}: the ledger no longer has the checkpoint of size {head.size}")


def _cut_off(whose: str, signed: int, size: int) -> Finding:
    return Finding(
        "truncated", f"{whose} was signed over {signed} entries, and there are only {size}: the end is cut off", size
    )
