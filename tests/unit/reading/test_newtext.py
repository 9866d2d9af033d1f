"""Replies of the mail clients that customers use: a question above, approval words in the quote."""

import pathlib

import pytest

from processor.reading.newtext import REPLY_ABOVE, is_reply_above, reply_above_line, split_reply

_FIXTURES = pathlib.Path(__file__).parents[2] / "golden" / "replies" / "text.txt"
_BAIT = "APPROVED СОГЛАСОВАНО GENEHMIGT"


def _cases() -> list[tuple[str, str]]:
    blocks = _FIXTURES.read_text(encoding="utf-8").split("### ")[1:]
    return [(block.partition("\n")[0], block.partition("\n")[2].replace("{BAIT}", _BAIT)) for block in blocks]


CASES = _cases()


@pytest.mark.parametrize(("name", "text"), CASES, ids=[name for name, _ in CASES])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_question_is_new(name: str, text: str, ending: str) -> None:
    parts = split_reply(text.replace("\n", ending))
    assert parts.new_text == text.partition("\n")[0]
    assert _BAIT in parts.quoted_text
    assert not parts.after_quote
    assert parts.matches


@pytest.mark.parametrize(("name", "text"), CASES, ids=[name for name, _ in CASES])
def test_invisible_characters_change_nothing(name: str, text: str) -> None:
    spoilt = text.replace(" ", "\u00a0").replace(":", "\u200b:").replace("\n", "\u200e\n")
    assert split_reply(spoilt).new_text == text.partition("\n")[0]


def test_text_below_the_quote_is_kept_and_flagged() -> None:
    parts = split_reply(
        "On 3 June 2024 at 14:05, Support <s@v.example> wrote:\n> Do you approve?\n\nYes, but not item 2."
    )
    assert parts.new_text == "Yes, but not item 2."
    assert parts.after_quote


def test_answers_between_quoted_lines_are_kept_in_order() -> None:
    parts = split_reply("Hi\n\nAm 03.06.24 um 14:05 schrieb S:\n> 1?\nno\n> 2?\n\nyes\n> 3?\n-- \nAnna")
    assert parts.new_text == "Hi\n\nno\n\nyes"
    assert parts.after_quote
    assert parts.signature == "--\nAnna"


def test_a_signature_below_the_quote_is_no_answer() -> None:
    parts = split_reply("Ok\n\nOn 3 June 2024, S <s@v.example> wrote:\n> x\n\n--\nAnna Smith\nACME")
    assert (parts.new_text, parts.signature, parts.after_quote) == ("Ok", "--\nAnna Smith\nACME", False)


def test_a_legal_notice_below_the_quote_is_no_answer() -> None:
    notice = (
        "This e-mail is confidential and intended only for the named recipient.\n"
        "If you received this message in error, please notify the sender."
    )
    parts = split_reply(f"Ok\n\nOn 3 June 2024, S <s@v.example> wrote:\n> x\n\n{notice}\n")
    assert (parts.new_text, parts.signature, parts.after_quote) == ("Ok", notice, False)


def test_a_pure_forward_keeps_what_was_forwarded() -> None:
    parts = split_reply("see below\n\n-------- Weitergeleitete Nachricht --------\nVon: x@y.example\nDer Export hängt.")
    assert parts.new_text == "see below"
    assert "Der Export hängt." in parts.quoted_text


@pytest.mark.parametrize(
    "text",
    [
        "On the other hand, he wrote: nothing.",
        "From: Berlin\nTo: Prague\nplease book the train",
        "We saw this:\n2024-01-15 14:30:25 ERROR import failed\n2024-01-15 14:30:26 retry",
        "Steps:\n1. open the page\n2. press Save\n\nResult: nothing",
        "----- Error message -----\nTable not found",
        "The price is <100 and >50 so a>b holds",
        "Please answer above the line of the chart.",
        "Согласовано с отделом продаж 03.06.2024, начинайте.",
        "Am Montag schrieb mir Ihr Kollege, dass der Import geht.",
        "Approved\n______\nbut only if the report is fixed",
        "Sent from my desk, which is easier than from a phone.",
        "Re: item 3, on 3 June 2024 you wrote that x costs 5:\nis that so?",
        "3 июня 2024 в 14:05 пишет в лог:\nошибка",
        "Hi,\nTo: clarify the date 2024 and the Subject: we need",
        "Am 03.06.2024 um 14:05 war der Import kaputt:\nFehler 5",
        "Totals\n====\n5\n----\n6",
    ],
)
def test_text_without_a_quote_stays_whole(text: str) -> None:
    parts = split_reply(text)
    assert parts.new_text == text
    assert parts.quoted_text == parts.signature == ""


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "Sent from Outlook for Android<https://aka.example/x>",
        "Get Outlook for iOS",
        "Sent from Mail for Windows",
        "Отправлено с iPhone",
        "Отправлено из мобильной Почты Mail.ru",
        "Отправлено из Яндекс Почты для мобильного",
        "Отправлено с моего Samsung Galaxy",
        "Von meinem iPad gesendet",
        "Gesendet von Outlook für Android",
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verzonden vanaf mijn iPhone",
        "Wysłano z iPhone'a",
        "Надіслано з iPhone",
    ],
)
def test_footers_of_mail_clients_are_signature(footer: str) -> None:
    parts = split_reply(f"Approved\n\n{footer}\n")
    assert (parts.new_text, parts.signature) == ("Approved", footer)


def test_known_lines_go_only_from_the_end_and_never_all() -> None:
    known = frozenset({"anna smith", "ACME  Corp."})
    assert split_reply("Anna Smith agreed\nYes\n\nAnna  Smith\nAcme corp.", known).new_text == "Anna Smith agreed\nYes"
    assert split_reply("Anna Smith", known).new_text == "Anna Smith"


def test_what_stands_below_a_long_dashed_section_is_not_a_signature() -> None:
    body = "Part one\n--\n" + "\n".join(f"line {n}" for n in range(20))
    assert split_reply(body).new_text == body


@pytest.mark.parametrize("language", ["en", "ru", "de", "de-AT", "RU", "fr", ""])
def test_our_marker_is_recognised(language: str) -> None:
    line = reply_above_line(language)
    assert line in REPLY_ABOVE.values()
    assert is_reply_above(line)
    assert is_reply_above(f"> *{line}*")
    assert split_reply(f"Ja\n\nKunde X schreibt folgendes am\n{line}\nAPPROVED").new_text.startswith("Ja")


def test_matches_say_where_the_cut_is() -> None:
    parts = split_reply("Hi\n\nFrom: A <a@x.example>\nSent: 3 June 2024\nSubject: B\n\nold")
    assert [match.rule for match in parts.matches] == ["header-block"]
    assert "From: A" in parts.matches[0].reason
