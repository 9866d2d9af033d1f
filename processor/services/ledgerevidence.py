"""Whether the acceptances in the database are those that the ledger tells of, with all that they rest on."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from models.vocabulary import LeafKind
from processor.errors import Permanent
from processor.evidence.ledger.leaf import Leaf, read_leaf, salted
from processor.facts.acceptancejson import acceptance_number, certificate_key, decision_sha256
from processor.services.ledgerheads import Finding
from processor.store.ledgerrows import EntryRow
from processor.store.store import Store
from processor.store.views.acceptances import AcceptanceView

MOST: Final = 1_000_000
"""So many acceptances are looked at: all that there are."""


def acceptance_findings(store: Store) -> Iterator[Finding]:
    """What is wrong with acceptances: rows and bytes that are gone or changed, numbers that are missing."""
    entries = {entry.key: entry for entry in store.ledger.entries()}
    lines = store.views.acceptances(MOST)
    yield from _gaps(sorted(line.number for line in lines if line.number))
    known = set()
    for line in reversed(lines):
        known |= {certificate_key(line.number)} if line.number else set()
        try:
            view = store.views.acceptance(str(line.acceptance_id))
        except ValueError:
            yield Finding("retold", f"{line.number or line.acceptance_id} can't be read any more")
            continue
        yield from _bytes(store, view)
        yield from _leaves(view, entries)
    for key, entry in entries.items():
        if entry.kind is LeafKind.CERTIFICATE and key not in known:
            number = key.partition(":")[2]
            yield Finding("forgotten", f"entry {entry.position} seals {number}, which is not there", entry.position)


def _gaps(numbers: list[str]) -> Iterator[Finding]:
    """Numbers begin at 1 each year, and none is left out or given twice."""
    for year, same in groupby(numbers, lambda number: int(number.split("-")[1])):
        given = [int(number.split("-")[2]) for number in same]
        for serial in sorted(set(range(1, max(given) + 1)) - set(given)):
            yield Finding("gap", f"no acceptance has the number {acceptance_number(year, serial)}")
        for serial in sorted({serial for serial in given if given.count(serial) > 1}):
            yield Finding("gap", f"more than one acceptance has the number {acceptance_number(year, serial)}")


def _bytes(store: Store, view: AcceptanceView) -> Iterator[Finding]:
    """Whatever an acceptance names is kept, and hashes to its name."""
    named = {
        "the document": view.document_sha256,
        "the document's PDF": str(view.record["document"]["pdf_sha256"]),
        "the mail that asked": view.sent_sha256,
        "the reply": view.reply_sha256,
        "the reply with the code": view.code_reply_sha256,
        "acceptance.json": view.json_sha256,
        "the certificate": view.line.certificate_sha256,
        "the receipt": view.receipt_sha256,
    }
    for what, digest in named.items():
        if not digest:
            continue
        if not store.blobs.has(digest):
            yield Finding("missing", f"{_name(view)}: {what} ({digest[:16]}…) is not kept any more")
            continue
        try:
            store.blobs.get(digest)
        except Permanent:
            yield Finding("spoiled", f"{_name(view)}: the bytes of {what} ({digest[:16]}…) were changed")


def _leaves(view: AcceptanceView, entries: Mapping[str, EntryRow]) -> Iterator[Finding]:
    """The row says what its leaves say. One without a place yet is looked at when it has one."""
    digests = {
        "document": view.document_sha256,
        "sent": view.sent_sha256,
        "reply": view.reply_sha256,
        "code_reply": view.code_reply_sha256,
        "record": decision_sha256(view.record),
    }
    yield from _agrees(view, entries.get(view.leaf_key), digests)
    if view.line.certificate_sha256:
        sealed = {"certificate": view.line.certificate_sha256, "record": view.json_sha256}
        yield from _agrees(view, entries.get(certificate_key(view.line.number)), sealed)


def _agrees(view: AcceptanceView, entry: EntryRow | None, digests: Mapping[str, str]) -> Iterator[Finding]:
    leaf = _leaf(entry)
    if entry is None or leaf is None:
        return
    said = leaf.fields()
    made = {field: salted(view.salt, digest) for field, digest in digests.items() if digest}
    other = [field for field in digests if said.get(field) != made.get(field)]
    if said.get("acceptance") != view.line.acceptance_id:
        other.append("acceptance")
    if other:
        words = f"{_name(view)} is not what entry {entry.position} tells: {', '.join(other)}"
        yield Finding("retold", words, entry.position)


def _leaf(entry: EntryRow | None) -> Leaf | None:
    """None as well for one that can't be read: that is told of the ledger itself."""
    try:
        return None if entry is None else read_leaf(entry.body)
    except ValueError:
        return None


def _name(view: AcceptanceView) -> str:
    return view.line.number or f"acceptance {view.line.acceptance_id}"
