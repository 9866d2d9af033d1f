"""A table is taken in whole or not at all, also where it is a part of something larger."""

from typing import cast

import pytest

from processor.evidence.ledger import leaf
from processor.services.calendars import Calendars, Defaults
from processor.services.customers import Customers
from processor.services.imports import Imports
from processor.services.people import People
from processor.services.promises import Promises
from processor.services.register import Register
from processor.sla.targets import DEFAULT_TARGETS, Rules
from processor.store.store import Store
from tests.contract.store.samples import NOW

TABLE = b"name,language\nAcme,de\nGlobex,"


@pytest.fixture
def imports(store: Store) -> Imports:
    store.audit.leaves = leaf
    customers = Customers(store, Promises(store, Rules(DEFAULT_TARGETS), Calendars(Defaults())))
    return Imports(store, People(store.people, store.audit, store.transact), customers, cast(Register, None))


@pytest.mark.parametrize(("last", "dry_run", "done"), [("", False, True), ("", True, False), ("xx", False, False)])
@pytest.mark.parametrize("nested", [False, True])
def test_a_table_is_taken_whole_or_not_at_all(
    store: Store, imports: Imports, nested: bool, last: str, dry_run: bool, done: bool
) -> None:
    def work() -> bool:
        return imports.customers(TABLE + last.encode(), "kim", NOW, dry_run=dry_run).done

    assert (store.transact(work) if nested else work()) is done
    assert [row.name for row in store.people.list_customers()] == (["Acme", "Globex"] if done else [])
    assert len(store.views.changes()) == (2 if done else 0)
