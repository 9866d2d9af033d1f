"""Bytes that evidence rests on, each once, under their SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from models.evidence import Blob
from processor.errors import Permanent
from processor.store.database import Database, Row
from processor.store.prepared import Hole, Prepared


@dataclass(frozen=True, slots=True)
class BlobRow:
    """Bytes and what they are: `media_type` is a MIME type such as message/rfc822."""

    sha256: str
    body: bytes
    media_type: str


class Blobs:
    """Blobs by digest. What is read is what was kept: its digest is computed anew each time."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, body: bytes, media_type: str) -> str:
        """The SHA-256 that the bytes are kept under, in hexadecimal. The same bytes once more change nothing."""
        return self.keep_all([body], media_type)[0]

    def keep_all(self, bodies: Sequence[bytes], media_type: str) -> tuple[str, ...]:
        """The same for several, whose digests come back in the same order."""
        digests = tuple(sha256(body).hexdigest() for body in bodies)
        rows = {
            digest: {"sha256": digest, "body": body, "size": len(body), "media_type": media_type}
            for digest, body in zip(digests, bodies, strict=True)
        }

        def work() -> None:
            known = set(self._db.column(_KNOWN, digests=list(rows)))
            for digest, row in rows.items():
                if digest not in known:
                    self._db.insert(Blob, row)

        self._db.transact(work)
        return digests

    def has(self, digest: str) -> bool:
        """Whether there is a blob of this digest; whether its bytes are right only `get` says."""
        return bool(self._db.column(_KNOWN, digests=[digest]))

    def get(self, digest: str) -> BlobRow:
        """The blob of this digest.

        Raises Permanent where there is none, or where the bytes are no longer those that were kept.
        """
        return self.get_all([digest])[0]

    def get_all(self, digests: Sequence[str]) -> tuple[BlobRow, ...]:
        """The same for several, in their order."""
        rows = {row["sha256"]: row for row in self._db.rows(_BODIES, digests=digests)}
        return tuple(_checked(digest, rows.get(digest)) for digest in digests)


def _checked(digest: str, row: Row | None) -> BlobRow:
    if row is None:
        raise Permanent(f"the blob {digest} is missing: restore it from your backup, unless it was erased on purpose")
    found = sha256(row["body"]).hexdigest()
    if found != digest:
        raise Permanent(
            f"the blob {digest} was changed in the database: its bytes have the digest {found} now;"
            " restore it from your backup"
        )
    return BlobRow(digest, row["body"], row["media_type"])


_DIGESTS = Blob.sha256.in_(Hole(Blob.sha256, "digests", many=True))
_KNOWN = Prepared(Blob.select(Blob.sha256).where(_DIGESTS))
_BODIES = Prepared(Blob.select(Blob.sha256, Blob.body, Blob.media_type).where(_DIGESTS))
