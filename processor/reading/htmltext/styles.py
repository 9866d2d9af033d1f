"""What a browser wouldn't show, told from an element's own attributes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SKIPPED = frozenset(
    {"style", "script", "title", "head", "template", "noscript", "object", "iframe", "xml", "select", "svg"}
)
"""Elements whose text is never part of what is said; leaving them out hides nothing."""

_MOST_STYLE = 2000
_COMMENT = re.compile(r"/\*[^*]*\*/")
_HIDDEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|opacity:0*\.?0+(?:%|;|!|$)"
    r"|text-indent:-\d{3,}|(?:left|top):-\d{3,})"
)
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px|pt|em|%)?(?:;|!|$)")
_FONT = re.compile(r"(?:^|;)font(?:-size)?:(?:[a-z\s]*?)(-?[\d.]+)(px|pt|em|rem|ex|%|vw|cm|mm|in)?")
_FONT_NAMED = re.compile(r"(?:^|;)font-size:(?:xx?-small|small|medium|large|xx?-large|initial|unset)")
_RELATIVE = frozenset({"em", "ex", "%"})
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(
    r"(?:^|;)background(?:-color|-image)?:(?!transparent|none|inherit|initial|#fff(?:fff)?(?:;|!|$)|white)"
)
_WHITES = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "#fefefe", "#fffffe", "#fdfdfd"})


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text inherits: a font of no size, white letters, a background other than white."""

    tiny: bool = False
    white: bool = False
    backed: bool = False

    @property
    def unseen(self) -> bool:
        """Whether text that looks so can't be seen."""
        return self.tiny or (self.white and not self.backed)


def style_of(attributes: Mapping[str, str]) -> str:
    """The style attribute in lower case and without blanks; an overlong one is cut."""
    style = attributes.get("style")
    if not style:
        return ""
    return _COMMENT.sub("", "".join(style[:_MOST_STYLE].lower().split()))


def hides(attributes: Mapping[str, str], style: str) -> bool:
    """Whether the element and all in it stay unseen: display, visibility, opacity, no size, mso-hide, `hidden`."""
    if "hidden" in attributes:
        return True
    if not style:
        return False
    clipped = "overflow:hidden" in style and _NO_SIZE.search(style) is not None
    return clipped or _HIDDEN.search(style) is not None


def look_of(attributes: Mapping[str, str], style: str, around: Look) -> Look:
    """Give back how text right in the element looks, when what stands around it looks as `around`."""
    if not style and not attributes:
        return around
    colour = _COLOUR.search(style) if style else None
    named = colour[1] if colour else attributes.get("color", "").strip().lower()
    background = attributes.get("bgcolor", "").strip().lower()
    backed = around.backed or "background" in attributes or (bool(background) and background not in _WHITES)
    return Look(
        tiny=_tiny(style, around.tiny),
        white=named in _WHITES if named else around.white,
        backed=backed or (bool(style) and _BACKGROUND.search(style) is not None),
    )


def _tiny(style: str, around: bool) -> bool:
    """Font sizes are inherited; an absolute size inside an element of size nothing is seen again, as layouts use it."""
    if "font" not in style:
        return around
    if _FONT_NAMED.search(style):
        return False
    sizes = _FONT.findall(style)
    if not sizes:
        return around
    number, unit = sizes[-1]
    if not number.strip("-0."):
        return True
    return around and unit in _RELATIVE
