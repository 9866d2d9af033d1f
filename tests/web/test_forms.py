"""Forms on the pages: what was asked and answered, what fitted nowhere, sending one and answering one by hand."""

from collections.abc import Callable

import pytest

from models.vocabulary import AnswerSource, FormState, Language, Role
from processor.clock import utc_now
from processor.services.forms import Addressee
from processor.store.views.forms import FormView
from tests.web.asking import Call
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import CSM, CUSTOMER, NEVA
from tests.web.test_deployments import BEGUN, TRAINING, done, hidden, post

PARTIAL, FIRST_CHECK_IN = 1, 2
"""The forms of the story, by their numbers."""


def form(site: DeskSite, number: int) -> FormView:
    return site.app.store.views.form(number)


def asked(site: DeskSite, name: str = "stakeholders", deployment: int = TRAINING) -> int:
    """The number of a form that was just sent."""
    return site.app.forms().send(deployment, name, Addressee(), CSM, utc_now()).line.number


def test_the_list_is_of_what_waits_for_an_answer(call: Call, site: DeskSite) -> None:
    caller = call()
    assert "FQ-1<" in caller.get("/forms").text
    assert f"FQ-{FIRST_CHECK_IN}<" not in caller.get("/forms").text
    assert f"FQ-{FIRST_CHECK_IN}<" in caller.get("/forms?state=answered").text
    assert f"FQ-{FIRST_CHECK_IN}<" not in caller.get(f"/forms?state=all&customer={NEVA}").text
    assert "No forms fit" in caller.get("/forms?state=signed").text
    assert caller.get("/forms?state=nothing").status_code == 404
    assert f"FQ-{PARTIAL}<" not in caller.get(f"/forms?state=all&deployment={TRAINING}").text


def test_one_form_shows_answers_what_is_missing_and_what_fitted_nowhere(tab: Tab) -> None:
    page = tab.login(Role.CSM).go(f"/forms/{PARTIAL}")
    answers = page.locator("dl.answers")
    assert "Пётр Белов" in answers.locator("div", has_text="Customer lead").first.inner_text()
    assert "10 answers are missing" in page.locator(".notice").inner_text()
    assert answers.locator("#field-project_lead.missing").count() == 1
    assert "нужен номер телефона" in answers.inner_text()
    assert "Кстати, с первого числа у нас новый адрес склада." in page.locator("article.message").inner_text()
    tab.accessible()
    tab.login(Role.CSM, Language.RUSSIAN).go(f"/forms/{PARTIAL}")
    assert "Не хватает 10 ответов" in page.locator(".notice").inner_text()


def test_forms_fit_a_phone(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(size=PHONE)
    tab.login(Role.CSM, Language.GERMAN)
    for path in ("/forms?state=all", f"/forms/{PARTIAL}", f"/forms/new?deployment={BEGUN}&form=stakeholders"):
        tab.go(path)
        tab.fits()
    tab.accessible()


def test_a_form_is_sent_by_hand_with_what_is_known(tab: Tab, site: DeskSite) -> None:
    page = tab.login(Role.CSM).go("/forms/new")
    page.locator("main ul.items a", has_text=CUSTOMER).filter(has_text="Plant 1").click()
    page.locator("main ul.items a", has_text="Stakeholders").click()
    page.get_by_text("What is known already").click()
    page.get_by_label("Superuser", exact=True).fill("Mark Stone")
    page.get_by_role("button", name="Send the form").click()
    page.locator(".toast", has_text="anna@northwind.example").wait_for()
    sent = form(site, int(page.url.rsplit("/", 1)[1]))
    assert (sent.line.name, sent.line.state, sent.line.asked_by) == ("stakeholders", FormState.ASKED, CSM)
    assert [(one.field, one.value) for one in sent.answers] == [("superuser", "Mark Stone")]


def test_a_form_that_is_posted_twice_goes_out_once(call: Call, site: DeskSite) -> None:
    caller, before = call(), len(site.app.store.views.forms())
    path = f"/forms/new?deployment={BEGUN}&form=stakeholders"
    fields = hidden(caller.get(path).text, "/forms") | {"contact": "jonas@alpha.example", "language": "de"}
    first, second = caller.post("/forms", fields), caller.post("/forms", fields)
    assert done(first) == done(second)
    assert len(site.app.store.views.forms()) == before + 1


def test_answers_are_entered_by_hand_and_read_in_the_forms_language(call: Call, site: DeskSite) -> None:
    caller, number = call(), asked(site, "pre_install", BEGUN)
    here = f"/forms/{number}"
    page = caller.get(here).text
    assert '<option value="ja">yes</option>' in page
    key = next(one.key for one in form(site, number).definition.fields if one.type.value == "yes_no")
    answer = post(caller, here, f"{here}/answer", **{f"answer_{key}": "ja", "evidence": "by phone"})
    assert done(answer) == here
    stands = [one for one in form(site, number).answers if one.stands]
    assert [(one.field, one.value, one.source) for one in stands] == [(key, True, AnswerSource.PERSON)]
    assert form(site, number).line.state is FormState.PARTIAL


def test_what_is_no_answer_is_refused_and_changes_nothing(call: Call, site: DeskSite) -> None:
    caller, number = call(), asked(site)
    here = f"/forms/{number}"
    fields = {one.key for one in form(site, number).definition.fields}
    email = next(key for key in fields if "email" in key)
    for given, said in (
        ({f"answer_{email}": "nobody knows"}, email),
        ({"evidence": "x"}, "Fill in at least one answer"),
        ({f"answer_{email}": "a@b.example", "evidence": ""}, "Evidence: please fill this in"),
    ):
        answer = post(caller, here, f"{here}/answer", **{"evidence": "by phone"} | given)
        assert answer.status_code == 422
        assert said in answer.text
    assert form(site, number).answers == ()


def test_who_answers_a_form_that_changed_is_told(call: Call, site: DeskSite) -> None:
    caller, number = call(), asked(site)
    here = f"/forms/{number}"
    seen = hidden(caller.get(here).text, f"{here}/answer")
    site.app.forms().record(number, {"superuser": "Mark Stone"}, "lena@vendor.example", "in a call", utc_now())
    stale = caller.post(f"{here}/answer", seen | {"answer_superuser": "Anna Berg", "evidence": "by phone"})
    assert stale.status_code == 409
    assert "lena@vendor.example" in stale.text
    assert [one.value for one in form(site, number).answers] == ["Mark Stone"]


def test_a_form_is_withdrawn_and_then_asks_for_nothing(call: Call, site: DeskSite) -> None:
    caller, number = call(), asked(site)
    here = f"/forms/{number}"
    assert post(caller, here, f"{here}/withdraw", reason=" ").status_code == 422
    done(post(caller, here, f"{here}/withdraw", reason="They send it by post"))
    assert form(site, number).line.state is FormState.WITHDRAWN
    page = caller.get(here).text
    assert f'action="{here}/withdraw' not in page
    assert f'action="{here}/answer' not in page


def test_the_pdf_is_what_was_sent(call: Call, site: DeskSite) -> None:
    answer = call(Role.AUDITOR).get(f"/forms/{PARTIAL}/1.pdf")
    kept = form(site, PARTIAL).versions[0].pdf_sha256
    assert answer.content == site.app.store.blobs.get(kept).body
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == ("application/pdf", "nosniff")
    assert call().get(f"/forms/{PARTIAL}/9.pdf").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER])
def test_who_only_reads_sends_and_answers_nothing(call: Call, site: DeskSite, role: Role) -> None:
    caller, here = call(role), f"/forms/{PARTIAL}"
    before = form(site, PARTIAL)
    assert 'action="/forms' not in caller.get(here).text.replace('action="/forms" aria', "")
    token = caller.hidden(here) | {"seen": "0", "evidence": "x", "reason": "x", "answer_superuser": "x"}
    assert caller.post(f"{here}/answer", token).status_code == 403
    assert caller.post(f"{here}/withdraw", token).status_code == 403
    sending = token | {"deployment": str(BEGUN), "definition": "stakeholders", "contact": "jonas@alpha.example"}
    assert caller.post("/forms", sending).status_code == 403
    assert form(site, PARTIAL) == before


def test_forms_of_nothing_are_not_there(call: Call) -> None:
    caller = call()
    for path in ("/forms/999", "/forms/new?deployment=999", f"/forms/new?deployment={BEGUN}&form=nothing"):
        assert caller.get(path).status_code == 404, path
