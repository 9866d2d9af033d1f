"""`signoff proposal` and `signoff acceptance settle`, on a real database, through the whole service and core."""

import csv
import io
from pathlib import Path

import click
import pytest

from tests.unit.cli.conftest import CONFIG, Signoff

VERA, OLGA = "vera@vendor.example", "olga@customer.example"
WHAT = ("--scope", "One report", "--criterion", "It shows both plants", "--hours", "12.5")
PRICE = ("--price", "4200", "--currency", "eur")


@pytest.fixture
def desk(signoff: Signoff) -> Signoff:
    """Ticket 1 of a customer, and approvers on both sides who count at once."""
    signoff.config.write_text(
        f"{CONFIG}[approvals]\nregister_delay_hours = 0\n[evidence]\norganisation = 'Vendor Ltd'\n"
    )
    signoff("customer", "add", "Customer AG", "--domain", "customer.example", "--language", "ru")
    labels = ("--category", "additional_scope", "--severity", "4", "--reason", "feature_request")
    asked = ("--source", "phone", "--from", "Anna <anna@customer.example>", "--subject", "Both plants")
    signoff("ticket", "open", *asked, "--body", "Please show both plants", *labels)
    signoff("approver", "add", VERA, "--vendor", "--name", "Vera Petrova", "--user", "vera", "--by", "boris")
    signoff("approver", "add", OLGA, "--customer", "Customer AG", "--name", "Olga Smirnova", "--by", "boris")
    for entry in ("1", "2"):
        signoff("approver", "confirm", entry, "--by", "carla")
    return signoff


def sent(desk: Signoff) -> None:
    desk("proposal", "draft", "#1", *WHAT, *PRICE, "--by", "boris")
    desk("proposal", "send", "PR-1", "--by", "boris")


def test_a_proposal_from_the_draft_to_the_scope_log(desk: Signoff) -> None:
    said = desk("proposal", "draft", "1", "--goals", "One view", "--by", "boris").stdout
    assert "before it can be sent it needs a scope, acceptance criteria, hours or a price" in said
    assert "can't be sent without a scope, acceptance criteria" in desk("proposal", "send", "1", code=1).stderr
    assert "look at it" in desk("proposal", "edit", "1", *WHAT, *PRICE, "--by", "boris").stdout
    said = desk("proposal", "send", "pr-1", "--by", "boris").stdout
    assert "asked now: Vera Petrova <vera@vendor.example>" in said
    assert "asked once the vendor has approved: Olga Smirnova <olga@customer.example>" in said
    by_hand = ("--evidence", "She said so in the meeting", "--by", "carla")
    desk("proposal", "record", "1", "--approver", VERA, *by_hand)
    said = desk("proposal", "record", "1", "--approver", OLGA, *by_hand).stdout
    assert "PR-1 is accepted" in said
    [row] = desk.rows("proposal", "scope-log", "--customer", "Customer AG")
    assert (row["number"], row["price"], row["hours"], row["currency"]) == (1, "4200.00", "12.5", "EUR")
    assert "Both plants" in desk("proposal", "scope-log").stdout


def test_what_show_and_list_tell(desk: Signoff) -> None:
    sent(desk)
    [line] = desk.rows("proposal", "list", "--state", "awaiting_vendor")
    assert (line["number"], line["price"], line["customer"], line["ticket_number"]) == (1, "4200.00", "Customer AG", 1)
    assert desk.rows("proposal", "list", "--state", "accepted") == []
    assert "EUR 4,200.00" in desk("proposal", "list").stdout
    [view] = desk.rows("proposal", "show", "1")
    assert view["content"]["request"] == "Please show both plants"
    assert [request["address"] for request in view["requests"]] == [VERA, OLGA]
    said = desk("proposal", "show", "1").stdout
    for words in (
        "PR-1  Both plants",
        "awaiting vendor, version 1",
        "1. It shows both plants",
        "Vera Petrova <vera@vendor.example>",
        view["versions"][0]["document_sha256"],
    ):
        assert words in said
    assert "there is no proposal PR-9" in desk("proposal", "show", "9", code=1).stderr
    assert "is not a proposal such as PR-17" in desk("proposal", "show", "seventeen", code=2).stderr


def test_a_draft_comes_from_a_file_or_standard_input_and_options_win(desk: Signoff, tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    file.write_text('scope = "Отчёт"\ncriteria = ["Оба завода"]\nhours = "8"\nprice = "100"\ncurrency = "EUR"\n')
    desk("proposal", "draft", "1", "--file", str(file), "--hours", "9", "--language", "de", "--together", "--any")
    [view] = desk.rows("proposal", "show", "1")
    assert (view["content"]["scope"], view["hours"]) == ("Отчёт", "9")
    assert (view["turn"], view["quorum"]) == ("together", "any")
    desk("proposal", "edit", "1", "--file", "-", stdin="scope = 'Отчёт и график'\n".encode())
    [view] = desk.rows("proposal", "show", "1")
    assert (view["content"]["scope"], view["hours"], view["quorum"]) == ("Отчёт и график", "9", "any")
    assert "is not valid TOML" in desk("proposal", "edit", "1", "--file", "-", stdin="scope", code=1).stderr
    assert "unknown field 'colour'" in desk("proposal", "edit", "1", "--file", "-", stdin="colour = 'x'", code=1).stderr
    file.write_bytes(b"scope = '\xff'")
    assert "is not UTF-8" in desk("proposal", "edit", "1", "--file", str(file), code=1).stderr
    assert "can't be read" in desk("proposal", "edit", "1", "--file", str(tmp_path / "no.toml"), code=2).stderr


def test_without_any_option_an_editor_is_opened_and_nothing_typed_is_lost(
    desk: Signoff, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "in your editor" in desk("proposal", "draft", "1", code=2).stderr
    seen: list[str] = []
    answers = [("Both plants", "price = 1"), ("price = 1", 'scope = "Both"')]

    def edited(text: str, extension: str = "") -> str | None:
        seen.append(text)
        return answers[len(seen) - 1][1] if len(seen) <= len(answers) else None

    monkeypatch.setattr("processor.cli.proposal.writing._on_terminal", lambda: True)
    monkeypatch.setattr(click, "edit", edited)
    done = desk("proposal", "draft", "1", stdin="y\n")
    assert "currency '' should be three letters" in done.stderr
    assert 'title = "Both plants"' in seen[0]
    assert seen[1] == "price = 1", "what they had typed is given back"
    assert desk.rows("proposal", "show", "1")[0]["content"]["scope"] == "Both"
    assert "nothing was saved" in desk("proposal", "edit", "1", code=1).stderr


def test_documents_are_attached_replaced_and_left_out(desk: Signoff, tmp_path: Path) -> None:
    terms, plan = tmp_path / "terms.txt", tmp_path / "plan.txt"
    terms.write_text("one")
    plan.write_text("plan")
    desk("proposal", "draft", "1", "--attach", str(terms), "--attach", str(plan))
    terms.write_text("two!")
    desk("proposal", "edit", "1", "--attach", str(terms))
    documents = desk.rows("proposal", "show", "1")[0]["content"]["documents"]
    assert [(one["filename"], one["size"]) for one in documents] == [("plan.txt", 4), ("terms.txt", 4)]
    desk("proposal", "edit", "1", "--detach", "plan.txt")
    assert "terms.txt" in desk("proposal", "show", "1").stdout
    assert "plan.txt" not in desk("proposal", "show", "1").stdout
    assert "there is no document 'plan.txt'" in desk("proposal", "edit", "1", "--detach", "plan.txt", code=1).stderr


def test_a_version_follows_another_and_a_proposal_is_withdrawn(desk: Signoff) -> None:
    sent(desk)
    assert "was sent already" in desk("proposal", "send", "1", code=1).stderr
    desk("proposal", "edit", "1", "--price", "3900", "--by", "boris")
    assert "version 2 is a draft" in desk("proposal", "show", "1").stdout
    assert "2 (v1 sent)" in desk("proposal", "list").stdout
    assert "version 2 is sent" in desk("proposal", "send", "1", "--by", "boris").stdout
    assert "PR-1 is withdrawn" in desk("proposal", "withdraw", "1", "--reason", "The plant is closed").stdout
    assert "The plant is closed" in desk("proposal", "show", "1").stdout
    assert desk.rows("proposal", "list", "--state", "withdrawn")[0]["version"] == 2


def test_the_scope_log_as_csv_is_stable_and_no_title_is_a_formula(desk: Signoff) -> None:
    desk("proposal", "draft", "1", *WHAT, *PRICE, "--title", '=HYPERLINK("x"), both', "--by", "boris")
    desk("proposal", "send", "1", "--by", "boris")
    for address in (VERA, OLGA):
        desk("proposal", "record", "1", "--approver", address, "--evidence", "by phone", "--by", "carla")
    header, row = csv.reader(io.StringIO(desk("proposal", "scope-log", "--csv").stdout))
    assert ",".join(header) == (
        "number,version,title,customer,ticket,hours,price,currency,accepted_at,vendor_acceptances,customer_acceptances"
    )
    assert row[:8] == ["1", "1", '\'=HYPERLINK("x"), both', "Customer AG", "1", "12.5", "4200.00", "EUR"]
    assert row[8].endswith("+00:00")
    assert "not both" in desk("proposal", "scope-log", "--csv", "--json", code=2).stderr
    assert "no customer named" in desk("proposal", "scope-log", "--customer", "Nobody", code=1).stderr


def test_one_pass_rings_what_is_due(desk: Signoff) -> None:
    desk.config.write_text(desk.config.read_text().replace("[approvals]", "[approvals]\nreminder_days = [0.00000001]"))
    sent(desk)
    assert "1 timer rang" in desk("once", code=75).stdout
    assert desk.rows("outbox", "list")[0]["template"] == "approval_reminder"
    desk("pause", "timers", "--reason", "holidays")
    assert "rang" not in desk("once", code=75).stdout


def test_only_a_disputed_acceptance_is_settled(desk: Signoff) -> None:
    sent(desk)
    desk("proposal", "record", "1", "--approver", VERA, "--evidence", "by phone", "--by", "carla")
    assert "--uphold or --annul" in desk("acceptance", "settle", "1", "--reason", "x", code=2).stderr
    assert "nobody disputes" in desk("acceptance", "settle", "1", "--uphold", "--reason", "x", code=1).stderr
    unknown = desk("acceptance", "settle", "AC-2030-000009", "--annul", "--reason", "x", code=1)
    assert "there is no acceptance" in unknown.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--price", "4.200,00", "--currency", "EUR"), "is no amount"),
        (("--price", "4200"), "should be three letters"),
        (("--hours", "-1"), "is no amount"),
        (("--approver", "olga"), "'olga' is no mail address"),
        (("--attach", "/no/such/file"), "can't be read"),
        (("--title", "two\nlines"), "title should be one line"),
    ],
)
def test_what_cannot_be_drafted_is_refused_whole(desk: Signoff, options: tuple[str, ...], sentence: str) -> None:
    assert sentence in desk("proposal", "draft", "1", *options, code=1).stderr
    assert desk.rows("proposal", "list") == []
