"""Delivery failures. Each of the marks is enough by itself: many servers send only one of them."""

import re

from processor.facts.message import Match
from processor.reading.bounces import texts
from processor.reading.clues import Clues

_DAEMON = re.compile(
    r"(?:^|[\s<\"'(])(?:mailer[-_]?daemon|mail[-_]?daemon|mailerdaemon\w*|mdaemon|bounce-?daemon)(?:[@\s>\"')]|$)"
    r"|mail delivery (?:sub)?system|mail administrator\b.*<>|\bmail server daemon\b"
)
_POSTMASTER = re.compile(r"(?:^|[\s<\"'(])(?:post[-_]?master|mailmaster|mail[-_.]?gateway|mta)(?:[@\s>\"')]|$)")
# People read and write at these too: many small firms have no other address than mail@.
_SHARED_ROLE = re.compile(r"(?:^|[\s<\"'(])(?:root|mail)(?:@|$)")


def delivery_status(clues: Clues) -> Match | None:
    """A delivery status notification (RFC 3464, RFC 6522), outside attached messages."""
    if clues.report_type == "delivery-status" or "message/delivery-status" in clues.parts:
        return Match("delivery_status", "it carries a delivery status notification")
    if clues.top == "multipart/report" and not clues.report_type:
        return Match("delivery_status", "it is a report without a type")
    return None


def failed_recipients(clues: Clues) -> Match | None:
    """The field by which Exim and large providers name who was not reached."""
    value = clues.headers.text("x-failed-recipients")
    return Match("failed_recipients", f"X-Failed-Recipients names {value}") if value else None


def daemon_sender(clues: Clues) -> Match | None:
    """It is from a mail system's daemon; from a postmaster only when its text or subject is about a failure."""
    if _DAEMON.search(clues.from_value):
        return Match("daemon_sender", f"its sender is a mail daemon: {clues.from_value[:100]}")
    titled = texts.is_subject(clues.subject)
    postmaster = _POSTMASTER.search(clues.from_value) and (titled or texts.reports_failure(clues.text))
    if postmaster or (_SHARED_ROLE.search(clues.from_value) and titled and texts.tells_of_failure(clues.text)):
        return Match("daemon_sender", f"a postmaster writes about a failure: {clues.from_value[:100]}")
    return None


def bounce_subject(clues: Clues) -> Match | None:
    """A subject as mail systems write it, with a text that tells of a failure."""
    if texts.is_subject(clues.subject) and texts.tells_of_failure(clues.text):
        return Match("bounce_subject", f"its subject and text tell of a delivery failure: {clues.subject[:100]}")
    return None


def bounce_text(clues: Clues) -> Match | None:
    """Words that only mail systems write, at the beginning of the text."""
    found = texts.is_text(clues.text)
    return Match("bounce_text", f"its text is a mail system's: {found}") if found else None


def null_return_path(clues: Clues) -> Match | None:
    """The null reverse-path of notifications (RFC 5321 section 4.5.5), where nothing says it is an automatic reply."""
    if any(value.strip() == "<>" for value in clues.headers.raw("return-path")):
        return Match("null_return_path", "its Return-Path is null")
    return None
