"""Whether a proposal, its acceptances and the mails about them are as they must be."""

import hashlib
from collections.abc import Iterator

from models.vocabulary import ApprovalKind, ProposalState, SealState
from processor.demo.checks import Came, Problem, same
from processor.demo.letters import Letter
from processor.demo.script import Answer, Deal
from processor.effects.mail import MailTemplate
from processor.ids import document_name
from processor.store.views.acceptances import AcceptanceLine

_TAGS = {
    MailTemplate.APPROVAL_RECEIPT: "[AC-",
    MailTemplate.APPROVAL_ENDED: "[#",
    MailTemplate.FORM_REQUEST: "[FQ-",
    MailTemplate.FORM_MISSING: "[FQ-",
    MailTemplate.FORM_THANKS: "[FQ-",
}
_ABOUT_PAPERS = {MailTemplate.APPROVAL_REQUEST, MailTemplate.APPROVAL_REMINDER}


def compare_deal(came: Came) -> Iterator[Problem]:
    """Every difference between what the scene wanted of the proposal and of the mails about it, and what came."""
    for answer, letter in zip(came.scene.wanted.out, came.letters, strict=False):
        if answer is not came.scene.wanted.answer:
            yield from _mail(answer, letter, came)
    if came.scene.wanted.deal is not None:
        yield from _deal(came.scene.wanted.deal, came)


def _deal(wanted: Deal, came: Came) -> Iterator[Problem]:
    view = came.proposal
    if view is None:
        yield Problem("proposal", wanted.state.value, "none")
        return
    yield from same("state of the proposal", wanted.state.value, view.line.state.value)
    newest = view.replies[-1] if view.replies else None
    why = f" ({'; '.join(newest.reasons)})" if newest else ""
    if wanted.said is not (newest.outcome if newest else None):
        yield Problem("what its newest reply says", str(wanted.said), f"{newest.outcome if newest else None}{why}")
    if wanted.level is not (newest.assurance if newest else None):
        yield Problem("how well its sender is known", str(wanted.level), f"{newest.assurance if newest else None}{why}")
    taken = view.acceptances
    yield from same("acceptances", wanted.accepted, len(taken))
    for one in taken:
        if one.seal is not SealState.TOLD:
            yield Problem(f"seal of {one.number or one.title}", "told", f"{one.seal.value} {one.seal_error}".strip())
    if wanted.kind is ApprovalKind.PROPOSAL:
        yield from _counted(wanted, view.acceptances, came)


def _counted(wanted: Deal, taken: tuple[AcceptanceLine, ...], came: Came) -> Iterator[Problem]:
    """The first proposal has the first numbers; in the Scope Log stands what both sides accepted, and nothing else."""
    numbers = tuple(f"AC-{one.accepted_at.year}-{place:06}" for place, one in enumerate(taken, 1))
    yield from same("their numbers, without a gap", numbers, tuple(one.number for one in taken))
    accepted = [numbers] if wanted.state is ProposalState.ACCEPTED else []
    number = came.proposal.line.number if came.proposal else 0
    found = [row.acceptances for row in came.scope if row.number == number]
    yield from same("the proposal in the Scope Log", accepted, found)


def _mail(answer: Answer, letter: Letter, came: Came) -> Iterator[Problem]:
    what = f"our mail to {answer.to}"
    yield from same(f"{what}, its language", answer.language.value, letter.language)
    tag = _TAGS.get(answer.template, "")
    if answer.template in _ABOUT_PAPERS and came.proposal is not None:
        tag = f"[{document_name(came.proposal.line.kind, came.proposal.line.number)}."
    if not letter.subject.startswith(tag):
        yield Problem(f"{what}, its subject", f"{tag}…", letter.subject)
    if not letter.html:
        yield Problem(f"{what}, its form", "text and HTML", "text only")
    if answer.template is MailTemplate.APPROVAL_RECEIPT:
        yield from _receipt(what, letter, came.proposal.acceptances if came.proposal else ())


def _receipt(what: str, letter: Letter, acceptances: tuple[AcceptanceLine, ...]) -> Iterator[Problem]:
    """The certificate that is attached is the one that was sealed, to the last byte."""
    files, newest = dict(letter.files), acceptances[-1] if acceptances else None
    name = f"{newest.number}.pdf" if newest else "a certificate"
    yield from same(f"{what}, its files", [name, "receipt.json"], sorted(files))
    if newest and name in files:
        sealed = hashlib.sha256(files[name]).hexdigest()
        yield from same(f"{what}, its certificate", newest.certificate_sha256, sealed)
