"""Forms to be filled, how tickets are charged, and when the clock was last looked at."""

from typing import Any

from peewee import (BigAutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, Model,
                    PostgresqlDatabase, TextField)


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Ticket(Base):
    pass


class Fetch(Base):
    pass


class Customer(Base):
    pass


class Outbox(Base):
    pass


class Deployment(Base):
    pass


class Form(Base):
    number = BigIntegerField(unique=True)
    name = TextField()
    deployment = ForeignKeyField(Deployment, null=True)
    ticket = ForeignKeyField(Ticket)
    state = TextField()
    version = IntegerField()
    language = TextField()
    to_address = TextField()
    to_name = TextField()
    asked_by = TextField()
    asked_at = BigIntegerField()
    updated_at = BigIntegerField()
    reminded = IntegerField()
    last_reminded_at = BigIntegerField(null=True)
    follows = ForeignKeyField('self', index=False, null=True)
    row_version = IntegerField()

    class Meta:
        indexes = ((('state', 'id'), False),)


class FormVersion(Base):
    form = ForeignKeyField(Form, index=False)
    version = IntegerField()
    token = TextField(unique=True)
    definition = TextField()
    definition_sha256 = TextField()
    pdf_sha256 = TextField()
    to_address = TextField()
    language = TextField()
    asked_by = TextField()
    asked_at = BigIntegerField()
    outbox = ForeignKeyField(Outbox, index=False, null=True)
    sent_text = TextField()

    class Meta:
        indexes = ((('form', 'version'), True),)


class FormAnswer(Base):
    form = ForeignKeyField(Form)
    version = IntegerField()
    field = TextField()
    value = TextField()
    said = TextField()
    source = TextField()
    by = TextField()
    fetch = ForeignKeyField(Fetch, index=False, null=True)
    at = BigIntegerField()


class FormLeftover(Base):
    form = ForeignKeyField(Form)
    version = IntegerField()
    field = TextField()
    said = TextField()
    why = TextField()
    by = TextField()
    fetch = ForeignKeyField(Fetch, index=False, null=True)
    at = BigIntegerField()


class TicketWork(Base):
    ticket = ForeignKeyField(Ticket, unique=True)
    deployment = ForeignKeyField(Deployment, null=True)
    treatment = TextField(null=True)
    why = TextField()
    decided_by = TextField()
    frozen_at = BigIntegerField(null=True)
    hours = TextField(null=True)
    after_hours = BooleanField()
    moves_adds_changes = BooleanField()
    warranty_by = TextField()
    release = TextField(index=True)
    release_told_at = BigIntegerField(null=True)
    changed_by = TextField()
    changed_at = BigIntegerField()


class Entitlement(Base):
    customer = ForeignKeyField(Customer)
    kind = TextField()
    first_day = TextField()
    last_day = TextField()
    note = TextField()
    by = TextField()
    at = BigIntegerField()


class VoucherEntry(Base):
    customer = ForeignKeyField(Customer)
    entitlement = ForeignKeyField(Entitlement, index=False, null=True)
    ticket = ForeignKeyField(Ticket, unique=True, null=True)
    units = BigIntegerField()
    by = TextField()
    at = BigIntegerField()


class Release(Base):
    name = TextField(unique=True)
    entered_by = TextField()
    entered_at = BigIntegerField()
    announced_at = BigIntegerField(null=True)


class ClockWatch(Base):
    name = TextField(unique=True)
    seen_at = BigIntegerField()


TABLES = (Form, FormVersion, FormAnswer, FormLeftover, TicketWork, Entitlement, VoucherEntry, Release, ClockWatch)

# With what is unique: SQLite's INSERT OR REPLACE removes the row that stands in its way without any trigger on DELETE,
# so an INSERT that could replace one is refused too.
APPEND_ONLY = (
    ('form_answer', 'id = NEW.id'),
    ('form_leftover', 'id = NEW.id'),
    ('voucher_entry', 'id = NEW.id OR ticket_id = NEW.ticket_id'),
)


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
