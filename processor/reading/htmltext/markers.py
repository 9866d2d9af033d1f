"""How mail clients mark what they quote in HTML."""

import re
from collections.abc import Mapping

_CONTAINER = re.compile(
    r"(?:^|[\s_-])(?:quote|quoted|quoted_?text|quote_container)(?:$|[\s_-])"
    r"|(?:^|\s)(?:x_)*(?:gmail_attr|moz-cite-prefix|moz-forward-container|appendonsend|divrplyfwdmsg|olk_src_body_section"
    r"|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|stopspelling|zwchr|reply-intro"
    r"|yahoo_quoted\w*|zmail_extra|wmquote|orimsghtmlseperator|replyforwardmsg|mailoriginal|_mailoriginal)(?:$|\s)"
)
_NAMES = frozenset({"messagereplysection", "quote", "_mailoriginal"})
_TOP_RULE = re.compile(r"border-top:solid(?:#[0-9a-f]{6}|windowtext|[a-z]+)[\d.]+pt")
_LEFT_RULE = re.compile(r"(?:^|;)border-left:(?!none|0)[^;]*\d")


def is_container(tag: str, attributes: Mapping[str, str], style: str, begins_bold: bool) -> bool:
    """Whether a quote starts with this element, after which, in the order of the document, all is quote.

    The names are those of Gmail, Outlook in all its forms, Thunderbird, Yahoo, Proton, Tuta, Zimbra, Zoho, Spark and
    GMX; any other class or id that holds the word "quote" or "quoted" counts. `begins_bold` says that the first text
    in it is bold and ends with a colon, as Outlook's header block under a drawn rule does.
    """
    if tag == "blockquote" or not attributes:
        return False
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:500].lower()
    if len(names) > 1 and _CONTAINER.search(names):
        return True
    if attributes.get("name", "").lower() in _NAMES or attributes.get("data-marker") == "__QUOTED_TEXT__":
        return True
    return begins_bold and tag == "div" and _TOP_RULE.search(style) is not None


def is_quote_block(tag: str, attributes: Mapping[str, str], style: str) -> bool:
    """Whether the element is a quoted passage, with what the sender wrote possibly below it.

    A blockquote without border and without `type=cite` is how some editors indent; a block with a line drawn at its
    left is how Outlook and the web mailers quote.
    """
    if tag == "blockquote":
        indented = "border:none" in style and "border-left" not in style
        return not indented or attributes.get("type", "").lower() == "cite" or "quote" in attributes.get("class", "")
    return tag == "div" and "border-left" in style and "padding" in style and _LEFT_RULE.search(style) is not None
