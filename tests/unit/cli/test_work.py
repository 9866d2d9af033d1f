"""The CSM's commands, on a real database, through the whole service and core."""

import pytest

from tests.unit.cli.conftest import Signoff


def opened(signoff: Signoff, *words: str) -> int:
    asked = ("--source", "phone", "--from", "Anna <anna@customer.example>", "--subject", "The export fails", *words)
    return int(signoff.rows("ticket", "open", *asked)[0]["ticket"])


def test_a_ticket_opened_by_hand_is_listed_and_shown(signoff: Signoff) -> None:
    number = opened(signoff, "--body", "She called", "--by", "boris")
    [line] = signoff.rows("ticket", "list")
    assert (line["number"], line["source"], line["requester"]) == (number, "phone", "anna@customer.example")
    said = signoff("ticket", "show", f"#{number}").stdout
    assert f"#{number}  The export fails" in said
    assert "Anna <anna@customer.example>" in said
    assert "boris: opened by hand: phone" in said
    assert "She called" not in said
    assert "She called" in signoff("ticket", "show", str(number), "--bodies").stdout


def test_the_body_comes_from_standard_input_where_a_dash_stands(signoff: Signoff) -> None:
    number = opened(signoff)
    signoff("ticket", "note", str(number), "-", "--by", "boris", stdin="Grüße aus dem Meeting\n")
    signoff("ticket", "note", str(number), "--by", "boris", stdin="piped")
    [view] = signoff.rows("ticket", "show", str(number))
    assert [message["new_text"].strip() for message in view["messages"][1:]] == ["Grüße aus dem Meeting", "piped"]
    assert view["messages"][1]["author"] == "boris"


def test_answering_and_closing_queue_mail(signoff: Signoff) -> None:
    number = opened(signoff)
    assert "1 mail queued" in signoff("ticket", "reply", str(number), "We look into it", "--wait").stdout
    assert signoff.rows("ticket", "list", "--state", "waiting")[0]["number"] == number
    signoff("ticket", "close", str(number), "--reason", "It works again")
    states = [(row["template"], row["state"]) for row in signoff.rows("outbox", "list")]
    assert states == [("closing", "queued"), ("answer", "queued")]
    signoff("ticket", "close", str(opened(signoff)), "--reason", "said on the phone", "--quiet")
    assert len(signoff.rows("outbox", "list")) == 2


def test_an_answer_and_a_question_go_to_whom_they_are_meant_for(signoff: Signoff) -> None:
    """The same choice as on the pages, and the same refusal: a slip must not tell strangers."""
    signoff("customer", "add", "Customer Ltd", "--domain", "customer.example")
    signoff("customer", "add-contact", "Customer Ltd", "olga@customer.example", "--name", "Olga")
    number = opened(signoff)
    [item] = [str(row["review_id"]) for row in signoff.rows("queue", "list")]
    signoff("ticket", "reply", str(number), "Please have a look", "--to", "olga@customer.example")
    signoff("queue", "ask", item, "Which printer?", "--to", "OLGA@customer.example")
    signoff("ticket", "reply", str(number), "We look into it")
    said = [row["recipient"] for row in signoff.rows("outbox", "list") if row["template"] == "answer"]
    assert said == ["anna@customer.example", "olga@customer.example", "olga@customer.example"]
    for words in (("ticket", "reply", str(number), "Psst"), ("queue", "ask", item, "Who are you?")):
        refused = signoff(*words, "--to", "eve@elsewhere.example", code=1).stderr
        assert f"eve@elsewhere.example is nobody of #{number} or of its customer" in refused


def test_what_the_rules_forbid_is_refused_with_the_reason(signoff: Signoff) -> None:
    number = opened(signoff)
    assert "an answer needs words" in signoff("ticket", "reply", str(number), " ", code=1).stderr
    assert "there is no ticket #999" in signoff("ticket", "show", "999", code=1).stderr
    assert (
        "cannot be merged into itself" in signoff("ticket", "merge", str(number), "--into", str(number), code=1).stderr
    )
    wrong = signoff("ticket", "open", "--source", "phone", "--from", "nobody", "--subject", "x", code=1)
    assert "is no mail address" in wrong.stderr
    assert "--source" in signoff("ticket", "open", "--source", "mail", "--subject", "x", code=2).stderr


def test_merge_assign_and_split(signoff: Signoff) -> None:
    first, second = opened(signoff), opened(signoff)
    signoff("ticket", "assign", str(first), "boris")
    assert signoff.rows("ticket", "list", "--assignee", "boris")[0]["number"] == first
    assert f"goes on in #{first}" in signoff("ticket", "merge", str(second), "--into", f"#{first}").stdout
    [merged] = signoff.rows("ticket", "list", "--state", "merged")
    assert (merged["number"], merged["merged_into"]) == (second, first)
    [view] = signoff.rows("ticket", "show", str(first))
    row = view["messages"][-1]["message_row"]
    [split] = signoff.rows("ticket", "split", str(first), "--message", str(row), "--subject", "Another thing")
    assert split["opened"]
    assert split["ticket"] not in (first, second)


def test_the_queue_is_confirmed_and_corrected_once(signoff: Signoff) -> None:
    number = opened(signoff)
    [item] = signoff.rows("queue", "list")
    assert item["ticket_number"] == number
    review = str(item["review_id"])
    assert "nothing to correct" in signoff("queue", "correct", review, code=1).stderr
    signoff("queue", "correct", review, "--category", "bug", "--severity", "2", "--reason", "bug", "--by", "boris")
    assert signoff.rows("queue", "list") == []
    assert "was decided by boris" in signoff("queue", "confirm", review, code=1).stderr
    [line] = signoff.rows("ticket", "list", "--category", "bug")
    assert (line["severity"], line["decided_by"]) == (2, "person")
    assert "nothing waits" in signoff("queue", "list").stdout
    assert "boris" in signoff("queue", "list", "--all").stdout


def test_customers_domains_and_contacts(signoff: Signoff) -> None:
    signoff("customer", "add", "Customer  AG", "--domain", "Customer.example", "--language", "de")
    signoff("customer", "add-contact", "Customer AG", "carla@gmail.com", "--name", "Carla")
    [row] = signoff.rows("customer", "show", "Customer AG")
    assert (row["language"], row["domains"]) == ("de", ["customer.example"])
    assert [contact["address"] for contact in row["contacts"]] == ["carla@gmail.com"]
    opened(signoff)
    assert signoff.rows("ticket", "list")[0]["customer"] == "Customer AG"


def test_where_a_customer_stands_is_set_and_shown(signoff: Signoff) -> None:
    signoff("customer", "add", "Customer AG")
    assert signoff.rows("customer", "show", "Customer AG")[0]["stage"] is None
    assert "unknown" in signoff("customer", "show", "Customer AG").stdout
    assert "the stage of Customer AG is warranty" in signoff("customer", "stage", "Customer AG", "warranty").stdout
    assert "warranty" in signoff("customer", "show", "Customer AG").stdout
    assert "warranty" in signoff("customer", "list").stdout
    for stage in ("deployment", "business_as_usual"):
        assert signoff.rows("customer", "stage", "Customer AG", stage)[0]["stage"] == stage
        assert signoff.rows("customer", "list")[0]["stage"] == stage
    assert signoff.rows("customer", "stage", "Customer AG", "unknown")[0]["stage"] is None
    assert "is not one of" in signoff("customer", "stage", "Customer AG", "somewhere", code=2).stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "X", "--domain", "gmail.com"), "says nothing about a customer"),
        (("add", "X", "--domain", "no domain"), "is no mail domain"),
        (("add", " "), "a customer needs a name"),
        (("add-domain", "Nobody", "nobody.example"), "there is no customer named 'Nobody'"),
        (("add-contact", "Nobody", "an address"), "is no mail address"),
        (("stage", "Nobody", "warranty"), "there is no customer named 'Nobody'"),
        (("show", "Nobody"), "there is no customer named 'Nobody'"),
    ],
)
def test_what_a_customer_cannot_be_is_refused_whole(signoff: Signoff, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in signoff("customer", *words, code=1).stderr
    assert signoff.rows("customer", "list") == []
