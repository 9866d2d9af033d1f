"""The certificate of an acceptance as a page: what a stranger reads first, in plain words, and where to look further.

It says nothing that acceptance.json doesn't hold; that file lies inside the PDF beside the mails themselves.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.vocabulary import AcceptanceType, Language
from processor.documents.deemed import unsigned_parts, utc_words
from processor.documents.formats import money
from processor.documents.pdf import EmbeddedFile
from processor.documents.press import PdfMaker
from processor.facts.acceptancejson import document_files, notice_file
from processor.facts.proposals import Money

__all__ = ["COMMANDS", "CertificateFacts", "NamedDigest", "certificate_files", "certificate_html", "make_certificate"]

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_PREFIXES: Final = {"proposal": "PR", "go_live": "GL", "completion": "CO", "form": "FO"}
_MARKS: Final = {"passed": "✓", "failed": "✗", "not_done": "–"}
_LONGEST_QUOTE: Final = 1200
_MOST_LINES: Final = 14
_LONGEST_DETAIL: Final = 240

COMMANDS: Final = (
    "openssl x509 -in root.crt.pem -noout -fingerprint -sha256",
    'mkdir nss; certutil -N -d sql:nss --empty-password; certutil -A -d sql:nss -n root -t "C,C,C" -i root.crt.pem',
    "pdfsig -nssdir sql:nss {file}; mutool sign -v {file}",
    "mkdir out; pdfdetach -saveall -o out {file}; sha256sum out/*",
    "pyhanko sign validate {trust} --trust-replace --no-revocation-check {file}",
)
"""What a third party types to check a certificate with common tools; docs/evidence.md says what each prints."""


@dataclass(frozen=True, slots=True)
class NamedDigest:
    """A file inside the certificate, and its SHA-256 in hex."""

    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Everything that the page says: the acceptance (acceptance.json) and what surrounds it.

    `attachments` are the files inside the PDF; `authority` the time-stamping authorities of which one is to stamp the
    seal, by comma, or empty for the local clock. Fingerprints are SHA-256 in hex of the certificates in DER.
    """

    acceptance: Mapping[str, Any]
    organisation: str
    language: str
    root_fingerprint: str
    seal_fingerprint: str
    attachments: tuple[NamedDigest, ...] = ()
    authority: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for an acceptance without the digest of what was accepted, or of another schema."""
        if self.acceptance.get("schema") != "signoff-acceptance/1":
            raise ValueError(f"this is no acceptance: schema {self.acceptance.get('schema')!r}")
        if not _SHA256.fullmatch(str(self.acceptance["document"].get("sha256", ""))):
            raise ValueError("an acceptance without the SHA-256 of the document gets no certificate")


def make_certificate(press: PdfMaker, facts: CertificateFacts, files: Sequence[EmbeddedFile]) -> bytes:
    """The certificate as PDF/A-3b with the files inside, still unsealed; the same facts make the same bytes."""
    return press.pdf(certificate_html(facts), _moment(facts.acceptance["acceptance"]["accepted_at"]), files)


def certificate_files(
    reply: bytes, request: bytes, acceptance: bytes, kind: str = "proposal", notices: Sequence[bytes] = ()
) -> tuple[EmbeddedFile, ...]:
    """The evidence inside the certificate: the mails as they came and went, and acceptance.json; no empty ones.

    `notices` are the mails that a deemed acceptance rests on, in the order in which they were sent.
    """
    told = enumerate(notices, 1)
    every = (
        EmbeddedFile("reply.eml", reply, "Source", "the reply, as it was received"),
        EmbeddedFile(document_files(kind).request, request, "Source", "the request, as it was sent"),
        *(EmbeddedFile(notice_file(place), body, "Source", "a notice, as it was sent") for place, body in told),
        EmbeddedFile("acceptance.json", acceptance, "Data", "the decision and what it rests on"),
    )
    return tuple(one for one in every if one.content)


def certificate_html(facts: CertificateFacts) -> str:
    """The page in the customer's language, or in English where it isn't one of ours."""
    base = facts.language.partition("-")[0].casefold()
    language = base if base in set(Language) else Language.ENGLISH.value
    values = {**_parties(facts), **_document(facts, language), **_said(facts), **_bound(facts), "language": language}
    values |= unsigned_parts(facts.acceptance)
    return _environment().get_template("certificate/certificate.html").render(values)


def _parties(facts: CertificateFacts) -> dict[str, object]:
    acceptance, approver = facts.acceptance["acceptance"], facts.acceptance["approver"]
    return {
        "organisation": facts.organisation,
        "number": acceptance["number"],
        "type": AcceptanceType(acceptance["type"]).value,
        "accepted_at": _when(acceptance["accepted_at"]),
        "recorded_by": acceptance.get("recorded_by") or "",
        "evidence": acceptance.get("evidence") or "",
        "assurance": acceptance.get("assurance") or "",
        "name": approver.get("name") or approver["address"],
        "title_of_person": approver.get("title") or "",
        "address": approver["address"],
        "side": approver["side"],
        "register": tuple(approver.get("register") or ()),
    }


def _document(facts: CertificateFacts, language: str) -> dict[str, object]:
    document = facts.acceptance["document"]
    prefix = _PREFIXES.get(document["kind"], document["kind"].upper())
    return {
        "kind": document["kind"],
        "reference": f"{prefix}-{document['number']}",
        "version": document["version"],
        "title": document.get("title") or "",
        "price": _price(document.get("price"), document.get("currency") or "", language),
        "hours": document.get("hours"),
        "valid_until": _last_day(document.get("valid_until")),
        "document_sha256": document["sha256"],
        "pdf_sha256": document.get("pdf_sha256") or "",
    }


def _said(facts: CertificateFacts) -> dict[str, object]:
    reply, sent = facts.acceptance.get("reply") or {}, facts.acceptance.get("sent") or {}
    quote, cut = _quote(reply.get("text") or "")
    return {
        "quote": quote,
        "truncated": cut or bool(reply.get("truncated")),
        "purchase_order": reply.get("purchase_order") or "",
        "wording": sent.get("wording") or "",
        "times": [(name, _when(value) if value else "") for name, value in _moments(facts.acceptance)],
        "skew": (facts.acceptance.get("time") or {}).get("skew_seconds") or 0,
        "authority": facts.authority,
    }


def _moments(whole: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """What happened when, in the order of the page. Without a reply, nothing is said of one."""
    own, reply, challenge = whole["acceptance"], whole.get("reply") or {}, whole.get("challenge") or {}
    moments = [("sent", (whole.get("sent") or {}).get("sent_at"))]
    if own["type"] == AcceptanceType.DEEMED:
        return [*moments, ("effective", own["accepted_at"]), ("decided", own.get("decided_at"))]
    moments += [("written", reply.get("sent_at")), ("received", reply.get("received_at"))]
    if challenge:
        moments += [("asked", challenge.get("sent_at")), ("answered", challenge.get("answered_at"))]
    return [*moments, ("decided", own.get("decided_at"))]


def _bound(facts: CertificateFacts) -> dict[str, object]:
    ledger = facts.acceptance["ledger"]
    filename = f"{facts.acceptance['acceptance']['number']}.pdf"
    trust = "--trust root.crt.pem" + (" --trust timestamp-root.pem" if facts.authority else "")
    return {
        "checks": [{**check, "detail": _short(check.get("detail") or "")} for check in facts.acceptance["checks"]],
        "marks": _MARKS,
        "attachments": facts.attachments,
        "log_origin": ledger["origin"],
        "log_index": ledger["leaf_index"],
        "log_size": ledger["tree_size"],
        "log_root": ledger["root"],
        "root_fingerprint": _pairs(facts.root_fingerprint),
        "seal_fingerprint": _pairs(facts.seal_fingerprint),
        "commands": [command.format(file=filename, trust=trust) for command in COMMANDS],
    }


def _moment(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError(f"a time of an acceptance needs its zone: {value}")
    return at.astimezone(UTC)


def _when(value: str) -> str:
    return utc_words(_moment(value))


def _last_day(value: str | None) -> str:
    """The end of a day in UTC, since a day without its zone is no point in time."""
    return f"{value} 24:00 UTC" if value else ""


def _price(amount: str | None, currency: str, language: str) -> str:
    return money(Money(Decimal(amount), currency), language) if amount is not None else ""


def _quote(text: str) -> tuple[list[str], bool]:
    """The lines of a reply for the page, and whether some of it had to stay out."""
    lines = text[:_LONGEST_QUOTE].replace("\r\n", "\n").strip("\n").split("\n")
    kept = [line.rstrip() for line in lines[:_MOST_LINES]]
    return (kept if any(kept) else []), len(text) > _LONGEST_QUOTE or len(lines) > _MOST_LINES


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_DETAIL else text[: _LONGEST_DETAIL - 1].rstrip() + "…"


def _pairs(fingerprint: str) -> str:
    """A fingerprint as OpenSSL prints it."""
    return ":".join(fingerprint[at : at + 2].upper() for at in range(0, len(fingerprint), 2))


def _css(text: object) -> Markup:
    """The words as a string of CSS, in which nothing can end the string or the style element."""
    plain = re.sub(r"[\x00-\x1f<>&\"'\\]", lambda found: f"\\{ord(found[0]):x} ", str(text))
    return Markup(f'"{plain}"')  # noqa: S704 - nothing of HTML is left in it


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("templates", "")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["css"] = _css
    return made
