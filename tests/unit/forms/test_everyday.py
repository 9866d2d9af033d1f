"""Everyday words for answers, in three languages: what they mean, and what nobody could take for sure."""

from datetime import date
from decimal import Decimal

import pytest

from processor.forms.values.found import Value
from processor.forms.values.read import read_value
from tests.unit.forms.replies import definition

FIELDS = {field.key: field for form in ("stakeholders", "pre_install") for field in definition(form).fields}
ASKED = "asked again"


def value(key: str, text: str, language: str = "en") -> object:
    """The value of a field of our own forms, or that it is asked again."""
    found = read_value(FIELDS[key], tuple(text.split("\n")), language)
    return found.value if isinstance(found, Value) else ASKED


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (True, "Y|ok|done|all done|set up|ready|works fine|yes, since last week|yes (Veeam)|- yes, Veeam|aye"),
        (True, "jo|läuft|erledigt|ja, läuft|passt|eingerichtet|ist vorhanden|geht klar|alles ja|bereits eingerichtet"),
        (True, "есть|готово|всё готово|настроено|соответствует|работает|да, есть|есть, Veeam|ага|в порядке"),
        (False, "N|nope|not yet|being done this week|in progress|not ready|still missing|n - software is ordered"),
        (False, "noch nicht|leider noch nein|fehlt noch|in Arbeit|nein, kommt nächste Woche|ist bestellt|nicht fertig"),
        (False, "нет пока|ещё нет|пока нет|не готово|не настроено|в процессе|нет, заменим в мае|отсутствует"),
        (False, "no, ports 5061 are closed|No, we don't|nein, Ports sind zu|нет, порты закрыты"),
        (ASKED, "almost|partly|yes but not tested|soon|80%|no problem|all done except one PC|used to work|I think so"),
        (ASKED, "teilweise|läuft langsam|fertig bis Freitag|ja, aber|sollte passen|keine Ahnung|noch offen|unklar"),
        (ASKED, "почти|частично готово|готово на 80%|вроде да|не уверен|нет проблем|должно работать|есть, но старая"),
        (ASKED, "no idea, Raj knows|weiß nur unser EDV-Mann|не знаю, спрошу у провайдера|yes, from Monday|yes I hope"),
    ],
)
def test_yes_and_no(wanted: object, texts: str) -> None:
    read = {text: value("backup_ready", text) for text in texts.split("|")}
    assert read == dict.fromkeys(read, wanted)


@pytest.mark.parametrize(
    ("key", "wanted", "texts"),
    [
        (
            "announcements",
            "ours",
            "we will send you mp3s|we send recordings|schicken wir euch|пришлём сами|сами пришлём записи",
        ),
        (
            "announcements",
            "yours",
            "you record them please|nehmen Sie bitte auf|вы записываете|запишите, пожалуйста, вы",
        ),
        ("announcements", "no", "none needed|brauchen wir nicht|keine, danke|не нужны|we don't need any"),
        ("announcements", ASKED, "we record the first, you the rest|both|мы или вы|Ihr oder wir|we will decide"),
        ("remote_access", "vpn", "VPN|per VPN|через VPN|we use Cisco VPN"),
        ("remote_access", "rdp", "RDP|Remotedesktop|remote desktop please|удалённый рабочий стол"),
        (
            "remote_access",
            "not_allowed",
            "no remote access permitted|darf keiner drauf|доступ запрещён службой|verboten",
        ),
        ("remote_access", ASKED, "AnyDesk|VPN or TeamViewer|VPN with AnyDesk|not VPN|no TeamViewer, VPN|TeamViewer?"),
        ("maintenance_window", "evening", "evenings|in the evening, after 6pm|Abends ab 19 Uhr|после работы, вечером"),
        ("maintenance_window", "weekend", "Sat or Sun|am Wochenende|Samstag oder Sonntag|выходные|по выходным"),
        ("maintenance_window", "working_hours", "during working hours is fine|tagsüber|в рабочее время|office hours"),
        ("maintenance_window", ASKED, "egal|any time|not at the weekend|außerhalb der Arbeitszeit|в нерабочее время"),
        ("maintenance_window", ASKED, "evening or weekend|Saturday evening|nachts|before work|вечером в выходные"),
    ],
)
def test_choices(key: str, wanted: str, texts: str) -> None:
    read = {text: value(key, text) for text in texts.split("|")}
    assert read == dict.fromkeys(read, wanted)


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (Decimal(15), "fifteen|fünfzehn|пятнадцать|15|15 users"),
        (Decimal(25), "twenty-five|fünfundzwanzig|двадцать пять|25 Benutzer"),
        (Decimal(120), "a hundred and twenty|hundertzwanzig|сто двадцать"),
        (ASKED, "about 40|etwa 40|около 40|ca. 25|40-50|человек 15-20|two or three|20+|max 20|ein paar|пара|30?"),
    ],
)
def test_numbers(wanted: object, texts: str) -> None:
    read = {text: value("users", text) for text in texts.split("|")}
    assert read == dict.fromkeys(read, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "tbd",
        "not decided yet",
        "to be confirmed",
        "don't know yet",
        "we will let you know",
        "need to ask our IT",
        "still open",
        "no idea",
        "will be decided next week",
        "noch offen",
        "weiß ich noch nicht",
        "steht noch nicht fest",
        "muss ich nachsehen",
        "wird nachgereicht",
        "folgt",
        "klären wir noch",
        "weiß nur unser EDV-Mann",
        "уточню",
        "уточню у руководства",
        "пока не определились",
        "ещё не решили",
        "сообщим позже",
        "надо спросить",
        "пока неизвестно",
        "узнаем и напишем",
    ],
)
def test_a_promise_is_no_answer_to_anything(text: str) -> None:
    for key in (
        "superuser",
        "server_system",
        "users",
        "installation_date",
        "backup_ready",
        "remote_access",
        "queue_names",
    ):
        assert value(key, text) is ASKED, key


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Deutsch und Türkisch", ("Deutsch", "Türkisch")),
        ("русский, казахский и английский", ("русский", "казахский", "английский")),
        ("только русский", ("русский",)),
        ("German and a bit of French", ("German", "French")),
        ("Deutsch, Englisch, ein bisschen Italienisch", ("Deutsch", "Englisch", "Italienisch")),
        ("English; Polish", ("English", "Polish")),
        ("English, Polish, please", ("English", "Polish")),
        ("с 1 по 9 мая, 12 июня, последняя неделя декабря", ("с 1 по 9 мая", "12 июня", "последняя неделя декабря")),
        ("7 и 8 марта", ("7 и 8 марта",)),
        ("Trade and Industry, Retail", ("Trade and Industry", "Retail")),
        ("Mondays, because we are closed", ("Mondays, because we are closed",)),
    ],
)
def test_lists(text: str, wanted: tuple[str, ...]) -> None:
    assert value("languages", text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "3 or 4 June 2031",
        "3-5 June 2031",
        "3.-5. Juni 2031",
        "from 3 June 2031",
        "ab 3. Juni 2031",
        "not 3 June 2031",
        "3. Juni 2031, alternativ 10. Juni",
        "с 3 по 5 июня 2031",
        "20 мая или 3 июня",
        "spätestens 3. Juni 2031",
        "предварительно 3 июня 2031",
        "week of 3 June 2031",
        "3 June 2031 at the latest",
        "Mitte Juni",
        "31 June 2031",
    ],
)
def test_a_day_that_is_one_of_several_is_asked_again(text: str) -> None:
    assert value("installation_date", text) is ASKED


def test_a_wished_day_is_a_day() -> None:
    assert value("installation_date", "ideally 3 June 2031") == date(2031, 6, 3)


def test_an_address_against_robots_is_asked_again() -> None:
    assert value("it_contact_email", "haas(at)glas.example") is ASKED
