"""The evidence: blobs by their digest, the ledger with its checkpoints, and the keys that sign them.

Leaves, entries, checkpoints and stamps are only ever added: triggers of the database refuse everything else. Blobs
hold what people wrote, so they can be erased; the ledger keeps nothing but ids, times and salted digests.
"""

from peewee import BigIntegerField, ForeignKeyField, IntegerField

from models.base import Record
from models.fields import BytesField, CleanTextField, UtcDateTimeField, WordField
from models.vocabulary import KeyPurpose, LeafKind, RevocationReason

APPEND_ONLY = ("evidence_leaf", "ledger_entry", "checkpoint", "checkpoint_stamp")
"""The tables whose rows can be neither changed nor removed."""


class Blob(Record):
    """Bytes that evidence rests on, under their SHA-256 in hexadecimal."""

    sha256 = CleanTextField(unique=True)
    body = BytesField()
    size = IntegerField()
    media_type = CleanTextField()


class EvidenceLeaf(Record):
    """What is to stand in the ledger: canonical JSON, written together with what it tells of.

    `key` names the leaf, such as `acceptance:17`, so that a rerun adds none twice.
    """

    key = CleanTextField(unique=True)
    kind = WordField(LeafKind)
    body = BytesField()
    at = UtcDateTimeField()


class LedgerEntry(Record):
    """The place of a leaf in the ledger: positions count from 0 without a gap. `leaf_hash` is in hexadecimal."""

    position = BigIntegerField(unique=True)
    leaf = ForeignKeyField(EvidenceLeaf, unique=True)
    leaf_hash = CleanTextField()
    at = UtcDateTimeField()


class Checkpoint(Record):
    """A signed tree head: `note` is the whole signed note, `root` in hexadecimal, `signer` the key's fingerprint."""

    size = BigIntegerField(unique=True)
    root = CleanTextField()
    note = CleanTextField()
    signer = CleanTextField()
    at = UtcDateTimeField()


class CheckpointStamp(Record):
    """What a timestamp authority said of a checkpoint (RFC 3161): the token, DER. One for each authority."""

    checkpoint = ForeignKeyField(Checkpoint, index=False)
    authority = CleanTextField()
    token = BytesField()
    at = UtcDateTimeField()

    class Meta:
        """An authority stamps a checkpoint once."""

        indexes = ((("checkpoint", "authority"), True),)


class SigningKey(Record):
    """A key that signs or signed for this installation: its public half only.

    `fingerprint` is the SHA-256 of the public key (SubjectPublicKeyInfo, DER) in hexadecimal. `certificate_pem` is
    empty for the log key. The ledger says the same in leaves; these rows are for looking up.
    """

    purpose = WordField(KeyPurpose)
    fingerprint = CleanTextField(unique=True)
    public_pem = CleanTextField()
    certificate_pem = CleanTextField(default="")
    valid_from = UtcDateTimeField()
    retired_at = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
    revoked_for = WordField(RevocationReason, null=True)
