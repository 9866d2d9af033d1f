"""The reply judged once more, years later: who sent it, by the key record of its day, and what it says.

What counts is the conclusion, not the sentence: another version of Signoff may find other words for the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from models.fields import clean_text
from models.vocabulary import AcceptanceType, ApprovalKind, Assurance, ReplyOutcome, SignatureResult
from processor.approvals.assurance import reaches
from processor.approvals.challenge import codes_in
from processor.approvals.grammar import judge_reply
from processor.approvals.people import same_mailbox
from processor.evidence.verify.checks import Check, CheckResult, Verification, failed, not_done, parsed, passed
from processor.facts.acceptancejson import GRAMMAR_VERSION
from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.facts.proof import DkimCheck, SenderProof, Trust
from processor.facts.proofjson import from_json, records_of
from processor.facts.replies import ReplyContext
from processor.reading.limits import Limits
from processor.reading.read import read
from processor.reading.sender.prove import prove

_KEY_NAME: Final = "._domainkey."
_BELIEVED: Final = frozenset({SignatureResult.PASS, SignatureResult.FAIL})


@dataclass(frozen=True)
class Again:
    """An acceptance that is looked at once more; each thing is worked out once, when it is first asked for."""

    found: Verification

    @property
    def acceptance(self) -> Mapping[str, Any]:
        """acceptance.json."""
        return self.found.acceptance

    @property
    def is_signed(self) -> bool:
        """Whether a reply was judged; else a person recorded the acceptance, or a clause stands for it."""
        return AcceptanceType(self.acceptance["acceptance"]["type"]) is AcceptanceType.SIGNED

    @property
    def level(self) -> Assurance:
        """The level that the acceptance rests on."""
        return Assurance(self.acceptance["acceptance"]["assurance"])

    @cached_property
    def message(self) -> Message:
        """The reply, read anew."""
        return read(self.found.files["reply.eml"], OwnMarks(), Limits())

    @cached_property
    def stored(self) -> SenderProof:
        """The proof of its sender, as it was recorded."""
        return from_json(self.acceptance["sender"])

    @cached_property
    def proof(self) -> SenderProof:
        """The same made anew, from the bytes and the recorded key records, judged at the time of receipt."""
        received_at = datetime.fromisoformat(self.acceptance["reply"]["received_at"])
        return prove(self.found.files["reply.eml"], records_of(self.stored), _trust(self.stored), received_at)

    def instead(self, name: str) -> Check | None:
        """What stands in place of a check of the reply where there is none to judge."""
        if not self.is_signed:
            own = self.acceptance["acceptance"]
            who = f"{own['recorded_by']} recorded it by hand" if own.get("recorded_by") else "it counts by a clause"
            return _aside(name, f"{who} ({own['type']}): no reply was judged")
        if "reply.eml" not in self.found.files:
            return failed(name, "the reply is not among the files")
        return None


def _trust(stored: SenderProof) -> Trust:
    """Whom the installation believed when it proved the sender, as far as the proof tells."""
    chains = [check for check in stored.arc if check.result in _BELIEVED]
    keys = [record.name for check in chains for record in check.records]
    sealers = {check.sealer for check in chains} | {name.rstrip(".").partition(_KEY_NAME)[2] for name in keys}
    ids = {check.authserv_id for check in stored.results}
    return Trust(tuple(sorted(ids)), tuple(sorted(sealers - {""})))


def check_sender(again: Again) -> Check:
    """Whether everything beside the signatures is as it was found, and the sender is the approver."""
    name = "sender"
    if instead := again.instead(name):
        return instead
    stored, proof = _conclusions(again.stored), _conclusions(again.proof)
    other = [what for what, value in proof.items() if stored[what] != value]
    if other:
        return failed(name, f"reply.eml shows something else than was recorded: {', '.join(other)}")
    against = [what for what in ("twofold fields", "look-alike domain", "fault", "forged") if proof[what]]
    if against:
        return failed(name, f"this was recorded of the sender, and forbids to accept: {', '.join(against)}")
    approver = str(again.acceptance["approver"]["address"])
    if not same_mailbox(again.proof.address, approver):
        return failed(name, f"the reply is from {again.proof.address or 'nobody'}, the certificate names {approver}")
    more = "; its S/MIME signature was not looked at again" if again.stored.smime is not None else ""
    return passed(name, f"the one sender address is {approver}, the approver's{more}")


def _conclusions(proof: SenderProof) -> dict[str, object]:
    return {
        "address": proof.address,
        "twofold fields": sorted(proof.duplicates),
        "look-alike domain": bool(proof.lookalike),
        "forwarding": proof.forwarded,
        "text and HTML that differ": proof.body_differs,
        "fault": bool(proof.fault),
        "forged": proof.failed,
        "results of the mail server": proof.dmarc_pass,
        "chain of a forwarder": proof.arc_pass is not None,
    }


def check_dkim(again: Again) -> Check:
    """Whether the signatures of the reply give the same once more, with the key records of acceptance.json."""
    name = "dkim"
    if instead := again.instead(name):
        return instead
    stored, found = again.stored.dkim, again.proof.dkim
    if [_conclusion(one) for one in stored] != [_conclusion(one) for one in found]:
        said = "; ".join(f"{one.domain or '?'}: {one.result.value} ({one.why})" for one in found) or "no signature"
        return failed(name, f"the reply's signatures are not as they were recorded: {said}")
    holds = again.proof.dkim_pass
    if holds is None or holds.record is None:
        if reaches(again.level, Assurance.A3):
            return failed(name, f"no signature of the sender's domain holds, and {again.level.value} rests on one")
        return _aside(name, f"no signature of the sender's domain holds; {again.level.value} does not rest on one")
    looked_up = f"{holds.record.looked_up_at:%Y-%m-%d %H:%M} UTC"
    kind = f"{holds.algorithm}, {holds.key_bits} bits, selector {holds.selector}"
    return passed(name, f"signed by {holds.domain} ({kind}), by the key that DNS gave on {looked_up}")


def _conclusion(check: DkimCheck) -> tuple[object, ...]:
    return check.domain, check.selector, check.algorithm, check.key_bits, check.result, check.aligned


def check_text(again: Again) -> Check:
    """Whether the words that the certificate prints are the reply's own."""
    name = "reply_text"
    reply = again.acceptance.get("reply")
    if reply is None:
        return _aside(name, "no reply is kept with this acceptance")
    if "reply.eml" not in again.found.files:
        return failed(name, "the reply is not among the files")
    if _stands_in(str(reply["text"]), clean_text(again.message.text), cut=bool(reply["truncated"])):
        return passed(name, "the printed text stands in reply.eml, line by line")
    return failed(name, "the text that the certificate prints does not stand in reply.eml")


def _stands_in(printed: str, whole: str, *, cut: bool) -> bool:
    """Whether every line stands in the reply, in order: a quote may lie between two of them. The last may be cut."""
    lines = iter([" ".join(line.split()) for line in whole.splitlines()])
    wanted = [words for line in printed.splitlines() if (words := " ".join(line.split()))]
    last = len(wanted) - 1 if cut else -1
    return all(
        any(line == words or (at == last and line.startswith(words)) for line in lines)
        for at, words in enumerate(wanted)
    )


def check_grammar(again: Again) -> Check:
    """Whether the grammar accepts the whole reply once more, in the context that was recorded."""
    name = "grammar"
    if instead := again.instead(name):
        return instead
    stored, context = again.acceptance["judgement"], _context(again)
    document = again.acceptance["document"]
    if (context.number, context.version) != (document["number"], document["version"]):
        return failed(name, "the reply was judged as one about another document or version")
    if not again.message.may_approve:
        return failed(name, f"reply.eml is of the kind {again.message.kind.value}, or too doubtful to approve anything")
    judged = judge_reply(again.message.text, context)
    accepts = judged.outcome is ReplyOutcome.APPROVE and judged.auto_accept
    same_order = judged.purchase_order == stored["purchase_order"]
    same_issues = list(judged.outstanding) == stored.get("outstanding", [])
    if accepts and same_order and same_issues and stored["outcome"] == ReplyOutcome.APPROVE.value:
        order = f", and names the order {judged.purchase_order}" if judged.purchase_order else ""
        return passed(name, f"every line of the reply is accounted for: it approves{order}")
    why = "; ".join(judged.issues) or f"it says {judged.outcome.value}, order {judged.purchase_order or 'none'}"
    if stored["grammar_version"] != GRAMMAR_VERSION:
        words = f"grammar {stored['grammar_version']} accepted the reply, this one ({GRAMMAR_VERSION}) does not: {why}"
        return not_done(name, words)
    return failed(name, f"the reply does not say what was recorded: {why}")


def _context(again: Again) -> ReplyContext:
    context = again.acceptance["context"]
    return ReplyContext(
        kind=ApprovalKind(context["kind"]),
        sender=again.message.sender,
        sent=context["sent"],
        known_lines=frozenset(context["known_lines"]),
        number=context["number"],
        version=context["version"],
    )


def check_challenge(again: Again) -> Check:
    """Whether the mail that returned the code is there and the approver's, where the level rests on one."""
    name = "challenge"
    challenge = again.acceptance.get("challenge")
    if challenge is None:
        if again.is_signed and again.level is Assurance.A2C:
            return failed(name, "A2C rests on a returned code, and no mail with one is recorded")
        return _aside(name, "no code was asked for")
    code_reply = again.found.files.get("code-reply.eml")
    if code_reply is None:
        return not_done(name, "the mail that returned the code is not among the files")
    if sha256(code_reply).hexdigest() != challenge["reply_sha256"]:
        return failed(name, "code-reply.eml is not the mail that acceptance.json names")
    message = read(code_reply, OwnMarks(), Limits())
    sender = message.sender.address if message.sender is not None else ""
    if not same_mailbox(sender, str(again.acceptance["approver"]["address"])):
        return failed(name, f"the code came back from {sender or 'nobody'}, who is not the approver")
    if not codes_in(message.new_text):
        return failed(name, "code-reply.eml holds no code")
    at = datetime.fromisoformat(challenge["answered_at"]).astimezone(UTC)
    return passed(name, f"{sender} returned a code on {at:%Y-%m-%d %H:%M} UTC")


def check_receipt(again: Again) -> Check:
    """Whether everything else that receipt.json says is what certificate and bundle say."""
    name, files = "receipt_details", again.found.files
    if "receipt.json" not in files:
        return _aside(name, "the receipt is not among the files")
    receipt = parsed(files["receipt.json"]) or {}
    pairs = {
        "acceptance": again.found.number,
        "salt": again.acceptance["ledger"]["salt"],
        "root_fingerprint": again.found.root_fingerprint or receipt["root_fingerprint"],
    }
    other = [field for field, value in pairs.items() if receipt[field] != value]
    if "log.pub.pem" in files and receipt["log_public_key"].encode() not in files["log.pub.pem"]:
        other.append("log_public_key")
    if other:
        return failed(name, f"the receipt says something else than the certificate: {', '.join(other)}")
    return passed(name, "number, salt, root and key of the log are those of the certificate")


def _aside(name: str, detail: str) -> Check:
    """A check that has nothing to look at here, and takes nothing from the verdict."""
    return Check(name, CheckResult.NOT_DONE, detail, needed=False)


CHECKS: Final[Mapping[str, Callable[[Again], Check]]] = {
    "sender": check_sender,
    "dkim": check_dkim,
    "reply_text": check_text,
    "grammar": check_grammar,
    "challenge": check_challenge,
    "receipt_details": check_receipt,
}
"""By the name of the check, in the order in which people read them."""
