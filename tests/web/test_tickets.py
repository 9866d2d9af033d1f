"""Tickets on the pages: found, read, answered and worked on, by whom it may be, once, and over nobody's head."""

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from email.message import EmailMessage
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from models.vocabulary import (
    Category,
    Direction,
    Language,
    OutboxState,
    Role,
    Severity,
    Source,
    StepKind,
    TicketState,
    Treatment,
)
from processor.clock import utc_now
from processor.daemon.once import Once
from processor.facts.causes import Note
from processor.store.views.tickets import TicketFilter, TicketLine, TicketView
from tests.servers.installation import ADDRESS
from tests.web.asking import Call, Caller, done, hidden
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import ALPHA, CSM, CUSTOMER, LOGINS

EXPORT, OFFER, RIGHTS, CRASHES, CARD, STOCK, STRANGER = range(1, 8)
"""The tickets that came by mail in the story, by their numbers."""

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def view(site: DeskSite, number: int) -> TicketView:
    return site.app.store.views.ticket(number)


def newest(site: DeskSite) -> TicketLine:
    return site.app.store.views.tickets(TicketFilter(limit=1))[0]


def post(caller: Caller, number: int, what: str, **fields: Any) -> httpx.Response:
    """The form of a ticket's page, filled in and sent; a draft is of the form that answers."""
    page, form = f"/tickets/{number}", "answer" if what == "draft" else what
    return caller.post(f"{page}/{what}", {**hidden(caller.get(page).text, f"{page}/{form}"), **fields})


def opened(caller: Caller, site: DeskSite, subject: str, **fields: Any) -> int:
    """The number of a ticket that was just opened by hand."""
    given = {"source": "phone", "person": "", "subject": subject, "body": "", **fields}
    done(caller.post("/tickets", {**hidden(caller.get("/tickets/new").text, "/tickets"), **given}))
    return newest(site).number


def asked_by(caller: Caller, site: DeskSite, subject: str, body: str = "Please help.") -> int:
    """The number of a new ticket of Northwind's."""
    person = "Anna Berg <anna@northwind.example>"
    return opened(caller, site, subject, person=person, body=body, category="bug", severity="3", reason="bug")


def arrive(site: DeskSite, mail: EmailMessage) -> int:
    """The number of the ticket that a mail opens."""
    if "Message-ID" not in mail:
        mail["Message-ID"] = f"<{hashlib.sha256(str(mail['Subject']).encode()).hexdigest()[:16]}@northwind.example>"
    mail["To"], mail["Date"] = ADDRESS, "Mon, 6 Jan 2025 10:00:00 +0000"
    (site.folder / "Maildir" / "new" / f"{mail['Message-ID'][1:9]}.mail").write_bytes(mail.as_bytes())
    with ThreadPoolExecutor(1) as apart:  # playwright has a loop of its own running in this thread
        apart.submit(Once(site.app).run).result()
    return newest(site).number


def hostile() -> EmailMessage:
    """A mail whose HTML would do harm, with a file whose name would."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Anna Berg <anna@northwind.example>", "Look \u202eat this"
    mail["Message-ID"] = "<hostile.1@northwind.example>"
    mail.set_content("Please look.\n\nOn Monday, Vendor Support wrote:\n> We told you all of it before.\n")
    mail.add_alternative(
        "<html><body onload='alert(1)'><script>document.title='bad'</script><p>Please <b>look</b>.</p>"
        "<img src='https://tracker.example/pixel.gif'><a href='javascript:alert(1)'>here</a></body></html>",
        subtype="html",
    )
    mail.add_attachment(PICTURE, maintype="image", subtype="png", filename="../../etc/plan.png")
    mail.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename="page.html")
    return mail


# Finding


def test_the_list_shows_what_is_at_work_and_narrows(call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "A case that will be closed")
    done(post(caller, number, "close", reason="Solved."))
    assert f'href="/tickets/{number}"' not in caller.get("/tickets").text
    assert f'href="/tickets/{number}"' in caller.get("/tickets?state=closed").text
    german = caller.get(f"/tickets?customer={ALPHA}").text
    assert "Rechte für neue Kollegin" in german
    assert "The export fails" not in german
    assert "Rechte für" not in caller.get("/tickets?severity=1").text
    assert "No ticket fits this filter." in caller.get("/tickets?customer=Nobody+Ltd").text
    nobodys = caller.get("/tickets?assignee=-&category=bug").text
    assert "Abstürze beim Speichern" in nobodys
    assert "Both plants" not in nobodys


def test_overdue_answers_come_first_due_first(call: Call, site: DeskSite) -> None:
    line = view(site, CARD).line
    assert line.response_due is not None
    views = site.app.store.views
    later = line.response_due + timedelta(days=30)
    late = views.tickets(TicketFilter(overdue_at=later))
    dues = [one.response_due for one in late]
    assert CARD in [one.number for one in late]
    assert dues == sorted(dues, key=str)
    assert views.count_tickets(TicketFilter(overdue_at=later)) == len(late)
    assert all(one.responded_at is None and one.state is not TicketState.CLOSED for one in late)
    then = views.tickets(TicketFilter(overdue_at=line.opened_at))  # on some days older tickets are overdue
    assert CARD not in [one.number for one in then]
    assert all(one.response_due is not None and one.response_due <= line.opened_at for one in then)
    assert call().get("/tickets?overdue=1").status_code == 200


def test_words_are_found_and_marked_and_a_number_leads_to_its_ticket(call: Call) -> None:
    caller = call()
    page = caller.get("/tickets?q=выгрузить").text
    assert "Как <mark>выгрузить</mark> остатки?" in page
    assert "Nothing was found for “&lt;b&gt;nowhere”." in caller.get("/tickets?q=<b>nowhere").text
    assert done(caller.get(f"/tickets?q=%23{RIGHTS}")) == f"/tickets/{RIGHTS}"
    assert f'href="/tickets/{RIGHTS}"' in caller.get(f"/tickets?q={RIGHTS}").text


@pytest.mark.parametrize("path", ["/tickets/999999", "/tickets/99999999999999", "/tickets/1/messages/999/html",
                                  "/tickets/1/mails/999999/html", "/tickets/1/drafts/none"])  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(call: Call, path: str) -> None:
    assert call().get(path).status_code == 404


@pytest.mark.parametrize("query", ["state=wrong", "severity=9", "category=x", "at=-1", f"q={'a' * 300}"])
def test_a_filter_that_is_none_is_refused_in_words(call: Call, query: str) -> None:
    answer = call().get(f"/tickets?{query}")
    assert answer.status_code == 404
    assert "data-said" in answer.text


# Reading


def test_a_hostile_mail_is_shown_and_saved_without_harm(tab: Tab, call: Call, site: DeskSite) -> None:
    number = arrive(site, hostile())
    message = view(site, number).messages[0]
    base = f"/tickets/{number}/messages/{message.message_row}"
    page = tab.login(Role.CSM).go(f"/tickets/{number}")
    assert "Look at this" in page.title()
    assert {one.url for one in page.frames} <= {page.url, ""}
    page.get_by_text("With quotes and signature").click()
    expect(page.get_by_text("We told you all of it before.")).to_be_visible()
    page.get_by_text("Original mail", exact=True).first.click()
    frame = page.frame_locator("iframe.mail").first
    expect(frame.get_by_text("Please look.")).to_be_visible()
    assert frame.locator("script, img[src^=http], [onload]").count() == 0
    caller = call()
    html = caller.get(f"{base}/html")
    assert "sandbox" in html.headers["content-security-policy"]
    assert "tracker.example" not in html.text
    assert "javascript:" not in html.text.replace('data-to="javascript:', "")
    picture, page_file = message.attachments
    saved = caller.get(f"{base}/files/{picture['position']}")
    assert saved.content == PICTURE
    assert saved.headers["content-disposition"].startswith("attachment; ")
    assert "/" not in saved.headers["content-disposition"].partition("''")[2].replace("%2F", "/")
    other = caller.get(f"{base}/files/{page_file['position']}")
    assert other.headers["content-type"] == "application/octet-stream"
    assert other.headers["x-content-type-options"] == "nosniff"
    assert caller.get(f"{base}/files/77").status_code == 404
    raw = caller.get(f"{base}/raw")
    assert hashlib.sha256(raw.content).hexdigest() == message.digest
    assert raw.headers["content-disposition"].endswith(".eml")
    assert caller.get(f"/tickets/{EXPORT}/messages/{message.message_row}/raw").status_code == 404


def test_the_clock_shows_how_it_was_counted(call: Call, site: DeskSite) -> None:
    page = call().get(f"/tickets/{CARD}").text
    proof = site.app.promises().proof(CARD, utc_now())
    assert proof.promise is not None
    for words in ("Running", "business hour", "Urgent", proof.promise.timezone, "In all"):
        assert words in page
    assert page.count("</tr>", page.index("spans-table"), page.index("</tfoot>")) == len(proof.promise.spans) + 2


def test_a_ticket_asks_the_database_a_fixed_number_of_times(
    call: Call, site: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    database = type(site.app.store.database)
    rows = database.rows

    def counting(self: Any, *words: Any, **values: Any) -> Any:
        asked.append(str(words[0])[:60])
        return rows(self, *words, **values)

    caller = call()
    few = asked_by(caller, site, "One remark")
    many = asked_by(caller, site, "Many remarks")
    for remark in range(12):
        site.app.tickets().work(many, Note(CSM, f"remark {remark}"), utc_now())
    monkeypatch.setattr(database, "rows", counting)
    caller.get(f"/tickets/{few}")
    first, asked[:] = len(asked), []
    caller.get(f"/tickets/{many}")
    assert len(asked) <= first + 1  # what happened last is looked for where something did


# Answering


def test_an_answer_waits_a_moment_and_can_be_taken_back(call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "The report is empty")
    assert done(post(caller, number, "answer", body="Please try again.", wait="1")).startswith(f"/tickets/{number}")
    after = view(site, number)
    answer = after.messages[-1]
    assert (answer.direction, answer.text, answer.author) == (Direction.OUT, "Please try again.", CSM)
    assert after.line.state is TicketState.WAITING
    mail = site.app.outbox().get(answer.outbox_id)
    held = site.app.settings.web.undo_seconds
    assert mail.state is OutboxState.QUEUED
    assert mail.not_before - mail.created_at == timedelta(seconds=held)
    page = caller.get(f"/tickets/{number}").text
    [step] = [one for one in site.app.store.views.steps(after.line.opened_at, ticket=number) if not one.why_not]
    undo = f"/steps/{step.step_id}/undo"
    assert step.what is StepKind.REPLY
    done(caller.post(undo, hidden(page, undo)))
    assert site.app.outbox().get(answer.outbox_id).state is OutboxState.CANCELLED
    assert view(site, number).messages[-1].withdrawn
    assert "Taken back, never left" in caller.get(f"/tickets/{number}").text


def test_a_text_to_begin_with_is_in_the_customers_language_and_the_look_is_the_mail(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go(f"/tickets/{RIGHTS}")
    before = len(view(site, RIGHTS).messages)
    page.get_by_label("Your answer").fill("Guten Morgen.")
    page.get_by_label("Text to begin with").select_option(label="How to get access")
    page.get_by_role("button", name="Insert").click()
    text = page.get_by_label("Your answer")
    expect(text).to_have_value(re.compile(r"^Guten Morgen\.\n\nGuten Tag Jonas Weber,\n\num jemandem Zugang"))
    text.fill("Guten Tag,\n\ndas geht unter <Verwaltung>.")
    page.get_by_role("button", name="Preview").click()
    looked = page.locator("#preview")
    expect(looked.get_by_text("Re: Rechte für neue Kollegin")).to_be_visible()
    frame = page.frame_locator("#preview iframe")
    expect(frame.get_by_text("das geht unter <Verwaltung>.")).to_be_visible()
    expect(frame.get_by_text("Antworten Sie auf diese E-Mail")).to_be_visible()
    assert len(view(site, RIGHTS).messages) == before
    tab.accessible()
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("The answer is on its way.")).to_be_visible()
    sent = view(site, RIGHTS).messages[-1]
    assert sent.text == "Guten Tag,\n\ndas geht unter <Verwaltung>."
    raw = site.app.outbox().raw(sent.outbox_id).decode()
    assert "das geht unter &lt;Verwaltung&gt;." in raw


def test_the_same_form_twice_answers_once(call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "Twice")
    fields = {**hidden(caller.get(f"/tickets/{number}").text, f"/tickets/{number}/answer"), "body": "Only once."}
    first, second = (caller.post(f"/tickets/{number}/answer", fields) for _ in range(2))
    assert done(first) == done(second)
    assert [one.text for one in view(site, number).messages].count("Only once.") == 1


def test_who_comes_second_is_told_what_the_first_did(tab: Tab, call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "Two at once")
    page = tab.login(Role.LEAD).go(f"/tickets/{number}")
    done(post(caller, number, "answer", body="Carla was here."))
    tab.expect_complaint("409")
    page.get_by_label("Your answer").fill("Lena writes at length.")
    page.get_by_role("button", name="Send answer").click()
    expect(page.locator("#trouble")).to_contain_text(CSM)
    expect(page.get_by_label("Your answer")).to_have_value("Lena writes at length.")
    assert [one.text for one in view(site, number).messages][1:] == ["Carla was here."]
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Lena writes at length.")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("The answer is on its way.")).to_be_visible()


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("answer", {"body": " "}, "Text: please fill this in."),
        ("note", {"note": ""}, "Note: please fill this in."),
        ("note", {"note": "x" * 50_001}, "at most 50000"),
        ("close", {"reason": ""}, "Reason: please fill this in."),
        ("assign", {"to": "stranger@nowhere.example"}, "doesn’t work here"),
        ("assign", {"to": "-"}, "already"),
        ("merge", {"other": "soon"}, "Give its number"),
        ("merge", {"other": str(EXPORT)}, "into itself"),
        ("merge", {"other": "99999"}, "99999"),
        ("split", {"message": "999999", "subject": "x"}, ""),
        ("relabel", {"category": "bug"}, "A request needs this as well"),
        ("relabel", {}, "already"),
        ("relabel", {"severity": "7"}, "Severity"),
        ("work", {}, "Nothing of this differs"),
        ("work", {"hours": "many"}, "Hours"),
        ("work", {"hours": "-1"}, "Hours"),
        ("treat", {"treatment": "free", "reason": "x"}, "How it is charged"),
        ("draft", {"do": "insert"}, "Text to begin with"),
        ("draft", {"do": "insert", "template": "../mail/answer"}, ""),
        ("draft", {"do": "preview", "body": ""}, "Text: please fill this in."),
        ("answer", {"body": "x", "seen": "soon"}, "Version"),
    ],
)
def test_wrong_input_is_refused_in_words_and_changes_nothing(
    call: Call, site: DeskSite, what: str, fields: dict[str, str], said: str
) -> None:
    caller, before = call(), view(site, EXPORT)
    if what == "split":
        page = caller.get(f"/tickets/{EXPORT}").text
        fields = {**hidden(page, f"/tickets/{EXPORT}/answer"), **fields}
        answer = caller.post(f"/tickets/{EXPORT}/split", fields)
    else:
        answer = post(caller, EXPORT, what, **fields)
    assert answer.status_code == 422, answer.text[-500:]
    assert said.replace("’", "'") in answer.text.replace("&#39;", "'")
    assert view(site, EXPORT) == before


# Working


def test_notes_owners_and_labels(call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "Notes and labels")
    done(post(caller, number, "note", note="Called Anna.\nShe waits."))
    done(post(caller, number, "assign", to=LOGINS[Role.LEAD]))
    done(post(caller, number, "relabel", category="customer_success", severity="2", reason="customization"))
    after = view(site, number)
    assert after.messages[-1].direction is Direction.NOTE
    assert after.messages[-1].text == "Called Anna.\nShe waits."
    assert after.line.assignee == LOGINS[Role.LEAD]
    assert (after.line.category, after.line.severity) == (Category.CUSTOMER_SUCCESS, Severity.URGENT)
    page = caller.get(f"/tickets/{number}").text
    assert "Lena Orlova" in page
    assert "Stays inside" in page
    done(post(caller, number, "assign", to="-"))
    assert view(site, number).line.assignee == ""


def test_a_note_minds_no_version(call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "A note of an old page")
    old = hidden(caller.get(f"/tickets/{number}").text, f"/tickets/{number}/note")
    done(post(caller, number, "assign", to=CSM))
    done(caller.post(f"/tickets/{number}/note", {**old, "note": "Still true."}))
    assert view(site, number).messages[-1].text == "Still true."


@pytest.mark.parametrize("tell", [True, False])
def test_closing_with_and_without_telling(call: Call, site: DeskSite, tell: bool) -> None:
    caller = call()
    number = asked_by(caller, site, f"Closing {tell}")
    done(post(caller, number, "close", reason="It runs again.", **({"tell": "1"} if tell else {})))
    after = view(site, number)
    templates = [one.template for one in site.app.store.views.around(number).mails]
    assert after.line.state is TicketState.CLOSED
    assert templates.count("closing") == int(tell)
    page = caller.get(f"/tickets/{number}").text
    assert ("Notice of closing" in page) is tell
    assert f'action="/tickets/{number}/close"' not in page


def test_two_tickets_become_one_and_one_becomes_two(call: Call, site: DeskSite) -> None:
    caller = call()
    first, second = asked_by(caller, site, "Printer"), asked_by(caller, site, "The printer again")
    assert done(post(caller, second, "merge", other=f"#{first} Printer")) == f"/tickets/{first}"
    assert view(site, second).line.merged_into == first
    merged = caller.get(f"/tickets/{first}").text
    assert "Merged into this one" in merged
    assert f'href="/tickets/{second}"' in merged
    gone = caller.get(f"/tickets/{second}").text
    assert "goes on in" in gone
    assert "<textarea" not in gone
    row = view(site, first).messages[-1].message_row
    done(post(caller, first, "split", message=row, subject="A printer of its own"))
    split = newest(site)
    assert (split.subject, split.linked_to) == ("A printer of its own", first)
    assert view(site, split.number).messages[0].message_row == row
    assert "Followed by" in caller.get(f"/tickets/{first}").text


def test_work_and_how_it_is_charged(call: Call, site: DeskSite) -> None:
    caller = call()
    number = asked_by(caller, site, "Work to charge")
    done(post(caller, number, "work", hours="1,5", after_hours="1", release="26-3.1", deployment="0"))
    charge = site.app.billing().charge(number, utc_now())
    assert (charge.hours, charge.after_hours, charge.release) == (Decimal("1.5"), True, "26-3.1")
    page = caller.get(f"/tickets/{number}").text
    assert 'value="1.50"' in page
    done(post(caller, number, "work", hours="1.5", after_hours="1", release="26-3.1", moves_adds_changes="1"))
    assert site.app.billing().charge(number, utc_now()).moves_adds_changes
    done(post(caller, number, "treat", treatment="billable", reason="Agreed with Anna by phone."))
    charge = site.app.billing().charge(number, utc_now())
    assert (charge.treatment, charge.decided_by) == (Treatment.BILLABLE, CSM)


def test_a_ticket_is_opened_by_hand_for_somebody_known(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go("/tickets/new")
    page.get_by_label("Who asked").press_sequentially("Anna")
    option = page.locator('#people option[value^="Anna Berg"]')
    expect(option).to_have_attribute("value", "Anna Berg <anna@northwind.example>")
    page.get_by_text("In a meeting", exact=True).click()
    page.get_by_label("Who asked").fill("Anna Berg <anna@northwind.example>")
    page.get_by_label("Subject").fill("A second site")
    page.get_by_label("What was asked").fill("They want a second site in spring.")
    tab.accessible()
    page.get_by_role("button", name="Open ticket").click()
    expect(page.get_by_role("heading", name="A second site")).to_be_visible()
    line = newest(site)
    assert (line.source, line.customer, line.requester) == (Source.MEETING, CUSTOMER, "anna@northwind.example")
    assert view(site, line.number).messages[0].text == "They want a second site in spring."


@pytest.mark.parametrize("fields", [{"person": "Anna"}, {"subject": ""}, {"source": "mail"}, {"source": ""}])
def test_what_can_not_be_opened_is_refused(call: Call, site: DeskSite, fields: dict[str, str]) -> None:
    caller, before = call(), newest(site)
    given = {"source": "phone", "person": "", "subject": "x", "body": "", **fields}
    answer = caller.post("/tickets", {**hidden(caller.get("/tickets/new").text, "/tickets"), **given})
    assert answer.status_code == 422
    assert newest(site) == before


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR])
def test_who_may_only_read_sees_no_form_and_changes_nothing(call: Call, site: DeskSite, role: Role) -> None:
    caller, csm = call(role), call()
    page = caller.get(f"/tickets/{OFFER}")
    assert page.status_code == 200
    assert f'action="/tickets/{OFFER}/' not in page.text
    before, csrf = view(site, OFFER), dict(re.findall(r'name="(_csrf)" value="([^"]+)"', page.text))
    seen = hidden(csm.get(f"/tickets/{OFFER}").text, f"/tickets/{OFFER}/answer")["seen"]
    fields = {**csrf, "seen": seen, "body": "x", "note": "x", "reason": "x", "to": CSM, "other": "1", "message": "1",
              "subject": "x", "hours": "1", "treatment": "billable", "source": "phone"}  # fmt: skip
    acts = [f"/tickets/{OFFER}/{what}" for what in
            ("answer", "draft", "note", "close", "assign", "relabel", "merge", "split", "work", "treat")]  # fmt: skip
    for at, path in enumerate([*acts, "/tickets"]):
        if path.endswith(("relabel", "/tickets")):
            fields |= {"category": "bug", "severity": "1", "reason": "bug"}
        assert caller.post(path, {**fields, "_once": f"key-{role}-{at}"}).status_code == 403, path
    insert = {**csrf, "do": "insert", "template": "solved", "body": ""}
    assert caller.post(f"/tickets/{OFFER}/draft", insert).status_code == 403, "nor a text to begin with"
    assert view(site, OFFER) == before


@pytest.mark.parametrize(
    ("what", "fields"),
    [("work", {"hours": "9", "after_hours": "1"}), ("treat", {"treatment": "billable", "reason": "So it was agreed."})],
)
def test_how_it_is_charged_is_not_saved_over_what_another_did(
    call: Call, site: DeskSite, what: str, fields: dict[str, str]
) -> None:
    carla, lena = call(), call(Role.LEAD)
    number = asked_by(carla, site, f"Two who charge, by {what}")
    page = f"/tickets/{number}"
    old = hidden(carla.get(page).text, f"{page}/{what}")
    done(post(lena, number, "work", hours="2.5", deployment="0"))
    done(post(lena, number, "note", note="Something else happened since."))
    refused = carla.post(f"{page}/{what}", {**old, **fields})
    assert refused.status_code == 409
    assert f"{LOGINS[Role.LEAD]} at " in refused.text
    assert "hours: 2.5" in refused.text, "what was done to the charge, not what happened last"
    charge = site.app.billing().charge(number, utc_now())
    assert (charge.hours, charge.after_hours, charge.decided_by) == (Decimal("2.5"), False, "")
    done(post(carla, number, what, **fields))
    assert site.app.billing().charge(number, utc_now()) != charge


def test_nobody_reads_a_mail_without_signing_in(call: Call) -> None:
    for path in (f"/tickets/{EXPORT}", "/tickets", f"/tickets/{EXPORT}/messages/1/raw", "/tickets/people"):
        assert call(None).get(path).status_code == 303


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.RUSSIAN])
def test_the_pages_can_be_used_by_everybody_and_on_a_phone(new_tab: Callable[..., Tab], language: Language) -> None:
    tab = new_tab(size=PHONE).login(Role.CSM, language)
    for path in ("/tickets", "/tickets?q=выгрузить", "/tickets/new", f"/tickets/{CARD}", f"/tickets/{OFFER}"):
        page = tab.go(path)
        for summary in page.locator("main details > summary").all():
            summary.click()
        tab.fits()
        tab.accessible()


def test_nothing_lies_over_the_title(tab: Tab, site: DeskSite, call: Call) -> None:
    number = asked_by(call(), site, "A title that has to be read")
    page = tab.login().go(f"/tickets/{number}")
    title, below = page.locator("h1").bounding_box(), page.locator(".head .under").bounding_box()
    assert title is not None
    assert below is not None
    assert below["y"] >= title["y"] + title["height"]


def test_by_keys(tab: Tab, site: DeskSite, call: Call) -> None:
    number = asked_by(call(), site, "Worked on by keys")
    page = tab.login(Role.CSM).go("/tickets")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Worked on by keys")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_text("Carla Meier takes care of it now.")).to_be_visible()
    page.wait_for_function("() => document.activeElement.id === 'main'")
    page.keyboard.press("n")
    page.keyboard.type("By keys alone.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Noted.")).to_be_visible()
    after = view(site, number)
    assert after.line.assignee == CSM
    assert after.messages[-1].text == "By keys alone."
    page.wait_for_function("() => document.activeElement.id === 'main'")
    page.keyboard.press("u")
    expect(page.locator("article.note.withdrawn")).to_contain_text("By keys alone.")
    assert view(site, number).messages[-1].withdrawn
