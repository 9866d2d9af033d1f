"""Proposals before they are sent: how the document and the mail that asks for approval would look. Writes nothing."""

import hashlib
import threading
from dataclasses import dataclass, replace
from datetime import datetime

from models.vocabulary import ApprovalKind, ProposalState, Side
from processor.approvals.drafting import missing
from processor.approvals.mails import ask_mail
from processor.approvals.people import entries_of
from processor.approvals.sending import choose_approvers
from processor.documents.press import PdfMaker
from processor.documents.proposal import canonical, proposal_html
from processor.documents.templates import Templates
from processor.errors import Refused
from processor.facts.approvals import ApproverFacts, ProposalFacts
from processor.facts.proposals import FrozenProposal, Signatory
from processor.facts.proposing import ProposingFacts
from processor.ids import ApprovalKey
from processor.services.composing import Composer, Letter
from processor.services.papers import Papers
from processor.services.proposals import Writing
from processor.store.apply import TicketRowFacts
from processor.store.store import Store
from processor.store.views.tickets import TicketView

__all__ = ["Look", "Previews"]

_KEY = "preview"
"""Stands where the key of a request will: no real one is shown before its mail has left."""


@dataclass(frozen=True, slots=True)
class Look:
    """A draft as others would see it: its page, and the mail to the first approver of the customer.

    `mail` is None, and `why` says the reason, where nobody could be asked now. `missing` is what it lacks to be sent.
    """

    document: str
    mail: Letter | None
    why: str
    missing: tuple[str, ...]
    made_at: datetime


class Previews:
    """Looks at drafts as they are typed. One object for all threads: PDFs are made one after the other."""

    def __init__(
        self, store: Store, papers: Papers, composer: Composer, press: PdfMaker, vendor: str, templates: Templates
    ) -> None:
        self._store = store
        self._papers = papers
        self._composer = composer
        self._press = press
        self._vendor = vendor
        self._templates = templates
        self._pressing = threading.Lock()

    def beginning(self, ticket_number: int, writing: Writing, now: datetime) -> Look:
        """A draft for this ticket that is not kept yet. Raises Refused where there is no such ticket."""

        def work() -> Look:
            ticket = self._store.facts.staff_facts(ticket_number, None, self._papers.policy, now).ticket
            view = self._store.views.ticket(ticket_number)
            customer = ticket.customer_id or (ticket.requester.customer_id if ticket.requester else 0)
            newest = self._store.views.proposals(limit=1)
            number = newest[0].number + 1 if newest else 1
            facts = self._store.facts
            register = (*facts.register(customer), *facts.register(0)) if customer else facts.register(0)
            begun = ProposalFacts(
                0, number, 1, 0, ProposalState.DRAFT, ticket, customer, view.line.customer, writing.language,
                writing.content, "", "", writing.by, writing.turn, writing.quorum, (),
            )  # fmt: skip
            known = ProposingFacts(begun, None, register, self._papers.approvals, self._papers.policy)
            return self._look(known, writing, view, now)

        return self._store.read(work)

    def change(self, number: int, writing: Writing, now: datetime) -> Look:
        """A changed draft of this proposal that is not kept yet. Raises Refused where there is none."""

        def work() -> Look:
            known = self._papers.facts(number, now)
            draft = known.proposal
            version = draft.version + (1 if draft.version == draft.current_version else 0)
            changed = replace(
                draft, version=version, content=writing.content, language=writing.language, turn=writing.turn,
                quorum=writing.quorum, document_sha256="", pdf_sha256="", requests=(),
            )  # fmt: skip
            view = self._store.views.ticket(draft.ticket.number)
            return self._look(replace(known, proposal=changed), writing, view, now)

        return self._store.read(work)

    def pdf(self, look: Look) -> bytes:
        """The PDF of a look. A second of CPU, in a process of its own; raises Permanent for one that can't be made."""
        with self._pressing:
            return self._press.pdf(look.document, look.made_at)

    def _look(self, facts: ProposingFacts, writing: Writing, view: TicketView, now: datetime) -> Look:
        try:
            chosen, why = choose_approvers(_with_named(facts), now), ""
        except Refused as reason:
            chosen, why = (), str(reason)
        frozen = self._frozen(facts.proposal, chosen, now)
        asked = next((one for one in chosen if one.side is Side.CUSTOMER), None)
        mail = self._mail(facts, frozen, asked, view) if asked is not None else None
        return Look(proposal_html(self._templates, frozen), mail, why, missing(writing.content), now)

    def _frozen(self, draft: ProposalFacts, chosen: tuple[ApproverFacts, ...], now: datetime) -> FrozenProposal:
        until = draft.content.valid_until or now.date()
        return FrozenProposal(
            number=draft.number,
            version=draft.version,
            language=draft.language,
            vendor=self._vendor,
            customer=draft.customer,
            content=replace(draft.content, approvers=(), valid_until=until),
            signatories=tuple(Signatory(one.side, one.name, one.address, one.title) for one in chosen),
            frozen_at=now.replace(microsecond=0),
            turn=draft.turn,
            quorum=draft.quorum,
            kind=draft.kind,
        )

    def _mail(self, facts: ProposingFacts, frozen: FrozenProposal, asked: ApproverFacts, view: TicketView) -> Letter:
        """The mail to this approver, its document among the bytes that it shows."""
        body = canonical(frozen)
        digest = hashlib.sha256(body).hexdigest()
        draft = replace(facts.proposal, document_sha256=digest, pdf_sha256=digest)
        key = ApprovalKey(ApprovalKind.PROPOSAL, draft.number, draft.version, _KEY)
        mail = ask_mail(draft, key, asked, asked.language or draft.language, facts.policy.objection_days)
        return self._composer.letter(mail, _row(view), {digest: body})


def _with_named(facts: ProposingFacts) -> ProposingFacts:
    """The facts with the entries of the approvers whom the draft names, as far as there are some."""
    party = [one for one in facts.register if one.customer_id == facts.proposal.customer_id != 0]
    found = [entries_of(address, party) for address in facts.proposal.content.approvers]
    return replace(facts, approvers=tuple(one[-1].approver_id for one in found if one))


def _row(view: TicketView) -> TicketRowFacts:
    line = view.line
    return TicketRowFacts(
        line.ticket_id, line.number, view.token, line.subject, line.mailbox, line.opened_at, line.language, line.state,
        line.assignee,
    )  # fmt: skip
