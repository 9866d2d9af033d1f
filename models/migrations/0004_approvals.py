"""Proposals, the register of approvers, requests for approval, what was answered, and acceptances.

What tells how the register came to be, which mails served an approval and who objected is append-only by triggers. The
outbox learns what the server said when it took a mail.
"""

from typing import Any

from peewee import (SQL, BigAutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, Model, NodeList,
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
    answer = TextField(constraints=[SQL("DEFAULT ''")])


class Approver(Base):
    side = TextField()
    customer = ForeignKeyField(Customer, null=True)
    address = TextField()
    address_key = TextField(index=True)
    name = TextField()
    title = TextField()
    user = TextField()
    language = TextField()
    first_day = TextField()
    last_day = TextField()
    limit = TextField(null=True)
    deputy_of = ForeignKeyField('self', index=False, null=True)
    lines = TextField()
    state = TextField()
    effective_at = BigIntegerField(null=True)
    proposed_by = TextField()
    proposed_at = BigIntegerField()
    confirmed_by = TextField()


class ApproverChange(Base):
    approver = ForeignKeyField(Approver)
    before = TextField(null=True)
    after = TextField()
    by = TextField()
    at = BigIntegerField()
    why = TextField()
    effective_at = BigIntegerField(null=True)
    salt = TextField()


class Proposal(Base):
    number = BigIntegerField(unique=True)
    ticket = ForeignKeyField(Ticket)
    state = TextField()
    version = IntegerField()
    sent_version = IntegerField()
    language = TextField()
    drafted_by = TextField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    ended_why = TextField()
    row_version = IntegerField()

    class Meta:
        indexes = ((('state', 'id'), False),)


class ProposalVersion(Base):
    proposal = ForeignKeyField(Proposal, index=False)
    version = IntegerField()
    content = TextField()
    turn = TextField()
    quorum = TextField()
    drafted_by = TextField()
    authors = TextField()
    valid_until = TextField()
    document_sha256 = TextField()
    pdf_sha256 = TextField()
    frozen_at = BigIntegerField(null=True)

    class Meta:
        indexes = ((('proposal', 'version'), True),)


class ApprovalRequest(Base):
    kind = TextField()
    number = BigIntegerField()
    version = IntegerField()
    token = TextField(unique=True)
    ticket = ForeignKeyField(Ticket, null=True)
    side = TextField()
    position = IntegerField()
    approver = ForeignKeyField(Approver)
    document_sha256 = TextField()
    language = TextField()
    state = TextField()
    asked_at = BigIntegerField(null=True)
    outbox = ForeignKeyField(Outbox, index=False, null=True)
    sent_text = TextField()
    wording = TextField()
    reminded = IntegerField()
    last_reminded_at = BigIntegerField(null=True)
    unclear_told = BooleanField()
    code_mac = TextField()
    code_sent_at = BigIntegerField(null=True)
    code_expires_at = BigIntegerField(null=True)
    code_attempts_left = IntegerField()
    code_reply = ForeignKeyField(Fetch, index=False, null=True)
    code_assurance = TextField(null=True)
    code_found = TextField(null=True)
    decided_at = BigIntegerField(null=True)
    decided_by = TextField()

    class Meta:
        indexes = ((('kind', 'number', 'version'), False), (('state', 'id'), False))


class ApprovalReply(Base):
    request = ForeignKeyField(ApprovalRequest)
    fetch = ForeignKeyField(Fetch, index=False)
    at = BigIntegerField()
    outcome = TextField()
    rule = TextField()
    assurance = TextField()
    issues = TextField()
    reasons = TextField()
    purchase_order = TextField()
    message_id = TextField()
    sent_at = BigIntegerField(null=True)
    text = TextField()
    signature = TextField()
    marks = TextField()


class UsedMail(Base):
    mark = TextField(unique=True)
    fetch = ForeignKeyField(Fetch, index=False)


class Acceptance(Base):
    type = TextField()
    request = ForeignKeyField(ApprovalRequest, unique=True)
    approver = ForeignKeyField(Approver, index=False)
    ticket = ForeignKeyField(Ticket, null=True)
    fetch = ForeignKeyField(Fetch, index=False, null=True)
    code_fetch = ForeignKeyField(Fetch, index=False, null=True)
    assurance = TextField()
    accepted_at = BigIntegerField()
    decided_at = BigIntegerField()
    objection_until = BigIntegerField()
    record = TextField()
    salt = TextField()
    reply_sha256 = TextField()
    code_reply_sha256 = TextField()
    sent_sha256 = TextField()
    seal = TextField()
    year = IntegerField(null=True)
    serial = IntegerField(null=True)
    seal_attempts = IntegerField()
    seal_not_before = BigIntegerField(null=True)
    seal_error = TextField()
    json_sha256 = TextField()
    certificate_sha256 = TextField()
    receipt_sha256 = TextField()
    receipt_token = TextField(index=True)
    receipt_to = TextField(null=True)
    disputed_at = BigIntegerField(null=True)
    settled_at = BigIntegerField(null=True)
    settled_by = TextField()
    settled_why = TextField()
    settle_salt = TextField()
    settlements = IntegerField()
    upheld = BooleanField(null=True)

    class Meta:
        indexes = ((('year', 'serial'), True), (('seal', 'id'), False))


class Objection(Base):
    acceptance = ForeignKeyField(Acceptance)
    fetch = ForeignKeyField(Fetch, index=False, null=True)
    address = TextField()
    text = TextField()
    at = BigIntegerField()
    salt = TextField()


TABLES = (Approver, ApproverChange, Proposal, ProposalVersion, ApprovalRequest, ApprovalReply, UsedMail, Acceptance,
          Objection)

# With what is unique: SQLite's INSERT OR REPLACE removes the row that stands in its way without any trigger on DELETE,
# so an INSERT that could replace one is refused too.
APPEND_ONLY = (
    ('approver_change', 'id = NEW.id'),
    ('used_mail', 'id = NEW.id OR mark = NEW.mark'),
    ('objection', 'id = NEW.id'),
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
    column = Outbox.answer.ddl(db.get_sql_context())
    db.execute(NodeList((SQL('ALTER TABLE'), Outbox._meta.entity, SQL('ADD COLUMN'), column)))
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    on_postgres = isinstance(db, PostgresqlDatabase)
    for table, same in APPEND_ONLY:
        for statement in postgres_triggers(table) if on_postgres else sqlite_triggers(table, same):
            db.execute_sql(statement)
