"""Reading stays near the price of mail-parser alone, measured in one run on the same mails; CPU time, so others' load
counts little."""

import statistics
import time
from collections.abc import Callable

import mailparser
import pytest

from bench.mails import make
from processor.reading import addresses
from processor.reading.read import read
from tests.unit.reading.mails import LIMITS, OWN

ROUNDS = 5


def _cpu(work: Callable[[bytes], object], mails: list[bytes]) -> float:
    begin = time.process_time()
    for raw in mails:
        work(raw)
    return time.process_time() - begin


def _reply(number: int) -> bytes:
    """A short answer with a quote, as most mail in a conversation is."""
    quote = "\r\n".join(f"> line {line} of what you wrote, a few words long" for line in range(20))
    return (
        f"From: Person {number} <person{number}@customer.example>\r\nTo: Support <support@vendor.example>\r\n"
        f"Subject: Re: report {number}\r\nDate: Mon, 2 Mar 2026 06:00:00 +0000\r\n"
        f"Message-ID: <{number}@customer.example>\r\nIn-Reply-To: <a{number}@vendor.example>\r\n\r\n"
        f"Thank you, that works now.\r\n\r\nOn Mon, 2 Mar 2026 at 05:00, Support <support@vendor.example> wrote:\r\n"
        f"{quote}\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("make_mail", "most"), [pytest.param(make, 3.0, id="mixed"), pytest.param(_reply, 4.0, id="replies")]
)
@pytest.mark.measured
def test_reading_costs_little_more_than_mail_parser_alone(make_mail: Callable[[int], bytes], most: float) -> None:
    """Loose bounds: 1.6 and 2.5 are usual. On short replies mail-parser has little to do, and the reply cutter most."""
    mails = [make_mail(number) for number in range(60)]
    ratios = []
    for _ in range(ROUNDS):
        addresses._remembered.cache_clear()
        ours = _cpu(lambda raw: read(raw, OWN, LIMITS), mails)
        ratios.append(ours / _cpu(mailparser.parse_from_bytes, mails))
    assert statistics.median(ratios) <= most
