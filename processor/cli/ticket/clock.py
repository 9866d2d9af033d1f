"""A ticket's response clock as `signoff ticket show` prints it: when a first answer is due, and the proof."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from processor.cli import show
from processor.cli.words import moment, one_line

if TYPE_CHECKING:
    from processor.services.promises import PromiseProof
    from processor.sla.promise import TimeSpan
    from processor.store.views.promises import AnswerRow, KeptPromise

_REASONS = {"out_of_hours": "out of hours", "day_off": "day off", "holiday": "holiday"}


def print_clock(proof: "PromiseProof") -> None:
    """The clock, what was promised, how it was counted, and by which mail it was answered."""
    show.heading("First answer")
    promise = proof.promise
    if promise is None or proof.due_at is None:
        show.facts((("due", f"never: {one_line(proof.why)}"), ("answered", _answered(proof))))
        return
    unjudged = "" if promise.judged else ", which nobody has judged yet"
    round_the_clock = ", round the clock" if promise.round_the_clock else ""
    show.facts(
        (
            ("due", f"{moment(proof.due_at)}, {_standing(proof)}"),
            ("answered", _answered(proof)),
            ("promised", f"{_target(promise.target)}{round_the_clock}: plan {promise.plan}, "
             f"severity {promise.severity}{unjudged}"),
            ("hours", f"{promise.hours} ({promise.timezone}), holidays {promise.calendar or 'none'}"),
            ("counted", "\n".join((f"{length(proof.counted)} in all", *_spans(promise)))),
            ("before", "\n".join(_earlier(one) for one in proof.history[:-1])),
        )
    )  # fmt: skip


def length(span: timedelta) -> str:
    """A span of time in hours and minutes."""
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def _standing(proof: "PromiseProof") -> str:
    name = proof.state.value
    if proof.left > timedelta():
        return f"in {length(proof.left)}"
    if proof.left < timedelta():
        return f"{name} by {length(-proof.left)}"
    return f"{name}: closed without an answer" if proof.responded_at is None and proof.ended_at else name


def _answered(proof: "PromiseProof") -> str:
    if proof.responded_at is None:
        return "not yet" if proof.ended_at is None else f"not before it was closed, {moment(proof.ended_at)}"
    by = _mail(proof.answer) if proof.answer else ""
    return f"{moment(proof.responded_at)}{by}"


def _mail(answer: "AnswerRow") -> str:
    who = f" by {one_line(answer.by)}"
    if not answer.outbox_id:
        return f"{who}, from a mail program of their own"
    said = f"; the mail server said: {one_line(answer.answer, 120)}" if answer.answer else ""
    proof = f"; known from {one_line(answer.proof, 120)}" if answer.proof else ""
    return f"{who}, mail {answer.outbox_id} to {one_line(answer.recipient)}{said}{proof}"


def _target(written: str) -> str:
    number, unit = int(written[:-1]), "business hour" if written[-1] == "h" else "business day"
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _spans(promise: "KeptPromise") -> Iterator[str]:
    zone = ZoneInfo(promise.timezone)
    for span in promise.spans:
        start, end = span.start.astimezone(zone), span.end.astimezone(zone)
        until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%a %H:%M}"
        yield f"{start:%a %Y-%m-%d %H:%M} - {until}  {_reason(span)}"


def _reason(span: "TimeSpan") -> str:
    if span.kind.value == "counted":
        return f"+ {length(span.length)}"
    name = f": {one_line(span.name)}" if span.name else ""
    return f"{_REASONS[span.kind.value]}{name}"


def _earlier(promise: "KeptPromise") -> str:
    if promise.due_at is None:
        return f"until then nothing was due: {one_line(promise.why)} (as of {moment(promise.made_at)})"
    return (
        f"{moment(promise.due_at)}, severity {promise.severity}, plan {promise.plan} (as of {moment(promise.made_at)})"
    )
