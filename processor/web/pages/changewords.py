"""What people did, in words: each change by what was done, to what, and where that has its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from models.vocabulary import ApprovalKind
from processor.documents.words import Words
from processor.store.views.changes import ChangeLine
from processor.web.pages.proposals import paper_path

__all__ = ["ACTIONS", "BEGINNINGS", "Told", "acted", "told"]

BEGINNINGS: Final[Mapping[str, str]] = {
    "ticket": "ticket ",
    "proposal": "PR-",
    "acceptance": "acceptance ",
    "deployment": "deployment ",
    "go_live": "GL-",
    "completion": "CO-",
    "form": "form ",
    "customer": "customer ",
    "contact": "contact ",
    "approver": "approver",
    "user": "user ",
    "mail": "mail ",
    "message": "message ",
    "switch": "switch ",
    "model": "model ",
    "labels": "labels ",
    "release": "release ",
    "key": "key ",
}
"""How the subjects of changes begin, by what they are."""

_PAPERS: Final = {
    "proposal": ApprovalKind.PROPOSAL,
    "go_live": ApprovalKind.GO_LIVE,
    "completion": ApprovalKind.COMPLETION,
}
_PATHS: Final = {
    "ticket": "/tickets/{}",
    "acceptance": "/acceptances/{}",
    "deployment": "/deployments/{}",
    "form": "/forms/{}",
    "customer": "/customers/{}",
    "mail": "/mail/outgoing/{}",
}

ACTIONS: Final = (
    "add_condition", "add_contact", "add_customer", "add_domain", "add_user", "add_voucher", "agree_terms",
    "announce_release", "ask", "assign", "cancel_deployment", "cancel_mail", "change_contact", "change_customer",
    "charge", "check_ins", "close", "complete_by_hand", "confirm", "confirm_entry", "correct", "deem_by_hand",
    "disable_user", "draft", "draft_form", "edit", "enable_user", "end_entry", "enrol_totp", "enter", "goal",
    "hold_deployment", "import_labels", "keep_scheme", "meet_condition", "merge", "new_recovery_codes", "note",
    "open_by_hand", "pause", "plan_stage",
    "promote_model", "record_answers_by_hand", "record_by_hand", "refuse_entry", "relabel", "release_message",
    "rename_user", "reopen_stage", "reply", "reset_totp", "resolve_issues", "resume", "resume_deployment",
    "retry_mail", "retry_message", "revoke_key", "revoke_session", "revoke_sessions", "rotate_key", "send",
    "send_form", "send_picture", "set_password", "set_roles", "set_stage", "settle", "sign_in", "sign_out", "snooze",
    "split", "stage_done", "start_deployment", "take_live", "train_model", "undo", "use_quantity",
    "waive_condition", "wake", "withdraw", "withdraw_form",
)  # fmt: skip
"""What people can do, as changes name it; each has its words in `ledger.actions`."""

_LONGEST: Final = 120
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words. `path` is empty for what has no page; `detail` has what was written down, line by line."""

    line: ChangeLine
    did: str
    subject: str
    path: str
    detail: tuple[tuple[str, str], ...]


def acted(words: Words) -> tuple[tuple[str, str], ...]:
    """All that can be done, with its words, sorted by these."""
    return tuple(sorted(((one, words(f"ledger.actions.{one}")) for one in ACTIONS), key=lambda pair: pair[1]))


def told(line: ChangeLine, words: Words) -> Told:
    """A change as people read it."""
    key = f"ledger.actions.{line.action}"
    did = words(key) if key in words else line.action.replace("_", " ")
    subject, path = _subject(line.subject, words)
    return Told(line, did, subject, path, tuple(_lines(line.detail)))


def _subject(subject: str, words: Words) -> tuple[str, str]:
    for kind, beginning in BEGINNINGS.items():
        if subject.startswith(beginning):
            rest = (
                subject.removeprefix("approvers" if kind == "approver" else beginning).removeprefix(beginning).strip()
            )
            if kind in _PAPERS:
                return subject, paper_path(_PAPERS[kind], int(rest)) if rest.isdecimal() else ""
            named = words(f"ledger.subjects.{kind}")
            shown = f"#{rest}" if kind == "ticket" else rest
            path = _PATHS[kind].format(quote(rest, safe="")) if kind in _PATHS and rest else ""
            return f"{named} {shown}".strip(), path
    return subject, ""


def _lines(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was written down, one line for each value, named by where it stands; not endless."""
    for place, (name, value) in enumerate(_flat(detail, "")):
        if place == _MOST:
            yield "…", ""
            return
        yield name, value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def _flat(value: Any, prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _flat(part, f"{prefix}.{name}" if prefix else str(name))
    elif isinstance(value, list):
        for place, part in enumerate(value, 1):
            yield from _flat(part, f"{prefix} {place}".strip())
    elif value not in (None, ""):
        yield prefix, str(value)
