"""The faults that a mail can have, by name, and which of them forbid taking it for an approval."""

from enum import StrEnum


class Defect(StrEnum):
    """What was wrong with a mail, or what of it could not be read."""

    EMPTY = "empty mail"
    NO_HEADERS = "no header fields"
    HEADERS_CUT = "header block too large, the rest is left"
    HEADERS_REPAIRED = "header block repaired"
    PARSER_FAILED = "front parser failed, read with the plain parser"
    STRUCTURE_UNREADABLE = "structure too deep to read"
    BROKEN_STRUCTURE = "broken MIME structure"
    TOO_MANY_PARTS = "too many parts, the rest is left"
    TOO_DEEP = "parts nested too deeply, the rest is left"
    TOO_MANY_ADDRESSES = "too many addresses, the rest is left"
    TEXT_CUT = "text too long, the rest is left"
    NO_SENDER = "no sender address"
    SEVERAL_FROM = "several From headers"
    SEVERAL_SENDERS = "several sender addresses"
    SENDER_SYNTAX = "broken sender syntax"
    SEVERAL_SUBJECTS = "several Subject headers"
    SEVERAL_MESSAGE_IDS = "several Message-ID headers"
    NO_DATE = "no readable date"
    CHARSET = "charset had to be guessed"
    TEXT_AND_HTML_DIFFER = "text and html differ"
    UNREADABLE_PART = "unreadable part"
    HTML_UNREADABLE = "html could not be read with its layout"


BLOCK_APPROVAL = frozenset(
    {
        Defect.HEADERS_CUT,
        Defect.HEADERS_REPAIRED,
        Defect.STRUCTURE_UNREADABLE,
        Defect.BROKEN_STRUCTURE,
        Defect.TOO_MANY_PARTS,
        Defect.TOO_DEEP,
        Defect.TEXT_CUT,
        Defect.NO_SENDER,
        Defect.SEVERAL_FROM,
        Defect.SEVERAL_SENDERS,
        Defect.SENDER_SYNTAX,
        Defect.SEVERAL_SUBJECTS,
        Defect.SEVERAL_MESSAGE_IDS,
        Defect.CHARSET,
        Defect.TEXT_AND_HTML_DIFFER,
        Defect.UNREADABLE_PART,
        Defect.HTML_UNREADABLE,
    }
)
