"""How long the views behind the pages take, with 100,000 tickets and 2,000 queue items."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from models.vocabulary import TicketState
from processor.store.store import Store, open_store
from processor.store.views.queue import QueueFilter
from processor.store.views.search import SearchFilter
from processor.store.views.tickets import TicketFilter
from tests.servers.manytickets import NOW, TICKETS, WAITING, fill
from tests.servers.postgres import find_binaries, running

RUNS = 15
ASKED = (
    "printer",
    "принтеры",
    "Rechnung",
    "printer invoice",
    "person17 customer",
    "wittersol",
    "kalomi druckt",
    "4711",
)


def views(store: Store) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    read = store.views
    [first, *_] = read.queue(NOW).lines
    found: dict[str, Callable[[], object]] = {
        "queue, first page": lambda: read.queue(NOW),
        "queue, of one customer": lambda: read.queue(NOW, QueueFilter(customer="Customer 7")),
        "queue, page 30": lambda: read.queue(NOW, QueueFilter(offset=1450)),
        "neighbours of an item": lambda: read.queue_neighbours(first.review_id, NOW),
        "one item": lambda: read.item(first.review_id),
        "one ticket": lambda: read.ticket(first.ticket_number),
        "tickets, newest": lambda: read.tickets(TicketFilter(limit=50)),
        "tickets of a customer": lambda: read.tickets(TicketFilter(customer="Customer 7", limit=50)),
        "tickets at work": lambda: read.tickets(TicketFilter(states=(TicketState.OPEN,), limit=50)),
        "steps of today": lambda: read.steps(NOW),
    }
    for words in ASKED:
        found[f"search {words}"] = lambda words=words: read.search(SearchFilter(words))  # type: ignore[misc]
    closed = (TicketState.NEW,)
    found["search printer, new"] = lambda: read.search(SearchFilter("printer", states=closed))
    return found


def medians(store: Store, runs: int = RUNS) -> dict[str, float]:
    """Milliseconds in the middle of so many runs, by name."""
    figures = {}
    for name, view in views(store).items():
        taken = []
        for _ in range(runs):
            begin = time.perf_counter()
            view()
            taken.append((time.perf_counter() - begin) * 1000)
        figures[name] = statistics.median(taken)
    return figures


def measure(url: str) -> None:
    """Print the figures of this database, which is filled for it."""
    store = open_store(url)
    store.migrate()
    begin = time.perf_counter()
    fill(store, TICKETS, WAITING)
    kind, took = url.partition(":")[0], time.perf_counter() - begin
    print(f"{kind}: {TICKETS} tickets, {WAITING} in the queue, filled in {took:.0f} s", flush=True)
    for name, milliseconds in medians(store).items():
        print(f"{name:<28} {milliseconds:8.1f} ms", flush=True)
    store.close()


def main() -> None:
    """Print the figures of an SQLite file, and of PostgreSQL where a server can be started."""
    with tempfile.TemporaryDirectory() as folder:
        measure(f"sqlite:///{Path(folder) / 'many.db'}")
    if find_binaries() is None:
        print("PostgreSQL is left out: no server that this user may run; install Debian's postgresql")
        return
    with running() as server:
        measure(server.empty())


if __name__ == "__main__":
    main()
