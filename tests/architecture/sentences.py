"""Which sentences of the core reach people on pages: who says them, and where they stand in the source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.architecture.shapes import CHECKOUT, HOLE, module_of, returned, shapes, source, table

PROCESSOR: Final = CHECKOUT / "processor"
PAGES: Final = (
    "approvals",
    "deployments",
    "documents",
    "evidence",
    "forms",
    "reading",
    "routing/kept",
    "routing/questions",
    "services",
    "sla",
    "store",
    "tickets",
    "web",
)
"""The rooms whose sentences pages show. The others speak to the operator alone: `cli` and `demo` print, `config` and
`bootstrap` stop the start, `dns` tells the log; for `mailbox`, `outbox` and `daemon` see OUTSIDE; of routing,
what it enters on tickets is seen here, and which question said yes; the rest is for `signoff why`."""
OUTSIDE: Final = ("daemon", "mailbox", "outbox", "services/deliver")
"""The rooms whose words stand in the state of a loop or of a mail: what an operator reads when they look there."""
CORE: Final = ("approvals", "deployments", "forms", "tickets")


@dataclass(frozen=True)
class Saying:
    """Calls of these names say their argument at this place; `rooms` are beginnings of module paths."""

    names: tuple[str, ...]
    place: int
    rooms: tuple[str, ...] = PAGES


SAYINGS: Final = (
    Saying(("Refused", "Overtaken", "Forbidden", "Temporary", "Permanent"), 0),
    Saying(("SettingsError",), 0, ("services/tables",)),
    Saying(("Enter",), 3),
    Saying(("AskReview",), 2),
    Saying(("Match",), 1, (*CORE, "reading", "routing/questions")),
    Saying(("Check", "done"), 2, ("approvals", "deployments")),
    Saying(("_against", "_check"), 1, ("approvals", "deployments")),
    Saying(("given", "_given"), 1, (*CORE, "services/goals")),
    Saying(("enter", "ask"), 2, ("deployments",)),
    Saying(("_ended", "require_begun", "_stopped"), 1, ("deployments",)),
    Saying(("end_timer", "Ending", "FireTimer"), 3, (*CORE, "services/checkins")),
    Saying(("filed",), 2, ("approvals",)),
    Saying(("_filed",), 1, ("approvals/objection", "forms/outcomes")),
    Saying(("_review",), 1, ("forms/outcomes",)),
    Saying(("_apply",), 3, ("services/checkins",)),
    Saying(("append",), 0, ("approvals/grammar/body",)),
    Saying(("passed", "failed", "not_done"), 1, ("evidence/verify", "services/rejudging", "services/verification")),
    Saying(("Check",), 2, ("evidence/verify",)),
    Saying(("BundleFault", "DocumentFault"), 0, ("evidence/verify",)),
    Saying(("Finding",), 1, ("services/ledger",)),
    Saying(("Judgement",), 1, ("services/learning/gate",)),
    Saying(("Temporary", "MailboxUnreachable", "MailboxLost", "MailboxThrottled", "MailboxRefused"), 0, OUTSIDE),
    Saying(("MailboxBadAnswer", "LostConnectionError", "UnsendableError"), 0, OUTSIDE),
    Saying(("SettingsError",), 0, ("outbox/login", "mailbox/marking", "mailbox/maildir")),
    Saying(("Deferred", "Uncertain"), 1, ("outbox",)),
    Saying(("refused",), 1, ("services/deliver",)),
    Saying(("_failed",), 2, ("daemon",)),
)
KEYWORDS: Final = ("text", "reason", "detail", "why")

FUNCTIONS: Final[dict[str, tuple[str, ...]]] = {
    "approvals/grammar/judge": (
        "_too_long",
        "_no_approval",
        "_after_quote",
        "_doubtful_quote",
        "_other_number",
        "_other_version",
        "_other_subject",
        "_other_day",
        "_for_another",
        "_receipt",
    ),
    "approvals/grammar/quote": ("quote_issue",),
    "deployments/silence": ("told",),
    "evidence/verify/contents": ("_faults",),
    "evidence/verify/recordtype": (
        "_signed",
        "_recorded",
        "_deemed",
        "_no_notices",
        "_outstanding",
        "_as_sent",
        "_short_of",
    ),
    "facts/steps": ("hindrance",),
    "reading/child": ("_answer",),
    "reading/newtext/doubts": ("why_doubtful",),
    "reading/sender/arc": ("_stranger", "_refusal", "_arithmetic", "_unseen"),
    "reading/sender/dkimcheck": ("_judged", "_arithmetic"),
    "reading/sender/keys": ("_version", "_revoked", "_testing", "_service", "_hash", "_identity"),
    "reading/sender/lookalike": ("lookalike",),
    "reading/sender/smime": ("_against",),
    "reading/sender/signature": (
        "partial_body",
        "weak_algorithm",
        "unsigned_fields",
        "expired",
        "from_the_future",
        "foreign_identity",
    ),
    "services/bundles": ("unfinished",),
    "services/health": ("_problem",),
    "services/standing": ("switched_off", "too_few_decided", "too_few_alike", "fails_target", "fails_lately"),
    "services/tables": ("no_such_column",),
    "store/dialects": ("remedy",),
    "tickets/billing": (
        "treat",
        "no_request",
        "which_deployment",
        "in_deployment",
        "outstanding",
        "in_warranty",
        "issue_resolution",
        "in_dispute",
        "before_completion",
        "by_voucher",
        "billable",
    ),
    "tickets/opening": ("_how_sure",),
    "web/server": ("trouble",),
}
"""Functions that give sentences back, which somebody else then says."""

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "approvals/states": ("_PROPOSAL_VERBS", "_REQUEST_VERBS"),
    "approvals/sending": ("_NEXT",),
    "deployments/states": ("_VERBS",),
    "evidence/verify/recordtype": ("_MEANINGS",),
    "services/bundles": ("_WAITS",),
    "tickets/states": ("_VERBS",),
}
"""Tables whose words stand in a hole of a sentence."""


@cache
def said() -> tuple[tuple[str, str, str], ...]:
    """Each sentence's shape, the module that says it, and the expression that makes it; `{}` for one unknown here."""
    return tuple(_said())


def _said() -> Iterator[tuple[str, str, str]]:
    for path in sorted(PROCESSOR.rglob("*.py")):
        name = module_of(path)
        for saying in (one for one in SAYINGS if name.startswith(PAGES + OUTSIDE) and name.startswith(one.rooms)):
            yield from _called(path, name, saying)
    for name, functions in FUNCTIONS.items():
        where = source(PROCESSOR / f"{name}.py")
        yield from ((shape, name, one) for one in functions for shape in returned(where, one) if shape != HOLE)
    for name, tables in TABLES.items():
        where = source(PROCESSOR / f"{name}.py")
        yield from ((shape, name, one) for one in tables for shape in table(where.constants[one], where))


def _called(path: Path, name: str, saying: Saying) -> Iterator[tuple[str, str, str]]:
    where = source(path)
    for call, inside in where.calls(saying.names):
        named = [one.value for one in call.keywords if one.arg in KEYWORDS]
        given = [*call.args[saying.place : saying.place + 1], *named]
        for argument in given[:1]:
            yield from ((shape, name, ast.unparse(argument)) for shape in shapes(argument, where, inside))


def words() -> set[str]:
    """All literal words of the core, for parts of sentences that are put together at run time."""
    found: set[str] = set()
    for path in (*PROCESSOR.rglob("*.py"), *(CHECKOUT / "models" / "vocabulary").glob("*.py")):
        tree = source(path).tree
        found |= {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


__all__ = ["HOLE", "said", "words"]
