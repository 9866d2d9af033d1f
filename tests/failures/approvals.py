"""Lines 68 to 82: what counts as an approval, of whom, and of which document."""

import re
from typing import Any

from tests.failures.hows import Becomes, Calls, Edited, returns
from tests.failures.places import (
    APPROVAL_MAILS,
    APPROVAL_WORDS,
    ASSURANCE,
    DEALS,
    DECIDING,
    GRAMMAR,
    PROVEN,
    REPLYING,
    THREATS,
)
from tests.failures.row import Row, Rule, row

RULES = "processor.approvals.rules"
LEVELS = "processor.approvals.assurance"
COMMANDS = "tests/unit/approvals/test_commands.py::"
PROPERTIES = "tests/properties/test_approvals.py::"
ABSENCE = REPLYING + "test_an_absence_note_is_filed_on_the_proposals_ticket_and_nothing_else_happens"
JUDGE = "processor.approvals.grammar.judge"
HELD_BACK = GRAMMAR + "test_what_does_not_approve_is_not_accepted"


def link(_original: Any, *_arguments: Any, **_more: Any) -> str:
    """A link that a server answers."""
    return "https://desk.example/accept"


def by_reply_to(_original: Any, origin: Any) -> str:
    """Whoever is named in Reply-To counts as the sender."""
    said = origin.message.reply_to or ((origin.message.sender,) if origin.message.sender else ())
    return said[0].address if said else ""


def decides(name: str, test: str) -> Rule:
    """A rule of the table of answers, with the test that it decides."""
    return Rule(f"{RULES}:{name}", returns(), DECIDING + test)


def level(name: str, test: str) -> Rule:
    """A rule of assurance, with its test."""
    return Rule(f"{LEVELS}:{name}", returns(), ASSURANCE + test)


def refuses(name: str, test: str = HELD_BACK) -> Rule:
    """One of the questions that stand against accepting the words."""
    return Rule(f"{JUDGE}:{name}", returns(""), test)


UNATTENDED = (
    decides("automatic_answer", "test_automatic_answer"),
    decides("doubtful_mail", "test_an_approval_with_marks_of_automatic_mail_waits_for_a_person"),
    Rule("processor.routing.questions:_maybe_by_a_person", returns(value=True), ABSENCE),
    Rule("processor.routing.kept:_asked_about", returns(), ABSENCE),
)
"""For line 67: what a machine answers to a request for approval."""

FORGED = (
    decides("sender_unproven", "test_sender_unproven"),
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
"""For line 74: what is decided about a sender who is not proven."""

BEFORE: tuple[Row, ...] = (
    row(
        "68",
        "a scanner, a preview or the mail program itself opens every link of the mail, and so approves or declines",
        Rule(
            "processor.documents.filters:mailto",
            Calls(link),
            APPROVAL_MAILS + "test_html_loads_nothing_and_links_only_to_a_new_mail",
        ),
        also=(
            APPROVAL_MAILS + "test_the_links_write_the_reply_and_send_nothing",
            THREATS + "test_no_mail_about_an_approval_holds_a_link_that_a_scanner_could_open",
        ),
    ),
    row(
        "69",
        "a second decision changes what was decided, or its author is told nothing of who decided and when",
        decides("decided_already", "test_decided_already"),
        decides("proposal_over", "test_proposal_over"),
        Rule(
            "processor.approvals.answers:_late_values",
            Edited('("ended_by", request.decided_by)', '("ended_by", "")'),
            DECIDING + "test_decided_already",
        ),
        Rule(
            "processor.store.apply.acceptances:_request",
            Edited(
                'if row["accepted"]:',
                "if row is None:",
            ),
            DEALS + "test_a_request_is_accepted_once_and_a_mail_serves_once",
        ),
        also=(
            DEALS + "test_two_replies_to_one_request_at_once_make_one_acceptance",
            DEALS + "test_approve_and_withdraw_at_once_one_wins",
            PROPERTIES + "test_an_acceptance_is_of_what_was_sent_and_still_open_and_only_one",
        ),
    ),
    row(
        "70",
        '"disallow", "not approved", "approved?", «не согласовано» and the like count as approvals',
        refuses("_unread_lines"),
        refuses("_no_approval", GRAMMAR + "test_a_refusal_switched_off_lets_pass_what_it_holds_back[no-approval]"),
        Rule(f"{RULES}:conditional_answer", returns(), DECIDING + "test_conditional_answer_and_asks_back"),
        Rule(f"{RULES}:asks_back", returns(), DECIDING + "test_conditional_answer_and_asks_back"),
        also=("tests/unit/approvals/test_mutations.py::test_no_mutant_is_accepted",),
    ),
    row(
        "71",
        "an approval in capitals, with a blank line, a thumb or a no-break space, or above a signature, is not taken",
        Rule(
            "processor.approvals.grammar.wording:lines_of",
            Calls(lambda _original, text: text.split("\n")),
            GRAMMAR + "test_forms_of_the_word_are_approvals",
        ),
        Rule(
            "processor.approvals.grammar.wording:_SMILES",
            Becomes(re.compile("(?!)")),
            GRAMMAR + "test_forms_of_the_word_are_approvals",
        ),
        Rule(
            "processor.approvals.grammar.tail:belongs",
            returns(""),
            GRAMMAR + "test_only_provable_lines_stand_below",
        ),
    ),
    row(
        "72",
        "the word counts where it stands in the quote, in our own text, in a disclaimer or in an attached mail",
        Rule(
            "processor.approvals.grammar.quote:find_quote",
            returns(),
            APPROVAL_WORDS + "test_the_word_that_is_asked_for_accepts_above_any_quote",
        ),
        Rule(f"{JUDGE}:REFUSALS", Becomes(()), APPROVAL_WORDS + "test_no_part_of_our_own_words_accepts"),
        decides("attachments_along", "test_attachments_along"),
        also=(GRAMMAR + "test_a_known_notice_passes_unless_it_speaks_of_binding",),
    ),
    row(
        "73",
        "an answer between the quoted lines is cut away with them, and its condition is lost",
        refuses("_edited_quote", GRAMMAR + "test_a_changed_quote_is_not_passed_over"),
        decides("doubtful_mail", "test_doubtful_mail"),
        also=(APPROVAL_WORDS + "test_a_changed_quote_does_not_accept",),
    ),
)

AFTER: tuple[Row, ...] = (
    row(
        "76",
        "a header field that our own pipeline sets is believed when it comes from outside",
        Rule(
            "processor.ids:Ids.is_loop_token",
            returns(True),
            THREATS + "test_a_forged_mark_of_our_own_mail_hides_nothing",
        ),
        also=(PROVEN + "test_a_forged_field_alone",),
    ),
    row(
        "77",
        "Reply-To, or the display name, is taken for who wrote the mail",
        Rule(
            "processor.approvals.assurance:Origin.address",
            Calls(by_reply_to),
            ASSURANCE + "test_a_display_name_and_reply_to_prove_nothing",
        ),
        Rule(
            "processor.approvals.mails:in_answer",
            Edited(
                "replace(mail, answers=message.message_id,",
                "replace(mail, to=(message.reply_to or (message.sender,))[0].address, answers=message.message_id,",
            ),
            DECIDING + "test_needs_code_at_a2_and_it_goes_to_the_registered_address",
        ),
        also=(
            PROPERTIES + "test_no_mail_goes_to_an_address_that_is_not_registered",
            THREATS + "test_everything_goes_to_registered_addresses_whatever_reply_to_says",
            THREATS + "test_an_address_that_only_looks_like_the_approvers_accepts_nothing",
        ),
    ),
    row(
        "78",
        "a colleague who answers a forwarded request is recorded as the approver",
        Rule(
            "processor.approvals.people:same_mailbox",
            returns(True),
            ASSURANCE + "test_a_colleague_who_was_not_asked_is_a1",
        ),
        level("not_asked", "test_a_colleague_who_was_not_asked_is_a1"),
        level("not_in_force", "test_not_in_force"),
        level("forwarded", "test_forwarded"),
        level("through_a_list", "test_through_a_list"),
        Rule(
            "processor.approvals.people:stands_for",
            Edited("same_party and entry.deputy_of != 0", "entry.deputy_of != 0"),
            ASSURANCE + "test_a_deputy_in_force_may_answer",
        ),
        decides("sender_not_entitled", "test_sender_not_entitled_is_recorded_as_their_statement"),
        also=(
            ASSURANCE + "test_a_deputy_in_force_may_answer",
            THREATS + "test_a_colleague_who_answers_is_recorded_as_who_they_are",
        ),
    ),
    row(
        "79",
        "staff take the customer's link from the pages and accept in the customer's name",
        decides("own_proposal", "test_own_proposal"),
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
        also=(
            COMMANDS + "test_an_acceptance_by_hand_is_a_type_of_its_own_and_counts",
            THREATS + "test_staff_who_know_the_key_cannot_answer_for_the_customer",
        ),
    ),
    row(
        "80",
        "of three documents sent to one address and signed quickly, each receipt is of the last",
        decides("several_requests", "test_several_requests"),
        level("no_valid_key", "test_no_valid_key"),
        also=(THREATS + "test_three_documents_signed_quickly_have_three_receipts",),
    ),
    row(
        "81",
        "the receipt names everybody who was asked, and not who decided",
        Rule(
            "processor.approvals.accepting:_recorded",
            Edited("accepted.approver.approver_id", "accepted.request.approver.approver_id"),
            DECIDING + "test_approved_by_a_deputy_names_the_deputy",
        ),
        Rule(
            "processor.approvals.accepting:accept",
            Edited(
                "{accepted.approver.name} <{accepted.approver.address}> accepted",
                "{accepted.request.approver.name} <{accepted.request.approver.address}> accepted",
            ),
            DECIDING + "test_approved_by_a_deputy_names_the_deputy",
        ),
        also=(THREATS + "test_the_receipt_names_the_deputy_who_decided",),
    ),
    row(
        "82",
        "a forged delivery status notification takes an approver away or ends a request",
        Rule(
            "processor.routing.questions:bounce",
            returns(),
            THREATS + "test_a_forged_bounce_changes_nothing_about_an_approval",
        ),
        also=(
            "tests/unit/services/test_forged_bounces.py"
            "::test_a_bounce_that_names_the_ticket_does_not_keep_an_answer_from_going_out",
        ),
    ),
)
