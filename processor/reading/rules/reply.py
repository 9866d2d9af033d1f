"""Reasons against an automatic answer to a mail, whatever its kind."""

import re

from processor.facts.message import Match
from processor.reading.clues import Clues

_SUPPRESS = frozenset({"all", "oof", "autoreply"})
_MACHINE = re.compile(
    r"^(?:no-?reply|do-?not-?reply|donotreply|noreply.*|bounces?[-+].*|postmaster|mailer-daemon)@", re.I
)


def answers_suppressed(clues: Clues) -> Match | None:
    """X-Auto-Response-Suppress asks for no automatic answer ([MS-OXCMAIL] 2.1.3.2.20), and says no more than that."""
    words = set(re.split(r"[\s,;]+", clues.headers.low("x-auto-response-suppress")))
    return Match("answers_suppressed", "X-Auto-Response-Suppress asks for none") if words & _SUPPRESS else None


def machine_sender(clues: Clues) -> Match | None:
    """The sender is an address that nobody reads."""
    if clues.sender and _MACHINE.match(clues.sender.address):
        return Match("machine_sender", f"nobody reads {clues.sender.address}")
    return None


def no_return_path(clues: Clues) -> Match | None:
    """A null Return-Path: an answer would go nowhere."""
    if any(value.strip() == "<>" for value in clues.headers.raw("return-path")):
        return Match("no_return_path", "its Return-Path is null")
    return None


def no_sender(clues: Clues) -> Match | None:
    """Nobody to answer."""
    return Match("no_sender", "it names no sender address") if clues.sender is None else None
