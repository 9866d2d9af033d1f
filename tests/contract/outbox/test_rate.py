"""Reuse must pay: the same mails over kept connections and over a new one each, measured in one run."""

import asyncio
import time

import pytest

from processor.outbox.parcel import Delivered
from processor.outbox.sender import SmtpSender
from tests.contract.outbox.letters import parcel, settings_for
from tests.servers.smtp_fixtures import Authority
from tests.servers.smtpsink import SmtpSink

MAILS = 60


async def rates(sink: SmtpSink, **changes: object) -> tuple[float, float]:
    """Mails a second over kept connections, and over a new connection for each."""
    parcels = [parcel(key, body=b"Five thousand octets of mail.\r\n" * 160) for key in range(MAILS)]
    settings = settings_for(sink, **changes)
    kept = SmtpSender(settings)
    await kept.send(parcels[:5])
    began = time.perf_counter()
    results = await kept.send(parcels)
    reused = MAILS / (time.perf_counter() - began)
    await kept.close()
    began = time.perf_counter()
    for each in parcels:
        sender = SmtpSender(settings)
        results += await sender.send([each])
        await sender.close()
    single = MAILS / (time.perf_counter() - began)
    assert {type(result) for result in results} == {Delivered}
    return reused, single


@pytest.mark.measured
def test_kept_connections_are_faster_than_new_ones(smtps_sink: SmtpSink, authority: Authority) -> None:
    reused, single = asyncio.run(rates(smtps_sink, security="tls", ca_file=str(authority.file)))
    print(f"TLS: {reused:.0f} mails/s over kept connections, {single:.0f} over new ones, {reused / single:.1f}x")
    assert reused > 1.5 * single
