"""The issues that a reply to a Completion form leaves outstanding, taken out of it: the grammar judges the rest.

Acceptance with outstanding issues is acceptance; "not until these are fixed" is none. So a list counts only where the
rest of the reply accepts by itself, and where every item describes a problem and nothing else. Issues that are told in
prose are drafted as a list for a person, and nothing is accepted by them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from models.vocabulary import ReplyOutcome
from processor.approvals.grammar.introductions import introduced
from processor.approvals.grammar.issuewords import tells_problem, why_no_issue
from processor.approvals.grammar.names import signer
from processor.approvals.grammar.quote import find_quote
from processor.approvals.grammar.quotewords import bare, is_prefixed, words_said
from processor.approvals.grammar.wording import fold, lines_of
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.reading.newtext import split_reply
from processor.reading.newtext.late import late

RULE: Final = "issues_in_prose"
_MOST: Final = 40
_LONGEST_READ: Final = 100_000
_ITEM = late(r"\s{0,8}(?:[*•·◦▪–—+]|-(?!-)|\(?\d{1,2}[.):]\)?|\(?[a-zа-я][.)])\s+(\S.*)")
_WRAPPED: Final = 58
"""Characters: a line that is so long may have been wrapped by a mail client."""

_BLANK = late(r"\s*(?:\d{1,2}[.)]|[-*•])?\s*_{2,}\s*")
_NUMBERED = late(r"(\d{1,2})[.)]\s*(.*)")
_MARK_OF_QUOTE = late(r"[\s>|]*")
_SENTENCES = late(r"(?<=[.!?;])\s+|\n\s*\n|\n(?=\s*(?:[-*•–—]|\d{1,2}[.)])\s)")
_DECIDING_STEMS = late(
    r"approv|accept|agree|reject|sign|соглас|одобр|принят|приним|genehm|annahme|angenomm|abnahme|abgenomm|ablehn|akzept"
)
_NONE: Final = frozenset(
    ("none", "no", "nil", "n/a", "na", "keine", "keiner", "nichts", "нет", "отсутствуют", "-", "--", "/", ".")
)

_NO_PROBLEM = late(
    r"\b(?:no|without|any|keine?[nrm]?|keinerlei|ohne|нет|без|ни одно\w+) (?:\w+ ){0,2}?(?:errors?|bugs?|failures?"
    r"|complaints?|mistakes?|defects?|glitch(?:es)?|discrepanc(?:y|ies)|problems?|issues?|fehler\w*|maengel\w*|ausfael\w+"
    r"|beanstandung\w*|stoerung\w*|probleme?|abweichung\w*|ошиб\w+|замечани\w+|сбо(?:й|я|ев|и)|жалоб\w*|проблем\w*"
    r"|расхождени\w+|претензи\w+|нареканий)"
    r"|\b(?:nothing|nichts)(?: (?:is|was|seems|ist|war))?(?: \w+)? (?:missing|wrong|broken|lost|fehlt|fehlte|verloren)"
    r"|\b(?:es fehlt nichts|uns fehlt nichts|ничего не (?:потеряно|потерялось|пропало|сломалось))"
)
"""That there is none."""

Judge = Callable[[str, ReplyContext], ReplyJudgement]


@dataclass(frozen=True, slots=True)
class Split:
    """A reply without its issues, those issues, and what keeps them from being taken as they are."""

    text: str
    issues: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Listed:
    """The items of a list above the quote: its lines, from and to, each item's text, and how many lists there are."""

    start: int = 0
    end: int = 0
    items: tuple[str, ...] = ()
    lists: int = 0


def judge_completion(text: str, context: ReplyContext, judge: Judge) -> ReplyJudgement:
    """What a reply to a Completion form says, with the issues that it leaves outstanding. `judge` knows the rest."""
    split = split_outstanding(text, context)
    judged = judge(split.text, context)
    told = _told_in(split.text)
    if judged.auto_accept and not split.doubts and not told:
        return replace(judged, outstanding=split.issues)
    issues = tuple(dict.fromkeys((*split.issues, *told)))
    if not issues:
        return judged
    return _held(text, context, judge, Split(split.text, issues, split.doubts), judged)


def _held(text: str, context: ReplyContext, judge: Judge, split: Split, judged: ReplyJudgement) -> ReplyJudgement:
    """Never accepted: a person puts the issues right first. What the problems sound like decides nothing."""
    without = judge(_without(split.text, split.issues), context) if judged.outcome is ReplyOutcome.REJECT else judged
    outcome, rule = without.outcome, without.rule
    if outcome in (ReplyOutcome.APPROVE, ReplyOutcome.UNRELATED, ReplyOutcome.UNCLEAR):
        outcome, rule = ReplyOutcome.UNCLEAR, RULE
        if judge(text, context).outcome is ReplyOutcome.CONDITIONAL:
            outcome = ReplyOutcome.CONDITIONAL
    against = split.doubts or judged.issues or ("the reply tells of issues in sentences, not as a list",)
    return replace(
        judged, outcome=outcome, auto_accept=False, rule=rule, issues=against, outstanding=split.issues[:_MOST]
    )


def split_outstanding(text: str, context: ReplyContext) -> Split:
    """The reply without the list of outstanding issues, above the quote and in the form's own section inside it."""
    lines = lines_of(text[:_LONGEST_READ])
    quote = find_quote(lines, context.sent, signer(context.sender), context.ours)
    start = quote.start if quote else next((at for at, line in enumerate(lines) if is_prefixed(line)), len(lines))
    above, doubts = _split_above(lines[:start])
    below, filled = _restored(lines[start:], context.sent)
    issues = [*above.issues, *filled]
    if all(fold(one).strip(" .") in _NONE for one in issues):
        issues = []
    doubts += tuple(f'"{one[:60]}": {why}' for one in issues if (why := why_no_issue(one)))
    if len(issues) > _MOST:
        doubts += (f"it lists {len(issues)} issues",)
    if not above.issues and not filled:
        return Split(text)
    rest = "\n".join([*above.text.split("\n"), *below]) + text[_LONGEST_READ:]
    return Split(rest, tuple(issues), doubts)


def _split_above(lines: list[str]) -> tuple[Split, tuple[str, ...]]:
    listed = _find_list(lines)
    if not listed.items:
        return Split("\n".join(lines)), ()
    if listed.lists > 1:
        return Split("\n".join(lines), listed.items), ("it holds more than one list",)
    head = lines[: listed.start]
    while head and not head[-1].strip():
        head.pop()
    before, doubt = _without_introduction(head)
    rest = lines[listed.end :]
    return Split("\n".join([*before, "", *rest]), listed.items), (doubt,) if doubt else ()


def _without_introduction(head: list[str]) -> tuple[list[str], str]:
    """The lines above the list without what introduces it; what accepts in the same sentence stays."""
    first = next((at + 1 for at in range(len(head) - 1, -1, -1) if not head[at].strip()), 0)
    for at in dict.fromkeys((len(head) - 1, first)):
        if at < 0:
            continue
        clause = introduced(" ".join(line.strip() for line in head[at:]))
        if clause is not None:
            return [*head[:at], *([clause] if clause else [])], ""
    if head and head[-1].rstrip().endswith(":"):
        return head, f'"{head[-1].strip()[:80]}" introduces the list, and may mean more than that'
    return head, ""


def _find_list(lines: list[str]) -> _Listed:
    """The first list, with the lines that go on an item, and how many lists there are."""
    items: list[str] = []
    start = end = lists = 0
    at = 0
    while at < len(lines):
        if _ITEM.fullmatch(lines[at]) is None:
            at += 1
            continue
        found, stop = _items(lines, at)
        lists += 1
        items += found
        if lists == 1:
            start, end = at, stop
        at = stop
    return _Listed(start, end, tuple(items), lists)


def _items(lines: list[str], at: int) -> tuple[list[str], int]:
    """The items of the list that starts at this line, and the line behind it."""
    items: list[str] = []
    while at < len(lines):
        found = _ITEM.fullmatch(lines[at])
        if found is not None:
            items.append(found[1].strip())
        elif lines[at].strip() and _goes_on(lines[at - 1], lines[at]):
            items[-1] += (" " if len(lines[at - 1]) >= _WRAPPED else "\n") + lines[at].strip()
        elif lines[at].strip() or at + 1 >= len(lines) or _ITEM.fullmatch(lines[at + 1]) is None:
            break
        at += 1
    return items, at


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on the item above: indented, or wrapped by a client at its usual width."""
    return bool(before.strip()) and (line.startswith(("  ", "\t")) or (len(before) >= _WRAPPED and line[:1].islower()))


def _restored(lines: list[str], sent: str) -> tuple[list[str], tuple[str, ...]]:
    """The quoted lines as they were sent, and what was written into the blank lines of the form's own section."""
    blanks = _sections(sent)
    out: list[str] = []
    filled: list[str] = []
    at = 0
    while at < len(lines):
        out.append(lines[at])
        count = blanks.get(" ".join(words_said([lines[at]])))
        at += 1
        if count is None:
            continue
        while at < len(lines) and (_NUMBERED.fullmatch(bare(lines[at])) or not bare(lines[at])):
            number = _NUMBERED.fullmatch(bare(lines[at]))
            if number is None:
                out.append(lines[at])
            else:
                mark = _MARK_OF_QUOTE.match(lines[at])
                if int(number[1]) <= count:
                    out.append(f"{mark[0] if mark else ''}{number[1]}. ____")
                if said := number[2].strip(" _\t"):
                    filled.append(said)
            at += 1
    return out, tuple(filled)


def _sections(sent: str) -> dict[str, int]:
    """How many blank lines stand below each heading of what was sent, by the heading's words."""
    found: dict[str, int] = {}
    heading = ""
    for line in sent.splitlines():
        if _BLANK.fullmatch(bare(line)) and "_" in line:
            found[heading] = found.get(heading, 0) + 1
        elif bare(line):
            heading = " ".join(words_said([line]))
    found.pop("", None)
    return {heading: min(count, 9) for heading, count in found.items()}


def _told_in(text: str) -> tuple[str, ...]:
    """The sentences of the sender's own words that tell of a problem."""
    own = split_reply(text).new_text
    sentences = (" ".join(one.split()) for one in _SENTENCES.split(own))
    return tuple(one for one in sentences if one and _tells(fold(one)))[:_MOST]


def _tells(folded: str) -> bool:
    """Whether a sentence tells of a problem, and does not say that there is none."""
    return tells_problem(_NO_PROBLEM.sub(" ", folded))


def _without(text: str, issues: tuple[str, ...]) -> str:
    """The text without the sentences that tell of problems, but for those that speak of accepting as well."""
    for issue in issues:
        if not _DECIDING_STEMS.search(fold(issue)):
            text = re.sub(r"\s+".join(map(re.escape, issue.split())), " ", text)
    return text
