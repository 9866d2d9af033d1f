"""Pictures that a mail shows amid its words, and what only says that it is one."""

import re
import struct
import time
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processor.documents.inlaid import MOST_BYTES, Inlaid, Sayings, picture_type
from processor.documents.mailhtml import cleaned_mail
from tests.servers.paint import picture

LOGO = picture(3, 2, (9, 9, 9))
GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xff\xc2\x00\x11\x08" + struct.pack(">HH", 2, 3) + bytes(20)
LOSSY = b"RIFF\x99\x00\x00\x00WEBPVP8 \x99\x00\x00\x00\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 3, 2) + bytes(9)
LOSSLESS = b"RIFF\x99\x00\x00\x00WEBPVP8L\x99\x00\x00\x00\x2f" + struct.pack("<I", 2 | 1 << 14) + bytes(9)
EXTENDED = b"RIFF\x99\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + b"\x02\x00\x00\x01\x00\x00" + bytes(9)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
SAYINGS = Sayings("gone", "too large")


def body(html: str, left: frozenset[str] = frozenset(), **parts: bytes) -> str:
    """The page of a mail with these parts; a name stands for `name@x.example`."""
    named = {f"{name}@x.example": data for name, data in parts.items()}
    return cleaned_mail(html, Inlaid(named, left, SAYINGS)).html.partition("<body>")[2]


def shown(html: str) -> list[bytes]:
    """The pictures in a page."""
    return [b64decode(one) for one in re.findall(r'src="data:image/[a-z]+;base64,([^"]*)"', html)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (LOGO, "image/png"),
        (GIF, "image/gif"),
        (JPEG, "image/jpeg"),
        (LOSSY, "image/webp"),
        (LOSSLESS, "image/webp"),
        (EXTENDED, "image/webp"),
        (SVG, ""),
        (b"<html><script>alert(1)</script>", ""),
        (b"%PDF-1.7", ""),
        (b"", ""),
        (LOGO[:20], ""),
        (JPEG[:9], ""),
        (b"\xff\xd8\xff" * 9, ""),
        (b"GIF89a" + SVG[:0], ""),
        (b"GIF89a" + bytes(30), ""),
    ],
)
def test_a_picture_is_known_by_its_bytes(data: bytes, kind: str) -> None:
    assert picture_type(data) == kind


@pytest.mark.parametrize("data", [LOGO, GIF, JPEG, LOSSY, EXTENDED])
def test_a_picture_that_unfolds_to_too_much_is_none(data: bytes) -> None:
    size = {0x89: ">II", 0x47: "<HH", 0xFF: ">HH"}.get(data[0])
    if size:
        small, large = (struct.pack(size, *pair) for pair in ((3, 2), (60_000, 60_000)))
        small = small if small in data else struct.pack(size, 2, 3)
    elif data is LOSSY:
        small, large = struct.pack("<HH", 3, 2), struct.pack("<HH", 16_000, 16_000)
    else:
        small, large = b"\x02\x00\x00\x01\x00\x00", b"\xff" * 6
    bomb = data.replace(small, large, 1)
    assert bomb != data
    assert picture_type(bomb) == ""
    assert "too large" in body('<img src="cid:a@x.example">', a=bomb)


@given(st.binary(max_size=80), st.sampled_from([LOGO[:16], GIF[:6], JPEG[:3], LOSSY[:16], EXTENDED[:16]]))
def test_any_bytes_are_a_picture_or_none(data: bytes, begins: bytes) -> None:
    assert picture_type(begins + data) in {"", "image/png", "image/jpeg", "image/gif", "image/webp"}


def test_a_picture_is_put_where_it_is_shown_with_its_words() -> None:
    page = body('<p>A<img src="cid:a@x.example" alt="our logo" width="30">B</p>', a=LOGO)
    assert shown(page) == [LOGO]
    assert re.search(r'<p>A<img src="data:image/png;base64,[^"]+" alt="our logo" width="30">B</p>', page)


@pytest.mark.parametrize(
    "written",
    [
        "cid:a%2Bb%40c@x.example",
        "cid:a%2bb@c@x.example",
        "cid:a+b@c@x.example",
        "CID:a+b@c@x.example",
        " cid:a+b@c@x.example ",
    ],
)
def test_a_name_is_found_percent_encoded_or_as_it_is(written: str) -> None:
    inlaid = Inlaid({"a+b@c@x.example": LOGO}, sayings=SAYINGS)
    assert shown(cleaned_mail(f'<img src="{written}">', inlaid).html) == [LOGO]


def test_a_name_with_a_percent_sign_of_its_own_is_found() -> None:
    assert shown(cleaned_mail('<img src="cid:50%25@x">', Inlaid({"50%25@x": LOGO})).html) == [LOGO]


def test_one_picture_is_shown_as_often_as_the_mail_does() -> None:
    assert shown(body('<img src="cid:a@x.example"><img src="cid:a@x.example">', a=LOGO)) == [LOGO, LOGO]


@pytest.mark.parametrize("data", [SVG, b"<html>", b""])
def test_what_is_none_leaves_its_words_or_ours(data: bytes) -> None:
    page = body('<img src="cid:a@x.example" alt="our logo"><img src="cid:a@x.example">', a=data)
    assert '<span class="picture">our logo</span><span class="picture">gone</span>' in page
    assert "<img" not in page


def test_what_was_left_out_is_said_to_be_among_the_files() -> None:
    page = body('<img src="cid:a@x.example" alt="plan">', left=frozenset({"a@x.example"}))
    assert '<span class="picture">plan (too large)</span>' in page


def test_all_pictures_of_a_mail_together_have_a_limit() -> None:
    large = LOGO + bytes(MOST_BYTES // 4)
    began = time.perf_counter()
    page = body('<img src="cid:a@x.example">' * 1000, a=large)
    assert shown(page) == [large] * 3
    assert page.count("too large") == 997
    assert time.perf_counter() - began < 3


def test_all_pictures_of_a_mail_together_unfold_to_no_more_than_one_may() -> None:
    large = GIF.replace(struct.pack("<HH", 3, 2), struct.pack("<HH", 5_000, 3_000))
    page = body('<img src="cid:a@x.example">' * 4 + '<img src="cid:b@x.example">', a=large, b=LOGO)
    assert shown(page) == [large, large, LOGO]
    assert page.count("too large") == 2


@pytest.mark.parametrize("filling", [b"\xff" * 4, b"\xff\xe0\x00\x02"])
def test_a_picture_without_an_end_of_its_head_costs_little_however_often_it_is_shown(filling: bytes) -> None:
    endless = b"\xff\xd8\xff\xe0\x00\x02" + filling * 1_000_000
    began = time.perf_counter()
    page = body("<img src=cid:a@x.example>" * 10_000, a=endless)
    assert page.count("gone") == 10_000
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "html",
    [
        '<img src="cid:a@x.example&quot; onload=&quot;alert(1)">',
        "<img src='cid:a@x.example\" onerror=\"alert(1)'>",
        '<img alt="<img src=&quot;cid:a@x.example&quot;>" src="http://e.example/">',
        '<img alt="&quot; onload=&quot;alert(1)" src="cid:none@x.example">',
        '<img alt="</span><script>alert(1)</script>" src="cid:none@x.example">',
        '<img src="cid:%22%3E%3Cscript%3Ealert(1)%3C/script%3E@x.example">',
        '<a href="cid:a@x.example">x</a><iframe src="cid:a@x.example"></iframe><object data="cid:a@x.example">',
        '<table background="cid:a@x.example"><tr><td>x</table><img srcset="cid:a@x.example 2x">',
        f'<img src="cid:{"a" * 5000}@x.example">',
        "<img src=cid:>",
    ],
)
def test_a_hostile_name_makes_nothing_but_words(html: str) -> None:
    page = body(html, a=LOGO)
    assert shown(page) == []
    for tag in re.findall(r'<(?:[^">]|"[^"]*")*>', page.removesuffix("</body></html>\n")):
        assert re.fullmatch(r'</?[a-z]+(?: (?:alt|class|data-to)="[^"<>]*")*>', tag.replace("&lt;", "")), tag
