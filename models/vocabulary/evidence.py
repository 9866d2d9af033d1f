"""The words of the evidence ledger and its keys."""

from enum import StrEnum


class LeafKind(StrEnum):
    """What a leaf of the evidence ledger tells."""

    ACCEPTANCE = "acceptance"
    CERTIFICATE = "certificate"
    OBJECTION = "objection"
    DECISION = "decision"
    REGISTER = "register"
    KEY = "key"
    KEY_REVOKED = "key_revoked"
    CHANGE = "change"


class KeyPurpose(StrEnum):
    """What one of the installation's keys is for."""

    ROOT = "root"
    SEAL = "seal"
    LOG = "log"


class RevocationReason(StrEnum):
    """Why a key is trusted no more (RFC 5280 section 5.3.1). A closed set: the ledger takes no free text."""

    COMPROMISED = "compromised"
    SUPERSEDED = "superseded"
    CESSATION = "cessation"
