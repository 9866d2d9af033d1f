"""What passes and what doesn't, rule by rule; and each rule switched off lets pass what only it holds back."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import ApprovalKind, ReplyOutcome
from processor.approvals.grammar import body, judge, judge_reply, tail, triage
from processor.facts.message import Address
from processor.facts.replies import ReplyContext, ReplyJudgement
from tests.unit.approvals.replies import ANNA, BLOCKS, HEADS, IVAN, SENT, bases, context, quoted

SHARED = Path(os.environ.get("SIGNOFF_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
SAMPLE = SHARED / "data" / "approvals" / "sample.jsonl"
SIGNED = "Approved\n\nRegards\n"


def judged(text: str, **known: Any) -> ReplyJudgement:
    given = {"sender": ANNA, "sent": SENT["en"], "number": 31, "version": 2, **known}
    return judge_reply(text, ReplyContext(**given))


NOT_APPROVALS = (
    "disallow", "not approved", "can't approve yet", "approved?", "once approved we will", "unapproved", "disapproved",
    "не согласовано", "согласовано с замечаниями", "nicht genehmigt", "Approved...", "Approved and", "Approved:",
    "Approved up to EUR 3,500", "Approved in principle", "Approved by Greg", "Approved soon :)", "To be approved",
    "Approved once the bug is fixed", "👍", "Yes", "OK", "Thanks", "Принято", "принято в работу", "Confirmed", "ok 👍",
    "Согласовано автоматически: ваше письмо прошло проверку", "Approved Greg",
    "Thanks Greg, approved on behalf of him",
    "Approve the proposal?", "We approve the scope", "We approve the first part", "No, approved", "Wir nehmen an",
    "PO 4711", "Approved, PO max-3500", "Approved, PO", "Approved, PO 12 4711 13", "Approved. Not.", "Approved ❌",
    "Morgen, genehmigt", "Genehmigt, morgen", "Approved & but", "Go-live approved", "A̶p̶p̶r̶o̶v̶e̶d̶", "~~Approved~~",
    "Approved\nnot", "Approved [ ]", "[ ] Approved", "approved :(", "Аpproved", "Appr\u200boved", "Approved \u202etoN",
    "Approved\n\nRegards\nGreg", "Approved\n\nThanks\nGreg", "Approved\nGreg", "Approved, согласовано ли",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_APPROVALS)
def test_what_does_not_approve_is_not_accepted(text: str) -> None:
    assert not judged(text).auto_accept
    assert judged(text).issues


@pytest.mark.parametrize(
    "text",
    ["Approved.\n\n", "APPROVED", "approved 👍", "Approved\u00a0", "\ufeffApproved", "Approved\u200b",
    "Approved\r\n\r\nAnna\r\n",
     "*Approved*", "“Approved”", "Согласовано)", "approved :)", "  Approved", "Approved!!!", "Yes - approved."],
)  # fmt: skip
def test_forms_of_the_word_are_approvals(text: str) -> None:
    assert judged(text).auto_accept, judged(text)


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("Anna Keller", True), ("A. Keller", True), ("Keller, Anna", True), ("Anna", True), ("A.K.", True),
        ("AK", True),
        ("Dr. Anna Keller", True), ("Анна Келлер", True), ("Anna M. Keller", True), ("Greg Hall", False),
        ("Anna Tomorrow", False), ("i.A. Anna Keller", False), ("i. V. Anna Keller", False),
        ("p.p. Anna Keller", False),
        ("за Анну Келлер", False), ("Head of Ad Operations | Northwind", True), ("Chief Technology Officer", True),
        ("Deputy Head of IT", False), ("Acting CTO", False), ("Assistant to the CEO", False), ("Finance", False),
        ("Northwind GmbH", True), ("Northwind Media Ltd.", True), ("Southwind GmbH", False), ("GmbH", False),
        ("T +44 20 7946 0000", True), ("Phone: +44 (0)20 7946 0000", True), ("+49 30 1234567 | +49 170 1234567", True),
        ("3500", False), ("T 3500", False), ("+49 30 1234567 only", False), ("anna.keller@northwind.example", True),
        ("greg@northwind.example", False), ("www.northwind.example", True), ("www.southwind.example", False),
        ("Sent from my iPhone", True), ("Sent from my iPhone tomorrow", False), ("Sent from Greg", False),
        ("Get Outlook for iOS<https://aka.ms/o0ukef>", True), ("--", True), ("Please read", False),
        ("[image: logo]", True),
        ("[image: only phase 1]", False), ("Anna ...", False),
    ],
)  # fmt: skip
def test_only_provable_lines_stand_below(line: str, fine: bool) -> None:
    assert judged(SIGNED + line).auto_accept is fine


def test_a_name_is_one_in_both_scripts() -> None:
    for name in ("Ivan Petrov", "Иван Петров", "И. Петров", "I. Petrov", "Петров И.В."):
        assert judge_reply(f"Согласовано\n\n{name}", ReplyContext(sender=IVAN)).auto_accept, name
    assert not judge_reply("Согласовано\n\nПетр Иванов", ReplyContext(sender=IVAN)).auto_accept


def test_known_lines_count_below_something_that_closes_only() -> None:
    known = frozenset({"The  Grey House, Leeds", "Approved supplier", "not before noon"})
    assert judged(SIGNED + "the grey house, leeds", known_lines=known).auto_accept
    assert judged("Approved\n\nThe Grey House, Leeds", known_lines=known).auto_accept
    assert not judged("Approved\nThe Grey House, Leeds", known_lines=known).auto_accept
    assert not judged("The Grey House, Leeds\n\nApproved", known_lines=known).auto_accept
    assert not judged("The Grey House, Leeds", known_lines=known).auto_accept
    assert not judged(SIGNED + "Approved supplier", known_lines=known).auto_accept
    assert not judged(SIGNED + "not before noon", known_lines=known).auto_accept


STANDING = "This message is confidential. If you are not the intended recipient, please delete it."
NOTICE = "This message is confidential. If it was not meant for you, shred it."
BINDING = "This confidential message does not constitute an offer or acceptance unless signed."


def test_a_known_notice_passes_unless_it_speaks_of_binding() -> None:
    assert judged(SIGNED + STANDING).auto_accept
    assert not judged(SIGNED + NOTICE).auto_accept
    assert judged(SIGNED + NOTICE, known_lines=frozenset({NOTICE})).auto_accept
    assert not judged(SIGNED + BINDING, known_lines=frozenset({BINDING})).auto_accept


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We approve version 3.", "other-version"), ("Approved PR-30", "other-number"), ("Approved PR-31.4",
        "other-version"),
        ("We approve the proposal as sent on 19 November.", "other-day"), ("Proposal no. 30 approved", "other-number"),
    ],
)  # fmt: skip
def test_another_document_is_told(text: str, rule: str) -> None:
    found = judged(f"{text}\n\n{quoted('en', 'prefixed')}")
    assert (found.outcome, found.auto_accept, found.rule) == (ReplyOutcome.UNCLEAR, False, rule)


def test_number_and_version_are_taken_from_what_was_sent_or_quoted() -> None:
    text = "Approved PR-31, version 2\n\n"
    assert judge_reply(text, ReplyContext(sent=SENT["en"])).auto_accept
    assert judge_reply(text + quoted("en", "bare"), ReplyContext(sender=ANNA)).auto_accept
    assert judge_reply(text, ReplyContext()).rule == "other-version"
    other = BLOCKS["en"].replace("PR-31 v2", "PR-30 v2") + SENT["en"]
    assert judged("Approved\n\n" + other).rule == "other-subject"


QUOTE = quoted("en", "prefixed")


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE.replace("4,200", "3,900"), QUOTE.replace("report export", "report"), QUOTE + "> PS: only if\n",
        QUOTE + "no\n",
        QUOTE.replace("> Scope", "> ? Scope"), "> REJECTED\n", HEADS["en"] + "> REJECTED\n",
        QUOTE.replace("On Fri", "On behalf of Greg, on Fri"), QUOTE.replace("Vendor Support <", "Only Phase One <"),
        QUOTE.replace("10:12 AM", "10:12 AM 3900"), BLOCKS["en"].replace("PR-31 v2", "only phase 1") + SENT["en"],
        BLOCKS["en"].replace("Anna Keller", "only Greg") + SENT["en"], QUOTE + "\n[ ]\n",
        "---------- Forwarded message ----------\n" + BLOCKS["en"] + SENT["en"],
    ],
)  # fmt: skip
def test_a_changed_quote_is_not_passed_over(quote: str) -> None:
    assert judged("Approved\n\n" + QUOTE).auto_accept
    assert not judged("Approved\n\n" + quote).auto_accept


def test_a_part_of_what_was_sent_may_be_quoted() -> None:
    lines = QUOTE.splitlines()
    assert judged("Approved\n\n" + "\n".join(lines[:8])).auto_accept
    assert judge_reply("Approved\n\n" + QUOTE, ReplyContext(sender=ANNA)).auto_accept, "what was sent isn't known"
    assert not judge_reply("Approved\n\n" + QUOTE + "but no\n", ReplyContext(sender=ANNA)).auto_accept


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Approved, PO 4711", "4711"), ("Genehmigt, Bestellnummer 4500012345", "4500012345"),
        ("Согласовано, номер заказа 4500-77", "4500-77"), ("Approved. Our PO number is XK-4711/2.", "XK-4711/2"),
        ("Approved", ""), ("Approved. Please quote PO# 4711 on the invoice.", "4711"),
    ],
)  # fmt: skip
def test_a_purchase_order_is_captured(text: str, number: str) -> None:
    found = judged(text)
    assert (found.auto_accept, found.purchase_order) == (True, number)


def test_each_kind_approves_what_was_asked() -> None:
    for kind, text in (
        (ApprovalKind.GO_LIVE, "We approve the go-live."),
        (ApprovalKind.COMPLETION, "Работы приняты без замечаний."),
        (ApprovalKind.COMPLETION, "Abnahme erteilt."),
    ):
        assert judged(text, kind=kind).auto_accept, text
        assert not judged(text, kind=ApprovalKind.PROPOSAL).auto_accept, text
    assert not judged("Approved", kind=ApprovalKind.RECEIPT).auto_accept


TRIAGED = (
    ("We do not approve this proposal, the price is too high.", ReplyOutcome.REJECT, "refusal"),
    ("Please withdraw my approval.", ReplyOutcome.REJECT, "withdrawal"),
    ("Approved, but only phase 1", ReplyOutcome.CONDITIONAL, "condition"),
    ("Genehmigt, aber ohne Schulungstag", ReplyOutcome.CONDITIONAL, "condition"),
    ("Will be approved next week", ReplyOutcome.LATER, "put-off"),
    ("Noch nicht genehmigt, liegt beim Einkauf.", ReplyOutcome.LATER, "put-off"),
    ("Кто должен согласовать — я или Сидоров?", ReplyOutcome.QUESTION, "question"),
    ("I am out of the office until 30 November.", ReplyOutcome.AUTO_REPLY, "automatic-words"),
    ("👍", ReplyOutcome.UNRELATED, "no-words"),
    ("Forwarding this to my colleague", ReplyOutcome.UNCLEAR, "forwarded"),
    ("The dashboard does not open.", ReplyOutcome.UNRELATED, "no-decision"),
    ("Approved, said Lena", ReplyOutcome.APPROVE, "approval-words"),
)


@pytest.mark.parametrize(("text", "outcome", "rule"), TRIAGED)
def test_the_rest_is_put_in_order(text: str, outcome: ReplyOutcome, rule: str) -> None:
    found = judged(text)
    assert (found.outcome, found.rule, found.auto_accept) == (outcome, rule, False)


HELD_BACK = {
    "too-long": "Approved\n" + "\n" * 100_000,
    "other-version": "We approve version 3.",
    "other-number": "Approved PR-30",
    "other-subject": "Approved\n\n" + BLOCKS["en"].replace("PR-31 v2", "PR-30 v2") + SENT["en"],
    "other-day": "We approve the proposal as sent on 19 November.",
    "unread-lines": "Approved\n\nGreg",
    "edited-quote": "Approved\n\n" + QUOTE.replace("4,200", "3,900"),
    "no-approval": "Thanks!",
}


@pytest.mark.parametrize("rule", HELD_BACK)
def test_a_refusal_switched_off_lets_pass_what_it_holds_back(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = judged(HELD_BACK[rule])
    assert (found.auto_accept, len(found.issues) > 0) == (False, True)
    rest = tuple(refusal for refusal in judge.REFUSALS if refusal.rule != rule)
    assert len(rest) == len(judge.REFUSALS) - 1
    monkeypatch.setattr(judge, "REFUSALS", rest)
    assert judged(HELD_BACK[rule]).auto_accept


ALLOWED = {
    "rule": "--",
    "client-footer": "Sent from my iPhone",
    "standing-notice": "Please consider the environment before printing this e-mail.",
    "known-line": "The Grey House",
    "closing": "Very best wishes, Anna",
    "signature": "Anna M. Keller",
}
PARTS = {
    "name": "Anna M. Keller",
    "title": "Head of Ad Operations",
    "company": "Northwind GmbH",
    "post-and-company": "Head of Ad Operations Northwind GmbH",
    "address": "12 Chapel Street, London SW1A 1AA",
    "registry": "Registered in England no. 00000117",
    "phone": "T +44 20 7946 0000",
    "own-address": "anna.keller@northwind.example",
    "own-site": "www.northwind.example",
}


@pytest.mark.parametrize(("table", "lines"), [("LINES", ALLOWED), ("PARTS", PARTS)])
def test_an_allowing_rule_switched_off_lets_nothing_pass(
    table: str, lines: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = getattr(tail, table)
    assert [name for name, _ in rules] == list(lines)
    for name, line in lines.items():
        known = frozenset({ALLOWED["known-line"]})
        assert judged(SIGNED + line, known_lines=known).auto_accept, name
        monkeypatch.setattr(tail, table, tuple(rule for rule in rules if rule[0] != name))
        assert not judged(SIGNED + line, known_lines=known).auto_accept, name


def test_characters_that_hide_are_what_holds_a_line_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("Approved\n\n-\u202e-\u202c", "Approved 👍\u0336"):
        assert not judged(text).auto_accept
    assert any("nobody sees" in issue for issue in judged("Approved\n\n-\u202e-").issues)
    monkeypatch.setattr(body, "why_unreadable", lambda line: "a reason")
    assert not judged("Approved").auto_accept


def test_every_rule_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "approvals.md").read_text(encoding="utf-8")
    for name in [refusal.rule for refusal in judge.REFUSALS] + [question.rule for question in triage.TRIAGE]:
        assert f"| `{name}` |" in page, name


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared data is not beside the checkout")
def test_the_sample_is_read_right() -> None:
    rows = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    right, passed, fine = 0, 0, 0
    for row in rows:
        names = {"Tom": "Tom Baker", "Katrin": "Katrin Vogel", "Иван": "Иван Петров", "Ольга": "Ольга Белова"}
        names |= {"Anna Keller": "Anna Keller", "Osei": "P. Osei"}
        name = next(
            (full for part, full in names.items() if f"\n{part}" in row["text"] or f" {part}" in row["text"]), "X Y"
        )
        found = judge_reply(row["text"], ReplyContext(sender=Address(name, "someone@romashka.example")))
        acceptable = row["label"] == "approve" and "must_queue" not in row["note"]
        assert acceptable or not found.auto_accept, row["id"]
        right += found.outcome == row["label"]
        passed += found.auto_accept
        fine += acceptable
    assert right / len(rows) >= 0.95
    assert passed / fine >= 0.75


def test_bases_are_accepted_without_what_was_sent_too() -> None:
    found = [judge_reply(text, ReplyContext(sender=context(language).sender)) for language, text in bases()]
    assert sum(one.auto_accept for one in found) / len(found) > 0.8
