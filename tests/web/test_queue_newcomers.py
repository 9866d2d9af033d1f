"""The queue for somebody who sees it first: nothing typed is lost, nothing is offered twice, nothing jumps."""

import re
from collections.abc import Callable

from models.vocabulary import ReviewState, Role
from processor.clock import utc_now
from processor.store.views.queue import QueueFilter, QueueLine
from tests.web.asking import Caller
from tests.web.browsing import Tab
from tests.web.site import DeskSite

OpenTab = Callable[..., Tab]


def waiting(site: DeskSite) -> tuple[QueueLine, ...]:
    return site.app.store.views.queue(utc_now(), QueueFilter()).lines


def of(site: DeskSite, subject: str) -> QueueLine:
    return next(line for line in waiting(site) if subject in line.subject)


def state(site: DeskSite, line: QueueLine) -> ReviewState:
    return site.app.store.views.item(line.review_id).review.state


def test_a_decision_asks_before_it_leaves_an_answer_unsent(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    line = of(fresh_site, "Rechte")
    page = new_tab(fresh_site).login().go(f"/queue/{line.review_id}")
    page.keyboard.press("e")
    page.keyboard.type("Unter Verwaltung")
    asked: list[str] = []
    page.once("dialog", lambda one: (asked.append(one.message), one.dismiss()))
    page.get_by_role("button", name="Accept").click()
    assert "has not been sent" in asked[0]
    assert state(fresh_site, line) is ReviewState.OPEN
    page.once("dialog", lambda one: one.accept())
    page.get_by_role("button", name="Accept").click()
    page.locator(".toast").wait_for()
    assert state(fresh_site, line) is ReviewState.DONE
    page.goto(f"{fresh_site.url}/tickets/{line.ticket_number}")
    assert page.locator("#f-body").input_value() == "Unter Verwaltung"


def test_words_that_are_typed_beside_the_field_decide_nothing(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    first = next(line for line in waiting(fresh_site) if line.category is not None)
    page = new_tab(fresh_site).login().go(f"/queue/{first.review_id}")
    page.keyboard.type("page Opening hours", delay=30)
    assert state(fresh_site, first) is ReviewState.OPEN
    assert page.locator("details[open] textarea").count() == 0
    page.wait_for_function("typed => Date.now() - typed > 700", arg=page.evaluate("Date.now()"))
    page.keyboard.press("a")
    page.locator(".toast").wait_for()
    assert state(fresh_site, first) is ReviewState.DONE


def test_what_is_begun_in_the_queue_is_there_at_each_address_and_on_the_ticket(
    fresh_site: DeskSite, new_tab: OpenTab
) -> None:
    first, *_ = waiting(fresh_site)
    page = new_tab(fresh_site).login().go(f"/queue/{first.review_id}")
    page.keyboard.press("e")
    page.keyboard.type("Unter Verwaltung")
    page.goto(f"{fresh_site.url}/queue")
    assert page.locator("#answer-body").input_value() == "Unter Verwaltung"
    page.goto(f"{fresh_site.url}/tickets/{first.ticket_number}")
    assert page.locator("#f-body").input_value() == "Unter Verwaltung"
    page.locator("#f-body").press("Control+Enter")
    page.locator(".toast").wait_for()
    page.goto(f"{fresh_site.url}/queue/{first.review_id}")
    assert page.locator("#answer-body").input_value() == "", "it is sent"


def test_an_answer_that_is_taken_back_is_there_to_be_mended(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    line = of(fresh_site, "Rechte")
    page = new_tab(fresh_site).login().go(f"/queue/{line.review_id}")
    page.keyboard.press("e")
    page.keyboard.type("Unter Verwaltung, Zugänge.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone").wait_for()
    assert page.locator("#answer-body").input_value() == "Unter Verwaltung, Zugänge."


def test_the_main_button_stays_where_it_is_from_item_to_item(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    page = new_tab(fresh_site).login().go("/queue")
    first, second, third, *_ = waiting(fresh_site)
    bottoms = set()
    for line in (first, second, third):
        page.goto(f"{fresh_site.url}/queue/{line.review_id}")
        box = page.locator(".decide").bounding_box()
        assert box is not None
        bottoms.add(round(box["y"] + box["height"]))
    assert len(bottoms) == 1


def test_no_moment_is_offered_twice(fresh_site: DeskSite) -> None:
    caller = Caller(fresh_site, Role.CSM)
    first, *_ = waiting(fresh_site)
    offered = re.findall(r'name="soon" value="([^"]+)"', caller.get(f"/queue/{first.review_id}").text)
    assert len(offered) == len(set(offered)) >= 2
    caller.close()
