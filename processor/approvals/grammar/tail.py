"""What may stand below the decision: lines that provably are this sender's signature, or that a client appends."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from processor.approvals.grammar import notices
from processor.approvals.grammar.closings import after_closing
from processor.approvals.grammar.companies import WORD, is_company, says_no_more
from processor.approvals.grammar.dangers import known_danger
from processor.approvals.grammar.footers import is_client_footer, is_standing_notice
from processor.approvals.grammar.freewords import is_free
from processor.approvals.grammar.names import TITLES, Signer
from processor.approvals.grammar.places import is_address
from processor.approvals.grammar.registry import is_registered
from processor.approvals.grammar.standing import is_standing_sentence
from processor.approvals.grammar.titles import (
    EXTENSIONS,
    FIELDS,
    FUNCTIONS,
    LEGAL_FORMS,
    NO_STARTS,
    PHONE_LABELS,
    POSTS,
    TRADES,
)
from processor.approvals.grammar.wording import fold
from processor.facts.replies import ReplyContext
from processor.reading.newtext.late import late

_PARTS = late(r"\s[|·•/]\s|\s?//\s?|\s{2,}|\s[–—-]\s|[|·•;]|,\s")
_BARS = late(r"\s?[|·•]\s?")
_MOST_TITLE_WORDS: Final = 12
_PATRONYMIC = late(r"[а-я]{3,14}(?:вич|вна|ична|ьич|оглы|кызы|улы)")
_RULE = late(r"[-–—_=*]{2,80}|--\s?")
_PICTURE = late(r"\[(?:cid:[\w.@-]{3,80}|image: ?(?:image|img|logo)\d{0,6}(?:\.(?:png|jpe?g|gif))?)\]", re.IGNORECASE)
_TRAILS_OFF = late(r"\.\.|…|[(\[]\s*[)\]]")
_NAME = late(r"[^\W\d_]+|[.,'-]|\s+|(.)")
_PHONE = late(
    r"(?:(?P<label>[^\W\d_]+(?:\.?/[^\W\d_]+)?)\.?\s*[:.]?\s*)?(?P<number>[+(]?\d[\d\s()./-]{5,24}\d)(?:\s*,?\s*\(?(?P<ext>[^\W\d_]+)\.?\s*:?\s*\d{1,6}\)?)?"
)
_SHORT_NUMBER = late(r"(?:\(?\d{3}\)?[ .-]{1,2})?\d{3}[-.]\d{4}|\d{5} \d{3} ?\d{3}")
"""As people write numbers of their own country: 555-0107."""
_EXTENSION = late(r"(?P<label>[^\W\d_]+)\.?\s?:?\s?\d{1,5}(?:-\d{2})?")
_LABELLED = late(
    r"(?:e-?mail|mail|e|web|www|internet|email|эл\. ?почта|почта|сайт|w)\s?:\s*|mailto:|https?://", re.IGNORECASE
)
_ADDRESS = late(r"<?(?:mailto:)?([^\s<>@]{1,64}@[^\s<>@]{3,200}?)>?(?:<mailto:([^\s<>@]{1,64}@[^\s<>@]{3,200})>)?")
_DELEGATION = late(
    r"(?<!\w)(?:i\.?\s?[av]\.?(?=\s|$)|i\.\s?[AV]\.|p\.?\s?p\.|ppa\.?|p\.?\s?p\.?a\.?(?=\s)|pp\.?(?=\s)"
    r"|per pro\b|f\.\s?d\.|gez\.|^за(?=\s+[А-ЯЁ])|п\.\s?п\.|и\.\s?о\.|вр\.\s?и)"
)  # fmt: skip


_SENTENCES = late(r"(?<!\b[Nn]o)(?<!\bNr)(?<!\bCo)(?<=[\w)])[.!]\s+(?=[A-ZÄÖÜА-ЯЁ])")
_MOST_SENTENCES: Final = 8
_STATED = late(
    r"(.{3,60}?),? (?:is|are) an? (?:registered |limited |private |public |non-profit |independent )*(?:[A-Z]\w+ )?"
    r"(?:charity|company|organisation|organization|society|trust|association|provider|partnership|cooperative)"
    r"(?: (?:registered )?in (?:England|Scotland|Wales|Ireland|England and Wales|Northern Ireland|the UK))?"
    r"(?:,? \(?(?:(?:registered|charity|company|registration) )*(?:no|number|nr)\.?:? ?[A-Z]{0,2}\d{4,10}\)?)?"
)
"""What a company says of itself: "X is a registered Scottish charity (no. SC000000)"."""
_PRONOUNS = late(
    r"\s*[(\[](?:she|he|they|sie|er)\s?/\s?(?:her|him|them|ihr|ihm)(?:\s?/\s?(?:hers|his|theirs))?[)\]]$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """What is known where a line stands: whose signature it would be, and whether something closed the text above."""

    signer: Signer
    known: frozenset[str]
    closed: bool


def known_of(context: ReplyContext) -> frozenset[str]:
    """The known lines of a signature, in the form in which they are compared."""
    return frozenset(" ".join(line.split()).casefold() for line in context.known_lines) - {""}


def is_rule(line: str, _: Place) -> bool:
    """A drawn rule, or the signature delimiter (RFC 3676 section 4.3)."""
    return _RULE.fullmatch(line) is not None


def is_footer(line: str, _: Place) -> bool:
    """A line that a mail client appends, or a picture's place."""
    return is_client_footer(line) or _PICTURE.fullmatch(line) is not None


def is_notice(line: str, place: Place) -> bool:
    """Sentences of a legal notice that are known word by word, and what the sender's company is."""
    if is_standing_notice(line) or notices.is_notice(line):
        return True
    pieces = [piece.strip(" .") for piece in _SENTENCES.split(line.strip())]
    if len(pieces) > _MOST_SENTENCES:
        return False
    said = {piece: _is_told_below(piece, place) for piece in pieces if piece}
    return any(said.values()) and all(told or _is_named(piece, place) for piece, told in said.items())


def _is_told_below(sentence: str, place: Place) -> bool:
    if is_standing_notice(sentence) or notices.is_notice(sentence) or is_standing_sentence(sentence, place.signer):
        return True
    found = _STATED.fullmatch(sentence)
    if found is not None:
        return is_company(found[1], place.signer)
    return "registered" in sentence.casefold() and is_signature(sentence, place)


def _is_named(sentence: str, place: Place) -> bool:
    """Whether a sentence beside a notice names the sender's company, and its entry in a register."""
    head, _, entry = sentence.partition(", ")
    if place.closed and " ".join(head.split()).casefold() in place.known and not known_danger(head):
        return not entry or is_registered(entry)
    return is_signature(sentence, place)


def is_known(line: str, place: Place) -> bool:
    """A line known from this sender's signature, below something that closes the text, without words that decide."""
    return place.closed and " ".join(line.split()).casefold() in place.known and not known_danger(line)


def is_closing(line: str, place: Place) -> bool:
    """A closing formula, alone or with the sender's name behind it."""
    behind = after_closing(line)
    return behind is not None and (not behind or is_name(behind, place.signer))


def is_signature(line: str, place: Place) -> bool:
    """A line whose every part is the sender's name, post, company, phone, address or domain."""
    if delegates(line):
        return False
    whole = line.strip(" *_/")
    parts = [part.strip(" *_") for part in _PARTS.split(whole)]
    return any(
        all(any(told(part, place.signer) for _, told in PARTS) for part in found if part)
        for found in ([whole], _columns(whole), parts, _before_town(parts, place.signer))
    )


def _before_town(parts: list[str], who: Signer) -> list[str]:
    """The parts without a town behind the company's name."""
    ends = len(parts) > 1 and is_company(parts[-2], who) and all(map(is_free, parts[-1].split("-")))
    return parts[:-1] if ends else parts


def _columns(line: str) -> list[str]:
    """The parts of a line between bars, in which commas may stand."""
    return [part.strip(" *_") for part in _BARS.split(line)]


def delegates(line: str) -> bool:
    """Whether the line says that somebody signs for somebody else."""
    return _DELEGATION.search(line) is not None


def is_name(part: str, signer: Signer) -> bool:
    """The sender's name: in full, in part, with initials, in either script."""
    own = other = free = 0
    part = _PRONOUNS.sub("", part)
    for found in _NAME.finditer(part[:80]):
        word = fold(found[0]).strip()
        if found[1]:
            return False
        if not word or not word[0].isalpha() or word in TITLES:
            continue
        if signer.is_own(word):
            own += 1
        elif _is_initial(found[0], part[found.end() :]) and not signer.is_initial(word):
            other += 1  # a middle name or patronymic that the From header doesn't have
        elif _PATRONYMIC.fullmatch(word) or (is_free(found[0]) and not in_titles(word)):
            free += 1  # a patronymic or second surname
        elif not signer.is_initial(word):
            return False
    if free and (free > 1 or other or (own < 2)):
        return False
    return (own > 0 and other <= 1) or (not other and not free and _only_initials(part, signer))


def _is_initial(word: str, behind: str) -> bool:
    return len(word) == 1 and word.isupper() and behind.startswith(".")


def _only_initials(part: str, signer: Signer) -> bool:
    letters = "".join(filter(str.isalpha, part))
    return len(part) <= 6 and part.isupper() and 1 <= len(letters) <= 3 and signer.is_initial(fold(letters))


def is_title(part: str, _: Signer) -> bool:
    """A job title or department made of words that are known."""
    words = [word for found in WORD.findall(fold(part)) for word in _pieces(found)]
    if not words or len(words) > 10 or not says_no_more(part) or words[0] in NO_STARTS or words[-1] in NO_STARTS:
        return False
    if " ".join(fold(part).split()) in FUNCTIONS:
        return True
    return any(word in POSTS for word in words) and all(map(_in_titles, words))


def _pieces(word: str) -> list[str]:
    return [word] if _in_titles(word) else word.split("-")


def _in_titles(word: str) -> bool:
    return word in POSTS or word in FIELDS or word == "&"


def in_titles(word: str) -> bool:
    """Whether the word is one of posts, fields or trades, and so no name."""
    return _in_titles(word) or word in TRADES or word in LEGAL_FORMS


def _is_post_at(part: str, who: Signer) -> bool:
    """A post and the company behind it, with nothing between."""
    words = part.split()
    cuts = range(1, len(words)) if len(words) <= _MOST_TITLE_WORDS else ()
    return any(is_title(" ".join(words[:cut]), who) and is_company(" ".join(words[cut:]), who) for cut in cuts)


def is_phone(part: str, _: Signer) -> bool:
    """A phone number: with a label of its own, or in the international form."""
    found = _PHONE.fullmatch(part)
    if found is None:
        found = _EXTENSION.fullmatch(part)
        return found is not None and fold(found["label"]) in EXTENSIONS
    label, extension = fold(found["label"] or "").replace(".", ""), fold(found["ext"] or "")
    if not label and _SHORT_NUMBER.fullmatch(part):
        return True
    digits = sum(map(str.isdigit, found["number"]))
    if not 7 <= digits <= 15 or (extension and extension not in EXTENSIONS):
        return False
    return label in PHONE_LABELS if label else found["number"].startswith(("+", "00", "8 (", "(0", "0"))


def is_own_address(part: str, signer: Signer) -> bool:
    """The sender's own mail address."""
    found = _ADDRESS.fullmatch(_LABELLED.sub("", part).strip())
    return found is not None and all(fold(address) == signer.address for address in found.groups() if address)


def is_own_site(part: str, signer: Signer) -> bool:
    """The sender's own domain, as a web site."""
    site = fold(_LABELLED.sub("", part)).strip().removeprefix("www.").rstrip("/")
    return bool(site) and "." in site and (signer.domain == site or signer.domain.endswith("." + site))


PARTS: Final[tuple[tuple[str, Callable[[str, Signer], bool]], ...]] = (
    ("name", is_name),
    ("title", is_title),
    ("company", is_company),
    ("post-and-company", _is_post_at),
    ("address", lambda part, _: is_address(part)),
    ("registry", lambda part, _: is_registered(part)),
    ("phone", is_phone),
    ("own-address", is_own_address),
    ("own-site", is_own_site),
)
"""What a part of a signature line may be."""

LINES: Final[tuple[tuple[str, Callable[[str, Place], bool]], ...]] = (
    ("rule", is_rule),
    ("client-footer", is_footer),
    ("standing-notice", is_notice),
    ("known-line", is_known),
    ("closing", is_closing),
    ("signature", is_signature),
)
"""What a line below the decision may be; a line that is none of these stands against accepting."""


def belongs(line: str, place: Place) -> str:
    """The name of the rule by which the line is no more than a signature, or an empty string."""
    text = line.strip()
    if _TRAILS_OFF.search(text) and not is_known(text, place):
        return ""
    return next((name for name, told in LINES if told(text, place)), "")
