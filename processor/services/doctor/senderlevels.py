"""Which level of assurance the sender of one mail reaches by itself, and why it is no higher."""

from dataclasses import dataclass
from enum import StrEnum

from models.vocabulary import Assurance, Kind, SignatureResult
from processor.approvals.assurance import FORGED, UNSHOWN, Origin
from processor.facts.message import Address, Message
from processor.facts.proof import BODY_CHANGED, FIELDS_CHANGED, DkimCheck, SenderProof


class Cause(StrEnum):
    """Why a mail does not reach A3."""

    NONE = "none"
    DOUBT = "doubt"
    UNSIGNED = "unsigned"
    OTHERS_SIGNED = "signed by others"
    BODY_CHANGED = "body changed"
    FIELDS_CHANGED = "fields changed"
    NO_KEY = "no key"
    NOT_COUNTED = "not counted"


@dataclass(frozen=True, slots=True)
class Judged:
    """The level of one mail, why it is no higher, and what would mend it; both empty from A3 on."""

    level: Assurance
    cause: Cause = Cause.NONE
    reason: str = ""
    remedy: str = ""


def judge_sender(address: str, proof: SenderProof) -> Judged:
    """The level that a reply of this sender would reach if it were an approver's and named its request."""
    said = Message("", "", 0, Kind.HUMAN, may_reply=True, may_approve=True, matches=(), sender=Address("", address))
    origin = Origin(said, proof)
    doubts = [match.reason for rule in FORGED if (match := rule(origin)) is not None]
    if doubts:
        remedy = "nothing of such mail counts: ask them to send it from their own mail server, unchanged"
        return Judged(Assurance.A0, Cause.DOUBT, "; ".join(doubts), remedy)
    if proof.dkim_pass is not None and not proof.forwarded:
        return Judged(Assurance.A4 if proof.smime_pass is not None else Assurance.A3)
    unshown = any(rule(origin) is not None for rule in UNSHOWN)
    return _below(Assurance.A1 if unshown else Assurance.A2, address.rpartition("@")[2], proof)


def _below(level: Assurance, domain: str, proof: SenderProof) -> Judged:
    """What keeps a mail without a signature that counts below A3."""
    if proof.forwarded:
        return Judged(level, Cause.DOUBT, "it was sent on by somebody", "ask them to write from their own mailbox")
    aligned = next((check for check in proof.dkim if check.aligned), None)
    if aligned is not None:
        return _broken(level, aligned)
    signers = sorted({check.domain for check in proof.dkim if check.domain})
    remedy = f"ask their administrator to sign mail for {domain} (DKIM)"
    if signers:
        reason = f"signed by {', '.join(signers)} only, which does not answer for {domain}"
        return Judged(level, Cause.OTHERS_SIGNED, reason, remedy)
    return Judged(level, Cause.UNSIGNED, "not signed", remedy)


def _broken(level: Assurance, check: DkimCheck) -> Judged:
    """What is wrong with a signature of the sender's own domain."""
    key = f"{check.selector}._domainkey.{check.domain}"
    if check.result is SignatureResult.FAIL and check.why == BODY_CHANGED:
        remedy = "find the gateway that changes mail after it was signed, and let mail to you pass unchanged"
        return Judged(level, Cause.BODY_CHANGED, check.why, remedy)
    if check.result is SignatureResult.FAIL:
        what = check.why if check.why == FIELDS_CHANGED else f"the signature does not hold: {check.why}"
        remedy = f"find what changes the header fields on the way, or a wrong key at {key}"
        return Judged(level, Cause.FIELDS_CHANGED, what, remedy)
    if check.record is not None and not check.record.text.strip():
        return Judged(level, Cause.NO_KEY, check.why, f"ask their administrator to publish the key at {key}")
    return Judged(level, Cause.NOT_COUNTED, check.why, f"ask their administrator to mend the signature or key {key}")
