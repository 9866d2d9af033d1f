"""Deployments on the pages: what is done there is done, by whom it may be, once, and over nobody's head."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.vocabulary import (
    ApprovalKind,
    DeploymentStage,
    Language,
    LiveRecord,
    ProposalState,
    Role,
    TimerKind,
)
from processor.clock import utc_now
from processor.facts.deployments import AddCondition, HoldDeployment, ResumeDeployment, StageDone, StartDeployment
from processor.store.views.deployments import DeploymentView
from tests.web.asking import Call, Caller, done, hidden, post
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import ALPHA, CSM, CUSTOMER, LOGINS, NEVA

TRAINING, BEGUN, GO_LIVE, COMPLETION, COMPLETE, HELD = range(1, 7)
"""The deployments of the story, by their numbers."""


def view(site: DeskSite, number: int) -> DeploymentView:
    return site.app.store.views.deployment(number)


def test_the_board_has_each_deployment_under_its_stage(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go("/deployments")
    stage = page.locator("section.stage", has=page.get_by_role("heading", name="Go-live"))
    card = stage.locator("a.card")
    assert card.get_attribute("href") == f"/deployments/{GO_LIVE}"
    assert "1 condition unmet" in card.inner_text()
    assert "1 form unanswered" in card.inner_text()
    assert page.locator("a.card", has_text="Branch Oslo").locator(".badge", has_text="On hold").count() == 1
    page.get_by_label("Customer").select_option(CUSTOMER)
    page.wait_for_url("**/deployments?customer=*")
    assert page.locator("a.card").count() == 2
    tab.accessible()


def test_the_list_and_what_ended(call: Call) -> None:
    caller = call()
    assert caller.get("/deployments?show=list").text.count("<tr data-row>") == 5
    over = caller.get("/deployments?over=1").text
    assert over.count("<tr data-row>") == 1
    assert "Plant 2" in over
    assert "No deployment has ended yet" in caller.get(f"/deployments?over=1&customer={NEVA}").text
    assert "Nothing is under way" in caller.get("/deployments?customer=nobody").text


def test_every_page_of_every_deployment_is_there_in_every_language(site: DeskSite) -> None:
    for language in Language:
        caller = Caller(site)
        caller.client.cookies.set("signoff_session", site.token(Role.LEAD, language))
        for number in range(TRAINING, HELD + 1):
            for part in ("", "/go-live", "/completion", "/look", "/check-ins"):
                answer = caller.get(f"/deployments/{number}{part}")
                assert answer.status_code == 200, (language, number, part)
        caller.close()


def test_a_phone_shows_all_of_it(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(size=PHONE)
    tab.login(Role.LEAD, Language.RUSSIAN)
    for path in ("", f"/{GO_LIVE}", f"/{COMPLETION}/completion", f"/{TRAINING}/look", f"/{TRAINING}/check-ins", "/new"):
        tab.go(f"/deployments{path}")
        tab.fits()
    tab.accessible()


def test_a_stage_is_done_by_the_keyboard(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go(f"/deployments/{TRAINING}")
    page.keyboard.press("h")
    page.keyboard.type("Superusers trained, says Anna")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="Training: done.").wait_for()
    stages = {one.stage: one for one in view(site, TRAINING).stages}
    assert view(site, TRAINING).line.stage is DeploymentStage.TESTING
    assert stages[DeploymentStage.TRAINING].agreed_how == "Superusers trained, says Anna"


def test_going_back_a_stage_and_planning_the_next(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{BEGUN}"
    done(post(caller, here, f"{here}/done", how="by phone", day=""))
    done(post(caller, here, f"{here}/reopen", reason="one name was missing"))
    assert view(site, BEGUN).line.stage is DeploymentStage.STAKEHOLDERS
    day = (utc_now() + timedelta(days=9)).date()
    answer = post(caller, here, f"{here}/plan", plan_training=day.isoformat(), plan_testing=day.isoformat())
    assert done(answer) == f"{here}#stages"
    planned = {one.stage: one.planned for one in view(site, BEGUN).stages if one.planned}
    assert planned == {DeploymentStage.TRAINING: day, DeploymentStage.TESTING: day}
    done(post(caller, here, f"{here}/plan", plan_training="", plan_testing=day.isoformat()))
    assert {one.stage for one in view(site, BEGUN).stages if one.planned} == {DeploymentStage.TESTING}


def test_who_was_faster_stands_and_what_was_typed_stays(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go(f"/deployments/{HELD}")
    service = site.app.deployments()
    service.do(HELD, ResumeDeployment("lena@vendor.example"), utc_now())
    tab.expect_complaint("409")
    page.locator("details.add summary", has_text="Add a condition").click()
    page.get_by_label("Condition", exact=True).fill("The router is there")
    page.get_by_role("button", name="Add", exact=True).click()
    trouble = page.locator("#trouble .toast")
    trouble.wait_for()
    assert "lena@vendor.example" in trouble.inner_text()
    assert page.get_by_label("Condition", exact=True).input_value() == "The router is there"
    assert view(site, HELD).conditions == ()
    service.do(HELD, HoldDeployment("lena@vendor.example", "as before"), utc_now())


def test_a_form_that_is_sent_twice_does_its_work_once(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{BEGUN}"
    form = hidden(caller.get(here).text, f"{here}/conditions") | {"condition": "The contract is countersigned"}
    first, second = (caller.post(f"{here}/conditions", form) for _ in range(2))
    assert done(first) == done(second)
    assert [one.text for one in view(site, BEGUN).conditions] == ["The contract is countersigned"]


def test_conditions_are_met_by_a_csm_and_waived_by_a_lead(call: Call, site: DeskSite) -> None:
    here = f"/deployments/{BEGUN}"
    for text in ("First payment", "Second payment"):
        site.app.deployments().do(BEGUN, AddCondition(CSM, text), utc_now())
    first, second = (one.condition_id for one in view(site, BEGUN).conditions[-2:])
    caller, lead = call(), call(Role.LEAD)
    page = caller.get(here).text
    assert f"/conditions/{second}/waive" not in page
    token = hidden(page, f"{here}/conditions/{first}/met")
    refused = caller.post(f"{here}/conditions/{second}/waive", token | {"reason": "we may"})
    assert refused.status_code == 403
    done(caller.post(f"{here}/conditions/{first}/met", token))
    done(post(lead, here, f"{here}/conditions/{second}/waive", reason="They pay in May"))
    settled = {one.condition_id: one for one in view(site, BEGUN).conditions}
    assert settled[first].met_by == CSM
    assert (settled[second].waived_by, settled[second].waived_why) == ("lena@vendor.example", "They pay in May")


def test_what_exceeds_the_fee_is_drafted(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{GO_LIVE}"
    before = len(site.app.store.views.proposals(customer=NEVA))
    done(post(caller, here, f"{here}/quantities", quantity="Отчёты", used="10"))
    assert len(site.app.store.views.proposals(customer=NEVA)) == before
    answer = post(caller, here, f"{here}/quantities", quantity="Отчёты", used="12,5")
    assert "exceeded" in answer.headers["set-cookie"]
    used = {one.name: one.used for one in view(site, GO_LIVE).quantities}
    assert used["Отчёты"] == Decimal("12.5")
    newest = site.app.store.views.proposals(customer=NEVA)[0]
    assert f"/proposals/{newest.number}" in caller.get(here).text
    wrong = post(caller, here, f"{here}/quantities", quantity="Отчёты", used="many")
    assert wrong.status_code == 422
    assert "a number such as 12.5" in wrong.text


def test_a_deployment_is_held_and_goes_on(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{COMPLETION}"
    done(post(caller, here, f"{here}/hold", reason="Strike at the plant"))
    assert view(site, COMPLETION).line.held_for == "Strike at the plant"
    assert "Strike at the plant" in caller.get(f"{here}/completion").text
    done(post(caller, here, f"{here}/resume"))
    assert view(site, COMPLETION).line.held_for == ""


def test_the_go_live_form_is_sent_once_and_taken_back(call: Call, site: DeskSite) -> None:
    number = started(site, ALPHA, "Werk West")
    caller, here = call(), f"/deployments/{number}/go-live"
    action = f"/deployments/{number}/papers/go-live/send"
    fields = {"label_1": "Umschaltung", "text_1": "24. März, 18:00 Uhr"}
    form = hidden(caller.get(here).text, action) | fields
    upload = {"documents": ("../plan.txt", b"18:00 switch over", "text/plain")}
    first = caller.client.post(action, data=form, files=upload)
    second = caller.client.post(action, data=form, files=upload)
    assert done(first) == done(second) == here
    paper = site.app.store.views.proposal(number, ApprovalKind.GO_LIVE)
    assert (paper.line.state, paper.line.version) == (ProposalState.AWAITING_CUSTOMER, 1)
    assert [one.filename for one in paper.content.documents] == ["_plan.txt"]
    assert ("Umschaltung", "24. März, 18:00 Uhr") in [
        one for section in paper.content.sections for one in section.lines
    ]
    pdf = caller.get(f"/deployments/{number}/papers/go-live/1.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["x-content-type-options"] == "nosniff"
    stale = caller.client.post(action, data=form | {"_once": "another-key"})
    assert stale.status_code == 409
    assert CSM in stale.text
    done(post(caller, here, f"/deployments/{number}/papers/go-live/withdraw", reason="wrong date"))
    assert site.app.store.views.proposal(number, ApprovalKind.GO_LIVE).line.state is ProposalState.WITHDRAWN


def test_an_acceptance_on_paper_is_recorded_and_then_it_goes_live(call: Call, site: DeskSite) -> None:
    number = started(site, ALPHA, "Werk Ost")
    caller, here = call(), f"/deployments/{number}"
    done(post(caller, f"{here}/go-live", f"{here}/papers/go-live/send"))
    answer = post(
        caller, f"{here}/go-live", f"{here}/papers/go-live/record",
        approver="ines@alpha.example", evidence="signed on site, scan in the ticket",
    )  # fmt: skip
    assert done(answer) == f"{here}/go-live"
    assert site.app.store.views.proposal(number, ApprovalKind.GO_LIVE).line.state is ProposalState.ACCEPTED
    berlin = utc_now().astimezone(ZoneInfo("Europe/Berlin")).replace(second=0, microsecond=0, tzinfo=None)
    done(post(caller, f"{here}/go-live", f"{here}/live", live_at=berlin.isoformat(timespec="minutes"), reason=""))
    line = view(site, number).line
    assert line.stage is DeploymentStage.WARRANTY
    assert line.live_record is LiveRecord.RECORDED
    assert line.live_at is not None
    assert line.live_at.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None) == berlin
    page = caller.get(here).text
    assert "Warranty ends" in page
    assert "Deemed accepted" in page


def test_a_moment_that_no_clock_shows_is_refused(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{COMPLETION}"
    for at in ("2026-03-29T02:30", "2026-10-25T02:30"):
        answer = post(caller, f"{here}/go-live", f"{here}/live", live_at=at, reason="they said so", assessed="1")
        assert answer.status_code == 422
        assert "the clocks change then" in answer.text
    future = post(caller, f"{here}/go-live", f"{here}/live", live_at="2999-01-01T10:00", reason="x", assessed="1")
    assert future.status_code == 422
    missing = post(caller, f"{here}/go-live", f"{here}/live", live_at="2026-11-01T10:00", assessed="1")
    assert "Give the reason" in missing.text


def test_completion_is_recorded_by_a_lead_with_what_is_outstanding(call: Call, site: DeskSite) -> None:
    here, action = f"/deployments/{COMPLETION}", f"/deployments/{COMPLETION}/papers/completion/record"
    caller, lead = call(), call(Role.LEAD)
    assert action not in caller.get(f"{here}/completion").text
    form = hidden(lead.get(f"{here}/completion").text, action)
    fields = {"approver": "ines@alpha.example", "evidence": "in the steering meeting", "issue": ["Headset fehlt", ""]}
    token = caller.hidden(here)
    assert caller.post(action, {**fields, **token, "seen": form["seen"]}).status_code == 403
    done(lead.post(action, form | fields))
    found = view(site, COMPLETION)
    assert found.line.stage is DeploymentStage.BUSINESS_AS_USUAL
    assert [one.text for one in found.outstanding] == ["Headset fehlt"]
    assert f"/tickets/{found.outstanding[0].ticket_number}" in lead.get(here).text


def test_deeming_is_for_leads_and_not_before_its_term(call: Call, site: DeskSite) -> None:
    number = started(site, ALPHA, "Werk Mitte")
    here = f"/deployments/{number}"
    for role, status in ((Role.CSM, 403), (Role.LEAD, 422)):
        caller = call(role)
        form = caller.hidden(here) | {"seen": str(view(site, number).line.row_version), "reason": "silent"}
        assert caller.post(f"{here}/deem", form).status_code == status
    assert view(site, number).line.effective_at is None


def test_a_deployment_is_started_with_its_plan(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go("/deployments/new")
    page.get_by_label("Customer").select_option(ALPHA)
    page.get_by_label("Site").fill("Werk Köln")
    page.get_by_label("Contact", exact=True).select_option("jonas@alpha.example")
    assert page.get_by_label("Time zone").input_value() == "Europe/Berlin"
    page.get_by_label("Go-live", exact=True).fill("2031-03-24")
    page.get_by_label("What", exact=True).first.fill("Queues")
    page.get_by_label("Included").first.fill("4")
    page.get_by_label("Conditions of going live").fill("First payment\n\nContract signed")
    page.get_by_role("button", name="Start", exact=True).click()
    page.locator(".toast", has_text="Werk Köln").wait_for()
    number = int(page.url.rsplit("/", 1)[1])
    found = view(site, number)
    assert (found.line.customer, found.line.language, found.line.contact) == (ALPHA, "de", "jonas@alpha.example")
    assert [one.text for one in found.conditions] == ["First payment", "Contract signed"]
    assert [(one.name, one.included) for one in found.quantities] == [("Queues", Decimal(4))]
    planned = {one.stage: one.planned for one in found.stages if one.planned}
    assert [str(day) for day in planned.values()] == ["2031-03-24"]
    tab.accessible()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"timezone": "Mars/Olympus"}, "is no time zone"),
        ({"quantity_1": "Queues"}, "give an amount"),
        ({"amount_1": "4"}, "Say what the amount"),
        ({"quantity_1": "Queues", "amount_1": "4", "quantity_2": "queues", "amount_2": "5"}, "listed twice"),
        ({"site": ""}, "Site: please fill this in"),
        ({"plan_training": "tomorrow"}, "a date such as"),
    ],
)
def test_a_start_that_cannot_be_says_what_is_wrong(
    call: Call, site: DeskSite, fields: dict[str, str], said: str
) -> None:
    caller, before = call(), len(site.app.store.views.deployments())
    whole = {"site": "Werk Bonn", "timezone": "Europe/Berlin", "language": "de"} | fields
    answer = post(caller, f"/deployments/new?customer={ALPHA}", "/deployments", **whole)
    assert answer.status_code == 422
    assert said in answer.text
    assert len(site.app.store.views.deployments()) == before


def test_what_opens_by_a_script_stands_on_the_page_without_one(new_tab: Callable[..., Tab], site: DeskSite) -> None:
    page = new_tab(java_script_enabled=False).login(Role.CSM).go(f"/deployments/{BEGUN}")
    page.locator("#holding textarea").fill("Nobody answers")
    page.locator("#holding").get_by_role("button", name="Put on hold").click()
    assert "The deployment is on hold." in page.locator(".toast").inner_text()
    assert view(site, BEGUN).line.held_for == "Nobody answers"
    page.get_by_role("button", name="Let it go on").click()
    assert view(site, BEGUN).line.held_for == ""


def test_pictures_are_files_that_run_nothing(call: Call, site: DeskSite) -> None:
    caller = call(Role.AUDITOR)
    for kind in ("timeline", "roadmap"):
        svg = caller.get(f"/deployments/{TRAINING}/pictures/{kind}.svg")
        assert svg.headers["content-type"] == "image/svg+xml"
        assert svg.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in svg.headers["content-security-policy"]
        assert svg.content.startswith(b"<svg")
    pdf = caller.get(f"/deployments/{TRAINING}/pictures/timeline.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf.headers["content-disposition"]
    assert caller.get(f"/deployments/{TRAINING}/pictures/secrets.svg").status_code == 404


def test_a_picture_is_mailed_once(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{TRAINING}"
    action, before = f"{here}/pictures/roadmap/mail", len(site.app.outbox().list())
    form = hidden(caller.get(f"{here}/look").text, action) | {"address": "anna@northwind.example", "body": "As agreed."}
    assert done(caller.post(action, form)) == done(caller.post(action, form)) == f"{here}/look"
    assert len(site.app.outbox().list()) == before + 1


def test_goals_are_set_moved_achieved_and_dropped(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go(f"/deployments/{BEGUN}/look")
    page.get_by_label("New goal").fill("Every call is logged")
    page.get_by_label("Due", exact=True).first.fill("2031-05-01")
    page.locator("main").get_by_role("button", name="Add", exact=True).click()
    page.locator(".toast").wait_for()
    goal = view(site, BEGUN).goals[0]
    assert (goal.title, goal.due) == ("Every call is logged", "2031-05-01")
    page.get_by_role("button", name="Change the goal: Every call is logged").click()
    dialog = page.locator(f"#goal-{goal.goal_id}")
    dialog.get_by_label("Result", exact=True).fill("Since the update")
    dialog.get_by_role("button", name="It is achieved").click()
    page.locator(".toast", has_text="achieved").wait_for()
    assert view(site, BEGUN).goals[0].result == "Since the update"
    assert view(site, BEGUN).goals[0].achieved
    caller = Caller(site, Role.CSM)
    look = f"/deployments/{BEGUN}/look"
    done(post(caller, look, f"/deployments/{BEGUN}/goals/{goal.goal_id}/due", due=""))
    done(post(caller, look, f"/deployments/{BEGUN}/goals/{goal.goal_id}/result", result="For good"))
    assert (view(site, BEGUN).goals[0].due, view(site, BEGUN).goals[0].result) == ("", "For good")
    done(post(caller, look, f"/deployments/{BEGUN}/goals/{goal.goal_id}/drop", reason="merged"))
    assert view(site, BEGUN).goals == ()
    caller.close()


def test_a_goal_is_not_saved_over_what_another_did(call: Call, site: DeskSite) -> None:
    carla, lena, here = call(), call(Role.LEAD), f"/deployments/{BEGUN}"
    for title in ("Fewer calls", "Quicker answers"):
        done(post(carla, f"{here}/look", f"{here}/goals", goal=title, due=""))
    goal, other = view(site, BEGUN).goals
    said = {"due": {"due": "2031-06-01"}, "result": {"result": "Mine"}, "achieved": {"result": "Mine"},
            "drop": {"reason": "Mine"}}  # fmt: skip
    actions = {what: f"{here}/goals/{goal.goal_id}/{what}" for what in said}
    old = {what: hidden(carla.get(f"{here}/look").text, action) for what, action in actions.items()}
    done(post(lena, f"{here}/look", actions["result"], result="Half of them since May"))
    done(post(lena, f"{here}/look", f"{here}/goals/{other.goal_id}/result", result="Not yet"))
    for what, action in actions.items():
        refused = carla.post(action, {**old[what], **said[what]})
        assert refused.status_code == 409, what
        assert LOGINS[Role.LEAD] in refused.text
        assert "Half of them since May" in refused.text, "this goal's change, not another's"
    kept = view(site, BEGUN).goals[0]
    assert (kept.due, kept.result, kept.achieved) == ("", "Half of them since May", "")
    for one in (goal, other):
        done(post(carla, f"{here}/look", f"{here}/goals/{one.goal_id}/drop", reason="It was a test of two."))
    gone = carla.post(actions["due"], {**old["due"], "_once": "another-key", "due": ""})
    assert gone.status_code == 409
    assert "It was a test of two." in gone.text
    assert view(site, BEGUN).goals == ()


def test_what_is_typed_for_a_goal_stays_when_another_was_faster(tab: Tab, call: Call, site: DeskSite) -> None:
    lena, here = call(Role.LEAD), f"/deployments/{BEGUN}"
    done(post(lena, f"{here}/look", f"{here}/goals", goal="One desk for all", due=""))
    [goal] = view(site, BEGUN).goals
    page = tab.login(Role.CSM).go(f"{here}/look")
    action = f"{here}/goals/{goal.goal_id}/result"
    done(post(lena, f"{here}/look", action, result="Two desks so far"))
    page.get_by_role("button", name="Change the goal: One desk for all").click()
    field = page.locator(f"#g{goal.goal_id}-result")
    field.fill("Three desks, and one to come")
    tab.expect_complaint("409")
    field.press("Enter")
    page.locator("#trouble", has_text=LOGINS[Role.LEAD]).wait_for()
    assert field.input_value() == "Three desks, and one to come"
    assert view(site, BEGUN).goals[0].result == "Two desks so far"
    done(post(lena, f"{here}/look", f"{here}/goals/{goal.goal_id}/drop", reason="Done with"))


def test_a_scheme_is_kept_and_comes_back_as_octets(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{TRAINING}"
    form = hidden(caller.get(f"{here}/look").text, f"{here}/schemes")
    evil = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    answer = caller.client.post(
        f"{here}/schemes", data=form, files={"scheme": ("..\\..\\s\u202egvs.svg", evil, "text/html")}
    )
    assert done(answer) == f"{here}/look#schemes"
    kept = site.app.schemes().newest(TRAINING)
    assert kept.body == evil
    assert "\u202e" not in kept.line.filename
    got = caller.get(f"{here}/schemes/{kept.line.sha256}")
    assert got.content == evil
    assert "attachment" in got.headers["content-disposition"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert caller.get(f"{here}/schemes/{'0' * 64}").status_code == 404
    empty = caller.client.post(f"{here}/schemes", data=hidden(caller.get(f"{here}/look").text, f"{here}/schemes"))
    assert empty.status_code == 422


def test_check_ins_stand_side_by_side(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go(f"/deployments/{TRAINING}/check-ins")
    row = page.locator("tr", has_text="What are your tasks now?")
    assert "changed" in row.locator("td").first.inner_text()
    assert "Fewer calls" in row.locator("td").nth(1).inner_text()
    assert "Asked every 30 days" in page.locator("main").inner_text()
    page.get_by_role("button", name="Ask now").click()
    page.locator("#asking").get_by_role("button", name="Send the five questions").click()
    page.locator(".toast", has_text="anna@northwind.example").wait_for()
    asked = site.app.check_ins().show(TRAINING, utc_now())[1]
    assert len(asked) == 3
    tab.accessible()


def test_check_ins_are_planned_and_stopped(call: Call, site: DeskSite) -> None:
    caller, here = call(), f"/deployments/{BEGUN}/check-ins"
    done(post(caller, here, f"{here}/schedule", days="14", first=""))
    assert site.app.check_ins().show(BEGUN, utc_now())[0].every_days == 14
    past = post(caller, here, f"{here}/schedule", days="14", first="2020-01-01")
    assert past.status_code == 422
    done(post(caller, here, f"{here}/stop"))
    assert site.app.check_ins().show(BEGUN, utc_now())[0].every_days == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER])
def test_who_only_reads_is_offered_nothing_and_refused(call: Call, site: DeskSite, role: Role) -> None:
    caller, here = call(role), f"/deployments/{BEGUN}"
    version = view(site, BEGUN).line.row_version
    for part in ("", "/go-live", "/completion", "/look", "/check-ins"):
        assert f'action="{here}' not in caller.get(f"{here}{part}").text
    assert "/deployments/new" not in caller.get("/deployments").text
    token = caller.hidden(here) | {"seen": str(version), "reason": "x", "how": "x", "goal": "x", "days": "3"}
    token |= {"address": "anna@northwind.example", "condition": "x", "quantity": "x", "used": "1", "seen_paper": "0"}
    for action in ("done", "reopen", "conditions", "quantities", "hold", "cancel", "goals", "check-ins/schedule",
                   "check-ins/send", "pictures/timeline/mail", "papers/go-live/send", "deem"):  # fmt: skip
        assert caller.post(f"{here}/{action}", token).status_code == 403, action
    assert view(site, BEGUN).line.row_version == version


def test_numbers_of_nothing_are_not_there(call: Call) -> None:
    caller = call()
    for path in ("/deployments/999", "/deployments/999/look", "/deployments/99999999999999999999", "/deployments/0"):
        assert caller.get(path).status_code == 404, path
    assert caller.get(f"/deployments/{TRAINING}/papers/go-live/7.pdf").status_code == 404
    assert caller.get(f"/deployments/{TRAINING}/papers/proposal/1.pdf").status_code == 404


def test_a_deployment_is_given_up(call: Call, site: DeskSite) -> None:
    number = started(site, ALPHA, "Werk Kiel")
    caller, here = call(), f"/deployments/{number}"
    assert post(caller, here, f"{here}/cancel", reason="").status_code == 422
    done(post(caller, here, f"{here}/cancel", reason="The plant is closed"))
    assert view(site, number).line.stage is DeploymentStage.CANCELLED
    assert f'action="{here}/done' not in caller.get(here).text


def test_the_board_asks_a_fixed_number_of_times(site: DeskSite) -> None:
    board = site.app.store.views.board()
    cards = {one.line.number: one for one in board.under_way}
    assert cards[GO_LIVE].unmet == 1
    assert cards[GO_LIVE].asked == 1
    assert cards[TRAINING].next_kind is TimerKind.CHECK_IN
    few, many = asked(site, CUSTOMER), asked(site, "")
    assert few == many


def asked(site: DeskSite, customer: str) -> int:
    """How many queries the board of this customer takes."""
    database, count = site.app.store.views._db.peewee, 0
    plain = database.execute_sql

    def counting(*given: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        return plain(*given, **named)

    database.execute_sql = counting
    try:
        site.app.store.views.board(customer)
    finally:
        del database.execute_sql
    return count


def started(site: DeskSite, customer: str, where: str) -> int:
    """The number of a new deployment that waits for its go-live."""
    known = site.app.people().customer(customer)
    begun = StartDeployment(
        CSM, known.customer_id, customer, where, where, "de", "Europe/Berlin", known.contacts[0].address
    )
    service = site.app.deployments()
    number = service.start(begun, utc_now()).line.number
    for _ in range(5):
        service.do(
            number, StageDone(CSM, utc_now().astimezone(ZoneInfo("Europe/Berlin")).date(), "by phone"), utc_now()
        )
    return number
