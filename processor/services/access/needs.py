"""What each method of a service needs of whoever calls it from a page: the only table of it.

A method that isn't here can't be called from a page at all.
"""

from collections.abc import Mapping
from typing import Final

from models.vocabulary import Permission

ANY: Final = "*"
"""Stands for every public method of a class that only reads."""

_READ = Permission.READ

NEEDS: Final[Mapping[str, Mapping[str, Permission]]] = {
    "Views": {ANY: _READ},
    "Tickets": {
        "open_by_hand": Permission.TICKETS,
        "work": Permission.TICKETS,
        "review": Permission.QUEUE,
        "review_many": Permission.QUEUE,
        "undo": Permission.TICKETS,
        "undo_together": Permission.TICKETS,
    },
    "Answers": {"offered": _READ, "text": Permission.TICKETS, "letters": Permission.TICKETS},
    "Contents": {"raw": _READ, "html": _READ, "mail": _READ, "mail_html": _READ, "file": _READ},
    "Billing": {
        "charge": _READ,
        "bought": _READ,
        "export": Permission.EXPORT,
        "work": Permission.TICKETS,
        "treat": Permission.TICKETS,
        "resolve_issues": Permission.SETTINGS,
        "add_voucher": Permission.SETTINGS,
    },
    "Releases": {
        "list": _READ,
        "resolves": _READ,
        "announce": Permission.TICKETS,
    },
    "Proposals": {
        "beginning": _READ,
        "current": _READ,
        "show": _READ,
        "pdf": _READ,
        "document": _READ,
        "reminders": _READ,
        "draft": Permission.PROPOSALS,
        "edit": Permission.PROPOSALS,
        "send": Permission.PROPOSALS,
        "withdraw": Permission.PROPOSALS,
        "record_by_hand": Permission.PROPOSALS,
        "settle": Permission.SETTLE,
    },
    "Register": {
        "line": _READ,
        "lines": _READ,
        "deputy_of": _READ,
        "enter": Permission.PEOPLE,
        "end": Permission.PEOPLE,
        "confirm": Permission.REGISTER,
        "refuse": Permission.REGISTER,
    },
    "Deployments": {
        "show": _READ,
        "waits_for": _READ,
        "start": Permission.DEPLOYMENTS,
        "do": Permission.DEPLOYMENTS,
        "send_go_live": Permission.DEPLOYMENTS,
        "send_completion": Permission.DEPLOYMENTS,
        "deem": Permission.DEEM,
    },
    "Forms": {
        "definitions": _READ,
        "definition": _READ,
        "facts": _READ,
        "show": _READ,
        "pdf": _READ,
        "send": Permission.FORMS,
        "record": Permission.FORMS,
        "withdraw": Permission.FORMS,
    },
    "CheckIns": {
        "show": _READ,
        "send": Permission.FORMS,
        "schedule": Permission.FORMS,
        "stop": Permission.FORMS,
    },
    "Goals": {
        "list": _READ,
        "add": Permission.DEPLOYMENTS,
        "move": Permission.DEPLOYMENTS,
        "result": Permission.DEPLOYMENTS,
        "achieve": Permission.DEPLOYMENTS,
        "drop": Permission.DEPLOYMENTS,
    },
    "Schemes": {
        "list": _READ,
        "newest": _READ,
        "file": _READ,
        "keep": Permission.DEPLOYMENTS,
    },
    "Pictures": {
        "timeline": _READ,
        "roadmap": _READ,
        "svg": _READ,
        "pdf": _READ,
        "mail": Permission.DEPLOYMENTS,
    },
    "People": {
        "customers": _READ,
        "customer": _READ,
        "named": _READ,
        "add_customer": Permission.PEOPLE,
        "add_domain": Permission.PEOPLE,
        "add_contact": Permission.PEOPLE,
        "set_stage": Permission.PEOPLE,
    },
    "Customers": {
        "agreed": _READ,
        "contact": _READ,
        "contacts": _READ,
        "countries": _READ,
        "terms": _READ,
        "change": Permission.PEOPLE,
        "change_contact": Permission.PEOPLE,
        "agree": Permission.SETTINGS,
    },
    "Imports": {
        "customers": Permission.SETTINGS,
        "contacts": Permission.PEOPLE,
        "approvers": Permission.PEOPLE,
    },
    "Promises": {"proof": _READ},
    "Figures": {ANY: _READ},
    "Previews": {"beginning": _READ, "change": _READ, "pdf": _READ},
    "Bundles": {"export": Permission.EXPORT, "certificate": _READ},
    "Verifying": {"verify": Permission.VERIFY},
    "Ledger": {
        "state": _READ,
        "newest": _READ,
        "inclusion": _READ,
        "consistency": _READ,
        "all_keys": _READ,
        "verify": Permission.VERIFY,
    },
    "Learn": {
        "models": _READ,
        "current": _READ,
        "held": _READ,
        "last": _READ,
        "due": _READ,
        "promote": Permission.MODEL,
        "rollback": Permission.MODEL,
    },
    "Outbox": {
        "list": _READ,
        "get": _READ,
        "raw": _READ,
        "retry": Permission.OUTBOX,
        "cancel": Permission.OUTBOX,
    },
    "Quarantine": {
        "list": _READ,
        "raw": _READ,
        "retry": Permission.QUARANTINE,
        "release": Permission.QUARANTINE,
    },
    "Pauses": {
        "all": _READ,
        "pause": Permission.PAUSE,
        "resume": Permission.PAUSE,
    },
    "Account": {
        "show": _READ,
        "sessions": _READ,
        "password": _READ,
        "revoke": _READ,
        "revoke_others": _READ,
        "recovery_codes": _READ,
        "rename": _READ,
    },
    "SignIn": {"set_up": _READ},
    "Users": {
        "staff": _READ,
        "list": Permission.USERS,
        "show": Permission.USERS,
        "sessions": Permission.USERS,
        "add": Permission.USERS,
        "rename": Permission.USERS,
        "set_roles": Permission.USERS,
        "disable": Permission.USERS,
        "enable": Permission.USERS,
        "set_password": Permission.USERS,
        "reset_totp": Permission.USERS,
        "revoke": Permission.USERS,
        "revoke_all": Permission.USERS,
    },
}
"""By class and method. What the methods of `Account` do is done to the caller's own: the guard holds `by` to that."""

NEVER: Final[Mapping[str, frozenset[str]]] = {
    "Forms": frozenset({"prepare"}),
    "Ledger": frozenset({"keys", "checkpoint", "rotate", "revoke"}),
    "Learn": frozenset({"turn", "train_now", "stop", "load", "evaluate"}),
    "SignIn": frozenset({"begin", "answer", "enrol", "enrolment", "prepare", "trusted", "visitor", "end"}),
    "Promises": frozenset({"promise", "catch_up"}),
}
"""Public methods that are no page's business: loops call them, or an operator at the machine."""

COMMANDS: Final[Mapping[str, Permission]] = {
    "WaiveCondition": Permission.WAIVE,
    "CompleteByHand": Permission.SETTLE,
}
"""Commands that need more than the method that takes them."""
