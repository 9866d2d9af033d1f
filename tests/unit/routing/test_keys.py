"""The keys that a mail names conversations by."""

from processor.ids import Ids, plus_address, subject_tag
from processor.routing.keys import thread_keys
from tests.unit.routing.builders import OTHER_TOKEN, TOKEN, message

IDS = Ids(b"s" * 32, "desk.example")
OUR_ID = IDS.message_id(TOKEN, "d", 0)


def test_token_in_the_plus_address_it_was_delivered_to() -> None:
    assert thread_keys(message(recipients=(plus_address("support@desk.example", TOKEN),))).tokens == (TOKEN,)


def test_token_in_our_message_ids_of_in_reply_to_and_references() -> None:
    assert thread_keys(message(in_reply_to=(OUR_ID,))).tokens == (TOKEN,)
    assert thread_keys(message(references=("<x@y.example>", OUR_ID))).tokens == (TOKEN,)


def test_token_in_the_subject_tag_and_in_the_quoted_text_where_headers_were_stripped() -> None:
    tag = subject_tag(1042, TOKEN)
    assert thread_keys(message(subject=f"INC001 {tag} answered")).tokens == (TOKEN,)
    assert thread_keys(message(quoted_text=f"> Subject: {tag} The report")).tokens == (TOKEN,)
    assert thread_keys(message(text=f"ticket {tag}")).tokens == (TOKEN,)


def test_tokens_stand_once_in_the_order_of_trust() -> None:
    mail = message(
        recipients=(plus_address("support@desk.example", OTHER_TOKEN),),
        in_reply_to=(OUR_ID,),
        subject=subject_tag(1, OTHER_TOKEN),
    )
    assert thread_keys(mail).tokens == (OTHER_TOKEN, TOKEN)


def test_newest_reference_comes_before_older_ones() -> None:
    mail = message(references=(OUR_ID, IDS.message_id(OTHER_TOKEN, "d", 0)))
    assert thread_keys(mail).tokens == (OTHER_TOKEN, TOKEN)


def test_message_ids_are_parents_then_own_and_never_empty() -> None:
    mail = message(in_reply_to=("<b@x.example>", ""), references=("", "<a@x.example>", "<b@x.example>"))
    assert thread_keys(mail).message_ids == ("<b@x.example>", "<a@x.example>", "<m1@customer.example>")
    assert thread_keys(message(message_id="")).message_ids == ()


def test_numbers_come_from_the_subject_only() -> None:
    keys = thread_keys(message(subject="Re: #1042 and #7, #0", text="#99"))
    assert keys.numbers == (1042, 7)
    assert keys.tokens == ()
