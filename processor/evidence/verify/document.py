"""A sealed PDF taken apart by its structure: its one signature, what that covers, and the files inside."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from processor.evidence.verify.checks import Check, failed, passed

__all__ = ["DocumentFault", "SealedDocument", "read_document"]

_LARGEST_INSIDE: Final = 64 * 1024 * 1024
_SUBFILTER: Final = "/ETSI.CAdES.detached"
_STAMP: Final = "signature_time_stamp_token"
_HEX: Final = re.compile(rb"[0-9A-Fa-f]*")


class DocumentFault(Exception):  # noqa: N818 - a reason, for a sentence
    """Why a file is no certificate of which anything could be said."""


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """The parts of a sealed PDF. `checks` are those on its structure; `token` is the time-stamp token, None for none.

    `digest` is that of the covered bytes, `signature` the signature's bytes, over which the token is.
    """

    checks: tuple[Check, ...]
    signed_data: cms.SignedData
    signer: x509.Certificate
    digest: bytes
    signature: bytes
    token: bytes | None
    claimed_at: Any
    inside: Mapping[str, bytes]


def read_document(pdf: bytes) -> SealedDocument:
    """The sealed PDF in these bytes. Raises DocumentFault, with the reason, for what can't be read as one."""
    try:
        return _read(pdf)
    except DocumentFault:
        raise
    except Exception as fault:  # noqa: BLE001 - a parser of what may have been tampered with
        raise DocumentFault(f"it can't be read as a sealed PDF ({type(fault).__name__}: {fault})"[:200]) from None


def _read(pdf: bytes) -> SealedDocument:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    every = reader.embedded_signatures
    if not every:
        raise DocumentFault("it carries no signature")
    seal: EmbeddedPdfSignature = every[0]
    tokens = [one.dump() for one in find_cms_attribute_iter(seal.signer_info["unsigned_attrs"], _STAMP)]
    return SealedDocument(
        (_one(reader, every), _covers(seal, pdf), _certified(reader, seal), _container(seal, tokens)),
        seal.signed_data,
        seal.signer_cert,
        seal.compute_digest("sha256"),
        seal.signer_info["signature"].native,
        tokens[0] if tokens else None,
        seal.self_reported_timestamp,
        _inside(reader),
    )


def _one(reader: PdfFileReader, every: list[EmbeddedPdfSignature]) -> Check:
    regular = len(reader.embedded_regular_signatures)
    if len(every) == regular == 1:
        return passed("one_signature", "the file carries one signature")
    return failed(
        "one_signature", f"the file carries {len(every)} signatures, {len(every) - regular} of them time stamps"
    )


def _covers(seal: EmbeddedPdfSignature, pdf: bytes) -> Check:
    """Whether the two signed ranges are everything but the one hexadecimal string of the signature itself."""
    ranges = [int(number) for number in seal.byte_range]
    name, hole = "covers_file", "the signature does not cover the whole file: something was added or moved"
    if len(ranges) != 4 or ranges[0] != 0:
        return failed(name, hole)
    _, before, after, rest = ranges
    gap = pdf[before:after]
    whole = after + rest == len(pdf) and gap[:1] == b"<" and gap[-1:] == b">"
    if not whole or len(gap) != 2 * len(seal.pkcs7_content) + 2 or not _HEX.fullmatch(gap[1:-1]):
        return failed(name, hole)
    return passed(name, f"the signature covers all {len(pdf)} bytes but its own")


def _certified(reader: PdfFileReader, seal: EmbeddedPdfSignature) -> Check:
    root = reader.root
    author = root["/Perms"].raw_get("/DocMDP") if "/Perms" in root and "/DocMDP" in root["/Perms"] else None
    if author is None or author != seal.sig_field.raw_get("/V") or seal.docmdp_level is not MDPPerm.NO_CHANGES:
        return failed("certified", "the file is not certified against every change")
    if seal.sig_object.get("/SubFilter") != _SUBFILTER:
        return failed("certified", "the signature is not of the kind PAdES")
    return passed("certified", "certified: no change is allowed after sealing")


def _container(seal: EmbeddedPdfSignature, tokens: list[bytes]) -> Check:
    """Whether the signature's own bytes hold nothing but the signature: they are what no signature covers."""
    content = seal.pkcs7_content
    info = cms.ContentInfo.load(content)
    padding = content[len(info.dump()) :]
    unsigned = seal.signer_info["unsigned_attrs"]
    others = [one["type"].native for one in unsigned if one["type"].native != _STAMP] if unsigned else []
    if any(padding) or others or len(tokens) > 1:
        return failed("container", "the signature's container holds more than one signature and one time stamp")
    return passed("container", "the signature's container holds nothing else")


def _inside(reader: PdfFileReader) -> dict[str, bytes]:
    """The embedded files by name. Raises DocumentFault where two have one name, or they are too large."""
    catalog = reader.root
    if "/Names" not in catalog or "/EmbeddedFiles" not in catalog["/Names"]:
        return {}
    names = catalog["/Names"]["/EmbeddedFiles"]["/Names"]
    files: dict[str, bytes] = {}
    room = _LARGEST_INSIDE
    for at in range(1, len(names), 2):
        specification = names[at]
        name = str(specification["/UF"])
        content = specification["/EF"]["/F"].data
        room -= len(content)
        if name in files or room < 0:
            raise DocumentFault("the files inside are too large, or two have one name")
        files[name] = content
    return files
