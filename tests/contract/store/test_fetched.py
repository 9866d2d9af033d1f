"""How fetched messages ended, as people see it; and what a decision puts into quarantine."""

from models.vocabulary import FetchState, Outcome
from processor.effects.decision import Decision
from processor.facts.message import Match
from processor.store.apply import Applier
from processor.store.store import Store
from tests.contract.store.samples import NOW, cause_of, keep, message_of, open_ticket, take


def test_each_message_is_told_with_its_outcome_and_ticket(store: Store, applier: Applier) -> None:
    applied = open_ticket(store, applier)
    keep(store, "waiting", first_uid=2)
    done, waiting = store.views.fetched()
    assert (done.outcome, done.state, done.ticket_number) == (Outcome.OPENED, FetchState.DONE, applied.ticket_number)
    assert done.matches == (("new", "nothing names a conversation"),)
    assert (waiting.outcome, waiting.matches, waiting.ticket_number) == (None, (), 0)
    assert store.views.fetched(waiting.digest) == (waiting,)
    assert store.views.fetched("0" * 64) == ()


def test_what_a_decision_quarantines_waits_there_with_its_reason(store: Store, applier: Applier) -> None:
    keep(store, "noise")
    [claim] = take(store)
    decision = Decision(Outcome.QUARANTINED, (Match("unreadable", "no header fields"), Match("other", "more")), ())
    store.transact(lambda: applier.apply(cause_of(claim, message_of(claim)), decision, NOW))
    [line] = store.views.fetched()
    assert (line.outcome, line.state) == (Outcome.QUARANTINED, FetchState.QUARANTINED)
    [held] = store.quarantine.list()
    assert (held.fetch_id, held.reason) == (line.fetch_id, "no header fields")
    assert store.views.audit(NOW).sound
    store.quarantine.retry(line.fetch_id, NOW)
    assert len(take(store)) == 1
