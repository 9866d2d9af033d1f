"""What this machine can do at best: the same mails fetched and parsed by nobody's product, in the same run."""

import time
from dataclasses import dataclass

import imapclient
import mailparser

from tests.servers.dovecot import PASSWORD, Dovecot

BATCH = 50


@dataclass(frozen=True, slots=True)
class Limits:
    """Milliseconds for each message. `rate` is how many a second fetch and parse alone would allow."""

    fetch: float
    parse: float

    @property
    def rate(self) -> float:
        return 1000 / (self.fetch + self.parse)


def measure(server: Dovecot, user: str, parse_at_most: int = 2000) -> Limits:
    """Fetch the whole mailbox in batches by imapclient, and parse its first messages by mail-parser."""
    with imapclient.IMAPClient("127.0.0.1", server.imap, ssl=False, timeout=60) as client:
        client.login(user, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        uids = client.search(["UNDELETED"])
        raws: list[bytes] = []
        started = time.perf_counter()
        for at in range(0, len(uids), BATCH):
            answer = client.fetch(uids[at : at + BATCH], ["BODY.PEEK[]"])
            if len(raws) < parse_at_most:
                raws += [data[b"BODY[]"] for data in answer.values()]
        fetch = (time.perf_counter() - started) * 1000 / len(uids)
    started = time.perf_counter()
    for raw in raws:
        parsed = mailparser.parse_from_bytes(raw)
        _ = (
            parsed.from_,
            parsed.to,
            parsed.subject,
            parsed.date,
            parsed.text_plain,
            parsed.text_html,
            parsed.attachments,
        )
    parse = (time.perf_counter() - started) * 1000 / len(raws)
    return Limits(fetch, parse)
