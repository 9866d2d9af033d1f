"""The parts of a body that say something."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.layout import LOG, lay_out


def said(*lines: str) -> list[str]:
    return [line for line in lay_out("\n".join(lines)).text.split("\n") if line.strip()]


def test_quoted_lines_say_nothing() -> None:
    assert said("It fails.", "> Did you restart?", ">> No.", " | old", "We did.") == ["It fails.", "We did."]


@pytest.mark.parametrize(
    "attribution",
    [
        "On Monday, Ann <ann@a.example> wrote:",
        "Am Montag schrieb Ann Muster:",
        "В понедельник Анна писала:",
        "понедельник, Анна пишет:",
        "Ann Muster <ann@a.example>:",
    ],
)
def test_an_attribution_goes_with_its_quote(attribution: str) -> None:
    assert said("It still fails.", attribution, "", "> Did you restart?") == ["It still fails."]
    assert said("It still fails.", attribution) == ["It still fails.", attribution]


def test_a_long_line_before_a_quote_is_no_attribution() -> None:
    line = "the report that you asked for " * 8 + "is what she wrote:"
    assert said(line, "> figures") == [line]


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "-----Ursprüngliche Nachricht-----",
        "-------- Weitergeleitete Nachricht --------",
        "-------- Исходное сообщение --------",
        "---- Пересылаемое сообщение ----",
    ],
)
def test_nothing_counts_from_the_original_message_on(mark: str) -> None:
    assert said("Please look at this.", mark, "From: Ann", "It fails.") == ["Please look at this."]


def test_a_mail_that_is_nothing_but_a_quote_keeps_it() -> None:
    assert said("> It fails", "> every day") == [" It fails", " every day"]


def test_a_forwarded_mail_without_a_word_of_its_own_keeps_what_was_forwarded() -> None:
    mail = ["", "---------- Forwarded message ---------", "From: Ann", "", "It fails every day."]
    assert "It fails every day." in said(*mail)


@pytest.mark.parametrize("mark", ["-- ", "--", "—", "________"])
def test_what_follows_the_mark_of_a_signature_says_nothing(mark: str) -> None:
    assert said("It fails.", mark, "Ann Muster", "Head of Sales") == ["It fails."]


def test_a_mark_on_the_first_line_begins_no_signature() -> None:
    assert said("-- ", "It fails.") == ["-- ", "It fails."]


@pytest.mark.parametrize(
    "device",
    [
        "Sent from my iPhone",
        "Get Outlook for Android",
        "Von meinem iPhone gesendet",
        "Gesendet mit der Mail-App",
        "Отправлено с iPhone",
        "Отправлено из мобильной почты",
    ],
)
def test_the_line_of_a_device_says_nothing(device: str) -> None:
    assert said("It fails.", device) == ["It fails."]
    told = f"{device} and then it failed with an error that nobody here has ever seen before"
    assert said("It fails.", told) == ["It fails.", told]


LEGAL = [
    "This e-mail is confidential and intended solely for the use of the addressee named above.",
    "Diese E-Mail ist vertraulich. Sind Sie nicht der bestimmungsgemäße Empfänger, löschen Sie sie.",
    "Это сообщение конфиденциально и предназначено только для указанного выше адресата письма.",
]


@pytest.mark.parametrize("footer", LEGAL)
def test_a_legal_footer_says_nothing(footer: str) -> None:
    assert said("It fails.", "", footer, "Registered in Example City.") == ["It fails."]


@pytest.mark.parametrize("footer", LEGAL)
def test_the_same_words_far_from_the_end_are_a_request(footer: str) -> None:
    rest = [f"Point {at}" for at in range(13)]
    assert said("Hello", footer, *rest) == ["Hello", footer, *rest]


def test_a_mail_that_is_nothing_but_confidential_words_keeps_them() -> None:
    assert said(LEGAL[0]) == [LEGAL[0]]


TRACE = [
    "Traceback (most recent call last):",
    '  File "report.py", line 3, in build',
    "ValueError: no figures",
]


def test_a_stack_trace_is_one_token() -> None:
    assert said("It says:", *TRACE, "What now?") == ["It says:", LOG, "What now?"]


@pytest.mark.parametrize(
    "line",
    [
        "2031-02-03 04:05:06 worker started",
        "2031-02-03T04:05:06Z worker started",
        "[04:05:06] worker started",
        "    at com.example.Report.build(Report.java:12)",
        "Caused by: java.io.IOException: no space",
        "java.lang.NullPointerException: null",
        "ERROR worker died",
        "GET /report HTTP/1.1",
        "HTTP/1.1 500 Internal Server Error",
        "$ curl -v reports.example",
        '{"error": "no figures"}',
        "[worker-1] died",
    ],
)
def test_a_line_that_a_machine_wrote_is_the_token(line: str) -> None:
    body = lay_out(f"Look:\n{line}\n{line}\nThanks")
    assert body.text.split("\n") == ["Look:", LOG, "Thanks"]
    assert body.log


@pytest.mark.parametrize("line", ["At 9 it failed (again)", "The error: no figures", "Get me a quote", "I select one"])
def test_a_line_that_a_person_wrote_is_none(line: str) -> None:
    body = lay_out(f"Look:\n{line}")
    assert line in body.text
    assert not body.log


def test_two_pastes_are_two_tokens() -> None:
    assert said("one", *TRACE, "two", *TRACE) == ["one", LOG, "two", LOG]


@pytest.mark.parametrize(
    ("greeting", "closing"),
    [
        ("Hi Ann,", "Best regards"),
        ("Guten Tag Frau Muster,", "Mit freundlichen Grüßen"),
        ("Здравствуйте!", "С уважением"),
    ],
)
def test_manners_are_part_of_the_text_and_not_of_what_was_said(greeting: str, closing: str) -> None:
    body = lay_out(f"{greeting}\n\nIt fails.\n\n{closing}\nAnn")
    assert body.said == "It fails."
    assert greeting in body.text
    assert closing in body.text


def test_a_greeting_that_is_all_there_is_was_said() -> None:
    assert lay_out("Hello Ann,").said == "Hello Ann,"


def test_items_of_lists_are_counted() -> None:
    assert lay_out("We need\n- one\n* two\n3. three\n4) four\n• five\n-six").items == 5


def test_lines_may_end_as_in_mail() -> None:
    assert lay_out("It fails.\r\n-- \r\nAnn").text == "It fails."


@given(st.text())
def test_any_body_is_laid_out_and_nothing_is_invented(body: str) -> None:
    found = lay_out(body)
    left = found.text.replace(LOG, "")
    assert all(line in body for line in left.splitlines())
    assert found.items <= len(body.splitlines())


@given(st.lists(st.sampled_from(["It fails.", "> no", "", "-- ", TRACE[0], LEGAL[0], "- one", "Hi,", "Regards"])))
def test_the_order_of_the_lines_stays(lines: list[str]) -> None:
    kept = [line for line in lay_out("\n".join(lines)).text.splitlines() if line and line != LOG]
    rest = iter([line.removeprefix(">") for line in lines])
    assert all(line in rest for line in kept)


@pytest.mark.parametrize("line", [">", "> a", "- a", "-- ", "at x(", "Hi", "wrote:", " " * 50, "confidential" * 9])
def test_time_grows_with_the_length_and_no_faster(line: str) -> None:
    started = process_time()
    lay_out(f"{line}\n" * (100_000 // (len(line) + 1)))
    assert process_time() - started < 1
