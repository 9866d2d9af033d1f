"""What becomes of a mail that names a form, and what people and timers may do with one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.vocabulary import AnswerSource, ApprovalKind, FormState, Kind, Outcome, PdfRefusal, ReviewReason
from processor.effects.approvals import DraftProposal
from processor.effects.decision import Decision
from processor.effects.deployments import AskForm, MoveForm, NoteFormReminder, RecordAnswers
from processor.effects.mail import MailTemplate, SendMail
from processor.effects.tickets import AskReview, Enter, FileMessage
from processor.errors import Refused
from processor.facts.forms import (
    Answer,
    Enclosed,
    FormDefinition,
    FormFacts,
    FormingFacts,
    FormMeeting,
    RecordAnswersByHand,
    ReturnedPdf,
    SendForm,
    Unreadable,
    WithdrawForm,
)
from processor.facts.message import Match
from processor.facts.proof import SenderProof
from processor.forms.byhand import read_value
from processor.forms.commands import (
    decide_form_reminder,
    decide_record_by_hand,
    decide_send_form,
    decide_withdraw_form,
)
from processor.forms.decide import TABLE, decide_answers, is_for_us
from processor.ids import ApprovalKey
from tests.unit.forms.replies import definition, sent
from tests.unit.routing.builders import NOW, facts, kinds, known, message, of, policy, reading, ticket

KEY = ApprovalKey(ApprovalKind.QUESTIONS, 12, 1, "abcdefghijklmnop")
MATCH = Match("form_reply", "it names FQ-12")
SAID = {
    "server_ready": "yes", "workstations_ready": "yes", "network_ready": "yes", "backup_ready": "no",
    "server_system": "Debian 13", "telephone_system": "Asterisk 22", "users": "45", "queues": "6",
    "announcements": "no announcements", "remote_access": "VPN", "installation_date": "4 May 2026",
    "maintenance_window": "at the weekend",
}  # fmt: skip


def whole(**changes: str) -> str:
    return "\n".join(f"{key}: {words}" for key, words in (SAID | changes).items() if words)


def form(name: str = "pre_install", **changes: Any) -> FormFacts:
    asked: FormDefinition = definition(name)
    values: dict[str, Any] = {
        "form_id": 5, "number": 12, "version": 1, "key": KEY, "definition": asked, "state": FormState.ASKED,
        "deployment_id": 3, "customer": "Customer", "ticket": ticket(parties=frozenset()), "language": "en",
        "to_address": "anna@customer.example", "to_name": "Anna", "sent_at": NOW, "sent_text": sent(asked, "en"),
        "sent_message_id": "<f1@desk.example>", "reminded": 0,
    }  # fmt: skip
    return FormFacts(**values | changes)


def answer(
    text: str,
    asked: FormFacts | None = None,
    enclosed: Enclosed | None = None,
    contacts: tuple[str, ...] = (),
    **mail: Any,
) -> Decision:
    proof = mail.pop("proof", None)
    caps = mail.pop("sent_today", 0)
    arrived = reading(message(text=text, new_text=text, **mail))
    meets = replace(
        facts(sender=known(automatic_mails_last_day=caps)), form=FormMeeting(asked or form(), frozenset(contacts))
    )
    return decide_answers(replace(arrived, enclosed=enclosed, proof=proof), meets, NOW, MATCH)


def rule(decision: Decision) -> str:
    return decision.matches[1].rule


def mail_of(decision: Decision) -> SendMail:
    (found,) = of(decision, SendMail)
    return found


def test_a_whole_answer_records_and_drafts_what_is_signed_but_never_signs() -> None:
    decision = answer(whole())
    assert (decision.outcome, rule(decision)) == (Outcome.FORM_ANSWERED, "completes")
    (kept,) = of(decision, RecordAnswers)
    assert (kept.before, kept.after, len(kept.answers)) == (FormState.ASKED, FormState.TO_SIGN, len(SAID))
    (draft,) = of(decision, DraftProposal)
    assert (draft.kind, draft.number, draft.ready, draft.deployment_id) == (ApprovalKind.FORM, 12, True, 3)
    assert draft.content.sections[0].title == "Minimum requirements"
    assert ("Backup of the server is set up", "no") in draft.content.sections[0].lines
    thanks = mail_of(decision)
    assert (thanks.template, thanks.values, thanks.approval) == (MailTemplate.FORM_THANKS, (("to_sign", "yes"),), KEY)


def test_a_form_that_nobody_signs_is_answered() -> None:
    text = "1) yes\n2) yes\n3) yes\n4) yes\n5) yes"
    decision = answer(text, form("completion"))
    (kept,) = of(decision, RecordAnswers)
    assert kept.after is FormState.ANSWERED
    assert not of(decision, DraftProposal)
    assert mail_of(decision).values == (("to_sign", ""),)


def test_only_what_is_missing_unreadable_or_contradictory_is_asked_again_in_one_mail() -> None:
    text = whole(users="about 50", queues="", installation_date="31 February 2026") + "\nremote_access: TeamViewer"
    decision = answer(text)
    assert (decision.outcome, rule(decision)) == (Outcome.FORM_ANSWERED, "leaves_open")
    mail = mail_of(decision)
    assert mail.template is MailTemplate.FORM_MISSING
    assert mail.form is not None
    assert mail.form.asked == ("users", "queues", "remote_access", "installation_date")
    assert {one.field for one in mail.form.unreadable} == {"users", "remote_access", "installation_date"}
    assert len(mail.form.answers) == len(SAID) - 4
    assert of(decision, RecordAnswers)[0].after is FormState.PARTIAL
    assert not of(decision, AskReview)


def test_a_second_reply_completes_the_first() -> None:
    first = tuple(Answer(key, "x", "", AnswerSource.NEW_TEXT) for key in SAID if key not in {"users", "queues"})
    asked = form(state=FormState.PARTIAL, answers=first, unreadable=(Unreadable("users", "about 50", "why"),))
    decision = answer("users: 50\nqueues: 6", asked)
    assert rule(decision) == "completes"
    assert [one.field for one in of(decision, RecordAnswers)[0].answers] == ["users", "queues"]
    assert rule(answer("queues: 6", asked)) == "leaves_open"


def test_what_fits_no_field_is_kept_and_goes_to_a_person() -> None:
    decision = answer(whole() + "\n\nPlease bring the cables along.")
    assert of(decision, RecordAnswers)[0].leftovers == ("Please bring the cables along.",)
    (review,) = of(decision, AskReview)
    assert review.reasons == (ReviewReason.FORM_LEFTOVERS,)
    assert "Please bring the cables along." in review.text


def test_a_question_answers_nothing_and_nobody_is_asked_again() -> None:
    decision = answer("Who reads these answers?")
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "answers_nothing")
    assert of(decision, RecordAnswers)[0].leftovers == ("Who reads these answers?",)
    assert of(decision, RecordAnswers)[0].after is FormState.ASKED
    assert (len(of(decision, AskReview)), of(decision, SendMail)) == (1, [])


def test_thanks_alone_are_filed() -> None:
    decision = answer("Thank you!")
    assert (decision.outcome, rule(decision)) == (Outcome.JOINED, "nothing_said")
    assert kinds(decision.effects) == ["FileMessage", "Enter"]


@pytest.mark.parametrize("refusal", [PdfRefusal.ENCRYPTED, PdfRefusal.SCRIPTS])
def test_a_pdf_that_is_refused_is_told_with_the_reason(refusal: PdfRefusal) -> None:
    decision = answer("", enclosed=Enclosed(pdfs=(ReturnedPdf("form.pdf", (("users", "5"),), refusal.value),)))
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "answers_nothing")
    assert mail_of(decision).form.refused == (("form.pdf", refusal.value),)  # type: ignore[union-attr]
    assert of(decision, RecordAnswers)[0].answers == ()


def test_the_pdf_of_another_form_is_not_ours_and_an_older_version_is() -> None:
    other = Enclosed(pdfs=(ReturnedPdf("a.pdf", (("users", "5"),), "", "FQ-13.1"),))
    assert mail_of(answer("queues: 6", enclosed=other)).form.refused == (("a.pdf", "not_ours"),)  # type: ignore[union-attr]
    older = Enclosed(pdfs=(ReturnedPdf("a.pdf", (("users", "5"),), "", "FQ-12.1"),))
    later = form(version=2, key=replace(KEY, version=2))
    assert [one.field for one in of(answer("", later, older), RecordAnswers)[0].answers] == ["users"]


def test_strangers_are_held_and_contacts_and_parties_are_not() -> None:
    stranger: dict[str, Any] = {"sender": "eve@elsewhere.example"}
    decision = answer(whole(), **stranger)
    assert (decision.outcome, rule(decision)) == (Outcome.HELD, "stranger")
    assert of(decision, AskReview)[0].reasons == (ReviewReason.FORM_UNVERIFIED,)
    assert "server_ready: yes" in of(decision, AskReview)[0].text
    assert not of(decision, FileMessage)[0].verified
    assert not of(decision, RecordAnswers)
    assert not of(decision, SendMail)
    assert rule(answer(whole(), contacts=("eve@elsewhere.example",), **stranger)) == "completes"
    forged = SenderProof(address="anna@customer.example", duplicates=("from",))
    assert rule(answer(whole(), proof=forged)) == "stranger"


def test_an_absence_note_answers_nothing() -> None:
    decision = answer(whole(), kind=Kind.AUTO_REPLY)
    assert (decision.outcome, rule(decision)) == (Outcome.AUTOMATIC, "automatic_mail")
    assert kinds(decision.effects) == ["FileMessage", "Enter"]


@pytest.mark.parametrize("state", [FormState.TO_SIGN, FormState.SIGNED, FormState.WITHDRAWN])
def test_a_form_that_is_over_changes_no_more(state: FormState) -> None:
    decision = answer("users: 46", form(state=state))
    assert decision.outcome is Outcome.HELD
    assert of(decision, AskReview)[0].reasons == (ReviewReason.FORM_LEFTOVERS,)
    assert not of(decision, RecordAnswers)


def test_a_cut_mail_waits() -> None:
    assert rule(answer(whole(), partial=True)) == "cut_mail"


def test_no_machine_is_answered_and_no_cap_is_broken() -> None:
    for decision in (answer("users: 5", may_reply=False), answer("users: 5", sent_today=9)):
        assert not of(decision, SendMail)
        assert of(decision, RecordAnswers)
        assert of(decision, Enter)[-1].text.startswith("no answer to")


def test_every_rule_of_the_table_decides_something() -> None:
    assert len({row.name for row in TABLE}) == len(TABLE)
    assert is_for_us(FormMeeting(form()))
    assert not is_for_us(FormMeeting(None))
    assert not is_for_us(None)


def forming(asked: FormFacts | None) -> FormingFacts:
    return FormingFacts(asked, ticket(), 3, 12, "Customer", policy())


def test_a_form_goes_out_with_its_pdf_and_what_is_known() -> None:
    prefilled = (Answer("users", "45", "45", AnswerSource.PERSON),)
    command = SendForm("kim", definition("pre_install"), "anna@customer.example", "Anna", "de", prefilled, 0, KEY, "ab")
    decision = decide_send_form(command, forming(None), NOW)
    (ask,), mail = of(decision, AskForm), mail_of(decision)
    assert (ask.key, ask.number, ask.prefilled, ask.pdf_sha256) == (KEY, 12, prefilled, "ab")
    assert (mail.template, mail.language, mail.attachments[0].filename) == (
        MailTemplate.FORM_REQUEST,
        "de",
        "FQ-12-v1.pdf",
    )
    for wrong in (
        {"to": "support@desk.example"},
        {"to": "nobody"},
        {"key": None},
        {"prefilled": (replace(prefilled[0], field="x"),)},
    ):
        with pytest.raises(Refused):
            decide_send_form(replace(command, **wrong), forming(None), NOW)


def test_answers_by_hand_stand_with_their_evidence() -> None:
    values = tuple(Answer(key, "x", "", AnswerSource.PERSON) for key in SAID)
    decision = decide_record_by_hand(RecordAnswersByHand("kim", values, "by telephone"), forming(form()), NOW)
    assert of(decision, RecordAnswers)[0].after is FormState.TO_SIGN
    assert len(of(decision, DraftProposal)) == 1
    some = decide_record_by_hand(RecordAnswersByHand("kim", values[:2], "by telephone"), forming(form()), NOW)
    assert of(some, RecordAnswers)[0].after is FormState.PARTIAL
    for command, facts_ in (
        (RecordAnswersByHand("kim", values, " "), forming(form())),
        (RecordAnswersByHand("kim", (), "call"), forming(form())),
        (RecordAnswersByHand("kim", (replace(values[0], field="x"),), "call"), forming(form())),
        (RecordAnswersByHand("kim", values, "call"), forming(form(state=FormState.SIGNED))),
        (RecordAnswersByHand("kim", values, "call"), forming(None)),
    ):
        with pytest.raises(Refused):
            decide_record_by_hand(command, facts_, NOW)


def test_words_by_hand_are_read_as_strictly_as_a_reply() -> None:
    fields = {one.key: one for one in definition("pre_install").fields}
    assert read_value(fields["installation_date"], "4 May 2026") == date(2026, 5, 4)
    for field, words in (("installation_date", "soon"), ("users", ""), ("server_ready", "yes via VPN")):
        with pytest.raises(Refused, match=field):
            read_value(fields[field], words)


def test_a_form_is_withdrawn_with_a_reason_while_it_is_open() -> None:
    decision = decide_withdraw_form(WithdrawForm("kim", "sent twice"), forming(form()), NOW)
    assert of(decision, MoveForm) == [MoveForm(5, FormState.ASKED, FormState.WITHDRAWN, "kim")]
    for command, asked in (
        (WithdrawForm("kim", ""), form()),
        (WithdrawForm("kim", "x"), form(state=FormState.TO_SIGN)),
    ):
        with pytest.raises(Refused):
            decide_withdraw_form(command, forming(asked), NOW)


def test_silence_is_reminded_once_of_what_is_open() -> None:
    answered = tuple(Answer(key, "x", "", AnswerSource.PERSON) for key in SAID if key != "users")
    decision = decide_form_reminder(forming(form(state=FormState.PARTIAL, answers=answered)), NOW)
    mail = mail_of(decision)
    assert (mail.template, mail.form.asked) == (MailTemplate.FORM_REMINDER, ("users",))  # type: ignore[union-attr]
    assert of(decision, NoteFormReminder) == [NoteFormReminder(5)]
    for quiet in (form(reminded=1), form(state=FormState.ANSWERED), form(state=FormState.WITHDRAWN)):
        assert decide_form_reminder(forming(quiet), NOW).effects == ()
