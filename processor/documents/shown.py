"""A version of a proposal in the words of one language: what its page and the mails about it show."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.vocabulary import Quorum, Side, Turn
from processor.documents import formats
from processor.documents.templates import Templates, written_language
from processor.facts.proposals import FrozenProposal, Signatory

_LONGEST_IN_MAIL = 4000


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A file that belongs to the proposal, with its size in words."""

    filename: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as templates show it. What the proposal doesn't have is an empty string.

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


def shown(templates: Templates, frozen: FrozenProposal, sha256: str, language: str) -> Shown:
    """The version in the words of `language`; the content stays in the words it was written in.

    `sha256` is the digest of the canonical bytes. A language that we don't write gets English.
    """
    written = written_language(language)
    content = frozen.content
    parts = (content.request, content.goals, content.scope, *content.criteria)
    return Shown(
        language=written,
        label=f"PR-{frozen.number}",
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
        valid_until=formats.day(content.valid_until, written),
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
        words=templates.words(f"proposal/_words.{written}.txt", {}),
    )
