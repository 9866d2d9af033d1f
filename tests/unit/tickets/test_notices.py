"""The staff is told by mail of what could be overlooked in the queue."""

from models.vocabulary import BounceAction, Kind, Outcome
from processor.effects.decision import Decision
from processor.effects.mail import MailTemplate, SendMail
from processor.facts.message import BounceReport
from processor.routing.decide import decide_message
from tests.unit.routing.builders import NOW, OURS, facts, known, message, of, outbox, policy, reading, ticket

STAFF = ("lead@vendor.example", "desk@vendor.example")


def notices_of(decision: Decision) -> list[SendMail]:
    return [mail for mail in of(decision, SendMail) if mail.template is MailTemplate.INTERNAL_NOTICE]


def opened(staff: tuple[str, ...] = STAFF, **mail: object) -> Decision:
    return decide_message(reading(message(**mail)), facts(sender=known(), policy=policy(notify_staff=staff)), NOW)


def test_an_oversize_mail_is_told_to_every_address_of_the_staff() -> None:
    told = notices_of(opened(partial=True))
    assert [mail.to for mail in told] == list(STAFF)
    assert {mail.automatic for mail in told} == {"auto-generated"}
    assert len({mail.ordinal for mail in told}) == len(STAFF)
    assert "larger than the limit" in dict(told[0].values)["reason"]


def test_an_ordinary_mail_is_not_told() -> None:
    assert notices_of(opened()) == []


def test_nothing_is_sent_to_our_own_mailbox() -> None:
    assert notices_of(opened(staff=(OURS,), partial=True)) == []


def bounced(*, permanent: bool, recipient: str = "anna@customer.example") -> Decision:
    report = BounceReport((recipient,), BounceAction.FAILED, "5.1.1" if permanent else "4.2.2", "", permanent)
    mail = message(kind=Kind.BOUNCE, may_reply=False, bounce=report)
    sent = outbox(ticket=ticket(), recipient=recipient)
    return decide_message(reading(mail), facts(bounced=sent, policy=policy(notify_staff=STAFF)), NOW)


def test_a_permanent_bounce_is_told_and_a_transient_one_is_not() -> None:
    assert bounced(permanent=True).outcome is Outcome.BOUNCE
    assert [mail.to for mail in notices_of(bounced(permanent=True))] == list(STAFF)
    assert notices_of(bounced(permanent=False)) == []


def test_a_bounced_notice_is_not_told_by_another_notice() -> None:
    assert notices_of(bounced(permanent=True, recipient=STAFF[0])) == []
