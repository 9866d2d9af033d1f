"""From what imapclient and the network raise to the errors of this room, each with a remedy."""

import imaplib
import re
import ssl

from processor.mailbox.errors import (
    MailboxBadAnswer,
    MailboxLost,
    MailboxRefused,
    MailboxThrottled,
    MailboxTrouble,
    MailboxUnreachable,
)

RAISED = (imaplib.IMAP4.error, OSError, EOFError, ValueError, TypeError, LookupError, AttributeError)
"""All that a command can raise: protocol and network errors, and what imapclient's parser does with nonsense."""

_THROTTLED = re.compile(r"throttl|backoff|too many (simultaneous )?connections|\[LIMIT\]|rate limit", re.IGNORECASE)
_SUGGESTED = re.compile(r"backoff time:?\s*(\d+)\s*(milliseconds|ms|seconds|s)?", re.IGNORECASE)
_NOT_READY = re.compile(r"\[(UNAVAILABLE|INUSE|SERVERBUG)\]|temporar|try again|internal error", re.IGNORECASE)
_DEFAULT_THROTTLE = 60.0
_WORDS = 300


def explain(where: str, what: str, error: BaseException) -> MailboxTrouble:
    """The error of this room for one raised by a command on a live connection."""
    said = _said(error)
    if isinstance(error, imaplib.IMAP4.error | OSError) and _THROTTLED.search(said):
        return throttled(where, said)
    if isinstance(error, TimeoutError):
        return MailboxLost(f"{where}: no answer to {what} in time: the connection was closed and will be made anew.")
    if isinstance(error, imaplib.IMAP4.abort | OSError | EOFError):
        return MailboxLost(f"{where}: the connection broke during {what} ({said}), and will be made anew.")
    return MailboxBadAnswer(f"{where}: {what} was answered with: {said}")


def explain_connect(where: str, error: BaseException) -> MailboxTrouble:
    """The error of this room for one raised while connecting, up to the server's greeting."""
    said = _said(error)
    if _THROTTLED.search(said):
        return throttled(where, said)
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailboxRefused(
            f"{where}: its certificate is not trusted ({error.verify_message}). "
            "Renew it, connect by the name it was made for, or name its authority in ca_file."
        )
    if isinstance(error, ssl.SSLError):
        return MailboxRefused(
            f"{where}: no TLS on this port ({said}). Use the port for IMAP over TLS (993), or security = 'starttls'."
        )
    return MailboxUnreachable(f"{where} cannot be reached ({said}). Check host, port and network.")


def explain_login(where: str, error: BaseException) -> MailboxTrouble:
    """The error of this room for a log-in that failed: refused, or a server that is not ready."""
    said = _said(error)
    if _THROTTLED.search(said):
        return throttled(where, said)
    broken = isinstance(error, OSError | EOFError) or isinstance(error.__context__, imaplib.IMAP4.abort)
    if broken or not_ready(said):
        return MailboxUnreachable(f"{where}: log-in did not come about ({said}).")
    return MailboxRefused(f"{where} refused the log-in ({said}). Check user and password: nothing was changed there.")


def not_ready(said: str) -> bool:
    """Whether a NO means the server's own trouble, not ours (response codes of RFC 5530)."""
    return _NOT_READY.search(said) is not None


def throttled(where: str, said: str) -> MailboxThrottled:
    """The error for a server that asks for a pause, with its own figure where it names one (Exchange does, in ms)."""
    seconds = _DEFAULT_THROTTLE
    if match := _SUGGESTED.search(said):
        seconds = float(match[1]) / (1.0 if (match[2] or "milliseconds").lower().startswith("s") else 1000.0)
    return MailboxThrottled(f"{where} asks for a pause of {seconds:.0f} s ({said}).", seconds)


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= _WORDS else text[:_WORDS] + "..."
