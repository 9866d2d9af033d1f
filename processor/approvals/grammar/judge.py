"""The judgement on a whole reply: accepted only where every line of it is accounted for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from models.vocabulary import ApprovalKind, ReplyOutcome
from processor.approvals.grammar.bindings import Document, days_in, document_in, other_day, other_number, other_version
from processor.approvals.grammar.body import Body, read_body
from processor.approvals.grammar.names import Signer, signer
from processor.approvals.grammar.notices import unwrapped
from processor.approvals.grammar.outstanding import judge_completion
from processor.approvals.grammar.quote import Quote, find_quote, is_whole, quote_issue
from processor.approvals.grammar.tail import Place, belongs, known_of
from processor.approvals.grammar.triage import speaks_for_another, triage
from processor.approvals.grammar.wording import lines_of, spoken, why_unreadable
from processor.facts.replies import ReplyContext, ReplyJudgement
from processor.reading.newtext import ReplyParts, split_reply

LONGEST_TEXT: Final = 100_000
"""Characters; what is longer is never accepted by itself, and only its start is read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply taken apart, and what it is held against."""

    text: str
    context: ReplyContext
    parts: ReplyParts
    above: list[str]
    body: Body
    quote: Quote | None
    document: Document
    signer: Signer = field(default_factory=Signer)

    @property
    def answers_below(self) -> bool:
        """Whether the whole answer stands below a quote of all that was sent, so that it can answer no part."""
        quote = self.quote
        return quote is not None and not any(self.above) and is_whole(quote, self.context.sent)

    @property
    def signs_below(self) -> bool:
        """Whether no more than a signature stands below the quote."""
        below = unwrapped(self.quote.below if self.quote else ())
        place = Place(self.signer, known_of(self.context), True)
        return all(not line.strip() or (not why_unreadable(line) and belongs(line, place)) for line in below)

    @property
    def words(self) -> str:
        """The words of all that decides, numbers of orders left out."""
        said = [one for one in self.body.said if one.kind not in ("purchase_order", "reference", "greeting")]
        return " ".join(word for one in said for word in (*one.words, "."))


_MOST_SENT: Final = 20_000
_DAYLESS: Final = ("purchase_order", "reference", "greeting", "terms")
_LETTERS: Final = {
    ApprovalKind.PROPOSAL: "pr пр",
    ApprovalKind.GO_LIVE: "gl",
    ApprovalKind.COMPLETION: "cf ac co",
    ApprovalKind.FORM: "fo",
}
"""What stands before the numbers of each kind of document."""


class Refusal(NamedTuple):
    """One question that stands against accepting: it gives back the issue, or an empty string.

    `outcome`: what the reply is where nothing else stands against it.
    """

    rule: str
    asks: Callable[[Reply], str]
    outcome: ReplyOutcome = ReplyOutcome.APPROVE


def _too_long(reply: Reply) -> str:
    return "the reply is longer than any approval" if len(reply.text) > LONGEST_TEXT else ""


def _unread_lines(reply: Reply) -> str:
    return "\n".join(reply.body.issues)


def _no_approval(reply: Reply) -> str:
    return "" if reply.body.approves else "no sentence approves without a doubt"


def _after_quote(reply: Reply) -> str:
    told = "text stands below or between what is quoted"
    if reply.quote is None or not reply.quote.below:
        return told if _matched(reply, "text-after-quote") else ""
    return "" if reply.answers_below or reply.signs_below else told


def _doubtful_quote(reply: Reply) -> str:
    found = [match.reason for match in reply.parts.matches if match.rule == "doubtful-quote"]
    return f"the reply can't be told from its quote: {found[0]}" if found else ""


def _edited_quote(reply: Reply) -> str:
    return quote_issue(reply.quote, reply.context.sent) if reply.quote else ""


def _other_number(reply: Reply) -> str:
    number = other_number(reply.words, reply.document)
    return f"it names the number {number}, which is not that of the open document" if number else ""


def _other_version(reply: Reply) -> str:
    version = other_version(reply.words, reply.document)
    return f"it names version {version}, which is not the open one" if version else ""


def _other_subject(reply: Reply) -> str:
    if reply.quote is None:
        return ""
    subject = document_in((reply.quote.subject,), 0, 0, "")
    for told, ours in ((subject.number, reply.document.number), (subject.version, reply.document.version)):
        if told and ours and told != ours:
            return f"the subject it quotes names {told}, and {ours} is open"
    return ""


def _other_day(reply: Reply) -> str:
    """A day beside the decision must be one on which our mail was sent; a term may name one that our mail names."""
    terms = " . ".join(" ".join(one.words) for one in reply.body.said if one.kind == "terms")
    if terms and (named := days_in(terms)) and named <= days_in(" ".join(spoken(reply.context.sent[:_MOST_SENT]))):
        words = " . ".join(" ".join(one.words) for one in reply.body.said if one.kind not in _DAYLESS)
    else:
        words = reply.words
    day = other_day(words, reply.document)
    return f"it names the day {day}, and nothing shows that it was sent then" if day else ""


def _for_another(reply: Reply) -> str:
    return "it is written for somebody else" if speaks_for_another(reply.parts.new_text) else ""


def _receipt(reply: Reply) -> str:
    return "nothing waits for approval here" if reply.context.kind is ApprovalKind.RECEIPT else ""


def _matched(reply: Reply, rule: str) -> bool:
    return any(match.rule == rule for match in reply.parts.matches)


REFUSALS: Final[tuple[Refusal, ...]] = (
    Refusal("too-long", _too_long),
    Refusal("other-version", _other_version, ReplyOutcome.UNCLEAR),
    Refusal("other-number", _other_number, ReplyOutcome.UNCLEAR),
    Refusal("other-subject", _other_subject, ReplyOutcome.UNCLEAR),
    Refusal("other-day", _other_day, ReplyOutcome.UNCLEAR),
    Refusal("for-another", _for_another),
    Refusal("unread-lines", _unread_lines),
    Refusal("text-after-quote", _after_quote),
    Refusal("doubtful-quote", _doubtful_quote),
    Refusal("edited-quote", _edited_quote),
    Refusal("no-approval", _no_approval),
    Refusal("receipt", _receipt),
)
"""All are asked; the first that stands names the judgement where the reply reads as an approval otherwise."""


def judge_reply(text: str, context: ReplyContext) -> ReplyJudgement:
    """What the reply says, and whether its words alone may be accepted. Never raises; linear in the text's length.

    Of a Completion form, the issues that the reply leaves outstanding are told apart from the rest.
    """
    if context.kind is ApprovalKind.COMPLETION:
        return judge_completion(text, context, _judge_whole)
    return _judge_whole(text, context)


def _judge_whole(text: str, context: ReplyContext) -> ReplyJudgement:
    reply = _taken_apart(text, context)
    stands = [(refusal, issue) for refusal in REFUSALS if (issue := refusal.asks(reply))]
    issues = tuple(dict.fromkeys(line for _, issue in stands for line in issue.splitlines()))
    if not stands:
        return ReplyJudgement(ReplyOutcome.APPROVE, True, "approval", (), reply.body.purchase_order)
    outcome, rule = triage(reply.parts.new_text)
    first = stands[0][0]
    whole = reply.body.approves and not reply.body.issues
    if whole or (outcome in (ReplyOutcome.APPROVE, ReplyOutcome.UNRELATED) and reply.body.approves):
        outcome, rule = first.outcome, first.rule
    elif outcome is ReplyOutcome.APPROVE and not reply.body.approves and not reply.body.issues:
        rule = first.rule
    return ReplyJudgement(outcome, False, rule, issues, reply.body.purchase_order)


def _taken_apart(text: str, context: ReplyContext) -> Reply:
    read = text[: LONGEST_TEXT + 1]
    lines = lines_of(read)
    who = signer(context.sender)
    quote = find_quote(lines, context.sent, who, context.ours)
    above = lines[: quote.start] if quote else lines
    own = unwrapped([*above, "", *quote.below] if quote and quote.below else above)
    quoted = (quote.subject, "\n".join(quote.body)) if quote and not context.sent else ()
    head = quote.head if quote else ""
    document = document_in(
        (context.sent, *quoted), context.number, context.version, head, _LETTERS.get(context.kind, "")
    )
    like = replace(context, kind=ApprovalKind.GO_LIVE) if context.kind is ApprovalKind.FORM else context
    body = read_body(own, like, who, quote.subject if quote else "")
    return Reply(text, context, split_reply(read), above, body, quote, document, who)
