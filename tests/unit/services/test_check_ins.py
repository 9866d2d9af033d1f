"""Check-ins and reminders of forms: by schedule, compared with the last answers, asked why, silence reminded once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.vocabulary import FormState, Outcome, TimerKind, TimerState
from processor.documents.press import DirectPress
from processor.documents.templates import Templates
from processor.errors import Refused
from processor.facts.deployments import DeploymentPolicy, HoldDeployment, ResumeDeployment, StartDeployment
from processor.services.checkins import CheckIns
from processor.services.forms import Addressee, FormParts, Forms
from processor.services.formtimers import FormTimers
from processor.services.timekeeping import Timekeeping
from tests.unit.services.deploying import DAY, DeployingDesk, plain_of, quoted, shipped_forms
from tests.unit.services.desk import ADDRESSES
from tests.unit.services.proposing import ANNA, CUSTOMER

FIRST = ("We built a portal", "Nothing", "The export is slow", "One inbox for all", "Fewer calls")


class Desk(DeployingDesk):
    """With the timers of forms."""

    def timekeeping(self, ticks: object = None) -> Timekeeping:
        made = super().timekeeping()
        parts = FormParts(self.policy, shipped_forms(), self.ids, Templates(), DirectPress(), "Vendor")
        forms = Forms(self.store, self.applier, parts)
        self.check_ins = CheckIns(self.store, self.applier, forms, DeploymentPolicy())
        ours = FormTimers(self.store, self.applier, forms, self.deployment_timers)
        families = (*(one for one in made._families if not isinstance(one, FormTimers)), ours)
        return Timekeeping(self.store, made._watch, families)

    def answered(self, mail: EmailMessage, *answers: str) -> Outcome | None:
        """The outcome of Anna's reply, one answer for each question that the mail asks."""
        text = plain_of(mail)
        for answer in answers:
            assert "____" in text
            text = text.replace("____", answer, 1)
        said = f"On Tue, 4 Mar 2031 at 10:00, Vendor Support <{ADDRESSES['support']}> wrote:"
        return self.reply(ANNA, "Anna", f"{said}\r\n\r\n{quoted(text)}", to=mail)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def subjects(desk: Desk) -> list[str]:
    return [str(one["Subject"]) for one in desk.sent_to(ANNA)]


def test_answers_are_compared_with_the_last_ones_and_what_is_new_is_asked_why(desk: Desk) -> None:
    number = desk.started()
    desk.check_ins.send(number, Addressee(), "carla", desk.tick())
    assert desk.answered(desk.sent_to(ANNA)[-1], *FIRST) is Outcome.FORM_ANSWERED
    desk.minds(desk.tick())
    why = desk.sent_to(ANNA)[-1]
    assert plain_of(why).count("____") == len(FIRST)
    assert desk.answered(why, *("Because it saves an hour a day",) * 5) is Outcome.FORM_ANSWERED
    desk.check_ins.send(number, Addressee(), "carla", desk.tick())
    again = (*FIRST[:2], "Agents lose their calls", *FIRST[3:])
    assert desk.answered(desk.sent_to(ANNA)[-1], *again) is Outcome.FORM_ANSWERED
    desk.minds(desk.tick())
    why = desk.sent_to(ANNA)[-1]
    assert plain_of(why).count("____") == 1
    assert "Why do these difficulties arise" in plain_of(why)
    _, (newest, oldest) = desk.check_ins.show(number, desk.now)
    assert [change.field for change in newest.changes] == ["difficulties"]
    assert len(oldest.changes) == 5
    assert {one.said for one in oldest.whys} == {"Because it saves an hour a day"}
    assert newest.why_form
    assert not newest.whys
    entries = [one.text for one in desk.store.views.ticket(desk.view(number).line.ticket_number).entries]
    assert (
        f"FQ-{newest.number} beside the check-in before: changed: difficulties; FQ-{newest.why_form} asks why"
        in entries
    )


def test_answers_that_are_the_same_are_asked_nothing_more(desk: Desk) -> None:
    number = desk.started()
    for _ in range(2):
        desk.check_ins.send(number, Addressee(), "carla", desk.tick())
        desk.answered(desk.sent_to(ANNA)[-1], *FIRST)
    # The first is not asked about either, once the second stands beside it with the same words.
    desk.minds(desk.tick())
    forms = desk.store.views.forms(number)
    assert [one.name for one in forms].count("check_in_why") == 1
    _, (newest, _) = desk.check_ins.show(number, desk.now)
    assert newest.changes == ()
    assert not newest.why_form


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_the_questions_come_in_the_customers_language(desk: Desk, language: str) -> None:
    words = {"en": "What are your tasks now?", "ru": "Какие задачи стоят", "de": "Welche Aufgaben haben Sie"}
    number = desk.started(language=language)
    desk.check_ins.send(number, Addressee(), "carla", desk.tick())
    assert words[language] in " ".join(plain_of(desk.sent_to(ANNA)[-1]).split())


def test_a_schedule_asks_in_the_morning_there_again_and_again_until_it_is_stopped(desk: Desk) -> None:
    number = desk.started(zone="Europe/Berlin")
    desk.now = datetime(2031, 3, 28, 12, tzinfo=UTC)
    schedule = desk.check_ins.schedule(number, 14, date(2031, 3, 29), "carla", desk.now)
    assert schedule.next_at == datetime(2031, 3, 29, 8, tzinfo=UTC)  # 09:00 in winter time
    desk.minds(schedule.next_at - timedelta(seconds=1))
    assert len(desk.store.views.forms(number)) == 0
    desk.minds(schedule.next_at)
    desk.minds(schedule.next_at)
    assert len(desk.store.views.forms(number)) == 1
    following, _ = desk.check_ins.show(number, desk.now)
    assert following.next_at == datetime(2031, 4, 12, 7, tzinfo=UTC)  # 09:00 in summer time
    desk.check_ins.stop(number, "carla", desk.tick())
    desk.minds(following.next_at + DAY)
    assert len(desk.store.views.forms(number)) == 1
    with pytest.raises(Refused, match="has no schedule"):
        desk.check_ins.stop(number, "carla", desk.tick())
    again = desk.check_ins.schedule(number, 7, None, "carla", desk.tick())
    assert desk.timer(number, TimerKind.CHECK_IN) == (TimerState.PLANNED, again.next_at)


def test_a_schedule_that_slept_asks_once_and_goes_on_in_the_future(desk: Desk) -> None:
    number = desk.started()
    schedule = desk.check_ins.schedule(number, 1, None, "carla", desk.now)
    assert schedule.next_at is not None
    desk.minds(schedule.next_at + timedelta(days=3, hours=1))
    assert len(desk.store.views.forms(number)) == 1
    _, due = desk.timer(number, TimerKind.CHECK_IN)
    assert desk.now < due <= desk.now + DAY


def test_a_hold_lets_check_ins_rest(desk: Desk) -> None:
    number = desk.started()
    schedule = desk.check_ins.schedule(number, 1, None, "carla", desk.now)
    assert schedule.next_at is not None
    desk.do(number, HoldDeployment("carla", "they move house"))
    desk.minds(schedule.next_at + DAY)
    assert len(desk.store.views.forms(number)) == 0
    desk.do(number, ResumeDeployment("carla"))
    _, due = desk.timer(number, TimerKind.CHECK_IN)
    assert due > desk.now


def test_a_schedule_with_nobody_to_ask_says_so_and_goes_on(desk: Desk) -> None:
    desk.started()
    begun = StartDeployment("carla", 1, CUSTOMER, "Plant 2", "Contact centre", "en", "Europe/Berlin", "")
    number = desk.deployments.start(begun, desk.tick()).line.number
    schedule = desk.check_ins.schedule(number, 7, None, "carla", desk.now)
    assert schedule.next_at is not None
    desk.minds(schedule.next_at)
    entries = [one.text for one in desk.store.views.ticket(desk.view(number).line.ticket_number).entries]
    assert any("no check-in was sent" in text and "has no contact" in text for text in entries)
    assert desk.timer(number, TimerKind.CHECK_IN)[0] is TimerState.PLANNED


def test_bad_schedules_are_refused(desk: Desk) -> None:
    number = desk.started()
    with pytest.raises(Refused, match="is over"):
        desk.check_ins.schedule(number, 7, date(2031, 1, 1), "carla", desk.now)
    with pytest.raises(Refused, match="every day at most"):
        desk.check_ins.schedule(number, 0, None, "carla", desk.now)
    with pytest.raises(Refused, match="there is no deployment 9"):
        desk.check_ins.schedule(9, 7, None, "carla", desk.now)


@pytest.mark.parametrize("name", ["stakeholders", "check_in"])
def test_silence_is_reminded_of_once_on_the_seventh_day(desk: Desk, name: str) -> None:
    number = desk.started()
    desk.forms.send(number, name, Addressee(), "carla", desk.tick())
    due = datetime(2031, 3, 13, 8, tzinfo=UTC)
    assert desk.timer(number, TimerKind.FORM_REMINDER) == (TimerState.PLANNED, due)
    desk.minds(due - timedelta(seconds=1))
    assert len(subjects(desk)) == 1
    desk.days(due + 30 * DAY)
    assert len(subjects(desk)) == 2
    assert desk.forms.show(1).line.reminded == 1
    assert "____" in plain_of(desk.sent_to(ANNA)[-1])


def test_what_was_answered_or_withdrawn_is_not_reminded_of(desk: Desk) -> None:
    number = desk.started()
    desk.check_ins.send(number, Addressee(), "carla", desk.tick())
    desk.answered(desk.sent_to(ANNA)[-1], *FIRST)
    assert desk.forms.show(1).line.state is FormState.ANSWERED
    desk.forms.send(number, "stakeholders", Addressee(), "carla", desk.tick())
    desk.forms.withdraw(2, "not needed", "carla", desk.tick())
    desk.days(desk.now + 10 * DAY)
    assert [desk.forms.show(one).line.reminded for one in (1, 2)] == [0, 0]


def test_no_reminder_goes_over_the_head_of_an_answer_that_nobody_has_read(desk: Desk) -> None:
    number = desk.started()
    desk.check_ins.send(number, Addressee(), "carla", desk.tick())
    _, due = desk.timer(number, TimerKind.FORM_REMINDER)
    desk.now = due + timedelta(hours=1)
    desk.keeping.turn(desk.now)  # the mailbox was not looked at since
    assert desk.forms.show(1).line.reminded == 0
    desk.minds(due + timedelta(hours=2))
    assert desk.forms.show(1).line.reminded == 1
