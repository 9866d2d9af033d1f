"""How well it is known who wrote a reply: one named rule for everything that speaks against a higher level."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import Assurance, Kind
from processor.approvals.people import same_mailbox, stands_for
from processor.facts.approvals import ApproverFacts, Carrier, Check, NamedApproval, RequestFacts
from processor.facts.message import Match, Message
from processor.facts.proof import SenderProof

LEVELS = tuple(Assurance)
"""The levels from the weakest to the strongest."""


def reaches(level: Assurance, wanted: Assurance) -> bool:
    """Whether a level is at least another one. A2C lies below A3: a code proves a mailbox, not who wrote the words."""
    return LEVELS.index(level) >= LEVELS.index(wanted)


@dataclass(frozen=True, slots=True)
class Origin:
    """A mail, and what was found of who sent it."""

    message: Message
    proof: SenderProof | None

    @property
    def address(self) -> str:
        """The address that the mail says it is from."""
        return self.message.sender.address if self.message.sender is not None else ""


@dataclass(frozen=True, slots=True)
class Evidence(Origin):
    """What the level of one reply rests on. `at` is when the mail server received it."""

    named: NamedApproval | None
    request: RequestFacts
    senders: tuple[ApproverFacts, ...]
    at: datetime

    @property
    def entries(self) -> tuple[ApproverFacts, ...]:
        """The entries for that address that were asked, or stand in for who was."""
        known = {entry.approver_id: entry for entry in (self.request.approver, *self.senders)}
        mine = (entry for entry in known.values() if same_mailbox(entry.address, self.address))
        return tuple(entry for entry in mine if stands_for(entry, self.request))

    @property
    def approver(self) -> ApproverFacts | None:
        """The entry in force by which the sender may answer, if there is one: their own before a deputy's."""
        return next((entry for entry in self.entries if entry.may_approve(self.at)), None)


@dataclass(frozen=True, slots=True)
class Assured:
    """The level of a reply, all reasons why it is no higher, what was looked at, and whose answer it counts as."""

    level: Assurance
    reasons: tuple[Match, ...]
    checks: tuple[Check, ...]
    approver: ApproverFacts | None


def not_looked_into(origin: Origin) -> Match | None:
    """Nobody looked into who sent it, or looking failed as a whole."""
    if origin.proof is None:
        return Match("not_looked_into", "who sent it was not looked into")
    if origin.proof.fault:
        return Match("not_looked_into", f"who sent it could not be looked into: {origin.proof.fault}")
    return None


def no_valid_key(evidence: Evidence) -> Match | None:
    """The key that it names is not that of the request."""
    if evidence.named is not None and evidence.named.key != evidence.request.key:
        return Match("no_valid_key", "the key that it names is not the one of this request")
    return None


def duplicate_fields(origin: Origin) -> Match | None:
    """Header fields that may stand once stand more often: readers disagree about which counts (RFC 5322, 3.6)."""
    fields = origin.proof.duplicates if origin.proof is not None else ()
    return Match("duplicate_fields", f"fields that may stand once stand twice: {', '.join(fields)}") if fields else None


def sender_unclear(origin: Origin) -> Match | None:
    """Two readers of the same bytes don't find the same single sender address."""
    if origin.proof is None or origin.proof.fault:
        return None
    sender = origin.message.sender
    if sender is None or not sender.address or origin.proof.address != sender.key:
        return Match("sender_unclear", "it does not name exactly one sender address")
    return None


def look_alike(origin: Origin) -> Match | None:
    """The sender's domain may pass for another one."""
    why = origin.proof.lookalike if origin.proof is not None else ""
    return Match("look_alike", f"the sender's domain only looks like another: {why}") if why else None


def authentication_failed(origin: Origin) -> Match | None:
    """Our own mail server found the sender forged: one fail outweighs every pass."""
    if origin.proof is not None and origin.proof.failed:
        return Match("authentication_failed", "our mail server found that the sender is forged")
    return None


def not_asked(evidence: Evidence) -> Match | None:
    """The sender is neither who was asked nor a deputy."""
    if evidence.entries:
        return None
    return Match(
        "not_asked",
        f"{evidence.address or 'nobody by name'} answered, and {evidence.request.approver.address} was asked",
    )


def not_in_force(evidence: Evidence) -> Match | None:
    """The register did not let the sender approve when the mail was received."""
    if evidence.entries and evidence.approver is None:
        return Match(
            "not_in_force", f"{evidence.address} was not entitled to approve at {evidence.at:%Y-%m-%d %H:%M} UTC"
        )
    return None


def forwarded(origin: Origin) -> Match | None:
    """Somebody else than the author sent it: on (RFC 5322 section 3.6.6), or in their name (section 3.6.2)."""
    if origin.proof is not None and origin.proof.forwarded:
        return Match("forwarded", "somebody else than its author sent it (Resent or Sender fields)")
    return None


def through_a_list(origin: Origin) -> Match | None:
    """It came through a mailing list, which may change what was written."""
    if origin.message.kind is Kind.LIST:
        return Match("through_a_list", "it came through a mailing list")
    return None


def no_authentication(origin: Origin) -> Match | None:
    """Nothing at all shows that the From field is true. A challenge is not sent for that: anybody can write it."""
    proof = origin.proof
    if proof is None or proof.dkim_pass is not None or proof.dmarc_pass or proof.arc_pass is not None:
        return None
    return Match("no_authentication", "nothing shows that the From field is true: no signature, no word of our server")


def key_missing(evidence: Evidence) -> Match | None:
    """Only a number leads to the request; anybody can know it."""
    if evidence.named is None:
        return Match("key_missing", "it names the document by its number, without the key of the request")
    return None


def no_own_signature(evidence: Evidence) -> Match | None:
    """The sender's domain is known by the word of a mail server, without a signature that we could check."""
    if evidence.proof is not None and evidence.proof.dkim_pass is None:
        return Match("no_own_signature", "no signature of the sender's domain holds (DKIM)")
    return None


def key_not_signed(evidence: Evidence) -> Match | None:
    """The key stands only where the signature does not reach: it may have been put there on the way."""
    if evidence.named is None or signed_carriers(evidence):
        return None
    return Match("key_not_signed", "the signature does not cover the key of the request")


Rule = Callable[[Evidence], Match | None]

FORGED: tuple[Callable[[Origin], Match | None], ...] = (
    not_looked_into,
    duplicate_fields,
    sender_unclear,
    look_alike,
    authentication_failed,
)
"""By these nothing that a mail says about its sender can be believed, whatever it answers."""

UNSHOWN: tuple[Callable[[Origin], Match | None], ...] = (forwarded, through_a_list, no_authentication)
"""By these nothing shows that the sender wrote it to us."""

AGAINST: tuple[tuple[Assurance, tuple[Rule, ...]], ...] = (
    (Assurance.A0, (no_valid_key, *FORGED)),
    (Assurance.A1, (not_asked, not_in_force, *UNSHOWN)),
    (Assurance.A2, (key_missing, no_own_signature, key_not_signed)),
)
"""What keeps a reply at a level, the weakest first: the first level with a match is the reply's own."""


def signed_carriers(evidence: Evidence) -> tuple[Carrier, ...]:
    """Where the key stands under the sender's own signature: in the text always, in the subject if it is signed.

    To, In-Reply-To and References are left unsigned by some of the largest providers, and count for nothing here.
    """
    check = evidence.proof.dkim_pass if evidence.proof is not None else None
    if check is None or evidence.named is None:
        return ()
    signed = {Carrier.TEXT}
    if "subject" in {name.strip().lower() for name in check.signed_headers}:
        signed.add(Carrier.SUBJECT)
    return tuple(carrier for carrier in Carrier if carrier in signed & evidence.named.carriers)


def judge_level(evidence: Evidence) -> tuple[Assurance, tuple[Match, ...]]:
    """The level of a reply by itself, and all rules that keep it there; none of them from A3 on."""
    for level, rules in AGAINST:
        found = tuple(match for rule in rules if (match := rule(evidence)) is not None)
        if found:
            return level, found
    return (Assurance.A4 if _signed_in_person(evidence) else Assurance.A3), ()


def _signed_in_person(evidence: Evidence) -> bool:
    """Whether an S/MIME signature covers the key too. It signs the body and no subject.

    Else whoever has the mailbox, and not the certificate's key, could put a signed word of old under a new subject.
    """
    signed = evidence.proof is not None and evidence.proof.smime_pass is not None
    return signed and evidence.named is not None and Carrier.TEXT in evidence.named.carriers
