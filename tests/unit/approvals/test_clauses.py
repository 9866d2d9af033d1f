"""Decisions are read in any order of their parts, and none makes one of an imperative, a question or a half verb."""

import pytest

from models.vocabulary import ApprovalKind, Language
from processor.approvals.grammar import judge_reply
from processor.approvals.grammar.clauses import Clause
from processor.approvals.grammar.items import machine
from processor.facts.message import Address
from processor.facts.replies import ReplyContext
from tests.unit.approvals.replies import ANNA, IVAN, KATRIN, SENT

DECISIONS = (
    "Approved - PR-31 version 2.", "Your PR-31 version 2 is approved.", "Approved pls.", "Approved, cheers mate",
    "This is to inform that proposal PR-31 version 2 is hereby approved by us.", "Approved by Northwind, please start.",
    "We approve your proposal PR-31, version 2, at EUR 4,200.", "Northwind Ltd. hereby approves PR-31, version 2.",
    "I have read PR-31, version 2, and we accept it in full.", "Yes to PR-31 v2", "Accepted. LPO No. RT/26/0071.",
    "Angebot PR-31, Version 2, wird von uns angenommen.", "Wir sind einverstanden und nehmen das Angebot an.",
    "Jo, machen wir so, ist genehmigt.", "Das Angebot nehmen wir gerne an.", "Hiermit genehmigen wir PR-31.",
    "Согласовано: PR-31, версия 2.", "С составом работ, сроком и стоимостью согласны, предложение принимаем.",
    "Предложение PR-31 вер. 2 согласовано, спасибо", "Даю согласие на выполнение работ по предложению PR-31.",
)  # fmt: skip
NO_DECISIONS = (
    "Please approve PR-31", "Is PR-31 approved", "Is this approved", "You approve it", "Approval of PR-31",
    "She has approved it", "The director approved it", "PR-31 approved by Greg", "Approved for Greg", "Yes to",
    "Approved module 2", "We agree with the scope and the price", "Approved, PO 4711-no", "Approved PR-32",
    "Sie genehmigt das Angebot", "Ist das Angebot genehmigt", "Akzeptieren wir das Angebot", "Wir nehmen das Angebot",
    "Er nimmt das Angebot an", "Wir nehmen an", "Nehmen Sie das Angebot an", "Wir sind beauftragt", "wird genehmigt",
    "Sie sind einverstanden", "Директор согласовал", "Все согласовали", "Документ принят", "Вы согласны", "Берем",
    "Согласуем", "С составом работ согласны", "Согласовано ими", "Принимаем",
)  # fmt: skip


def accepts(text: str, sender: Address) -> bool:
    return judge_reply(text, ReplyContext(sender=sender, sent=SENT["en"])).auto_accept


@pytest.mark.parametrize("text", DECISIONS)
def test_parts_stand_in_any_order(text: str) -> None:
    assert accepts(text, ANNA)


@pytest.mark.parametrize("text", NO_DECISIONS)
def test_no_order_makes_a_decision_of_what_is_none(text: str) -> None:
    assert not any(accepts(text, sender) for sender in (ANNA, IVAN, KATRIN))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Approved, order number: 7700-19823", "7700-19823"), ("Approved, PO-2025-0388.", "PO-2025-0388"),
        ("Approved, PO XB-12/2025-SD, thanks", "XB-12/2025-SD"), ("Accepted. LPO No. RT/26/0071.", "RT/26/0071"),
        ("Genehmigt, Auftragsnummer 45-108823", "45-108823"), ("Согласовано, заказ № 118/25", "118/25"),
    ],
)  # fmt: skip
def test_numbers_of_orders_have_many_forms(text: str, number: str) -> None:
    judged = judge_reply(text, ReplyContext(sender=ANNA, sent=SENT["en"]))
    assert (judged.auto_accept, judged.purchase_order) == (True, number)


MOODS = {
    Language.ENGLISH: "will would could should might need must once when after until if unless but"
    " only just partly except"
    " subject pending not never later soon maybe first half",
    Language.GERMAN: "nicht kein muss soll sollte wuerde koennte koennen erst nur aber wenn falls"
    " sobald sofern bis spaeter"
    " teilweise bald vielleicht ausser morgen",
    Language.RUSSIAN: "если но только после пока будет нужно должен может бы не нет кроме частично"
    " позже завтра предварительно",
}


@pytest.mark.parametrize("language", MOODS)
@pytest.mark.parametrize("kind", [ApprovalKind.PROPOSAL, ApprovalKind.GO_LIVE, ApprovalKind.COMPLETION])
def test_no_chunk_holds_a_word_that_changes_mood_or_time(language: Language, kind: ApprovalKind) -> None:
    clause = next(one for _, one in machine(language, kind).kinds if isinstance(one, Clause))
    found = sorted(clause.words() & set(MOODS[language].split()))
    assert found == []
