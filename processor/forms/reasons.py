"""Why an answer could not be read, as a sentence to the customer in their language."""

from typing import Final

_WHY: Final = {
    "no_date": (
        "This does not look like a date. Please write it like 3 April 2026.",
        "Это не похоже на дату. Напишите, пожалуйста, например: 3 апреля 2026.",
        "Das sieht nicht nach einem Datum aus. Bitte schreiben Sie es so: 3. April 2026.",
    ),
    "order": (
        "This date can be read in two ways. Please write the month as a word, like {one} or {other}.",
        "Эту дату можно прочитать двояко. Напишите, пожалуйста, месяц словом: {one} или {other}.",
        "Dieses Datum kann zweierlei heißen. Bitte schreiben Sie den Monat als Wort: {one} oder {other}.",
    ),
    "no_such_day": (
        "{said} does not exist in the calendar. Please check the date.",
        "Даты {said} не существует. Проверьте, пожалуйста, дату.",
        "{said} gibt es im Kalender nicht. Bitte prüfen Sie das Datum.",
    ),
    "no_year": (
        "The year is missing. Please write the whole date, like 3 April 2026.",
        "Не хватает года. Напишите, пожалуйста, дату полностью, например: 3 апреля 2026.",
        "Das Jahr fehlt. Bitte schreiben Sie das ganze Datum, zum Beispiel 3. April 2026.",
    ),
    "far_off": (
        "We read {said}, and that is years away. Please check the year.",
        "Мы прочитали {said}, это далеко от сегодняшнего дня. Проверьте, пожалуйста, год.",
        "Wir lesen {said}, das liegt Jahre entfernt. Bitte prüfen Sie die Jahreszahl.",
    ),
    "weekday": (
        "The day of the week does not fit the date. Please check which of the two is right.",
        "День недели не соответствует дате. Проверьте, пожалуйста, что из этого верно.",
        "Der Wochentag passt nicht zum Datum. Bitte prüfen Sie, was davon stimmt.",
    ),
    "several_dates": (
        "There is more than one date here. Please give one.",
        "Здесь больше одной даты. Укажите, пожалуйста, одну.",
        "Hier steht mehr als ein Datum. Bitte nennen Sie genau eines.",
    ),
    "no_number": (
        "This does not look like a number. Please write it in digits.",
        "Это не похоже на число. Напишите его, пожалуйста, цифрами.",
        "Das sieht nicht nach einer Zahl aus. Bitte schreiben Sie sie in Ziffern.",
    ),
    "number_order": (
        "This number can be read in two ways. Please write it without separators: {one} or {other}.",
        "Это число можно прочитать двояко. Напишите его, пожалуйста, без разделителей: {one} или {other}.",
        "Diese Zahl kann zweierlei heißen. Bitte schreiben Sie sie ohne Trennzeichen: {one} oder {other}.",
    ),
    "not_exact": (
        "Please give one exact number.",
        "Укажите, пожалуйста, одно точное число.",
        "Bitte nennen Sie eine genaue Zahl.",
    ),
    "no_email": (
        "This is not an e-mail address that mail could be sent to.",
        "Это не адрес электронной почты, на который можно отправить письмо.",
        "Das ist keine E-Mail-Adresse, an die man schreiben kann.",
    ),
    "several": (
        "There is more than one answer here, and one is needed.",
        "Здесь больше одного ответа, а нужен один.",
        "Hier steht mehr als eine Antwort, gebraucht wird eine.",
    ),
    "no_phone": (
        "This does not look like a telephone number.",
        "Это не похоже на номер телефона.",
        "Das sieht nicht nach einer Telefonnummer aus.",
    ),
    "yes_or_no": (
        "We could not tell whether this means yes or no. Please answer with one of the two words.",
        "Мы не поняли, «да» это или «нет». Ответьте, пожалуйста, одним из этих слов.",
        "Wir können nicht sicher sagen, ob das Ja oder Nein heißt. Bitte antworten Sie mit einem der beiden Wörter.",
    ),
    "choice": (
        "This is none of the answers to choose from.",
        "Такого варианта ответа нет среди предложенных.",
        "Das ist keine der Antworten, die zur Wahl stehen.",
    ),
    "later": (
        "The answer is still open.",
        "Ответа пока нет.",
        "Die Antwort steht noch aus.",
    ),
    "asks_back": (
        "This looks like a question to us. A person reads it; please answer as soon as you can.",
        "Это похоже на вопрос к нам. Его прочитает сотрудник; ответьте, пожалуйста, как только сможете.",
        "Das sieht nach einer Frage an uns aus. Ein Mensch liest sie; bitte antworten Sie, sobald Sie können.",
    ),
    "whose": (
        "We are not sure that this was meant as the answer here.",
        "Мы не уверены, что это ответ именно на этот вопрос.",
        "Wir sind nicht sicher, dass das hier als Antwort gemeint war.",
    ),
    "conflict": (
        "Your reply gives two different answers. Which one is right?",
        "В вашем письме два разных ответа. Какой из них верный?",
        "Ihre Antwort enthält zwei verschiedene Angaben. Welche stimmt?",
    ),
    "too_long": (
        "This is longer than an answer here can be.",
        "Это длиннее, чем может быть ответ на этот вопрос.",
        "Das ist länger, als eine Antwort hier sein kann.",
    ),
}  # fmt: skip
_PLACES: Final = ("en", "ru", "de")
REASONS: Final = frozenset(_WHY)
"""The names of all reasons."""


def sentence(name: str, language: str, **values: str) -> str:
    """The reason in this language, English for one that we don't write."""
    place = _PLACES.index(language) if language in _PLACES else 0
    return _WHY[name][place].format(**values)
