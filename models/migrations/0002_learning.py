"""What the model learns from, the models themselves, and what a verdict tells beside its label.

Existing verdicts were acted on wherever they were automatic, so their standing is `acts`.
"""

from typing import Any

from peewee import (SQL, BigAutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, Model, NodeList,
                    TextField)


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class Ticket(Base):
    pass


class Fetch(Base):
    pass


class Customer(Base):
    stage = TextField(null=True)


class Verdict(Base):
    against = TextField(constraints=[SQL("DEFAULT '[]'")])
    likely = TextField(constraints=[SQL("DEFAULT '[]'")])
    nearest = TextField(constraints=[SQL("DEFAULT '[]'")])
    language = TextField(constraints=[SQL("DEFAULT ''")])
    standing = TextField(constraints=[SQL("DEFAULT 'acts'")])
    standing_why = TextField(constraints=[SQL("DEFAULT ''")])
    audit = BooleanField(constraints=[SQL("DEFAULT FALSE")])
    precedent = TextField(constraints=[SQL("DEFAULT ''")])


class Example(Base):
    ticket = ForeignKeyField(Ticket, null=True)
    fetch = ForeignKeyField(Fetch, index=False, null=True)
    verdict = ForeignKeyField(Verdict, index=False, null=True)
    origin = TextField()
    source = TextField()
    subject = TextField()
    body = TextField()
    language = TextField()
    stage = TextField(null=True)
    category = TextField()
    severity = IntegerField(null=True)
    reason = TextField(null=True)
    by = TextField()
    at = BigIntegerField()
    text_key = TextField(index=True)


class TrainedModel(Base):
    name = TextField(unique=True)
    digest = TextField()
    state = TextField()
    why = TextField()
    card = TextField()
    made_at = BigIntegerField()
    promoted_at = BigIntegerField(null=True)
    promoted_by = TextField()
    parent = TextField()


TrainedModel.add_index(TrainedModel.index(TrainedModel.state, unique=True, where=(TrainedModel.state == 'current'),
                                          name='trained_model_one_current'))


def up(migrator: object, db: Any) -> None:
    for table in (Customer, Verdict):
        for field in table._meta.sorted_fields[1:]:
            column = field.ddl(db.get_sql_context())
            db.execute(NodeList((SQL('ALTER TABLE'), table._meta.entity, SQL('ADD COLUMN'), column)))
    tables = (Example, TrainedModel)
    with db.bind_ctx(tables):
        db.create_tables(tables, safe=False)
