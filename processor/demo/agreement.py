"""The second half of the story: more work is wanted, proposed, approved by both sides, and proven afterwards."""

from typing import Final

from models.vocabulary import Assurance, Language, Outcome, ProposalState, ReplyOutcome, ReviewReason, Side, TicketState
from processor.demo.script import Answer, Deal, Enrol, Examine, Exhibit, Mail, Propose, Scene, Wanted
from processor.demo.story import CSM, OLGA
from processor.effects.mail import MailTemplate
from processor.facts.proposing import EnterCommand

VIKTOR = "viktor.lang@vendor.example"
IRINA = "i.volkova@vektor.example"
PYOTR = "p.levin@vektor.example"
LENA = "lena@vendor.example"
VEKTOR = "Вектор"

REGISTER: Final = (
    (
        "",
        EnterCommand(CSM, Side.VENDOR, VIKTOR, "Viktor Lang", "Head of Delivery", user="viktor", language="en"),
    ),
    (
        VEKTOR,
        EnterCommand(
            CSM,
            Side.CUSTOMER,
            IRINA,
            "Ирина Волкова",
            "Директор по сервису",
            language="ru",
            lines=("Директор по сервису, ООО «Вектор»",),
        ),
    ),
    (VEKTOR, EnterCommand(CSM, Side.CUSTOMER, PYOTR, "Пётр Левин", "Финансовый директор", language="ru")),
)

TERMS: Final = (
    ("title", "Обмен заявками с 1С"),
    ("goals", "Оператор видит заказы клиента, не выходя из системы."),
    ("scope", "Двусторонний обмен заявками и статусами с 1С:Предприятие; журнал обмена; обучение двух операторов."),
    ("criteria", ["Заявка появляется в 1С за минуту.", "Ошибка обмена видна в журнале."]),
    ("hours", "60"),
    ("price", "420000.00"),
    ("currency", "RUB"),
    ("approvers", [IRINA]),
)
"""What the CSM fills in; the request itself is the customer's own words, from the ticket."""

_RU, _EN = Language.RUSSIAN, Language.ENGLISH
_CHANGE = MailTemplate.REGISTER_CHANGE

NEGOTIATION: Final = (
    Scene(
        "extension",
        "Olga of Вектор wants more than was agreed: orders from the accounting system",
        "scope, Russian",
        Mail("extension", OLGA),
        Wanted(
            Outcome.OPENED,
            "extension",
            Answer(OLGA, MailTemplate.ACKNOWLEDGEMENT, _RU),
            customer=VEKTOR,
            state=TicketState.NEW,
        ),
    ),
    Scene(
        "register",
        "Who may approve? Maria enters three people, Lena confirms each, all are told",
        "register",
        Enrol(REGISTER, LENA),
        Wanted(
            mails=(
                Answer(VIKTOR, _CHANGE, _EN),
                Answer(IRINA, _CHANGE, _RU),
                Answer(IRINA, _CHANGE, _RU),
                Answer(PYOTR, _CHANGE, _RU),
            )
        ),
    ),
    Scene(
        "proposed",
        "Maria drafts a proposal; the vendor's own approver is asked first",
        "proposal sent",
        Propose("extension", CSM, TERMS),
        Wanted(
            ticket="extension",
            mails=(Answer(VIKTOR, MailTemplate.APPROVAL_REQUEST, _EN),),
            deal=Deal(ProposalState.AWAITING_VENDOR),
        ),
    ),
    Scene(
        "vendor",
        "Viktor answers “Approved” from his mail program; only now Вектор is asked",
        "vendor: Approved",
        Mail("vendor", VIKTOR, answers="proposed", signed=True),
        Wanted(
            Outcome.ACCEPTED,
            "extension",
            mails=(
                Answer(IRINA, MailTemplate.APPROVAL_REQUEST, _RU),
                Answer(VIKTOR, MailTemplate.APPROVAL_RECEIPT, _EN),
            ),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, ReplyOutcome.APPROVE, Assurance.A3, accepted=1),
        ),
    ),
    Scene(
        "condition",
        "Irina of Вектор: “Approved, but only if it runs before 15 December”",
        "Irina: only if …",
        Mail("condition", IRINA, answers="vendor", signed=True),
        Wanted(
            Outcome.HELD,
            "extension",
            queued=(ReviewReason.APPROVAL_CONDITIONAL,),
            deal=Deal(ProposalState.AWAITING_CUSTOMER, ReplyOutcome.CONDITIONAL, Assurance.A3, accepted=1),
        ),
    ),
    Scene(
        "agreed",
        "Maria rings her up, and Irina answers again: “Согласовано” (agreed)",
        "Irina: Согласовано",
        Mail("agreed", IRINA, answers="vendor", signed=True),
        Wanted(
            Outcome.ACCEPTED,
            "extension",
            mails=(
                Answer(IRINA, MailTemplate.APPROVAL_RECEIPT, _RU),
                Answer(PYOTR, MailTemplate.APPROVAL_RECEIPT, _RU),
                Answer(OLGA, MailTemplate.APPROVAL_ENDED, _RU),
            ),
            deal=Deal(ProposalState.ACCEPTED, ReplyOutcome.APPROVE, Assurance.A3, accepted=2),
        ),
    ),
)

PROOF: Final = (
    Scene(
        "exported",
        "The evidence: a sealed certificate with the mails inside, and proofs of the log",
        "exported",
        Examine("agreed", Exhibit.EXPORT),
        Wanted(),
    ),
    Scene(
        "verified",
        "A stranger checks it, offline, without database and configuration",
        "verified",
        Examine("agreed", Exhibit.VERIFY),
        Wanted(),
    ),
    Scene(
        "altered",
        "One byte of the certificate is changed",
        "one byte changed",
        Examine("agreed", Exhibit.ALTER),
        Wanted(),
    ),
    Scene(
        "ledger",
        "And the log itself, recomputed from its first entry",
        "ledger",
        Examine("agreed", Exhibit.LEDGER),
        Wanted(),
    ),
)
