"""Issues that a reply to a Completion form leaves outstanding: lists are taken, prose is drafted, conditions held."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.vocabulary import ApprovalKind, ReplyOutcome
from processor.approvals.grammar import judge_reply
from processor.facts.message import Address
from processor.facts.replies import ReplyContext, ReplyJudgement
from tests.unit.approvals.replies import FRAGMENTS

GOLDEN = Path(__file__).parents[2] / "golden" / "unseen_approvals"
SENT = (
    "Hello,\n\nCompletion form CO-3, version 1\nThe system was taken live on 2 March.\n\n"
    "To accept, reply to this message with the single word APPROVED.\n\nOutstanding issues:\n"
    "1. ____\n2. ____\n3. ____\n4. ____\n5. ____\n\nVendor Support\n"
)
HEAD = "On Fri, Nov 20, 2026 at 10:12 AM Vendor Support <support+c.3.1.abcd@vendor.example> wrote:\n\n"
TOM = Address("Tom Hill", "tom.hill@customer.example")


def judged(text: str, sent: str = "", kind: ApprovalKind = ApprovalKind.COMPLETION) -> ReplyJudgement:
    return judge_reply(text, ReplyContext(kind, TOM, sent))


def quoted(*filled: str) -> str:
    lines = [f"> {line}" if line else ">" for line in SENT.splitlines()]
    for place, words in enumerate(filled, 1):
        lines = [f"> {place}. {words}" if line == f"> {place}. ____" else line for line in lines]
    return HEAD + "\n".join(lines) + "\n"


ACCEPTED = {
    "Approved with the following outstanding issues:\n- Queue 3 plays the wrong announcement\n- Report is missing": 2,
    "Hi,\n\nApproved with the following issues:\n\n1. Export to Excel fails\n\nBest regards\nTom Hill": 1,
    "Accepted. Open points:\n1. Headset in reception does not work\n2. Statistics page loads too slow": 2,
    "Accepted. Outstanding issues:\n(1) No sound on line 4\n(2) Agent names are misspelled": 2,
    "APPROVED\n\n* Export to Excel fails\n* No sound on line 4": 2,
    "APPROVED\n\nOutstanding issues:\n\n- Night announcement is missing\n\n- Dashboard is empty": 2,
    "We accept the completion with these open items:\n– The line is lost when transferring calls": 1,
    "Approved.\n\nStill open:\na) Voicemail of the reception does not play\nb) Labels overlap on the dashboard": 2,
    "Approved - open issues:\n• The printer in the warehouse does not print": 1,
    "Approved. We still have the following issues:\n- Caller names are not shown": 1,
    "Accepted, with some minor issues:\n- typo in the night announcement\n- report page freezes": 2,
    "Approved. There are still open points:\n1) The May report is missing two columns (date and name)": 1,
    "Approved.\n\nOutstanding issues:\n- none": 0,
    "Согласовано, остались замечания:\n- В очереди 3 звучит неправильное приветствие\n- Отчёт не загружается": 2,
    "Согласовано. Замечания:\n1) Нет звука на линии 4\n2) Экспорт в Excel не работает": 2,
    "Согласовано со следующими замечаниями:\n• Имена операторов не отображаются": 1,
    "Согласовано. Открытые вопросы:\n1. Отчёт за май пустой": 1,
    "Согласовано\n\n- Кнопка перевода не работает": 1,
    "Согласовано. Остались открытыми следующие вопросы:\nа) Тормозит страница статистики\nб) Принтер не печатает": 2,
    "Согласовано. Осталось исправить:\n- опечатка в меню": 1,
    "Добрый день!\n\nСогласовано, есть замечания:\n— Запись звонка обрывается\n\nС уважением,\nTom Hill": 1,
    "Abgenommen, offene Punkte:\n- Die Ansage in Warteschlange 3 ist falsch\n- Der Bericht fehlt": 2,
    "Freigegeben mit folgenden offenen Punkten:\na) Kein Ton auf Leitung 4\nb) Uhrzeit im Bericht stimmt nicht": 2,
    "Genehmigt. Noch offen:\n1. Der Drucker im Lager druckt nicht": 1,
    "Genehmigt.\n\nOffene Punkte:\n• Namen der Agenten werden nicht angezeigt": 1,
    "Hallo,\n\ngenehmigt, es gibt noch folgende Mängel:\n- Tippfehler im Menü\n\nMit freundlichen Grüßen\nTom Hill": 1,
    "Genehmigt\n\n* Export nach Excel funktioniert nicht": 1,
    "Abgenommen. Restpunkte:\n1) Statistik lädt zu langsam\n2) Aufzeichnung bricht ab": 2,
    "Genehmigt mit folgenden Mängeln:\n- Musik in der Warteschlange ist zu leise": 1,
}

TRAPS = (
    "Approved once these are fixed:\n- Queue 3 plays the wrong announcement",
    "Approved, but not until these are fixed:\n- The report is missing",
    "Not accepted until these are fixed:\n- The report is missing",
    "Approved except the following issues:\n- The report is missing",
    "Approved subject to the following outstanding issues:\n- The report is missing",
    "Approved pending the following issues:\n- The report is missing",
    "We can only accept with the following issues resolved:\n- The report is missing",
    "We do not accept. Outstanding issues:\n- The report is missing",
    "Outstanding issues:\n- The report is missing",
    "Approved with the following outstanding issues:\n- The report is missing\n- payment only after this works",
    "Approved with the following outstanding issues:\n- The report is missing, we pay when it is there",
    "Approved with the following outstanding issues:\n- The report is missing\n- completion is valid from June",
    "Approved with the following outstanding issues:\n- The report must be delivered by Friday",
    "Approved with the following outstanding issues:\n- Phase 1 only",
    "Approved with the following outstanding issues:\n- The report is missing\n\nThese must be fixed first.",
    "Approved with the following outstanding issues:\n- The report is missing\nand only if fixed",
    "Approved.\n\nDone:\n- training\n\nOpen:\n- The report is missing",
    "Approved:\n- The report is missing",
    "Approved. Queue 3 plays the wrong announcement and the report is missing.",
    "Approved. Unfortunately the report is still empty. Please have a look.",
    "Approved with the following outstanding issues:\n- Is the report missing?",
    "Approved with the following outstanding issues:\n- The report is missing (see my terms attached)",
    "Approved with the following outstanding issues:\n- The report is missing; no approval before",
    "Approved with the following outstanding issues:\n- I do not approve, the report is missing",
    "Согласовано после устранения замечаний:\n- Отчёт не загружается",
    "Согласуем, когда будут устранены замечания:\n- Отчёт не загружается",
    "Не согласовано, остались замечания:\n- Отчёт не загружается",
    "Согласовано при условии устранения:\n- Отчёт не загружается",
    "Согласовано, кроме следующих замечаний:\n- Отчёт не загружается",
    "Согласовано, остались замечания:\n- Отчёт не загружается, оплата после исправления",
    "Согласовано, остались замечания:\n- устранить до пятницы",
    "Согласовано, остались замечания:\n- Отчёт не загружается\n\nБез этого акт недействителен.",
    "Согласовано. Отчёт не загружается, и нет звука на линии 4.",
    "Замечания:\n- Отчёт не загружается",
    "Согласовано частично. Замечания:\n- Отчёт не загружается",
    "Abgenommen, sobald folgende Punkte behoben sind:\n- Der Bericht fehlt",
    "Noch nicht abgenommen, offene Punkte:\n- Der Bericht fehlt",
    "Abgenommen unter Vorbehalt folgender Mängel:\n- Der Bericht fehlt",
    "Abgenommen bis auf folgende Punkte:\n- Der Bericht fehlt",
    "Abgenommen, offene Punkte:\n- Der Bericht fehlt, Zahlung erst danach",
    "Abgenommen, offene Punkte:\n- Der Bericht fehlt\n- gilt nur für Standort Kassel",
    "Abgenommen, offene Punkte:\n- Der Bericht fehlt\n\nBis dahin gilt die Abnahme nicht.",
    "Genehmigt. Der Bericht fehlt, und die Ansage ist falsch.",
    "Offene Punkte:\n- Der Bericht fehlt",
    "Abgenommen, offene Punkte:\n- bis Freitag zu beheben: der Bericht fehlt",
)

TAKES_BACK = {
    "en": ("This was sent in error", "The word above is wrong", "typo above", "It is wrong", "My approval is missing"),
    "ru": ("Отправлено по ошибке", "Слово выше ошибочно", "Это ошибка", "Не хватает подписи директора"),
    "de": ("Falsch gesendet", "Oben steht ein Tippfehler", "Die Zusage ist falsch", "Freigabe der IT fehlt"),
}
"""Words of a problem that speak of the answer itself."""


@pytest.mark.parametrize(("text", "count"), ACCEPTED.items())
def test_a_list_of_problems_beside_an_acceptance_is_taken(text: str, count: int) -> None:
    found = judged(text)
    assert found.auto_accept, (found.rule, found.issues)
    assert found.outcome is ReplyOutcome.APPROVE
    assert len(found.outstanding) == count


@pytest.mark.parametrize("text", TRAPS)
def test_conditions_and_prose_are_never_accepted(text: str) -> None:
    found = judged(text)
    assert not found.auto_accept
    assert found.outcome is not ReplyOutcome.APPROVE
    assert found.issues


@pytest.mark.parametrize(("language", "words"), [(one, words) for one in TAKES_BACK for words in TAKES_BACK[one]])
def test_an_item_that_speaks_of_the_answer_itself_is_not_taken(language: str, words: str) -> None:
    head, one, _ = BASES[language]
    assert not judged(f"{head}\n- {one}\n- {words}\n").auto_accept


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert len(ACCEPTED) >= 28
    assert len(TRAPS) >= 40


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Approved. Queue 3 plays the wrong announcement.", "Queue 3 plays the wrong announcement."),
        ("Согласовано. Отчёт не загружается.", "Отчёт не загружается."),
        ("Genehmigt. Der Bericht fehlt noch.", "Der Bericht fehlt noch."),
    ],
)
def test_issues_in_prose_are_drafted_for_a_person(text: str, issue: str) -> None:
    found = judged(text)
    assert (found.auto_accept, found.rule, found.outcome) == (False, "issues_in_prose", ReplyOutcome.UNCLEAR)
    assert found.outstanding == (issue,)


def test_a_refusal_stays_a_refusal() -> None:
    found = judged("We do not accept the completion.\n\n- The report is missing\n- No sound on line 4")
    assert (found.outcome, found.auto_accept) == (ReplyOutcome.REJECT, False)
    assert len(found.outstanding) == 2


def test_words_of_a_problem_are_no_refusal() -> None:
    assert judged("Согласовано. В очереди 3 отказ оборудования, ошибка связи.").outcome is not ReplyOutcome.REJECT


def test_the_forms_own_section_is_read_where_it_was_filled_in() -> None:
    found = judged("Approved\n\n" + quoted("The report is missing", "No sound on line 4"), SENT)
    assert found.auto_accept, (found.rule, found.issues)
    assert found.outstanding == ("The report is missing", "No sound on line 4")


def test_the_form_with_its_lines_left_blank_leaves_nothing_outstanding() -> None:
    found = judged("Approved\n\n" + quoted(), SENT)
    assert (found.auto_accept, found.outstanding) == (True, ())


UNUSUAL = (
    "No music",
    "No music on hold",
    "Export of invoices fails",
    "The wallboard shows yesterday",
    "Отчёт за март пуст",
    "Не играет музыка",
    "Табло показывает вчерашние данные",
    "Rechnungsexport fehlerhaft",
    "Wallboard in Halle 2 zeigt gestern",
)


@pytest.mark.parametrize("words", UNUSUAL)
def test_issues_of_unusual_wording_are_taken_in_the_form_and_below_an_approval(words: str) -> None:
    in_form = judged("Approved\n\n" + quoted("The report is missing", words), SENT)
    assert (in_form.auto_accept, in_form.outstanding) == (True, ("The report is missing", words)), in_form.issues
    below = judged(f"Approved\n\n- {words}")
    assert (below.auto_accept, below.outstanding) == (True, (words,)), below.issues


@pytest.mark.parametrize(
    "words",
    [
        "Second item is going to a local firm",
        "Дизайн рисуем сами",
        "для склада № 2",
        "Работы примем",
        "entsprechend weniger",
        "Цена не играет роли",
        "Не играет роли",
        "Invoices fail",
        "Export of invoices fails, we pay then",
        "On hold",
        "Shows last month after we accept",
        "Пустая форма не подписана",
    ],
)
def test_what_names_no_problem_stays_with_a_person_in_the_forms_section_too(words: str) -> None:
    """Lines that decide can be told in any words, so only those that are known to tell of a problem are taken."""
    assert not judged("Approved\n\n" + quoted("The report is missing", words), SENT).auto_accept
    assert not judged(f"Approved\n\n- {words}").auto_accept


@pytest.mark.parametrize(
    "words", ["Not before this is paid", "Phase 1 only", "REJECTED", "The report is missing, so no approval"]
)
def test_a_condition_in_the_forms_section_is_not_accepted(words: str) -> None:
    assert not judged("Approved\n\n" + quoted("The report is missing", words), SENT).auto_accept


def test_an_edit_elsewhere_in_the_quote_is_not_restored() -> None:
    text = "Approved\n\n" + quoted("The report is missing").replace("on 2 March", "on 9 March")
    assert not judged(text, SENT).auto_accept


def test_a_wrapped_item_is_one_issue() -> None:
    text = (
        "Approved with the following outstanding issues:\n"
        "- The announcement of the night queue and reception is wrong and\nreport is missing\n- No sound on line 4\n"
    )
    assert [issue.count("\n") for issue in judged(text).outstanding] == [0, 0]


@pytest.mark.parametrize("kind", [ApprovalKind.PROPOSAL, ApprovalKind.GO_LIVE, ApprovalKind.FORM])
def test_only_completion_is_accepted_with_issues(kind: ApprovalKind) -> None:
    found = judged("Approved with the following outstanding issues:\n- The report is missing", kind=kind)
    assert (found.auto_accept, found.outstanding) == (False, ())


BASES = {
    "en": (
        "Approved with the following outstanding issues:",
        "Queue 3 plays the wrong announcement",
        "The report is missing",
    ),
    "ru": ("Согласовано, остались замечания:", "В очереди 3 звучит неправильное приветствие", "Отчёт не загружается"),
    "de": ("Abgenommen, offene Punkte:", "Die Ansage in Warteschlange 3 ist falsch", "Der Wochenbericht fehlt"),
}
FOREIGN = [
    json.loads(line)
    for name in ("mutations", "mutations-2")
    for line in (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
ALL = tuple(dict.fromkeys([*FRAGMENTS, *(row["fragment"] for row in FOREIGN)]))
PLACES = frozenset(("для склада № 2", "für den Standort Kassel", "for Greg Hall", "by Greg", "to the new address"))
"""Fragments that only say where a problem is."""


def mutants(head: str, one: str, other: str, fragment: str) -> Iterator[str]:
    """The reply with the fragment in, beside and between its items, and in its heading."""
    yield f"{head}\n- {one}\n- {other}\n- {fragment}\n"
    yield f"{head}\n- {fragment}\n- {one}\n- {other}\n"
    yield f"{head}\n- {one}\n{fragment}\n- {other}\n"
    yield f"{head}\n- {one}\n  {fragment}\n- {other}\n"
    yield f"{head}\n- {one}\n\n{fragment}\n\n- {other}\n"
    yield f"{head}\n- {one} ({fragment})\n- {other}\n"
    for joint in (" ", ", ", "; ", ". ", " - ", ": "):
        yield f"{head}\n- {one}{joint}{fragment}\n- {other}\n"
        yield f"{head}\n- {fragment}{joint}{one}\n- {other}\n"
    yield f"{fragment} {head}\n- {one}\n- {other}\n"
    yield f"{head[:-1]}, {fragment}:\n- {one}\n- {other}\n"
    yield f"{head} {fragment}\n- {one}\n- {other}\n"


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("language", BASES)
def test_no_fragment_in_a_list_or_its_heading_is_accepted(language: str) -> None:
    accepted, tried = [], 0
    for shift, fragment in enumerate(ALL):
        for turn, text in enumerate(mutants(*BASES[language], fragment)):
            if (shift + turn) % 7:
                continue
            tried += 1
            if fragment not in PLACES and judged(text).auto_accept:
                accepted.append((fragment, text))
    assert tried > 1000
    assert accepted == []


@pytest.mark.parametrize("language", BASES)
def test_the_base_of_the_mutants_is_accepted(language: str) -> None:
    head, one, other = BASES[language]
    assert len(judged(f"{head}\n- {one}\n- {other}\n").outstanding) == 2
