"""The queue by what is at stake, steps that can be taken back, forms sent once, and tickets found by their words."""

import re
from typing import Any

from peewee import (SQL, BigAutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, Model, NodeList,
                    PostgresqlDatabase, TextField)


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Ticket(Base):
    response_due = BigIntegerField(null=True)
    responded_at = BigIntegerField(null=True)


class Message(Base):
    withdrawn = BooleanField(constraints=[SQL('DEFAULT FALSE')])


class Review(Base):
    asleep_until = BigIntegerField(null=True)
    asked_at = BigIntegerField(null=True)


class Step(Base):
    ticket = ForeignKeyField(Ticket, index=False)
    review = ForeignKeyField(Review, index=False, null=True)
    other = ForeignKeyField(Ticket, index=False, null=True)
    by = TextField()
    at = BigIntegerField()
    what = TextField()
    text = TextField()
    changed = TextField()
    outbox = TextField()
    base = IntegerField()
    version = IntegerField()
    other_version = IntegerField()
    undone_at = BigIntegerField(null=True)
    undone_by = TextField()

    class Meta:
        indexes = ((('by', 'at'), False), (('at',), False), (('ticket', 'id'), False))


class Once(Base):
    key = TextField()
    by = TextField()
    answer = TextField()
    at = BigIntegerField(index=True)

    class Meta:
        indexes = ((('key', 'by'), True),)


class TicketText(Base):
    words = TextField()
    body = TextField()


TABLES = (Step, Once, TicketText)

# Quoted text is left out: it stands in the message that it is from. Most people write the Russian yo as ye.
FILL = """
INSERT INTO ticket_text (id, words, body)
SELECT id, REPLACE(REPLACE(words, '\u0451', '\u0435'), '\u0401', '\u0415'),
       REPLACE(REPLACE(body, '\u0451', '\u0435'), '\u0401', '\u0415')
FROM (SELECT t.id AS id, t.number || ' ' || t.subject || ' ' || COALESCE(c.name, '') || ' ' || COALESCE(r.name, '')
             || ' ' || COALESCE(r.address, '') AS words,
             SUBSTR(COALESCE((SELECT {join} FROM message AS m WHERE m.ticket_id = t.id), ''), 1, 120000) AS body
      FROM ticket AS t LEFT JOIN customer AS c ON c.id = t.customer_id LEFT JOIN contact AS r ON r.id = t.requester_id
     ) AS filled
"""
SAID = "SUBSTR(m.subject || ' ' || m.from_name || ' ' || m.from_address || ' ' || m.author || ' ' || m.new_text, 1, 20000)"

SQLITE = (
    "CREATE VIRTUAL TABLE ticket_search USING fts5(words, body, content='ticket_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', detail='column')",
    'CREATE TRIGGER ticket_text_added AFTER INSERT ON ticket_text BEGIN '
    'INSERT INTO ticket_search (rowid, words, body) VALUES (NEW.id, NEW.words, NEW.body); END',
    'CREATE TRIGGER ticket_text_changed AFTER UPDATE ON ticket_text BEGIN '
    "INSERT INTO ticket_search (ticket_search, rowid, words, body) VALUES ('delete', OLD.id, OLD.words, OLD.body); "
    'INSERT INTO ticket_search (rowid, words, body) VALUES (NEW.id, NEW.words, NEW.body); END',
    'CREATE TRIGGER ticket_text_removed AFTER DELETE ON ticket_text BEGIN '
    "INSERT INTO ticket_search (ticket_search, rowid, words, body) VALUES ('delete', OLD.id, OLD.words, OLD.body); END",
)

# Positions are left out, for nothing asks for phrases. English words are stemmed by the Russian configuration too. What
# is given are words in lower case: the parser would keep addresses and file names whole, so that none of their parts
# could be found, and a database of the C locale knows neither letters nor cases.
POSTGRES = (
    """
CREATE FUNCTION signoff_vector(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
SELECT strip(to_tsvector('simple', said) || to_tsvector('russian', said) || to_tsvector('german', said)) $$
""",
    'CREATE TABLE ticket_search (id BIGINT PRIMARY KEY REFERENCES ticket_text (id) ON DELETE CASCADE, '
    'vector tsvector NOT NULL)',
    'CREATE INDEX ticket_search_vector ON ticket_search USING gin (vector)',
)
WORD = re.compile(r'[^\W_]+')
VECTOR = 'INSERT INTO ticket_search (id, vector) VALUES (%s, signoff_vector(%s))'


def add_column(db: Any, field: Any, *points: Any) -> None:
    table, column = field.model._meta.entity, field.ddl(db.get_sql_context())
    db.execute(NodeList((SQL('ALTER TABLE'), table, SQL('ADD COLUMN'), column, *points)))


def up(migrator: object, db: Any) -> None:
    for field in (Ticket.response_due, Ticket.responded_at, Message.withdrawn, Review.asleep_until, Review.asked_at):
        add_column(db, field)
    db.execute_sql('CREATE INDEX "verdict_ticket_id_id_confidence" ON "verdict" ("ticket_id", "id", "confidence")')
    db.execute_sql('DROP INDEX "verdict_ticket_id"')
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    on_postgres = isinstance(db, PostgresqlDatabase)
    for statement in POSTGRES if on_postgres else SQLITE:
        db.execute_sql(statement)
    join = f"STRING_AGG({SAID}, ' ' ORDER BY m.id DESC)" if on_postgres else f"GROUP_CONCAT({SAID}, ' ')"
    db.execute_sql(FILL.format(join=join))
    if on_postgres:
        for row_id, words, body in db.execute_sql('SELECT id, words, body FROM ticket_text').fetchall():
            db.execute_sql(VECTOR, (row_id, ' '.join(WORD.findall(f'{words} {body}'.lower()))))
