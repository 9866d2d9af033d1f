"""No clause that a conjunction opens passes beside a decision, though our mail holds each of its words.

"Approved, once the labels are printed": what may be said again because our mail says it must never become a condition,
a time or a purpose.
"""

from collections.abc import Iterator
from typing import Final

import pytest

from models.vocabulary import ApprovalKind
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext

WORDS: Final = {
    "en": (
        "once", "since", "as", "while", "after", "before", "so", "then", "when", "where", "until", "till",
        "providing", "provided", "given", "assuming", "whenever", "as soon as", "as long as", "if", "unless", "because",
    ),
    "de": (
        "sobald", "wenn", "nachdem", "bis", "damit", "solange", "sofern", "da", "während", "falls", "sowie", "bevor",
        "weil", "soweit",
    ),
    "ru": (
        "как", "как только", "раз", "когда", "пока", "если", "после", "при", "чтобы", "лишь", "после того как",
        "поскольку",
    ),
}  # fmt: skip
BODIES: Final = {
    "en": (
        "the labels are printed", "the terminals work", "everything works", "the terminals work well in the warehouse",
        "the warehouse team is happy with the labels", "the labels and the terminals",
    ),
    "de": (
        "die Terminals laufen", "das Portal fehlerfrei läuft", "die Terminals laufen seit Montag fehlerfrei",
        "alle Etiketten lesbar sind", "alles passt", "unsere Terminals drucken die Etiketten sauber",
    ),
    "ru": (
        "терминалы работают", "всё работает", "терминалы на складе работают без сбоев", "этикетки напечатаны",
        "отчёт готов", "склад доволен терминалами",
    ),
}  # fmt: skip
DECISIONS: Final = {
    "en": ("Approved", "We accept", "Yes, please go ahead"),
    "de": ("Genehmigt", "Einverstanden", "Wir stimmen zu"),
    "ru": ("Согласовано", "Согласны", "Утверждаю"),
}
SENT: Final = {
    "en": "Barcode labels for the warehouse\n\nDear Anna,\n\nthe labels are printed and everything in the warehouse "
    "works well with the terminals; the warehouse team is happy.\nIt is done {words}.\n\nPlease reply with APPROVED."
    "\n\nBest wishes,\nMarit Solberg\n",
    "de": "Etiketten im Portal\n\nGuten Tag Frau Keller,\n\ndas Portal und die Terminals laufen seit Montag fehlerfrei,"
    " sie drucken alle Etiketten sauber und lesbar, alles passt.\nDas gilt {words}.\n\nBitte antworten Sie mit "
    "GENEHMIGT.\n\nViele Grüße\nJens Reimann\n",
    "ru": "Этикетки для склада\n\nЗдравствуйте, Анна!\n\nТерминалы на складе работают без сбоев, этикетки напечатаны, "
    "отчёт готов, всё работает, склад доволен терминалами.\nДалее {words}.\n\nОтветьте СОГЛАСОВАНО.\n\n"
    "С уважением,\nПавел Белов\n",
}
KINDS: Final = (ApprovalKind.PROPOSAL, ApprovalKind.GO_LIVE)
SENDER: Final = Address("Anna Keller", "anna.keller@northwind.example")


def accepts(text: str, language: str, kind: ApprovalKind) -> bool:
    sent = SENT[language].format(words=" ".join(WORDS[language]))
    return judge_reply(text, ReplyContext(kind, SENDER, sent)).auto_accept


def replies(language: str, word: str) -> Iterator[str]:
    """Each clause behind each decision and before it, with a comma and without."""
    for body in BODIES[language]:
        for decision in DECISIONS[language]:
            low = decision[0].lower() + decision[1:]
            for sign in (",", ""):
                yield f"{decision}{sign} {word} {body}."
                yield f"{word.capitalize()} {body}{sign} {low}."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", WORDS)
def test_a_decision_alone_is_accepted(language: str, kind: ApprovalKind) -> None:
    assert all(accepts(f"{decision}.", language, kind) for decision in DECISIONS[language][:1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "word"), [(language, word) for language in WORDS for word in WORDS[language]])
def test_no_clause_behind_a_conjunction_passes(language: str, word: str, kind: ApprovalKind) -> None:
    assert [text for text in replies(language, word) if accepts(text, language, kind)] == []
