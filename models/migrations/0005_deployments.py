"""Deployments with their forms and timers, how tickets are charged, and forms to be signed beside proposals.

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


class Customer(Base):
    pass


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
    number = BigIntegerField()
    kind = TextField(constraints=[SQL("DEFAULT 'proposal'")])
    deployment = ForeignKeyField(Deployment, null=True)
    ready = BooleanField(constraints=[SQL('DEFAULT FALSE')])


TABLES = (Deployment,)


def widen_proposals(db: Any) -> None:
    for field in (Proposal.kind, Proposal.deployment, Proposal.ready):
        points = (SQL('REFERENCES "deployment" ("id")'),) if field is Proposal.deployment else ()
        column = field.ddl(db.get_sql_context())
        db.execute(NodeList((SQL('ALTER TABLE'), Proposal._meta.entity, SQL('ADD COLUMN'), column, *points)))
    db.execute_sql('DROP INDEX "proposal_number"')
    db.execute_sql('CREATE UNIQUE INDEX "proposal_kind_number" ON "proposal" ("kind", "number")')
    db.execute_sql('CREATE INDEX "proposal_deployment_id" ON "proposal" ("deployment_id")')
    db.execute_sql('CREATE INDEX "proposal_ready" ON "proposal" ("id") WHERE ("ready" = TRUE)')


def up(migrator: object, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    widen_proposals(db)
