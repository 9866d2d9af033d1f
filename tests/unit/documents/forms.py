"""A form for the tests of what shows forms: fields of every type, in three languages."""

from datetime import date
from decimal import Decimal

from models.vocabulary import AnswerSource, ApprovalKind, FieldType, PdfRefusal
from processor.facts.forms import (
    Answer,
    Choice,
    Condition,
    FieldDefinition,
    FormDefinition,
    FormToFill,
    Unreadable,
)
from processor.ids import ApprovalKey

KEY = ApprovalKey(ApprovalKind.QUESTIONS, 12, 1, "abcdefgh23456723")


def words(english: str, german: str, russian: str) -> tuple[tuple[str, str], ...]:
    """The same in three languages."""
    return (("en", english), ("de", german), ("ru", russian))


def _field(key: str, kind: FieldType, *labels: str, **more: object) -> FieldDefinition:
    return FieldDefinition(key, kind, words(labels[0], labels[1], labels[2]), **more)  # type: ignore[arg-type]


ZONES = tuple(Choice(f"zone{at}", words(f"Zone {at}", f"Bereich {at}", f"Зона {at}")) for at in range(8))
SITES = (
    Choice("office", words("Office", "Büro", "Офис")),
    Choice("centre", words("Call centre", "Callcenter", "Колл-центр")),
)
DEFINITION = FormDefinition(
    name="stakeholders",
    version="ab" * 32,
    titles=words("Stakeholders form", "Beteiligte am Projekt", "Участники проекта"),
    intro=words(
        "Please tell us who is who.", "Bitte nennen Sie uns die Beteiligten.", "Расскажите, пожалуйста, кто есть кто."
    ),
    sections=(("people", words("People", "Menschen", "Люди")), ("system", words("System", "System", "Система"))),
    fields=(
        _field("superuser", FieldType.TEXT, "Superuser", "Superuser", "Суперпользователь", section="people"),
        _field("mail", FieldType.EMAIL, "Their e-mail", "E-Mail dazu", "Его почта", section="people"),
        _field("phone", FieldType.PHONE, "Phone", "Telefon", "Телефон", required=False, section="people"),
        _field("remote", FieldType.YES_NO, "Remote access?", "Fernzugriff?", "Удалённый доступ?", section="system"),
        _field(
            "tool", FieldType.TEXT, "Tool for it", "Programm dafür", "Программа для него", section="system",
            condition=Condition("remote", "yes"),
        ),
        _field(
            "site", FieldType.CHOICE, "Kind of site", "Art des Standorts", "Вид площадки", section="system",
            choices=SITES,
        ),
        _field("zone", FieldType.CHOICE, "Zone", "Bereich", "Зона", choices=ZONES, section="system"),
        _field("start", FieldType.DATE, "Begin", "Beginn", "Начало", section="system"),
        _field("seats", FieldType.NUMBER, "Seats", "Plätze", "Места", section="system"),
        _field("goals", FieldType.LONG_TEXT, "Goals", "Ziele", "Цели", section="system"),
        _field("queues", FieldType.LIST, "Queues", "Warteschlangen", "Очереди", section="system"),
    ),
)  # fmt: skip


def answer(key: str, value: str | bool | date | Decimal | tuple[str, ...]) -> Answer:
    """An answer as it is kept."""
    return Answer(key, value, str(value), AnswerSource.NEW_TEXT)


ANSWERS = (
    answer("superuser", "Anna Berg"),
    answer("remote", True),
    answer("site", "centre"),
    answer("start", date(2031, 3, 24)),
    answer("seats", Decimal("1200")),
    answer("goals", "Answer faster.\nСчитать звонки."),
    answer("queues", ("Sales", "Поддержка")),
)
EMPTY = FormToFill(DEFINITION)
PREFILLED = FormToFill(DEFINITION, ANSWERS)
MISSING = FormToFill(
    DEFINITION,
    ANSWERS[:3],
    asked=("mail", "zone", "start"),
    unreadable=(Unreadable("start", "31 February", "That day does not exist."),),
    leftovers=("By the way:\nthe lift is broken.",),
    refused=(("scan.pdf", PdfRefusal.ENCRYPTED), ("other.pdf", PdfRefusal.NOT_OURS)),
)
