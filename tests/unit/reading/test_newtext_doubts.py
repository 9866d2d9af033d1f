"""The sender's own lines that look like a quote stay, quotes in odd forms go, and doubt is flagged."""

import time

import pytest

from processor.reading.newtext import split_reply

_HEADER = "From: Vera <vera@n.example>\nSent: Monday, 2 March 2026 17:00\nTo: Ed\nSubject: S\n\nAPPROVED"
_PREFIXED = "On Tue, 3 Mar 2026 at 14:58, Vera <v@n.example> wrote:\n> APPROVED\n> more"


@pytest.mark.parametrize("quote", ["", _HEADER, _PREFIXED], ids=["none", "header", "prefixed"])
@pytest.mark.parametrize(
    "own",
    [
        "The mask:\n\nFrom: stays empty\n\nTo: wrong box\n\nSubject: cut off",
        "Please book\nFrom: Berlin\nTo: Prague\nDate: 12.03.2026\ntwo persons",
        "Bitte buchen\nVon: Berlin\nAn: Prag\nDatum: 3. März 2026\nzwei Personen",
        "Нужно:\nОт: Москва\nКому: склад\nДата: 3 марта\nспасибо",
        "Von: 03.03.2026\nAn: 05.03.2026\nBetreff: Urlaub, geht das?",
        "Datum: 12.03.2026\nBetreff: Lieferung\nAn: Lager",
        "Fehler:\nVon: anna@x.example wird nicht angezeigt\nBetreff: fehlt\nWann?",
        "Please change\nFrom: old@x.example\nTo: new@x.example\nthanks",
        "we need\n> 50 GB\nfor the archive, is it in?",
        "Wir brauchen Platz für\n>100 Personen\nund Technik. Was kostet das?",
        "----- Question -----\nwhen?\n-----",
        "=====\nImportant: no\n=====",
        "____________________\nNote: what about the date?\nThanks",
        "You wrote on 3 March at 14:05: the price is 5. Is it?",
        "Log: On 2026-03-03 14:05 server wrote: error 5. Why?",
        "| a | b |\n| 1 | 2 |\nwhat is this?",
    ],
)
def test_own_lines_stay(own: str, quote: str) -> None:
    assert split_reply(f"{own}\n\n{quote}").new_text == own


def test_a_line_without_a_number_is_own_only_above_a_real_quote() -> None:
    own = "Is it allowed for\n> two teams\nto share one?"
    assert split_reply(f"{own}\n\n{_PREFIXED}").new_text == own
    assert split_reply(own).quoted_text == "> two teams"
    assert split_reply(own).after_quote


@pytest.mark.parametrize(
    "before", ["What is the price?\n\n", "What is the price?\n", "What is the price? "], ids=["gap", "line", "joined"]
)
@pytest.mark.parametrize(
    "quote",
    [
        "On Tue, 3 Mar 2026 at 14:58, Plans <p@x.example> wrote: APPROVED text",
        "On Tue, 3 Mar 2026 at 14:58, Plans\n<p@x.example> wrote: APPROVED text",
        "вт, 3 мар. 2026 г. в 14:05, Вера <v@x.example>: APPROVED text",
        "вт, 3 мар. 2026 г. в 14:05, Вера <v@x.example> пишет: APPROVED",
        "Am Di., 3. März 2026 um 14:05 Uhr schrieb Vera <v@x.example>: APPROVED text",
        "Am 03.03.2026 um 14:05 schrieb Vera <v@x.example>: > APPROVED text",
        "On Tue, Mar 3, 2026 at 2:05 PM Vera wrote: > APPROVED",
        "On Tuesday, 3 March 2026, 14:05, Vera (v@x.example) <v@x.example> wrote: APPROVED",
        "Le mar. 3 mars 2026 à 14:05, Vera <v@x.example> a écrit : APPROVED",
        "On Tue, 3 Mar 2026 at 14:58, Plans &lt;p@x.example&gt; wrote:\n&gt; APPROVED",
    ],
)
def test_quotes_joined_to_their_attribution_go(before: str, quote: str) -> None:
    parts = split_reply(before + quote)
    assert parts.new_text == "What is the price?"
    assert "APPROVED" in parts.quoted_text


@pytest.mark.parametrize(
    "quote",
    [
        "Sent from Yahoo Mail on Android\n\nOn Tue, 3 Mar at 14:58, Plans wrote: APPROVED",
        '-----"Vera" <v@x.example> schrieb: -----\nAn: a@b.example\nAPPROVED',
        "-----Вера/Отдел/Завод написал(а): -----\nКому: a@b.example\nAPPROVED",
        "&gt; APPROVED\n&gt; x",
        "Vera <v@x.example> schrieb am Di. 3. März 2026 um 14:05: APPROVED",
        "From:\nVera <v@x.example>\nSent:\n2 March 2026\nTo:\nEd\nAPPROVED",
        "From: v@x.example on behalf of Team Blue\nSent: 2 March 2026 17:00\nTo: Ed\nSubject: x\nAPPROVED",
        "Von: Vera <v@x.example> im Auftrag von Anna\nGesendet: 2. März 2026 17:00\nAn: Ed\nAPPROVED",
        "From: vera via Desk <v@x.example>\n\nSent: Monday\n\nTo: Ed\n\nSubject: x\n\nAPPROVED",
        "To: e@x.example\nFrom: v@x.example\nDate: Mon, 2 Mar 2026\nAPPROVED",
        "От: Вера\nДата: 2 марта 2026, 17:00\nКому: Эд\nТема: x\nAPPROVED",
        "В Вт, 31/03/2026 в 16:09 +0300, Вера пишет:\n > APPROVED\n | APPROVED",
    ],
)
def test_quotes_in_rare_forms_go(quote: str) -> None:
    parts = split_reply(f"What is the price?\n\n{quote}")
    assert (parts.new_text, parts.after_quote) == ("What is the price?", False)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bitte buchen\nVon: Anna\nAn: Karl\nBetreff: fehlt", "own list"),
        ("On 3 March 2026 at 14:05 Vera wrote: we agree. Does that hold?", "behind its attribution"),
        ('In your mail of 3 March 2026, 14:05, you wrote:\n"we deliver". Is it so?', "recalls"),
        ("В письме от 3 марта вы писали:\n«отгрузим завтра». Где груз?", "recalls"),
        ("we need\n> 50 GB\nfor the archive", "single line"),
        (f"My answers are below in red.\n\n{_HEADER}", "answers inside"),
        (f"Meine Antworten stehen unten im Text.\n\n{_HEADER}", "answers inside"),
        (f"Ответы ниже по тексту.\n\n{_HEADER}", "answers inside"),
        ("Hi\n\nOn 3 June 2024, S <s@v.example> wrote:\n\nno\n> 1?\n> 2?", "without a prefix"),
    ],
)
def test_doubt_is_flagged(text: str, why: str) -> None:
    parts = split_reply(text)
    assert parts.after_quote
    assert [match for match in parts.matches if match.rule == "doubtful-quote" and why in match.reason]


@pytest.mark.parametrize(
    "footer",
    [
        "Sent with [Proton Mail](https://proton.example/) secure email.",
        "Скачайте Outlook для Android<https://x.example/y>",
        "Получить Outlook для iOS",
        "Laden Sie Outlook für iOS herunter",
        "Sent from my iPhone. Please excuse brevity and typos.",
        "Von meinem Handy gesendet, Tippfehler bitte entschuldigen.",
        "Отправлено с iPhone, извините за опечатки",
    ],
)
def test_further_footers_go(footer: str) -> None:
    parts = split_reply(f"When?\n\n{footer}\n")
    assert (parts.new_text, parts.signature) == ("When?", footer)


def test_cost_is_bounded() -> None:
    units = ["From: A\n", "To: a\n\n", "<a@b.example> wrote:\n", "wrote: ", "&gt; ", "a\n> 5 b\nc\n", "-----\nx\n"]
    units += ["x 3 Mar 2026 14:05 <a@b.example> wrote x\n", "From: a Sent: ", "From:\n\nx\n\n", "On 3 Mar 2026 14:05 "]
    for unit in units:
        text = unit * (100_000 // len(unit))
        begin = time.process_time()
        split_reply(text)
        assert time.process_time() - begin < 3, unit
