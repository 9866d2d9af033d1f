"""Proposals, acceptances and the ledger on the pages: what is stored is what was asked for, once, by whom it may be."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from models.vocabulary import AcceptanceType, Language, OutboxState, ProposalState, RequestState, ReviewReason, Role
from processor.clock import utc_now
from processor.store.views.proposals import ProposalView
from processor.store.views.queue import QueueFilter
from processor.web.pages.differing import compared
from tests.web.asking import Call, Caller, done, hidden, post
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import CUSTOMER, LOGINS

DRAFT, SENT, EMPTY, REJECTED, WITHDRAWN, ACCEPTED, DISPUTED, HELD = range(1, 9)
"""The proposals of the story, by their numbers."""

PAUL = "paul@northwind.example"


def view(site: DeskSite, number: int) -> ProposalView:
    return site.app.store.views.proposal(number)


def fields(**given: str) -> dict[str, str]:
    usual = {
        "title": "A new report", "request": "One report", "goals": "", "scope": "Both",
        "criteria": "It is here",
        "hours": "3,5", "price": "1200", "currency": "EUR", "valid_until": "2030-01-31", "language": "en",
        "turn": "together", "quorum": "any", "approvers": PAUL,
    }  # fmt: skip
    return usual | given


def test_every_page_is_there_in_every_language(site: DeskSite) -> None:
    paths = ["/proposals?state=all", "/proposals/accepted", "/proposals/new", "/proposals/new?ticket=1", "/acceptances"]
    paths += [f"/proposals/{number}" for number in range(DRAFT, HELD + 1)]
    paths += [f"/proposals/{DRAFT}/edit", "/acceptances/AC-2026-000001", "/ledger", "/ledger/changes"]
    names = [line.number for line in site.app.store.views.acceptances()]
    paths += [f"/acceptances/{name}" for name in names if f"/acceptances/{name}" not in paths]
    for language in Language:
        caller = Caller(site)
        caller.client.cookies.set("signoff_session", site.token(Role.AUDITOR, language))
        for path in (one for one in paths if "AC-2026-000001" not in one):
            assert caller.get(path).status_code == 200, (language, path)
        caller.close()


def test_a_proposal_is_written_changed_and_sent_once(call: Call, site: DeskSite) -> None:
    caller = call()
    begun = post(caller, "/proposals/new?ticket=1", "/proposals", **fields())
    assert begun.status_code == 303, begun.text[-500:]
    here = begun.headers["location"]
    number = int(here.rpartition("/")[2])
    drafted = view(site, number)
    assert (drafted.content.title, f"{drafted.content.hours}", drafted.content.approvers) == (
        "A new report",
        "3.5",
        (PAUL,),
    )
    stale = hidden(caller.get(f"{here}/edit").text, f"{here}/edit")
    assert post(caller, f"{here}/edit", f"{here}/edit", **fields(price="1300.50")).status_code == 303
    assert f"{view(site, number).line.price}" == "1300.50"
    late = caller.post(f"{here}/edit", {**stale, **fields(price="1")})
    assert late.status_code == 409
    assert "carla" in late.text
    assert f"{view(site, number).line.price}" == "1300.50"
    key = hidden(caller.get(here).text, f"{here}/send")
    answers = [caller.post(f"{here}/send", key) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    sent = view(site, number)
    assert (sent.line.state, sent.line.sent_version) == (ProposalState.AWAITING_VENDOR, 1)
    assert len(site.app.store.views.paper_mails(number)) == 1
    assert caller.get(f"{here}/versions/1.pdf").content.startswith(b"%PDF")


def test_wrong_input_is_refused_in_words_and_changes_nothing(call: Call, site: DeskSite) -> None:
    caller = call()
    before = len(site.app.store.views.proposals())
    for wrong, said in (
        ({"price": "a lot"}, "12.5"), ({"hours": "1.234"}, "two decimals"), ({"currency": "Euro!"}, "three letters"),
        ({"valid_until": ""}, "fill this in"), ({"language": "xx"}, "choose one"), ({"title": ""}, "title"),
    ):  # fmt: skip
        answer = post(caller, "/proposals/new?ticket=1", "/proposals", **fields(**wrong))
        assert answer.status_code == 422, wrong
        assert said in answer.text, wrong
    assert len(site.app.store.views.proposals()) == before
    for path in (
        "/proposals/99",
        "/proposals/new?ticket=999",
        "/acceptances/AC-1-1",
        f"/proposals/{DRAFT}/versions/1.pdf",
    ):
        assert caller.get(path).status_code == 404, path


def test_the_preview_shows_what_is_typed_and_keeps_nothing(tab: Tab, site: DeskSite) -> None:
    before = view(site, DRAFT).line.row_version
    page = tab.login(Role.CSM).go(f"/proposals/{DRAFT}/edit")
    page.get_by_label("Scope", exact=True).fill("Something that nobody wrote before")
    frame = page.frame_locator("iframe[src$='/mail']")
    frame.get_by_text("Something that nobody wrote before").wait_for()
    assert view(site, DRAFT).line.row_version == before
    path = page.locator("a[href$='preview.pdf']").get_attribute("href")
    assert page.request.get(site.url + str(path)).body().startswith(b"%PDF")
    tab.accessible()


@pytest.mark.parametrize("language", list(Language))
def test_a_chosen_file_shows_in_the_preview_once_saved_and_the_field_says_so(
    new_tab: Callable[..., Tab], call: Call, site: DeskSite, language: Language
) -> None:
    caller = call()
    here = done(post(caller, "/proposals/new?ticket=1", "/proposals", **fields(title=f"Files, {language.value}")))
    page = new_tab().login(Role.CSM, language).go(f"{here}/edit")
    field = page.locator("input[type=file]")
    said = page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert {"en": "once saved", "ru": "после сохранения", "de": "nach dem Speichern"}[language.value] in said
    field.set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"the plan"})
    page.locator("#f-goals").fill("A goal that nobody had")
    frame = page.frame_locator("iframe[src$='/mail']")
    frame.get_by_text("A goal that nobody had").wait_for()
    assert frame.get_by_text("plan.txt").count() == 0
    page.locator("#draft button[data-main]").click()
    page.wait_for_url(f"**{here}")
    page.goto(f"{site.url}{here}/edit")
    frame.get_by_text("plan.txt").first.wait_for()
    assert [one.filename for one in view(site, int(here.rpartition("/")[2])).content.documents] == ["plan.txt"]


def test_the_customer_is_told_once_and_in_time_to_think_again(call: Call, site: DeskSite) -> None:
    """It stands before the test that records the acceptance: the form is there while a reply waits."""
    here, caller = f"/proposals/{HELD}", call()
    page = caller.get(here).text
    offered = re.findall(r'<option value="([^"]+@[^"]+)">', page.split('id="f-to-tell"')[1].split("</select>")[0])
    assert offered[0] == PAUL, "whose answer waits comes first"
    assert len(offered) > 1
    assert "Hello Paul" in page
    asked = {**hidden(page, f"{here}/tell"), "body": "Please answer once more.", "to": PAUL}
    for stranger in ("ines@alpha.example", "nobody@nowhere.example", "support@vendor.example"):
        refused = caller.post(f"{here}/tell", asked | {"to": stranger, "_once": f"key of {stranger}"})
        assert refused.status_code == 422
        assert stranger in refused.text
    assert [caller.post(f"{here}/tell", asked).status_code for _ in range(2)] == [303, 303]
    ticket = site.app.store.views.ticket(view(site, HELD).line.ticket_number)
    sent = [one for one in ticket.messages if one.new_text == "Please answer once more." or one.text == asked["body"]]
    assert len(sent) == 1
    mail = site.app.store.outbox.get(sent[0].outbox_id)
    assert (mail.state, mail.recipient) == (OutboxState.QUEUED, PAUL)
    assert site.app.store.views.steps(ticket.line.opened_at, ticket=ticket.line.number)[0].why_not == ""


def test_a_held_reply_shows_what_stopped_it_and_is_recorded_by_hand(call: Call, tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go(f"/proposals/{HELD}")
    assert "travel costs are capped" in page.locator("mark").first.inner_text()
    assert page.get_by_text("nothing shows that the From field is true").count() == 1
    tab.accessible()
    page.get_by_role("button", name="Record by hand, with this mail").first.click()
    page.wait_for_url("**evidence=*")
    chosen = page.get_by_label("Evidence: a mail that is here").input_value()
    assert chosen != "0"
    caller, here = call(), f"/proposals/{HELD}"
    without = post(caller, here, f"{here}/record", approver=PAUL, mail="0", evidence="")
    assert without.status_code == 422
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Record acceptance").click()
    page.locator(".toast", has_text="Recorded in your name").wait_for()
    found = view(site, HELD)
    assert found.line.state is ProposalState.ACCEPTED
    mine = next(one for one in found.acceptances if one.address == PAUL)
    assert mine.type is AcceptanceType.RECORDED
    own = site.app.store.views.acceptance(str(mine.acceptance_id)).record["acceptance"]
    assert own["recorded_by"] == LOGINS[Role.CSM]
    assert "SHA-256" in own["evidence"]


def test_withdrawing_tells_those_who_were_asked(call: Call, site: DeskSite) -> None:
    here = f"/proposals/{SENT}"
    assert post(call(), here, f"{here}/withdraw", reason="Asked twice").status_code == 303
    assert view(site, SENT).line.state is ProposalState.WITHDRAWN
    assert {one.state for one in view(site, SENT).requests} == {RequestState.CLOSED}
    mails = site.app.store.views.paper_mails(SENT)
    assert [one.state for one in mails][-1] is OutboxState.QUEUED


def test_an_objection_leads_to_the_acceptance_that_it_is_about(call: Call, site: DeskSite) -> None:
    views = site.app.store.views
    [line] = [one for one in views.acceptances() if one.disputed]
    here = f'href="/acceptances/{line.number}"'
    [item] = views.queue(utc_now(), QueueFilter(reasons=(ReviewReason.OBJECTION,))).lines
    caller = call()
    assert here in caller.get(f"/queue/{item.review_id}").text
    assert here in caller.get("/acceptances").text.split('<nav class="tabs"')[0], "the only one is shown at once"
    ticket = caller.get(f"/tickets/{item.ticket_number}").text
    assert "Disputed" in ticket.split(here, 1)[1].split("</li>")[0]


def test_a_dispute_is_settled_by_a_lead_alone(call: Call, site: DeskSite) -> None:
    line = next(one for one in site.app.store.views.acceptances() if one.disputed)
    here = f"/acceptances/{line.number}"
    csm = call(Role.CSM)
    assert f'action="{here}/settle"' not in csm.get(here).text
    fields_ = {**csm.hidden(f"/proposals/{DRAFT}"), "verdict": "uphold", "reason": "The minutes say so"}
    assert csm.post(f"{here}/settle", fields_).status_code == 403
    lead = call(Role.LEAD)
    assert post(lead, here, f"{here}/settle", verdict="perhaps", reason="x").status_code == 422
    assert post(lead, here, f"{here}/settle", verdict="uphold", reason="The minutes say so").status_code == 303
    settled = site.app.store.views.acceptance(line.number)
    assert (settled.line.upheld, settled.settled_by) == (True, LOGINS[Role.LEAD])


def test_evidence_is_verified_shown_and_taken_away(call: Call, site: DeskSite) -> None:
    line = next(one for one in site.app.store.views.acceptances() if one.type is AcceptanceType.SIGNED)
    here, caller = f"/acceptances/{line.number}", call(Role.AUDITOR)
    page = caller.get(f"{here}/verify").text
    assert "Nothing was changed since the seal" in page
    assert "Does not hold" not in page
    pdf = caller.get(f"{here}/certificate.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "frame-ancestors 'self'" in pdf.headers["content-security-policy"]
    bundle = caller.get(f"{here}/bundle.zip")
    assert any(name.endswith("acceptance.json") for name in zipfile.ZipFile(io.BytesIO(bundle.content)).namelist())
    approver = call(Role.APPROVER)
    assert approver.get(here).status_code == 200
    assert [approver.get(f"{here}/{what}").status_code for what in ("verify", "bundle.zip")] == [403, 403]


def test_the_register_of_acceptances_is_filtered(call: Call) -> None:
    caller = call()
    assert caller.get("/acceptances?show=signed").text.count("<tr data-row>") == 2
    assert caller.get("/acceptances?show=deemed").text.count("<tr data-row>") == 0
    assert caller.get("/acceptances?kind=completion").text.count("<tr data-row>") == 1
    assert "AC-2" in caller.get(f"/acceptances.csv?customer={CUSTOMER}").text
    assert caller.get("/acceptances?kind=nonsense").status_code == 404


def test_the_ledger_is_whole_and_says_who_did_what(call: Call) -> None:
    caller = call(Role.AUDITOR)
    page = caller.get("/ledger").text
    note = re.search(r'<textarea id="note"[^>]*>([^<]+)</textarea>', page)
    assert note is not None
    assert "The ledger is whole" in caller.get("/ledger/verify").text
    assert "The ledger is whole" in caller.get("/ledger/verify", params={"kept": note[1]}).text
    assert "fault" in caller.get("/ledger/verify", params={"kept": "vendor.example\n12\nabc\n"}).text
    only = caller.get(f"/ledger/changes?by={LOGINS[Role.LEAD]}&did=record_by_hand").text
    assert "Lena Orlova" in only
    assert '<bdi title="carla@vendor.example">' not in only
    assert call(Role.APPROVER).get("/ledger/verify").status_code == 403


def test_whoever_only_reads_changes_nothing(call: Call, site: DeskSite) -> None:
    for role in (Role.AUDITOR, Role.APPROVER):
        caller = call(role)
        own = caller.hidden("/account")
        for path in ("send", "withdraw", "record"):
            data = {**own, "seen": "1", "reason": "x", "approver": PAUL, "evidence": "x"}
            assert caller.post(f"/proposals/{DRAFT}/{path}", data).status_code == 403, (role, path)
        assert caller.post("/proposals", {**own, **fields(), "ticket": "1"}).status_code == 403
    assert view(site, DRAFT).line.state is ProposalState.DRAFT


def test_a_phone_shows_all_of_it(new_tab: Callable[..., Tab], site: DeskSite) -> None:
    tab = new_tab(size=PHONE)
    tab.login(Role.LEAD, Language.RUSSIAN)
    paths = (
        "/proposals",
        f"/proposals/{HELD}",
        f"/proposals/{DRAFT}/edit",
        "/acceptances",
        "/ledger",
        "/ledger/changes",
    )
    for path in paths:
        tab.go(path)
        tab.fits()
    tab.accessible()


def test_differences_are_marked_word_by_word() -> None:
    sides = compared("at most twelve people\nSame.", "at most sixteen people\nSame.")
    assert [one.text for one in sides.before if one.differs] == ["twelve"]
    assert [one.text for one in sides.after if one.differs] == ["sixteen"]
    assert compared("same", "same").same
    long = " ".join(f"w{at}" for at in range(4000))
    assert "".join(one.text for one in compared(long, long.upper()).after) == long.upper()
