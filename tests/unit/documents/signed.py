"""Forms that are signed, of each kind and in each language, and what the mails about them are told."""

from dataclasses import replace
from datetime import UTC, datetime

from models.vocabulary import ApprovalKind, Quorum, Side, Turn
from processor.documents.proposal import digest
from processor.documents.shown import name_of, shown
from processor.documents.templates import Templates
from processor.effects.mail import MailTemplate
from processor.facts.proposals import AttachedDocument, FrozenProposal, ProposalContent, Section, Signatory
from processor.ids import ApprovalKey
from processor.reading.newtext import reply_above_line
from tests.unit.documents.approvals import MAILS, VALUES

KINDS = (ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION, ApprovalKind.FORM)
SIGNED_MAILS = tuple(mail for mail in MAILS if mail is not MailTemplate.REGISTER_CHANGE)
NUMBERS = {ApprovalKind.GO_LIVE: 3, ApprovalKind.COMPLETION: 3, ApprovalKind.FORM: 12}
TITLES = {
    "en": "Telephone system, Lisbon office",
    "ru": "Телефония, офис в Лиссабоне",
    "de": "Telefonanlage, Büro Lissabon",
}
_NAMES = {
    "en": ("Customer Ltd", "Anna Petrova", "Head of Operations"),
    "ru": ("ООО «Ромашка»", "Анна Петрова", "операционный директор"),
    "de": ("Müller & Söhne GmbH", "Jürgen Größler", "Leiter Betrieb"),
}
_SECTIONS = {
    "en": (
        Section(
            "Site",
            (
                ("Address", "Rua Augusta 12\n1100-053 Lisboa"),
                ("Superuser", "Rita Sousa, rita@customer.example"),
                ("Planned date of going live", "3 March 2031"),
            ),
        ),
        Section(
            "What is in place",
            (
                ("Queues", "4 of 4"),
                ("Recorded announcements", "7 of 6; one by additional scope"),
                ("Emergency calls tested", "yes"),
                ("Remarks", ""),
            ),
        ),
    ),
    "ru": (
        Section(
            "Площадка",
            (
                ("Адрес", "Rua Augusta 12\n1100-053 Lisboa"),
                ("Ключевой пользователь", "Рита Соуза, rita@customer.example"),
                ("Планируемый день запуска", "3 марта 2031 г."),
            ),
        ),
        Section(
            "Что готово",
            (
                ("Очереди", "4 из 4"),
                ("Записанные объявления", "7 из 6; одно сверх согласованного объёма"),
                ("Экстренные вызовы проверены", "да"),
                ("Примечания", ""),
            ),
        ),
    ),
    "de": (
        Section(
            "Standort",
            (
                ("Anschrift", "Rua Augusta 12\n1100-053 Lisboa"),
                ("Hauptanwenderin", "Rita Sousa, rita@customer.example"),
                ("Geplanter Tag des Go-live", "3. März 2031"),
            ),
        ),
        Section(
            "Was eingerichtet ist",
            (
                ("Warteschlangen", "4 von 4"),
                ("Ansagen", "7 von 6; eine als zusätzlicher Umfang"),
                ("Notruf getestet", "ja"),
                ("Bemerkungen", ""),
            ),
        ),
    ),
}


def form(kind: ApprovalKind, language: str = "en", **changes: object) -> FrozenProposal:
    """A form as it was sent."""
    customer, name, title = _NAMES[language]
    content = ProposalContent(
        TITLES[language], "", "", "", (), None, None, None,
        documents=(AttachedDocument("Acceptance tests.pdf", "application/pdf", "ab" * 32, 182_400),),
        sections=_SECTIONS[language],
    )  # fmt: skip
    made = FrozenProposal(
        number=NUMBERS[kind],
        version=1,
        language=language,
        vendor="Example Software GmbH",
        customer=customer,
        content=content,
        signatories=(
            Signatory(Side.CUSTOMER, name, "anna@customer.example", title),
            Signatory(Side.CUSTOMER, "Sam O’Neill", "sam@customer.example"),
        ),
        frozen_at=datetime(2031, 3, 10, 9, 0, tzinfo=UTC),
        turn=Turn.TOGETHER,
        quorum=Quorum.ANY,
        kind=kind,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def long_form(kind: ApprovalKind, language: str = "en") -> FrozenProposal:
    """One of several pages."""
    made = form(kind, language)
    return replace(made, content=replace(made.content, sections=_SECTIONS[language] * 14))


def context(
    templates: Templates, mail: MailTemplate, kind: ApprovalKind, language: str = "en", **changes: object
) -> dict[str, object]:
    """What the composer gives this mail about this kind of form."""
    version = changes.pop("frozen", None) or form(kind, language)
    assert isinstance(version, FrozenProposal)
    key = ApprovalKey(kind, version.number, 1, "abcdefgh23456723")
    values: dict[str, object] = {
        "sender_name": "Example Support",
        "organisation": "Example Support",
        "sender_address": "desk@support.example",
        "recipient_name": "Anna Petrova",
        "reply_above": reply_above_line(language),
        "reply_address": "desk+c.3.1.abcdefgh23456723@support.example",
        "customer": version.customer,
        "kind": kind.value,
        "subject_tag": key.tag,
        "attached": f"{name_of(version)}-v1.pdf",
        "number": str(version.number),
        "version": "1",
        "side": "customer",
        "document_title": TITLES[language],
    }
    if mail in (MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER):
        values["doc"] = shown(templates, version, digest(version), language)
        if kind is ApprovalKind.COMPLETION:
            values |= {"live_on": "2031-03-03", "deemed_on": "2031-03-25", "timezone": "Europe/Lisbon"}
    own = {name: value for name, value in VALUES[mail].items() if name not in {"purchase_order", "amount", "currency"}}
    return {**values, **own, **changes}
