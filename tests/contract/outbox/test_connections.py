"""Connections: kept and reused, found closed and replaced, secured, logged in, and checked for doctor."""

import asyncio
import socket
from pathlib import Path

import pytest

from processor.errors import SettingsError, Temporary
from processor.outbox.parcel import Deferred, Delivered
from processor.outbox.sender import SmtpSender
from processor.outbox.settings import SmtpSettings
from tests.contract.outbox.letters import ANNA, parcel, settings_for
from tests.contract.outbox.test_sending import send, using
from tests.servers.smtp_fixtures import Authority
from tests.servers.smtpsink import At, Scene, SmtpSink, Then


def probe(sink: SmtpSink, **changes: object) -> str:
    return using(sink, lambda sender: sender.probe(), **changes)


def test_connections_are_kept_between_calls(smtp_sink: SmtpSink) -> None:
    async def thrice(sender: SmtpSender) -> None:
        for call in range(3):
            await sender.send([parcel(call * 10 + key) for key in range(6)])

    using(smtp_sink, thrice, connections=2)
    assert len(smtp_sink.received) == 18
    assert smtp_sink.connections == 2
    assert {mail.connection for mail in smtp_sink.received} == {1, 2}
    assert smtp_sink.commands()["QUIT"] == 2


def test_a_connection_the_server_closed_is_replaced_unseen(smtp_sink: SmtpSink) -> None:
    async def twice(sender: SmtpSender) -> list[object]:
        first = await sender.send([parcel(1)])
        smtp_sink.hang_up()
        return [*first, *await sender.send([parcel(2)])]

    results = using(smtp_sink, twice)
    assert [type(result) for result in results] == [Delivered, Delivered]
    assert [mail.raw for mail in smtp_sink.wait_for(2)] == [parcel(1).raw, parcel(2).raw]
    assert smtp_sink.connections == 2


@pytest.mark.parametrize(
    "scene",
    [Scene(At.RSET, Then.DROP), Scene(At.RSET, reply="421 4.4.2 idle"), Scene(At.RSET, reply="500 no RSET here")],
    ids=["drop", "421", "500"],
)
def test_a_kept_connection_that_proves_dead_is_replaced(smtp_sink: SmtpSink, scene: Scene) -> None:
    async def twice(sender: SmtpSender) -> list[object]:
        await sender.send([parcel(1)])
        smtp_sink.play(scene)
        return [*await sender.send([parcel(2)])]

    assert [type(result) for result in using(smtp_sink, twice)] == [Delivered]
    assert len(smtp_sink.received) == 2


def test_a_server_that_ends_after_so_many_mails_costs_nothing(smtp_sink: SmtpSink) -> None:
    async def twice(sender: SmtpSender) -> list[object]:
        first = await sender.send([parcel(1)])
        smtp_sink.play(Scene(At.MAIL, reply="421 4.7.0 too many mails"))
        return [*first, *await sender.send([parcel(2), parcel(3)])]

    results = using(smtp_sink, twice, connections=1)
    assert [type(result) for result in results] == [Delivered] * 3


def test_nothing_left_of_a_refused_mail_reaches_the_next(smtp_sink: SmtpSink) -> None:
    smtp_sink.play(Scene(At.DATA, reply="554 no"))
    send(smtp_sink, parcel(1, to=("first@customer.example",)), parcel(2), connections=1)
    assert smtp_sink.wait_for(1)[0].recipients == (ANNA,)
    assert smtp_sink.connections == 1


def test_a_send_that_is_cancelled_leaves_no_connection_to_be_misread(smtp_sink: SmtpSink) -> None:
    smtp_sink.play(Scene(At.MESSAGE, Then.SILENCE))

    async def cancelled(sender: SmtpSender) -> object:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sender.send([parcel(1)]), 0.3)
        return await sender.send([parcel(2)])

    assert using(smtp_sink, cancelled) == [Delivered(2, "250 2.0.0 kept as 1")]
    assert smtp_sink.connections == 2


def test_a_server_that_is_down_defers_everything_at_once() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

        async def run() -> list[object]:
            sender = SmtpSender(SmtpSettings("127.0.0.1", port, "plain"))
            return [*await sender.send([parcel(key) for key in range(100)])]

        results = asyncio.run(run())
    assert {type(result) for result in results} == {Deferred}
    assert len(results) == 100
    assert "check host, port and firewall" in str(results[0])


def test_a_server_that_allows_one_connection_gets_all_mail_over_it(smtp_sink: SmtpSink) -> None:
    async def first_one_then_many(sender: SmtpSender) -> list[object]:
        await sender.send([parcel(0)])
        smtp_sink.play(Scene(At.GREETING, reply="421 4.7.0 too many connections", times=0))
        return [*await sender.send([parcel(key) for key in range(1, 9)])]

    results = using(smtp_sink, first_one_then_many)
    delivered = [result for result in results if isinstance(result, Delivered)]
    assert len(delivered) == 8, results


def test_tls_from_the_first_byte(smtps_sink: SmtpSink, authority: Authority) -> None:
    tls = {"security": "tls", "ca_file": authority.file}
    assert [type(result) for result in send(smtps_sink, parcel(body=b".dot\r\n" * 50_000), **tls)] == [Delivered]
    assert smtps_sink.received[0].tls
    assert "answers, TLSv1.3, without log-in" in probe(smtps_sink, **tls)


LOG_IN = {"security": "starttls", "user": "signoff", "password": "correct horse"}


def test_starttls_then_ehlo_again_then_log_in(starttls_sink: SmtpSink, authority: Authority) -> None:
    results = send(starttls_sink, parcel(), **LOG_IN, ca_file=authority.file)
    assert [type(result) for result in results] == [Delivered]
    assert starttls_sink.received[0].tls
    commands = [command for _, command in starttls_sink.log]
    assert commands[:4] == ["EHLO", "EHLO", "AUTH", "MAIL"]
    assert "TLSv1.3, logged in as signoff" in probe(starttls_sink, **LOG_IN, ca_file=authority.file)


def test_a_server_without_starttls_gets_no_mail(smtp_sink: SmtpSink) -> None:
    (result,) = send(smtp_sink, parcel(), security="starttls")
    assert isinstance(result, Deferred)
    assert smtp_sink.commands() == {"EHLO": 1}
    with pytest.raises(SettingsError, match="does not offer what the settings ask for: SMTP STARTTLS"):
        probe(smtp_sink, security="starttls")


def test_a_certificate_nobody_vouches_for(starttls_sink: SmtpSink, smtps_sink: SmtpSink) -> None:
    for sink, security in ((starttls_sink, "starttls"), (smtps_sink, "tls")):
        with pytest.raises(SettingsError, match=r"can't be trusted .*ca_file"):
            probe(sink, security=security)
        (result,) = send(sink, parcel(), security=security)
        assert isinstance(result, Deferred)
        assert sink.received == []
        assert "AUTH" not in sink.commands()


def test_tls_where_plain_is_spoken(smtp_sink: SmtpSink) -> None:
    with pytest.raises(SettingsError, match='port 465 usually wants "tls", port 587 "starttls"'):
        probe(smtp_sink, security="tls")


def test_a_wrong_password_defers_and_says_what_to_do(starttls_sink: SmtpSink, authority: Authority) -> None:
    wrong = {**LOG_IN, "password": "guessed", "ca_file": authority.file}
    with pytest.raises(SettingsError, match=r"refuses the log-in of signoff .535.: check user and password") as caught:
        probe(starttls_sink, **wrong)
    assert "guessed" not in str(caught.value)
    (result,) = send(starttls_sink, parcel(), **wrong)
    assert isinstance(result, Deferred)


def test_a_corrected_password_counts_at_the_next_log_in(starttls_sink: SmtpSink, authority: Authority) -> None:
    known = ["guessed"]
    log_in = {**LOG_IN, "password": lambda: known[-1], "ca_file": authority.file}
    assert isinstance(send(starttls_sink, parcel(), **log_in)[0], Deferred)
    known.append(LOG_IN["password"])
    assert isinstance(send(starttls_sink, parcel(), **log_in)[0], Delivered)


def test_probe_says_when_to_try_again(smtp_sink: SmtpSink) -> None:
    assert "answers, without encryption, without log-in" in probe(smtp_sink)
    assert smtp_sink.commands() == {"EHLO": 1, "QUIT": 1}
    smtp_sink.play(Scene(At.GREETING, reply="421 4.3.2 not now"))
    with pytest.raises(Temporary, match=r"421 4\.3\.2 not now, trying again later"):
        probe(smtp_sink)
    smtp_sink.stop_listening()
    with pytest.raises(Temporary, match="can't be reached"):
        probe(smtp_sink)


def test_plain_is_for_the_loopback_only() -> None:
    for host in ("127.0.0.1", "::1", "localhost"):
        SmtpSettings(host, 25, "plain")
    for host in ("mail.example", "192.0.2.1", "127.0.0.1.example"):
        with pytest.raises(SettingsError, match="allowed only to this machine itself"):
            SmtpSettings(host, 25, "plain")


def test_settings_hide_the_password_and_name_a_missing_file(smtp_sink: SmtpSink, tmp_path: Path) -> None:
    assert "secret" not in repr(settings_for(smtp_sink, user="u", password="secret"))
    with pytest.raises(SettingsError, match=r"authorities in .*nowhere\.pem can't be read"):
        SmtpSender(settings_for(smtp_sink, security="tls", ca_file=str(tmp_path / "nowhere.pem")))
