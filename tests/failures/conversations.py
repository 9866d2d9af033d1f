"""Lines 41 to 53: whose conversation a mail belongs to, and the life of a ticket."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tests.failures.hows import Becomes, Calls, Edited, returns
from tests.failures.places import BOOKS, DECIDE, E2E_FIRST, E2E_TALK, FACTS, KEYS, READ, STAFF, TALK, THREADS
from tests.failures.reading import of_all_bytes
from tests.failures.row import Row, Rule, row

NAMED = "processor.store.facts.threads:ThreadLookup.named"
REMEMBER = "processor.store.apply.references:remember"
CLOSED = DECIDE + "test_a_closed_ticket_is_reopened_up_to_the_limit_and_linked_from_a_new_one_after"


def first_line(original: Any, raw: str) -> Any:
    return original(raw.partition("\n")[0])


def without_ancestors(
    original: Any, database: Any, thread: int, message_id: str, ancestors: Iterable[str] = ()
) -> None:
    original(database, thread, message_id)


def itself(_original: Any, _database: Any, ids: Iterable[int]) -> dict[int, int]:
    return {found: found for found in ids}


def another_party(_original: Any, ticket: Any, _policy: Any) -> Any:
    return replace(ticket.requester, address=max(ticket.parties))


ROWS: tuple[Row, ...] = (
    row(
        "41",
        "a client that replaces References loses the conversation",
        Rule(
            "processor.routing.keys:_in_message_ids",
            returns(()),
            KEYS + "test_token_in_our_message_ids_of_in_reply_to_and_references",
        ),
        also=(TALK + "test_a_client_that_replaces_references_still_threads",),
    ),
    row(
        "42",
        "a reply to the acknowledgement opens a second ticket",
        Rule(NAMED, returns([]), TALK + "test_a_reply_to_the_acknowledgement_joins"),
        also=(
            E2E_TALK + "test_reply_to_the_acknowledgement_joins",
            E2E_FIRST + "test_a_reply_joins_its_ticket_and_the_whole_turn_is_on_the_books",
        ),
    ),
    row(
        "43",
        "Re: or the same subject alone joins, or a forward with references does not",
        Rule(
            "processor.store.facts.threads:ThreadLookup._by_message_id",
            returns([]),
            TALK + "test_the_same_subject_alone_is_a_new_request_and_a_forward_with_references_a_follow_up",
        ),
    ),
    row(
        "44",
        "mails that share only an ancestor nobody has seen become two tickets",
        Rule(REMEMBER, Calls(without_ancestors), TALK + "test_two_mails_that_share_only_an_ancestor_are_one_ticket"),
    ),
    row(
        "45",
        "a stranger who writes a ticket's number into the subject joins it",
        Rule(
            "processor.routing.threads:_PARTIES_ONLY",
            Becomes(frozenset()),
            TALK + "test_a_stranger_with_a_valid_number_does_not_join",
        ),
        also=(
            E2E_TALK + "test_stranger_with_a_number_opens_a_ticket_of_their_own",
            THREADS + "test_a_stranger_with_a_guessable_key_never_joins",
        ),
    ),
    row(
        "46",
        "whoever got a copy and replies takes the customer's place",
        Rule(
            "processor.tickets.parties:is_party",
            returns(True),
            TALK + "test_a_stranger_with_the_token_is_filed_unverified_and_never_a_party",
        ),
        also=(TALK + "test_a_colleague_who_writes_last_does_not_become_the_requester",),
    ),
    row(
        "47",
        "the tag on the second line of a folded subject is not found",
        Rule(
            "processor.reading.words:header_text",
            Calls(first_line),
            TALK + "test_a_tag_on_the_second_line_of_a_folded_subject_is_found",
        ),
        also=(READ + "test_odd_subjects",),
    ),
    row(
        "48",
        "a reply that reaches another of our mailboxes opens a second ticket",
        Rule(
            "processor.routing.questions:part_of_ticket",
            returns(),
            TALK + "test_a_reply_to_another_of_our_mailboxes_joins",
        ),
    ),
    row(
        "49",
        "a reply to a merged ticket is lost in it",
        Rule(
            "processor.store.facts.tickets:resolve",
            Calls(itself),
            TALK + "test_a_reply_to_a_merged_ticket_goes_to_its_target",
        ),
        also=(
            E2E_TALK + "test_reply_to_a_merged_ticket_goes_to_its_target",
            FACTS + "test_a_merged_ticket_resolves_to_where_it_goes_on",
        ),
    ),
    row(
        "50",
        "a reply to a closed ticket stays unnoticed, or wakes one that is years old",
        Rule("processor.tickets.joining:may_reopen", returns(True), CLOSED),
        Rule("processor.tickets.joining:may_reopen", returns(False), CLOSED),
        also=(
            E2E_TALK + "test_reply_to_a_closed_ticket_reopens_it",
            E2E_TALK + "test_reply_to_a_ticket_closed_long_ago_opens_a_linked_one",
            TALK + "test_a_reply_to_a_closed_ticket_reopens_it_or_opens_a_linked_one",
        ),
    ),
    row(
        "51",
        "one mail to two of our addresses becomes two tickets, or the second copy vanishes",
        Rule(
            "processor.routing.questions:duplicate",
            returns(),
            TALK + "test_one_mail_to_two_of_our_mailboxes_is_one_ticket_with_both_on_record",
        ),
        Rule(
            "processor.reading.digest:content_digest",
            Calls(of_all_bytes),
            TALK + "test_one_mail_to_two_of_our_mailboxes_is_one_ticket_with_both_on_record",
        ),
        also=(
            TALK + "test_another_mail_under_the_same_message_id_is_not_lost",
            READ + "test_second_delivery_has_the_same_content_digest",
        ),
    ),
    row(
        "52",
        "another ticket system strips our headers, and its answers open new tickets",
        Rule(
            "processor.ids:tokens_in_text",
            returns(()),
            TALK + "test_a_ticket_system_that_strips_our_headers_threads_by_the_tag",
        ),
        also=(KEYS + "test_token_in_the_subject_tag_and_in_the_quoted_text_where_headers_were_stripped",),
    ),
    row(
        "53",
        "an answer written in the mail program is not on the ticket, which counts as unanswered",
        Rule(
            "processor.routing.questions:sent_by_hand",
            returns(),
            TALK + "test_an_answer_from_the_mail_program_is_on_the_ticket",
        ),
        also=(
            E2E_TALK + "test_answer_from_the_mail_client_is_recorded",
            DECIDE + "test_an_answer_by_hand_is_filed_and_the_ticket_answered",
        ),
    ),
    row(
        "53a",
        "a guessable number is trusted like an unguessable token",
        Rule(
            "processor.routing.threads:_refusal",
            returns(),
            THREADS + "test_a_stranger_with_a_guessable_key_never_joins",
        ),
        Rule(
            "processor.tickets.parties:is_party",
            returns(True),
            THREADS + "test_a_stranger_with_an_unguessable_key_is_filed_unverified_and_changes_nothing",
        ),
        also=(E2E_TALK + "test_follow_up_from_a_second_address_is_filed_unverified",),
    ),
    row(
        "53b",
        "the customer's follow-up to their own mail opens a second ticket",
        Rule(REMEMBER, returns(), TALK + "test_the_customers_follow_up_to_their_own_mail_joins"),
        also=(E2E_TALK + "test_own_follow_up_joins",),
    ),
    row(
        "53c",
        "a provider replaces our Message-ID, and replies find nothing",
        Rule("processor.routing.keys:plus_tokens", returns(()), TALK + "test_a_reply_to_the_plus_address_alone_joins"),
    ),
    row(
        "53d",
        "the provider rejects plus addresses, and replies vanish",
        Rule(
            "processor.services.composing:_reply_to",
            Edited("if house.plus_addressing and ticket else", "if ticket else"),
            TALK + "test_without_plus_addresses_replies_still_find_their_ticket",
        ),
        also=(BOOKS + "test_what_plus_addresses_ask_of_the_server_is_told",),
    ),
    row(
        "53e",
        "the answer goes to whoever wrote last",
        Rule(
            "processor.tickets.staffmail:answerable",
            Calls(another_party),
            TALK + "test_a_colleague_who_writes_last_does_not_become_the_requester",
        ),
        also=(STAFF + "test_an_answer_goes_to_the_requester_as_a_persons_mail",),
    ),
)
