"""The port by which effects get the ledger's leaves: `processor.evidence.ledger.leaf` fills it."""

from collections.abc import Callable
from typing import Any, Protocol

from models.vocabulary import LeafKind
from processor.errors import Permanent


class MadeLeaf(Protocol):
    """One entry of the ledger, not yet numbered."""

    @property
    def kind(self) -> LeafKind:
        """What it tells of."""
        ...

    @property
    def body(self) -> bytes:
        """Its canonical bytes."""
        ...


class Leaves(Protocol):
    """Makes leaves: ids, words, times and salted digests, nothing else."""

    @property
    def salted(self) -> Callable[[bytes, str], Any]:
        """The digest of a salt and a SHA-256 in hexadecimal."""
        ...

    @property
    def acceptance(self) -> Callable[..., MadeLeaf]:
        """An approver accepted."""
        ...

    @property
    def objection(self) -> Callable[..., MadeLeaf]:
        """Somebody who got the receipt objected."""
        ...

    @property
    def decision(self) -> Callable[..., MadeLeaf]:
        """A person decided about the objections."""
        ...

    @property
    def register(self) -> Callable[..., MadeLeaf]:
        """An entry of the register came into another state."""
        ...

    @property
    def change(self) -> Callable[..., MadeLeaf]:
        """Somebody who works here did something."""
        ...


def required(leaves: Leaves | None) -> Leaves:
    """The port, where it was given. Raises Permanent where not: nothing is recorded that the ledger would not know."""
    if leaves is None:
        raise Permanent("this process keeps no ledger, so it can't record acceptances or what people change")
    return leaves
