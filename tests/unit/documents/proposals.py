"""Proposals to show: short and long, in each language, with every letter that could go wrong."""

from datetime import UTC, date, datetime
from decimal import Decimal

from models.vocabulary import Quorum, Side, Turn
from processor.facts.proposals import AttachedDocument, FrozenProposal, Money, ProposalContent, Signatory

TITLES = {
    "en": "Nightly export of invoices to the accounting system",
    "ru": "Ночная выгрузка счетов в учётную систему",
    "de": "Nächtliche Übergabe der Rechnungen an die Buchhaltung",
}
_REQUESTS = {
    "en": "Invoices are typed into the accounting system by hand today. They should go there each night by "
    "themselves.\n\n"
    "Corrections of the last 30 days must follow.",
    "ru": "Сейчас счета переносят в учётную систему вручную. Они должны попадать туда каждую ночь сами.\n\n"
    "Исправления за последние 30 дней должны следовать за ними.",
    "de": "Rechnungen werden heute von Hand in die Buchhaltung übertragen. Sie sollen jede Nacht selbsttätig dorthin "
    "gelangen.\n\nKorrekturen der letzten 30 Tage müssen folgen.",
}
_GOALS = {
    "en": "Two hours of work a day saved; the month can be closed on its second working day.",
    "ru": "Экономия двух часов работы в день; месяц закрывается на второй рабочий день.",
    "de": "Zwei Stunden Arbeit täglich gespart; der Monatsabschluss gelingt am zweiten Werktag.",
}
_SCOPES = {
    "en": "Mapping of fields, the nightly job, a report of what failed.\nNot in it: changes to the accounting system.",
    "ru": "Сопоставление полей, ночное задание, отчёт об ошибках.\nНе входит: изменения учётной системы.",
    "de": "Feldzuordnung, nächtlicher Lauf, Fehlerbericht.\nNicht enthalten: Änderungen an der Buchhaltung.",
}
_CRITERIA = {
    "en": ("An invoice of today is in the accounting system at 06:00 of the next day.", "A failed one is reported."),
    "ru": ("Сегодняшний счёт есть в учётной системе в 06:00 следующего дня.", "О неудаче приходит отчёт."),
    "de": ("Eine Rechnung von heute steht am Folgetag um 06:00 Uhr in der Buchhaltung.", "Fehler werden gemeldet."),
}
_NAMES = {
    "en": ("Customer Ltd", "Anna Petrova", "Head of Finance"),
    "ru": ("ООО «Ромашка»", "Анна Петрова", "финансовый директор"),
    "de": ("Müller & Söhne GmbH", "Jürgen Größler", "Leiter Finanzen"),
}


def content(language: str = "en", **changes: object) -> ProposalContent:
    """What is offered."""
    values: dict[str, object] = {
        "title": TITLES[language],
        "request": _REQUESTS[language],
        "goals": _GOALS[language],
        "scope": _SCOPES[language],
        "criteria": _CRITERIA[language],
        "hours": Decimal("37.5"),
        "price": Money(Decimal("4200"), "EUR"),
        "valid_until": date(2031, 4, 4),
        "documents": (AttachedDocument("Mapping.pdf", "application/pdf", "ab" * 32, 182_400),),
    }
    return ProposalContent(**{**values, **changes})  # type: ignore[arg-type]


def proposal(language: str = "en", **changes: object) -> FrozenProposal:
    """A version as it was sent."""
    customer, name, title = _NAMES[language]
    values: dict[str, object] = {
        "number": 17,
        "version": 3,
        "language": language,
        "vendor": "Example Software GmbH",
        "customer": customer,
        "content": content(language),
        "signatories": (
            Signatory(Side.VENDOR, "Maria Stein", "maria@vendor.example", "COO"),
            Signatory(Side.CUSTOMER, name, "anna@customer.example", title),
        ),
        "frozen_at": datetime(2031, 3, 1, 12, 30, tzinfo=UTC),
        "turn": Turn.IN_ORDER,
        "quorum": Quorum.ALL,
    }
    return FrozenProposal(**{**values, **changes})  # type: ignore[arg-type]


def long_proposal(language: str = "en") -> FrozenProposal:
    """One of several pages, with many criteria, documents and approvers."""
    more = content(
        language,
        request="\n\n".join([_REQUESTS[language]] * 12),
        scope="\n\n".join([_SCOPES[language], _GOALS[language], _REQUESTS[language]] * 6),
        criteria=_CRITERIA[language] * 14,
        documents=tuple(
            AttachedDocument(name, "application/pdf", digit * 64, size)
            for name, digit, size in (
                ("Техническое задание, редакция 3.docx", "a", 1_830_000),
                ("Schnittstellenübersicht (geprüft).pdf", "b", 48_211),
                ("fields.csv", "c", 812),
            )
        ),
    )
    people = (
        Signatory(Side.VENDOR, "Maria Stein", "maria@vendor.example", "COO"),
        Signatory(Side.CUSTOMER, "Анна Петрова", "anna@customer.example", "финансовый директор"),
        Signatory(Side.CUSTOMER, "Jürgen Größler", "juergen@customer.example", "Leiter IT"),
        Signatory(Side.CUSTOMER, "Sam O’Neill", "sam@customer.example"),
    )
    return proposal(language, content=more, signatories=people, quorum=Quorum.ANY)
