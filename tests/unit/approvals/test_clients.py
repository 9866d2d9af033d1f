"""The heads that mail clients print above a quote, and the lines that signatures hold: known, and nothing beside."""

import pytest

from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext

SENT = (
    "Hello,\n\nProposal PR-31, version 2: nightly export\nPrice: EUR 4,200.\n\n"
    "To accept, reply with the single word APPROVED. To decline, reply REJECTED.\n\n"
    "Kind regards\nNorden Support\nsupport@norden.example\n"
)
ERIC = Address("Eric Brandt", "eric.brandt@brandt-metallbau.example")
US = "Norden Support <support@norden.example>"
QUOTED = "\n".join(f"> {line}".rstrip() for line in SENT.splitlines())


def accepts(text: str, sender: Address = ERIC) -> bool:
    return judge_reply(text, ReplyContext(sender=sender, sent=SENT)).auto_accept


ATTRIBUTIONS = [
    f"On Tue, May 20, 2025 at 4:05\u202fPM {US} wrote:",
    f"On Tuesday, May 20th, 2025 at 4:05 PM, {US} wrote:",
    f"On 20 May 2025, at 16:05, {US} wrote:",
    f"On 20 May 2025 16:05:00 CEST, {US} wrote:",
    f"On 20 May 2025 at 16:05 +0200, {US}, wrote:",
    f"On Tuesday, May 20, 2025 at 04:05:00 PM GMT+2, {US} wrote:",
    "On 20/05/2025 16:05, Norden Support wrote:",
    "On 2025-05-20 16:05, Norden Support wrote:",
    "On Tue, May 20, 2025 at 4:05 PM, Norden Support < support@norden.example > wrote:",
    "On Tue, May 20, 2025 at 4:05 PM Norden Support <\nsupport@norden.example> wrote:",
    f"> On 20 May 2025, at 16:05, {US} wrote:",
    f"{US} wrote on 20.05.2025 16:05:17:",
    f"Am Di., 20. Mai 2025 um 16:05 Uhr schrieb {US}:",
    f"Am 20.05.25, 16:05 schrieb {US}:",
    f"Am 20. Mai 2025 16:05:00 MESZ schrieb {US}:",
    f"Am Dienstag, dem 20.05.2025 um 16:05 schrieb {US}:",
    f"{US} schrieb am Di., 20. Mai 2025, 16:05:",
    f"{US} hat am 20.05.2025 16:05 CEST geschrieben:",
    f"вт, 20 мая 2025 г. в 16:05, {US}:",
    f"Вторник, 20 мая 2025, 16:05 +03:00 от {US}:",
    '20.05.2025, 16:05, "Norden Support" <support@norden.example>:',
    "20.05.2025 16:05, Norden Support пишет:",
    f"20 мая 2025 г., в 16:05, {US} написал(а):",
    f"20 мая 2025 г. 16:05:00 GMT+03:00, {US} пишет:",
    f"------- Original Message -------\nOn Tuesday, May 20th, 2025 at 4:05 PM, {US} wrote:",
]
BLOCKS = [
    "From: Norden & Mare Fleet Systems (Support) <desk@norden.example>\nSent: Tuesday, May 20, 2025 4:05 PM\n"
    "To: Eric Brandt <eric.brandt@brandt-metallbau.example>\nSubject: [Ticket 4711] Proposal PR-31, version 2",
    f"From: {US}\nSent: Tuesday, May 20, 2025 4:05 PM\nTo: Eric Brandt <eric.brandt@brandt-metallbau.example>\n"
    "Subject: Proposal PR-31, version 2: nightly export",
    "-----Original Message-----\nFrom: Norden Support [mailto:support@norden.example] \n"
    "Sent: Tuesday, May 20, 2025 4:05 PM\nTo: Brandt, Eric\nSubject: RE: [EXTERNAL] Proposal PR-31 v2 [ND-4711]",
    f"________________________________\n*From:* {US}\n*Sent:* Tuesday, May 20, 2025 4:05:12 PM\n*To:* Eric Brandt\n"
    "*Cc:* it@brandt-metallbau.example\n*Subject:* Proposal PR-31",
    f"-------- Original message --------\nFrom: {US} \nDate: 20/05/2025  16:05  (GMT+01:00) \nTo: Eric Brandt \n"
    "Subject: Proposal PR-31 ",
    "From:\tNorden Support <support@norden.example>\nTo:\tEric Brandt/HQ@brandt\nDate:\t20.05.2025 16:05\n"
    "Subject:\tProposal PR-31",
    f"-----Ursprüngliche Nachricht-----\nVon: {US}\nGesendet: Dienstag, 20. Mai 2025 16:05\nAn: Eric Brandt\n"
    "Betreff: AW: Angebot PR-31, Version 2",
    f"Gesendet: Dienstag, 20. Mai 2025 um 16:05 Uhr\nVon: {US}\nAn: eric.brandt@brandt-metallbau.example\n"
    "Betreff: Angebot PR-31",
    f"От: {US}\nОтправлено: вторник, 20 мая 2025 г. 16:05\nКому: Eric Brandt\nТема: Предложение PR-31, версия 2",
]


@pytest.mark.parametrize("head", ATTRIBUTIONS)
def test_a_quote_may_have_this_attribution(head: str) -> None:
    assert accepts(f"Approved\n\n{head}\n\n{QUOTED}")


@pytest.mark.parametrize("head", BLOCKS)
def test_a_quote_may_have_these_header_lines(head: str) -> None:
    assert accepts(f"Approved\n\n{head}\n\n{SENT}")


ADDED = [
    "only phase 1",
    "Greg",
    "by Greg",
    "EUR 3,900",
    "?",
    "...",
    ":(",
    "pending",
    "tomorrow",
    "PR-32",
    "version 3",
    "10%",
]


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("added", ADDED)
def test_nothing_may_stand_beside_in_a_head(added: str) -> None:
    for head in (*ATTRIBUTIONS, *BLOCKS):
        lines = head.split("\n")
        body = QUOTED if head in ATTRIBUTIONS else SENT
        for at, line in enumerate(lines):
            for changed in (
                f"{line} {added}",
                f"{added} {line}",
                f"{line}\n{added}",
                f"{line.removesuffix(':')} {added}:",
            ):
                text = "\n".join([*lines[:at], changed, *lines[at + 1 :]])
                assert not accepts(f"Approved\n\n{text}\n\n{body}"), changed


LINES = [
    "Eric Brandt (he/him)", "Eric Brandt Novak", "Buyer // Brandt Metallbau", "Brandt Metallbau, Kiel",
    "Brandt Orion GmbH",
    "Dr. Eric Brandt", "E. Brandt", "ERIC BRANDT", "Brandt, Eric", "Eric Brandt, MBA", "Dipl.-Ing. Eric Brandt",
    "Technical Director", "Buyer, Indirect Materials", "Chief Operating Officer", "Head of Logistics", "VP Engineering",
    "Strategischer Einkauf", "Leiter Einkauf und Logistik", "Geschäftsführer", "Начальник отдела АСУ",
    "Главный механик",
    "Brandt Metallbau GmbH & Co. KG", "Brandt Metallbau", "Plant Manager, Brandt Metallbau", "Rathausplatz 1",
    "Industriestraße 12, 24100 Kiel", "Am Markt 5 | 24100 Kiel", "12 Chapel Street, London SW1A 1AA",
    "400 Harbour Street, Suite 4", "2200 Harbor Way, Springfield, IL 62701",
    "620000, г. Екатеринбург, ул. Заводская, 7",
    "Sägeweg 5, 3550 Langnau", "Kaiveien 3 | 1601 Fredrikstad", "Tel.: +49 555 0177-31", "Mobil: 0170 1234567",
    "Telefon 0555 555-2210, Telefax 0555 555-2299", "555-0107", "вн. 214", "Amtsgericht Kiel HRB 00815",
    "Sitz der Gesellschaft: Kiel, Amtsgericht Kiel HRB 00815", "Geschäftsführer: Dr. Uwe Petersen, Silke Brandt",
    "USt-IdNr.: DE123456789", "Registered in England no. 00000117", "ИНН 7701234567", "VAT no. GB 123 4567 89",
    "This message and any attachments are confidential and intended only for the named recipient.",
    "If you have received it in error, please delete it and notify the sender.",
    "Diese E-Mail ist vertraulich und nur für den genannten Empfänger bestimmt.",
    "Если вы получили это письмо по ошибке, пожалуйста, удалите его.", "Follow us on LinkedIn",
    "Please consider the environment before printing this e-mail.", "Besuchen Sie uns auf LinkedIn",
]  # fmt: skip
NO_LINES = [
    "Zbigniew Brandt", "Brandt Partially", "Brandt Metallbau Tomorrow", "Eric Brandt Legal", "Brandt Metallbau, Greg",
    "Greg Miller", "Dr. Greg", "for the director", "Deputy Director", "Acting Head of IT", "ppa. Eric Brandt",
    "Заместитель директора", "и.о. директора", "Finance", "Legal", "E-Mail", "Legal Brandt Metallbau",
    "3900 Euro", "24100 Euro", "40 Stunden",
    "12000 Netto",
    "Kiel",
    "24100", "12 Hours Only Street", "Only 5 Chapel Street", "Ohne Straße 5", "5 Weeks Way, please", "Southwind GmbH",
    "Brandt Metallbau Only", "Brandt Partial GmbH", "This message is not binding and intended only for the recipient.",
    "If you are the recipient, please delete it and reduce the price.", "This is confidential, not",
    "Geschäftsführer: Niemand", "Directors: subject to their consent", "Steel is our handshake", "ext. 30 days",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_signature_may_hold_this_line(line: str) -> None:
    assert accepts(f"Approved\n\nRegards\nEric Brandt\n{line}\n")


@pytest.mark.parametrize("line", NO_LINES)
def test_a_signature_may_not_hold_this_line(line: str) -> None:
    assert not accepts(f"Approved\n\nRegards\nEric Brandt\n{line}\n")


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    "added", ["only phase 1", "Partially", "Tbd", "max", "EUR 3,900", "?", "not", "if Greg agrees"]
)
def test_nothing_may_stand_beside_in_a_signature(added: str) -> None:
    for line in LINES:
        for changed in (f"{line} {added}", f"{added} {line}", f"{line}, {added}", f"{line} | {added}"):
            assert not accepts(f"Approved\n\nRegards\nEric Brandt\n{changed}\n"), changed


def test_an_answer_may_stand_below_the_whole_of_what_was_sent() -> None:
    head = "On 20/05/2025 16:05, Norden Support wrote:"
    assert accepts(f"{head}\n{QUOTED}\n\nApproved\n\nEric Brandt")
    part = QUOTED[: QUOTED.index("> To accept")]
    below = [
        f"{head}\n{part}\nApproved",
        f"{head}\n{QUOTED}\n\nApproved, only phase 1",
        f"{head}\n{QUOTED}\n\nApproved\n\nGreg",
        f"{head}\n{part}\nApproved\n\n{QUOTED[len(part) :]}",
        f"{head}\n{QUOTED.replace('4,200', '3,900')}\n\nApproved",
        f"Approved\n\n{head}\n{QUOTED}\n\nApproved",
        f"Approved\n\n{head}\n{QUOTED}\n\nonly phase 1",
    ]
    for text in below:
        assert not accepts(text), text


def test_a_signature_may_stand_below_the_quote() -> None:
    head = "On 20/05/2025 16:05, Norden Support wrote:"
    assert accepts(f"Approved\n\n{head}\n{QUOTED}\n\n-- \nEric Brandt\nBrandt Metallbau GmbH")


def test_targets_of_links_say_nothing_where_they_were_sent() -> None:
    linked = QUOTED.replace("> support@norden.example", "> support@norden.example<mailto:support@norden.example>")
    head = "On 20/05/2025 16:05, Norden Support wrote:"
    assert linked != QUOTED
    assert accepts(f"Approved\n\n{head}\n{linked}")
    assert not accepts(f"Approved\n\n{head}\n{linked.replace('mailto:support@', 'mailto:greg@')}")
