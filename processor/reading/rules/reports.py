"""Machine-written reports that are no delivery failures: spam complaints and read receipts."""

import re

from processor.facts.message import Match
from processor.reading.bounces import texts
from processor.reading.clues import Clues

_COMPLAINT = re.compile(
    r"this is (?:an? )?(?:e-?mail )?(?:spam|abuse|complaint|email abuse) report|"
    r"abuse report for an? (?:e-?mail )?message",
    re.IGNORECASE,
)


def feedback_report(clues: Clues) -> Match | None:
    """An abuse report of a feedback loop (RFC 5965): a reader's provider says the mail was called spam."""
    if "message/feedback-report" in clues.parts or clues.report_type == "feedback-report":
        return Match("feedback_report", "it carries an abuse feedback report")
    if clues.headers.has("x-hmxmroriginalrecipient"):
        return Match("feedback_report", "it carries the header of a provider's complaint loop")
    return None


def complaint_text(clues: Clues) -> Match | None:
    """A complaint in plain words, from providers whose feedback loop sends no report part."""
    if _COMPLAINT.search(clues.opening):
        return Match("complaint_text", "its text says it is an abuse report")
    return None


def disposition_notification(clues: Clues) -> Match | None:
    """A read receipt (RFC 8098); some systems use its form to say that a mail was rejected, which is a bounce."""
    receipt = clues.report_type == "disposition-notification" or (
        clues.top == "multipart/report" and "message/disposition-notification" in clues.parts
    )
    if receipt and not texts.is_text(clues.text):
        return Match("disposition_notification", "it is a read receipt")
    return None
