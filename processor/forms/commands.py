"""What people and timers do with forms: send one, enter answers, ask no more, remind."""

from datetime import datetime

from models.vocabulary import EntryKind, FormState, TimerKind
from processor.effects.decision import Decision, Effect
from processor.effects.deployments import FORM, AskForm, MoveForm, NoteFormReminder, PlanTimer, RecordAnswers
from processor.effects.mail import BlobRef, MailTemplate, SendMail
from processor.effects.tickets import Enter
from processor.errors import Refused
from processor.facts.forms import (
    FormFacts,
    FormingFacts,
    FormToFill,
    RecordAnswersByHand,
    SendForm,
    WithdrawForm,
)
from processor.facts.message import is_deliverable
from processor.forms.comparing import ask_why
from processor.forms.definitions import said
from processor.forms.merging import merge, state_of, to_ask
from processor.forms.outcomes import SIGNOFF, content_of, draft_summary
from processor.forms.summarise import summary

OPEN = frozenset({FormState.ASKED, FormState.PARTIAL})
_PDF = "application/pdf"


def decide_send_form(command: SendForm, facts: FormingFacts, now: datetime) -> Decision:
    """The form goes out under its key, with what is known filled in. Raises Refused for an address that can't be."""
    key = command.key
    if key is None:
        raise Refused("a form needs a key to be sent: the service makes it")
    if not is_deliverable(command.to) or _is_ours(command.to, facts):
        raise Refused(f"{command.to!r} is no address of the customer's: give one that a form can be sent to")
    definition, ticket = command.definition, facts.ticket.ticket_id
    _check_prefilled(command)
    ask = AskForm(
        FORM,
        0,
        facts.number,
        key,
        definition,
        facts.deployment_id,
        ticket,
        command.language,
        command.to,
        command.to_name,
        command.by,
        command.prefilled,
        command.pdf_sha256,
        command.follows,
    )
    files = (BlobRef(f"{key.name}-v{key.version}.pdf", _PDF, command.pdf_sha256),) if command.pdf_sha256 else ()
    mail = SendMail(
        MailTemplate.FORM_REQUEST,
        ordinal=0,
        ticket=ticket,
        to=command.to,
        to_name=command.to_name,
        language=command.language,
        automatic="auto-generated",
        approval=key,
        attachments=files,
        form=FormToFill(definition, command.prefilled),
    )
    text = f"sent the form “{said(definition.titles, 'en')}” ({key.name}) to {command.to}"
    return Decision(None, (), (ask, *_reminder(command, facts), Enter(ticket, EntryKind.FORM, command.by, text), mail))


def decide_record_by_hand(command: RecordAnswersByHand, facts: FormingFacts, now: datetime) -> Decision:
    """Answers that came another way stand like any others, with who entered them and on what evidence.

    Raises Refused for a form that is signed, being signed or withdrawn, without evidence, and for unknown fields.
    """
    form = _form(facts)
    if form.state not in OPEN | {FormState.ANSWERED}:
        raise Refused(f"{form.key.name} is {form.state.value}: its answers can't be changed any more")
    if not command.evidence.strip():
        raise Refused("say where the answers come from: a call, a meeting, a letter")
    if not command.answers:
        raise Refused("there is no answer to enter")
    keys = {field.key for field in form.definition.fields}
    unknown = [answer.field for answer in command.answers if answer.field not in keys]
    if unknown:
        raise Refused(f"{form.key.name} has no field {', '.join(unknown)}; it has {', '.join(sorted(keys))}")
    given = {answer.field for answer in command.answers}
    answers = merge(form.definition, form.answers, command.answers)
    unread = tuple(one for one in form.unreadable if one.field not in given)
    asked = to_ask(form.definition, answers, unread)
    after = state_of(asked, form.definition.signed)
    ticket = form.ticket.ticket_id
    text = f"entered {', '.join(sorted(given))} of {form.key.name}: {command.evidence.strip()}"
    effects: list[Effect] = [
        RecordAnswers(form.form_id, form.state, after, command.answers, (), (), command.by),
        *ask_why(form, after, now),
        Enter(ticket, EntryKind.FORM, command.by, text),
    ]
    if after is FormState.TO_SIGN:
        sections = summary(form.definition, answers, form.language)
        effects.append(draft_summary(form, content_of(said(form.definition.titles, form.language), sections)))
    return Decision(None, (), tuple(effects))


def decide_withdraw_form(command: WithdrawForm, facts: FormingFacts, now: datetime) -> Decision:
    """The form is asked no more. Raises Refused where its answers are complete, or without a reason."""
    form = _form(facts)
    if form.state not in OPEN:
        raise Refused(f"{form.key.name} is {form.state.value}: there is nothing to withdraw")
    if not command.reason.strip():
        raise Refused("a form is withdrawn with a reason: say why it is asked no more")
    text = f"withdrew {form.key.name}: {command.reason.strip()}"
    effects = (
        MoveForm(form.form_id, form.state, FormState.WITHDRAWN, command.by),
        Enter(form.ticket.ticket_id, EntryKind.FORM, command.by, text),
    )
    return Decision(None, (), effects)


def decide_form_reminder(facts: FormingFacts, now: datetime) -> Decision:
    """What is still open is asked once more, after a silence. Nothing happens where it was answered or reminded of.

    The caller's timer says when. It is one mail, whatever happens: silence after it goes to a person.
    """
    form = _form(facts)
    asked = to_ask(form.definition, form.answers, form.unreadable)
    if form.state not in OPEN or form.reminded or not is_deliverable(form.to_address):
        return Decision(None, (), ())
    ticket = form.ticket.ticket_id
    mail = SendMail(
        MailTemplate.FORM_REMINDER,
        ordinal=0,
        ticket=ticket,
        to=form.to_address,
        to_name=form.to_name,
        language=form.language,
        automatic="auto-generated",
        answers=form.sent_message_id,
        references=(form.sent_message_id,) if form.sent_message_id else (),
        values=(("sent_at", form.sent_at.isoformat(timespec="seconds")),),
        approval=form.key,
        form=FormToFill(form.definition, form.answers, asked, form.unreadable),
    )
    text = f"reminded {form.to_address} of {form.key.name}"
    effects = (NoteFormReminder(form.form_id), Enter(ticket, EntryKind.FORM, SIGNOFF, text), mail)
    return Decision(None, (), effects)


def _reminder(command: SendForm, facts: FormingFacts) -> tuple[PlanTimer, ...]:
    """Timers are a deployment's."""
    if command.remind_at is None or not facts.deployment_id:
        return ()
    return (PlanTimer(facts.deployment_id, TimerKind.FORM_REMINDER, command.remind_at, FORM),)


def _form(facts: FormingFacts) -> FormFacts:
    if facts.form is None:
        raise Refused("there is no form of that number")
    return facts.form


def _is_ours(address: str, facts: FormingFacts) -> bool:
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in facts.mail.own_addresses


def _check_prefilled(command: SendForm) -> None:
    keys = {field.key for field in command.definition.fields}
    for answer in command.prefilled:
        if answer.field not in keys:
            raise Refused(f"the form {command.definition.name} has no field {answer.field}")
