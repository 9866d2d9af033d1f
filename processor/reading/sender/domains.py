"""Which domains answer for each other, by the public suffix list; the only user of publicsuffixlist."""

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    """The list that came with its package, read at first use."""
    return PublicSuffixList()


def organisation(domain: str) -> str:
    """The organisational domain (RFC 7489 section 3.2); empty for a public suffix itself, or what is no domain."""
    return _suffixes().privatesuffix(domain.lower()) or ""


def same_organisation(one: str, other: str) -> bool:
    """Whether both belong to one organisation, as DMARC's relaxed alignment has it."""
    return bool(organisation(one)) and organisation(one) == organisation(other)


def answers_for(signer: str, author: str) -> bool:
    """Whether a signing domain answers for a From domain: it is that domain or above it, and no public suffix.

    Stricter than DMARC's relaxed alignment, where a domain's sibling may sign for it: a tenant of one subdomain
    is not the tenant of another.
    """
    signer, author = signer.lower(), author.lower()
    return bool(organisation(signer)) and (author == signer or author.endswith("." + signer))


def is_registered(domain: str) -> bool:
    """Whether the domain stands below a suffix that the list knows: names such as `mx.internal` don't."""
    return _suffixes().privatesuffix(domain.lower(), accept_unknown=False) is not None
