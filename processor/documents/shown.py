"""A version of a proposal or form in the words of one language: what its page and the mails about it show."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.vocabulary import ApprovalKind, Quorum, Side, Turn
from processor.documents import formats
from processor.documents.templates import Templates, written_language
from processor.facts.proposals import FrozenProposal, Section, Signatory
from processor.ids import ApprovalKey

_LONGEST_IN_MAIL = 4000


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A file that belongs to the proposal, with its size in words."""

    filename: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal, or a form that is signed, as templates show it. What it doesn't have is an empty string.

    `long` says that a mail shows only the beginning, beside the PDF. `words` are the labels of this language.
    """

    language: str
    label: str
    number: int
    version: int
    vendor: str
    customer: str
    title: str
    request: str
    goals: str
    scope: str
    criteria: tuple[str, ...]
    hours: str
    price: str
    valid_until: str
    frozen_at: str
    documents: tuple[ShownDocument, ...]
    by_vendor: tuple[Signatory, ...]
    by_customer: tuple[Signatory, ...]
    in_order: bool
    any_suffices: bool
    sha256: str
    long: bool
    words: Mapping[str, str]
    is_form: bool = False
    sections: tuple[Section, ...] = ()


def shown(templates: Templates, frozen: FrozenProposal, sha256: str, language: str) -> Shown:
    """The version in the words of `language`; the content stays in the words it was written in.

    `sha256` is the digest of the canonical bytes. A language that we don't write gets English.
    """
    written = written_language(language)
    content = frozen.content
    parts = (content.request, content.goals, content.scope, *content.criteria, *_lines(content.sections))
    return Shown(
        language=written,
        label=name_of(frozen),
        number=frozen.number,
        version=frozen.version,
        vendor=frozen.vendor,
        customer=frozen.customer,
        title=content.title,
        request=content.request,
        goals=content.goals,
        scope=content.scope,
        criteria=content.criteria,
        hours="" if content.hours is None else formats.number(content.hours, written),
        price="" if content.price is None else formats.money(content.price, written),
        valid_until="" if content.valid_until is None else formats.day(content.valid_until, written),
        frozen_at=formats.moment(frozen.frozen_at, written),
        documents=tuple(
            ShownDocument(one.filename, formats.size(one.size, written), one.sha256) for one in content.documents
        ),
        by_vendor=tuple(one for one in frozen.signatories if one.side is Side.VENDOR),
        by_customer=tuple(one for one in frozen.signatories if one.side is Side.CUSTOMER),
        in_order=frozen.turn is Turn.IN_ORDER,
        any_suffices=frozen.quorum is Quorum.ANY,
        sha256=sha256,
        long=sum(map(len, parts)) > _LONGEST_IN_MAIL,
        words=_words(templates, frozen.kind, written),
        is_form=frozen.kind is not ApprovalKind.PROPOSAL,
        sections=content.sections,
    )


def name_of(frozen: FrozenProposal) -> str:
    """What people call the document: `PR-17`, `GL-3`."""
    return ApprovalKey(frozen.kind, frozen.number, frozen.version, "").name


def _lines(sections: tuple[Section, ...]) -> list[str]:
    return [words for section in sections for line in section.lines for words in line]


def _words(templates: Templates, kind: ApprovalKind, language: str) -> dict[str, str]:
    """The labels of a proposal; a form has some of its own."""
    words = templates.words(f"proposal/_words.{language}.txt", {})
    if kind is ApprovalKind.PROPOSAL:
        return words
    return words | templates.words(f"proposal/_form_words.{language}.txt", {"form_kind": kind.value})
