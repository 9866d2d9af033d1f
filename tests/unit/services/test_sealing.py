"""Sealing where something fails: the acceptance stands, its evidence comes later, and the others go on."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.vocabulary import SealState
from processor.documents.pdf import EmbeddedFile
from processor.documents.press import DirectPress
from processor.errors import Temporary
from processor.evidence.timestamps import TimestampAuthority, Timestamps
from processor.evidence.tokens import read_token
from processor.services.sealing import FIRST_DELAY, KEPT_WARM, Sealing
from tests.servers.tsa import Authority
from tests.unit.services.proposing import ProposingDesk


class Press(DirectPress):
    """Makes pages, but for those in which a word stands."""

    def __init__(self, poison: str = "") -> None:
        self.poison, self.closed = poison, 0

    def pdf(self, html: str, created: datetime, attachments: Sequence[EmbeddedFile] = ()) -> bytes:
        if self.poison and self.poison in html:
            raise ZeroDivisionError("nobody thought of this")
        return super().pdf(html, created, attachments)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ProposingDesk]:
    made = ProposingDesk(tmp_path)
    made.accepted()
    yield made
    made.close()


def sealing(desk: ProposingDesk, press: Press | None = None, timestamps: Timestamps | None = None) -> Sealing:
    """As the desk seals, with another press or other authorities."""
    made = desk.sealing()
    sealer = replace(made._sealer, press=press or Press())
    if timestamps is not None:
        sealer = replace(sealer, timestamps=timestamps, authorities=("tsa",))
    made._sealer = sealer
    return made


def seals(desk: ProposingDesk) -> list[tuple[str, SealState]]:
    return [(line.number, line.seal) for line in desk.acceptances()]


def test_what_one_acceptance_throws_holds_no_other(desk: ProposingDesk) -> None:
    press = Press(poison="Vera Petrova")
    with pytest.raises(ZeroDivisionError):
        sealing(desk, press).turn(desk.tick())
    assert seals(desk) == [("AC-2031-000001", SealState.NUMBERED), ("AC-2031-000002", SealState.TOLD)]
    assert sealing(desk, press).turn(desk.tick()) == 0, "it waits before it is tried again"
    assert sealing(desk, Press()).turn(desk.tick(FIRST_DELAY)) == 1
    assert [seal for _, seal in seals(desk)] == [SealState.TOLD, SealState.TOLD]


def test_without_an_authority_it_is_recorded_now_and_sealed_later(desk: ProposingDesk, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "tsa")
    answers = False

    def fetch(_: TimestampAuthority, query: bytes) -> bytes:
        if not answers:
            raise ConnectionRefusedError("nobody listens")
        return authority.reply(query)

    asked = TimestampAuthority("tsa", "http://tsa.example/", authority.root)
    timestamps = Timestamps([asked], secrets.token_bytes, fetch)
    loop = sealing(desk, timestamps=timestamps)
    with pytest.raises(Temporary, match="nobody listens"):
        loop.turn(desk.tick())
    assert seals(desk) == [("AC-2031-000001", SealState.NUMBERED), ("AC-2031-000002", SealState.NUMBERED)]
    answers = True
    assert loop.turn(desk.tick(FIRST_DELAY)) == 2
    assert [seal for _, seal in seals(desk)] == [SealState.TOLD, SealState.TOLD]
    head = desk.store.ledger.latest_checkpoint()
    assert head is not None
    [stamp] = desk.store.ledger.stamps(head.size)
    assert read_token(stamp.token, hashlib.sha256(head.note.encode()).digest(), authority.root).trusted


def test_the_press_rests_when_nothing_was_sealed_for_a_while(desk: ProposingDesk) -> None:
    press = Press()
    loop = sealing(desk, press)
    assert loop.turn(desk.tick()) == 2
    assert loop.turn(desk.tick(KEPT_WARM)) == 0
    assert press.closed == 0
    assert loop.turn(desk.tick(timedelta(seconds=1))) == 0
    assert loop.turn(desk.tick(timedelta(seconds=1))) == 0
    assert press.closed == 1
