"""An acceptance as acceptance.json holds it, for tests of what is made of it."""

from copy import deepcopy
from typing import Any

WORDS = {
    "en": ("Ivan Petrov", "Export of invoices to the accounting system", "Approved, PO 4711\n\nIvan Petrov\nCTO"),
    "ru": ("Иван Петров", "Выгрузка счетов в бухгалтерию", "Согласовано, спасибо!\n\nИван Петров"),
    "de": ("Jürgen Größmann", "Rechnungsexport in die Buchhaltung", "Freigegeben.\n\nGrüße\nJürgen Größmann"),
}
CHECKS = (
    ("single_headers", "passed", "every field that may stand once does"),
    ("look_alike", "passed", "the sender's domain looks like no other"),
    ("sender", "passed", "the only sender address is ivan.petrov@romashka.example"),
    ("dkim", "passed", "signed by romashka.example (rsa-sha256, 2048 bits, selector s1), and the signature holds"),
    ("alignment", "passed", "romashka.example answers for the sender's domain"),
    ("authentication_results", "not_done", "our mail server wrote down no results, or its name is not in the settings"),
    ("arc", "not_done", "the mail carries no chain of a forwarder, or none of a trusted one"),
    ("smime", "not_done", "the mail carries no S/MIME signature, or no root is in the settings"),
    (
        "token",
        "passed",
        "the key of the request stands in: address, message id, subject, text; signed in: subject, text",
    ),
    ("authority", "passed", "Ivan Petrov <ivan.petrov@romashka.example> is in the register since 2026-10-03 09:12 UTC"),
    ("amount", "passed", "EUR 4,200.00 is within the approver's limit of EUR 10,000.00"),
    ("own_proposal", "passed", "the proposal was drafted by somebody else"),
    ("not_automatic", "passed", "nothing says that a machine wrote it"),
    ("grammar", "passed", "the whole reply reads as an acceptance (approve.word)"),
    ("quote", "passed", "what is quoted is part of what was sent"),
    ("body", "passed", "text and HTML say the same"),
    ("version", "passed", "version 3 is the newest one"),
    ("open", "passed", "the request was open"),
    ("in_time", "passed", "received 11 days before the end"),
    ("duplicate", "passed", "the mail has served no approval before"),
    ("challenge", "not_done", "no code was asked for at this level and amount"),
)


BASE: dict[str, Any] = {
    "schema": "signoff-acceptance/1",
    "acceptance": {
        "number": "AC-2026-000017",
        "type": "signed",
        "accepted_at": "2026-11-20T08:03:25+00:00",
        "decided_at": "2026-11-20T08:03:27+00:00",
        "recorded_by": "",
        "assurance": "A3",
    },
    "document": {
        "kind": "proposal",
        "number": 17,
        "version": 3,
        "title": "",
        "sha256": "ab" * 32,
        "pdf_sha256": "cd" * 32,
        "price": "4200.00",
        "currency": "EUR",
        "hours": "42",
        "valid_until": "2026-12-01",
    },
    "approver": {
        "name": "",
        "address": "ivan.petrov@romashka.example",
        "title": "CTO",
        "side": "customer",
        "register": ["Added on 2026-10-02 09:12:00 UTC by anna, confirmed by boris."],
    },
    "reply": {
        "sha256": "12" * 32,
        "message_id": "<abc@romashka.example>",
        "received_at": "2026-11-20T08:03:25+00:00",
        "sent_at": "2026-11-20T11:03:11+03:00",
        "text": "",
        "truncated": False,
        "purchase_order": "",
    },
    "challenge": None,
    "sent": {
        "sha256": "34" * 32,
        "message_id": "<so.p.17.3.x@vendor.example>",
        "sent_at": "2026-11-19T16:40:02+00:00",
        "smtp_reply": "250 OK",
        "recipient": "ivan.petrov@romashka.example",
        "wording": "To accept proposal PR-17 version 3, reply with the one word APPROVED.",
        "language": "",
    },
    "judgement": {"outcome": "approve", "rule": "approve.word", "issues": [], "grammar_version": 1},
    "context": {"kind": "proposal", "number": 17, "version": 3, "known_lines": []},
    "sender": {},
    "checks": [{"name": name, "result": result, "detail": detail} for name, result, detail in CHECKS],
    "time": {"source": "local clock", "skew_seconds": 0},
    "ledger": {
        "origin": "vendor.example/evidence",
        "leaf_index": 41,
        "tree_size": 42,
        "root": "qZ0t3mT2qg7h7bYkQwPZb1l7m5n0b8s7J3v1w2x3y4o=",
        "checkpoint": "",
        "salt": "00" * 16,
        "leaf": "{}",
    },
}


def acceptance(language: str = "en", **changes: object) -> dict[str, Any]:
    """One signed acceptance; `changes` replace whole sections."""
    made = deepcopy(BASE)
    made["approver"]["name"], made["document"]["title"], made["reply"]["text"] = WORDS[language]
    made["reply"]["purchase_order"] = "4711" if language == "en" else ""
    made["sent"]["language"] = language
    return {**made, **changes}


FORM_TITLES = {
    "en": "Completion of the deployment, Lisbon office",
    "ru": "Завершение внедрения, офис в Лиссабоне",
    "de": "Abschluss der Einführung, Büro Lissabon",
}
ISSUES = {
    "en": ("The wallboard shows yesterday's figures", "Recording 3 is cut off at the end"),
    "ru": ("На табло вчерашние показатели", "Запись 3 обрывается в конце"),
    "de": ("Die Anzeigetafel zeigt die Zahlen von gestern", "Ansage 3 bricht am Ende ab"),
}
NOTICES: list[dict[str, Any]] = [
    {
        "what": what,
        "sha256": digit * 64,
        "message_id": f"<so.c.3.1.abcdefgh23456723.{digit}@vendor.example>",
        "recipient": "ivan.petrov@romashka.example",
        "sent_at": sent_at,
        "smtp_reply": f"250 2.0.0 Ok: queued as {digit}F2A1",
        "bounced_at": None,
    }
    for what, digit, sent_at in (
        ("approval_request", "5", "2026-11-03T06:00:02+00:00"),
        ("approval_reminder", "6", "2026-11-08T06:00:01+00:00"),
        ("approval_reminder", "7", "2026-11-13T06:00:01+00:00"),
    )
]
TERMS = {
    "live_at": "2026-10-27T11:20:00+00:00",
    "timezone": "Europe/Moscow",
    "deemed_after_days": 21,
    "notice_days": 14,
}


def signed(kind: str, language: str = "en", **changes: object) -> dict[str, Any]:
    """The acceptance of a form by a reply; with a Completion form it leaves two issues outstanding."""
    made = acceptance(language)
    made["document"] |= {"kind": kind, "number": 3, "version": 1, "title": FORM_TITLES[language]}
    made["document"] |= {"price": None, "currency": "", "hours": None, "valid_until": None}
    made["context"] |= {"kind": kind, "number": 3, "version": 1}
    made["reply"]["purchase_order"] = ""
    if kind == "completion":
        made["judgement"]["outstanding"] = list(ISSUES[language])
        numbered = enumerate(ISSUES[language], 1)
        made["outstanding"] = [{"position": at, "text": text, "ticket": 1042 + at} for at, text in numbered]
    return {**made, **changes}


def deemed(language: str = "en", **changes: object) -> dict[str, Any]:
    """Completion that is deemed accepted: 21 days after going live nobody had answered."""
    made = signed("completion", language)
    effective = "2026-11-17T21:00:00+00:00"
    made["acceptance"] |= {"type": "deemed", "accepted_at": effective, "effective_at": effective, "assurance": "A0"}
    made["acceptance"] |= {"decided_at": "2026-11-17T21:00:31+00:00", "evidence": "Nobody answered.", "terms": TERMS}
    made["outstanding"] = []
    checks = [
        ("delivered", "passed", "1 mails with the form, taken 14 days before the end"),
        ("reminded", "passed", "2 reminders were taken by the mail server"),
        ("no_bounce", "passed", "none of these mails came back"),
        ("mailbox_read", "passed", "mail is read and decided until 2026-11-17 21:00 UTC"),
        ("nothing_waits", "passed", "nothing from this customer waits unread, in quarantine or undecided"),
        ("term_over", "passed", "the term ended at 2026-11-17 21:00 UTC"),
        ("grammar", "not_done", "no reply accepts or refuses it: the acceptance is deemed, not signed"),
    ]
    made["checks"] = [{"name": name, "result": result, "detail": detail} for name, result, detail in checks]
    made |= dict.fromkeys(("reply", "judgement", "context", "sender", "challenge"))
    made["sent"]["wording"] = "If we hear nothing, completion is deemed accepted at the end of 17 November 2026."
    return {**made, "notices": deepcopy(NOTICES), **changes}
