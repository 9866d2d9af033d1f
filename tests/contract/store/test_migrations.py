"""The migrations make exactly the tables that the records describe, once, whoever comes first."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playhouse.migrations import Runner

from models import billing, deployments, forms, users
from models.approvals import APPEND_ONLY
from models.outgoing import Outbox
from models.tables import TABLES
from models.vocabulary import ApprovalKind, Category, Stage, Standing
from processor.store import guards
from processor.store.contents import content_to_json
from processor.store.database import Database
from processor.store.store import Store, open_store
from processor.store.views.search import SearchFilter
from tests.contract.store.deals import CONTENT, applier_of, draft
from tests.contract.store.deployed import draft_paper, start
from tests.contract.store.samples import NOW, act

MIGRATIONS = Path(__file__).resolve().parents[3] / "models" / "migrations"
SEARCH_INDEX = "ticket_search"
"""An index, not a record, though both databases keep it as tables."""

Schema = dict[str, list[tuple[object, ...]]]


def schema(database: Database) -> Schema:
    """Tables with their columns, keys and indexes, as the database itself tells them."""
    inner = database.peewee
    found: Schema = {}
    for table in sorted(inner.get_tables()):
        if table == "schema_migration" or table.startswith(SEARCH_INDEX):
            continue
        columns = [(c.name, c.data_type, c.null, c.primary_key) for c in inner.get_columns(table)]
        keys = sorted((k.column, k.dest_table, k.dest_column) for k in inner.get_foreign_keys(table))
        indexes = sorted(
            (i.name, tuple(i.columns), i.unique, "WHERE" in (i.sql or "")) for i in inner.get_indexes(table)
        )
        found[table] = [*columns, *keys, *indexes]
    return found


def test_migrations_make_what_the_records_describe(new_url: Callable[[], str]) -> None:
    migrated = open_store(new_url())
    assert migrated.is_empty()
    names = migrated.migrate()
    described = open_store(new_url())
    with described.database.peewee.bind_ctx(TABLES):
        described.database.peewee.create_tables(TABLES)
    assert schema(migrated.database) == schema(described.database)
    assert len(schema(migrated.database)) == len(TABLES)
    assert names[0] == "0001_initial"
    migrated.close()
    described.close()


def test_migrating_again_does_nothing(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    assert store.pending() == store.migrate()
    assert (store.pending(), store.migrate()) == ([], [])
    assert not store.is_empty()
    store.close()


def test_two_daemons_that_start_together_migrate_once(new_url: Callable[[], str]) -> None:
    url, applied, failures, start = new_url(), [], [], threading.Barrier(2)

    def work() -> None:
        own = open_store(url)
        try:
            start.wait(10)
            applied.extend(own.migrate())
        except Exception as error:  # noqa: BLE001 - shown to the main thread
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(applied) == len(set(applied)) > 0


FIRST_ROWS = (
    "INSERT INTO customer (name, language, notes) VALUES ('Acme', 'de', '')",
    "INSERT INTO thread (created_at) VALUES (0)",
    "INSERT INTO ticket (number, token, thread_id, state, subject, source, mailbox, language, decided_by, assignee,"
    " acknowledged, opened_at, updated_at, version) VALUES (1, 'abc', 1, 'new', 'Login', 'mail', 'support', 'en',"
    " 'model', '', TRUE, 0, 0, 0)",
    "INSERT INTO verdict (ticket_id, category, confidence, probabilities, why, threshold, automatic, model_id, at)"
    """ VALUES (1, 'bug', 0.9, '[["bug", 0.9]]', '[["error", 1.5]]', 0.8, TRUE, 'm1', 0)""",
    "INSERT INTO review (ticket_id, reasons, text, state, opened_at, decided_by, verdict, version)"
    """ VALUES (1, '["unsure"]', '', 'open', 0, '', '', 0)""",
)


SECOND_OUTBOX = (
    "INSERT INTO outbox (key, message_id, ticket_id, template, recipient, recipient_key, sender, content, automatic,"
    " state, attempts, not_before, claim_owner, claim_token, created_at, last_error, proof, bounce_status) VALUES"
    " ('k', '<m@desk.example>', 1, 'closing', 'a@b.example', 'a@b.example', 'd@desk.example', {mark}, TRUE,"
    " 'queued', 0, 0, '', '', 0, '', '', '')"
)


def at_first(url: str) -> Store:
    """A store with rows, as the first schema had them."""
    store = open_store(url)
    inner = store.database.peewee
    runner = Runner(inner, str(MIGRATIONS))
    assert store.transact(lambda: list(runner.up("0001_initial"))) == ["0001_initial"]
    for statement in FIRST_ROWS:
        store.database.run(statement)
    return store


def test_a_filled_first_schema_becomes_what_the_records_describe(new_url: Callable[[], str]) -> None:
    store = at_first(new_url())
    assert store.migrate()[0] == "0002_learning"
    described = open_store(new_url())
    with described.database.peewee.bind_ctx(TABLES):
        described.database.peewee.create_tables(TABLES)
    assert schema(store.database) == schema(described.database)
    described.close()
    store.close()


def test_rows_of_the_first_schema_are_read_and_changed_as_others(new_url: Callable[[], str]) -> None:
    store = at_first(new_url())
    store.migrate()
    [verdict] = store.views.ticket(1).verdicts
    assert (verdict.category, verdict.why, verdict.automatic) == (Category.BUG, (("error", 1.5),), True)
    assert (verdict.against, verdict.likely, verdict.nearest, verdict.language) == ((), (), (), "")
    assert (verdict.standing, verdict.audit, verdict.precedent) == (Standing.ACTS, False, "")
    assert store.views.review(1).model == verdict
    assert store.people.customer("Acme").stage is None
    store.people.set_stage("Acme", Stage.WARRANTY)
    assert store.people.customer("Acme").stage is Stage.WARRANTY
    store.learning.register("m2", "digest", {}, NOW)
    store.learning.promote("m2", "kim", NOW)
    store.close()


def test_a_filled_second_schema_keeps_its_mails_and_takes_proposals(new_url: Callable[[], str]) -> None:
    store = at_first(new_url())
    runner = Runner(store.database.peewee, str(MIGRATIONS))
    store.transact(lambda: list(runner.up("0002_learning")))
    store.database.run(SECOND_OUTBOX.format(mark=store.database.peewee.param), (b"raw",))
    assert store.migrate()[:4] == ["0003_evidence", "0004_approvals", "0005_deployments", "0006_forms"]
    described = open_store(new_url())
    with described.database.peewee.bind_ctx(TABLES):
        described.database.peewee.create_tables(TABLES)
    assert schema(store.database) == schema(described.database)
    described.close()
    [claim] = store.outbox.take("me", 5, NOW, timedelta(minutes=1))
    assert store.database.value(Outbox.select(Outbox.answer)) == ""
    store.outbox.sent(claim, NOW, "250 OK")
    assert store.database.value(Outbox.select(Outbox.answer)) == "250 OK"
    applier = applier_of(store)
    act(store, applier, "draft", draft(1))
    assert store.facts.proposal_facts(1, NOW).ticket.number == 1
    assert [table for table in APPEND_ONLY if not guards.is_guarded(store.database, table)] == []
    store.close()


FOURTH_ROWS = (
    "INSERT INTO outbox (key, message_id, ticket_id, template, recipient, recipient_key, sender, content, automatic,"
    " state, attempts, not_before, claim_owner, claim_token, created_at, last_error, proof, bounce_status, answer)"
    " VALUES ('k', '<m@desk.example>', 1, 'approval_request', 'a@b.example', 'a@b.example', 'd@desk.example', {mark},"
    " TRUE, 'sent', 0, 0, '', '', 0, '', '', '', '250 OK')",
    "INSERT INTO approver (side, address, address_key, name, title, user, language, first_day, last_day, lines, state,"
    " proposed_by, proposed_at, confirmed_by) VALUES ('vendor', 'a@b.example', 'a@b.example', 'A', '', '', 'en', '',"
    " '', '[]', 'confirmed', 'kim', 0, 'lee')",
    "INSERT INTO proposal (number, ticket_id, state, version, sent_version, language, drafted_by, created_at,"
    " updated_at, ended_why, row_version) VALUES (7, 1, 'awaiting_vendor', 1, 1, 'en', 'kim', 0, 0, '', 0)",
    "INSERT INTO proposal_version (proposal_id, version, content, turn, quorum, drafted_by, authors, valid_until,"
    " document_sha256, pdf_sha256, frozen_at) VALUES (1, 1, {mark}, 'in_order', 'all', 'kim', '[\"kim\"]',"
    " '2024-06-01', 'd', 'p', 0)",
    "INSERT INTO approval_request (kind, number, version, token, ticket_id, side, position, approver_id,"
    " document_sha256, language, state, outbox_id, sent_text, wording, reminded, unclear_told, code_mac,"
    " code_attempts_left, decided_by) VALUES ('proposal', 7, 1, 't', 1, 'vendor', 0, 1, 'd', 'en', 'open', 1, '', '',"
    " 0, FALSE, '', 0, '')",
    "INSERT INTO counter (name, value) VALUES ('proposal', 7), ('ticket', 1)",
)


def at_fourth(url: str) -> Store:
    """A store with a proposal on its way, as the fourth schema had it."""
    store = at_first(url)
    runner = Runner(store.database.peewee, str(MIGRATIONS))
    store.transact(lambda: list(runner.up("0004_approvals")))
    said = content_to_json(CONTENT)
    del said["sections"]
    given: dict[int, tuple[object, ...]] = {0: (b"raw",), 3: (json.dumps(said),)}
    for at, statement in enumerate(FOURTH_ROWS):
        columns = statement.replace(" user,", ' "user",')
        store.database.run(columns.format(mark=store.database.peewee.param), given.get(at, ()))
    return store


def test_a_filled_fourth_schema_keeps_its_proposals_and_takes_deployments(new_url: Callable[[], str]) -> None:
    store = at_fourth(new_url())
    assert store.migrate()[:2] == ["0005_deployments", "0006_forms"]
    described = open_store(new_url())
    with described.database.peewee.bind_ctx(TABLES):
        described.database.peewee.create_tables(TABLES)
    assert schema(store.database) == schema(described.database)
    described.close()
    known = store.facts.proposal_facts(7, NOW)
    assert (known.kind, known.deployment_id, known.content) == (ApprovalKind.PROPOSAL, 0, CONTENT)
    [notice] = store.facts.notices(ApprovalKind.PROPOSAL, 7, 1)
    assert (notice.message_id, notice.bounced) == ("<m@desk.example>", False)
    applier = applier_of(store)
    act(store, applier, "draft", draft(1))
    assert [line.number for line in store.views.proposals()] == [8, 7]
    start(store, applier, customer="Acme")
    act(store, applier, "paper", draft_paper(store.facts.deployment_facts(1, NOW), ApprovalKind.GO_LIVE, number=7))
    assert store.facts.proposal_facts(7, NOW, kind=ApprovalKind.GO_LIVE).deployment_id == 1
    assert store.facts.proposal_facts(7, NOW).kind is ApprovalKind.PROPOSAL
    guarded = (*billing.APPEND_ONLY, *deployments.APPEND_ONLY, *forms.APPEND_ONLY, *users.APPEND_ONLY)
    assert [table for table in guarded if not guards.is_guarded(store.database, table)] == []
    store.close()


def test_every_migration_lies_in_the_package() -> None:
    assert sorted(path.stem for path in MIGRATIONS.glob("*.py"))[:2] == ["0001_initial", "0002_learning"]


def test_tickets_from_before_the_index_are_found(new_url: Callable[[], str]) -> None:
    store = at_first(new_url())
    store.database.run(
        "INSERT INTO message (thread_id, ticket_id, direction, verified, automatic, kind, message_id, from_address,"
        " from_key, from_name, author, subject, new_text, text, at) VALUES (1, 1, 'in', TRUE, FALSE, 'human', '<a@b>',"
        " 'ann@acme.example', 'ann@acme.example', 'Ann', '', 'Login', 'Der Drucker raucht, всё горит', '', 0)"
    )
    store.migrate()
    asked = ("login", "drucker raucht", "acme example", "все горит", "1")
    assert [[hit.line.number for hit in store.views.search(SearchFilter(one))] for one in asked] == [[1]] * len(asked)
    assert store.views.search(SearchFilter("scanner")) == ()
    store.close()
