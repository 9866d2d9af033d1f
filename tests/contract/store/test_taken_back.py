"""What a step did elsewhere comes back with it: hours of a voucher, what was taught, the clock; and mails in a race."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest

from classifiers.text import Text
from models.people import Contact
from models.tickets import Ticket
from models.vocabulary import CaseReason, Category, EntitlementKind, OutboxState, Severity, Treatment
from processor.effects.deployments import NoteWork
from processor.errors import Refused
from processor.facts.causes import Close, Confirm, Correct, Relabel, Reply
from processor.services.remembered import Remembered
from processor.store.store import Store, open_store
from tests.contract.store.deals import applier_of
from tests.contract.store.queued import HOLD, KIM, later, mail_states, tickets_of, waiting, whole
from tests.contract.store.samples import LEASE, NOW, act

CLOSE = Close(KIM, "done", tell=False)


def with_voucher(store: Store, hours: str = "5", took: str = "2") -> None:
    """Ticket 1 of a customer that has a voucher, with the hours that it took."""
    waiting(store)
    customer = store.people.add_customer("Acme")
    store.database.change(Ticket.update(customer=customer, category=Category.ADDITIONAL_SCOPE).where(Ticket.id == 1))
    store.entitlements.grant("Acme", EntitlementKind.VOUCHER, "lee", NOW, hours=Decimal(hours))
    act(store, applier_of(store), "hours", NoteWork(1, "kim", Decimal(took)))


def taken(store: Store) -> list[Decimal]:
    return [line.hours for line in store.entitlements.drawn("Acme")]


def test_hours_of_a_voucher_come_back_once_and_are_taken_again(store: Store) -> None:
    with_voucher(store)
    tickets = tickets_of(store)
    step = tickets.work(1, CLOSE, later(1)).step_id
    assert (store.entitlements.balance("Acme"), taken(store)) == (Decimal(3), [Decimal(2)])
    tickets.undo(step, KIM, later(2))
    assert (store.entitlements.balance("Acme"), taken(store)) == (Decimal(5), [Decimal(2), Decimal(-2)])
    facts = store.facts.billing_facts(1, NOW)
    assert (facts.frozen, facts.stored, facts.hours, facts.voucher) == (False, None, Decimal(2), Decimal(5))
    with pytest.raises(Refused, match="undone already"):
        tickets.undo(step, KIM, later(3))
    assert store.entitlements.balance("Acme") == Decimal(5)
    act(store, applier_of(store), "more hours", NoteWork(1, "kim", Decimal(4)))
    again = tickets.work(1, CLOSE, later(4)).step_id
    assert store.entitlements.balance("Acme") == Decimal(1)
    facts = store.facts.billing_facts(1, NOW)
    assert (facts.frozen, facts.stored) == (True, Treatment.VOUCHER)
    tickets.undo(again, KIM, later(5))
    assert (store.entitlements.balance("Acme"), sum(taken(store))) == (Decimal(5), Decimal(0))


def test_two_who_undo_one_closing_give_its_hours_back_once(store: Store, store_url: str) -> None:
    with_voucher(store)
    step = tickets_of(store).work(1, CLOSE, later(1)).step_id
    outcomes = at_once(store_url, 4, lambda own: tickets_of(own).undo(step, KIM, later(2)))
    assert sorted(outcomes) == ["done", "refused", "refused", "refused"]
    assert store.entitlements.balance("Acme") == Decimal(5)


def test_a_closing_that_someone_charged_since_is_not_taken_back(store: Store) -> None:
    with_voucher(store, hours="1")
    tickets = tickets_of(store)
    step = tickets.work(1, CLOSE, later(1)).step_id
    assert store.facts.billing_facts(1, NOW).stored is Treatment.BILLABLE
    assert store.entitlements.balance("Acme") == Decimal(1), "a voucher is never taken in part"
    tickets.undo(step, KIM, later(2))
    assert (store.entitlements.balance("Acme"), taken(store)) == (Decimal(1), [])


def test_the_voucher_of_whoever_asked_is_taken_where_the_ticket_names_no_customer(store: Store) -> None:
    with_voucher(store)
    customer = store.database.value(Ticket.select(Ticket.customer).where(Ticket.id == 1))
    store.database.change(Ticket.update(customer=None).where(Ticket.id == 1))
    store.database.change(Contact.update(customer=customer))
    tickets = tickets_of(store)
    step = tickets.work(1, CLOSE, later(1)).step_id
    assert store.entitlements.balance("Acme") == Decimal(3)
    tickets.undo(step, KIM, later(2))
    assert store.entitlements.balance("Acme") == Decimal(5)


def test_what_was_undone_is_no_precedent(store: Store) -> None:
    words = "the printer on the second floor smells of burnt rubber since noon today"
    item = waiting(store, "printer", 1, text=words, new_text=words)
    remembered, text = Remembered(store.learning), Text("printer", words, "en")
    tickets = tickets_of(store)
    step = tickets.review(item, Correct(KIM, Category.BUG, Severity.CRITICAL, CaseReason.BUG), later(1)).step_id
    [found] = remembered.precedents([text])
    assert found is not None
    assert found.label.severity is Severity.CRITICAL
    tickets.undo(step, KIM, later(2))
    assert remembered.precedents([text]) == [None]
    assert Remembered(store.learning).precedents([text]) == [None], "nor for a process that starts now"
    tickets.review(item, Confirm(KIM), later(3))
    other = tickets.work(1, Relabel(KIM, None, Severity.CRITICAL, None), later(4)).step_id
    tickets.undo(other, KIM, later(5))
    [found] = remembered.precedents([text])
    assert found is not None
    assert found.label.severity is Severity.HIGH, "the decision before it stands"


@pytest.mark.parametrize("attempt", range(4))
def test_a_mail_is_taken_back_or_leaves_and_never_both(store: Store, store_url: str, attempt: int) -> None:
    """The outbox claims at the very moment at which somebody takes the answer back."""
    waiting(store)
    for claim in store.outbox.take("me", 9, NOW, LEASE):
        store.outbox.sent(claim, NOW)
    step = tickets_of(store).work(1, Reply(KIM, "Try this", wait=False), NOW, hold=HOLD).step_id
    claimed: list[bytes] = []
    due = later(21)

    def deliver(own: Store) -> None:
        claimed.extend(claim.raw for claim in own.outbox.take("loop", 9, due, LEASE))

    before = whole(store)
    outcomes = at_once(store_url, 2, lambda own: tickets_of(own).undo(step, KIM, due), deliver)
    undone = outcomes[0] == "done"
    assert outcomes[1] == "done"
    assert undone is (not claimed), "exactly one of the two has it"
    assert mail_states(store)[-1] is (OutboxState.CANCELLED if undone else OutboxState.SENDING)
    assert store.views.ticket(1).messages[-1].withdrawn is undone
    assert undone or whole(store) == before


def at_once(
    store_url: str, count: int, work: Callable[[Store], object], other: Callable[[Store], object] | None = None
) -> list[str]:
    """What became of so many that begin at the same moment, each with a store of their own; the last may be another."""
    barrier = threading.Barrier(count, timeout=30)
    outcomes = [""] * count

    def run(at: int) -> None:
        own = open_store(store_url)
        own.views.steps(NOW)  # connected before they begin
        barrier.wait()
        try:
            (other if other is not None and at == count - 1 else work)(own)
            outcomes[at] = "done"
        except Refused:
            outcomes[at] = "refused"
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            outcomes[at] = repr(error)
        finally:
            own.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes
