"""Lines 68 to 82: answers to requests for approval, as far as deciding about them goes."""

from tests.failures.hows import Edited, returns
from tests.failures.row import NotApplicable, Row, Rule, row

DECIDE = "tests/unit/approvals/test_decide.py::"
ASSURANCE = "tests/unit/approvals/test_assurance.py::"
ACCEPTING = "tests/unit/approvals/test_accepting.py::"
OBJECTION = "tests/unit/approvals/test_objection.py::"
COMMANDS = "tests/unit/approvals/test_commands.py::"
REPLY = "tests/unit/routing/test_approval_reply.py::"
PROPERTIES = "tests/properties/test_approvals.py::"
BOUNCES = "tests/unit/routing/test_decide.py::"

RULES = "processor.approvals.rules"
LEVELS = "processor.approvals.assurance"


def rule(name: str, test: str) -> Rule:
    """A rule of the table of answers that never says yes."""
    return Rule(f"{RULES}:{name}", returns(), DECIDE + test)


def level(name: str, test: str) -> Rule:
    """A rule of assurance that never says yes."""
    return Rule(f"{LEVELS}:{name}", returns(), ASSURANCE + test)


UNATTENDED = (
    rule("automatic_answer", "test_automatic_answer"),
    rule("doubtful_mail", "test_an_approval_with_marks_of_automatic_mail_waits_for_a_person"),
    Rule(
        "processor.routing.questions:_maybe_by_a_person",
        returns(value=True),
        REPLY + "test_an_absence_note_is_filed_on_the_proposals_ticket_and_nothing_else_happens",
    ),
    Rule(
        "processor.routing.kept:_asked_about",
        returns(),
        REPLY + "test_an_absence_note_is_filed_on_the_proposals_ticket_and_nothing_else_happens",
    ),
)
"""For lines 65 and 67: what a machine answers to a request for approval."""

FORGED = (
    rule("sender_unproven", "test_sender_unproven"),
    level("not_looked_into", "test_not_looked_into"),
    level("sender_unclear", "test_sender_unclear"),
    level("duplicate_fields", "test_duplicate_fields"),
    level("look_alike", "test_look_alike"),
    level("no_authentication", "test_a_bare_from_without_authentication_is_a1_and_gets_no_code"),
    level("authentication_failed", "test_a_fail_of_our_own_server_outweighs_every_pass"),
    level("no_own_signature", "test_without_an_own_signature_it_is_a2"),
    level("key_not_signed", "test_a_key_outside_the_signature_is_a2"),
    level("key_missing", "test_without_the_key_it_is_a2"),
)
"""For lines 74 and 75: what is decided about a sender who is not proven."""

ROWS: tuple[Row, ...] = (
    row(
        "68",
        "a mail scanner or a mail program follows a link, and that approves",
        reason=NotApplicable("no mail has a link that decides anything: an answer is a mail, and only a mail is one"),
    ),
    row(
        "69",
        "a second decision changes what is decided, or is met with a misleading message",
        rule("decided_already", "test_decided_already"),
        rule("proposal_over", "test_proposal_over"),
        rule("superseded_version", "test_superseded_version"),
        rule("received_too_late", "test_received_too_late_is_judged_by_when_the_server_received_it"),
        rule("replayed", "test_replayed"),
        Rule(
            "processor.approvals.answers:_late_values",
            Edited('("ended_by", request.decided_by)', '("ended_by", "")'),
            DECIDE + "test_decided_already",
        ),
        also=(PROPERTIES + "test_an_acceptance_is_of_what_was_sent_and_still_open_and_only_one",),
    ),
    row(
        "76",
        "header fields that we write ourselves are believed when they come from outside",
        also=(BOUNCES + "test_a_bounce_that_returns_our_message_id_is_not_taken_for_our_copy",),
        reason=NotApplicable("no field decides: our marks hold an HMAC, and levels are computed from signatures anew"),
    ),
    row(
        "77",
        "Reply-To is taken for who wrote, or a mail of ours goes there",
        Rule(
            f"{LEVELS}:Origin.address",
            Edited(
                'self.message.sender.address if self.message.sender is not None else ""',
                "(self.message.reply_to or (self.message.sender,))[0].address",
            ),
            ASSURANCE + "test_a_display_name_and_reply_to_prove_nothing",
        ),
        Rule(
            "processor.approvals.mails:in_answer",
            Edited(
                "replace(mail, answers=message.message_id,",
                "replace(mail, to=(message.reply_to or (message.sender,))[0].address, answers=message.message_id,",
            ),
            DECIDE + "test_needs_code_at_a2_and_it_goes_to_the_registered_address",
        ),
        also=(PROPERTIES + "test_no_mail_goes_to_an_address_that_is_not_registered",),
    ),
    row(
        "78",
        "a forwarded request is answered by a colleague, and counts as the approver's word",
        rule("sender_not_entitled", "test_sender_not_entitled_is_recorded_as_their_statement"),
        level("not_asked", "test_a_colleague_who_was_not_asked_is_a1"),
        level("not_in_force", "test_not_in_force"),
        level("forwarded", "test_forwarded"),
        level("through_a_list", "test_through_a_list"),
        Rule(
            "processor.approvals.people:stands_for",
            Edited("same_party and entry.deputy_of != 0", "entry.deputy_of != 0"),
            ASSURANCE + "test_a_deputy_in_force_may_answer",
        ),
        Rule(
            "processor.approvals.accepting:_recorded",
            Edited("accepted.approver.approver_id", "accepted.request.approver.approver_id"),
            DECIDE + "test_approved_by_a_deputy_names_the_deputy",
        ),
        also=(PROPERTIES + "test_nothing_below_a3_or_a_returned_code_is_ever_accepted",),
    ),
    row(
        "79",
        "somebody of the staff approves in the customer's name",
        rule("own_proposal", "test_own_proposal"),
        Rule(
            "processor.approvals.byhand:_entitled",
            Edited("request.side is Side.VENDOR and", "False and"),
            COMMANDS + "test_an_acceptance_by_hand_is_refused",
        ),
        Rule(
            "processor.approvals.people:is_drafter",
            returns(value=False),
            COMMANDS + "test_nobody_approves_their_own_proposal",
        ),
        also=(COMMANDS + "test_an_acceptance_by_hand_is_a_type_of_its_own_and_counts",),
    ),
    row(
        "80",
        "of several documents sent to one address, the wrong one is accepted",
        rule("several_requests", "test_several_requests"),
        level("no_valid_key", "test_no_valid_key"),
        rule("no_digest", "test_no_digest"),
    ),
    row(
        "81",
        "those who were only asked are named as having decided",
        Rule(
            "processor.approvals.accepting:accept",
            Edited(
                "{accepted.approver.name} <{accepted.approver.address}> accepted",
                "{accepted.request.approver.name} <{accepted.request.approver.address}> accepted",
            ),
            DECIDE + "test_approved_by_a_deputy_names_the_deputy",
        ),
    ),
    row(
        "82",
        "a forged report about a bounce stops a clock or an approval",
        also=(BOUNCES + "test_a_hard_bounce_is_linked_shown_and_queued_without_ticket_or_mail",),
        reason=NotApplicable("a report is linked and shown to a person; nothing that decides ever reads one"),
    ),
)
