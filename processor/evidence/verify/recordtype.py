"""Whether an acceptance is of the type that it claims: signed, recorded by hand, or deemed; each has its own rules.

A deemed one is nobody's act. It stands only on what was sent to the customer, what the customer's server answered, and
the days that passed.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.vocabulary import AcceptanceType, ApprovalKind, ReplyOutcome
from processor.evidence.verify.checks import Check, failed, passed
from processor.facts.acceptancejson import notice_file

__all__ = ["check_record"]

_FORM: Final = "approval_request"
_REMINDER: Final = "approval_reminder"
_MEANINGS: Final = {
    ApprovalKind.PROPOSAL: "of a proposal",
    ApprovalKind.GO_LIVE: "of a Go-Live form; it does not say when the system was taken live",
    ApprovalKind.COMPLETION: "of completion",
    ApprovalKind.FORM: "of the information in a form",
}


def check_record(inside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> tuple[Check, ...]:
    """The check of the type, and with a deemed acceptance that of its notices."""
    own = acceptance.get("acceptance") or {}
    try:
        kind = ApprovalKind(str((acceptance.get("document") or {}).get("kind")))
        claimed = AcceptanceType(str(own.get("type")))
    except ValueError as fault:
        return (failed("record_type", f"acceptance.json says what no acceptance is: {fault}"),)
    if kind not in _MEANINGS:
        return (failed("record_type", f"nobody accepts a document of the kind {kind.value}"),)
    faults = [*_RULES[claimed](acceptance), *_outstanding(acceptance, kind, claimed)]
    if faults:
        check = failed("record_type", f"it claims to be {claimed.value}, and {'; '.join(faults)}")
    else:
        check = passed("record_type", _told(acceptance, kind, claimed))
    if claimed is not AcceptanceType.DEEMED or not own.get("terms") or not own.get("effective_at"):
        return (check,)
    return (check, _notices(inside, acceptance))


def _told(acceptance: Mapping[str, Any], kind: ApprovalKind, claimed: AcceptanceType) -> str:
    if claimed is AcceptanceType.DEEMED:
        by = acceptance["acceptance"].get("recorded_by")
        how = f", as {by} decided" if by else ""
        return f"deemed, not signed: nobody accepted, completion counts as accepted{how}"
    listed = len(acceptance.get("outstanding") or ())
    more = f", with {listed} outstanding issues" if listed else ""
    how = "by the reply" if claimed is AcceptanceType.SIGNED else "recorded by hand"
    return f"{claimed.value}: an acceptance {_MEANINGS[kind]}{more}, {how}"


def _signed(acceptance: Mapping[str, Any]) -> Iterator[str]:
    if not (acceptance.get("reply") or {}).get("sha256"):
        yield "there is no reply"
    if (acceptance.get("judgement") or {}).get("outcome") != ReplyOutcome.APPROVE:
        yield "no reply was judged to accept"
    if acceptance.get("sender") is None:
        yield "nobody looked at who sent it"
    yield from _no_notices(acceptance)


def _recorded(acceptance: Mapping[str, Any]) -> Iterator[str]:
    own = acceptance["acceptance"]
    if not own.get("recorded_by") or not own.get("evidence"):
        yield "it does not say who recorded it on what evidence"
    yield from _no_notices(acceptance)


def _deemed(acceptance: Mapping[str, Any]) -> Iterator[str]:
    own = acceptance["acceptance"]
    if acceptance["document"]["kind"] != ApprovalKind.COMPLETION:
        yield "only completion is ever deemed accepted"
    for section in ("reply", "judgement", "sender", "challenge"):
        if acceptance.get(section):
            yield f"there is a {section}"
    if not own.get("terms") or not own.get("effective_at"):
        yield "it does not say since when, and by which terms"
    elif own["effective_at"] != own["accepted_at"]:
        yield "it names two moments from which it counts"


def _no_notices(acceptance: Mapping[str, Any]) -> Iterator[str]:
    if acceptance.get("notices") or acceptance["acceptance"].get("terms"):
        yield "it has the notices or terms of a deemed one"


def _outstanding(acceptance: Mapping[str, Any], kind: ApprovalKind, claimed: AcceptanceType) -> Iterator[str]:
    """The issues printed are those that the reply was judged to list, each with a ticket."""
    listed = acceptance.get("outstanding") or ()
    if listed and kind is not ApprovalKind.COMPLETION:
        yield "only completion leaves issues outstanding"
    if any(not isinstance(one.get("ticket"), int) or one["ticket"] < 1 for one in listed):
        yield "an outstanding issue has no ticket"
    judged = (acceptance.get("judgement") or {}).get("outstanding")
    by_reply = claimed is AcceptanceType.SIGNED and kind is ApprovalKind.COMPLETION
    if by_reply and [one.get("text") for one in listed] != list(judged or ()):
        yield "its outstanding issues are not those that the reply was judged to list"


_RULES: Final = {
    AcceptanceType.SIGNED: _signed,
    AcceptanceType.RECORDED: _recorded,
    AcceptanceType.DEEMED: _deemed,
}


def _notices(inside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> Check:
    """Whether the notices are there as they went, and went in time; a person may have decided what they left open."""
    name = "notices"
    notices = acceptance.get("notices") or ()
    faults = list(_as_sent(inside, acceptance))
    if faults:
        return failed(name, "; ".join(faults))
    short = list(_short_of(acceptance))
    by = acceptance["acceptance"].get("recorded_by")
    if short and not by:
        return failed(name, "; ".join(short))
    if short:
        return passed(name, f"{len(notices)} notices; the rules left it open ({'; '.join(short)}), and {by} decided")
    terms = acceptance["acceptance"]["terms"]
    words = f"the form was accepted by the customer's server at least {terms['notice_days']} days before"
    return passed(name, f"{len(notices)} notices: {words}, and a reminder went out; recorded after the term had passed")


def _as_sent(inside: Mapping[str, bytes], acceptance: Mapping[str, Any]) -> Iterator[str]:
    """Each notice is the mail that its line says, and shows the document by its digest."""
    digest = str(acceptance["document"]["sha256"])
    for place, notice in enumerate(acceptance.get("notices") or (), 1):
        name = notice_file(place)
        if name not in inside:
            yield f"{name} is not inside"
            continue
        mail = message_from_bytes(inside[name], policy=default)
        if str(mail["Message-ID"] or "").strip() != notice["message_id"]:
            yield f"{name} is another mail than its line says"
        if notice["recipient"].casefold() not in str(mail["To"] or "").casefold():
            yield f"{name} did not go to {notice['recipient']}"
        body = mail.get_body(("plain",))
        if notice["what"] in {_FORM, _REMINDER} and (body is None or digest not in body.get_content()):
            yield f"{name} does not show the document"


def _short_of(acceptance: Mapping[str, Any]) -> Iterator[str]:
    """What the notices and the days lack of the terms; days are those of the customer's calendar and clock."""
    own, terms = acceptance["acceptance"], acceptance["acceptance"]["terms"]
    effective = datetime.fromisoformat(own["effective_at"])
    zone = ZoneInfo(terms["timezone"])
    live = datetime.fromisoformat(terms["live_at"]).astimezone(zone).date()
    local = effective.astimezone(zone)
    if local.date() <= live + timedelta(days=int(terms["deemed_after_days"])):
        yield "it takes effect before the term has passed"
    if datetime.fromisoformat(own["decided_at"]) < effective:
        yield "it was recorded before it took effect"
    arrived = [one for one in acceptance.get("notices") or () if _was_taken(one)]
    latest = local.replace(tzinfo=None) - timedelta(days=int(terms["notice_days"]))
    forms = [_sent(one) for one in arrived if one["what"] == _FORM]
    if not any(sent.astimezone(zone).replace(tzinfo=None) <= latest for sent in forms):
        yield f"no form was accepted by the customer's server {terms['notice_days']} days before"
    reminders = [_sent(one) for one in arrived if one["what"] == _REMINDER]
    if not any(min(forms, default=effective) < sent < effective for sent in reminders):
        yield "no reminder was sent between the form and the end of the term"


def _was_taken(notice: Mapping[str, Any]) -> bool:
    """Whether the customer's server took the mail (RFC 5321 section 4.2.1: 2yz), and it did not come back."""
    return bool(notice["sent_at"]) and str(notice["smtp_reply"]).startswith("2") and not notice.get("bounced_at")


def _sent(notice: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(notice["sent_at"])
