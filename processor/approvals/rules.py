"""The rules of an answer to a request, one function each: yes is a Match with the reason, no is None."""

from models.vocabulary import Assurance, Kind, ReplyOutcome, RequestState
from processor.approvals.amounts import end_of
from processor.approvals.case import Case
from processor.approvals.challenge import returned
from processor.approvals.coderules import accepts
from processor.approvals.grammar.subjects import is_subject
from processor.approvals.mails import at, title
from processor.approvals.people import is_drafter
from processor.approvals.states import AWAITING, UNDECIDED, words
from processor.facts.message import Attachment, Match

_LONGEST = 300
CODE_SUBJECTS = ("Please confirm your reply:", "Bitte bestätigen Sie Ihre Antwort:", "Подтвердите ваш ответ:")
"""How the subject of the mail that brings a code begins; what begins with it answers that mail."""

_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})


def automatic_answer(case: Case) -> Match | None:
    """A machine wrote it: an absence note answers nothing, whatever words it begins with."""
    if case.judgement.outcome is ReplyOutcome.AUTO_REPLY:
        return Match("automatic_answer", "the words are those of an automatic reply")
    if case.message.kind is Kind.AUTO_REPLY and case.judgement.outcome is not ReplyOutcome.APPROVE:
        return Match("automatic_answer", "it carries marks of automatic mail")
    return None


def unrelated_answer(case: Case) -> Match | None:
    """It speaks of something else, and is a message like any other."""
    if case.judgement.outcome is ReplyOutcome.UNRELATED and returned(case) is None:
        return Match("unrelated_answer", "it answers a request for approval, and speaks of something else")
    return None


def not_asked_yet(case: Case) -> Match | None:
    """It is about a request that has not gone out: others come first."""
    if case.request.state is RequestState.PLANNED:
        return Match("not_asked_yet", f"{case.request.approver.address} is not asked yet")
    return None


def decided_already(case: Case) -> Match | None:
    """The request is decided or closed: a second decision changes nothing."""
    if case.request.state in UNDECIDED:
        return None
    by = f" by {case.request.decided_by}" if case.request.decided_by else ""
    when = f" at {at(case.request.decided_at)}" if case.request.decided_at is not None else ""
    return Match("decided_already", f"the request was {words(case.request.state)}{by}{when}")


def superseded_version(case: Case) -> Match | None:
    """It is about a version that another one has replaced."""
    version, current = case.request.key.version, case.proposal.current_version
    if version == current and version == case.proposal.version:
        return None
    return Match("superseded_version", f"it is about version {version}, and version {current} has replaced it")


def proposal_over(case: Case) -> Match | None:
    """The proposal does not wait for this side: it has ended, or is disputed."""
    if case.proposal.state is AWAITING[case.request.side]:
        return None
    why = f": {case.proposal.ended_why}" if case.proposal.ended_why else ""
    return Match("proposal_over", f"{title(case.proposal)} is {words(case.proposal.state)}{why}")


def received_too_late(case: Case) -> Match | None:
    """Our mail server received it after the proposal's last day, whenever it is handled."""
    end = end_of(case.proposal.content.valid_until)
    if case.received_at < end:
        return None
    last = case.proposal.content.valid_until
    return Match("received_too_late", f"it was received at {at(case.received_at)}; the last day was {last} (UTC)")


def replayed(case: Case) -> Match | None:
    """The same mail, by signature, Message-ID or body, has served an approval before."""
    return Match("replayed", "the same mail has served an approval before") if case.approval.seen_before else None


def several_requests(case: Case) -> Match | None:
    """It names further requests: which one the words are for is not certain."""
    others = tuple(key for key in case.approval.others if key != case.request.key)
    if not others:
        return None
    return Match("several_requests", f"it names further requests: {', '.join(key.tag for key in others)}")


def sender_unproven(case: Case) -> Match | None:
    """The level is A0: nothing that it says about its sender can be believed."""
    if case.assured.level is Assurance.A0:
        return Match("sender_unproven", f"who wrote it is not known ({case.sender} stands in it)")
    return None


def sender_not_entitled(case: Case) -> Match | None:
    """The level is A1: it is somebody's statement, and not the approver's."""
    if case.assured.level is Assurance.A1 or case.assured.approver is None:
        return Match("sender_not_entitled", f"it is a statement of {case.sender}, not shown to be the approver's")
    return None


def own_proposal(case: Case) -> Match | None:
    """Nobody approves a proposal or a form that they drafted."""
    if is_drafter(case.approver, case.proposal):
        return Match("own_proposal", f"{case.approver.name} drafted it: somebody else has to approve it")
    return None


def doubtful_mail(case: Case) -> Match | None:
    """What the mail says is not certain: not by a person, damaged, cut, or with words between what it quotes."""
    if case.message.may_approve and case.message.kind is Kind.HUMAN and not case.message.partial:
        return None
    said = [match.reason for match in case.message.matches]
    return Match("doubtful_mail", "; ".join(said) or "the mail is not one that a machine may take for an answer")


def body_differs(case: Case) -> Match | None:
    """Text and HTML of the mail say different things, so that people may have seen another answer."""
    if case.reading.proof is not None and case.reading.proof.body_differs:
        return Match("body_differs", "its text and its HTML say different things")
    return None


def attachments_along(case: Case) -> Match | None:
    """Files come with it, which may hold conditions, or the answer itself: a person has to look."""
    found = [one for one in case.message.attachments if not _is_harmless(one)]
    if found:
        names = ", ".join(one.filename or one.content_type for one in found)
        return Match("attachments_along", f"it brings files, which nobody has read: {names}")
    if case.message.attachments and not case.message.text.strip():
        return Match("attachments_along", "it has no words, and attachments alone approve nothing")
    return None


def subject_changed(case: Case) -> Match | None:
    """The subject says more than ours did: "NOT approved", or a condition, may stand there alone.

    Our subject ends with the title of the document, which may hold any words; what stands beside it is held against
    the words of our mail, as a quoted subject is.
    """
    subject = " ".join(case.message.subject.split())
    for ours in (case.request.key.tag, " ".join(case.proposal.content.title.split()), *CODE_SUBJECTS):
        subject = subject.replace(ours, " ", 1)
    if not accepts(case) or is_subject(subject, case.request.sent_text, frozenset()):
        return None
    return Match("subject_changed", f"its subject is not the one that was sent: {case.message.subject}"[:_LONGEST])


def declines(case: Case) -> Match | None:
    """The approver rejects the proposal."""
    if case.judgement.outcome is ReplyOutcome.REJECT:
        return Match("declines", f"{case.approver.name} rejects {title(case.proposal)} ({case.judgement.rule})")
    return None


def code_expired(case: Case) -> Match | None:
    """A code came back after its time, or after too many wrong ones."""
    found = returned(case)
    if found is None or found.in_time or case.approves:
        return None
    left = found.challenge.attempts_left
    why = f"it expired at {at(found.challenge.expires_at)}" if left > 0 else "too many wrong ones were sent"
    return Match("code_expired", f"the code does not count any more: {why}")


def code_wrong(case: Case) -> Match | None:
    """A code came back that is not the one that was sent to this address."""
    found = returned(case)
    if found is None or found.right or case.approves:
        return None
    left = found.challenge.attempts_left - 1
    return Match("code_wrong", f"the code is not the one that was sent: {left} attempts are left")


def issues_told(case: Case) -> Match | None:
    """It tells of outstanding issues, and not so that the completion is accepted beside them: a person reads them."""
    if case.approves or not case.judgement.outstanding:
        return None
    return Match("issues_told", f"it tells of {len(case.judgement.outstanding)} issues and is no acceptance")


def conditional_answer(case: Case) -> Match | None:
    """They would approve something else: it is no acceptance of what was proposed."""
    if case.judgement.outcome is ReplyOutcome.CONDITIONAL:
        return Match("conditional_answer", "it sets a condition, or accepts only a part")
    return None


def asks_back(case: Case) -> Match | None:
    """They ask something, or put the answer off."""
    if case.judgement.outcome in {ReplyOutcome.QUESTION, ReplyOutcome.LATER}:
        said = "asks something" if case.judgement.outcome is ReplyOutcome.QUESTION else "puts the answer off"
        return Match("asks_back", f"it {said}")
    return None


def unclear_answer(case: Case) -> Match | None:
    """The grammar can't place every word of it."""
    if case.approves:
        return None
    return Match("unclear_answer", f"its words can't be taken for an answer ({case.judgement.rule})")


def no_digest(case: Case) -> Match | None:
    """What was sent has no digest, or another one than the version has: nothing would hold the acceptance to a text."""
    document = case.request.document_sha256
    whole = document != "" and document == case.proposal.document_sha256 and case.proposal.pdf_sha256 != ""
    if whole or not accepts(case):
        return None
    return Match("no_digest", "the digest of what was sent is missing, or is not that of the version")


def approved(case: Case) -> Match | None:
    """Nothing stands against it: the approver accepts the version."""
    return Match("approved", f"{case.approver.name} accepts {title(case.proposal)} ({case.judgement.rule})")


def _is_harmless(attachment: Attachment) -> bool:
    """A picture inside the text, such as a logo, or a signature over the mail."""
    kind, name = attachment.content_type.lower(), attachment.filename.lower()
    signs = kind in _SIGNATURES and (not name or name.endswith((".p7s", ".asc", ".sig")))
    return (attachment.inline and kind.startswith("image/")) or signs
