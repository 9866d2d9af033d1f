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
