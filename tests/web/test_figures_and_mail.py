"""How it goes, and the machinery: figures are those of the store; what is done there is done and written down."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.mail import Fetch
from models.vocabulary import FetchState, Health, Language, OutboxState, Role, Switch
from processor.clock import utc_now
from processor.facts.causes import Reply
from tests.web.asking import HIDDEN, Call, Caller
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import CSM


def post(caller: Caller, page: str, action: str, **fields: str) -> int:
    return caller.post(action, {**dict(HIDDEN.findall(caller.get(page).text)), **fields}).status_code


def test_figures_are_those_of_the_store(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.AUDITOR).go("/figures")
    opened = sum(one.tickets for one in site.app.figures().volumes(utc_now(), 30))
    assert opened > 0
    assert f"{opened} tickets" in page.locator("main").inner_text()
    drawn = page.locator("figure").first.locator("rect title").all_text_contents()
    told = page.locator("figure").first.locator("svg.chart.broad rect").count()
    assert told == len([one for one in drawn if one]) > 0
    tab.accessible()


def test_every_span_is_drawn_and_others_are_refused(call: Call) -> None:
    caller = call(Role.CSM)
    for days in (30, 90, 365):
        assert caller.get(f"/figures?days={days}").status_code == 200
    assert caller.get("/figures?days=31").status_code == 404


def test_models_are_shown_with_what_they_confuse(tab: Tab) -> None:
    page = tab.login(Role.CSM).go("/figures/models")
    assert page.locator("table.confusion tbody tr").count() == 6
    assert page.get_by_role("button", name="Back to the one before").count() == 0
    tab.accessible()


def test_only_a_lead_changes_which_model_judges(call: Call) -> None:
    assert post(call(Role.CSM), "/account", "/figures/models/nobody/promote") == 403
    assert post(call(Role.LEAD), "/account", "/figures/models/nobody/promote") == 422


def test_nobody_is_offered_to_go_back_where_nothing_was_before(call: Call) -> None:
    page = call(Role.LEAD).get("/figures/models").text
    assert "The model that comes with Signoff" in page
    assert "/figures/models/rollback" not in page


def test_a_mail_is_cancelled_once_and_by_a_lead(call: Call, site: DeskSite) -> None:
    answer, later = Reply(CSM, "Not yet.", wait=False), timedelta(hours=1)
    site.app.tickets().work(1, answer, utc_now(), hold=later)
    queued = site.app.outbox().list(OutboxState.QUEUED)[0]
    page = f"/mail/outgoing/{queued.outbox_id}"
    assert post(call(Role.CSM), "/account", f"{page}/cancel") == 403
    assert site.app.outbox().get(queued.outbox_id).state is OutboxState.QUEUED
    lead = call(Role.LEAD)
    assert post(lead, page, f"{page}/cancel") == 303
    assert site.app.outbox().get(queued.outbox_id).state is OutboxState.CANCELLED
    assert post(lead, page, f"{page}/cancel") == 422
    noted = site.app.store.views.changes(f"mail {queued.outbox_id}", "", 5)
    assert [one.action for one in noted] == ["cancel_mail"]


def test_the_bytes_of_a_mail_come_as_a_file(call: Call, site: DeskSite) -> None:
    sent = site.app.outbox().list(OutboxState.SENT)[0]
    answer = call(Role.AUDITOR).get(f"/mail/outgoing/{sent.outbox_id}.eml")
    assert answer.content == site.app.outbox().raw(sent.outbox_id)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert call(Role.AUDITOR).get("/mail/outgoing/999999").status_code == 404


def test_a_switch_needs_a_reason_and_is_shown_everywhere(tab: Tab, call: Call, site: DeskSite) -> None:
    lead = call(Role.LEAD)
    assert post(lead, "/mail", "/mail/pause", switch="outbox", why=" ") == 422
    assert post(lead, "/mail", "/mail/pause", switch="moon", why="x") == 422
    assert post(call(Role.CSM), "/account", "/mail/pause", switch="outbox", why="x") == 403
    assert site.app.store.pauses.paused(Switch.OUTBOX) is None
    assert post(lead, "/mail", "/mail/pause", switch="outbox", why="the relay is moved") == 303
    kept = site.app.store.pauses.paused(Switch.OUTBOX)
    assert kept is not None
    assert kept.reason == "the relay is moved"
    page = tab.login(Role.LEAD).go("/figures")
    assert "the relay is moved" in page.locator("main").inner_text()
    page = tab.go("/mail")
    page.locator("ul.switches li", has_text="Outgoing mail").get_by_role("button", name="Switch on").click()
    page.locator(".toast").wait_for()
    assert site.app.store.pauses.paused(Switch.OUTBOX) is None


def quarantined(site: DeskSite) -> int:
    """The first message of all, as if handling it had failed for a reason that a stranger chose."""
    database = site.app.store.database
    reason = "<script>alert(1)</script> its charset is unknown"
    values = {"state": FetchState.QUARANTINED, "outcome_at": utc_now(), "last_error": reason}
    database.transact(lambda: database.change(Fetch.update(**values).where(Fetch.id == 1)))
    return 1


def test_what_rests_in_quarantine_is_handled_again_or_closed(fresh_site: DeskSite) -> None:
    held = quarantined(fresh_site)
    lead, csm = Caller(fresh_site, Role.LEAD), Caller(fresh_site, Role.CSM)
    shown = lead.get("/mail/quarantine").text
    assert "its charset is unknown" in shown
    assert "&lt;script&gt;" in shown
    assert lead.get(f"/mail/quarantine/{held}.eml").content
    assert post(csm, "/account", f"/mail/quarantine/{held}/release") == 403
    assert [one.fetch_id for one in fresh_site.app.quarantine().list()] == [held]
    assert post(lead, "/mail/quarantine", f"/mail/quarantine/{held}/retry") == 303
    assert fresh_site.app.quarantine().list() == ()
    assert post(lead, "/account", f"/mail/quarantine/{held}/release") == 422
    lead.close()
    csm.close()


@pytest.mark.parametrize("path", ["/figures", "/figures/models", "/mail", "/mail/outgoing", "/mail/quarantine"])
def test_the_pages_fit_a_phone_in_every_language(new_tab: Callable[..., Tab], path: str) -> None:
    for language in (Language.ENGLISH, Language.RUSSIAN, Language.GERMAN):
        tab = new_tab(size=PHONE)
        tab.login(Role.ADMIN, language).go(path)
        tab.fits()
    tab.accessible()


def test_what_a_server_said_is_quoted_and_what_we_say_is_in_the_readers_language(call: Call, site: DeskSite) -> None:
    site.app.tickets().work(1, Reply(CSM, "A last word.", wait=False), utc_now())
    claim = site.app.store.outbox.take("test", 9, utc_now(), timedelta(minutes=1))[-1]
    said = "given up after 120 hours of trying: the server answered 451 4.3.0 try later"
    site.app.store.outbox.refused(claim, said, utc_now())
    broken = "SMTP server smtp.vendor.example:25 can't be reached (no route): check host, port and firewall, "
    site.app.store.health.report("deliver", Health.DOWN, f"{broken}trying again later", "mend it", utc_now())
    caller = call(Role.ADMIN)
    caller.client.cookies.set("signoff_session", site.token(Role.ADMIN, Language.GERMAN))
    page = caller.get(f"/mail/outgoing/{claim.outbox_id}").text
    assert 'der Server antwortete: <q lang="en"><bdi>451 4.3.0 try later</bdi></q>' in page
    page = caller.get("/mail").text
    assert 'ist nicht erreichbar (<q lang="en"><bdi>no route</bdi></q>): prüfen Sie Host, Port und Firewall' in page
    assert "check host" not in page
