"""Handling: one mail's fate never touches another's, and each has one outcome."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from classifiers.text import Text
from classifiers.verdict import ModelUnusable, TextVerdict
from models.vocabulary import Category, FetchState, Outcome, ReviewReason
from processor.effects.mail import SendMail
from processor.facts.message import Message
from processor.reading.sandbox import Failure
from processor.services.composing import Composer
from processor.store.apply import TicketRowFacts
from tests.unit.services.desk import TRIES, Desk, mail

OPENED = Outcome.OPENED


def fresh(desk: Desk, *mails: bytes) -> None:
    """New mail, all of it in one batch."""
    desk.sweep()
    desk.put(*mails)
    desk.sweep()


def test_a_mail_that_fails_waits_and_is_put_before_a_person_while_the_others_are_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = Composer.compose

    def broken(self: Composer, mail: SendMail, *rest: object) -> object:
        if mail.to == "bad@customer.example":
            raise RuntimeError("no template for this")
        return compose(self, mail, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Composer, "compose", broken)
    senders = ("a@customer.example", "bad@customer.example", "c@customer.example")
    fresh(desk, *(mail(sender, sender=sender) for sender in senders))
    desk.handle()
    assert desk.outcomes() == [OPENED, None, OPENED]
    for _ in range(TRIES + 2):
        desk.now += timedelta(hours=2)
        desk.handle()
    bad = desk.fetched()[1]
    assert (bad.state, bad.outcome) == (FetchState.QUARANTINED, Outcome.QUARANTINED)
    assert "no template for this" in bad.last_error
    (claimed,) = desk.store.quarantine.list()
    assert claimed.attempts == TRIES
    assert [line.number for line in desk.opened()] == [1, 2]
    desk.now += timedelta(days=30)
    assert desk.handler().turn(desk.now) == 0


def test_a_mail_that_cannot_be_read_in_time_waits_and_the_others_are_done(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    inner = desk.reader

    class Slow:
        def read_many(self, items: list[tuple[bytes, bool]]) -> list[Message | Failure]:
            answers = inner.read_many(items)
            return [
                Failure("reading it took longer than 10 seconds") if b"Subject: Slow" in raw else answer
                for (raw, _), answer in zip(items, answers, strict=True)
            ]

    desk.reader = Slow()  # type: ignore[assignment]
    fresh(desk, mail("One"), mail("Slow", sender="ben@customer.example"), mail("Three"))
    desk.handle()
    assert desk.outcomes() == [OPENED, None, OPENED]
    for _ in range(TRIES):
        desk.now += timedelta(hours=2)
        desk.handle()
    assert desk.fetched()[1].outcome is Outcome.QUARANTINED
    assert "longer than 10 seconds" in desk.fetched()[1].last_error


def test_seventy_attachments_are_one_ticket_and_the_next_mail_goes_on(desk: Desk) -> None:
    files = "".join(
        f'--cut\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{n}.bin"\r\n'
        f"\r\n{n}\r\n"
        for n in range(70)
    )
    body = f"--cut\r\nContent-Type: text/plain\r\n\r\nSee the files.\r\n{files}--cut--"
    fresh(desk, mail("Files", body, Content_Type='multipart/mixed; boundary="cut"'), mail("Next"))
    desk.handle()
    assert desk.outcomes() == [OPENED, OPENED]
    (message,) = desk.ticket(1).messages
    assert [one["filename"] for one in message.attachments] == [f"{n}.bin" for n in range(70)]


def test_two_alike_mails_of_one_second_without_message_id_are_two_tickets(desk: Desk) -> None:
    fresh(desk, mail(body="The first printer."), mail(body="The second printer."))
    desk.handle()
    assert desk.outcomes() == [OPENED, OPENED]


def test_an_empty_message_id_links_nothing(desk: Desk) -> None:
    empty = [
        mail(f"Mail {n}", sender=f"p{n}@customer.example", Message_ID=" ", In_Reply_To=" ", References=" ")
        for n in range(40)
    ]
    fresh(desk, *empty)
    desk.handle()
    assert desk.outcomes() == [OPENED] * 40


def test_a_mail_of_attachments_only_is_a_ticket_and_a_person_looks(desk: Desk) -> None:
    part = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=order.pdf\r\n\r\n%PDF"
    fresh(desk, mail(body=f"--cut\r\n{part}\r\n--cut--", Content_Type='multipart/mixed; boundary="cut"'), mail("Next"))
    desk.handle()
    assert desk.outcomes() == [OPENED, OPENED]
    assert ReviewReason.UNREADABLE_PART in desk.store.views.reviews()[0].reasons


def test_a_sealed_outlook_mail_is_a_ticket_that_says_so(desk: Desk) -> None:
    part = "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Disposition: attachment\r\n\r\nx"
    text = "Content-Type: text/plain\r\n\r\nSee attached."
    body = f"--cut\r\n{text}\r\n--cut\r\n{part}\r\n--cut--"
    fresh(desk, mail(body=body, Content_Type='multipart/mixed; boundary="cut"'))
    desk.handle()
    assert ReviewReason.UNREADABLE_PART in desk.store.views.reviews()[0].reasons
    assert desk.store.outbox.list(None)[0].template == "unreadable"


def test_an_oversize_mail_is_a_ticket_and_sender_and_staff_are_told(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(notify_staff=("kim@staff.example",))
    desk.sweep()
    source = desk.source()
    source._settings = type(source._settings)(  # the limit of the settings, as small as the test's mails
        source._settings.path, source._settings.uidlist_dir, max_message_bytes=5000, partial_bytes=1000
    )
    receive = desk.receive(source=source)
    desk.put(mail("Small"), mail("Large", "word " * 10_000, sender="ben@customer.example"), mail("Small again"))
    receive.sweep(desk.now)
    desk.handle()
    assert desk.outcomes() == [OPENED] * 3
    rows = {row.recipient: row.template for row in desk.store.outbox.list(None)}
    assert rows["ben@customer.example"] == "unreadable"
    assert rows["kim@staff.example"] == "internal_notice"
    assert {ReviewReason.OVERSIZE} <= {reason for line in desk.store.views.reviews() for reason in line.reasons}


def test_a_classifier_that_cannot_judge_leaves_every_mail_to_a_person(desk: Desk) -> None:
    fresh(desk, mail())
    desk.handle()
    assert ReviewReason.NO_MODEL in desk.store.views.reviews()[0].reasons
    assert desk.opened()[0].category is None


class Sees:
    """A classifier that keeps what it was asked."""

    def __init__(self) -> None:
        self.texts: list[Text] = []

    def classify(self, texts: list[Text]) -> list[TextVerdict]:
        self.texts += texts
        raise ModelUnusable("it only looks")


def test_the_model_is_asked_about_what_was_written_now(make_desk: Callable[..., Desk]) -> None:
    sees = Sees()
    desk = make_desk(classifier=sees)
    fresh(desk, mail(body="The export fails.\r\n\r\nOn Monday Kim wrote:\r\n> Please approve the offer."))
    desk.handle()
    assert [text.body for text in sees.texts] == ["The export fails."]


BUG = TextVerdict(
    category=Category.BUG,
    confidence=0.9,
    probabilities=(("bug", 0.9),),
    why=(),
    severity=None,
    severity_confidence=None,
    reason=None,
    threshold=0.5,
    automatic=True,
    model_id="of this test",
)


class Chokes:
    """A classifier that fails, in a way nobody foresaw, at one mail; all others are bugs."""

    def classify(self, texts: list[Text]) -> list[TextVerdict]:
        if any("poison" in text.body for text in texts):
            raise ValueError("array is too big")
        return [BUG] * len(texts)


def test_a_mail_at_which_the_classifier_fails_is_left_to_a_person_and_spoils_no_other(
    make_desk: Callable[..., Desk],
) -> None:
    desk = make_desk(classifier=Chokes())
    fresh(desk, mail("One"), mail("Two", "poison", sender="ben@customer.example"), mail("Three"))
    desk.handle()
    assert desk.outcomes() == [OPENED] * 3
    assert [line.category for line in desk.opened()] == [Category.BUG, None, Category.BUG]
    (asked,) = [line for line in desk.store.views.reviews() if ReviewReason.NO_MODEL in line.reasons]
    assert asked.ticket_number == 2


def test_a_follow_up_in_the_same_batch_waits_for_a_mail_that_failed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose, broken = Composer.compose, [True]

    def unfinished(self: Composer, mail: SendMail, ticket: TicketRowFacts, *rest: object) -> object:
        if broken[0] and ticket.subject == "First":
            raise RuntimeError("the first mail cannot be done yet")
        return compose(self, mail, ticket, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Composer, "compose", unfinished)
    first = mail("First", Message_ID="<first@customer.example>")
    fresh(desk, first, mail("Re: First", In_Reply_To="<first@customer.example>"))
    desk.handle()
    assert desk.outcomes() == [None, None]
    broken[0] = False
    desk.now += timedelta(minutes=1)
    desk.handle()
    desk.now += timedelta(minutes=1)
    desk.handle()
    assert desk.outcomes() == [OPENED, Outcome.JOINED]
