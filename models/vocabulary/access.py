"""The words of who works here and what they may do."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody of our side is here for; a user may have several."""

    CSM = "csm"
    LEAD = "lead"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a method of a service needs of whoever calls it from a page."""

    READ = "read"
    QUEUE = "queue"
    TICKETS = "tickets"
    PROPOSALS = "proposals"
    DEPLOYMENTS = "deployments"
    FORMS = "forms"
    PEOPLE = "people"
    EXPORT = "export"
    VERIFY = "verify"
    SETTLE = "settle"
    DEEM = "deem"
    WAIVE = "waive"
    QUARANTINE = "quarantine"
    OUTBOX = "outbox"
    PAUSE = "pause"
    MODEL = "model"
    REGISTER = "register"
    SETTINGS = "settings"
    USERS = "users"


class UserState(StrEnum):
    """Whether a user may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class SecondStep(StrEnum):
    """What is still to be done after the password."""

    CODE = "code"
    ENROL = "enrol"


class Denial(StrEnum):
    """Why a sign-in went no further. Nothing here tells whether somebody is known."""

    WRONG = "wrong"
    WAIT = "wait"
    CODE = "code"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
