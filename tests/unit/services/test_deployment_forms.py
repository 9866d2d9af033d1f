"""Forms that a customer fills in by reply: each way of answering, what is asked again, the summary that is signed."""

import re
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic

from models.vocabulary import (
    AnswerSource,
    ApprovalKind,
    DeploymentStage,
    FormState,
    Outcome,
    ProposalState,
    ReviewReason,
)
from processor.facts.proposing import Withdraw
from processor.services.forms import Addressee
from processor.store.views.forms import FormView
from tests.unit.reading.enclosed.filling import appended, encrypted
from tests.unit.services.deploying import DAY, DeployingDesk, plain_of, quoted
from tests.unit.services.desk import ADDRESSES
from tests.unit.services.proposing import ANNA, OLGA

PEOPLE = {
    1: "Olga Smirnova",
    2: "olga@customer.example",
    6: "Anna Berg",
    7: "anna@customer.example",
    9: "Jonas Weber",
    10: "jonas@customer.example",
    12: "Mark Stone",
    13: "mark@customer.example",
    15: "Mark Stone",
    16: "mark@customer.example",
    18: "Ines Frank",
    19: "ines@customer.example",
}
"""What the form of stakeholders must have, by the number of its field."""

INSTALLING = {
    1: "yes",
    2: "yes",
    3: "yes",
    4: "no",
    5: "Windows Server 2025",
    6: "Avaya Aura 10",
    8: "120",
    9: "4",
    11: "no announcements",
    12: "VPN",
    14: "7 April 2031",
    15: "in the evening",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeployingDesk]:
    made = DeployingDesk(tmp_path)
    yield made
    made.close()


def ask(desk: DeployingDesk, name: str = "stakeholders") -> EmailMessage:
    """The mail that asks Anna."""
    desk.forms.send(desk.started(), name, Addressee(), "carla", desk.tick())
    return desk.sent_to(ANNA)[-1]


def filled(text: str, answers: Mapping[int, str]) -> str:
    """A form with answers where its blanks were."""
    lines = text.split("\n")
    for number, answer in answers.items():
        at = next(place for place, line in enumerate(lines) if line.startswith(f"{number}) "))
        while "____" not in lines[at]:
            at += 1
        lines[at] = lines[at].replace("____", answer)
    return "\n".join(lines)


def inline(desk: DeployingDesk, mail: EmailMessage, answers: Mapping[int, str], above: str = "") -> Outcome | None:
    """The outcome of Anna's reply, which fills in the quoted form."""
    said = f"On Tue, 4 Mar 2031 at 10:00, Vendor Support <{ADDRESSES['support']}> wrote:"
    return desk.reply(ANNA, "Anna", f"{above}\r\n\r\n{said}\r\n\r\n{quoted(filled(plain_of(mail), answers))}", to=mail)


def form(desk: DeployingDesk, number: int = 1) -> FormView:
    return desk.forms.show(number)


def values(desk: DeployingDesk, number: int = 1) -> dict[str, Any]:
    """The answers that stand, by field."""
    return {one.field: one.value for one in form(desk, number).answers if one.stands}


def test_answers_in_the_quoted_form(desk: DeployingDesk) -> None:
    assert inline(desk, ask(desk), PEOPLE) is Outcome.FORM_ANSWERED
    assert form(desk).line.state is FormState.ANSWERED
    assert list(values(desk).values()) == list(PEOPLE.values())
    assert {one.source for one in form(desk).answers} == {AnswerSource.QUOTED_FORM}
    thanks = plain_of(desk.sent_to(ANNA)[-1])
    assert all(answer in thanks for answer in PEOPLE.values()), thanks


def test_answers_above_the_quote(desk: DeployingDesk) -> None:
    mail = ask(desk)
    above = "\r\n".join(f"{number}) {answer}" for number, answer in PEOPLE.items())
    assert inline(desk, mail, {}, above) is Outcome.FORM_ANSWERED
    assert form(desk).line.state is FormState.ANSWERED
    assert list(values(desk).values()) == list(PEOPLE.values())


def test_answers_in_the_table_of_an_html_reply(desk: DeployingDesk) -> None:
    """As Outlook sends it: everything below a header block, the answers typed into the cells."""
    mail = ask(desk)
    body = mail.get_body(("html",))
    assert body is not None
    html = str(body.get_content())
    for number, answer in PEOPLE.items():
        row = re.search(rf"<tr[^>]*>\s*<td[^>]*>\s*{number}\)\s*</td>.*?</tr>", html, re.S)
        assert row is not None, number
        cells = row.group(0).rsplit("<td", 1)
        opening, _, rest = cells[1].partition(">")
        filled_in = f"{cells[0]}<td{opening}>{answer}</td>{rest.partition('</td>')[2]}"
        html = html.replace(row.group(0), filled_in)
    reply = EmailMessage()
    reply.set_content("Please find our answers in the table below.\n\nAnna Berg\n")
    reply.add_alternative(
        f"<p>Please find our answers in the table below.</p><p>Anna Berg</p><hr>{html}", subtype="html"
    )
    assert desk.answers_with(reply, mail, ANNA, "Anna") is Outcome.FORM_ANSWERED
    assert list(values(desk).values()) == list(PEOPLE.values())
    assert form(desk).line.state is FormState.ANSWERED


def test_answers_in_the_returned_pdf(desk: DeployingDesk) -> None:
    mail = ask(desk)
    [pdf] = [part.get_payload(decode=True) for part in mail.iter_attachments()]
    assert isinstance(pdf, bytes)
    keys = [field.key for field in form(desk).definition.fields]
    written = {keys[number - 1]: generic.pdf_string(answer) for number, answer in PEOPLE.items()}
    assert desk.answers_with(returned(appended(pdf, written)), mail, ANNA, "Anna") is Outcome.FORM_ANSWERED
    assert list(values(desk).values()) == list(PEOPLE.values())
    assert {one.source for one in form(desk).answers} == {AnswerSource.PDF}


def returned(pdf: bytes) -> EmailMessage:
    reply = EmailMessage()
    reply.set_content("The form is attached.\n")
    reply.add_attachment(pdf, maintype="application", subtype="pdf", filename="FQ-1-v1.pdf")
    return reply


def test_a_pdf_that_is_encrypted_is_refused_with_the_reason(desk: DeployingDesk) -> None:
    mail = ask(desk)
    [pdf] = [part.get_payload(decode=True) for part in mail.iter_attachments()]
    assert isinstance(pdf, bytes)
    desk.answers_with(returned(encrypted(pdf, "")), mail, ANNA, "Anna")
    assert values(desk) == {}
    assert "FQ-1-v1.pdf" in plain_of(desk.sent_to(ANNA)[-1])
    assert "encrypted" in plain_of(desk.sent_to(ANNA)[-1])


def test_only_what_is_missing_or_unreadable_is_asked_again(desk: DeployingDesk) -> None:
    some = {number: answer for number, answer in PEOPLE.items() if number not in {9, 19}} | {10: "jonas at customer"}
    inline(desk, ask(desk), some)
    assert form(desk).line.state is FormState.PARTIAL
    again = desk.sent_to(ANNA)[-1]
    text = plain_of(again)
    assert [int(found) for found in re.findall(r"^(\d+)\) ", text, re.M)] == [9, 10, 19], text
    assert "jonas at customer" in text
    assert "Mark Stone" in text, "what stands is shown back"
    desk.now += DAY
    inline(desk, again, {9: "Jonas Weber", 10: "jonas@customer.example", 19: "ines@customer.example"})
    assert form(desk).line.state is FormState.ANSWERED
    keys = [field.key for field in form(desk).definition.fields]
    assert values(desk) == {keys[number - 1]: answer for number, answer in PEOPLE.items()}


def test_a_date_that_does_not_exist_is_asked_again(desk: DeployingDesk) -> None:
    inline(desk, ask(desk, "pre_install"), INSTALLING | {14: "31 April 2031"})
    text = plain_of(desk.sent_to(ANNA)[-1])
    assert [int(found) for found in re.findall(r"^(\d+)\) ", text, re.M)] == [14], text
    assert "31 April 2031" in text
    assert "installation_date" not in values(desk)


def test_an_answer_given_twice_in_other_words_is_asked_again(desk: DeployingDesk) -> None:
    inline(desk, ask(desk), PEOPLE, above="9) Somebody Else")
    text = plain_of(desk.sent_to(ANNA)[-1])
    assert [int(found) for found in re.findall(r"^(\d+)\) ", text, re.M)] == [9], text
    assert "superuser" not in values(desk)


def test_what_fits_no_field_is_kept_and_shown(desk: DeployingDesk) -> None:
    inline(desk, ask(desk), PEOPLE, above="By the way, the plant is closed in August.")
    assert [one.said for one in form(desk).leftovers] == ["By the way, the plant is closed in August."]
    assert "the plant is closed in August" in plain_of(desk.sent_to(ANNA)[-1])


def test_a_stranger_fills_in_nothing(desk: DeployingDesk) -> None:
    mail = ask(desk)
    words = f"On Tue wrote:\r\n\r\n{quoted(filled(plain_of(mail), PEOPLE))}"
    desk.reply("eve@stranger.example", "Eve", words, to=mail)
    assert values(desk) == {}
    assert len(desk.sent_to("eve@stranger.example")) == 0


def test_filling_in_signs_nothing_and_approving_the_summary_signs(desk: DeployingDesk) -> None:
    """Anna fills in, with words of approval beside; Olga, who may sign, approves the frozen summary."""
    mail = ask(desk, "pre_install")
    inline(desk, mail, INSTALLING, above="Approved")
    assert desk.acceptances() == []
    assert form(desk).line.state is FormState.TO_SIGN
    desk.minds(desk.tick())
    [request] = desk.tagged(OLGA, "FO-1.1")
    text = plain_of(request)
    assert "Windows Server 2025" in text
    assert "7 April 2031" in text
    assert desk.paper(ApprovalKind.FORM, 1) is ProposalState.AWAITING_CUSTOMER
    desk.reply(OLGA, "Olga Smirnova", "Approved", to=request)
    assert desk.paper(ApprovalKind.FORM, 1) is ProposalState.ACCEPTED
    assert form(desk).line.state is FormState.SIGNED
    [agreed] = [one for one in desk.view(1).stages if one.stage is DeploymentStage.PRE_INSTALL]
    assert agreed.agreed_acceptance
    assert agreed.agreed_how


def test_a_refused_summary_is_answered_anew_and_sent_as_its_next_version(desk: DeployingDesk) -> None:
    """While the summary waits, answers that come are for a person. Nobody can sign the older version afterwards."""
    mail = ask(desk, "pre_install")
    inline(desk, mail, INSTALLING)
    desk.minds(desk.tick())
    desk.now += DAY
    assert inline(desk, mail, {}, above="8) 150") is Outcome.HELD
    assert "their summary is being signed" in "".join(desk.asked(ReviewReason.FORM_LEFTOVERS))
    [first] = desk.tagged(OLGA, "FO-1.1")
    desk.reply(OLGA, "Olga Smirnova", "Rejected: we are 150 users", to=first)
    assert form(desk).line.state is FormState.ANSWERED
    desk.now += DAY
    assert inline(desk, mail, {}, above="8) 150") is Outcome.FORM_ANSWERED
    assert form(desk).line.state is FormState.TO_SIGN
    desk.minds(desk.tick())
    [second] = desk.tagged(OLGA, "FO-1.2")
    assert "Number of users: 150" in plain_of(second)
    desk.reply(OLGA, "Olga Smirnova", "Approved", to=first)
    assert desk.acceptances() == []
    assert desk.paper(ApprovalKind.FORM, 1) is ProposalState.AWAITING_CUSTOMER
    desk.reply(OLGA, "Olga Smirnova", "Approved", to=second)
    assert desk.paper(ApprovalKind.FORM, 1) is ProposalState.ACCEPTED
    assert form(desk).line.state is FormState.SIGNED


def test_a_withdrawn_summary_leaves_the_form_answered(desk: DeployingDesk) -> None:
    """A person takes it back and enters what changed: the next version goes out."""
    inline(desk, ask(desk, "pre_install"), INSTALLING)
    desk.minds(desk.tick())
    desk.proposals.withdraw(1, Withdraw("carla", "the number of users is wrong"), desk.tick(), ApprovalKind.FORM)
    assert form(desk).line.state is FormState.ANSWERED
    desk.forms.record(1, {"users": "150"}, "carla", "Anna on the phone", desk.tick())
    desk.minds(desk.tick())
    [second] = desk.tagged(OLGA, "FO-1.2")
    assert "Number of users: 150" in plain_of(second)


def test_a_withdrawn_form_takes_no_answers(desk: DeployingDesk) -> None:
    mail = ask(desk)
    desk.forms.withdraw(1, "sent by mistake", "carla", desk.tick())
    before = len(desk.sent_to(ANNA))
    inline(desk, mail, PEOPLE)
    assert form(desk).line.state is FormState.WITHDRAWN
    assert values(desk) == {}
    assert len(desk.sent_to(ANNA)) == before
    assert len(desk.store.views.reviews()) == 1, "a person sees what came"
