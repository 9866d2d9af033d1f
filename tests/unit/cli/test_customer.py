"""`signoff customer`: what is agreed about time, tables imported whole or not at all, and the clock on a ticket."""

import json

import pytest

from tests.unit.cli.conftest import Signoff

DAYS = "2031-12-24 08:00-12:00 Eve|2031-12-31"
CUSTOMERS = f"""\
Name;Language;Domains;Plan;Timezone;Calendar;Hours;Own days;Stage
Northwind;de;northwind.example nw.example;premium;Europe/Berlin;DE-BY;mon-fri 08:00-16:00;{DAYS};warranty
Контора;ru;kontora.example;;;;;;
"""
CONTACTS = """\
address,name,language,customer
anna@northwind.example,"Schmidt, Anna",de,Northwind
ivan@kontora.example,Иван,ru,Контора
"""
APPROVERS = """\
customer,address,name,title,user,limit,currency,from,until
Northwind,anna@northwind.example,Anna Schmidt,CFO,,5000,EUR,2031-01-01,
,vera@vendor.example,Vera Vogt,COO,vera,,,,
"""


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    return signoff


def table(desk: Signoff, text: str | bytes, name: str = "table.csv") -> str:
    path = desk.folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_what_is_agreed_is_shown_and_taken_back(desk: Signoff) -> None:
    desk("customer", "add", "Northwind")
    said = desk(
        "customer", "agree", "Northwind", "--plan", "premium", "--timezone", "Europe/Berlin", "--calendar", "de-by",
        "--hours", "Mon-Fri 8:00-16:00", "--day", "2031-12-24 08:00-12:00 Eve", "--day", "2031-12-31",
    ).stdout  # fmt: skip
    assert said == "Northwind: mon-fri 08:00-16:00 (Europe/Berlin), holidays DE-BY, plan premium\n"
    shown = desk("customer", "show", "Northwind").stdout
    assert "mon-fri 08:00-16:00" in shown
    assert "2031-12-24 08:00-12:00 Eve" in shown
    desk("customer", "agree", "Northwind", "--plan", "settings", "--hours", "settings", "--no-days")
    [row] = desk.rows("customer", "show", "Northwind")
    assert (row["terms"]["plan"], row["terms"]["hours"], row["terms"]["own_days"]) == (None, "", [])
    assert row["terms"]["timezone"] == "Europe/Berlin", "what was not named stays"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--timezone", "Berlin"), "'Berlin' is no time zone"),
        (("--calendar", "DEU"), "no calendar of holidays"),
        (("--hours", "9 to 5"), "names no days"),
        (("--day", "24.12.2031"), "is no day: write such as 2026-12-24"),
    ],
)
def test_what_cannot_be_agreed_says_what_to_write(desk: Signoff, words: tuple[str, ...], said: str) -> None:
    desk("customer", "add", "Northwind")
    assert said in desk("customer", "agree", "Northwind", *words, code=1).output


def test_customers_and_contacts_are_changed(desk: Signoff) -> None:
    desk("customer", "add", "Northwind")
    desk("customer", "change", "Northwind", "--name", "Northwind AG", "--language", "de", "--notes", "calls first")
    desk("customer", "add-contact", "Northwind AG", "anna@northwind.example")
    desk("customer", "change-contact", "Anna@Northwind.example", "--name", "Anna")
    [row] = desk.rows("customer", "show", "Northwind AG")
    assert (row["language"], row["notes"], row["contacts"][0]["name"]) == ("de", "calls first", "Anna")
    desk("customer", "change-contact", "anna@northwind.example", "--customer", "")
    [row] = desk.rows("customer", "show", "Northwind AG")
    assert row["contacts"] == []
    assert "nobody has the address" in desk("customer", "change-contact", "x@y.example", code=1).output


def test_tables_are_imported_and_a_second_time_change_nothing(desk: Signoff) -> None:
    said = desk("customer", "import", table(desk, CUSTOMERS)).stdout
    assert said == "2 lines: 2 added, 0 changed, 0 as they were\n"
    [row] = desk.rows("customer", "show", "Northwind")
    assert (row["domains"], row["stage"]) == (["northwind.example", "nw.example"], "warranty")
    assert row["terms"]["hours"] == "mon-fri 08:00-16:00"
    assert [day["day"] for day in row["terms"]["own_days"]] == ["2031-12-24", "2031-12-31"]
    assert "0 added, 0 changed, 2 as they were" in desk("customer", "import", table(desk, CUSTOMERS)).stdout
    more = CUSTOMERS.replace("premium", "basic")
    assert "0 added, 1 changed, 1 as they were" in desk("customer", "import", table(desk, more)).stdout
    contacts = ("customer", "import", table(desk, CONTACTS), "--kind", "contacts")
    assert desk.rows(*contacts)[0]["added"] == 2
    assert desk.rows(*contacts)[0]["unchanged"] == 2
    approvers = ("customer", "import", table(desk, APPROVERS), "--kind", "approvers")
    assert desk.rows(*approvers)[0]["added"] == 2
    assert desk.rows(*approvers)[0]["unchanged"] == 2
    states = {row["state"] for row in desk.rows("approver", "list")}
    assert states == {"proposed"}, "a table confirms nobody: a second person does"


def test_a_dry_run_does_nothing_and_says_what_it_would(desk: Signoff) -> None:
    said = desk("customer", "import", table(desk, CUSTOMERS), "--dry-run").stdout
    assert said == "2 lines: 2 would be added, 0 would be changed, 0 as they were\n"
    assert desk.rows("customer", "list") == []


BAD_CUSTOMERS = """\
name,language,domains,plan,timezone,calendar,hours,own_days,stage
Good,de,good.example,basic,,,,,
Two,xx,,,,,,,
Three,,not a domain,,,,,,
Four,,gmail.com,,,,,,
Five,,,gold,,,,,
Six,,,,Berlin,,,,
Seven,,,,,XY,,,
Eight,,,,,,9-17,,
Nine,,,,,,,31.12.2031,
Ten,,,,,,,,later
,,eleven.example,,,,,,
Twelve,,good.example,,,,,,
"""
WRONG = [
    (3, "language", "'xx' is no language of ours: write one of en, ru, de"),
    (4, "domains", "is no mail domain: give one such as customer.example"),
    (5, "domains", "anyone can have an address there; add contacts"),
    (6, "plan", "'gold' is no success plan: write one of premium, basic, none"),
    (7, "timezone", "'Berlin' is no time zone: write an IANA name such as Europe/Berlin"),
    (8, "calendar", "write a country such as DE"),
    (9, "hours", "write such as"),
    (10, "own_days", "write such as 2026-12-24"),
    (11, "stage", "'later' is no stage: write one of"),
    (12, "name", "it is empty: fill it in"),
    (13, "domains", "the domain good.example belongs to another customer"),
]


def test_each_fault_names_line_and_column_and_what_to_do_and_nothing_is_half_done(desk: Signoff) -> None:
    done = desk("customer", "import", table(desk, BAD_CUSTOMERS), "--json", code=1)
    report = json.loads(done.stdout)
    assert [(one["line"], one["column"]) for one in report["faults"]] == [(line, column) for line, column, _ in WRONG]
    for fault, (_, _, said) in zip(report["faults"], WRONG, strict=True):
        assert said in fault["said"]
    assert report["done"] is False
    assert desk.rows("customer", "list") == [], "the good line was not imported either"
    told = desk("customer", "import", table(desk, BAD_CUSTOMERS), code=1).stderr
    assert "line 3, column language: 'xx' is no language" in told
    assert told.endswith("nothing was imported: 11 faults\n")


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("customers", "", "line 1, column name: there is no such column"),
        ("customers", "name\n", "nothing below the names"),
        ("customers", "name,nmae\nOne,x\n", "column nmae: there is no such column to import: did you mean name?"),
        ("customers", "name,name\nOne,x\n", "stands there twice"),
        ("customers", "language\nde\n", "column name: there is no such column"),
        ("customers", "name,notes\nOne,two,three\n", "line 2: it has 3 cells, but the first line names 2 columns"),
        ("customers", 'name\n"One\n', "check the quotation marks"),
        ("customers", b"name\nM\xfcller\n", "line 2: it is not UTF-8 text"),
        ("customers", b"name\nOne\x00\n", "control characters"),
        ("contacts", "address,customer\nanna,Northwind\n", "line 2, column customer: there is no customer named"),
        ("contacts", "address\nanna@new.example\n", "line 2, column customer: it is empty"),
        ("approvers", "address,name,limit\na@b.example,A,much\n", "line 2, column limit"),
        ("approvers", "address,name,limit,currency\na@b.example,A,5,X\n", "line 2, column currency"),
        ("approvers", "address,name,from\na@b.example,A,soon\n", "line 2, column from: 'soon' is no day"),
        ("approvers", "address,name,customer\na@b.example,A,Nobody\n", "column customer: there is no customer named"),
    ],
)
def test_a_file_that_is_no_such_table_says_where_and_why(
    desk: Signoff, kind: str, text: str | bytes, said: str
) -> None:
    assert said in desk("customer", "import", table(desk, text), "--kind", kind, code=1).output


def test_lines_are_counted_as_an_editor_counts_them(desk: Signoff) -> None:
    text = 'name,notes\r\n\r\nOne,"two\r\nlines"\r\nTwo,\r\nTwo,again\r\nThree,x,y\r\n'
    assert "line 7: it has 3 cells" in desk("customer", "import", table(desk, text), code=1).output
    whole = text.replace("Three,x,y\r\n", "")
    said = desk("customer", "import", table(desk, b"\xef\xbb\xbf" + whole.encode())).stdout
    assert said == "3 lines: 2 added, 1 changed, 0 as they were\n"
    [row] = desk.rows("customer", "show", "One")
    assert row["notes"] == "two\nlines"


def test_a_ticket_shows_its_clock_with_its_proof(desk: Signoff) -> None:
    desk("customer", "add", "Northwind", "--domain", "northwind.example")
    desk("customer", "agree", "Northwind", "--plan", "premium", "--timezone", "Europe/Berlin")
    desk(
        "ticket", "open", "--source", "phone", "--subject", "The export", "--from", "anna@northwind.example",
        "--category", "bug", "--severity", "2", "--reason", "bug", "--body", "It stops.",
    )  # fmt: skip
    shown = desk("ticket", "show", "1").stdout
    assert "First answer" in shown
    assert "4 business hours: plan premium, severity 2" in shown
    assert "mon-fri 09:00-17:00 (Europe/Berlin), holidays none" in shown
    assert "4 h 0 min in all" in shown
    [row] = desk.rows("ticket", "show", "1")
    clock = row["response"]
    assert (clock["state"], clock["counted"], clock["promise"]["plan"]) == ("running", 14400.0, "premium")
    assert clock["promise"]["spans"][-1]["kind"] == "counted"
