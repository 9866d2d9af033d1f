"""Who somebody is: tricks with addresses, names and identifiers never make a stranger a party."""

import email
from email import policy

import pytest

from models.vocabulary import Outcome, TicketState
from processor.facts.causes import Close
from tests.unit.services.desk import Desk, mail
from tests.unit.services.test_conversations import start, tag

MALLORY = "mallory@elsewhere.example"


@pytest.fixture
def customers(desk: Desk) -> Desk:
    """A desk that knows two customers by their domains."""
    desk.store.people.add_customer("Customer", "en", ("customer.example",))
    desk.store.people.add_customer("Road", "de", ("strasse.example",))
    return desk


def recipients(desk: Desk) -> list[str]:
    return [email.message_from_bytes(raw, policy=policy.compat32)["To"] for raw in desk.sent()]


@pytest.mark.parametrize(
    "sender",
    [
        "x@customer.example.evil.example",
        "x@evilcustomer.example",
        "x@customer.example.",
        '"anna@customer.example" <x@evil.example>',
        "=?utf-8?q?anna=40customer=2Eexample?= <x@evil.example>",
        '"x@customer.example"@evil.example',
        "x@evil.example (anna@customer.example)",
        "anna@customer.example: x@evil.example;",
        "x@\u0441ustomer.example",
        "x@evil.example\r\nFrom: anna@customer.example",
        "anna@customer.example\r\nFrom: x@evil.example",
        "anna@customer.example, x@evil.example",
        "x@evil.example\r\nReply-To: anna@customer.example",
        "x@evil.example\r\nSender: anna@customer.example",
    ],
)
def test_a_trick_with_the_sender_does_not_join_by_a_number_nor_reopen_by_a_token(customers: Desk, sender: str) -> None:
    start(customers)
    customers.command(1, Close("kim", "solved", tell=False))
    assert customers.work(mail("about #1", sender=sender))[-1] is Outcome.OPENED
    customers.work(mail(f"about {tag(customers)}", sender=sender))
    assert customers.ticket(1).line.state is TicketState.CLOSED
    assert customers.ticket(1).parties == ("anna@customer.example",)


def test_who_a_mail_without_from_may_be_from_is_no_party(customers: Desk) -> None:
    start(customers)
    customers.command(1, Close("kim", "solved", tell=False))
    for field in ("Sender", "Reply_To"):
        customers.work(mail("about #1", sender="", **{field: "anna@customer.example"}))
    assert customers.ticket(1).line.state is TicketState.CLOSED


def test_domains_of_two_owners_stay_apart_and_get_their_own_mail(customers: Desk) -> None:
    customers.sweep()
    customers.work(mail(sender="x@straße.example"))
    assert customers.opened()[0].customer == ""
    assert recipients(customers) == ["x@xn--strae-oqa.example"]


def test_two_spellings_of_one_international_domain_are_one(customers: Desk) -> None:
    customers.store.people.add_customer("Miller", "de", ("xn--mller-kva.example",))
    customers.sweep()
    customers.work(mail(sender="x@müller.example"), mail(sender="x@xn--mller-kva.example"))
    assert [line.customer for line in customers.opened()] == ["Miller", "Miller"]
    assert len({line.requester for line in customers.opened()}) == 1


def test_another_mail_with_a_customers_message_id_is_a_request_of_its_own(desk: Desk) -> None:
    start(desk)
    assert (
        desk.work(mail("Something else", sender=MALLORY, Message_ID="<first@customer.example>"))[-1] is Outcome.OPENED
    )
    assert len(desk.ticket(1).messages) == 1


def test_a_copied_message_id_does_not_lead_the_customers_follow_up_astray(desk: Desk) -> None:
    start(desk)
    desk.work(mail("Something else", sender=MALLORY, Message_ID="<first@customer.example>"))
    desk.work(mail("One more thing", In_Reply_To="<first@customer.example>"))
    assert [len(desk.ticket(number).messages) for number in (1, 2)] == [2, 1]


@pytest.mark.parametrize("spelling", ["victim+{}@third.example", "VICTIM+{}@third.example", "victim+{}@ｔhird.example"])
def test_many_names_of_one_mailbox_share_its_cap(desk: Desk, spelling: str) -> None:
    desk.sweep()
    desk.work(*(mail(f"Win {at}", sender=spelling.format(at)) for at in range(8)))
    assert len(desk.sent()) == desk.policy.caps_per_address
