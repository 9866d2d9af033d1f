"""Lines 27 to 40: charsets, parts and hostile content."""

import hashlib
import re
from typing import Any

from tests.failures.hows import Becomes, Calls, Edited, argument, returns
from tests.failures.places import HANDLING, HOSTILE, HTML, KINDS, LIMITS, PROPERTIES, READ, SANDBOX, SHARED
from tests.failures.row import Capability, Later, NotApplicable, Row, Rule, row

RUNS = "processor.reading.words:_runs"
STRICT_WORD = re.compile(r"=\?([^?\s=]*)\?([bBqQ])\?([^?\s]*)\?=")


def nothing_said(_original: Any, _found: Any) -> Any:
    from processor.reading.bounces.report import Status

    return Status()


def as_declared_by_nobody(_original: Any, text: str) -> Any:
    from processor.reading.charset import Decoded

    return Decoded(text)


def as_it_stands(_original: Any, part: Any) -> bytes:
    return str(part.get_payload()).encode()


def without_comments(_original: Any, html: str) -> str:
    return re.sub(r"<!--.*?-->|<!--.*", "", html, flags=re.DOTALL)


def of_all_bytes(_original: Any, raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


ROWS: tuple[Row, ...] = (
    row(
        "27",
        "windows-1251, koi8-r, utf-8 or iso-2022-jp read as something else",
        Rule("processor.reading.charset:_strictly", returns(), READ + "test_declared_charsets"),
        also=(
            READ + "test_seven_bit_encodings_are_decoded",
            READ + "test_undeclared_cyrillic_is_recovered_and_never_an_approval",
        ),
    ),
    row(
        "28",
        "a character split across two encoded words of the subject is lost",
        Rule(
            RUNS, Edited("last.data += run.data", "out.append(run)"), READ + "test_character_split_across_encoded_words"
        ),
    ),
    row(
        "29",
        "blanks inside an encoded word, or text between two of them, are lost",
        Rule("processor.reading.words:_WORD", Becomes(STRICT_WORD), READ + "test_odd_subjects"),
        Rule(RUNS, Edited("if between and not glued:", "if between and not last:"), READ + "test_odd_subjects"),
    ),
    row(
        "30",
        "8-bit bytes in To, Cc or From that nobody declared reject the mail",
        Rule(
            "processor.reading.words:_literal",
            Calls(as_declared_by_nobody),
            READ + "test_undeclared_bytes_in_address_fields_cost_neither_mail_nor_address",
        ),
    ),
    row(
        "31",
        "an unknown charset name ends the run, or loses the mail",
        Rule(
            "processor.reading.charset:_strictly",
            Edited("(LookupError, UnicodeError, ValueError)", "UnicodeError"),
            READ + "test_unknown_charset_name_is_read_anyway",
        ),
        also=(HOSTILE + "test_each_malformed_mail_between_two_good_ones",),
    ),
    row(
        "32",
        "a mail that is only an attachment opens nothing and ends the run",
        Rule(
            "processor.tickets.marks:has_unread_part",
            returns(False),
            HANDLING + "test_a_mail_of_attachments_only_is_a_ticket_and_a_person_looks",
        ),
        also=(READ + "test_bodyless_mail_with_an_attachment_is_read",),
    ),
    row(
        "33",
        "with updates only, a mail that matches no ticket ends the run",
        also=(PROPERTIES + "test_every_mail_has_one_outcome_by_a_question_of_the_table_and_a_rerun_makes_the_same",),
        reason=NotApplicable("there is no such mode: the last question of the table is always answered yes"),
    ),
    row(
        "34",
        "a delivery status notification whose parts are a list, or nothing, is not read",
        Rule("processor.reading.bounces.report:read_status", Calls(nothing_said), KINDS + "test_report_of_a_bounce"),
    ),
    row(
        "35",
        "winmail.dat becomes an empty ticket that nobody wonders about",
        Rule("processor.reading.parts:_SEALED", Becomes(frozenset()), READ + "test_sealed_parts_are_named"),
        Rule(
            "processor.tickets.marks:has_unread_part",
            returns(False),
            HANDLING + "test_a_sealed_outlook_mail_is_a_ticket_that_says_so",
        ),
    ),
    row(
        "36",
        "uuencoded or encoded attachments are not the bytes that were sent",
        Rule("processor.reading.parts:uuencoded_files", returns(()), READ + "test_uuencoded_file_is_an_attachment"),
        Rule("processor.reading.parts:payload", Calls(as_it_stands), READ + "test_attachments_are_byte_identical"),
    ),
    row(
        "37",
        "20,000 links, deep nesting or megabytes of blanks: an endless loop, or a mail that is dropped",
        Rule(
            "processor.reading.parts:_visit",
            Edited("found.count >= limits.parts", "False"),
            LIMITS + "test_many_parts_are_left",
        ),
        Rule("processor.reading.front:_within", argument(0), LIMITS + "test_large_header_block_is_cut"),
        Rule(
            "processor.services.handle:Handle._put_back",
            Edited("claim.attempts + 1 >= self._handling.tries", "False"),
            HANDLING + "test_a_mail_that_cannot_be_read_in_time_waits_and_the_others_are_done",
        ),
        also=(
            HOSTILE + "test_every_file_of_the_shared_mail_corpora_has_one_outcome",
            HTML + "test_hostile_mails_cost_little_and_keep_their_text",
            LIMITS + "test_hostile_inputs_take_bounded_time",
            SANDBOX + "test_a_mail_over_the_deadline_is_a_failure_and_the_others_come",
            "tests/properties/test_newtext.py::test_cost_is_linear_in_the_length",
        ),
    ),
    row(
        "38",
        "visible text behind an odd conditional comment is cut",
        Rule(
            "processor.reading.htmltext.comments:drop_comments",
            Calls(without_comments),
            HTML + "test_what_can_be_seen_stays",
        ),
    ),
    row(
        "39",
        "SVG, HTML or XML attachments are shown inline, and links run scripts",
        reason=Later(Capability.WEB_PAGES, "nothing of a mail is shown in a browser yet: pages show its text only"),
    ),
    row(
        "40",
        "an attached message is read as the sender's own words",
        Rule(
            "processor.reading.parts:_visit",
            Edited(' and not kind.startswith("message/")', ""),
            READ + "test_an_attached_message_is_never_the_sender_s_words",
        ),
        also=(SHARED + "test_attached_messages_are_never_the_sender_s_words",),
    ),
)
