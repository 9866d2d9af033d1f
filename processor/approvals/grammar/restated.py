"""What a reply may say again because our mail said it: the price, the hours, the title, and words for things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from processor.approvals.grammar import references as numbers
from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.wording import bag, fold
from processor.reading.newtext.late import late

MONEY: Final = "\ue002"
"""Stands in a line for the price that our mail names."""
HOURS: Final = "\ue003"
"""Stands in a line for the hours that our mail names."""
TITLE: Final = "\ue004"
"""Stands in a line for the whole title that our mail gives the document."""

REFERENCE: Final = "\ue005"
"""Stands in a line for a number that our mail's title line holds."""

_NUMBER = r"\d{1,3}(?:[ \u00a0'’.,]\d{3})*(?:[.,]\d{1,2})?|\d{4,9}(?:[.,]\d{1,2})?"
_CURRENCY = r"eur|usd|gbp|chf|rub|kzt|byn|sek|nok|dkk|pln|€|\$|£|руб(?:лей|ля|\.)?|₽|р\.|euro|dollars?|pounds?|тенге"
_VAT_OUT = r"net\b|netto\b|(?:plus|\+|excl\.?|ex|excluding|exclusive of|before) (?:vat|tax|gst)|без (?:учета )?ндс"
_VAT_OUT += r"|(?:zzgl\.?|zuzueglich|exkl\.?|ohne) (?:\d\d? % )?(?:mwst\.?|ust\.?|umsatzsteuer|mehrwertsteuer)"
_UNTAXED = r"(?:vat|gst|tax) (?:is )?(?:not included|excluded|extra)|(?:not including|without) (?:vat|gst|tax)"
_VAT_IN = r"gross\b|brutto\b|(?:incl\.?|including|inclusive of|with) (?:vat|tax)"
_VAT_IN += r"|(?:inkl\.?|einschliesslich) (?:\d\d? % )?(?:mwst\.?|ust\.?|umsatzsteuer|mehrwertsteuer)"
_VAT_IN += r"|(?:с учетом|включая|в том числе|в т\. ?ч\.|с) ндс(?: \d\d? ?%)?"
_MONEY = late(
    rf"(?<![\w.,])(?:(?P<before>{_CURRENCY})\s?(?P<first>{_NUMBER})|(?P<second>{_NUMBER})\s?(?P<after>{_CURRENCY}))"
    rf"(?![\w%])(?:,? (?:(?P<out>{_VAT_OUT})|(?P<within>{_VAT_IN}))(?!\w))?"
)
_BARE = late(
    rf"(?<![\w.,/+-])(?P<second>{_NUMBER})(?![\w%/-]|[.,]\d)"
    rf"(?:,? (?:(?P<out>{_VAT_OUT})|(?P<within>{_VAT_IN}))(?!\w))?"
)
"""An amount without its currency."""
_LABELLED_PRICE = late(
    rf"(?:price|total|cost|fee|amount|preis|summe|betrag|gesamt\w*|kosten|стоимость|цена|сумма|итого)[^\d\n]{{0,25}}?"
    rf"(?P<second>{_NUMBER})(?![\w%]|[.,]\d)"
)
_HOURS = late(r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,2})?) ?(?:hours?|hrs?|h|std\.?|stunden|час(?:а|ов)?|ч\.?)(?!\w)")
_LABELLED_HOURS = late(
    r"(?:hours|effort|aufwand|трудозатраты|трудоемкость|объем|часы)[^\d:]{0,20}: ?"
    r"(\d{1,4}(?:[.,]\d{1,2})?)(?![\w.,]*\d)"
)
_DOCUMENT = late(r"(?<!\w)(?:pr|пр|gl|co|cf|ac|fo) ?- ?\d{1,6}(?!\w)")
_HEADED = late(r"(?:subject|title|тема|betreff|titel|название) ?: *(\S.{3,100})")
_OPTION = late(r"\b(?:options?|alternativ\w*|variant\w*|optional\w*|вариант\w*|опци\w*|альтернатив\w*)\b")
_SEVERAL = late(
    r"[,;&+/]|\b(?:and|with|und|mit|и|с|plus|incl\w*|inkl\w*|samt|sowie|а также|replac(?:es?|ing)|instead|statt"
    r"|ersetz\w*|взамен|вместо)\b"
)
_SMALL: Final = bag(
    "of for in on to at by from the a an der die das des dem den von fuer im zum zur в на по для из к от"
)
_LABEL = late(r".{0,60}?(?:\d[\w./-]*\s?[:–-]|[:]|\s-)\s+|(?:ticket|request|order|заявка|auftrag)\s+\S*\d\S*\s+(?=\w)")
_BRACKETS = late(r"\s*\([^()]*\)")
_LEAST_DIGITS: Final = 3
_MOST_WORDS: Final = 10
_FUNCTION: Final = bag(
    "the and for with from not your you our will that this per one all more than which when who what only also any"
    " или как что это для при под над все его она они тот уже еще чем либо reply answer single word"
    " und der die das den dem des ein eine einen fuer mit von bei nicht auch oder als zum zur sie wir ihr wort"
)

OPENING: Final = bag(
    "once since as while whilst after before so then when where whereas until till providing provided given assuming"
    " whenever wherever because though although unless if that which who upon"
    " sobald wenn nachdem bis damit sodass solange sofern soweit da waehrend falls sowie bevor ehe weil dass indem seit"
    " wo als obwohl insofern как раз когда пока если после при чтобы лишь поскольку едва коль хотя где что который"
)
"""Words that open a clause: no open place holds one, and none ends a phrase that another follows without a sign."""


class Marked(str):
    """A word of a reply.

    `told`: it stands in our mail too; `own`: it names the sender's organisation; `capital`: it is written as a name.
    """

    __slots__ = ("capital", "own", "told")
    told: bool
    own: bool
    capital: bool

    @classmethod
    def of(cls, word: str, *, told: bool, own: bool, capital: bool = False) -> "Marked":
        """The word with its marks."""
        made = cls(word)
        made.told, made.own, made.capital = told, own, capital
        return made


def is_told(word: str) -> bool:
    """Whether our mail holds the word."""
    return isinstance(word, Marked) and word.told


def is_own_place(word: str) -> bool:
    """Whether the word names the sender's organisation."""
    return isinstance(word, Marked) and word.own


def is_capital(word: str) -> bool:
    """Whether the word is written as a name that says nothing else."""
    return isinstance(word, Marked) and word.capital


@dataclass(frozen=True, slots=True)
class Sent:
    """What our mail holds that a reply may say again."""

    words: frozenset[str] = frozenset()
    price: str = ""
    hours: str = ""
    outside: bool = False
    within: bool = False
    title: re.Pattern[str] | None = None
    references: frozenset[str] = frozenset()
    items: int = 0

    def replace(self, folded: str) -> str:
        """The folded line with what it says again as one sign each."""
        if self.price:
            folded = _BARE.sub(self._bare, _MONEY.sub(self._money, folded))
        if self.hours:
            folded = _HOURS.sub(lambda found: f" {HOURS} " if _plain(found[1]) == self.hours else found[0], folded)
        if self.title:
            folded = self.title.sub(f" {TITLE} ", folded)
        if self.items:
            folded = numbers.without_count(folded, self.items)
        if self.references:
            folded = numbers.REFERENCE.sub(self._reference, folded)
        return folded

    def _reference(self, found: re.Match[str]) -> str:
        return f" {REFERENCE} " if numbers.close(found[0]) in self.references else found[0]

    def _money(self, found: re.Match[str]) -> str:
        currency, _, amount = self.price.partition(" ")
        same = _price(found) == self.price if currency else _price(found).partition(" ")[2] == amount
        return f" {MONEY} " if same and self._taxed(found) else found[0]

    def _bare(self, found: re.Match[str]) -> str:
        digits = sum(map(str.isdigit, found["second"]))
        same = digits >= _LEAST_DIGITS and _amount(found["second"]) == self.price.partition(" ")[2]
        return f" {MONEY} " if same and self._taxed(found) else found[0]

    def _taxed(self, found: re.Match[str]) -> bool:
        return (not found["out"] or self.outside) and (not found["within"] or self.within)


@lru_cache(maxsize=64)
def restated(sent: str) -> Sent:
    """What a reply to this mail may say again.

    The price is the largest amount, and only of a mail that offers no options; the hours likewise: a reply that names
    an item's price may mean that item alone.
    """
    folded = fold(sent[:20_000])
    if _OPTION.search(folded):
        return Sent(words=_things(folded))
    amounts = {_price(found): found for found in _MONEY.finditer(folded)}
    price = max(amounts, key=lambda told: float(told.partition(" ")[2]), default="")
    if not price:
        labelled = [_amount(found["second"]) for found in _LABELLED_PRICE.finditer(folded)]
        price = f" {max(labelled, key=float)}" if labelled else ""
    currencies = {told.partition(" ")[0] for told in amounts}
    hours = [float(_plain(told)) for told in [*_HOURS.findall(folded), *_LABELLED_HOURS.findall(folded)]]
    return Sent(
        _things(folded),
        price if len(currencies) <= 1 else "",
        f"{max(hours):g}" if hours else "",
        re.search(rf"\b(?:{_VAT_OUT}|{_UNTAXED})", folded) is not None,
        re.search(rf"\b(?:{_VAT_IN})", folded) is not None,
        _title(folded),
        numbers.references(folded),
        numbers.listed(folded),
    )


def with_subject(sent: Sent, subject: str) -> Sent:
    """What was sent with the number of its subject, as the header of a quote of it tells it."""
    found = numbers.numbers_in_subject(fold(subject))
    return replace(sent, references=sent.references | found) if found else sent


def _plain(number: str) -> str:
    return f"{float(number.replace(',', '.')):g}"


_SAME: Final = {
    "€": "eur",
    "euro": "eur",
    "$": "usd",
    "dollar": "usd",
    "£": "gbp",
    "pound": "gbp",
    "₽": "rub",
    "р": "rub",
}


def _price(found: re.Match[str]) -> str:
    """Currency and amount in one form: thousands together, no empty cents."""
    name = (found["before"] or found["after"]).rstrip("s.")
    currency = "rub" if name.startswith("руб") else _SAME.get(name, name)
    return f"{currency} {_amount(found['first'] or found['second'])}"


def _amount(number: str) -> str:
    """An amount in one form: thousands together, two decimals."""
    whole, cents = (number[:-3], number[-2:]) if re.search(r"[.,]\d\d$", number) else (number, "00")
    return f"{re.sub(r'[^0-9]', '', whole)}.{cents}"


def _things(folded: str) -> frozenset[str]:
    words = set(re.findall(r"[^\W\d_]{3,40}", folded))
    return frozenset(word for word in words if word not in _FUNCTION and not is_dangerous(word))


def _title(folded: str) -> re.Pattern[str] | None:
    """A pattern for the title, each word in any of its forms.

    A title that names one thing may be shortened: to its first words, or its last where they end with a number.
    """
    found = [title for title in _titles(folded) if 0 < len(re.findall(r"\w+", title)) <= _MOST_WORDS]
    if not found:
        return None
    words = re.findall(r"\d+(?:\.\d+)*|[^\W\d_]+", found[0])
    forms = [tuple(words)]
    if _SEVERAL.search(found[0]) is None:
        forms += [tuple(words[:count]) for count in range(len(words) - 1, 0, -1) if _names(words[:count])]
        forms += [tuple(words[start:]) for start in range(1, len(words) - 1) if words[-1][0].isdecimal()]
    told = [_GAP.join(_stem(word) for word in form) for form in forms]
    return re.compile(r"(?<!\w)(?:" + "|".join(told) + r")(?![\w-]|[.,]\d)")


_GAP: Final = r"[^\w.!?]{1,3}(?:(?:the|our|der|die|das|des|den|dem|unser\w*) )?"


def _names(words: list[str]) -> bool:
    """Whether the first words of a title may stand for it: two words, or one long one, and no small one at the end."""
    return words[-1] not in _SMALL and (len(words) > 1 or len(words[0]) >= 7)


def _stem(word: str) -> str:
    return rf"{re.escape(word[: max(4, len(word) - 3)])}\w{{0,4}}" if len(word) > 4 else re.escape(word)


def _titles(folded: str) -> Iterator[str]:
    """What stands behind "Subject:", or behind the document's number and a colon, or in the line below them."""
    for found in _HEADED.finditer(folded):
        yield found[1]
    line = _BRACKETS.sub("", numbers.first_line(folded))
    for _ in range(3):
        label = _LABEL.match(line)
        line = line[label.end() :] if label else line
    if line:
        yield line.strip(" .")
    lines = [line.strip() for line in folded.split("\n")]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not _DOCUMENT.search(line):
            continue
        behind = line.partition(":")[2].strip(" .")
        if behind:
            yield behind
        elif below and ":" not in below and not below.endswith("."):
            yield below
