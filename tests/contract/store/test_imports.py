"""Customers: a table is taken in whole or not at all, and nobody overwrites what they have not seen."""

from collections.abc import Callable
from typing import cast

import pytest

from models.vocabulary import SuccessPlan
from processor.errors import Overtaken
from processor.evidence.ledger import leaf
from processor.services.calendars import Calendars, Defaults
from processor.services.customers import ContactChange, CustomerChange, Customers, TermsChange
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


def test_what_a_colleague_changed_of_a_customer_is_told_and_not_overwritten(store: Store, imports: Imports) -> None:
    customers = Customers(store, Promises(store, Rules(DEFAULT_TARGETS), Calendars(Defaults())))
    store.people.add_customer("Acme", notes="calls on Mondays")
    store.people.add_contact("ann@acme.example", "Ann", "Acme", "en")
    seen, person = store.people.customer("Acme"), store.people.contact("ann@acme.example")
    customers.change("Acme", CustomerChange(notes="calls on Fridays"), "lee", NOW, seen.mark)
    customers.agree("Acme", TermsChange(plan="premium"), "lee", NOW, seen.terms_mark)
    customers.change_contact("ann@acme.example", ContactChange(name="Anna"), "lee", NOW, person.mark)
    stale: tuple[Callable[[], object], ...] = (
        lambda: customers.change("Acme", CustomerChange("Acme", "de", "calls on Mondays"), "kim", NOW, seen.mark),
        lambda: customers.agree("Acme", TermsChange("", "", "DE", "", ()), "kim", NOW, seen.terms_mark),
        lambda: customers.change_contact("ann@acme.example", ContactChange("Ann", "de"), "kim", NOW, person.mark),
    )
    for change in stale:
        with pytest.raises(Overtaken, match=r"has changed since you opened it \(lee at .*\): nothing was changed"):
            change()
    after = store.people.customer("Acme")
    assert (after.language, after.notes, after.terms.plan) == ("", "calls on Fridays", SuccessPlan.PREMIUM)
    assert store.people.contact("ann@acme.example").name == "Anna"
    customers.change("Acme", CustomerChange(language="de"), "kim", NOW)
    assert store.people.customer("Acme").language == "de"
