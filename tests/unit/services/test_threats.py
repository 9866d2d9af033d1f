"""Attacks on approvals, played over real mails, a real database and real keys: none of them accepts anything."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from models.evidence import EvidenceLeaf
from models.vocabulary import Assurance, Outcome, ProposalState, RequestState, SealState
from processor.errors import Temporary
from processor.evidence.timestamps import TimestampAuthority, Timestamps
from processor.facts.proof import Trust
from tests.unit.reading.sender.signing import SIGNED, rsa_signer, signed
from tests.unit.services.desk import mail
from tests.unit.services.proposing import ANNA, OLGA, VERA, ProposingDesk

MX = "mx.desk.example"
PROPOSAL = 1
MALLORY = "mallory@evil.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProposingDesk]:
    made = ProposingDesk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def asked(desk: ProposingDesk) -> int:
    """A proposal that waits for Olga's answer; nothing is accepted on the customer's side yet."""
    return waiting(desk, desk.begin())


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProposingDesk]:
    """One installation for all attacks that change nothing: the proposal waits for Olga, however many there were."""
    made = ProposingDesk(tmp_path_factory.mktemp("besieged"), caps_per_address=100)
    made.trust = Trust(authserv_ids=(MX,))
    assert waiting(made, made.begin()) == PROPOSAL
    yield made
    made.close()


def waiting(desk: ProposingDesk, ticket: int, **values: Any) -> int:
    number = desk.drafted(ticket, **values)
    desk.send(number)
    assert desk.reply(VERA, "Vera Petrova", "Approved") is Outcome.ACCEPTED
    assert desk.state(number) is ProposalState.AWAITING_CUSTOMER
    return number


def olga(
    desk: ProposingDesk,
    words: str = "Согласовано",
    to: EmailMessage | None = None,
    change: Callable[[bytes], bytes] = lambda raw: raw,
) -> Outcome | None:
    """What becomes of Olga's answer, which somebody has changed on its way."""
    desk.tick(timedelta(minutes=1))
    return desk.work(change(desk.answer(OLGA, "Olga Smirnova", words, to=to)))[-1]


def requests(desk: ProposingDesk, number: int) -> list[tuple[str, RequestState]]:
    return [(one.address, one.state) for one in desk.store.views.proposal(number).requests]


def against(desk: ProposingDesk) -> set[str]:
    """The rules that spoke about the newest mail."""
    return {rule for rule, _ in desk.fetched()[-1].matches}


def by_customer(desk: ProposingDesk) -> list[str]:
    return [line.address for line in desk.acceptances() if line.address != VERA]


def answer(request: EmailMessage, address: str, words: str, name: str = "Olga Smirnova") -> bytes:
    """An answer to a request from any address, not signed."""
    return mail(
        f"Re: {request['Subject']}",
        words,
        sender=f"{name} <{address}>",
        to=str(request["Reply-To"]),
        Message_ID="<forged@evil.example>",
        In_Reply_To=str(request["Message-ID"]),
        MIME_Version="1.0",
        Content_Type="text/plain; charset=utf-8",
    )


def deliver(desk: ProposingDesk, raw: bytes) -> Outcome | None:
    desk.tick(timedelta(minutes=1))
    desk.put(raw)
    desk.sweep()
    desk.handle()
    return desk.outcomes()[-1]


def code_in(challenge: EmailMessage) -> str:
    body = challenge.get_body(("plain",))
    assert body is not None
    found = re.search(r"\b(\d{4})-(\d{4})\b", body.get_content())
    assert found is not None
    return found[1] + found[2]


def attached(receipt: EmailMessage, ending: str) -> Any:
    [one] = [part for part in receipt.iter_attachments() if str(part.get_filename()).endswith(ending)]
    return json.loads(one.get_content())


def test_the_honest_answer_is_accepted(desk: ProposingDesk, asked: int) -> None:
    assert olga(desk) is Outcome.ACCEPTED
    assert desk.state(asked) is ProposalState.ACCEPTED
    assert by_customer(desk) == [OLGA]


def unsigned(raw: bytes) -> bytes:
    return raw[raw.index(b"\r\nFrom: ") + 2 :]


def by_server(raw: bytes) -> bytes:
    """Without a signature, and found to be the sender's by our own mail server."""
    return f"Authentication-Results: {MX}; dmarc=pass header.from=customer.example\r\n".encode() + unsigned(raw)


def test_a_spoofed_from_accepts_nothing(besieged: ProposingDesk) -> None:
    assert olga(besieged, change=unsigned) is Outcome.HELD
    assert {"sender_not_entitled", "no_authentication"} <= against(besieged)
    assert by_customer(besieged) == []


def test_a_reply_changed_after_it_was_signed_accepts_nothing(besieged: ProposingDesk) -> None:
    words = "Согласовано, но дешевле"
    assert olga(besieged, words, change=lambda raw: raw.replace(", но дешевле".encode(), b"")) is Outcome.HELD
    assert {"sender_not_entitled", "no_authentication"} <= against(besieged)
    assert by_customer(besieged) == []


@pytest.mark.parametrize("field", ["Subject: Re: another", f"From: {OLGA}", "To: other@desk.example"])
def test_a_field_put_in_twice_accepts_nothing(besieged: ProposingDesk, field: str) -> None:
    assert olga(besieged, change=lambda raw: field.encode() + b"\r\n" + raw) is Outcome.HELD
    assert {"sender_unproven", "duplicate_fields"} <= against(besieged)
    assert by_customer(besieged) == []


def test_a_word_appended_below_a_signature_with_a_length_accepts_nothing(besieged: ProposingDesk) -> None:
    request = besieged.sent_to(OLGA)[-1]
    raw = answer(request, OLGA, "")
    stamped = signed(raw, rsa_signer(), "customer.example", SIGNED, l="0", t=str(int(besieged.now.timestamp())))
    assert deliver(besieged, stamped + "Согласовано\r\n".encode()) is Outcome.HELD
    assert {"sender_not_entitled", "no_authentication"} <= against(besieged)
    assert by_customer(besieged) == []


@pytest.mark.parametrize(
    "forged",
    [
        f"Authentication-Results: {MX}; dmarc=fail header.from=customer.example\r\n"
        f"Authentication-Results: {MX}; dmarc=pass header.from=customer.example\r\n",
        "Authentication-Results: mx.evil.example; dmarc=pass header.from=customer.example\r\n",
        f"Authentication-Results: {MX}; dmarc=pass header.from=evil.example\r\n",
        f'Authentication-Results: {MX}; spf=pass smtp.mailfrom=evil.example reason="dmarc=pass"\r\n',
    ],
)
def test_a_forged_authentication_results_field_accepts_nothing_and_gets_no_code(
    besieged: ProposingDesk, forged: str
) -> None:
    before = len(besieged.sent_to(OLGA))
    assert olga(besieged, change=lambda raw: forged.encode() + unsigned(raw)) is Outcome.HELD
    assert (by_customer(besieged), len(besieged.sent_to(OLGA))) == ([], before)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("olga@customеr.example", "Olga Smirnova"),
        ("olga@" + "customеr.example".encode("idna").decode(), "Olga Smirnova"),
        (MALLORY, f"Olga Smirnova <{OLGA}>"),
        ("olga@customer.example.evil.example", "Olga Smirnova"),
        ("olga.customer.example@evil.example", OLGA),
    ],
)
def test_an_address_that_only_looks_like_the_approvers_accepts_nothing(
    besieged: ProposingDesk, address: str, name: str
) -> None:
    domain = address.rpartition("@")[2].encode("idna").decode()
    besieged.keys.texts[f"s1._domainkey.{domain}"] = rsa_signer().record()
    raw = answer(besieged.sent_to(OLGA)[-1], address, "Согласовано", f'"{name}"')
    stamped = signed(raw, rsa_signer(), domain, SIGNED, t=str(int(besieged.now.timestamp())))
    assert deliver(besieged, stamped) is Outcome.HELD
    assert against(besieged) & {"not_asked", "look_alike", "sender_unclear"}
    assert by_customer(besieged) == []


def test_a_colleague_who_answers_is_recorded_as_who_they_are(besieged: ProposingDesk) -> None:
    assert besieged.reply(ANNA, "Anna", "Согласовано", to=besieged.sent_to(OLGA)[-1]) is Outcome.HELD
    assert {"sender_not_entitled", "not_asked"} <= against(besieged)
    assert by_customer(besieged) == []
    *_, said = besieged.store.views.proposal(PROPOSAL).replies
    assert any(ANNA in reason for reason in said.reasons)


def test_words_for_another_are_named(besieged: ProposingDesk) -> None:
    assert olga(besieged, "Согласовано, по поручению Анны") is Outcome.HELD
    assert "written for somebody else" in " ".join(besieged.store.views.proposal(PROPOSAL).replies[-1].reasons)
    assert by_customer(besieged) == []


def test_staff_who_know_the_key_cannot_answer_for_the_customer(besieged: ProposingDesk) -> None:
    assert besieged.reply(VERA, "Olga Smirnova", "Согласовано", to=besieged.sent_to(OLGA)[-1]) is Outcome.HELD
    assert {"sender_not_entitled", "not_asked"} <= against(besieged)
    assert by_customer(besieged) == []


def test_an_old_approval_accepts_no_changed_proposal(desk: ProposingDesk, asked: int) -> None:
    old = desk.sent_to(OLGA)[-1]
    desk.edited(asked, price="9900.00")
    desk.send(asked)
    desk.reply(VERA, "Vera Petrova", "Approved")
    newer = desk.sent_to(OLGA)[-1]
    assert olga(desk, to=old) is Outcome.LATE
    assert desk.state(asked) is ProposalState.AWAITING_CUSTOMER
    assert by_customer(desk) == []
    assert olga(desk, to=newer) is Outcome.ACCEPTED
    [line] = [line for line in desk.acceptances() if line.address == OLGA]
    assert line.document_version == 2


def test_a_mail_that_has_served_serves_no_other_proposal(desk: ProposingDesk) -> None:
    """The same signed reply once more, its unsigned fields pointing at another proposal."""
    ticket = desk.begin()
    first = waiting(desk, ticket)
    kept = desk.answer(OLGA, "Olga Smirnova", "Согласовано")
    assert deliver(desk, kept) is Outcome.ACCEPTED
    second = waiting(desk, ticket, title="Another export")
    asking = desk.sent_to(OLGA)[-1]
    again = re.sub(rb"To: [^\r]+", f"To: {asking['Reply-To']}".encode(), kept)
    desk.tick(timedelta(hours=1))
    assert deliver(desk, b"Received: by mx.example\r\n" + again) in {Outcome.HELD, Outcome.DUPLICATE, Outcome.LATE}
    assert (desk.state(first), desk.state(second)) == (ProposalState.ACCEPTED, ProposalState.AWAITING_CUSTOMER)


def test_everything_goes_to_registered_addresses_whatever_reply_to_says(desk: ProposingDesk, asked: int) -> None:
    desk.trust = Trust(authserv_ids=(MX,))
    hijack = f"Reply-To: {MALLORY}\r\n".encode()
    assert olga(desk, change=lambda raw: by_server(raw).replace(b"From: ", hijack + b"From: ", 1)) is Outcome.CHALLENGED
    assert code_in(desk.sent_to(OLGA)[-1])
    assert desk.sent_to(MALLORY) == []


def test_a_code_can_be_guessed_five_times(desk: ProposingDesk, asked: int) -> None:
    desk.trust = Trust(authserv_ids=(MX,))
    assert olga(desk, change=by_server) is Outcome.CHALLENGED
    challenge = desk.sent_to(OLGA)[-1]
    right = code_in(challenge)
    for number in range(5):
        wrong = f"{(int(right) + 1 + number) % 10**8:08d}"
        assert olga(desk, wrong, to=challenge, change=by_server) is Outcome.HELD
    assert olga(desk, right, to=challenge, change=by_server) is Outcome.HELD
    assert by_customer(desk) == []


def test_a_code_returned_from_there_is_accepted_and_named_so(desk: ProposingDesk, asked: int) -> None:
    desk.trust = Trust(authserv_ids=(MX,))
    olga(desk, change=by_server)
    challenge = desk.sent_to(OLGA)[-1]
    stranger = answer(challenge, MALLORY, code_in(challenge))
    assert deliver(desk, stranger) is Outcome.HELD
    assert by_customer(desk) == []
    assert olga(desk, code_in(challenge), to=challenge, change=by_server) is Outcome.ACCEPTED
    assert [line.assurance for line in desk.acceptances() if line.address == OLGA] == [Assurance.A2C]


def test_no_mail_about_an_approval_holds_a_link_that_a_scanner_could_open(desk: ProposingDesk, asked: int) -> None:
    olga(desk)
    desk.seal()
    for raw in desk.sent():
        text = raw.decode("ascii", "replace").replace("=\r\n", "")
        assert re.search(r"https?:", text.partition("\r\n\r\n")[2]) is None


def test_a_forged_bounce_changes_nothing_about_an_approval(besieged: ProposingDesk) -> None:
    asking = besieged.sent_to(OLGA)[-1]
    before = requests(besieged, PROPOSAL), besieged.state(PROPOSAL), besieged.store.facts.register(1)
    forged = mail(
        "Undeliverable: " + str(asking["Subject"]),
        REPORT.replace("ORIGINAL", str(asking["Message-ID"])),
        sender="MAILER-DAEMON@customer.example",
        to=str(asking["Reply-To"]),
        Return_Path="<>",
        Content_Type="multipart/report; report-type=delivery-status; boundary=x",
    )
    assert deliver(besieged, forged) is Outcome.BOUNCE
    assert (requests(besieged, PROPOSAL), besieged.state(PROPOSAL), besieged.store.facts.register(1)) == before


def test_an_automatic_answer_that_says_the_word_accepts_nothing(besieged: ProposingDesk) -> None:
    assert olga(besieged, change=lambda raw: b"Auto-Submitted: auto-replied\r\n" + raw) is not Outcome.ACCEPTED
    assert by_customer(besieged) == []


def test_three_documents_signed_quickly_have_three_receipts(desk: ProposingDesk) -> None:
    ticket = desk.begin()
    numbers = [waiting(desk, ticket, title=title, price=price) for title, price in THREE]
    asked = [one for one in desk.sent_to(OLGA) if "PR-" in str(one["Subject"])]
    assert len(asked) == 3
    for one in reversed(asked):
        assert olga(desk, to=one) is Outcome.ACCEPTED
    while desk.seal():
        pass
    lines = {line.document_number: line for line in desk.acceptances() if line.address == OLGA}
    assert sorted(lines) == numbers
    assert all(line.seal is SealState.TOLD for line in lines.values())
    told = [one for one in desk.sent_to(OLGA) if "AC-" in str(one["Subject"])]
    for number, (title, _) in zip(numbers, THREE, strict=True):
        view = desk.store.views.acceptance(lines[number].number)
        [receipt] = [one for one in told if attached(one, ".json")["acceptance"] == view.line.number]
        assert attached(receipt, ".json")["certificate_sha256"] == view.line.certificate_sha256
        assert title in receipt.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert view.record["document"]["title"] == title
    assert len({line.certificate_sha256 for line in lines.values()}) == 3


def test_the_receipt_names_the_deputy_who_decided(desk: ProposingDesk) -> None:
    ticket = desk.begin()
    [lead] = [entry.approver_id for entry in desk.store.facts.register(1) if entry.address == OLGA]
    desk.approver("dora@customer.example", "Dora Lang", deputy_of=lead)
    number = waiting(desk, ticket, approvers=[OLGA])
    assert (
        desk.reply("dora@customer.example", "Dora Lang", "Согласовано", to=desk.sent_to(OLGA)[-1]) is Outcome.ACCEPTED
    )
    assert desk.state(number) is ProposalState.ACCEPTED
    desk.seal()
    for address in ("dora@customer.example", OLGA):
        [receipt] = [one for one in desk.sent_to(address) if "AC-" in str(one["Subject"])]
        assert attached(receipt, ".json")["acceptance"] == desk.acceptances()[-1].number
        body = receipt.get_body(("plain",))
        assert body is not None
        assert "Dora Lang" in body.get_content()
        assert ("Olga Smirnova" in body.get_content()) == (address == OLGA), "she is greeted, and nothing else"


def test_an_authority_that_is_down_loses_no_acceptance(desk: ProposingDesk, asked: int) -> None:
    olga(desk)
    desk.tick()
    sealing = desk.sealing()
    down = Timestamps([TimestampAuthority("Down", "http://127.0.0.1:9/")], os.urandom)
    broken = replace(sealing._sealer, timestamps=down, authorities=("Down",))  # what is sealed with is its own matter
    sealing._sealer = broken
    with pytest.raises(Temporary, match="Down"):
        sealing.turn(desk.now)
    sealing.close()
    [line] = [line for line in desk.acceptances() if line.address == OLGA]
    assert (desk.state(asked), line.seal) == (ProposalState.ACCEPTED, SealState.NUMBERED)
    assert "Down" in line.seal_error
    assert desk.seal() == 0, "it is not tried again at once"
    desk.tick(timedelta(minutes=2))
    while desk.seal():
        pass
    [line] = [line for line in desk.acceptances() if line.address == OLGA]
    assert (line.seal, line.seal_error) == (SealState.TOLD, "")


def test_a_forged_mark_of_our_own_mail_hides_nothing(desk: ProposingDesk) -> None:
    forged = mail("Our invoices", sender="Anna <anna@customer.example>", X_Signoff_Loop="0" * 52, Message_ID="<x@c>")
    assert deliver(desk, forged) is Outcome.OPENED


def test_the_log_holds_no_word_and_no_name(desk: ProposingDesk, asked: int) -> None:
    olga(desk, "Согласовано, PO 4711")
    desk.seal()
    bodies = desk.store.database.column(EvidenceLeaf.select(EvidenceLeaf.body))
    assert len(bodies) > 5
    whole = b"\n".join(bytes(body) for body in bodies)
    for word in (OLGA, VERA, ANNA, "Olga", "Smirnova", "Vera", "Customer", "example", "Согласовано", "4711", "4200"):
        assert word.encode() not in whole
        assert json.dumps(word).strip('"').encode() not in whole


def test_a_compromised_mailbox_is_told_to_somebody_else_who_can_object(desk: ProposingDesk) -> None:
    ticket = desk.begin()
    desk.approver("paul@customer.example", "Paul Braun", valid_until=None)
    number = waiting(desk, ticket, approvers=[OLGA])
    olga(desk)
    while desk.seal():
        pass
    [receipt] = [one for one in desk.sent_to("paul@customer.example") if "AC-" in str(one["Subject"])]
    words = "Das war nicht Olga, wir haben das nicht bestellt."
    assert desk.reply("paul@customer.example", "Paul Braun", words, to=receipt) is Outcome.OBJECTED
    assert desk.state(number) is ProposalState.DISPUTED


THREE = (("Export of plants", "1000.00"), ("Import of plants", "2000.00"), ("Report on plants", "3000.00"))
REPORT = (
    "--x\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.example\r\nX-Original-Message-ID: ORIGINAL\r\n\r\n"
    f"Final-Recipient: rfc822; {OLGA}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ORIGINAL\r\n--x--\r\n"
)
