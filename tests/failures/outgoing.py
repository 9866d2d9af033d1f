"""Lines 54 to 67: loops, bounces, outgoing mail, out-of-office notes."""

from tests.failures.approvals import UNATTENDED
from tests.failures.hows import Edited, returns
from tests.failures.places import (
    DECIDE,
    DELIVERY,
    DOCUMENTS,
    E2E_TALK,
    FACTS,
    KINDS,
    NOTICES,
    OPENING,
    OUTBOX,
    PARCEL,
    SHARED,
    SMTP,
    TALK,
    THREATS,
)
from tests.failures.row import Capability, Later, Row, Rule, row

CAP = "processor.tickets.silence:address_cap"
SETTLE = "processor.services.deliver:Deliver._settle"
_NEVER_CAME = """Uncertain(key, f"the mail was sent whole, but the server's reply never came: {_sentence(error)}")"""


def kind_rule(room: str, name: str) -> Rule:
    """A rule of the table of kinds, with the mail that only it knows."""
    return Rule(f"processor.reading.rules.{room}:{name}", returns(), f"{KINDS}test_rule_decides_the_kind[{name}]")


ROWS: tuple[Row, ...] = (
    row(
        "54",
        "an autoresponder without any mark and we answer each other for ever",
        Rule(CAP, returns(), TALK + "test_an_autoresponder_without_marks_gets_so_many_mails_and_then_silence"),
        Rule(
            "processor.tickets.silence:conversation_cap",
            returns(),
            DECIDE + "test_a_reopened_conversation_at_its_cap_is_silent_and_says_so",
        ),
        also=(
            E2E_TALK + "test_autoresponder_without_headers_is_silenced_by_the_cap",
            OPENING + "test_at_the_cap_of_an_address_there_is_silence_and_a_note",
        ),
    ),
    row(
        "55",
        "the bounce of our acknowledgement opens a ticket and is answered",
        Rule(
            "processor.routing.questions:bounce",
            returns(),
            TALK + "test_a_bounce_of_our_mail_opens_nothing_answers_nothing_and_is_shown_on_the_ticket",
        ),
        also=(E2E_TALK + "test_bounce_of_the_acknowledgement_is_linked",),
    ),
    row(
        "56",
        "a bounce that carries only one of the marks is taken for a person's mail",
        kind_rule("bounce", "null_return_path"),
        kind_rule("bounce", "daemon_sender"),
        kind_rule("bounce", "failed_recipients"),
        kind_rule("bounce", "delivery_status"),
        also=(SHARED + "test_bounces_are_found",),
    ),
    row(
        "57",
        "a bounce is thrown away, and nobody learns that the customer was not reached",
        Rule(
            "processor.routing.kept:_on_ticket",
            returns(()),
            TALK + "test_a_bounce_of_our_mail_opens_nothing_answers_nothing_and_is_shown_on_the_ticket",
        ),
        also=(
            DECIDE + "test_a_hard_bounce_is_linked_shown_and_queued_without_ticket_or_mail",
            FACTS + "test_a_bounce_is_linked_by_original_message_id_references_or_token",
        ),
    ),
    row(
        "58",
        "our own mail comes back and is handled as a customer's",
        Rule(
            "processor.routing.questions:own_copy",
            returns(),
            DECIDE + "test_our_loop_token_parks_a_mail_whatever_it_looks_like",
        ),
        Rule(
            "processor.routing.questions:parked",
            returns(),
            DECIDE + "test_empty_or_automatic_mail_from_our_own_address_is_parked",
        ),
        also=(TALK + "test_our_own_mail_that_comes_back_is_parked",),
    ),
    row(
        "59",
        "no answer after DATA, and the customer gets the mail again and again",
        Rule(
            "processor.outbox.connection:Connection._verdict",
            Edited(_NEVER_CAME, 'Deferred(key, "no answer")'),
            SMTP + "test_silence_after_the_final_dot_is_uncertain",
        ),
        Rule(
            SETTLE,
            Edited("outbox.uncertain(claim, result.reason, now)", "self._retry(claim, result.reason, now)"),
            DELIVERY + "test_silence_after_the_final_dot_is_never_sent_again_by_itself",
        ),
        also=(
            E2E_TALK + "test_uncertain_mail_is_proven_by_the_copy_in_the_sent_folder",
            OUTBOX + "test_an_uncertain_mail_is_not_sent_again_unless_a_person_says_so",
            OUTBOX + "test_whoever_dies_while_sending_leaves_an_uncertain_mail",
        ),
    ),
    row(
        "60",
        "a recipient who does not exist is tried for ever, a bounced notice sent again",
        Rule(
            "processor.outbox.parcel:answer_to",
            Edited("Refused(key, code, text, recipient)", "Deferred(key, text, recipient)"),
            PARCEL + "test_a_reply_is_read_by_its_first_digit",
        ),
        Rule(
            SETTLE,
            Edited(
                'outbox.refused(claim, f"{result.code} {result.text}" if result.code else result.text, now)',
                "self._retry(claim, result.text, now)",
            ),
            DELIVERY + "test_a_definite_no_is_not_tried_again_and_a_person_is_asked",
        ),
        Rule(
            "processor.routing.kept:link_bounce",
            Edited("sent.recipient not in facts.policy.notify_staff", "True"),
            NOTICES + "test_a_bounced_notice_is_not_told_by_another_notice",
        ),
        also=(DELIVERY + "test_a_passing_no_is_tried_again_and_given_up_in_the_end",),
    ),
    row(
        "61",
        "the outgoing queue is stuck for days, unseen, and nothing moves it",
        Rule(
            "processor.store.views.figures:_undelivered",
            returns(()),
            DELIVERY + "test_a_stuck_queue_is_found_within_minutes_and_a_command_moves_it",
        ),
        Rule(
            "processor.store.outbox:OutboxQueue.retry",
            Edited("(OutboxState.QUEUED, *_WAITS_FOR_A_PERSON)", "_WAITS_FOR_A_PERSON"),
            DELIVERY + "test_a_person_has_what_waits_for_its_next_try_sent_at_once",
        ),
        also=(DELIVERY + "test_a_person_sends_an_uncertain_or_failed_mail_again_by_command",),
    ),
    row(
        "62",
        "XOAUTH2 over STARTTLS without a second EHLO, or with its token on too long a line",
        reason=Later(Capability.OAUTH, "log-in at the SMTP server is by password so far"),
    ),
    row(
        "63",
        "SMTPUTF8 is asked for always, and servers refuse",
        Rule(
            "processor.outbox.envelope:envelope_of",
            Edited("if international:", "if True:"),
            PARCEL + "test_parameters_are_those_the_server_offers",
        ),
        also=(SMTP + "test_smtputf8_only_when_an_address_needs_it",),
    ),
    row(
        "63a",
        "machine mail without Auto-Submitted is answered by robots, a person's mail with it by nobody",
        Rule(
            "processor.documents.mail:_head",
            Edited("if envelope.automatic is not None:", "if envelope.automatic == 0:"),
            DOCUMENTS + "test_what_a_person_wrote_is_not_called_automatic",
        ),
        Rule(
            "processor.services.composing:Composer.compose",
            Edited("mail.automatic or None", '"auto-generated"'),
            TALK + "test_what_machines_say_is_marked_and_what_people_say_is_not",
        ),
    ),
    row(
        "63b",
        "the cap of acknowledgements is forgotten by a restart, or undoes the ticket",
        Rule(
            "processor.store.facts.senders:automatic_mails",
            returns(0),
            TALK + "test_the_cap_of_acknowledgements_outlives_a_restart_and_ends_with_the_day",
        ),
        also=(FACTS + "test_automatic_mails_count_for_a_day_unless_they_never_left",),
    ),
    row(
        "63c",
        "an out-of-office note in the form of a bounce counts as a failed delivery",
        kind_rule("automatic", "absence_in_bounce_form"),
    ),
    row(
        "64",
        "a forger makes us mail third parties by the thousand",
        Rule(CAP, returns(), TALK + "test_a_forged_flood_mails_one_third_party_no_more_than_the_cap"),
        reason=Later(
            Capability.SENDER_AUTHENTICATION,
            "the cap for each address holds; acknowledging only authenticated senders comes with their proof",
        ),
    ),
    row(
        "65",
        "an out-of-office note reopens, closes or answers a ticket, or takes its owner away",
        Rule(
            "processor.routing.questions:automatic", returns(), TALK + "test_an_absence_note_leaves_the_ticket_as_it_is"
        ),
        also=(DECIDE + "test_an_automatic_reply_leaves_the_ticket_as_it_is",),
        reason=Later(Capability.CLOCKS, "there are no response clocks yet that a note could stop"),
    ),
    row(
        "66",
        "an out-of-office note is only known by one provider's header, or only in English",
        kind_rule("automatic", "vacation_header"),
        kind_rule("automatic", "auto_submitted"),
        kind_rule("automatic", "auto_header"),
        kind_rule("automatic", "auto_precedence"),
        kind_rule("automatic", "absence_subject"),
        kind_rule("automatic", "absence_text"),
        also=(
            SHARED + "test_people_s_mail_is_not_called_automatic",
            KINDS + "test_absence_by_subject_alone_in_a_new_thread",
        ),
    ),
    row(
        "67",
        '"approved" with an automatic header counts as an approval',
        Rule(
            "processor.reading.read:_message",
            Edited("judged.kind is Kind.HUMAN and not against", "not against"),
            KINDS + "test_approval_with_an_automatic_header_is_none",
        ),
        *UNATTENDED,
        also=(THREATS + "test_an_automatic_answer_that_says_the_word_accepts_nothing",),
    ),
)
