"""Deployments of the story at every stage that a page shows: answers, conditions, go-live, goals and check-ins."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from models.vocabulary import AnswerSource, DeploymentStage, FormState, LiveRecord
from processor.effects.decision import Decision
from processor.effects.deployments import RecordAnswers
from processor.facts.deployments import (
    CompleteByHand,
    DraftForm,
    HoldDeployment,
    MeetCondition,
    PlanStage,
    StageDone,
    StartDeployment,
    TakeLive,
    UseQuantity,
)
from processor.facts.forms import Answer, Unreadable
from processor.services.forms import Addressee
from processor.store.apply import Cause

if TYPE_CHECKING:
    from tests.web.story import Story

CSM: Final = "carla@vendor.example"
PREPARING: Final = 5
CHECK_INS: Final = (
    {
        "developed": "A second queue for spare parts. Callers wait half as long.",
        "not_used": "The call-back function: nobody has trained the late shift.",
        "difficulties": "The export to the data warehouse.",
        "first_tasks": "One number for both plants.",
        "tasks_now": "Fewer calls that end in voice mail.",
    },
    {
        "developed": "A second queue for spare parts. Callers wait half as long.",
        "not_used": "Nothing: the late shift was trained in May.",
        "difficulties": "The export to the data warehouse.",
        "first_tasks": "One number for both plants.",
        "tasks_now": "A dashboard for the shift leads, and one for the board.",
    },
)


def journeys(story: Story) -> None:
    """Four more deployments: before go-live, in warranty, complete, and on hold; what was asked and answered."""
    _before_go_live(story)
    _in_warranty(story)
    _complete(story)
    _on_hold(story)
    _in_step(story)


def started(story: Story, customer: str, site: str, language: str, zone: str, **values: object) -> int:
    """The number of a new deployment."""
    known = story.app.people().customer(customer)
    fields = {"title": site, "contact": known.contacts[0].address} | values
    begun = StartDeployment(
        by=CSM, customer_id=known.customer_id, customer=customer, site=site, language=language, timezone=zone, **fields
    )
    return story.app.deployments().start(begun, story.later()).line.number


def prepared(story: Story, number: int, stages: int = PREPARING) -> None:
    """So many stages are done."""
    for how in ("by phone", "form signed", "on site", "superusers trained", "UAT protocol of both plants")[:stages]:
        story.app.deployments().do(number, StageDone(CSM, story.now.date(), how), story.later())


def _before_go_live(story: Story) -> None:
    service = story.app.deployments()
    number = started(
        story, "Нева Логистик", "Склад Шушары", "ru", "Europe/Moscow", title="Контакт-центр",
        quantities=(("Очереди", Decimal(4)), ("Отчёты", Decimal(10))),
        conditions=("Первый платёж получен", "Договор обработки данных подписан"),
    )  # fmt: skip
    planned = story.now.date()
    for stage, days in ((DeploymentStage.TRAINING, -3), (DeploymentStage.GO_LIVE, 4), (DeploymentStage.WARRANTY, 25)):
        service.do(number, PlanStage(CSM, stage, planned + timedelta(days=days)), story.later())
    prepared(story, number)
    view = service.show(number)
    service.do(number, MeetCondition(CSM, view.conditions[0].condition_id), story.later())
    service.do(number, UseQuantity(CSM, "Очереди", Decimal(6)), story.later())
    _answered_in_part(story, number)


def _answered_in_part(story: Story, number: int) -> None:
    """A form of which some fields were answered by mail, one could not be read, and a line fitted nowhere."""
    form = story.app.forms().send(number, "stakeholders", Addressee(), CSM, story.later())
    fields = [one.key for one in form.definition.fields]
    answers = tuple(
        Answer(key, value, value, AnswerSource.NEW_TEXT)
        for key, value in zip(fields, ("Пётр Белов", "petr@neva.example"), strict=False)
    )
    unread = (Unreadable(fields[2], "тот же, что в прошлый раз", "нужен номер телефона"),)
    stray = ("Кстати, с первого числа у нас новый адрес склада.",)
    sender = "olga@neva.example"
    effect = RecordAnswers(form.line.form_id, FormState.ASKED, FormState.PARTIAL, answers, unread, stray, sender)
    now = story.later()
    story.app.store.transact(
        lambda: story.app.applier().apply(Cause(digest=f"{number:064x}"), Decision(None, (), (effect,)), now)
    )


def _in_warranty(story: Story) -> None:
    service = story.app.deployments()
    number = started(story, "Alpha AG", "Werk Nord", "de", "Europe/Berlin", title="Contact Center Nord")
    prepared(story, number)
    at = story.later()
    service.do(number, TakeLive(CSM, at, LiveRecord.ASSESSED, "Der Kunde arbeitet damit und antwortet nicht"), at)
    service.send_completion(number, DraftForm(CSM, "", (("Übergabe", "Handbuch, 24 Seiten"),)), (), story.later())


def _complete(story: Story) -> None:
    service = story.app.deployments()
    number = started(story, "Northwind Ltd", "Plant 2", "en", "Europe/London", title="Contact centre, plant 2")
    prepared(story, number)
    at = story.later()
    service.do(number, TakeLive(CSM, at, LiveRecord.ASSESSED, "They use it since the morning"), at)
    service.send_completion(number, DraftForm(CSM, ""), (), story.later())
    issues = ("The report of queue times counts lunch breaks", "Two headsets are missing")
    service.do(number, CompleteByHand(CSM, "paul@northwind.example", "signed on paper", issues), story.later())


def _on_hold(story: Story) -> None:
    number = started(story, "Northwind Ltd", "Branch Oslo", "en", "Europe/Oslo", title="Contact centre, Oslo")
    prepared(story, number, 1)
    hold = HoldDeployment(CSM, "The building is sold; they decide in spring")
    story.app.deployments().do(number, hold, story.later())


def _in_step(story: Story) -> None:
    """The first deployment: goals, a scheme, and two check-ins."""
    app, number = story.app, 1
    goals = app.goals()
    goals.add(
        number, "Half the calls are answered without an agent", story.now.date() + timedelta(60), CSM, story.later()
    )
    known = goals.add(number, "One number for both plants", story.now.date(), CSM, story.later())
    goals.achieve(number, known[-1].goal_id, story.now.date(), "Since Monday", CSM, story.later())
    app.schemes().keep(
        number, "plant-1.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", CSM, story.later()
    )
    for answers in CHECK_INS:
        asked = app.check_ins().send(number, Addressee(), CSM, story.later()).line.number
        app.forms().record(asked, answers, CSM, "by phone with Anna", story.later())
    app.check_ins().schedule(number, 30, None, CSM, story.later())
