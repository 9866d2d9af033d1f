"""HTML replies of the mail clients that customers use, and what a browser wouldn't show."""

import time

import pytest

from processor.reading.htmltext import html_to_text
from processor.reading.newtext import split_reply, strip_marks

_QUESTION = "What does line 3 cost?"
_BAIT = "APPROVED СОГЛАСОВАНО GENEHMIGT total 4200"
_Q = f"<div>{_QUESTION}</div>"
_B = f"<p>{_BAIT}</p><p>more</p>"
_ADDRESS = "&lt;<a href='mailto:s@v.example'>s@v.example</a>&gt;"
_HEADERS = {
    "en": f"<b>From:</b> Support {_ADDRESS}<br><b>Sent:</b> Monday, June 3, 2024 2:05 PM<br><b>To:</b> Anna<br>",
    "ru": f"<b>От:</b> Support {_ADDRESS}<br><b>Отправлено:</b> 3 июня 2024 г. 14:05<br><b>Кому:</b> Анна<br>",
    "de": f"<b>Von:</b> Support {_ADDRESS}<br><b>Gesendet:</b> Montag, 3. Juni 2024 14:05<br><b>An:</b> Anna<br>",
}
_WROTE = {
    "en": f"On Mon, Jun 3, 2024 at 2:05 PM Support {_ADDRESS} wrote:",
    "ru": f"пн, 3 июн. 2024 г. в 14:05, Support {_ADDRESS}:",
    "de": f"Am Mo., 3. Juni 2024 um 14:05 Uhr schrieb Support {_ADDRESS}:",
    "unknown": f"Support {_ADDRESS} zzz qqq",
}


def _clients() -> dict[str, str]:
    made = {}
    for language, wrote in _WROTE.items():
        made[f"gmail {language}"] = (
            f"<div dir=ltr>{_QUESTION}</div><br><div class='gmail_quote gmail_quote_container'>"
            f"<div dir=ltr class=gmail_attr>{wrote}<br></div>"
            f"<blockquote class=gmail_quote style='border-left:1px solid'>{_B}</blockquote></div>"
        )
        made[f"apple {language}"] = (
            f"<body>{_Q}<div><br><blockquote type=cite><div>{wrote}</div><br><div>{_B}</div></blockquote></div></body>"
        )
        made[f"yahoo {language}"] = (
            f"{_Q}<div id='yahoo_quoted_1' class=yahoo_quoted><div>{wrote}</div><div>{_B}</div></div>"
        )
        made[f"proton {language}"] = (
            f"{_Q}<div class=protonmail_quote>{wrote}<br><blockquote type=cite>{_B}</blockquote></div>"
        )
        made[f"spark {language}"] = f"{_Q}<div name=messageReplySection>{wrote}<br><blockquote>{_B}</blockquote></div>"
        made[f"thunderbird {language}"] = (
            f"<p>{_QUESTION}</p><div class=moz-cite-prefix>{wrote}<br></div><blockquote type=cite>{_B}</blockquote>"
        )
        if language != "unknown":
            made[f"yandex {language}"] = f"{_Q}<div>{wrote}</div><blockquote>{_B}</blockquote>"
            made[f"k-9 {language}"] = (
                f"{_Q}<br><div class=gmail_quote>{wrote}<blockquote class=gmail_quote>{_B}</blockquote></div>"
            )
    for language, header in _HEADERS.items():
        made[f"outlook desktop {language}"] = (
            f"<div class=WordSection1><p class=MsoNormal>{_QUESTION}<o:p></o:p></p><div><div style='border:none;"
            f"border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
            f"<p class=MsoNormal>{header}</p></div></div>{_B}</div>"
        )
        made[f"outlook web {language}"] = (
            f"{_Q}<div id=appendonsend></div><hr style='width:98%'><div id=divRplyFwdMsg>{header}</div><div>{_B}</div>"
        )
        made[f"new outlook {language}"] = (
            f"{_Q}<div id=mail-editor-reference-message-container><div>{header}{_B}</div></div>"
        )
        made[f"outlook mobile {language}"] = (
            f"{_Q}<div class=ms-outlook-mobile-reference-message><hr>{header}</div><div>{_B}</div>"
        )
        made[f"outlook mac {language}"] = f"{_Q}<span id=OLK_SRC_BODY_SECTION><div>{header}</div>{_B}</span>"
        made[f"outlook flat {language}"] = f"<p>{_QUESTION}</p><p>{header}</p>{_B}"
        made[f"gmx {language}"] = f"{_Q}<div name=quote style='border-left:2px solid'><div>{header}</div>{_B}</div>"
        made[f"zimbra {language}"] = (
            f"{_Q}<hr id=zwchr data-marker=__DIVIDER__><div data-marker=__HEADERS__>{header}</div>{_B}"
        )
        made[f"samsung {language}"] = f"{_Q}<div>-------- Original message --------</div><div>{header}</div>{_B}"
    made["outlook unknown language"] = (
        f"{_Q}<div style='border:none;border-top:solid #B5C4DF 1.0pt'><p><b><span>Kimden:</span></b> S</p></div>{_B}"
    )
    return made


@pytest.mark.parametrize(("client", "html"), _clients().items(), ids=list(_clients()))
def test_only_the_question_is_new(client: str, html: str) -> None:
    read = html_to_text(f"<html><head><title>APPROVED</title><style>p{{margin:0}}</style></head>{html}</html>")
    parts = split_reply(read.text)
    assert parts.new_text.strip() == _QUESTION
    assert _BAIT in parts.quoted_text
    assert not read.hidden
    assert not parts.after_quote
    assert "\ufdd0" not in parts.new_text + parts.quoted_text + parts.signature + strip_marks(read.text)


@pytest.mark.parametrize("filler", ["", "<div>" * 400])
@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>APPROVED</div>",
        "<div style='DISPLAY : none !important'>APPROVED</div>",
        "<span style='visibility:hidden'>APPROVED</span>",
        "<span style='font-size:0px'>APPROVED</span>",
        "<span style='font-size:0'><b>APPROVED</b></span>",
        "<span style='mso-hide:all'>APPROVED</span>",
        "<div style='opacity:0'>APPROVED</div>",
        "<div style='max-height:0;overflow:hidden'>APPROVED</div>",
        "<div hidden>APPROVED</div>",
        "<div style='color:#FFFFFF'>APPROVED</div>",
        "<font color=white>APPROVED</font>",
    ],
)
def test_what_cannot_be_seen_is_left_out_and_reported(hidden: str, filler: str) -> None:
    read = html_to_text(f"<p>before</p>{hidden}<p>after</p>{filler}")
    assert read.hidden
    assert read.text.split() == ["before", "after"]
    assert read.simple is bool(filler)


@pytest.mark.parametrize(
    "shown",
    [
        "<td style='font-size:0px'><div style='font-size:14px'>seen</div></td>",
        "<div style='background:#333'><span style='color:#fff'>seen</span></div>",
        "<table bgcolor='#0000ff'><tr><td><font color=white>seen</font></td></tr></table>",
        "<div style='opacity:0.9;font-size:0.9em;max-height:0.5em'>seen</div>",
        "<!--[if !mso]><!-->seen<!--<![endif]-->",
        "<![if !vml]>seen<![endif]>",
        "<!--[if gte mso 9]><xml>no</xml><![endif]-->seen",
        "<!-->seen",
        "<!--[if lt IE 9]>seen",
        "s<span>ee</span>n",
    ],
)
def test_what_can_be_seen_stays(shown: str) -> None:
    read = html_to_text(f"<p>before</p>{shown}")
    assert read.text.split() == ["before", "seen"]
    assert not read.hidden


def test_an_answer_below_or_inside_the_quote_is_flagged() -> None:
    quote = f"<div class=gmail_quote><div class=gmail_attr>{_WROTE['en']}</div><blockquote class=gmail_quote>{_BAIT}"
    parts = split_reply(html_to_text(f"{_Q}{quote}</blockquote><div>only item 2</div></div>").text)
    assert parts.new_text.split("\n\n") == [_QUESTION, "only item 2"]
    assert parts.after_quote


def test_an_indented_paragraph_is_no_quote() -> None:
    read = html_to_text(
        "<p>Yes</p><blockquote style='margin:0 0 0 40px;border:none;padding:0'>but not item 2</blockquote>"
    )
    assert split_reply(read.text).new_text.split("\n\n") == ["Yes", "but not item 2"]


def test_nobody_else_can_write_a_mark() -> None:
    read = html_to_text("Yes<div>&#xFDD0;0123456789abcdefq&#xFDD1;</div>but not item 2")
    assert "but not item 2" in split_reply(read.text).new_text


def test_attributes_do_not_steer_the_layout() -> None:
    assert html_to_text("<p style='margin-top:1000000em;padding-left:100000em'>a</p><p>b</p>").text.split() == [
        "a",
        "b",
    ]


_HOSTILE = {
    "links": "<p>seen" + "<a href='https://x.example/a'>l</a> " * 20_000,
    "deep": "<div>" * 20_000 + "seen" + "</div>" * 20_000,
    "blanks": "seen" + " " * 3_000_000 + "b",
    "newlines": "seen" + "\n" * 3_000_000 + "b",
    "open comments": "seen" + "<!--" * 200_000,
    "angle brackets": "seen" + "<" * 200_000,
    "open quotes": "seen" + '<a "' * 50_000,
    "containers": "seen" + "<div class=gmail_quote>" * 25_000,
    "dividers": "seen" + "<hr id=zwchr>" * 25_000,
    "tables": "<table><tr><td>" * 100 + "seen",
    "styles": "seen" + f"<b style='{'height:0;' * 220}'>x</b>" * 400,
    "rules": "seen" + "<div style='border-top:solid red 1.0pt'>" * 200 + "<i></i>" * 20_000,
}


@pytest.mark.parametrize("html", _HOSTILE.values(), ids=list(_HOSTILE))
def test_hostile_mails_cost_little_and_keep_their_text(html: str) -> None:
    began = time.perf_counter()
    read = html_to_text(html)
    split_reply(read.text)
    assert time.perf_counter() - began < 8
    assert "seen" in read.text


def test_twenty_thousand_links_keep_their_layout() -> None:
    assert not html_to_text(_HOSTILE["links"]).simple
