"""Lines 83 to 91: evidence that says when, of what, by whose clock, and that shows every change."""

import os
from typing import Any

from processor.evidence.verify.checks import passed
from tests.failures.hows import Calls, Edited, returns
from tests.failures.places import ASSURANCE, DEALS, DECIDING, LEDGER, THREATS
from tests.failures.row import Row, Rule, row

PAGE = "tests/unit/documents/test_certificate.py::"
PDF = "tests/unit/documents/test_pdf.py::"
ROOM = "tests/unit/evidence/certificate/"
VERIFY, SEAL, BUNDLE = (f"{ROOM}test_{name}.py::" for name in ("verify", "seal", "bundle"))
FLIPS, TOOLS, LATER = (f"{ROOM}test_{name}.py::" for name in ("flips", "tools", "later"))
CERTIFICATE = "processor.documents.certificate:"
DOCUMENT = "processor.evidence.verify.document:"
LOG = "processor.evidence.verify.log:"
HEADS = "processor.services.ledgerheads:Judge."
DAMAGE = LEDGER + "test_each_damage_is_named"


def without_zone(original: Any, value: str) -> str:
    return str(original(value)).removesuffix(" UTC")


def by_chance(_original: Any, *_arguments: Any) -> bytes:
    return os.urandom(16).hex().encode()


ROWS: tuple[Row, ...] = (
    row(
        "83",
        "a time in the record has no zone, or several zones stand on one page",
        Rule(CERTIFICATE + "_when", Calls(without_zone), PAGE + "test_every_time_on_the_page_carries_its_zone"),
        Rule(
            CERTIFICATE + "_moment",
            Edited("if at.tzinfo is None:", "if False:"),
            PAGE + "test_a_time_without_its_zone_makes_no_certificate",
        ),
    ),
    row(
        "84",
        "the page gives as time of acceptance when something else happened",
        Rule(
            CERTIFICATE + "_parties",
            Edited('_when(acceptance["accepted_at"])', '_when(acceptance["decided_at"])'),
            PAGE + "test_the_headline_tells_when_it_was_accepted_not_when_it_was_recorded",
        ),
        Rule(
            "processor.approvals.answers:accept_reply",
            Edited("case.received_at,", "case.now,"),
            DECIDING + "test_an_approval_at_a3_is_accepted_with_all_that_it_rests_on",
        ),
        Rule(
            "processor.approvals.rules:received_too_late",
            Edited("if case.received_at < end:", "if case.now < end:"),
            DECIDING + "test_received_too_late_is_judged_by_when_the_server_received_it",
        ),
    ),
    row(
        "85",
        "a time is taken for proven although only the vendor's own clock says it",
        Rule(
            "processor.evidence.verify.seal:_timestamp",
            Edited("return [not_done(name, words)], None", "return [passed(name, words)], None"),
            VERIFY + "test_a_seal_by_the_local_clock_says_so",
        ),
        Rule(
            "processor.evidence.verify.seal:_key",
            Edited("if not begins <= at <= ends:", "if False:"),
            LATER + "test_a_seal_made_after_its_certificate_ended_is_refused_at_any_time",
        ),
        Rule(
            "processor.reading.sender.signature:from_the_future",
            returns(""),
            "tests/unit/reading/sender/test_dkim.py::test_a_rule_refuses_the_signature",
        ),
        Rule(
            "processor.services.doctor.mailboxes:_clock",
            returns(()),
            "tests/unit/services/test_doctor.py::test_a_clock_that_is_ahead_is_told",
        ),
        also=(PAGE + "test_the_seal_is_the_vendors_and_the_clock_is_named",),
    ),
    row(
        "86",
        "a later signature or update changes what an earlier one stands for",
        Rule(
            DOCUMENT + "_covers",
            returns(passed("covers_file", "switched off")),
            VERIFY + "test_an_appended_update_is_refused",
        ),
        Rule(
            DOCUMENT + "_one",
            returns(passed("one_signature", "switched off")),
            VERIFY + "test_a_second_signature_is_refused",
        ),
        Rule(
            DOCUMENT + "_certified",
            returns(passed("certified", "switched off")),
            VERIFY + "test_a_seal_that_is_not_certified_is_refused",
        ),
        Rule(
            DOCUMENT + "_container",
            returns(passed("container", "switched off")),
            VERIFY + "test_padding_that_is_not_empty_is_refused",
        ),
        also=(TOOLS + "test_every_tool_prints_what_the_docs_say",),
    ),
    row(
        "87",
        "an acceptance comes about without the digest of what was accepted",
        Rule(
            CERTIFICATE + "CertificateFacts.__post_init__",
            returns(),
            PAGE + "test_no_certificate_without_the_digest_of_what_was_accepted",
        ),
        Rule("processor.approvals.rules:no_digest", returns(), DECIDING + "test_no_digest"),
        Rule(
            "processor.store.apply.acceptances:_request",
            Edited('row["document_sha256"] != effect.document_sha256', "False"),
            DEALS + "test_nothing_is_accepted_by_a_wrong_key_nobody_or_without_a_reply",
        ),
        also=(DEALS + "test_nothing_is_accepted_without_its_evidence",),
    ),
    row(
        "88",
        "a time-stamping authority that is down loses the record, or gets a made-up time",
        Rule(
            "processor.evidence.certificate.seal:seal_pdf",
            Edited("stamper = _Stamper(timestamps) if timestamps else None", "stamper = None"),
            SEAL + "test_with_all_authorities_down_nothing_is_sealed",
        ),
        Rule(
            "processor.services.sealing:Sealing._put_off",
            returns(),
            THREATS + "test_an_authority_that_is_down_loses_no_acceptance",
        ),
        also=(
            DEALS + "test_what_can_not_be_sealed_waits_and_is_not_lost",
            SEAL + "test_a_seal_that_failed_is_made_later_from_the_same_bytes",
        ),
    ),
    row(
        "89",
        "each export of the same acceptance has another digest",
        Rule(
            "processor.evidence.bundle.bundle:make_bundle",
            Edited("_EPOCH)", '(__import__("random").randrange(1980, 2100), 1, 1, 0, 0, 0))'),
            BUNDLE + "test_twice_is_byte_for_byte_the_same",
        ),
        Rule(
            "processor.documents.pdf:_identifier",
            Calls(by_chance),
            PDF + "test_the_same_arguments_make_the_same_bytes_and_others_do_not",
        ),
    ),
    row(
        "90",
        "a certificate lacks the files that it rests on, or a field stays blank",
        Rule(
            CERTIFICATE + "certificate_files",
            Edited("if one.content", "if one.filename != 'reply.eml'"),
            VERIFY + "test_an_untouched_bundle_is_valid",
        ),
        Rule(
            "processor.evidence.verify.contents:_faults",
            returns(()),
            VERIFY + "test_a_changed_file_beside_the_certificate_is_refused",
        ),
        Rule(
            "processor.approvals.receipts:decide_receipt",
            Edited('BlobRef("receipt.json", "application/json", evidence.receipt_sha256),', ""),
            THREATS + "test_the_receipt_names_the_deputy_who_decided",
        ),
        Rule(
            "processor.approvals.checks:_smime",
            Edited('Check("smime", NOT_DONE,', 'done("smime", True,'),
            ASSURANCE + "test_the_checks_say_what_was_looked_at_and_what_was_not",
        ),
        also=(TOOLS + "test_the_files_inside_are_those_that_the_page_names",),
    ),
    row(
        "91",
        "only the vendor can verify, or a lost, moved or rewritten entry goes unseen",
        Rule(
            "processor.evidence.verify.proofs:Entry.is_included",
            returns(True),
            VERIFY + "test_an_edited_proof_is_refused",
        ),
        Rule(
            LOG + "_growth",
            returns(passed("consistency", "off")),
            VERIFY + "test_a_rewritten_log_is_found_by_an_older_checkpoint",
        ),
        Rule(
            LOG + "_checkpoint", returns(passed("checkpoint", "off")), VERIFY + "test_a_log_of_another_key_is_refused"
        ),
        Rule(
            LOG + "_certificate",
            returns(passed("log_certificate", "off")),
            VERIFY + "test_an_impostors_seal_over_the_same_page_is_refused",
        ),
        Rule(HEADS + "own", Edited("if heads and heads[-1].size > len(self._tree.hashes):", "if not heads:"), DAMAGE),
        Rule(HEADS + "_exchanged", returns(), DAMAGE),
        Rule(
            "processor.services.ledgeraudit:_in_place",
            Edited("if missing:\n        places", "if not found:\n        places"),
            DAMAGE,
        ),
        Rule(
            HEADS + "kept",
            returns(()),
            LEDGER + "test_only_a_checkpoint_kept_elsewhere_shows_that_the_end_was_cut_off",
        ),
        also=(
            FLIPS + "test_every_flip_at_every_position_changes_the_digest_that_the_log_proves",
            FLIPS + "test_two_thousand_flips_are_refused_by_the_whole_verification",
        ),
    ),
)
