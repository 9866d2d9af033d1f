"""`signoff inspect`: what Signoff reads in a mail, changing nothing."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.vocabulary import CaseReason, Category, Severity
from processor.cli import show
from processor.cli.exits import FAILED
from processor.cli.options import as_json
from processor.cli.shell import Shell
from processor.cli.why import print_why
from processor.cli.words import calm, one_line

if TYPE_CHECKING:
    from processor.services.inspect import Opened


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@as_json
@click.pass_obj
def inspect(shell: Shell, files: Sequence[str], as_json: bool) -> None:
    """Show what Signoff reads in a mail and makes of it.

    Each FILE is one mail; - is standard input. Nothing is changed and no configuration
    is needed. Exit code 1 only if no file could be opened.
    """
    settings = shell.settings_if_any()
    from processor.bootstrap.inspect import inspecting
    from processor.observability.log import configure_log

    configure_log("warning", "auto")
    opened = 0
    with inspecting(settings) as inspector:
        for report in inspector.reports(_open(files)):
            opened += report["size"] is not None
            if as_json:
                show.json_line(report)
            else:
                _print(report)
    if not opened:
        raise SystemExit(FAILED)


def _open(names: Iterable[str]) -> Iterator["Opened"]:
    from processor.services.inspect import Opened

    for name in names:
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            click.echo(f"signoff: {calm(name)}: {why}", err=True)
            yield Opened(name, None, f"cannot be opened: {why}")
        else:
            yield Opened(name, raw)


def _print(report: dict[str, Any]) -> None:
    click.secho(one_line(report["subject"]) or "(no subject)", bold=True)
    show.facts(
        (
            ("file", one_line(report["file"])),
            ("from", _person(report["from"]) if report["from"] else ""),
            ("to", ", ".join(_person(person) for person in (*report["to"], *report["cc"]))),
            ("date", report["date"] or ""),
            ("language", report["language"]),
            ("kind", report["kind"]),
            ("may", _may(report)),
            ("why", "; ".join(map(one_line, report["reasons"]))),
            ("approval", _decision(report["decision"])),
            ("bounce", _bounce(report["bounce"])),
            ("files", ", ".join(f"{one_line(a['filename']) or a['content_type']}" for a in report["attachments"])),
            ("defects", "; ".join(map(one_line, report["defects"]))),
            ("error", one_line(report["error"] or "")),
        )
    )
    _why(report)
    if report["new_text"]:
        show.heading("New text")
        show.body(report["new_text"])
    click.echo()


def _person(person: dict[str, str]) -> str:
    return one_line(f"{person['name']} <{person['address']}>" if person["name"] else person["address"])


def _may(report: dict[str, Any]) -> str:
    words = [word for word, may in (("be answered", "may_reply"), ("approve", "may_approve")) if report[may]]
    return " and ".join(words) or "neither be answered nor approve"


def _decision(decision: dict[str, Any] | None) -> str:
    if decision is None:
        return ""
    may = "its words may be accepted" if decision["auto_accept"] else "a person decides"
    return "; ".join((f"{decision['outcome']} ({decision['rule']}), {may}", *map(one_line, decision["issues"])))


def _bounce(bounce: dict[str, Any] | None) -> str:
    if bounce is None:
        return ""
    about = f" about {one_line(bounce['original_message_id'])}" if bounce["original_message_id"] else ""
    whom = one_line(", ".join(bounce["recipients"])) or "nobody named"
    return f"{bounce['action']} {bounce['status']} for {whom}{about}"


def _why(report: dict[str, Any]) -> None:
    """What the model says, told as in the queue."""
    found = report["classification"]
    if found is None:
        return
    from processor.facts.causes import Verdict
    from processor.services.nearest import NearMail

    verdict = Verdict(
        category=Category(found["category"]),
        confidence=found["confidence"],
        probabilities=tuple(found["probabilities"].items()),
        why=tuple((term, weight) for term, weight in found["why"]),
        severity=Severity(report["severity"]) if report["severity"] else None,
        reason=CaseReason(report["reason"]) if report["reason"] else None,
        threshold=found["threshold"],
        automatic=found["automatic"],
        model_id=found["model"],
        against=tuple((term, weight) for term, weight in found["against"]),
        likely=tuple(map(Category, found["likely"])),
        precedent=found["precedent"],
    )
    print_why(verdict, (NearMail(**mail) for mail in found["nearest_mails"]))
