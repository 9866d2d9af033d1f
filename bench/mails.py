"""A mailbox of mixed mails, always the same: six in ten plain, three with HTML, one with a document; some Russian."""

import base64
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

SENDERS, DOMAINS = 400, 97
_FIRST = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
_ENGLISH = """
the report that you set up for us shows yesterday twice since the update could you please have a look our
manager needs the figures before noon on friday we also lost access for two colleagues who joined last week
thank you for the quick answer the last time kind regards from the whole team at the warehouse office
"""
_RUSSIAN = """
добрый день в отчёте который вы нам настроили со вчерашнего дня не сходятся итоги посмотрите пожалуйста у двух
новых сотрудников нет доступа к системе руководитель ждёт цифры до обеда в пятницу спасибо за быструю помощь в
прошлый раз с уважением отдел продаж склад номер три
"""


def make(number: int) -> bytes:
    """Mail `number` of the corpus, with CRLF line ends."""
    chance = random.Random(42 * 1_000_003 + number)
    words = (_RUSSIAN if number % 5 == 0 else _ENGLISH).split()
    sender = chance.randrange(SENDERS)
    domain = f"customer{sender % DOMAINS}.example"
    headers = _headers(number, sender, domain, chance, words)
    body = _body(number, chance, words)
    return "\r\n".join([*headers, *body, ""]).encode()


def _headers(number: int, sender: int, domain: str, chance: random.Random, words: list[str]) -> list[str]:
    received = [
        f"Received: from relay{hop}.{domain} (relay{hop}.{domain} [192.0.2.{hop + 1}])\r\n"
        f"\tby mx{hop}.vendor.example with ESMTPS id {chance.randbytes(6).hex()};\r\n"
        f"\t{format_datetime(_FIRST + timedelta(minutes=number))}"
        for hop in range(4)
    ]
    signature = base64.b64encode(chance.randbytes(128)).decode()
    subject = " ".join(chance.sample(words, 5))
    encoded = base64.b64encode(subject.encode()).decode()
    return [
        *received,
        "Authentication-Results: mx.vendor.example; dkim=pass header.d=" + domain,
        f"DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=s1; h=from:subject;\r\n\tb={signature}",
        f"From: Person {sender} <person{sender}@{domain}>",
        "To: Support <support@vendor.example>",
        f"Subject: =?utf-8?B?{encoded}?=",
        f"Date: {format_datetime(_FIRST + timedelta(minutes=number))}",
        f"Message-ID: <{number}.{chance.randbytes(8).hex()}@{domain}>",
        "MIME-Version: 1.0",
    ]


def _text(chance: random.Random, words: list[str], size: int) -> list[str]:
    lines: list[str] = []
    while sum(len(line) for line in lines) < size:
        lines.append(" ".join(chance.choices(words, k=11)))
    return lines


def _body(number: int, chance: random.Random, words: list[str]) -> list[str]:
    if number % 10 < 6:
        return [
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            *_text(chance, words, 1100),
        ]
    text = _text(chance, words, 2500)
    html = [
        "<html><head><style>p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:Calibri}</style></head><body>",
        *(f'<p class="MsoNormal" style="margin-bottom:12.0pt"><span lang="EN-US">{line}</span></p>' for line in text),
        "</body></html>",
    ]
    alternative = [
        'Content-Type: multipart/alternative; boundary="alt"',
        "",
        "--alt",
        *("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", *text),
        "--alt",
        *("Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", *html),
        "--alt--",
    ]
    if number % 10 < 9:
        return alternative
    document = base64.b64encode(b"%PDF-1.4\n" + chance.randbytes(146_000)).decode()
    lines = [document[at : at + 76] for at in range(0, len(document), 76)]
    return [
        'Content-Type: multipart/mixed; boundary="mix"',
        "",
        "--mix",
        *alternative,
        "--mix",
        'Content-Type: application/pdf; name="order.pdf"',
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="order.pdf"',
        "",
        *lines,
        "--mix--",
    ]
