"""Acceptances as they really come about: a signed reply is read, proven, judged, recorded, sealed and told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from models.vocabulary import AcceptanceType, Assurance, RequestState, SealState
from processor import clock
from processor.approvals.grammar import judge_reply
from processor.documents.press import DirectPress
from processor.effects.approvals import AwaitCode, MoveRequest, RecordReply
from processor.effects.decision import Decision
from processor.evidence.keys.seal import seal_of
from processor.evidence.timestamps import Timestamps
from processor.evidence.verify.checks import Check, CheckResult, Verification
from processor.evidence.verify.files import files_of
from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.facts.proof import SenderProof
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.reading.limits import Limits
from processor.reading.read import read
from processor.services.bundles import Bundles
from processor.services.ledger import Ledger
from processor.services.sealing import Sealer, Sealing
from processor.store.apply import Applier
from processor.store.claims import Claim
from processor.store.fetches import KeptMail
from processor.store.store import Store
from tests.contract.ledger.ledgers import ledger_in
from tests.contract.store.deals import ANN, CONTEXT, Deal, accepting, applier_of, frozen_deal
from tests.contract.store.samples import BOX, FOLDER, IDS, NOW, VALIDITY, act, cause_of, take
from tests.unit.reading.sender.signing import key, proof_of, signed

DOMAIN = "customer.example"
SENT = "Proposal 1, version 1: reports by mail for EUR 4,200.00.\nTo accept it, reply with the one word APPROVED."
CONTEXT_SENT = replace(CONTEXT, sent=SENT)
QUOTED = "".join(f"> {line}\r\n" for line in SENT.splitlines())
WORDS = (
    f"Approved, PO 4711\r\n\r\nAnn Lee\r\n\r\nOn Mon, 6 May 2024 at 09:00, Desk <desk@desk.example> wrote:\r\n{QUOTED}"
)


def mail(words: str, name: str = "one", sender: str = ANN, **tags: str) -> bytes:
    """A reply with these words, signed by its domain at the time of the store's tests."""
    raw = (
        f"From: Ann Lee <{sender}>\r\nTo: desk@desk.example\r\nSubject: Re: Reports by mail\r\n"
        f"Date: {NOW - timedelta(minutes=1):%a, %d %b %Y %H:%M:%S +0000}\r\nMessage-ID: <{name}@{DOMAIN}>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}"
    ).encode()
    return signed(raw, domain=DOMAIN, **({"t": str(int(NOW.timestamp()) - 60)} | tags))


@dataclass(frozen=True)
class Received:
    """A mail that was fetched, read, proven and judged."""

    claim: Claim
    message: Message
    proof: SenderProof
    judgement: ReplyJudgement


def receive(store: Store, raw: bytes, uid: int, context: ReplyContext = CONTEXT_SENT, dkim: bool = True) -> Received:
    store.fetches.keep(BOX, FOLDER, VALIDITY, [KeptMail(uid, raw, NOW, history=False, after=True)], uid + 1, NOW)
    [claim] = take(store)
    message = read(raw, OwnMarks(), Limits())
    known = {name: replace(record, looked_up_at=NOW) for name, record in key(domain=DOMAIN).items()} if dkim else {}
    judgement = judge_reply(message.text, replace(context, sender=message.sender))
    return Received(claim, message, proof_of(raw, known, received_at=NOW), judgement)


def apply(store: Store, applier: Applier, received: Received, *effects: Any) -> None:
    cause = replace(cause_of(received.claim, received.message), proof=received.proof)
    store.transact(lambda: applier.apply(cause, Decision(None, (), effects), NOW))


def record(store: Store, applier: Applier, deal: Deal, received: Received, at: int = 1, **changes: Any) -> None:
    """The acceptance of a reply, all that its decision asks for."""
    found = {"judgement": received.judgement, "context": CONTEXT_SENT, "proof": received.proof} | changes
    apply(
        store,
        applier,
        received,
        RecordReply(deal.keys[at], received.judgement, Assurance.A3, ()),
        accepting(deal, at, **found),
        MoveRequest(deal.keys[at], RequestState.OPEN, RequestState.ACCEPTED, ANN),
    )


def record_by_hand(store: Store, applier: Applier, deal: Deal, at: int = 2) -> None:
    """What a person recorded, without a reply."""
    nothing = {"judgement": None, "context": None, "proof": None, "checks": (), "assurance": Assurance.A0}
    by_hand = {"type": AcceptanceType.RECORDED, "by": "kim", "evidence": "said so on the phone"}
    act(store, applier, f"by hand {at}", accepting(deal, at, **nothing, **by_hand))


def record_by_code(store: Store, applier: Applier, deal: Deal, at: int = 1, code_words: str = "1234 5678\r\n") -> None:
    """A reply without a signature, then the code that it was asked for."""
    first = receive(store, mail(WORDS, "first"), 510, dkim=False)
    later = NOW + timedelta(days=1)
    waits = AwaitCode(
        deal.keys[at], "mac", later, 3, Assurance.A2, first.judgement, CONTEXT_SENT, first.proof, ()
    )  # fmt: skip
    apply(store, applier, first, RecordReply(deal.keys[at], first.judgement, Assurance.A2, ()), waits)
    second = receive(store, mail(code_words, "second"), 511)
    found = {"judgement": first.judgement, "context": CONTEXT_SENT, "proof": first.proof}
    effect = accepting(deal, at, assurance=Assurance.A2C, reply_fetch_id=first.claim.fetch.fetch_id, **found)
    apply(store, applier, second, effect, MoveRequest(deal.keys[at], RequestState.OPEN, RequestState.ACCEPTED, ANN))


@dataclass
class Desk:
    """An installation with one deal, its ledger and what seals."""

    store: Store
    applier: Applier
    ledger: Ledger
    deal: Deal
    timestamps: Timestamps
    timestamp_root: bytes = b""

    def seal(self) -> None:
        """One turn of the loop, now."""
        names = ("Example TSA",) if self.timestamps else ()
        sealer = Sealer(DirectPress(), seal_of, self.timestamps, names)
        Sealing(self.store, self.ledger, sealer, self.applier, IDS, lambda: None).turn(clock.utc_now())

    @property
    def bundles(self) -> Bundles:
        return Bundles(self.store, self.timestamp_root)

    def files(self, number: str = "AC-2024-000001") -> dict[str, bytes]:
        return files_of(self.bundles.export(number))

    def seals(self) -> Sequence[SealState]:
        return [line.seal for line in self.store.views.acceptances()]


def desk(folder: Path, store: Store, timestamps: Timestamps, timestamp_root: bytes = b"") -> Desk:
    applier = applier_of(store)
    deal = frozen_deal(store, applier)
    return Desk(store, applier, ledger_in(folder, store), deal, timestamps, timestamp_root)


def results(found: Verification) -> dict[str, CheckResult]:
    return {one.name: one.result for one in found.checks}


def failed(found: Verification) -> set[str]:
    return {one.name for one in found.checks if one.result is CheckResult.FAILED}


def undone(found: Verification, needed: bool = True) -> set[str]:
    return {one.name for one in found.checks if one.result is CheckResult.NOT_DONE and one.needed is needed}


def detail(found: Verification, name: str) -> str:
    checks: Mapping[str, Check] = {one.name: one for one in found.checks}
    return checks[name].detail
