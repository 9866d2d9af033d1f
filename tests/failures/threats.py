"""The threats to approvals and their evidence: for each the control that keeps it away, and the test of it.

What can't be prevented is not in this table as if it were; docs/evidence.md says what the evidence does not prove.
"""

from processor.evidence.verify.checks import passed
from tests.failures import approvals, evidence, senders
from tests.failures.evidence import DAMAGE
from tests.failures.hows import Calls, Edited, returns
from tests.failures.places import (
    APPROVAL_MAILS,
    ASSURANCE,
    DEALS,
    DECIDING,
    FLIPS,
    LATER,
    LEDGER,
    THREATS,
    VERIFY,
)
from tests.failures.row import Row, Rule, row

ASSURED = "processor.approvals.assurance"
RULES = "processor.approvals.rules"
KEYS = "tests/unit/evidence/test_keys.py::"
LEAVES = "tests/unit/evidence/test_leaf.py::"


def known(name: str, test: str) -> Rule:
    """A rule that stands in the table of failures already, with this test."""
    rows = (*approvals.BEFORE, *senders.ROWS, *approvals.AFTER, *evidence.ROWS)
    found = (rule for one in rows for rule in one.rules if rule.name.endswith(name) and rule.test.endswith(f"::{test}"))
    return next(found)


ROWS: tuple[Row, ...] = (
    row(
        "replay",
        "an old approval is used again for a changed proposal, or for another one",
        Rule(f"{RULES}:superseded_version", returns(), DECIDING + "test_superseded_version"),
        Rule(f"{RULES}:replayed", returns(), DECIDING + "test_replayed"),
        Rule(
            "processor.store.apply.acceptances:_mark",
            returns(),
            DEALS + "test_a_request_is_accepted_once_and_a_mail_serves_once",
        ),
        also=(
            THREATS + "test_an_old_approval_accepts_no_changed_proposal",
            THREATS + "test_a_mail_that_has_served_serves_no_other_proposal",
        ),
    ),
    row(
        "quoted-template",
        "words of our own mail, quoted, are read as an approval",
        known(":REFUSALS", "test_no_part_of_our_own_words_accepts"),
        also=(APPROVAL_MAILS + "test_no_line_could_be_taken_for_an_answer",),
    ),
    row(
        "spoofed-from",
        "somebody writes the approver's address into From",
        known(":_arithmetic", "test_a_change_breaks_the_signature"),
        known(":no_authentication", "test_a_bare_from_without_authentication_is_a1_and_gets_no_code"),
        also=(
            THREATS + "test_a_spoofed_from_accepts_nothing",
            THREATS + "test_a_reply_changed_after_it_was_signed_accepts_nothing",
        ),
    ),
    row(
        "header-injection",
        "a second Subject, From or To is put above a signed mail",
        known(":duplicate_fields", "test_duplicate_fields"),
        also=(THREATS + "test_a_field_put_in_twice_accepts_nothing",),
    ),
    row(
        "body-append",
        "words are added below the part that a signature with l= covers",
        known(":partial_body", "test_a_signature_over_a_part_of_the_body_is_ignored"),
        also=(THREATS + "test_a_word_appended_below_a_signature_with_a_length_accepts_nothing",),
    ),
    row(
        "forged-results",
        "the sender writes Authentication-Results of our own server",
        known(":own_block", "test_a_forged_field_alone"),
        known(":SenderProof.failed", "test_our_fail_above_a_forged_pass"),
        also=(THREATS + "test_a_forged_authentication_results_field_accepts_nothing_and_gets_no_code",),
    ),
    row(
        "look-alike",
        "an address or a display name that looks like the approver's",
        known(":look_alike", "test_look_alike"),
        Rule(
            "processor.approvals.people:same_mailbox",
            returns(True),
            ASSURANCE + "test_a_display_name_and_reply_to_prove_nothing",
        ),
        also=(THREATS + "test_an_address_that_only_looks_like_the_approvers_accepts_nothing",),
    ),
    row(
        "unauthorised",
        "a colleague, an assistant or whoever a request was forwarded to answers it",
        known(":not_asked", "test_a_colleague_who_was_not_asked_is_a1"),
        known(":not_in_force", "test_not_in_force"),
        Rule(
            "processor.approvals.grammar.judge:_for_another",
            returns(""),
            THREATS + "test_words_for_another_are_named",
        ),
        also=(THREATS + "test_a_colleague_who_answers_is_recorded_as_who_they_are",),
    ),
    row(
        "stolen-mailbox",
        "whoever reads the approver's mailbox answers for them",
        Rule(
            "processor.store.facts.approvals:other_contacts",
            returns(()),
            "tests/contract/store/test_approval_facts.py::test_others_of_the_customer_are_told",
        ),
        Rule(
            "processor.approvals.amounts:asks_strong",
            returns(False),
            DECIDING + "test_needs_code_above_the_strong_amount",
        ),
        also=(THREATS + "test_a_compromised_mailbox_is_told_to_somebody_else_who_can_object",),
    ),
    row(
        "reply-to",
        "Reply-To leads our code or receipt to another mailbox",
        known(":in_answer", "test_needs_code_at_a2_and_it_goes_to_the_registered_address"),
        also=(THREATS + "test_everything_goes_to_registered_addresses_whatever_reply_to_says",),
    ),
    row(
        "code-guessing",
        "a challenge's code is guessed",
        Rule(f"{RULES}:code_expired", returns(), DECIDING + "test_code_expired"),
        Rule(f"{RULES}:code_wrong", returns(), DECIDING + "test_code_wrong"),
        also=(
            THREATS + "test_a_code_can_be_guessed_five_times",
            THREATS + "test_a_code_returned_from_there_is_accepted_and_named_so",
        ),
    ),
    row(
        "link-scanner",
        "a program that opens every link approves",
        known(":mailto", "test_html_loads_nothing_and_links_only_to_a_new_mail"),
        also=(THREATS + "test_no_mail_about_an_approval_holds_a_link_that_a_scanner_could_open",),
    ),
    row(
        "edited-database",
        "the operator changes what the database says of an acceptance",
        Rule(
            "processor.services.ledgerheads:Judge._changed",
            Edited('Finding("changed"', 'Finding("fine"'),
            DAMAGE,
        ),
        also=(
            DEALS + "test_what_tells_of_the_past_can_only_be_added_to",
            "tests/contract/evidence/test_bundles.py::test_what_is_kept_no_more_or_was_changed_is_not_exported",
        ),
    ),
    row(
        "truncated-log",
        "the operator deletes an acceptance or cuts the end of the log off",
        known(":Judge.kept", "test_only_a_checkpoint_kept_elsewhere_shows_that_the_end_was_cut_off"),
        also=(DEALS + "test_numbers_have_no_gap_by_year_whoever_gives_them",),
    ),
    row(
        "rewritten-log",
        "the operator rewrites the whole log and signs it anew with the key",
        known(":_growth", "test_a_rewritten_log_is_found_by_an_older_checkpoint"),
        also=(LEDGER + "test_only_a_checkpoint_kept_elsewhere_shows_that_all_was_rebuilt",),
    ),
    row(
        "changed-certificate",
        "one byte of a certificate is changed, or an update is appended that paints over its page",
        known(":_covers", "test_an_appended_update_is_refused"),
        known(":_container", "test_padding_that_is_not_empty_is_refused"),
        also=(
            FLIPS + "test_every_flip_at_every_position_changes_the_digest_that_the_log_proves",
            FLIPS + "test_a_flip_in_what_the_seal_covers_is_refused_without_receipt_and_log",
        ),
    ),
    row(
        "impostor",
        "somebody seals a certificate of their own under the vendor's name",
        Rule(
            "processor.evidence.verify.seal:_chain",
            returns(passed("seal_certificate", "switched off")),
            VERIFY + "test_an_impostors_seal_over_the_same_page_is_refused",
        ),
        also=(VERIFY + "test_another_root_of_the_same_names_is_refused",),
    ),
    row(
        "stolen-key",
        "the key of the seal is stolen and used",
        Rule(
            "processor.evidence.verify.seal:_key",
            returns(passed("seal_key", "switched off")),
            VERIFY + "test_a_key_that_was_given_up_counts_by_its_time",
        ),
        also=(
            KEYS + "test_a_key_that_others_may_read_is_refused",
            KEYS + "test_a_passphrase_locks_all_private_keys",
            KEYS + "test_a_key_in_a_token_seals_and_never_leaves_it",
        ),
    ),
    row(
        "clock",
        "a clock is set back or forth to move an acceptance in time",
        known(":received_too_late", "test_received_too_late_is_judged_by_when_the_server_received_it"),
        also=(
            LATER + "test_a_seal_by_the_local_clock_is_whole_but_proves_no_time",
            LATER + "test_a_seal_made_after_its_certificate_ended_is_refused_at_any_time",
        ),
    ),
    row(
        "repudiation",
        "the customer says that they never wrote it, when the sender's key has long left DNS",
        Rule(
            "processor.facts.proofjson:records_of",
            returns({}),
            "tests/properties/test_sender.py::test_a_proof_is_made_again_from_what_it_stored",
        ),
        also=("tests/contract/evidence/test_verification.py::test_it_needs_no_net",),
    ),
    row(
        "two-readings",
        "text and HTML, or two parsers, say different things of one mail",
        Rule(f"{RULES}:body_differs", returns(), DECIDING + "test_body_differs"),
        known(":sender_unclear", "test_sender_unclear"),
    ),
    row(
        "personal-data",
        "the log, which is never deleted, holds names, addresses or words",
        Rule(
            "processor.evidence.ledger.leaf:salted",
            Calls(lambda _original, _salt, digest: digest),
            LEAVES + "test_a_digest_tells_nothing_without_its_salt",
        ),
        also=(THREATS + "test_the_log_holds_no_word_and_no_name",),
    ),
)
