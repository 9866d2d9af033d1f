"""What people tell beside an approval is read word by word; what could mean less than an approval is never read so."""

import pytest

from processor.approvals.grammar import judge_reply
from tests.unit.approvals.replies import context

HARMLESS = {
    "ru": ("Бюджет на это заложен. Согласовываем.",),
    "de": (
        "Das Budget dafür ist da. Wir nehmen das Angebot an.",
        "Wir haben alles in Ruhe gelesen, unsere Buchhaltung ist zufrieden. Genehmigt.",
    ),
}
DANGEROUS = {
    "ru": (
        "Цена вписывается в бюджет, если дадут деньги.", "Передала руководителю, он решит.",
        "Бюджет будет в следующем году.", "Нам нужна ещё инструкция.", "Нужна доставка.", "Нужно обучение.",
        "Настройку мы сделали сами.", "Обучение проведём своими силами.", "Первый этап.", "На два терминала.",
        "Только портал.", "Есть вопросы.", "Замечания вышлем.", "Без обучения.", "Коллеги против.",
        "Ждём решения директора.", "Документы у директора.", "Документы на подписи.", "Оплатим после приёмки.",
        "Начнём в январе.", "Сначала отчёт.", "Система работает медленно.", "Отчёт открывается не всегда.",
        "Хотелось бы дешевле.", "В целом хорошо.", "Пока хорошо.", "Система у нас уже есть.", "Это тест.",
        "Я стажёр.", "За директора.", "Обучение и инструкция входят в цену.", "Решили подождать.",
    ),
    "de": (
        "Der Preis passt ins Budget, falls wir die Mittel bekommen.", "Der Einkauf hat das Angebot noch.",
        "Das Budget ist nächstes Jahr da.", "Wir brauchen noch eine Schulung.", "Wir brauchen ein neues Angebot.",
        "Die Einrichtung haben wir bereits erledigt.", "Der Preis ist mit Schulung.", "Wir haben 500 eingeplant.",
        "Einige Kollegen sind zufrieden.", "Ich bin der Praktikant.", "Das ist ein Test.", "Für Herrn Meier.",
        "Das Angebot ist beim Vorstand.", "Wir prüfen das gerade.", "Der alte Preis passt.", "Wir haben zwei Drucker.",
        "Die erste Version gefällt uns.", "Am Montag starten wir.", "Der Vorstand hat morgen Sitzung.",
        "Schön wäre eine Schulung dazu.", "Ohne die Schulung passt es.", "Die Kollegen haben Wünsche.",
        "Der Preis von Müller ist in Ordnung.", "Die Drucker laufen noch nicht.", "Das Portal läuft langsam.",
        "Die Kosten trägt der Vermieter.", "Zahlung in drei Raten.", "Weitergeleitet.",
        "Der Auftrag ist raus an Müller.",
    ),
}  # fmt: skip
UNDECIDED = {
    "ru": (
        "Бюджет есть, согласован.",
        "Средства выделены, утверждены.",
        "Согласовано директором.",
        "Да, всё работает.",
    ),
    "de": ("Das Budget ist da und genehmigt.", "Die Mittel sind vorhanden und freigegeben.", "Der Chef hat genehmigt."),
}
WORDS = {"ru": "Согласовано.", "de": "Genehmigt."}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in HARMLESS for text in HARMLESS[language]]
)
def test_a_harmless_remark_may_stand_beside_an_approval(language: str, text: str) -> None:
    judged = judge_reply(text, context(language))
    assert judged.auto_accept, judged.issues


@pytest.mark.parametrize(
    ("language", "remark"), [(language, remark) for language in DANGEROUS for remark in DANGEROUS[language]]
)
def test_a_dangerous_remark_stands_against_an_approval(language: str, remark: str) -> None:
    word = WORDS[language]
    for text in (
        f"{word} {remark}",
        f"{remark} {word}",
        f"{word[:-1]}, {remark[0].lower()}{remark[1:]}",
        f"{word}\n{remark}",
    ):
        assert not judge_reply(text, context(language)).auto_accept, text


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in UNDECIDED for text in UNDECIDED[language]]
)
def test_a_remark_decides_nothing(language: str, text: str) -> None:
    assert not judge_reply(text, context(language)).auto_accept
