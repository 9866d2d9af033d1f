"""What was agreed with customers about time, what was promised of first answers, and indexes for figures."""

from typing import Any

from peewee import SQL, BigAutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, Model, NodeList, TextField


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Ticket(Base):
    pass


class Customer(Base):
    plan = TextField(null=True)
    timezone = TextField(constraints=[SQL("DEFAULT ''")])
    calendar = TextField(constraints=[SQL("DEFAULT ''")])
    hours = TextField(constraints=[SQL("DEFAULT ''")])
    own_days = TextField(null=True)


class ResponsePromise(Base):
    ticket = ForeignKeyField(Ticket, index=False)
    made_at = BigIntegerField()
    due_at = BigIntegerField(null=True)
    why = TextField()
    plan = TextField(null=True)
    severity = IntegerField(null=True)
    judged = BooleanField()
    target = TextField()
    round_the_clock = BooleanField()
    timezone = TextField()
    hours = TextField()
    calendar = TextField()
    spans = TextField(null=True)

    class Meta:
        indexes = ((('ticket', 'id'), False),)


TABLES = (ResponsePromise,)
INDEXES = (
    ('ticket', ('opened_at', 'category', 'language')),
    ('ticket', ('response_due', 'state', 'responded_at', 'closed_at')),
    ('verdict', ('at', 'automatic', 'standing', 'audit')),
    ('outbox', ('created_at', 'state')),
)

# Answers were filed without the mail that they left in.
LINK = """
UPDATE message SET outbox_id = (
    SELECT MIN(o.id) FROM outbox AS o
    WHERE o.ticket_id = message.ticket_id AND o.template = 'answer' AND o.created_at = message.at)
WHERE direction = 'out' AND outbox_id IS NULL AND fetch_id IS NULL
"""

# The first answer of a person that went out, for tickets from before it was noted.
FILL = """
UPDATE ticket SET responded_at = (
    SELECT MIN(COALESCE(o.sent_at, m.at)) FROM message AS m LEFT JOIN outbox AS o ON o.id = m.outbox_id
    WHERE m.ticket_id = ticket.id AND m.direction = 'out' AND NOT m.automatic AND m.at >= ticket.opened_at
    AND (m.fetch_id IS NOT NULL OR (o.state = 'sent' AND NOT o.returned)))
"""


def add_column(db: Any, field: Any) -> None:
    table, column = field.model._meta.entity, field.ddl(db.get_sql_context())
    db.execute(NodeList((SQL('ALTER TABLE'), table, SQL('ADD COLUMN'), column)))


def up(migrator: object, db: Any) -> None:
    for field in (Customer.plan, Customer.timezone, Customer.calendar, Customer.hours, Customer.own_days):
        add_column(db, field)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    for table, columns in INDEXES:
        quoted = ', '.join(f'"{column}"' for column in columns)
        db.execute_sql(f'CREATE INDEX "{table}_{"_".join(columns)}" ON "{table}" ({quoted})')
    db.execute_sql(LINK)
    db.execute_sql(FILL)
