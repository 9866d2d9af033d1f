"""A stranger's HTML made harmless to look at: no script, no style, nothing fetched, no link that could be followed."""

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from html import escape
from typing import Final

import nh3

from processor.documents.inlaid import Inlaid, inlay, picture_type
from processor.documents.nesting import plain

__all__ = ["LONGEST", "TAGS", "CleanedMail", "cleaned_mail"]

LONGEST: Final = 400_000
"""So many characters are shown; the mail itself can be saved in full."""

TAGS: Final = (
    "a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em "
    "figcaption figure font footer "
    "h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section "
    "small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var"
)
_SWALLOWED: Final = frozenset(
    {"head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title"}
)
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_PICTURE: Final = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]{1,300000}", re.IGNORECASE)
_LONGEST_CID: Final = 998
_SMALL: Final = re.compile(r"[0-9]{1,4}")
_MOST_CELLS: Final = 100
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_LINK: Final = re.compile(r'<a href="([^"]*)"')
_PAGE: Final = """<!doctype html>
<html><head><meta charset="utf-8"><style>
html {{ color-scheme: light; background: #fff; color: #1a1e24; }}
body {{ margin: 0; padding: 14px 16px; font: 14px/1.55 ui-sans-serif, system-ui, sans-serif; overflow-wrap: anywhere; }}
img {{ max-width: 100%; height: auto; }}
table {{ border-collapse: collapse; max-width: 100%; }} td, th {{ padding: 2px 6px; vertical-align: top; }}
blockquote {{ margin: .6em 0; padding-left: .8em; border-left: 3px solid #d0d5dc; color: #58616d; }}
pre {{ white-space: pre-wrap; }}
.picture {{ padding: 1px 6px; border: 1px dashed #aab2bd; border-radius: 4px; color: #58616d; }}
.more {{ margin: 1.2em 0 0; padding-top: .6em; border-top: 1px solid #d0d5dc; color: #58616d; }}
a {{ color: #3451c7; text-decoration: underline; }}
a[data-to]::after {{ content: " (" attr(data-to) ")"; color: #58616d; font-size: .86em; }}
</style></head><body>{body}</body></html>
"""


@dataclass(frozen=True, slots=True)
class CleanedMail:
    """The whole document for a sandboxed frame. `cut`: the mail goes on where this ends."""

    html: str
    cut: bool


def cleaned_mail(html: str, inlaid: Inlaid | None = None, goes_on: str = "") -> CleanedMail:
    """The mail's HTML for `<iframe sandbox>`, with the pictures that came with it.

    What styles hid is seen, for they are gone; remote pictures leave their words; a link becomes text that says where
    it would have led. `data:` keeps small pictures only. `goes_on` is said at the end of what is cut.
    """
    kept = plain(_UNSEEN.sub("", html[:LONGEST]))
    body = nh3.clean(
        kept,
        tags=set(TAGS.split()),
        clean_content_tags=set(_SWALLOWED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel", "data", "cid"},
        strip_comments=True,
        link_rel=None,
    )
    # What was cleaned is written anew with its quotes escaped, so this stands nowhere but at the beginning of a link.
    inert = inlay(_LINK.sub(r'<a data-to="\1"', body), inlaid or Inlaid())
    cut = len(html) > LONGEST
    more = f'<p class="more">{escape(goes_on)}</p>' if cut and goes_on else ""
    return CleanedMail(_PAGE.format(body=inert + more), cut)


def _attribute(tag: str, name: str, value: str) -> str | None:
    match name:
        case "src":
            return value.strip() if _is_within(value.strip()) else None
        case "href":
            return None if value.strip().casefold().startswith(("data:", "cid:")) else value[:2000]
        case "colspan" | "rowspan":
            return value if _SMALL.fullmatch(value) and int(value) <= _MOST_CELLS else None
        case "width" | "height" | "start":
            return value if _SMALL.fullmatch(value) else None
        case _:
            return value[:300]


def _is_within(address: str) -> bool:
    """Whether a picture is in the mail: in its HTML, where it must be one, or among its parts."""
    if address[:4].casefold() == "cid:":
        return len(address) <= _LONGEST_CID
    if not _PICTURE.fullmatch(address):
        return False
    try:
        return picture_type(b64decode(address.partition(",")[2])) != ""
    except binascii.Error:
        return False
