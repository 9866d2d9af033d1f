"""Bytes that evidence rests on, each once, under their SHA-256."""

from dataclasses import dataclass
from hashlib import sha256

from models.evidence import Blob
from processor.errors import Permanent
from processor.store.database import Database
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
        digest = sha256(body).hexdigest()
        row = {"sha256": digest, "body": body, "size": len(body), "media_type": media_type}

        def work() -> None:
            if not self.has(digest):
                self._db.insert(Blob, row)

        self._db.transact(work)
        return digest

    def has(self, digest: str) -> bool:
        """Whether there is a blob of this digest; whether its bytes are right only `get` says."""
        return self._db.value(_KNOWN, sha256=digest) is not None

    def get(self, digest: str) -> BlobRow:
        """The blob of this digest.

        Raises Permanent where there is none, or where the bytes are no longer those that were kept.
        """
        row = self._db.row(_BODY, sha256=digest)
        if row is None:
            raise Permanent(
                f"the blob {digest} is missing: restore it from your backup, unless it was erased on purpose"
            )
        found = sha256(row["body"]).hexdigest()
        if found != digest:
            raise Permanent(
                f"the blob {digest} was changed in the database: its bytes have the digest {found} now;"
                " restore it from your backup"
            )
        return BlobRow(digest, row["body"], row["media_type"])


_KNOWN = Prepared(Blob.select(Blob.id).where(Blob.sha256 == Hole(Blob.sha256)))
_BODY = Prepared(Blob.select(Blob.body, Blob.media_type).where(Blob.sha256 == Hole(Blob.sha256)))
