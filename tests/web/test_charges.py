"""How tickets are charged, to look through and to take away."""

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from models.vocabulary import CaseReason, Category, Language, Role, Severity, Source, Treatment
from processor.clock import utc_now
from processor.facts.causes import OpenByHand
from processor.services.billing import Work
from tests.web.asking import Call
from tests.web.browsing import PHONE, Tab
from tests.web.site import DeskSite
from tests.web.story import CSM, CUSTOMER

HOSTILE = '=HYPERLINK("https://evil.example")'


@pytest.fixture(scope="module")
def charged(site: DeskSite) -> int:
    """A ticket that a person decided to charge, with two and a half hours."""
    app, now = site.app, utc_now()
    who = ("anna@northwind.example", "Anna Berg")
    asked = OpenByHand(CSM, Source.PHONE, *who, HOSTILE, "", Category.BUG, Severity.MEDIUM, CaseReason.BUG)
    number = app.tickets().open_by_hand(asked, now).ticket_number
    assert number is not None
    app.billing().work(number, Work(CSM, Decimal("2.5"), after_hours=True), now)
    app.billing().treat(number, Treatment.BILLABLE, "Agreed with Anna <b>by phone</b>.", CSM, now)
    return number


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_page_and_the_file_say_what_the_command_says(call: Call, site: DeskSite, charged: int) -> None:
    caller, today = call(), utc_now().date().isoformat()
    page = caller.get(f"/tickets/charges?since={today}&until={today}&open=1").text
    row = re.sub(r"\s+", " ", page[page.index(f'href="/tickets/{charged}"') :].partition("</tr>")[0])
    assert "Billable" in row
    assert "Agreed with Anna &lt;b&gt;by phone&lt;/b&gt;." in row
    assert "2.5" in row
    found = caller.get(f"/tickets/charges.csv?since={today}&until={today}&open=1")
    assert found.headers["content-type"].startswith("text/csv")
    assert f"charges-{today}-{today}.csv" in found.headers["content-disposition"]
    [ours] = [one for one in rows(found.text) if one["Ticket"] == f"#{charged}"]
    assert (ours["How it is charged"], ours["Hours"], ours["Customer"]) == ("Billable", "2.5", CUSTOMER)
    assert (ours["Outside business hours"], ours["Final"], ours["Closed"]) == ("yes", "", "")
    assert ours["Subject"] == f"'{HOSTILE}"


def test_days_and_customers_narrow_it(call: Call, charged: int) -> None:
    caller, today = call(), utc_now().date().isoformat()
    assert f"/tickets/{charged}" not in caller.get(f"/tickets/charges?since={today}").text  # it is open still
    others = caller.get("/tickets/charges?open=1&customer=Alpha+AG").text
    assert f'href="/tickets/{charged}"' not in others
    assert (
        "No ticket was closed in these days." in caller.get("/tickets/charges?since=2001-01-01&until=2001-01-31").text
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=2030-02-01&until=2030-01-01", "before it begins"),
        ("until=9999-12-31", "9999-12-31"),
        ("since=soon", "From"),
    ],
)
def test_days_that_are_none_are_refused(call: Call, query: str, said: str) -> None:
    answer = call().get(f"/tickets/charges?{query}")
    assert answer.status_code == 404
    assert said in answer.text


def test_an_approver_has_no_business_with_it(call: Call) -> None:
    for path in ("/tickets/charges", "/tickets/charges.csv"):
        assert call(Role.APPROVER).get(path).status_code == 403
        assert call(Role.AUDITOR).get(path).status_code == 200
    assert "/tickets/charges" not in call(Role.APPROVER).get("/tickets").text


@pytest.mark.usefixtures("charged")
def test_it_can_be_read_on_a_phone(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(size=PHONE)
    page = tab.login(Role.CSM, Language.RUSSIAN).go("/tickets/charges?open=1")
    page.get_by_role("heading", name="Как оплачиваются обращения").wait_for()
    assert page.get_by_text("Платно").count()
    tab.fits()
    tab.accessible()
