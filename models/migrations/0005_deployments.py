"""Deployments with their timers, and forms to be signed beside proposals.

What was there before is a proposal, and each kind counts by itself from now on.
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


class Acceptance(Base):
    pass


class ApprovalRequest(Base):
    pass


class Outbox(Base):
    returned = BooleanField(constraints=[SQL('DEFAULT FALSE')])


class Deployment(Base):
    number = BigIntegerField(unique=True)
    customer = ForeignKeyField(Customer)
    ticket = ForeignKeyField(Ticket, unique=True)
    site = TextField()
    title = TextField()
    language = TextField()
    timezone = TextField()
    stage = TextField()
    live_at = BigIntegerField(null=True)
    live_record = TextField(null=True)
    live_why = TextField()
    effective_at = BigIntegerField(null=True)
    deemed = BooleanField()
    disputed_at = BigIntegerField(null=True)
    started_by = TextField()
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    row_version = IntegerField()


class Proposal(Base):
    kind = TextField(constraints=[SQL("DEFAULT 'proposal'")])
    deployment = ForeignKeyField(Deployment, null=True)
    ready = BooleanField(constraints=[SQL('DEFAULT FALSE')])


class RequestMail(Base):
    request = ForeignKeyField(ApprovalRequest)
    outbox = ForeignKeyField(Outbox, unique=True)


class GoLiveCondition(Base):
    deployment = ForeignKeyField(Deployment)
    text = TextField()
    entered_by = TextField()
    entered_at = BigIntegerField()
    met_at = BigIntegerField(null=True)
    met_by = TextField()
    waived_at = BigIntegerField(null=True)
    waived_by = TextField()
    waived_why = TextField()


class DeploymentQuantity(Base):
    deployment = ForeignKeyField(Deployment, index=False)
    name = TextField()
    included = TextField()
    used = TextField()

    class Meta:
        indexes = ((('deployment', 'name'), True),)


class DeploymentHold(Base):
    deployment = ForeignKeyField(Deployment)
    since = BigIntegerField()
    by = TextField()
    reason = TextField()
    until = BigIntegerField(null=True)
    ended_by = TextField()


class DeploymentTimer(Base):
    deployment = ForeignKeyField(Deployment, index=False)
    kind = TextField()
    form = BigIntegerField()
    turn = IntegerField()
    due_at = BigIntegerField()
    state = TextField()
    why = TextField()
    planned_at = BigIntegerField()
    changed_at = BigIntegerField()

    class Meta:
        indexes = ((('deployment', 'kind', 'form', 'turn'), True),)


class LiveChange(Base):
    deployment = ForeignKeyField(Deployment)
    at = BigIntegerField(null=True)
    record = TextField(null=True)
    why = TextField()
    by = TextField()
    changed_at = BigIntegerField()


class DeploymentStageRow(Base):
    deployment = ForeignKeyField(Deployment, index=False)
    stage = TextField()
    planned = TextField()
    begun = TextField()
    done = TextField()
    agreed_how = TextField()
    agreed_by = TextField()
    acceptance = ForeignKeyField(Acceptance, index=False, null=True)
    fetch = ForeignKeyField(Fetch, index=False, null=True)

    class Meta:
        indexes = ((('deployment', 'stage'), True),)


class Outstanding(Base):
    deployment = ForeignKeyField(Deployment)
    ticket = ForeignKeyField(Ticket, unique=True)
    acceptance = ForeignKeyField(Acceptance, index=False, null=True)
    position = IntegerField()
    text = TextField()
    at = BigIntegerField()


class DeploymentGoal(Base):
    deployment = ForeignKeyField(Deployment)
    title = TextField()
    due = TextField()
    result = TextField()
    achieved = TextField()
    entered_by = TextField()
    entered_at = BigIntegerField()


class CheckInPlan(Base):
    deployment = ForeignKeyField(Deployment, unique=True)
    every_days = IntegerField()


class DeploymentFile(Base):
    deployment = ForeignKeyField(Deployment)
    what = TextField()
    filename = TextField()
    media_type = TextField()
    sha256 = TextField()
    added_by = TextField()
    at = BigIntegerField()


DeploymentHold.add_index(DeploymentHold.index(DeploymentHold.deployment, unique=True,
                                              where=DeploymentHold.until.is_null(), name='deployment_hold_one_open'))
DeploymentTimer.add_index(DeploymentTimer.index(DeploymentTimer.due_at, where=(DeploymentTimer.state == 'planned'),
                                                name='deployment_timer_due'))

TABLES = (Deployment, RequestMail, GoLiveCondition, DeploymentQuantity, DeploymentHold, DeploymentTimer, LiveChange,
          DeploymentStageRow, Outstanding, DeploymentGoal, CheckInPlan, DeploymentFile)


# With what is unique: SQLite's INSERT OR REPLACE removes the row that stands in its way without any trigger on DELETE,
# so an INSERT that could replace one is refused too.
APPEND_ONLY = (
    ('live_change', 'id = NEW.id'),
)

FIRST_MAILS = """
INSERT INTO "request_mail" ("request_id", "outbox_id")
SELECT "id", "outbox_id" FROM "approval_request" WHERE "outbox_id" IS NOT NULL
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


def add_column(db: Any, field: Any, *points: Any) -> None:
    table, column = field.model._meta.entity, field.ddl(db.get_sql_context())
    db.execute(NodeList((SQL('ALTER TABLE'), table, SQL('ADD COLUMN'), column, *points)))


def widen_proposals(db: Any) -> None:
    add_column(db, Proposal.kind)
    add_column(db, Proposal.deployment, SQL('REFERENCES "deployment" ("id")'))
    add_column(db, Proposal.ready)
    db.execute_sql('DROP INDEX "proposal_number"')
    db.execute_sql('CREATE UNIQUE INDEX "proposal_kind_number" ON "proposal" ("kind", "number")')
    db.execute_sql('CREATE INDEX "proposal_deployment_id" ON "proposal" ("deployment_id")')
    db.execute_sql('CREATE INDEX "proposal_ready" ON "proposal" ("id") WHERE ("ready" = TRUE)')


def up(migrator: object, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    widen_proposals(db)
    add_column(db, Outbox.returned)
    db.execute_sql(FIRST_MAILS)
    on_postgres = isinstance(db, PostgresqlDatabase)
    for table, same in APPEND_ONLY:
        for statement in postgres_triggers(table) if on_postgres else sqlite_triggers(table, same):
            db.execute_sql(statement)
