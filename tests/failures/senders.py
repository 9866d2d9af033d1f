"""Lines 74 and 75: who sent a mail, by its signatures and by what our own mail server says."""

from typing import Any

from tests.failures.approvals import FORGED
from tests.failures.hows import Becomes, Calls, Edited, returns
from tests.failures.row import Row, Rule, row

DKIM = "tests/unit/reading/sender/test_dkim.py::"
RESULTS = "tests/unit/reading/sender/test_results.py::"
FIELDS = "tests/unit/reading/sender/test_fields.py::"
ARC = "tests/unit/reading/sender/test_arc.py::"
SMIME = "tests/unit/reading/sender/test_smime.py::"
PROVING = "tests/unit/services/test_proving.py::"
RESOLVER = "tests/unit/dns/test_resolver.py::"
SOURCES = "tests/contract/dns/test_keys.py::"
CHILD = "tests/unit/reading/sender/test_in_child.py::"

SENDER = "processor.reading.sender"
RULE = DKIM + "test_a_rule_refuses_the_signature"
RECORD = DKIM + "test_a_key_record_can_refuse"


def signature(name: str, test: str = RULE) -> Rule:
    return Rule(f"{SENDER}.signature:{name}", returns(""), test)


def record(name: str, test: str = RECORD) -> Rule:
    return Rule(f"{SENDER}.keys:{name}", returns(""), test)


def any_end(_original: Any, signer: str, author: str) -> bool:
    """Alignment as the end of a text."""
    return author.endswith(signer)


def either_below(_original: Any, signer: str, author: str) -> bool:
    """Alignment without the list of public suffixes."""
    return author == signer or author.endswith("." + signer)


def every_field(_original: Any, mail: Any, ids: frozenset[str]) -> tuple[str, ...]:
    """All fields of a configured name, wherever they stand."""
    from processor.reading.sender.results import authserv_id, unfolded

    texts = [unfolded(value) for value in mail.values("authentication-results")]
    return tuple(text for text in texts if authserv_id(text) in ids)


def topmost_only(original: Any, mail: Any, ids: frozenset[str]) -> tuple[str, ...]:
    found: tuple[str, ...] = original(mail, ids)
    return found[:1]


ROWS: tuple[Row, ...] = (
    row(
        "74",
        "a forged From without authentication is taken for the sender",
        Rule(f"{SENDER}.dkimcheck:_arithmetic", returns(""), DKIM + "test_a_change_breaks_the_signature"),
        signature("partial_body", DKIM + "test_a_signature_over_a_part_of_the_body_is_ignored"),
        signature("weak_algorithm"),
        signature("unsigned_fields"),
        signature("expired"),
        signature("from_the_future"),
        signature("foreign_identity"),
        Rule(f"{SENDER}.domains:answers_for", Calls(any_end), RULE),
        Rule(f"{SENDER}.domains:answers_for", Calls(either_below), RULE),
        record("_revoked"),
        record("_testing"),
        record("_service"),
        record("_hash"),
        record("_version"),
        record("_identity", DKIM + "test_a_strict_key_is_not_for_names_below_its_domain"),
        Rule(f"{SENDER}.keys:FEWEST_RSA_BITS", Becomes(0), DKIM + "test_the_shortest_key_has_1024_bits"),
        Rule(f"{SENDER}.keys:MOST_RSA_BITS", Becomes(99999), DKIM + "test_a_huge_key_is_refused_before_it_is_used"),
        Rule(
            f"{SENDER}.keys:_rsa",
            Edited('if len(value) != (bits + 7) // 8 or int.from_bytes(value, "big") >= modulus:', "if not value:"),
            DKIM + "test_a_signature_has_one_spelling",
        ),
        Rule(
            f"{SENDER}.fields:duplicates", returns(()), DKIM + "test_a_second_subject_passes_the_signature_and_is_named"
        ),
        Rule(
            f"{SENDER}.fields:author",
            Edited("None if sender.defects else sender.address", "sender.address"),
            DKIM + "test_a_second_from_proves_nobody",
        ),
        Rule(
            f"{SENDER}.fields:author",
            Edited("None if sender.defects else sender.address", "sender.address"),
            DKIM + "test_two_addresses_in_from_prove_nobody",
        ),
        Rule(
            f"{SENDER}.fields:split",
            Edited('if b"\\x00" in head or b"\\r" in head.replace(b"\\r\\n", b""):', "if head is None:"),
            FIELDS + "test_a_doubtful_header_block_proves_nobody",
        ),
        Rule(
            f"{SENDER}.fields:split",
            Edited('data = _BARE_LF.sub(b"\\r\\n", raw)', "data = raw"),
            DKIM + "test_line_ends_of_a_maildir_prove_the_same",
        ),
        Rule(f"{SENDER}.fields:forwarded", returns(False), FIELDS + "test_a_forwarded_mail_is_named"),
        Rule(f"{SENDER}.bodies:differs", returns(False), FIELDS + "test_text_and_html_that_differ_are_named"),
        Rule(f"{SENDER}.lookalike:_mixed", returns(False), FIELDS + "test_addresses_that_pass_for_others"),
        Rule(f"{SENDER}.lookalike:_twin", returns(False), FIELDS + "test_addresses_that_pass_for_others"),
        Rule(f"{SENDER}.arc:_stranger", returns(""), ARC + "test_two_sealers_must_both_be_trusted"),
        Rule(f"{SENDER}.arc:_unseen", returns(""), ARC + "test_a_chain_that_holds_and_saw_no_proof"),
        Rule(f"{SENDER}.arc:_refusal", returns(""), ARC + "test_rules_of_signatures_hold_for_seals"),
        Rule(f"{SENDER}.smime:_against", returns(""), SMIME + "test_what_does_not_hold"),
        Rule(
            "processor.dns.resolver:Resolver._asked",
            Edited(
                "except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.YXDOMAIN):",
                "except (dns.exception.DNSException, OSError):",
            ),
            SOURCES + "test_no_answer_is_an_error_that_passes",
        ),
        Rule(
            "processor.services.proving:Proving._records",
            Edited("return fault", "return {}"),
            PROVING + "test_dns_that_does_not_answer_holds_only_the_mail_that_needs_it",
        ),
        *FORGED,
        also=(
            DKIM + "test_what_is_ignored_would_pass_by_arithmetic",
            DKIM + "test_time_is_that_of_receipt",
            RESOLVER + "test_a_failure_is_not_remembered",
            CHILD + "test_mails_made_to_cost_much_are_answered_in_time",
        ),
    ),
    row(
        "75",
        "an Authentication-Results field that somebody else wrote is believed, or a fail is outweighed by a pass",
        Rule(f"{SENDER}.results:own_block", Calls(every_field), RESULTS + "test_a_forged_field_alone"),
        Rule(
            f"{SENDER}.results:own_block",
            Calls(topmost_only),
            RESULTS + "test_four_fields_under_one_name_are_one_block",
        ),
        Rule(f"{SENDER}.results:_from_elsewhere", returns(False), RESULTS + "test_a_forged_field_alone"),
        Rule(
            f"{SENDER}.results:_check",
            Edited("bool(domain and author) and (domain == author or same_organisation(domain, author))", "True"),
            RESULTS + "test_a_domain_that_passes_and_is_not_the_senders",
        ),
        Rule(
            "processor.facts.proof:SenderProof.failed",
            returns(False),
            RESULTS + "test_our_fail_above_a_forged_pass",
        ),
        Rule(
            "processor.facts.proof:SenderProof.dmarc_pass",
            Edited("bool(said) and all(", "bool(said) and any("),
            RESULTS + "test_a_pass_smuggled_into_our_servers_field",
        ),
        also=(
            RESULTS + "test_nothing_counts_where_no_server_is_configured",
            RESULTS + "test_microsofts_form_without_a_name_counts_for_nothing",
            RESULTS + "test_one_fail_outweighs_every_pass",
        ),
    ),
)
