"""The first schema: a frozen copy of the records, deliberately independent of what they became since."""

from typing import Any

from peewee import (BigAutoField, BigIntegerField, BlobField, BooleanField, FloatField, ForeignKeyField, IntegerField, Model,
                    TextField)


class Base(Model):
    id = BigAutoField()

    class Meta:
        legacy_table_names = False


class RawMessage(Base):
    sha256 = TextField(unique=True)
    body = BlobField()
    size = IntegerField()


class Fetch(Base):
    mailbox = TextField()
    folder = TextField()
    uidvalidity = BigIntegerField()
    uid = BigIntegerField()
    raw_message = ForeignKeyField(RawMessage, index=False, null=True)
    content_digest = TextField(index=True, null=True)
    received_at = BigIntegerField()
    fetched_at = BigIntegerField()
    partial = BooleanField()
    history = BooleanField()
    sent_folder = BooleanField()
    state = TextField()
    attempts = IntegerField()
    not_before = BigIntegerField()
    last_error = TextField()
    keys = TextField(null=True)
    claim_owner = TextField()
    claim_token = TextField()
    claim_until = BigIntegerField(null=True)
    outcome = TextField(null=True)
    outcome_at = BigIntegerField(null=True)
    matches = TextField(null=True)
    related = BigIntegerField()
    after_state = TextField()

    class Meta:
        indexes = ((('mailbox', 'folder', 'uidvalidity', 'uid'), True), (('state', 'mailbox', 'id'), False),)


class FolderCursor(Base):
    mailbox = TextField()
    folder = TextField()
    uidvalidity = BigIntegerField()
    next_uid = BigIntegerField()
    first_contact = BigIntegerField()
    last_sweep_at = BigIntegerField(null=True)
    server_count = IntegerField(null=True)

    class Meta:
        indexes = ((('mailbox', 'folder'), True),)


class Customer(Base):
    name = TextField(unique=True)
    language = TextField()
    notes = TextField()


class CustomerDomain(Base):
    domain = TextField(unique=True)
    customer = ForeignKeyField(Customer)


class Contact(Base):
    address_key = TextField(unique=True)
    address = TextField()
    name = TextField()
    customer = ForeignKeyField(Customer, null=True)
    language = TextField()


class Thread(Base):
    created_at = BigIntegerField()


class ThreadReference(Base):
    message_id = TextField()
    thread = ForeignKeyField(Thread)
    known = BooleanField()

    class Meta:
        indexes = ((('message_id', 'thread'), True),)


class Counter(Base):
    name = TextField(unique=True)
    value = BigIntegerField()


class Ticket(Base):
    number = BigIntegerField(unique=True)
    token = TextField(unique=True)
    thread = ForeignKeyField(Thread)
    state = TextField()
    subject = TextField()
    source = TextField()
    mailbox = TextField()
    language = TextField()
    customer = ForeignKeyField(Customer, null=True)
    requester = ForeignKeyField(Contact, null=True)
    category = TextField(null=True)
    severity = IntegerField(null=True)
    reason = TextField(null=True)
    decided_by = TextField()
    assignee = TextField()
    acknowledged = BooleanField()
    opened_at = BigIntegerField()
    updated_at = BigIntegerField()
    closed_at = BigIntegerField(null=True)
    merged_into = ForeignKeyField('self', index=False, null=True)
    linked_to = ForeignKeyField('self', index=False, null=True)
    version = IntegerField()

    class Meta:
        indexes = ((('state', 'id'), False),)


class TicketParty(Base):
    ticket = ForeignKeyField(Ticket, index=False)
    contact = ForeignKeyField(Contact, index=False)

    class Meta:
        indexes = ((('ticket', 'contact'), True),)


class TicketEntry(Base):
    ticket = ForeignKeyField(Ticket, index=False)
    at = BigIntegerField()
    kind = TextField()
    by = TextField()
    text = TextField()

    class Meta:
        indexes = ((('ticket', 'id'), False),)


class Outbox(Base):
    key = TextField(unique=True)
    message_id = TextField(unique=True)
    ticket = ForeignKeyField(Ticket, index=False, null=True)
    template = TextField()
    recipient = TextField()
    recipient_key = TextField()
    sender = TextField()
    content = BlobField()
    automatic = BooleanField()
    state = TextField()
    attempts = IntegerField()
    not_before = BigIntegerField()
    claim_owner = TextField()
    claim_token = TextField()
    claim_until = BigIntegerField(null=True)
    created_at = BigIntegerField()
    sent_at = BigIntegerField(null=True)
    last_error = TextField()
    proof = TextField()
    bounced_at = BigIntegerField(null=True)
    bounce_status = TextField()

    class Meta:
        indexes = ((('state', 'id'), False), (('recipient_key', 'created_at'), False), (('ticket', 'created_at'), False),)


class Message(Base):
    thread = ForeignKeyField(Thread)
    ticket = ForeignKeyField(Ticket, index=False, null=True)
    fetch = ForeignKeyField(Fetch, unique=True, null=True)
    outbox = ForeignKeyField(Outbox, index=False, null=True)
    direction = TextField()
    verified = BooleanField()
    automatic = BooleanField()
    kind = TextField()
    message_id = TextField()
    from_address = TextField()
    from_key = TextField()
    from_name = TextField()
    author = TextField()
    subject = TextField()
    new_text = TextField()
    text = TextField()
    attachments = TextField(null=True)
    at = BigIntegerField()

    class Meta:
        indexes = ((('ticket', 'id'), False),)


class Verdict(Base):
    ticket = ForeignKeyField(Ticket)
    fetch = ForeignKeyField(Fetch, index=False, null=True)
    category = TextField()
    confidence = FloatField()
    probabilities = TextField()
    why = TextField()
    severity = IntegerField(null=True)
    reason = TextField(null=True)
    threshold = FloatField()
    automatic = BooleanField()
    model_id = TextField()
    at = BigIntegerField()


class Review(Base):
    ticket = ForeignKeyField(Ticket)
    reasons = TextField()
    text = TextField()
    state = TextField()
    opened_at = BigIntegerField()
    decided_at = BigIntegerField(null=True)
    decided_by = TextField()
    verdict = TextField()
    version = IntegerField()

    class Meta:
        indexes = ((('state', 'id'), False),)


class Pause(Base):
    switch = TextField(unique=True)
    reason = TextField()
    by = TextField()
    at = BigIntegerField()


class Lease(Base):
    name = TextField(unique=True)
    owner = TextField()
    until = BigIntegerField()


class LoopHealth(Base):
    name = TextField(unique=True)
    state = TextField()
    text = TextField()
    remedy = TextField()
    last_ok_at = BigIntegerField(null=True)
    at = BigIntegerField()


Fetch.add_index(Fetch.index(Fetch.mailbox, Fetch.folder, Fetch.uidvalidity,
                            where=(Fetch.after_state == 'pending'), name='fetch_after_pending'))
Review.add_index(Review.index(Review.ticket, unique=True, where=(Review.state == 'open'), name='review_one_open'))

TABLES = (RawMessage, Fetch, FolderCursor, Customer, CustomerDomain, Contact, Thread, ThreadReference, Counter, Ticket,
          TicketParty, TicketEntry, Outbox, Message, Verdict, Review, Pause, Lease, LoopHealth)


def up(migrator: object, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
