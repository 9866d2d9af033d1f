"""A mail's HTML with the parts that it points to."""

import base64

import pytest

from processor.reading.enclosed.page import mail_page
from tests.servers.paint import picture
from tests.unit.reading.mails import LIMITS, mail, multipart

LOGO = picture(3, 2, (9, 9, 9))


def part(content_id: str, data: bytes = LOGO, kind: str = "image/png") -> str:
    """A part with this Content-ID."""
    return (
        f"Content-Type: {kind}\r\nContent-ID: {content_id}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(data).decode()
    )


def page(html: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\r\n\r\n{html}"


def found(html: str, *parts: str, most: int = 5_000_000) -> dict[str, bytes]:
    return dict(mail_page(multipart("related", page(html), *parts), LIMITS, most).parts)


def test_a_part_that_the_page_points_to_comes_along() -> None:
    assert found('<img src="cid:a@x.example">', part("<a@x.example>"), part("<b@x.example>")) == {"a@x.example": LOGO}


@pytest.mark.parametrize(
    ("written", "content_id"),
    [
        ("cid:a%2Bb@x.example", "<a+b@x.example>"),
        ("cid:a+b@x.example", "<a+b@x.example>"),
        ("cid:a%2Bb@x.example", "<a%2Bb@x.example>"),
        ("CID:a+b@x.example", " \r\n <a+b@x.example>"),
        ("cid:a&amp;b@x.example", "<a&b@x.example>"),
        ("cid:image001", "image001"),
    ],
)
def test_it_is_found_however_it_is_written(written: str, content_id: str) -> None:
    assert list(found(f'<img src="{written}">', part(content_id)).values()) == [LOGO]


def test_of_two_with_one_name_the_first_is_meant() -> None:
    assert found('<img src="cid:a@x">', part("<a@x>"), part("<a@x>", b"other")) == {"a@x": LOGO}


@pytest.mark.parametrize("content_id", ["", "<>", "< >", "<b@x>", "<A@X>"])
def test_nothing_is_found_by_no_name_or_another(content_id: str) -> None:
    assert found('<img src="cid:a@x"><img src="cid:">', part(content_id)) == {}


def test_what_is_too_much_is_named_and_left() -> None:
    raw = multipart(
        "related", page('<img src="cid:a@x"><img src="cid:b@x"><img src="cid:c@x">'),
        part("<a@x>", b"1" * 600), part("<b@x>", b"2" * 600), part("<c@x>", b"3" * 300),
    )  # fmt: skip
    body = mail_page(raw, LIMITS, 1000)
    assert [name for name, _ in body.parts] == ["a@x", "c@x"]
    assert body.left == {"b@x"}


def test_the_first_of_two_counts_though_it_was_left() -> None:
    raw = multipart("related", page('<img src="cid:a@x">'), part("<a@x>", b"1" * 600), part("<a@x>", b"2"))
    assert mail_page(raw, LIMITS, 100).parts == ()


def test_a_mail_without_html_has_no_page() -> None:
    assert mail_page(mail("cid:a@x"), LIMITS, 100).html == ""
