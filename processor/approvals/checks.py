"""What was looked at before an acceptance, as the certificate prints it: what held, what did not, what was not done."""

from models.vocabulary import SignatureResult
from processor.approvals.assurance import (
    Assured,
    Evidence,
    authentication_failed,
    duplicate_fields,
    judge_level,
    look_alike,
    sender_unclear,
    signed_carriers,
)
from processor.facts.approvals import Check
from processor.facts.message import Match
from processor.facts.proof import SenderProof

PASSED, FAILED, NOT_DONE = "passed", "failed", "not_done"


def assure(evidence: Evidence) -> Assured:
    """The level of a reply, why it is no higher, and a check for each thing that the level rests on or could have."""
    level, reasons = judge_level(evidence)
    proof = evidence.proof or SenderProof(fault="the sender was not looked into")
    checks = (
        _against("single_headers", "every field that may stand once does", duplicate_fields(evidence)),
        _against("look_alike", "the sender's domain looks like no other", look_alike(evidence)),
        _sender(evidence),
        _dkim(proof),
        _alignment(proof),
        _results(evidence, proof),
        _arc(proof),
        _smime(proof),
        _token(evidence),
        _authority(evidence),
    )
    return Assured(level, reasons, checks, evidence.approver)


def done(name: str, passed: bool, detail: str) -> Check:
    """A check that was made."""
    return Check(name, PASSED if passed else FAILED, detail)


def _against(name: str, good: str, match: Match | None) -> Check:
    return done(name, match is None, good if match is None else match.reason)


def _sender(evidence: Evidence) -> Check:
    good = f"the only sender address is {evidence.address}"
    return _against("sender", good, sender_unclear(evidence))


def _dkim(proof: SenderProof) -> Check:
    found = proof.dkim_pass
    if found is not None:
        kind = f"{found.algorithm}, {found.key_bits} bits, selector {found.selector}"
        return done("dkim", True, f"signed by {found.domain} ({kind}), and the signature holds")
    if not proof.dkim:
        return Check("dkim", NOT_DONE, "the mail carries no signature of a domain")
    why = "; ".join(f"{check.domain}: {check.why or check.result.value}" for check in proof.dkim)
    return done("dkim", False, why)


def _alignment(proof: SenderProof) -> Check:
    domains = [check.domain for check in proof.dkim if check.result is SignatureResult.PASS]
    if not domains:
        return Check("alignment", NOT_DONE, "no signature holds that could be compared with the sender's domain")
    aligned = proof.dkim_pass is not None
    said = "answers for" if aligned else "does not answer for"
    return done("alignment", aligned, f"{', '.join(domains)} {said} the sender's domain")


def _results(evidence: Evidence, proof: SenderProof) -> Check:
    name = "authentication_results"
    if not proof.results:
        return Check(name, NOT_DONE, "our mail server wrote down no results, or its name is not in the settings")
    said = ", ".join(f"{check.method}={check.result}" for check in proof.results)
    failed = authentication_failed(evidence)
    if failed is not None:
        return done(name, False, f"{failed.reason}: {said}")
    detail = f"{proof.results[0].authserv_id} says {said}"
    return done(name, True, detail) if proof.dmarc_pass else Check(name, NOT_DONE, f"{detail}: nothing about DMARC")


def _arc(proof: SenderProof) -> Check:
    found = proof.arc_pass
    if found is not None:
        return done("arc", True, f"the chain of {found.sealer}, who is trusted, holds")
    if not proof.arc:
        return Check("arc", NOT_DONE, "the mail carries no chain of a forwarder, or none of a trusted one")
    return done("arc", False, "; ".join(f"{check.sealer}: {check.why or check.result.value}" for check in proof.arc))


def _smime(proof: SenderProof) -> Check:
    if proof.smime is None:
        return Check("smime", NOT_DONE, "the mail carries no S/MIME signature, or no root is in the settings")
    passed = proof.smime_pass is not None
    return done("smime", passed, f"{proof.smime.address}: {proof.smime.why or proof.smime.result.value}")


def _token(evidence: Evidence) -> Check:
    if evidence.named is None:
        return Check("token", NOT_DONE, "the reply names the document by its number only")
    if evidence.named.key != evidence.request.key:
        return done("token", False, "the reply names another key")
    places = ", ".join(sorted(carrier.value.replace("_", " ") for carrier in evidence.named.carriers))
    signed = ", ".join(carrier.value for carrier in signed_carriers(evidence))
    covered = f"signed in: {signed}" if signed else "the sender's signature covers none of it"
    return done("token", True, f"the key of the request stands in: {places}; {covered}")


def _authority(evidence: Evidence) -> Check:
    entry = evidence.approver
    if entry is None:
        return done("authority", False, f"{evidence.address} was not entitled to answer this request")
    deputy = f", deputy of {evidence.request.approver.name}" if entry.deputy_of else ""
    since = f" since {entry.effective_at:%Y-%m-%d %H:%M} UTC" if entry.effective_at is not None else ""
    return done("authority", True, f"{entry.name} <{entry.address}>{deputy} is in the register of approvers{since}")
