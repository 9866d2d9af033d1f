"""Replies that are accepted, and fragments that none of them may hold: the bases and material of the mutation suite."""

from models.vocabulary import ApprovalKind
from processor.facts.message import Address
from processor.facts.replies import ReplyContext

SENT = {
    "en": "Hello,\n\nProposal PR-31, version 2\nScope: configure the integration and the report export.\n"
    "Price: EUR 4,200. Duration: 15 business days.\n\n"
    "To accept this proposal, reply to this email with the single word APPROVED on the first line.\n"
    "To decline, reply REJECTED and tell us why.\n\nLena Hoffmann\nVendor Support\n",
    "ru": "Здравствуйте!\n\nПредложение PR-31, версия 2\nОбъём работ: настройка интеграции и выгрузки отчётов.\n"
    "Стоимость: 4 200 EUR, срок: 15 рабочих дней.\n\n"
    "Чтобы принять предложение, ответьте на это письмо одним словом СОГЛАСОВАНО в первой строке.\n"
    "Чтобы отклонить, ответьте ОТКЛОНЕНО и укажите причину.\n\nСлужба поддержки\n",
    "de": "Guten Tag,\n\nAngebot PR-31, Version 2\nLeistung: Einrichtung der Schnittstelle und des Berichtsexports.\n"
    "Preis: 4.200 EUR, Dauer: 15 Arbeitstage.\n\n"
    "Zur Annahme antworten Sie bitte mit dem Wort GENEHMIGT in der ersten Zeile.\n"
    "Zur Ablehnung antworten Sie mit ABGELEHNT und einer Begründung.\n\nIhr Support-Team\n",
}
HEADS = {
    "en": "On Fri, Nov 20, 2026 at 10:12 AM Vendor Support <support+p.31.2.abcd@vendor.example> wrote:\n\n",
    "ru": "пт, 20 нояб. 2026 г. в 10:12, Vendor Support <support+p.31.2.abcd@vendor.example>:\n\n",
    "de": "Am Fr., 20. Nov. 2026 um 10:12 Uhr schrieb Vendor Support <support+p.31.2.abcd@vendor.example>:\n\n",
}
BLOCKS = {
    "en": "From: Vendor Support <support+p.31.2.abcd@vendor.example>\nSent: Friday, November 20, 2026 10:12 AM\n"
    "To: Anna Keller\nSubject: Proposal PR-31 v2 [#PR-31.2.7HQ2M4X9K1]\n\n",
    "ru": "От: Vendor Support <support+p.31.2.abcd@vendor.example>\nОтправлено: 20 ноября 2026 г. 10:12\n"
    "Кому: Заказчик\nТема: Предложение PR-31 v2\n\n",
    "de": "Von: Vendor Support <support+p.31.2.abcd@vendor.example>\nGesendet: Freitag, 20. November 2026 10:12\n"
    "An: Kunde\nBetreff: Angebot PR-31 v2\n\n",
}
ANNA = Address("Anna Keller", "anna.keller@northwind.example")
IVAN = Address("Иван Петров", "ivan.petrov@romashka.example")
KATRIN = Address("Vogel, Katrin", "katrin.vogel@kundenwerk.example")
SENDERS = {"en": ANNA, "ru": IVAN, "de": KATRIN}

TOPS: dict[str, tuple[str, ...]] = {
    "en": (
        "Approved",
        "APPROVED",
        "approved 👍",
        "Approved.\n\n",
        "Approved!\n\nSent from my iPhone",
        "Approved, thanks!\n\nAnna",
        "Yes, approved.\n\nBest regards,\nAnna Keller",
        "Hi team,\n\n"
        "thanks for the quick turnaround. We are happy to approve proposal PR-31, version 2. Please go ahead.\n\n"
        "Kind regards\nAnna Keller\nHead of Ad Operations | Northwind\nT +44 20 7946 0000\nwww.northwind.example",
        "Hello Lena,\n\nWe have reviewed the proposal and approve it. Please proceed with the implementation.\n"
        "\nThanks,\nAnna",
        "Dear Lena,\n\nWe hereby approve PR-31 v2 as sent on 20 November.\n\nRegards\nA. Keller",
        "Approved, PO 4711\n\nKeller, Anna",
        "Approved. Our PO number is 4500012345, please put PO 4500012345 on the invoice.\n\n-- \nAnna Keller\n"
        "anna.keller@northwind.example",
        "All good. Approved. Have a nice weekend!\n\nThanks,\nAnna",
        "+1 from me, go for it",
        "Looks good to us, please go ahead.\n\nAnna Keller\nNorthwind Media Ltd.\nPhone: +44 (0)20 7946 0000",
        "I approve.\n\nGet Outlook for iOS",
        "Agreed. Looking forward to working with you.\n\nBest,\nA.K.",
        "You have our approval to proceed.\n\nAnna",
        "Please consider this email as our formal acceptance of the proposal.\n\nYours sincerely,\nAnna Keller",
        "Proposal PR-31 (version 2) is approved from our side.\n\nBest wishes\nAnna",
    ),
    "ru": (
        "Согласовано",
        "СОГЛАСОВАНО\n\nС уважением,\nИван Петров",
        "Добрый день!\n\nСогласовано, можно начинать работы.\n\nС уважением,\nИ. Петров\n"
        "технический директор, ООО «Ромашка»\n+7 495 123-45-67",
        "Да, согласны. Запускайте.\n\n-- \nОтправлено из мобильного приложения Яндекс.Почты",
        "Одобряю)\n\nИван",
        "Подтверждаю, условия и сроки устраивают.\n\nС уважением, Иван Петров",
        "Предложение PR-31 версия 2 согласовано. Приступайте к работам, пожалуйста.\n\nСпасибо!\nIvan Petrov",
        "Коллеги, добрый день!\nС предложением согласны, замечаний нет. Ждём счёт.\n\nС уважением,\nПетров И. В.",
        "Согласовано без замечаний.\n\nОтправлено с iPhone",
        "Принимаем ваше предложение. Номер заказа 4500-77.\n\nС наилучшими пожеланиями,\nИван",
        "Здравствуйте, Ирина Петровна!\n\nСпасибо за оперативный ответ. Предложение утверждаем, начинайте.\n\nИ.П.",
    ),
    "de": (
        "Genehmigt",
        "Freigegeben.\n\nVG\nKatrin",
        "Guten Tag,\n\nhiermit genehmigen wir das Angebot PR-31 Version 2.\n\nMit freundlichen Grüßen\n"
        "Katrin Vogel\nLeitung AdOps",
        "Hallo zusammen,\n\n"
        "vielen Dank für das schnelle Angebot. Wir nehmen das Angebot hiermit an. Bitte legen Sie los.\n\n"
        "Viele Grüße\nKatrin Vogel\nKundenwerk GmbH\nTel. +49 30 1234567",
        "Freigabe erteilt, Bestellnummer 4500012345.\n\nMfG\nK. Vogel",
        "Einverstanden!\n\nVon meinem iPhone gesendet",
        "Sehr geehrte Frau Hoffmann,\n\nhiermit erteilen wir die Freigabe für das Angebot PR-31.\n\n"
        "Mit freundlichem Gruß\nKatrin Vogel",
        "Ja, passt so. Bitte mit der Umsetzung beginnen.\n\nLG\nKatrin",
        "Das Angebot ist freigegeben. Schönes Wochenende!\n\nBeste Grüße\nKatrin",
        "Hi Lena, angenommen, wir freuen uns auf die Zusammenarbeit.\n\nKatrin",
    ),
}
"""What is written above the quote, in replies that are accepted."""


def quoted(language: str, form: str) -> str:
    """The tail of a reply: nothing, the prefixed quote with its attribution, or the bare one with its header."""
    if form == "prefixed":
        return HEADS[language] + "\n".join(f"> {line}".rstrip() for line in SENT[language].splitlines()) + "\n"
    return BLOCKS[language] + SENT[language] if form == "bare" else ""


def bases() -> list[tuple[str, str]]:
    """Replies that are accepted, each with its language: every top, each with one form of quote by turns."""
    forms = ("prefixed", "bare", "none")
    return [
        (language, f"{top}\n\n{quoted(language, forms[number % 3])}".rstrip("\n") + "\n")
        for language, tops in TOPS.items()
        for number, top in enumerate(tops)
    ]


def context(language: str) -> ReplyContext:
    """What is known when only the From header and our own mail are."""
    return ReplyContext(ApprovalKind.PROPOSAL, SENDERS[language], SENT[language], number=31, version=2)


FRAGMENTS = tuple(
    filter(
        None,
        """
not
no
No.
not yet
but not now
but only phase 1
but without the training day
only phase 1
except item 3
except for the report export
if the price stays below EUR 4,000
if possible
provided that we get a discount
provided the deadline holds
as long as the work starts in December
once the bug is fixed
after the board meeting
when legal has signed
subject to contract
subject to legal review
unless finance objects
pending finance approval
pending
in principle
up to EUR 3,500
with the following changes
with one remark
with a discount of 10%
conditionally
partially
Partially
provisionally
for now
Tomorrow
Tomorrow.
soon
next week
will be
should be
to be
maybe
I think
I guess
almost
nearly
?
Really?
Is that the final price?
Who else needs to sign?
ignore my previous mail
Please ignore this.
I take it back
never mind
cancel
Cancelled
Rejected
REJECTED
Declined
disapproved
withdrawn
wait
hold on
Please wait for my go.
STOP
on behalf of Greg
On behalf of Anna
by Greg
Greg approved it
p.p. Greg Hall
i.A. Greg Hall
for Greg Hall
Deputy Head of IT
Acting CTO
forwarded to legal
FYI
see attached
see attachment for changes
see my comments below
version 4
PR-99
PO to follow
PO will follow once approved
Price: EUR 3,900
EUR 3,900
10%
3900
the first half
half of it
the cheaper option
option B
instead of
not this one
I have a question
we need to talk
call me first
let's discuss
as discussed with Greg
as agreed on the phone
plus the training day
and add the training day
please remove item 2
please change the date to 15 December
PS: we assume that the licence fee is included
PS: only if
draft
test
just testing
sarcasm
lol
:(
🤔
👎
❌
~~
[ ]
(not)
N/A
TBD
...
--> no
Subject: only phase 1
On Monday
не
нет
Нет.
пока нет
пока не готовы
но без второго дня
но не сейчас
но только первый этап
только первый этап
кроме пункта 3
если цена останется 4000
если успеете до декабря
при условии скидки
при условии, что срок сохранится
после исправления ошибки
после согласования с юристами
с замечаниями
с учётом правок
с оговоркой
частично
предварительно
в принципе
условно
завтра
на следующей неделе
скоро
позже
будет
наверное
думаю
почти
Кто ещё должен подписать?
Это точно?
отклонено
ОТКЛОНЕНО
отозвано
отмена
Отменяю.
подождите
стоп
Не начинайте.
по поручению Сидорова
за Сидорова
от имени Сидорова
врио директора
зам. директора
Сидоров согласовал
передал руководителю
см. вложение
версия 4
до 3500 EUR
не более 3500
цена 3900
вместо пункта 2
уберите пункт 3
добавьте обучение
перенесите срок
есть вопрос
надо обсудить
Только уберите, пожалуйста, пункт 3.
черновик
шучу
nicht
nein
Nein.
noch nicht
noch nicht jetzt
aber ohne Schulungstag
aber nur Phase 1
nur Phase 1
bis auf Punkt 3
ausser Punkt 3
wenn der Preis bleibt
falls möglich
sofern die Frist hält
unter Vorbehalt
unter der Bedingung
vorbehaltlich der Prüfung
vorausgesetzt
sobald der Fehler behoben ist
nach Rücksprache mit der Rechtsabteilung
mit Änderungen
mit einer Anmerkung
mit Rabatt
teilweise
vorläufig
grundsätzlich
im Prinzip
morgen
nächste Woche
bald
später
wird
vielleicht
ich glaube
fast
Wer muss das freigeben?
Wirklich?
abgelehnt
ABGELEHNT
zurückgezogen
storniert
warten
Stopp
Bitte noch warten.
im Auftrag von Greg
i.A.
i.V.
in Vertretung
stellv. Leiter
weitergeleitet
siehe Anhang
Version 4
bis 3500 EUR
maximal 3500
Preis 3900
statt Punkt 2
Punkt 3 bitte streichen
bitte Schulung ergänzen
bitte Termin verschieben
habe eine Frage
müssen wir besprechen
Entwurf
""".splitlines(),
    )
)
"""Words and signs that change, deny, limit, put off or hand on a decision, or leave its meaning open."""
