"""How quick the queue is with 100,000 tickets and 2,000 items: at the server, and from a key to the next item."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.vocabulary import ReviewState, Role
from processor.clock import utc_now
from tests.web.asking import Caller
from tests.web.browsing import Tab
from tests.web.crowd import crowded_by
from tests.web.site import DeskSite

PAGE, DECISION = 0.150, 0.200
"""Seconds in the middle: for the page at the server, and for a decision that is saved until the next item is shown."""

RUNS = 15
WATCH = """() => {
  window.taken = [];
  document.addEventListener('keydown', (event) => { if (event.key === 'a') window.began = performance.now(); }, true);
  const title = () => document.querySelector('.item-head a[data-key=o]')?.textContent;
  let was = title();
  new MutationObserver(() => {
    const is = title();
    if (!is || is === was) return;
    was = is;
    requestAnimationFrame(() => window.taken.push(performance.now() - window.began));
  }).observe(document.documentElement, { childList: true, subtree: true });
}"""

pytestmark = pytest.mark.measured


@pytest.fixture(scope="module")
def many(many_tickets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    made = crowded_by(tmp_path_factory.mktemp("many"), many_tickets)
    yield made
    made.close()


def middle(work: Callable[[int], object]) -> float:
    taken = []
    for at in range(RUNS + 2):
        begin = time.perf_counter()
        work(at)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken[2:])


def test_the_page_is_quick_at_the_server(many: DeskSite) -> None:
    caller = Caller(many, Role.CSM)
    lines = many.app.store.views.queue(utc_now()).lines
    figures = {
        "the queue": middle(lambda _: caller.get("/queue")),
        "an item": middle(lambda at: caller.get(f"/queue/{lines[at].review_id}")),
        "a late page": middle(lambda _: caller.get("/queue?at=1500")),
        "narrowed": middle(lambda _: caller.get("/queue?customer=Customer+7")),
        "today": middle(lambda _: caller.get("/queue/today?all=1")),
    }
    caller.close()
    assert {name: taken for name, taken in figures.items() if taken > PAGE} == {}


def test_from_a_key_to_the_next_item(many: DeskSite, new_tab: Callable[..., Tab]) -> None:
    before = len(many.app.store.views.reviews(ReviewState.OPEN, 10_000))
    page = new_tab(many).login().go("/queue")
    page.evaluate(WATCH)
    for at in range(RUNS + 2):
        page.keyboard.press("a")
        page.wait_for_function("count => window.taken.length > count", arg=at)
    taken = page.evaluate("window.taken")[2:]
    assert statistics.median(taken) <= DECISION * 1000, taken
    after = len(many.app.store.views.reviews(ReviewState.OPEN, 10_000))
    assert before - after == RUNS + 2, "every decision was saved"
