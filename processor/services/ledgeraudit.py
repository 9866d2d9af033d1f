"""Recomputes the evidence ledger from its bytes, and names whatever is not as it was signed.

Nothing that the database says of itself is believed: leaf hashes, roots, signatures and the order of keys are worked
out anew. What an operator rebuilds and signs anew as a whole is found only by a checkpoint that somebody else has kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.leafhash import leaf_hash
from models.vocabulary import LeafKind
from processor.evidence.keys.history import key_history
from processor.evidence.keys.publickeys import PublicKey, key_fingerprint, read_public_key
from processor.evidence.ledger.leaf import Leaf, read_leaf
from processor.services.ledgerheads import Finding, Judge, Tree
from processor.store.ledgerrows import EntryRow
from processor.store.store import Store

__all__ = ["Finding", "LedgerReport", "audit"]

MoreChecks = Sequence[Callable[[Store], Iterable[Finding]]]


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What was looked at, and what is wrong. `unsigned` entries wait for the next checkpoint, `waiting` for a place."""

    entries: int
    checkpoints: int
    older: int
    unsigned: int
    waiting: int
    root: str
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def audit(store: Store, older: Sequence[tuple[str, str]] = (), more: MoreChecks = ()) -> LedgerReport:
    """The report on the ledger as it is now; `more` are checks of what its entries speak of."""
    entries, heads = store.ledger.entries(), store.ledger.checkpoints()
    findings: list[Finding] = []
    whole = _in_place(entries, findings)
    leaves = list(_leaves(whole, findings))
    keys = _public_keys(store, findings)
    history = key_history(((entry.position, leaf) for entry, leaf in leaves), keys)
    findings += [Finding("key", f"entry {place}: {sentence}") for place, sentence in history.faults]
    tree = Tree(tuple(leaf_hash(entry.body) for entry in whole))
    judge = Judge(tree, history, keys)
    findings += judge.own(heads)
    for name, text in older:
        findings += judge.kept(name, text, heads)
    findings += [
        Finding("unguarded", f"the table {table} is not append-only any more: its triggers are gone or switched off")
        for table in store.ledger.unguarded()
    ]
    findings += [found for check in more for found in check(store)]
    signed = min(heads[-1].size, len(whole)) if heads else 0
    root = tree.root_at(len(whole)).hex()
    counts = len(entries), len(heads), len(older), len(entries) - signed, store.ledger.waiting()
    return LedgerReport(*counts, root, tuple(findings))


def _in_place(entries: Sequence[EntryRow], findings: list[Finding]) -> list[EntryRow]:
    """The entries up to the first gap. Beyond it no root can be worked out."""
    found = {entry.position for entry in entries}
    last = max(found, default=-1)
    missing = sorted(set(range(last + 1)) - found)
    if missing:
        places = ", ".join(map(str, missing[:10])) + (" and more" if len(missing) > 10 else "")
        findings.append(Finding("deleted", f"no entry stands at place {places}: it was deleted", missing[0]))
    end = missing[0] if missing else last + 1
    return [entry for entry in entries if 0 <= entry.position < end]


def _leaves(entries: Iterable[EntryRow], findings: list[Finding]) -> Iterator[tuple[EntryRow, Leaf]]:
    """The leaves that can be read; one whose bytes are not those that were hashed is named."""
    for entry in entries:
        place = entry.position
        if leaf_hash(entry.body) != entry.leaf_hash:
            findings.append(Finding("edited", f"entry {place} ({entry.key}) is not the one that was numbered", place))
        try:
            leaf = read_leaf(entry.body)
        except ValueError:
            findings.append(Finding("edited", f"entry {place} ({entry.key}) can't be read as a leaf", place))
            continue
        if leaf.kind is not entry.kind:
            findings.append(Finding("edited", f"entry {place} ({entry.key}) is of another kind than its bytes", place))
        if leaf.kind is LeafKind.KEY and entry.key != f"key:{leaf.fields()['public_key']}":
            findings.append(Finding("edited", f"entry {place} ({entry.key}) tells of another key", place))
        yield entry, leaf


def _public_keys(store: Store, findings: list[Finding]) -> dict[str, PublicKey]:
    """The keys by fingerprint; a row whose key is another one is named."""
    keys: dict[str, PublicKey] = {}
    for row in store.signing_keys.all():
        try:
            key = read_public_key(row.public_pem)
        except ValueError:
            key = None
        if key is None or key_fingerprint(key) != row.fingerprint:
            findings.append(
                Finding("key", f"the key {row.fingerprint[:16]}… is not the one that its fingerprint names")
            )
        else:
            keys[row.fingerprint] = key
    return keys
