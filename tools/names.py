"""The closed sets of names that the code has and people meet: what the documentation must name."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from classifiers.model import STARTER
from models import vocabulary
from processor.cli import exits, main
from processor.daemon.daemon import LoopName
from processor.effects.approvals import ApprovalEffect
from processor.effects.mail import MailEffect, MailTemplate
from processor.effects.tickets import TicketEffect
from processor.evidence.verify.checks import CHECK_NAMES
from processor.facts.known import ThreadKey
from processor.observability.metrics import REGISTRY
from processor.reading.defects import Defect
from processor.reading.kinds import KINDS, NO_REPLY
from processor.reading.limits import Limits
from processor.routing.table import TABLE
from processor.services.promises import ClockState
from processor.services.rejudging import CHECKS
from processor.sla.promise import SpanKind
from processor.tickets.silence import SILENCES

PROCESSOR = Path(__file__).parents[1] / "processor"
Names = tuple[str, ...]


def rooms() -> Names:
    """The folders and modules of processor."""
    folders = [path.parent.name for path in PROCESSOR.glob("*/__init__.py")]
    return tuple(folders + [path.stem for path in PROCESSOR.glob("*.py") if not path.stem.startswith("__")])


def outcomes() -> Names:
    """How a message ends."""
    return tuple(vocabulary.Outcome)


def card_fields() -> Names:
    """What the card of a model says."""
    return tuple(json.loads(STARTER.with_suffix(".json").read_text(encoding="utf-8")))


def commands() -> Names:
    """Every command that does something, with its group: `ticket open`."""
    return tuple(path for path, command in leaves(main) if not isinstance(command, click.Group))


def leaves(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command and group below a group, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        path = f"{above} {name}".strip()
        yield path, command
        if isinstance(command, click.Group):
            yield from leaves(command, path)


def exit_codes() -> Names:
    """What a command may end with."""
    return ("0", *(str(code) for code in (exits.FAILED, exits.MISCONFIGURED, exits.TEMPORARY)))


def ticket_effects() -> Names:
    """What a decision may ask for in the ticket room."""
    return tuple(effect.__name__ for effect in get_args(TicketEffect))


def mail_effects() -> Names:
    """What a decision may ask for in the outbox."""
    return tuple(effect.__name__ for effect in get_args(MailEffect))


def approval_effects() -> Names:
    """What a decision may ask for in the matter of proposals, approvals and the register."""
    return tuple(effect.__name__ for effect in get_args(ApprovalEffect))


def leaf_kinds() -> Names:
    """What a leaf of the evidence ledger tells."""
    return tuple(vocabulary.LeafKind)


def roles() -> Names:
    """What a user can be here for."""
    return tuple(vocabulary.Role)


def ledger_findings() -> Names:
    """What verification of the ledger can find."""
    found: dict[str, None] = {}
    for name in ("ledgeraudit", "ledgerheads", "ledgerevidence", "ledgerchanges"):
        for call in _calls(PROCESSOR / f"services/{name}.py", {"Finding"}):
            found |= dict.fromkeys(_constant(call.args[0]) if call.args else ())
    return tuple(found)


def verification_checks() -> Names:
    """What is checked about a certificate, and about the reply once more."""
    return (*CHECK_NAMES, *CHECKS)


def kinds() -> Names:
    """What sort of message a mail is."""
    return tuple(vocabulary.Kind)


def limits() -> Names:
    """How much of one mail is read at most."""
    return tuple(Limits.__slots__)  # type: ignore[attr-defined]


def defects() -> Names:
    """What can be wrong with a mail."""
    return tuple(Defect)


def loops() -> Names:
    """What `signoff run --only` chooses from."""
    return tuple(LoopName)


def clock_states() -> Names:
    """How a response clock can stand."""
    return tuple(ClockState)


def span_kinds() -> Names:
    """Whether a span of time counts, and if not, why."""
    return tuple(SpanKind)


def switches() -> Names:
    """What can be paused."""
    return tuple(vocabulary.Switch)


def metrics() -> Names:
    """The metrics by the name that Prometheus knows them by."""
    families = REGISTRY.collect()
    return tuple(f"{family.name}_total" if family.type == "counter" else family.name for family in families)


def checks() -> Names:
    """The first words of doctor's lines."""
    found: dict[str, None] = {}
    for path in (*sorted((PROCESSOR / "services/doctor").glob("*.py")), PROCESSOR / "bootstrap/doctor.py"):
        for call in _calls(path, {"Check", "Finding", "ok", "warn", "fail"}):
            for word in _first_word(call.args[0]) if call.args else ():
                found[word] = None
    return tuple(found)


def review_reasons() -> Names:
    """Why an item waits for a person."""
    return tuple(vocabulary.ReviewReason)


def categories() -> Names:
    """What a request asks for."""
    return tuple(vocabulary.Category)


def case_reasons() -> Names:
    """Why the customer wrote."""
    return tuple(vocabulary.CaseReason)


def severities() -> Names:
    """How grave an incident is."""
    return tuple(str(severity.value) for severity in vocabulary.Severity)


def kind_rules() -> Names:
    """The rules that decide the kind, in their order."""
    return tuple(str(getattr(rule, "__name__", "")) for _, rule in KINDS)


def no_reply_rules() -> Names:
    """The rules against an automatic answer."""
    return tuple(str(getattr(rule, "__name__", "")) for rule in NO_REPLY)


def questions() -> Names:
    """The questions of routing, in their order."""
    return tuple(row.name for row in TABLE)


def thread_rules() -> Names:
    """What is said of the conversations that a mail names."""
    found: dict[str, None] = {}
    for call in _calls(PROCESSOR / "routing/threads.py", {"Match"}):
        found |= dict.fromkeys(_constant(call.args[0]) if call.args else ())
    found |= dict.fromkeys(f"thread_by_{key.value}" for key in ThreadKey)
    return tuple(found | dict.fromkeys(f"{key.value}_is_not_enough" for key in (ThreadKey.ANCESTOR, ThreadKey.NUMBER)))


def silences() -> Names:
    """The reasons to keep silent, in their order."""
    return tuple(str(getattr(rule, "__name__", "")) for rule in SILENCES)


def ticket_states() -> Names:
    """Where a ticket can stand."""
    return tuple(vocabulary.TicketState)


def ticket_events() -> Names:
    """What moves a ticket."""
    return tuple(vocabulary.TicketEvent)


def entries() -> Names:
    """What an entry of a ticket's event list tells."""
    return tuple(vocabulary.EntryKind)


def outbox_states() -> Names:
    """Where an outgoing mail can stand."""
    return tuple(vocabulary.OutboxState)


def fetch_states() -> Names:
    """Where a fetched message can stand."""
    return tuple(vocabulary.FetchState)


def templates() -> Names:
    """The mails that Signoff writes."""
    return tuple(MailTemplate)


def rules() -> Names:
    """Every rule name that stands as a word in a Match, or in what becomes one."""
    found: dict[str, None] = {}
    for path in sorted(PROCESSOR.rglob("*.py")):
        for call in _calls(path, {"Match"}):
            found |= dict.fromkeys(_constant(call.args[0]) if call.args else ())
    newtext = PROCESSOR / "reading/newtext"
    for call in _calls(newtext / "cutter.py", {"Cut"}):
        found |= dict.fromkeys(_constant(call.args[2]) if len(call.args) > 2 else ())
    return tuple(found | dict.fromkeys(_keys(newtext / "__init__.py", "_REASONS")))


def rule_patterns() -> Names:
    """A regular expression for each rule name that is put together from a word and a value."""
    found: dict[str, None] = {}
    for path in sorted(PROCESSOR.rglob("*.py")):
        for call in _calls(path, {"Match"}):
            if call.args and isinstance(call.args[0], ast.JoinedStr):
                pieces = [
                    re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else "[a-z_]+"
                    for piece in call.args[0].values
                ]
                found["".join(pieces)] = None
    return tuple(found)


def _calls(path: Path, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _constant(node: ast.expr) -> Iterator[str]:
    """The text that an expression is, if it is one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _first_word(node: ast.expr) -> Iterator[str]:
    """The text that an expression is, or the words before the first value that is put into it."""
    if isinstance(node, ast.JoinedStr) and node.values:
        yield from (text.strip() for text in _constant(node.values[0]))
    yield from _constant(node)


def _keys(path: Path, name: str) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id == name and isinstance(node, ast.Assign):
            assert isinstance(node.value, ast.Dict)
            for key in node.value.keys:
                if key is not None:
                    yield from _constant(key)
