"""Who works here, how they sign in, and everything that people have done."""

from typing import Any

from peewee import (BigAutoField, BigIntegerField, BlobField, ForeignKeyField, IntegerField, Model,
                    PostgresqlDatabase, TextField)


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class UserAccount(Base):
    login = TextField(unique=True)
    display = TextField()
    language = TextField()
    roles = TextField()
    state = TextField()
    password_hash = TextField()
    totp_secret = BlobField(null=True)
    totp_counter = BigIntegerField()
    created_by = TextField()
    created_at = BigIntegerField()
    changed_at = BigIntegerField()
    signed_in_at = BigIntegerField(null=True)
    row_version = IntegerField()


class RecoveryCode(Base):
    user = ForeignKeyField(UserAccount, index=False)
    mac = TextField()
    used_at = BigIntegerField(null=True)

    class Meta:
        indexes = ((('user', 'mac'), True),)


class SignInChallenge(Base):
    token_sha256 = TextField(unique=True)
    user = ForeignKeyField(UserAccount)
    step = TextField()
    secret = BlobField(null=True)
    address = TextField()
    agent = TextField()
    attempts = IntegerField()
    until = BigIntegerField(index=True)


class SignInFailure(Base):
    key = TextField(unique=True)
    count = IntegerField()
    last_at = BigIntegerField(index=True)
    wait_until = BigIntegerField()


class UserSession(Base):
    token_sha256 = TextField(unique=True)
    user = ForeignKeyField(UserAccount)
    address = TextField()
    agent = TextField()
    created_at = BigIntegerField()
    seen_at = BigIntegerField()
    until = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    ended_by = TextField()


class Change(Base):
    at = BigIntegerField()
    by = TextField(index=True)
    action = TextField()
    subject = TextField(index=True)
    detail = TextField()
    salt = TextField()


TABLES = (UserAccount, RecoveryCode, SignInChallenge, SignInFailure, UserSession, Change)

# With what is unique: SQLite's INSERT OR REPLACE removes the row that stands in its way without any trigger on DELETE,
# so an INSERT that could replace one is refused too.
APPEND_ONLY = (('change', 'id = NEW.id'),)


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
    for table, same in APPEND_ONLY:
        for statement in postgres_triggers(table) if on_postgres else sqlite_triggers(table, same):
            db.execute_sql(statement)
