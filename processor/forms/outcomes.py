"""What becomes of a reply to a form, by the rule that decided."""

from models.vocabulary import (
    ApprovalKind,
    Direction,
    EntryKind,
    FormState,
    Outcome,
    Quorum,
    ReviewReason,
    Turn,
)
from processor.effects.approvals import PROPOSAL, DraftProposal
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import RecordAnswers
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.facts.forms import FormFacts, FormToFill
from processor.facts.message import Match
from processor.facts.proposals import ProposalContent, Section
from processor.forms.comparing import ask_why
from processor.forms.definitions import said
from processor.forms.merging import state_of
from processor.forms.replycase import Case
from processor.forms.summarise import summary

SIGNOFF = "signoff"
Matches = tuple[Match, ...]
_SHOWN = 2000


def file_automatic(case: Case, matches: Matches) -> Decision:
    """Filed on its ticket. Nothing is taken from it."""
    text = f"automatic mail from {case.sender}: {case.message.subject}"
    ticket = case.form.ticket.ticket_id
    effects: tuple[Effect, ...] = (
        FileMessage(ticket, Direction.IN, verified=_known(case), automatic=True),
        Enter(ticket, EntryKind.AUTOMATIC_MESSAGE, SIGNOFF, text),
    )
    return Decision(Outcome.AUTOMATIC, matches, effects)


def file_only(case: Case, matches: Matches) -> Decision:
    """Filed on its ticket: there is nothing in it that anybody has to do."""
    return Decision(Outcome.JOINED, matches, _filed(case, f"{case.sender} wrote about {case.form.key.name}"))


def hold_unverified(case: Case, matches: Matches) -> Decision:
    """Held: a person decides whether these answers count. Nobody outside is written to, and nothing is recorded."""
    return _hold(case, matches, ReviewReason.FORM_UNVERIFIED)


def hold_late(case: Case, matches: Matches) -> Decision:
    """Held: the form can't be changed by a reply any more."""
    return _hold(case, matches, ReviewReason.FORM_LEFTOVERS)


def hold_for_person(case: Case, matches: Matches) -> Decision:
    """Held: it could not be read whole, so that nothing in it can be relied on."""
    return _hold(case, matches, ReviewReason.FORM_LEFTOVERS)


def keep_and_tell(case: Case, matches: Matches) -> Decision:
    """What was said is kept and goes to a person; a PDF that was not read is told to who sent it, with the reason."""
    form = case.form
    after = FormState.PARTIAL if form.state is FormState.ASKED and form.answers else form.state
    mail = _mail(case, MailTemplate.FORM_MISSING) if case.refused and case.asked else ()
    review = _review(case, f"{case.sender} wrote about {form.key.name} and answered no question")
    effects = (*_filed(case, _entry(case)), _record(case, after), *review, *mail)
    return Decision(Outcome.HELD, matches, effects)


def ask_again(case: Case, matches: Matches) -> Decision:
    """The answers stand; what is missing, unreadable or contradictory is asked again in one mail, and only that."""
    review = _review(case, f"{case.sender} answered {case.form.key.name}") if _for_person(case) else ()
    effects = (
        *_filed(case, _entry(case)),
        _record(case, FormState.PARTIAL),
        *review,
        *_mail(case, MailTemplate.FORM_MISSING),
    )
    return Decision(Outcome.FORM_ANSWERED, matches, effects)


def complete(case: Case, matches: Matches) -> Decision:
    """All is answered: the summary goes back. Where the form is signed, it becomes a document that waits for approval.

    What fills in fields never signs: the document is another mail, with a key of its own.
    """
    after = state_of((), case.form.definition.signed)
    review = _review(case, f"{case.sender} answered {case.form.key.name}") if _for_person(case) else ()
    draft = (_draft(case),) if after is FormState.TO_SIGN else ()
    mail = _mail(case, MailTemplate.FORM_THANKS, (("to_sign", "yes" if draft else ""),))
    why = ask_why(case.form, after, case.now)
    effects = (*_filed(case, _entry(case)), _record(case, after), *why, *review, *draft, *mail)
    return Decision(Outcome.FORM_ANSWERED, matches, effects)


def draft_summary(form: FormFacts, content: ProposalContent) -> DraftProposal:
    """The document that a complete form becomes: frozen and sent for approval by the next turn of the timers."""
    return DraftProposal(
        PROPOSAL,
        form.ticket.ticket_id,
        SIGNOFF,
        form.language,
        content,
        Turn.TOGETHER,
        Quorum.ANY,
        kind=ApprovalKind.FORM,
        number=form.number,
        proposal_id=form.paper,
        deployment_id=form.deployment_id,
        ready=True,
    )


def _draft(case: Case) -> DraftProposal:
    form = case.form
    sections = summary(form.definition, case.answers, form.language)
    title = said(form.definition.titles, form.language)
    return draft_summary(form, content_of(title, sections))


def content_of(title: str, sections: tuple[Section, ...]) -> ProposalContent:
    """A document that says nothing but a form's answers."""
    return ProposalContent(title, "", "", "", (), None, None, None, sections=sections)


def _known(case: Case) -> bool:
    return case.sender.casefold() in case.known_addresses


def _filed(case: Case, text: str) -> tuple[Effect, ...]:
    ticket = case.form.ticket.ticket_id
    return (
        FileMessage(ticket, Direction.IN, verified=_known(case)),
        Enter(ticket, EntryKind.FORM, SIGNOFF, text),
    )


def _entry(case: Case) -> str:
    read = case.read
    open_ = len(case.asked)
    counts = f"{len(read.answers)} answered, {len(read.unreadable)} unreadable, {len(read.conflicts)} contradictory"
    return f"{case.sender} answered {case.form.key.name}: {counts}; {open_ or 'nothing'} still open"


def _record(case: Case, after: FormState) -> RecordAnswers:
    read = case.read
    unread = (*read.unreadable, *read.conflicts)
    return RecordAnswers(case.form.form_id, case.form.state, after, read.answers, unread, read.leftovers, case.sender)


def _for_person(case: Case) -> bool:
    return bool(case.read.leftovers) or case.asks_back


def _review(case: Case, text: str) -> tuple[AskReview, ...]:
    """The queue shows all that fits no field."""
    read = case.read
    shown = [*read.leftovers, *(one.said for one in (*read.unreadable, *read.conflicts))]
    shown += [f"{name}: not read ({why})" for name, why in case.refused]
    words = "\n".join([f"{text}. This fits no field:", *shown])[:_SHOWN]
    return (AskReview(case.form.ticket.ticket_id, (ReviewReason.FORM_LEFTOVERS,), words),)


def _hold(case: Case, matches: Matches, why: ReviewReason) -> Decision:
    against = "; ".join(match.reason for match in matches)
    said_ = [f"{one.field}: {one.said}" for one in case.read.answers]
    words = "\n".join([f"{case.sender} answered {case.form.key.name}, and it waits: {against}", *said_])[:_SHOWN]
    ask = AskReview(case.form.ticket.ticket_id, (why,), words)
    return Decision(Outcome.HELD, matches, (*_filed(case, words.partition("\n")[0]), ask))


def _mail(case: Case, template: MailTemplate, values: tuple[tuple[str, str], ...] = ()) -> tuple[Effect, ...]:
    """One answer to who wrote, or the note that says why there is none."""
    form, message = case.form, case.message
    if message.sender is None or not case.may_write:
        quiet = f"no answer to {case.sender}: the mail may not be answered by a machine, or the day's cap is reached"
        return (Enter(form.ticket.ticket_id, EntryKind.SILENT, SIGNOFF, quiet),)
    asked = case.asked if template is MailTemplate.FORM_MISSING else ()
    chain = (form.sent_message_id, message.message_id)
    return (
        SendMail(
            template,
            ordinal=0,
            ticket=form.ticket.ticket_id,
            to=message.sender.address,
            to_name=message.sender.name,
            language=form.language,
            automatic="auto-replied",
            answers=message.message_id,
            references=tuple(dict.fromkeys(found for found in chain if found)),
            values=values,
            approval=form.key,
            form=FormToFill(
                form.definition, case.answers, asked, case.open_problems, case.read.leftovers, case.refused
            ),
        ),
    )
