"""What the outbox promises, tried on a real server: every reply and every silence gets its right name."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, SendResult, Uncertain, whole_mail
from processor.outbox.sender import SmtpSender
from tests.contract.outbox.letters import ANNA, BORIS, DESK, parcel, settings_for
from tests.servers.smtpsink import At, Scene, SmtpSink, Then

T = TypeVar("T")


def using(sink: SmtpSink, work: Callable[[SmtpSender], Awaitable[T]], **changes: object) -> T:
    """Do something with a sender, and close it."""

    async def run() -> T:
        sender = SmtpSender(settings_for(sink, **changes))
        try:
            return await work(sender)
        finally:
            await sender.close()

    return asyncio.run(run())


def send(sink: SmtpSink, *parcels: Parcel, **changes: object) -> list[SendResult]:
    """Send and hand back the results."""
    return using(sink, lambda sender: sender.send(parcels), **changes)


@pytest.mark.parametrize(
    "body",
    [
        b"Hello.\r\n",
        b".\r\n..\r\n.dot\r\n\r\n.\r\nlast\r\n",
        "Привет\r\n".encode(),
        b"x" * 998 + b"\r\n",
        b"\x00\xff\r\n",
        b"line\r\n" * 200_000,
    ],
    ids=["plain", "dots", "eight-bit", "long line", "binary", "1.2 MB"],
)
def test_the_bytes_arrive_as_they_were_given(smtp_sink: SmtpSink, body: bytes) -> None:
    mail = parcel(body=body)
    assert send(smtp_sink, mail) == [Delivered(1, "250 2.0.0 kept as 1")]
    (got,) = smtp_sink.wait_for(1)
    assert got.raw == mail.raw
    assert (got.sender, got.recipients) == (DESK, (ANNA,))


def test_a_mail_that_begins_with_a_dot(smtp_sink: SmtpSink) -> None:
    mail = Parcel(1, "<1@support.example>", DESK, (ANNA,), b".odd: header\r\n\r\n.\r\n")
    send(smtp_sink, mail)
    assert smtp_sink.wait_for(1)[0].raw == mail.raw


def test_the_null_sender(smtp_sink: SmtpSink) -> None:
    send(smtp_sink, parcel(sender=""))
    assert smtp_sink.wait_for(1)[0].sender == ""


REFUSALS = [
    (At.MAIL, "550 5.7.1 not\tyou", Refused(1, 550, "5.7.1 not you")),
    (At.MAIL, "451 4.3.0 later", Deferred(1, "the server answered 451 4.3.0 later")),
    (
        At.MAIL,
        "530 5.7.0 log in",
        Deferred(1, "the server wants a log-in first (530 5.7.0 log in): check user and password"),
    ),
    (At.RCPT, "550 5.1.1 unknown", Refused(1, 550, "5.1.1 unknown", ANNA)),
    (At.RCPT, "450 4.2.0 grey-listed", Deferred(1, "the server answered 450 4.2.0 grey-listed", ANNA)),
    (At.DATA, "554 5.7.1 no", Refused(1, 554, "5.7.1 no")),
    (At.DATA, "451 4.3.0 later", Deferred(1, "the server answered 451 4.3.0 later")),
    (At.MESSAGE, "554 5.7.1 spam", Refused(1, 554, "5.7.1 spam")),
    (At.MESSAGE, "452 4.3.1 full", Deferred(1, "the server answered 452 4.3.1 full")),
    (At.MESSAGE, "421 4.3.2 going down", Deferred(1, "the server answered 421 4.3.2 going down")),
    (At.RCPT, "299 what", Deferred(1, "the server's answer was not understood: 299 what", ANNA)),
]


@pytest.mark.parametrize(("at", "reply", "result"), REFUSALS, ids=[f"{at}-{reply[:3]}" for at, reply, _ in REFUSALS])
def test_a_reply_is_a_definite_answer(smtp_sink: SmtpSink, at: At, reply: str, result: SendResult) -> None:
    smtp_sink.play(Scene(at, reply=reply))
    assert send(smtp_sink, parcel(1), parcel(2), connections=1) == [result, Delivered(2, "250 2.0.0 kept as 1")]
    assert [mail.raw for mail in smtp_sink.received] == [parcel(2).raw]


BEFORE = [(at, then) for at in (At.GREETING, At.MAIL, At.RCPT, At.DATA, At.BODY) for then in (Then.DROP, Then.SILENCE)]


@pytest.mark.parametrize(("at", "then"), BEFORE)
def test_what_fails_before_the_final_dot_was_not_accepted(smtp_sink: SmtpSink, at: At, then: Then) -> None:
    smtp_sink.play(Scene(at, then))
    big = parcel(body=b"0123456789abcdef\r\n" * 1_000_000)
    (result,) = send(smtp_sink, big, timeout=0.3, final_timeout=0.3)
    assert isinstance(result, Deferred)
    assert smtp_sink.received == []


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("then", [Then.DROP, Then.SILENCE])
def test_silence_after_the_final_dot_is_uncertain(smtp_sink: SmtpSink, then: Then, keep: bool) -> None:
    smtp_sink.play(Scene(At.MESSAGE, then, keep=keep))
    results = send(smtp_sink, parcel(1), parcel(2), final_timeout=0.3, connections=1)
    assert isinstance(results[0], Uncertain)
    assert isinstance(results[1], Delivered)
    assert len(smtp_sink.received) == 1 + keep


def test_an_unreadable_reply_after_the_final_dot_is_uncertain(smtp_sink: SmtpSink) -> None:
    smtp_sink.play(Scene(At.MESSAGE, reply="what? 250"))
    (result,) = send(smtp_sink, parcel())
    assert isinstance(result, Uncertain)


def test_recipients_are_told_apart(smtp_sink: SmtpSink) -> None:
    smtp_sink.play(
        Scene(At.RCPT, reply="550 5.1.1 unknown", recipient=ANNA),
        Scene(At.RCPT, reply="450 4.2.0 later", recipient="carla@customer.example"),
    )
    results = send(smtp_sink, parcel(to=(ANNA, BORIS, "carla@customer.example")))
    assert results == [
        Delivered(1, "250 2.0.0 kept as 1"),
        Refused(1, 550, "5.1.1 unknown", ANNA),
        Deferred(1, "the server answered 450 4.2.0 later", "carla@customer.example"),
    ]
    assert whole_mail(results, 1) == results[0]
    assert smtp_sink.wait_for(1)[0].recipients == (BORIS,)


def test_results_come_in_the_order_of_the_parcels(smtp_sink: SmtpSink) -> None:
    smtp_sink.play(Scene(At.MESSAGE, reply="554 no", recipient=BORIS, times=0))
    parcels = [parcel(key, to=(BORIS if key % 3 == 0 else ANNA,)) for key in range(20)]
    results = send(smtp_sink, *parcels)
    assert [result.key for result in results] == list(range(20))
    assert [isinstance(result, Refused) for result in results] == [key % 3 == 0 for key in range(20)]
    assert smtp_sink.connections <= 3


def test_an_impossible_address_harms_nobody_else(smtp_sink: SmtpSink) -> None:
    bad = ["a b@x.example", "a,b@x.example", "<a@x.example>", "a@x.example> SIZE=1", "nobody", 'a"b@x.example', "a@"]
    results = send(smtp_sink, *(parcel(key, to=(to,)) for key, to in enumerate([*bad, ANNA])))
    assert [type(result) for result in results] == [Refused] * len(bad) + [Delivered]
    assert smtp_sink.wait_for(1)[0].recipients == (ANNA,)


def test_a_mail_too_large_is_refused_before_its_bytes_are_sent() -> None:
    with SmtpSink(size_limit=1000) as sink:
        (result,) = send(sink, parcel(body=b"x\r\n" * 1000))
        assert isinstance(result, Refused)
        assert result.code == 552
        assert "DATA" not in sink.commands()


INTERNATIONAL = "анна@пример.example"


def test_smtputf8_only_when_an_address_needs_it(smtp_sink: SmtpSink) -> None:
    send(smtp_sink, parcel(1), parcel(2, to=("anna@пример.example",)), parcel(3, to=(INTERNATIONAL,)), connections=1)
    plain, domain, local = smtp_sink.wait_for(3)
    assert "SMTPUTF8" not in plain.mail_options + domain.mail_options
    assert domain.recipients == ("anna@xn--e1afmkfd.example",)
    assert "SMTPUTF8" in local.mail_options
    assert local.recipients == ("анна@xn--e1afmkfd.example",)


def test_a_server_without_smtputf8_is_not_asked_for_it() -> None:
    with SmtpSink(smtputf8=False) as sink:
        first, second = send(sink, parcel(1, to=(INTERNATIONAL,)), parcel(2), connections=1)
        assert isinstance(first, Refused)
        assert "does not offer SMTPUTF8" in first.text
        assert isinstance(second, Delivered)
