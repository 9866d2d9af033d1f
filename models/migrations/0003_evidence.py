"""The evidence ledger, the blobs that it proves, and the keys; triggers keep the ledger's tables append-only."""

from typing import Any

from peewee import (BigAutoField, BigIntegerField, BlobField, ForeignKeyField, IntegerField, Model, PostgresqlDatabase,
                    TextField)


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Blob(Base):
    sha256 = TextField(unique=True)
    body = BlobField()
    size = IntegerField()
    media_type = TextField()


class EvidenceLeaf(Base):
    key = TextField(unique=True)
    kind = TextField()
    body = BlobField()
    at = BigIntegerField()


class LedgerEntry(Base):
    position = BigIntegerField(unique=True)
    leaf = ForeignKeyField(EvidenceLeaf, unique=True)
    leaf_hash = TextField()
    at = BigIntegerField()


class Checkpoint(Base):
    size = BigIntegerField(unique=True)
    root = TextField()
    note = TextField()
    signer = TextField()
    at = BigIntegerField()


class CheckpointStamp(Base):
    checkpoint = ForeignKeyField(Checkpoint, index=False)
    authority = TextField()
    token = BlobField()
    at = BigIntegerField()

    class Meta:
        indexes = ((('checkpoint', 'authority'), True),)


class SigningKey(Base):
    purpose = TextField()
    fingerprint = TextField(unique=True)
    public_pem = TextField()
    certificate_pem = TextField()
    valid_from = BigIntegerField()
    retired_at = BigIntegerField(null=True)
    revoked_at = BigIntegerField(null=True)
    revoked_for = TextField(null=True)


TABLES = (Blob, EvidenceLeaf, LedgerEntry, Checkpoint, CheckpointStamp, SigningKey)

# With what is unique: SQLite's INSERT OR REPLACE removes the row that stands in its way without any trigger on DELETE,
# so an INSERT that could replace one is refused too.
APPEND_ONLY = (
    ('evidence_leaf', 'id = NEW.id OR key = NEW.key'),
    ('ledger_entry', 'id = NEW.id OR position = NEW.position OR leaf_id = NEW.leaf_id'),
    ('checkpoint', 'id = NEW.id OR size = NEW.size'),
    ('checkpoint_stamp', 'id = NEW.id OR (checkpoint_id = NEW.checkpoint_id AND authority = NEW.authority)'),
)

POSTGRES_FUNCTION = """
CREATE FUNCTION signoff_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'integrity_constraint_violation';
END
$body$
"""


def sqlite_triggers(table: str, same: str) -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return (
        f'CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}',
        f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}',
        f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS '
        f'(SELECT 1 FROM {table} WHERE {same}) {refuse}',
    )


def postgres_triggers(table: str) -> tuple[str, ...]:
    # ALWAYS: else a session that plays a replica would go past it.
    return (
        f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} '
        'FOR EACH STATEMENT EXECUTE FUNCTION signoff_append_only()',
        f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only',
    )


def up(migrator: object, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    on_postgres = isinstance(db, PostgresqlDatabase)
    if on_postgres:
        db.execute_sql(POSTGRES_FUNCTION)
    for table, same in APPEND_ONLY:
        for statement in postgres_triggers(table) if on_postgres else sqlite_triggers(table, same):
            db.execute_sql(statement)
