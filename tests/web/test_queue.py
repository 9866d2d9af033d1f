"""The queue as CSMs use it: by keyboard alone, two at once, with the network gone; what counts is what was stored."""

import itertools
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Route, expect

from models.vocabulary import (
    CaseReason,
    Category,
    Direction,
    Language,
    OutboxState,
    ReviewReason,
    ReviewState,
    Role,
    Severity,
    StepKind,
    TicketState,
)
from processor.clock import utc_now
from processor.store.views.items import ItemView
from processor.store.views.queue import QueueFilter, QueueLine
from processor.store.views.steps import StepLine
from tests.web.asking import Caller, done, hidden
from tests.web.browsing import PHONE, Tab
from tests.web.crowd import crowded
from tests.web.site import DeskSite
from tests.web.story import CSM, LOGINS

OpenTab = Callable[..., Tab]
TODAY = timedelta(days=1)


def waiting(site: DeskSite, *, asleep: bool = False) -> tuple[QueueLine, ...]:
    return site.app.store.views.queue(utc_now(), QueueFilter(asleep=asleep)).lines


def labelled(site: DeskSite) -> tuple[QueueLine, ...]:
    """The queue from the first item on that can be accepted as it stands; what is due first depends on the day."""
    return tuple(itertools.dropwhile(lambda line: line.category is None, waiting(site)))


def of(site: DeskSite, subject: str) -> QueueLine:
    return next(line for line in waiting(site) if subject in line.subject)


def item(site: DeskSite, line: QueueLine) -> ItemView:
    return site.app.store.views.item(line.review_id)


def steps(site: DeskSite, person: str = CSM) -> tuple[StepLine, ...]:
    return site.app.store.views.steps(utc_now() - TODAY, person)


def labels(view: ItemView) -> tuple[Category | None, Severity | None, CaseReason | None]:
    line = view.ticket.line
    return line.category, line.severity, line.reason


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def shown(page: Page) -> str:
    return page.locator("#item-title").inner_text()


def await_item(page: Page, subject: str) -> None:
    page.locator("#item-title", has_text=subject).wait_for()


# By keyboard alone


def test_labels_are_chosen_saved_and_taken_back_by_keys(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    page = new_tab(fresh_site).login().go("/queue")
    first, second, *_ = waiting(fresh_site)
    assert shown(page) == first.subject
    press(page, "3", "s", "1", "r", "4", "a")
    await_item(page, second.subject)
    view = item(fresh_site, first)
    assert labels(view) == (Category.DEVELOPMENT_REQUEST, Severity.CRITICAL, CaseReason.FEATURE_REQUEST)
    assert (view.review.state, view.review.decided_by, view.review.verdict) == (ReviewState.DONE, CSM, "corrected")
    assert f"#{first.ticket_number}" in page.locator(".toast").inner_text()
    press(page, "u")
    await_item(page, first.subject)
    assert item(fresh_site, first).review.state is ReviewState.OPEN
    assert labels(item(fresh_site, first)) == (first.category, first.severity, first.reason)
    [step] = steps(fresh_site)
    assert step.what is StepKind.CORRECT
    assert step.undone_at is not None


def test_enter_accepts_what_stands_and_j_and_k_move(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    first, second, third, *_ = labelled(fresh_site)
    page = new_tab(fresh_site).login().go(f"/queue/{first.review_id}")
    press(page, "j")
    await_item(page, second.subject)
    press(page, "j")
    await_item(page, third.subject)
    press(page, "k")
    await_item(page, second.subject)
    press(page, "k")
    await_item(page, first.subject)
    press(page, "Enter")
    await_item(page, second.subject)
    assert item(fresh_site, first).review.verdict == "confirmed"
    assert item(fresh_site, second).review.state is ReviewState.OPEN


def test_not_a_request_is_one_key(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    line = of(fresh_site, "Question about prices")
    page = new_tab(fresh_site).login().go(f"/queue/{line.review_id}")
    press(page, "n")
    page.locator(".toast").wait_for()
    view = item(fresh_site, line)
    assert labels(view) == (Category.NOT_A_REQUEST, None, None)
    assert view.ticket.line.state is TicketState.CLOSED


def test_a_question_goes_out_and_the_answer_comes_back_beside_the_decision(
    fresh_site: DeskSite, new_tab: OpenTab
) -> None:
    line = of(fresh_site, "Abstürze")
    page = new_tab(fresh_site).login().go(f"/queue/{line.review_id}")
    press(page, "q")
    page.keyboard.type("Seit welcher Version? a z m")
    press(page, "Control+Enter")
    page.locator(".toast").wait_for()
    view = item(fresh_site, line)
    assert view.asked_at is not None
    assert view.review.state is ReviewState.OPEN
    assert line.review_id not in {one.review_id for one in waiting(fresh_site)}
    [step] = steps(fresh_site)
    assert [mail.state for mail in step.mails] == [OutboxState.QUEUED], "it waits, so that it can be taken back"
    page.goto(f"{fresh_site.url}/queue?asleep=1")
    assert "Abstürze" in shown(page)
    press(page, "w")
    page.locator(".toast").wait_for()
    assert line.review_id in {one.review_id for one in waiting(fresh_site)}


def test_an_answer_is_typed_beside_the_mail(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    line = of(fresh_site, "Rechte")
    page = new_tab(fresh_site).login().go(f"/queue/{line.review_id}")
    press(page, "e")
    page.keyboard.type("Unter Verwaltung, Zugänge.")
    press(page, "Control+Enter")
    page.locator(".toast").wait_for()
    view = item(fresh_site, line)
    assert [one.new_text for one in view.ticket.messages if one.direction is Direction.OUT and one.author == CSM] == [
        "Unter Verwaltung, Zugänge."
    ]
    assert view.review.state is ReviewState.OPEN
    assert "Rechte" in shown(page), "the item is still there to be decided"


def test_later_is_two_keys(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    first, second, *_ = waiting(fresh_site)
    page = new_tab(fresh_site).login().go("/queue")
    page.reload()  # the first page that a browser asks for tells where it is: there it may be tomorrow already
    press(page, "z", "Enter")
    await_item(page, second.subject)
    [line] = waiting(fresh_site, asleep=True)
    assert line.review_id == first.review_id
    assert line.asleep_until is not None
    there = line.asleep_until.astimezone(ZoneInfo("Europe/Berlin"))
    assert (there.hour, there.minute) == (9, 0)
    assert there.date() == (utc_now().astimezone(ZoneInfo("Europe/Berlin")) + TODAY).date()


def test_tickets_are_merged_into_what_the_page_suggests(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    line = of(fresh_site, "остатки")
    target = of(fresh_site, "карточка")
    page = new_tab(fresh_site).login().go(f"/queue/{line.review_id}")
    press(page, "m")
    page.get_by_label(f"#{target.ticket_number}").check()
    page.get_by_role("button", name="Merge", exact=True).last.click()
    page.locator(".toast").wait_for()
    view = item(fresh_site, line)
    assert view.ticket.line.state is TicketState.MERGED
    assert view.ticket.line.merged_into == target.ticket_number


def test_the_list_of_keys_is_complete(tab: Tab) -> None:
    page = tab.login(Role.CSM, Language.GERMAN).go("/queue")
    press(page, "?")
    text = page.get_by_role("dialog").inner_text()
    for words in ("Annehmen", "Keine Anfrage", "Antworten", "Kunden fragen", "Später", "Zusammenführen", "Nächstes"):
        assert words in text


# Twenty a minute


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    made = crowded(tmp_path_factory.mktemp("crowd"), 300, 60)
    yield made
    made.close()


def test_twenty_decisions_a_minute_and_nothing_is_lost(crowd: DeskSite, new_tab: OpenTab) -> None:
    page = new_tab(crowd).login().go("/queue")
    begin, before = time.monotonic(), waiting(crowd)
    chosen = list(Category)[:5]
    for at in range(20):
        number = page.locator(".item-head a[data-key=o]").inner_text()
        press(page, str(at % 5 + 1), "s", str(at % 4 + 1), "r", str(at % 4 + 1), "a")
        page.locator(".item-head a[data-key=o]").filter(has_not_text=number).wait_for()
    taken = time.monotonic() - begin
    assert taken < 60, f"twenty took {taken:.0f} s"
    done = steps(crowd)
    assert len(done) == 20
    assert {one.what for one in done} <= {StepKind.CONFIRM, StepKind.CORRECT}
    for at, line in enumerate(before[:20]):
        wanted = (chosen[at % 5], list(Severity)[at % 4], list(CaseReason)[at % 4])
        assert labels(item(crowd, line)) == wanted, f"decision {at}"
    assert len(crowd.app.store.views.reviews(ReviewState.OPEN)) == 40


def test_look_alikes_are_decided_together(crowd: DeskSite, new_tab: OpenTab) -> None:
    lines = waiting(crowd)[:3]
    alike = "UPDATE ticket SET subject = 'Newsletter 47', category = 'bug', severity = 3, reason = 'bug' WHERE number"
    for line in lines:
        crowd.app.store.database.run(f"{alike} = {line.ticket_number}")
    page = new_tab(crowd).login().go(f"/queue/{lines[0].review_id}")
    press(page, "6", "v")
    page.get_by_role("button", name="Decide them all").wait_for()
    press(page, "Enter")
    page.get_by_text("3 items decided").wait_for()
    for line in lines:
        view = item(crowd, line)
        assert view.review.state is ReviewState.DONE
        assert view.ticket.line.category is Category.NOT_A_REQUEST


def alike(site: DeskSite, count: int) -> tuple[QueueLine, ...]:
    """The first of the queue, made look-alikes."""
    lines = waiting(site)[:count]
    said = "UPDATE ticket SET subject = 'Newsletter 48', category = 'bug', severity = 3, reason = 'bug' WHERE number"
    for line in lines:
        site.app.store.database.run(f"{said} = {line.ticket_number}")
    return lines


def test_what_was_decided_together_is_taken_back_together(crowd: DeskSite, new_tab: OpenTab) -> None:
    lines = alike(crowd, 3)
    before = [labels(item(crowd, line)) for line in lines]
    page = new_tab(crowd).login().go(f"/queue/{lines[0].review_id}")
    press(page, "6", "v")
    page.get_by_role("button", name="Decide them all").wait_for()
    press(page, "Enter")
    page.get_by_text("3 items decided").wait_for()
    press(page, "u")
    page.get_by_text("3 decisions are taken back.").wait_for()
    assert [labels(item(crowd, line)) for line in lines] == before
    assert all(item(crowd, line).review.state is ReviewState.OPEN for line in lines)
    assert all(one.undone_by == CSM for one in steps(crowd)[:3])


def test_what_can_not_be_taken_back_stands_and_is_said(crowd: DeskSite) -> None:
    lines, carla, lena = alike(crowd, 3), Caller(crowd, Role.CSM), Caller(crowd, Role.LEAD)
    here = f"/queue/{lines[0].review_id}"
    page = carla.get(here).text
    versions = {line.review_id: line.version for line in lines}
    ticked = [f"{one}:{version}" for one, version in list(versions.items())[1:]]
    form = hidden(page, f"{here}/decide") | {"do": "alike", "alike": ticked, "category": "not_a_request"}
    done(carla.post(f"{here}/decide", form))
    page = carla.get("/queue").text
    [action] = set(re.findall(r'action="(/steps/\d+/together/undo)"', page))
    changed = lines[1].ticket_number
    ticket = lena.get(f"/tickets/{changed}").text
    path = f"/tickets/{changed}/note"
    done(lena.post(path, {**hidden(ticket, path), "note": "This one is a request after all."}))
    assert lena.post(action, lena.hidden("/queue")).headers["location"] == "/queue/today", "it is not hers to take back"
    assert all(item(crowd, line).review.state is ReviewState.DONE for line in lines)
    taken = hidden(page, action)
    assert done(carla.post(action, taken)) == done(carla.post(action, taken)) == "/queue/today"
    today = carla.get("/queue/today").text
    assert "2 decisions are taken back; still standing: 1." in today
    assert today.count(f"#{changed} has changed since") >= 2, "said, and shown beside what stands"
    states = [item(crowd, line).review.state for line in lines]
    assert states == [ReviewState.OPEN, ReviewState.DONE, ReviewState.OPEN]
    carla.close()
    lena.close()


def test_a_reply_that_no_rule_accepts_shows_what_stopped_it_and_leads_to_where_it_is_decided(site: DeskSite) -> None:
    caller = Caller(site, Role.CSM)
    line = next(one for one in waiting(site) if ReviewReason.APPROVAL_UNPROVEN in one.reasons)
    [held] = {(one.kind, one.number) for one in item(site, line).held}
    text = caller.get(f"/queue/{line.review_id}").text
    assert f'href="/proposals/{held[1]}"' in text
    assert "not proven that an approver who was asked wrote it" in text
    caller.close()


# Two at once, and the network gone


def test_of_two_people_the_second_is_told_who_decided(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    line = of(fresh_site, "Abstürze")
    mine, hers = new_tab(fresh_site), new_tab(fresh_site)
    mine.expect_complaint("409")
    page = mine.login().go(f"/queue/{line.review_id}")
    other = hers.login(Role.LEAD).go(f"/queue/{line.review_id}")
    press(page, "e")
    page.keyboard.type("Ein Anfang")
    press(other, "3", "a")
    other.locator(".toast").wait_for()
    page.locator("body").click(position={"x": 5, "y": 5})
    page.once("dialog", lambda one: one.accept())
    press(page, "a")
    told = page.locator("#trouble .toast")
    told.wait_for()
    assert "Lena Orlova decided" in told.inner_text()
    assert "Development request" in told.inner_text()
    assert page.locator("#answer-body").input_value() == "Ein Anfang"
    view = item(fresh_site, line)
    assert view.review.decided_by == LOGINS[Role.LEAD]
    assert view.ticket.line.category is Category.DEVELOPMENT_REQUEST
    assert steps(fresh_site) == ()
    told.get_by_role("link", name="Go on with the next").click()
    expect(page.locator("#item-title")).not_to_have_text(line.subject, timeout=30_000)


def test_an_answer_that_got_lost_is_not_saved_twice(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    first, second, *_ = labelled(fresh_site)
    tab = new_tab(fresh_site)
    tab.expect_complaint("ERR_FAILED")
    tab.expect_complaint("Failed to fetch")
    page = tab.login().go(f"/queue/{first.review_id}")

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/decide*", lose)
    press(page, "a")
    page.locator("#trouble .toast").wait_for()
    assert "not known" in page.locator("#trouble").inner_text()
    assert len(steps(fresh_site)) == 1, "it was saved, only nobody heard"
    page.unroute("**/decide*")
    press(page, "a")
    await_item(page, second.subject)
    assert len(steps(fresh_site)) == 1
    assert item(fresh_site, second).review.state is ReviewState.OPEN
    assert item(fresh_site, first).review.state is ReviewState.DONE


def test_without_a_script_an_item_is_decided(fresh_site: DeskSite, new_tab: OpenTab) -> None:
    first, second, *_ = labelled(fresh_site)
    page = new_tab(fresh_site, java_script_enabled=False).login().go(f"/queue/{first.review_id}")
    page.locator("label[for=reason-customization]").click()
    page.get_by_role("button", name="Accept").click()
    assert shown(page) == second.subject
    assert labels(item(fresh_site, first))[2] is CaseReason.CUSTOMIZATION


# How it looks


@pytest.mark.parametrize("path", ["/queue", "/queue/today?all=1", "/queue?asleep=1"])
def test_everybody_can_use_it(tab: Tab, path: str) -> None:
    tab.login(Role.CSM, Language.RUSSIAN).go(path)
    tab.accessible()


def test_it_fits_a_phone(site: DeskSite, new_tab: OpenTab) -> None:
    tab = new_tab(size=PHONE).login(Role.CSM, Language.GERMAN)
    page = tab.go("/queue")
    tab.fits()
    assert not page.locator("#item-title").is_visible(), "the list comes first"
    page.locator("ul.items a").first.click()
    page.locator("#item-title").wait_for()
    tab.fits()
    assert not page.locator("ul.items").is_visible()
    tab.accessible()


def test_panels_are_accessible_when_they_are_open(tab: Tab) -> None:
    page = tab.login().go("/queue")
    for key in ("e", "q", "z", "m"):
        press(page, key, "Escape")
    press(page, "z")
    tab.accessible()


# What is asked for wrongly, and by whom


@pytest.fixture
def carla(fresh_site: DeskSite) -> Iterator[Caller]:
    caller = Caller(fresh_site, Role.CSM)
    yield caller
    caller.close()


def form(caller: Caller, site: DeskSite, line: QueueLine, **fields: object) -> dict[str, object]:
    ticket = item(site, line).ticket.line
    return {
        **caller.hidden(f"/queue/{line.review_id}"),
        "version": line.version,
        "ticket_version": ticket.version,
        "was": f"{ticket.category or ''}/{ticket.severity.value if ticket.severity else ''}/{ticket.reason or ''}",
        **fields,
    }


ACTS = ("decide", "answer", "ask", "snooze", "wake", "merge", "split")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER])
def test_who_only_reads_sees_everything_and_does_nothing(site: DeskSite, role: Role) -> None:
    caller = Caller(site, role)
    line = of(site, "карточка")
    text = caller.get(f"/queue/{line.review_id}").text
    assert line.subject in text
    assert 'class="decide"' not in text
    given = {
        **caller.hidden("/account"),
        "version": line.version,
        "ticket_version": 1,
        "category": "bug",
        "severity": "1",
        "reason": "bug",
        "body": "words",
        "subject": "words",
        "message": 1,
        "other": 1,
        "until": "2099-01-01T09:00",
    }
    given["until"] = f"{utc_now() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    for act in ACTS:
        answer = caller.post(f"/queue/{line.review_id}/{act}", given)
        assert answer.status_code == 403, (act, answer.text[-500:])
    assert caller.post(f"/queue/today/{line.ticket_number}/labels", given).status_code == 403
    assert item(site, line).line == line
    caller.close()


def test_a_form_that_is_posted_twice_decides_once(fresh_site: DeskSite, carla: Caller) -> None:
    line = of(fresh_site, "Abstürze")
    given = form(carla, fresh_site, line, category="bug", severity="2", reason="bug", do="accept")
    first, again = (carla.post(f"/queue/{line.review_id}/decide", given) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert len(steps(fresh_site)) == 1


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        (
            "decide",
            {"category": "bug", "severity": "", "reason": ""},
            "A request needs this as well: Severity, Reason.",
        ),
        ("decide", {"category": ""}, "Choose a category first"),
        ("decide", {"category": "wish"}, "please choose one of the values"),
        ("answer", {"body": " "}, "please fill this in"),
        ("ask", {"body": ""}, "please fill this in"),
        ("snooze", {"until": ""}, "please fill this in"),
        ("snooze", {"until": "2020-01-01T09:00"}, "still to come"),
        ("snooze", {"until": "2199-01-01T09:00"}, "366 days at most"),
        ("snooze", {"until": "soon"}, "a date such as"),
        ("merge", {}, "Choose the ticket in which it goes on"),
        ("split", {"message": "1", "subject": " "}, "please fill this in"),
    ],
)
def test_what_is_missing_is_said(site: DeskSite, act: str, fields: dict[str, str], words: str) -> None:
    caller = Caller(site, Role.CSM)
    line = of(site, "Abstürze")
    answer = caller.post(f"/queue/{line.review_id}/{act}", form(caller, site, line, **fields))
    assert answer.status_code == 422
    assert words in answer.text
    assert item(site, line).line == line
    caller.close()


def test_what_is_nowhere_is_said(site: DeskSite) -> None:
    caller = Caller(site, Role.CSM)
    for path in ("/queue/99999", "/queue/99999999999"):
        assert caller.get(path).status_code == 404
    hidden = caller.hidden("/queue")
    assert caller.post("/queue/99999/decide", hidden | {"version": "1"}).status_code == 422
    assert "no such step" in caller.post("/steps/99999/undo", hidden).text
    line = of(site, "Abstürze")
    itself = form(caller, site, line, other=line.ticket_number)
    assert "merged into itself" in caller.post(f"/queue/{line.review_id}/merge", itself).text
    caller.close()


def test_an_old_page_changes_nothing(fresh_site: DeskSite, carla: Caller) -> None:
    line = of(fresh_site, "Abstürze")
    old = form(carla, fresh_site, line, category="bug", severity="2", reason="bug")
    later = form(carla, fresh_site, line, until=_in_two_days())
    assert carla.post(f"/queue/{line.review_id}/snooze", later).status_code == 303
    answer = carla.post(f"/queue/{line.review_id}/decide", old)
    assert answer.status_code == 409
    assert "Carla Meier changed" in answer.text
    assert item(fresh_site, line).review.state is ReviewState.OPEN


def _in_two_days() -> str:
    return f"{utc_now() + timedelta(days=2):%Y-%m-%dT09:00}"


def test_today_is_listed_edited_and_undone(fresh_site: DeskSite, carla: Caller) -> None:
    line = of(fresh_site, "остатки")
    given = form(carla, fresh_site, line, category="customer_success", severity="3", reason="bug")
    carla.post(f"/queue/{line.review_id}/decide", given)
    page = carla.get("/queue/today").text
    assert "1 decision today" in page
    assert f"#{line.ticket_number}" in page
    ticket = item(fresh_site, line).ticket.line
    other = {"category": "bug", "severity": "1", "reason": "bug", "version": ticket.version, "next": "/queue/today"}
    edited = carla.post(f"/queue/today/{line.ticket_number}/labels", carla.hidden("/queue/today") | other)
    assert edited.headers["location"] == "/queue/today"
    assert labels(item(fresh_site, line)) == (Category.BUG, Severity.CRITICAL, CaseReason.BUG)
    newest, oldest = steps(fresh_site)
    hidden = carla.hidden("/queue/today")
    refused = carla.post(f"/steps/{oldest.step_id}/undo", hidden)
    assert refused.status_code == 422
    assert "has changed since" in refused.text
    undone = carla.post(f"/steps/{newest.step_id}/undo", carla.hidden("/queue/today") | {"next": "/queue/today"})
    assert undone.status_code == 303
    assert labels(item(fresh_site, line)) == (Category.CUSTOMER_SUCCESS, Severity.HIGH, CaseReason.BUG)
    lena = Caller(fresh_site, Role.LEAD)
    hers = lena.post(f"/steps/{oldest.step_id}/undo", lena.hidden("/queue/today"))
    assert hers.status_code == 422
    assert "Carla Meier did this" in hers.text
    lena.close()


def test_the_list_is_narrowed_and_stays_so(fresh_site: DeskSite, carla: Caller) -> None:
    query = "?reason=unknown_sender"
    page = carla.get(f"/queue{query}").text
    line = of(fresh_site, "Question about prices")
    assert f"/queue/{line.review_id}{query}" in page
    assert page.count('class="what"') == 1
    given = form(carla, fresh_site, line, category="additional_scope", severity="4", reason="customization")
    answer = carla.post(f"/queue/{line.review_id}/decide{query}", given)
    assert answer.headers["location"] == f"/queue{query}"
    assert "Nothing fits these filters" in carla.get(f"/queue{query}").text
    assert carla.get("/queue?reason=nonsense").status_code == 404


def test_a_second_message_is_split_off(fresh_site: DeskSite, carla: Caller) -> None:
    line = of(fresh_site, "Abstürze")
    message = item(fresh_site, line).ticket.messages[0].message_row
    given = form(carla, fresh_site, line, message=message, subject="Etwas anderes")
    before = len(waiting(fresh_site))
    answer = carla.post(f"/queue/{line.review_id}/split", given)
    assert answer.status_code == 303
    assert len(waiting(fresh_site)) == before + 1
    assert of(fresh_site, "Etwas anderes").category is None


def test_the_words_of_a_stranger_stay_words(crowd: DeskSite) -> None:
    line = waiting(crowd)[-1]
    evil = "<script>alert(1)</script> \u202egnp.exe"
    crowd.app.store.database.run(f"UPDATE ticket SET subject = '{evil}' WHERE number = {line.ticket_number}")
    crowd.app.store.database.run(f"UPDATE message SET new_text = '{evil}' WHERE ticket_id = {line.ticket_id}")
    caller = Caller(crowd, Role.CSM)
    text = caller.get(f"/queue/{line.review_id}").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "\u202e" not in text
    caller.close()
