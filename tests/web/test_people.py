"""Customers, approvers, users, settings: what is done on the pages is stored, by whom it may be, and noted."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest

from models.vocabulary import ApproverState, Language, Role, SuccessPlan, UserState
from tests.web.asking import HIDDEN, Call, Caller
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import ALPHA, CSM, CUSTOMER, LOGINS


def post(caller: Caller, action: str, page: str = "/account", **fields: Any) -> httpx.Response:
    return caller.post(action, {**dict(HIDDEN.findall(caller.get(page).text)), **fields})


def number_of(site: DeskSite, name: str) -> int:
    return site.app.people().customer(name).customer_id


def test_a_customer_is_added_and_changed_with_its_people(call: Call, site: DeskSite) -> None:
    csm = call()
    made = post(csm, "/customers/add", name="Gamma GmbH", language="de", domains="gamma.example", notes="neu")
    assert made.status_code == 303
    base = made.headers["location"]
    assert post(csm, f"{base}/contact", address="uwe@gamma.example", name="Uwe Lang", language="de").status_code == 303
    assert post(csm, f"{base}/domain", domain="gamma-werk.example").status_code == 303
    assert post(csm, f"{base}/stage", stage="warranty").status_code == 303
    assert post(csm, f"{base}/change", name="Gamma AG", language="de", notes="").status_code == 303
    kept = site.app.people().customer("Gamma AG")
    assert set(kept.domains) == {"gamma.example", "gamma-werk.example"}
    assert [one.name for one in kept.contacts] == ["Uwe Lang"]
    assert kept.stage is not None
    again = post(csm, "/customers/add", name="Gamma AG", language="", domains="", notes="")
    assert again.status_code == 422
    assert "Gamma AG" in again.text


def test_terms_are_agreed_by_an_admin_only_and_in_whole(call: Call, site: DeskSite) -> None:
    base = f"/customers/{number_of(site, CUSTOMER)}"
    terms = {"plan": "premium", "timezone": "Europe/Berlin", "calendar": "DE-BY", "hours": "mon-fri 08:00-16:00"}
    days = {"own_days": "2026-12-24 09:00-12:00 Christmas Eve\n2026-12-31"}
    assert post(call(Role.CSM), f"{base}/terms", **terms, **days).status_code == 403
    assert site.app.people().customer(CUSTOMER).terms.plan is None
    admin = call(Role.ADMIN)
    bad = post(admin, f"{base}/terms", **{**terms, "timezone": "Mars/Olympus"}, **days)
    assert bad.status_code == 422
    assert "Mars/Olympus" in bad.text
    assert site.app.people().customer(CUSTOMER).terms.plan is None
    assert post(admin, f"{base}/terms", **terms, **days).status_code == 303
    kept = site.app.people().customer(CUSTOMER).terms
    assert (kept.plan, kept.timezone, kept.calendar) == (SuccessPlan.PREMIUM, "Europe/Berlin", "DE-BY")
    assert len(kept.own_days) == 2
    assert "Christmas Eve" in admin.get(base).text


def test_hours_of_a_voucher_are_added_once(call: Call, site: DeskSite) -> None:
    base = f"/customers/{number_of(site, ALPHA)}"
    admin = call(Role.ADMIN)
    hidden = dict(HIDDEN.findall(admin.get(base).text))
    form = {**hidden, "hours": "7,5", "note": "order 12"}
    assert [admin.post(f"{base}/voucher", form).status_code for _ in range(2)] == [303, 303]
    assert site.app.billing().bought(ALPHA).balance == Decimal("7.5")
    assert post(admin, f"{base}/voucher", hours="many").status_code == 422
    assert post(call(Role.AUDITOR), f"{base}/voucher", hours="1").status_code == 403


def test_a_table_is_tried_before_it_is_taken_in(call: Call, site: DeskSite) -> None:
    admin = call(Role.ADMIN)
    hidden = dict(HIDDEN.findall(admin.get("/customers/import").text))
    good = b"name,language,domains\nDelta SA,en,delta.example\n"
    bad = b"name,language,domains\nEpsilon,xx,epsilon.example\n"
    shown = admin.client.post(
        "/customers/import/try", data={**hidden, "kind": "customers"}, files={"file": ("t.csv", bad)}
    )
    assert shown.status_code == 200
    assert "xx" in shown.text
    assert "Epsilon" not in [one.name for one in site.app.people().customers()]
    tried = admin.client.post(
        "/customers/import/try", data={**hidden, "kind": "customers"}, files={"file": ("t.csv", good)}
    )
    assert "Delta SA" not in [one.name for one in site.app.people().customers()]
    data = re.search(r'name="data" value="([^"]+)"', tried.text)
    assert data is not None
    fields = {**dict(HIDDEN.findall(tried.text)), "kind": "customers", "data": data[1]}
    assert admin.post("/customers/import/do", fields).status_code == 303
    assert "Delta SA" in [one.name for one in site.app.people().customers()]


def test_it_takes_two_to_enter_an_approver(call: Call, site: DeskSite) -> None:
    csm = call()
    entered = post(csm, "/register/enter", customer=ALPHA, name="Nora Wind", address="nora@alpha.example", post="CFO")
    assert entered.status_code == 303
    [line] = [one for one in site.app.register().lines(ALPHA) if one.entry.name == "Nora Wind"]
    number = line.entry.approver_id
    assert line.entry.state is ApproverState.PROPOSED
    assert post(csm, f"/register/{number}/confirm").status_code == 403
    assert post(call(Role.APPROVER), f"/register/{number}/confirm").status_code == 303
    assert site.app.register().line(number).entry.state is ApproverState.CONFIRMED
    assert post(csm, f"/register/{number}/end", why=" ").status_code == 422
    assert post(csm, f"/register/{number}/end", why="left the company").status_code == 303
    assert site.app.register().line(number).entry.state is ApproverState.ENDING
    wrong = post(csm, "/register/enter", customer=ALPHA, name="X", address="x@alpha.example", limit="12")
    assert wrong.status_code == 422


def test_users_are_an_admins_business(call: Call, site: DeskSite) -> None:
    csm, admin = call(Role.CSM), call(Role.ADMIN)
    fresh = {"login": "mia@vendor.example", "display": "Mia Roth", "language": "en", "roles": "csm"}
    words = {"new": "seven green whales", "again": "seven green whales"}
    assert csm.get("/users").status_code == 403
    assert post(csm, "/users/add", **fresh, **words).status_code == 403
    assert post(admin, "/users/add", **fresh, **{**words, "again": "other"}).status_code == 422
    assert post(admin, "/users/add", **fresh, **words).status_code == 303
    base = "/users/of/mia@vendor.example"
    assert post(admin, f"{base}/roles", roles=["lead", "approver"]).status_code == 303
    kept = site.app.users().show("mia@vendor.example")
    assert set(kept.roles) == {Role.LEAD, Role.APPROVER}
    assert post(admin, f"{base}/disable").status_code == 303
    assert site.app.users().show("mia@vendor.example").state is UserState.DISABLED
    assert post(admin, f"{base}/enable").status_code == 303
    assert words["new"] not in admin.get(base).text
    noted = [one.action for one in site.app.store.views.changes("user mia@vendor.example")]
    assert len(noted) >= 4


def test_a_session_is_ended_by_an_admin(call: Call, site: DeskSite) -> None:
    csm, admin = call(Role.CSM), call(Role.ADMIN)
    assert csm.get("/customers").status_code == 200
    assert post(admin, f"/users/of/{CSM}/sessions/end").status_code == 303
    assert csm.get("/customers").status_code == 303


def test_who_the_queue_sends_here_is_entered_already(call: Call) -> None:
    csm = call(Role.CSM)
    asked = "?from=marta%40lumen.example&name=Marta+Silva"
    offered = csm.get(f"/customers{asked}").text
    assert "Marta Silva belongs to no customer yet" in offered
    assert 'value="lumen.example"' in offered
    assert "?from=marta%40lumen.example&amp;name=Marta+Silva" in offered
    form = csm.get(f"/customers/1{asked}").text
    assert 'value="marta@lumen.example"' in form
    assert 'value="Marta Silva"' in form
    assert 'value="gmail.com"' not in csm.get("/customers?from=marta%40gmail.com").text


def test_what_a_newcomer_wrote_is_their_customers_from_then_on(call: Call, site: DeskSite) -> None:
    csm, views = call(Role.CSM), site.app.store.views
    wrote = next(one for one in views.tickets() if one.requester == "sam@stranger.example")
    assert wrote.customer == ""
    entered = {"name": "Stranger Ltd", "domains": "stranger.example", "newcomer": "sam@stranger.example"}
    assert post(csm, "/customers/add", **entered).status_code == 303
    assert views.ticket(wrote.number).line.customer == "Stranger Ltd"


def test_secrets_are_never_shown(call: Call, site: DeskSite) -> None:
    shown = call(Role.ADMIN).get("/settings").text
    assert "support@vendor.example" in shown
    key = (site.folder / "key").read_bytes()
    assert key.strip().decode(errors="ignore")[:12] not in shown
    assert "•••" in shown


@pytest.mark.parametrize(
    "path",
    ["/customers", "/customers/1", "/customers/import", "/register", "/register/new", "/users", "/settings"],
)
def test_the_pages_fit_a_phone_and_everybody(new_tab: Callable[..., Tab], path: str) -> None:
    tab = new_tab(size=PHONE)
    tab.login(Role.ADMIN, Language.RUSSIAN).go(path)
    tab.fits()
    tab.accessible()


def test_an_unknown_one_is_not_found(call: Call) -> None:
    admin = call(Role.ADMIN)
    for path in ("/customers/99999", "/users/of/nobody@vendor.example"):
        assert admin.get(path).status_code == 404
    assert LOGINS[Role.ADMIN] in admin.get("/users").text
