"""The lines above the quote: what they decide, and which of them nothing accounts for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from models.vocabulary import Language
from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.freewords import is_free
from processor.approvals.grammar.items import KNOWN_NAME, OWN_MAIL, Said, machine
from processor.approvals.grammar.names import FIRST_NAMES, Signer, skeleton, words_in
from processor.approvals.grammar.ownwords import own_words, spelt_in
from processor.approvals.grammar.restated import OPENING, Marked, Sent, restated, with_subject
from processor.approvals.grammar.tail import Place, belongs, delegates
from processor.approvals.grammar.titles import LEGAL_FORMS
from processor.approvals.grammar.typos import corrected
from processor.approvals.grammar.wording import bag, fold, lines_of, spoken, why_unreadable
from processor.facts.replies import ReplyContext
from processor.reading.newtext.late import late

MOST_LINES: Final = 60
_MOST_WORDS: Final = 150
_MOST_WRAPPED: Final = 5
_CYRILLIC = late("[а-яёА-ЯЁ]")
_MAIL = late(r"[^\s<>@,;:()]{1,64}@([^\s<>@,;:()]{3,200}[^\s<>@,;:().])")
_INSIDE = late(r"(?:(?<=[^\W\d_] )|(?<=M[rsx]\. )|(?<=Mrs\. )|(?<=Dr\. ))[^\W\d_]{2,24}")
"""Words behind others of the same sentence, whose capitals mean something."""
_NO_NAME = late(r"[\d:]|[.?]\s*$")
_STRONG: Final = frozenset(("approval",))
_WEAK_PAIRS: Final = (
    frozenset(("assent", "go")),
    frozenset(("confirm", "terms")),
    frozenset(("confirm", "go")),
    frozenset(("terms", "go")),
)
"""Kinds of which each alone may mean less, and which together approve: "Yes, please go ahead." """


@dataclass(slots=True)
class Body:
    """What the lines above the quote say."""

    said: list[Said] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of all that is said."""
        return frozenset(one.kind for one in self.said)

    @property
    def approves(self) -> bool:
        """Whether a sentence approves, or two do together."""
        kinds = self.kinds
        return bool(kinds & _STRONG) or any(pair <= kinds for pair in _WEAK_PAIRS)

    @property
    def purchase_order(self) -> str:
        """The customer's order number, as written without blanks, in capitals."""
        for one in self.said:
            if one.kind == "purchase_order":
                return _order_number(one.words)
        return ""


def _order_number(words: Sequence[str]) -> str:
    last = max(index for index, word in enumerate(words) if word[0].isdecimal())
    first = last
    while first > 1 and words[first - 1] in "-/" and (words[first - 2][0].isdecimal() or len(words[first - 2]) <= 4):
        first -= 2
    behind = words[last + 1 : last + 3]
    if len(behind) == 2 and behind[0] in "-/" and len(behind[1]) <= 2:
        last += 2
    return "".join(words[first : last + 1]).upper()


@dataclass(slots=True)
class _Reader:
    lines: list[str]
    context: ReplyContext
    signer: Signer
    known: frozenset[str]
    theirs: frozenset[str]
    sent: Sent
    own: frozenset[str]
    body: Body = field(default_factory=Body)
    memory: dict[str, list[str]] = field(default_factory=dict)
    closed: bool = False
    tail: bool = False

    def read(self) -> Body:
        at = 0
        while at < len(self.lines):
            at = self._one(at)
        return self.body

    def _one(self, at: int) -> int:
        """Read what starts at this line; gives back the line behind it."""
        line = self.lines[at]
        if not line.strip():
            self.closed = self.closed or self.body.approves
            return at + 1
        issue = why_unreadable(line)
        if issue:
            self._refuse(issue, line)
            return at + 1
        if self.tail and self._is_tail(line):
            return at + 1
        for end in range(self._paragraph_end(at), at, -1):
            said = self._phrases(self.lines[at:end])
            if said:
                self.body.said.extend(said)
                self._note(said)
                return end
        if self._is_tail(line):
            self.tail = True
        else:
            self._refuse("", line)
        return at + 1

    def _refuse(self, issue: str, line: str) -> None:
        told = f'nothing accounts for the line "{line.strip()[:80]}"'
        self.body.issues.append(f"{issue}: {line.strip()[:80]}" if issue else told)

    def _note(self, said: tuple[Said, ...]) -> None:
        if self.body.approves and said[-1].kind in ("closing", "name", "thanks"):
            self.closed = True

    def _is_tail(self, line: str) -> bool:
        return self.body.approves and bool(belongs(line, Place(self.signer, self.known, self.closed)))

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        while end < min(len(self.lines), at + _MOST_WRAPPED) and self.lines[end].strip():
            if why_unreadable(self.lines[end]):
                break
            end += 1
        return end

    def _phrases(self, lines: list[str]) -> tuple[Said, ...]:
        """What the joined lines say in one language, or nothing."""
        text = " ".join(lines)
        if delegates(text):
            return ()
        words = [word for line in lines for word in self._marked(line)]
        if not words or len(words) > _MOST_WORDS:
            return ()
        languages = (Language.RUSSIAN,) if _CYRILLIC.search(text) else (Language.ENGLISH, Language.GERMAN)
        for language in languages:
            said = machine(language, self.context.kind).read(words, self._is_name)
            if said and self._in_place(said) and not self._signs_as_another(words, said):
                return said
        return ()

    def _is_name(self, word: str) -> bool:
        return self.signer.is_own(word) or (len(word) == 1 and self.signer.is_initial(word))

    def _signs_as_another(self, words: list[str], said: tuple[Said, ...]) -> bool:
        """Whether the last word is a name that isn't the sender's: "Thanks Greg" may be Greg's signature."""
        last = words[-1]
        return said[-1].kind != "greeting" and last in FIRST_NAMES - _ADDRESSED and not self.signer.is_own(last)

    def _in_place(self, said: tuple[Said, ...]) -> bool:
        """Whether greetings stand only at the start: "Morgen" further below is a day."""
        kinds = [one.kind for one in (*self.body.said, *said)]
        greetings = kinds.count("greeting")
        return all(kind == "greeting" for kind in kinds[:greetings])

    def _own_mail(self, found: re.Match[str]) -> str:
        domain = found[1].casefold()
        return f" {OWN_MAIL} " if self.signer.domain and domain == self.signer.domain else found[0]

    def _marked(self, line: str) -> list[str]:
        """The words of a line, with what it says again, and whom it may name, as such."""
        if line not in self.memory:
            words = spoken(self.sent.replace(fold(_MAIL.sub(self._own_mail, line) if "@" in line else line)))
            words = [corrected(word) for word in words]
            names_own = spelt_in(tuple(words), self.own)
            names = frozenset(fold(name) for name in _INSIDE.findall(line) if is_free(name) and name[-2:] != "ly")
            self.memory[line] = [
                KNOWN_NAME if word in self.theirs or self._is_short(word, names) else self._mark(word, names, names_own)
                for word in words
            ]
        return self.memory[line]

    def _is_short(self, word: str, names: frozenset[str]) -> bool:
        """Whether the word is the short form of a name that our mail is signed with: "Col" of "Colin"."""
        return word in names and len(word) > 2 and any(name.startswith(word) for name in self.theirs)

    def _mark(self, word: str, names: frozenset[str], names_own: frozenset[str]) -> str:
        if word in OPENING:
            return word
        told = word.removesuffix("'s") in self.sent.words
        own = word in names_own or (word.isalpha() and len(word) > 2 and skeleton(word) in self.own)
        capital = word in names
        return Marked.of(word, told=told, own=own, capital=capital) if told or own or capital else word


def read_body(lines: list[str], context: ReplyContext, signer: Signer, subject: str = "") -> Body:
    """What the lines above the quote say, with an issue for each that nothing accounts for.

    `subject`: that of our mail, where a header that quotes it tells it.
    """
    filled = sum(1 for line in lines if line.strip())
    if filled > MOST_LINES:
        return Body(issues=[f"the reply has {filled} lines above its quote"])
    known = frozenset(" ".join(line.split()).casefold() for line in context.known_lines) - {""}
    name = context.sender.name if context.sender else ""
    own = own_words(signer, name)
    sent = with_subject(restated(context.sent), subject) if subject else restated(context.sent)
    return _Reader(lines, context, signer, known, _sign_off(context.sent), sent, own).read()


@lru_cache(maxsize=64)
def _sign_off(sent: str) -> frozenset[str]:
    """The names in the last lines of our mail, which may be greeted."""
    last = [line for line in lines_of(sent[-2000:]) if line.strip()][-5:]
    short = [line for line in last if len(line) <= 60 and _NO_NAME.search(line) is None]
    capitals = [word for line in short for word in line.split() if word[:1].isupper() and not word.isupper()]
    named = words_in(" ".join(capitals))
    return frozenset(
        word for word in named if len(word) > 2 and not is_dangerous(word) and word not in _COMMON | LEGAL_FORMS
    )


_ADDRESSED: Final = bag("mate")
"""First names that are rather a way to speak to somebody."""
_COMMON: Final = bag(
    "support team service proposal offer version price scope thanks regards best kind with ihr das mit служба поддержки"
    " sehr geehrte geehrter geehrten frau herr herrn guten tag hallo liebe lieber freundliche freundlichen viele beste"
    " besten gruesse gruss mfg moin servus добрый день утро вечер здравствуйте уважаемый уважаемая уважаемые уважением"
    " коллеги dear hello your morning afternoon evening customer kunde kundin клиент sir madam sincerely regard wishes"
    " angebot preis leistung предложение версия стоимость yes approved approve"
)
