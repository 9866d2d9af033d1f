"""Conditions where nobody looks at first: below a delimiter, in a quote, in the HTML alone. None accepts anything."""

import html
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.vocabulary import Outcome
from processor.facts.proof import Trust
from tests.unit.reading.sender.signing import SIGNED, rsa_signer, signed
from tests.unit.services.desk import mail
from tests.unit.services.proposing import OLGA, ProposingDesk
from tests.unit.services.test_threats import MX, by_customer, by_server, code_in, waiting

ATTRIBUTION = "On Tue, 4 Mar 2031 at 10:00, Vendor Support <support@desk.example> wrote:"


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProposingDesk]:
    """A proposal waits for Olga; no attack here may change that."""
    made = ProposingDesk(tmp_path_factory.mktemp("words"), caps_per_address=100)
    waiting(made, made.begin())
    yield made
    made.close()


@pytest.fixture
def challenged(tmp_path: Path) -> Iterator[ProposingDesk]:
    """Olga's approval is known by the word of our mail server only, so a code was sent to her."""
    made = ProposingDesk(tmp_path, caps_per_address=100)
    made.trust = Trust(authserv_ids=(MX,))
    waiting(made, made.begin())
    assert made.work(by_server(made.answer(OLGA, "Olga Smirnova", "Согласовано")))[-1] is Outcome.CHALLENGED
    yield made
    made.close()


def request_of(desk: ProposingDesk) -> EmailMessage:
    return next(one for one in desk.sent_to(OLGA) if "PR-" in str(one["Subject"]))


def text_of(sent: EmailMessage) -> str:
    body = sent.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def quoted(text: str) -> str:
    return f"{ATTRIBUTION}\n" + "\n".join(f"> {line}" for line in text.splitlines())


def returned(desk: ProposingDesk, words: str) -> Outcome | None:
    desk.tick(timedelta(minutes=1))
    return desk.work(by_server(desk.answer(OLGA, "Olga Smirnova", words.replace("\n", "\r\n"))))[-1]


@pytest.mark.parametrize("condition", ["-- \nonly if it costs 3000", f"{ATTRIBUTION}\n> Price: EUR 3,000"])
def test_a_code_with_a_condition_below_accepts_nothing(challenged: ProposingDesk, condition: str) -> None:
    code = code_in(challenged.sent_to(OLGA)[-1])
    assert returned(challenged, f"{code}\n\n{condition}") is Outcome.HELD
    assert by_customer(challenged) == []


def test_a_code_above_the_mail_that_brought_it_is_accepted(challenged: ProposingDesk) -> None:
    sent = challenged.sent_to(OLGA)[-1]
    words = f"{code_in(sent)[:4]}-{code_in(sent)[4:]}\n\nOlga Smirnova\nFinance Director\n\n{quoted(text_of(sent))}"
    assert returned(challenged, words) is Outcome.ACCEPTED


def alternative(plain: str, page: str) -> tuple[str, str]:
    """Content type and body of a mail that says it in both forms; only as HTML where `plain` is empty."""
    if not plain:
        return "text/html; charset=utf-8", f"{page}\r\n"
    parts = (("plain", plain), ("html", page))
    body = "".join(f"--x\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{text}\r\n" for kind, text in parts)
    return 'multipart/alternative; boundary="x"', f"{body}--x--\r\n"


def play(desk: ProposingDesk, plain: str, page: str) -> Outcome | None:
    """What becomes of Olga's answer in these forms, DKIM-signed."""
    desk.tick(timedelta(minutes=1))
    kind, body = alternative(plain, page)
    asked = request_of(desk)
    raw = mail(
        f"Re: {asked['Subject']}",
        body,
        sender=f"Olga Smirnova <{OLGA}>",
        to=str(asked["Reply-To"]),
        Message_ID=f"<{desk.now.timestamp()}@customer.example>",
        In_Reply_To=str(asked["Message-ID"]),
        Date=f"{desk.now:%a, %d %b %Y %H:%M:%S} +0000",
        MIME_Version="1.0",
        Content_Type=kind,
    )
    stamp = str(int(desk.now.timestamp()))
    return desk.work(signed(raw, rsa_signer(), "customer.example", SIGNED, t=stamp))[-1]


@pytest.mark.parametrize("plain", ["Approved", ""])
@pytest.mark.parametrize(
    "page",
    [
        "<p><s>Approved</s></p>",
        "<p><span style='text-decoration: line-through'>Approved</span></p>",
        "<p>Approved</p><img src='cid:conditions' alt='only if it costs 3000'>",
        "<p>Approved</p><svg><text>only if it costs 3000</text></svg>",
        "<p>Approved</p><object>only if it costs 3000</object>",
    ],
)
def test_what_only_the_html_shows_accepts_nothing(besieged: ProposingDesk, plain: str, page: str) -> None:
    assert play(besieged, plain, page) is Outcome.HELD
    assert "body_differs" in {rule for rule, _ in besieged.fetched()[-1].matches}
    assert by_customer(besieged) == []


@pytest.mark.parametrize(
    ("old", "new"), [("4 200,00", "3 000,00"), ("4 200,00", "<s>4 200,00</s>"), ("SHA-256", "Only phase one. SHA-256")]
)
def test_a_quote_that_only_the_html_edits_accepts_nothing(besieged: ProposingDesk, old: str, new: str) -> None:
    sent = text_of(request_of(besieged)).replace("\u00a0", " ")
    assert old in sent
    assert play(besieged, f"Approved\n\n{quoted(sent)}", in_html(sent).replace(old, new)) is Outcome.HELD
    assert "body_differs" in {rule for rule, _ in besieged.fetched()[-1].matches}
    assert by_customer(besieged) == []


def in_html(sent: str) -> str:
    lines = "<br>".join(html.escape(line) for line in sent.splitlines())
    head = f"<div class=gmail_attr>{html.escape(ATTRIBUTION)}</div>"
    return f"<p>Approved</p><div class=gmail_quote>{head}<blockquote type=cite>{lines}</blockquote></div>"


def test_both_forms_with_the_same_quote_and_a_logo_are_accepted(tmp_path: Path) -> None:
    desk = ProposingDesk(tmp_path)
    waiting(desk, desk.begin())
    sent = text_of(request_of(desk))
    name = "Best regards\nOlga Smirnova\nFinance Director"
    page = in_html(sent).replace("</p>", f"</p><p>{name.replace(chr(10), '<br>')}<br><img src='cid:logo'></p>", 1)
    assert play(desk, f"Approved\n\n{name}\n\n{quoted(sent)}", page) is Outcome.ACCEPTED
    desk.close()


@pytest.mark.parametrize("subject", ["NOT approved: {}", "Re: {}, only phase one for EUR 3000"])
def test_a_condition_in_the_subject_accepts_nothing(besieged: ProposingDesk, subject: str) -> None:
    besieged.tick(timedelta(minutes=1))
    asked = request_of(besieged)
    again = besieged.answer(OLGA, "Olga Smirnova", "Согласовано", to=asked)
    changed = again[again.index(b"\r\nFrom: ") + 2 :].replace(
        f"Subject: Re: {asked['Subject']}".encode(), f"Subject: {subject.format(asked['Subject'])}".encode()
    )
    stamp = str(int(besieged.now.timestamp()))
    assert besieged.work(signed(changed, rsa_signer(), "customer.example", SIGNED, t=stamp))[-1] is Outcome.HELD
    assert "subject_changed" in {rule for rule, _ in besieged.fetched()[-1].matches}
    assert by_customer(besieged) == []
