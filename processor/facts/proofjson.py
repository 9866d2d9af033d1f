"""A SenderProof as JSON and back: it stands in acceptance.json, and whoever verifies makes it again and compares."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from models.vocabulary import SignatureResult
from processor.facts.proof import ArcCheck, DkimCheck, KeyRecord, ResultsCheck, SenderProof, SmimeCheck

Json = Mapping[str, Any]


def to_json(proof: SenderProof) -> dict[str, Any]:
    """The proof in types that JSON has: times as ISO 8601 with their zone, enums as their values."""
    plain: dict[str, Any] = _plain(asdict(proof))
    return plain


def from_json(data: Json) -> SenderProof:
    """The proof that `to_json` wrote. Raises KeyError, TypeError or ValueError where it was changed out of form."""
    return SenderProof(
        address=str(data["address"]),
        dkim=tuple(_dkim(check) for check in data["dkim"]),
        results=tuple(ResultsCheck(**check) for check in data["results"]),
        arc=tuple(_arc(check) for check in data["arc"]),
        smime=None if data["smime"] is None else SmimeCheck(**_with_result(data["smime"])),
        duplicates=tuple(data["duplicates"]),
        lookalike=str(data["lookalike"]),
        forwarded=bool(data["forwarded"]),
        body_differs=bool(data["body_differs"]),
        fault=str(data["fault"]),
    )


def records_of(proof: SenderProof) -> dict[str, KeyRecord]:
    """The key records that a proof was made with, by name: with them it can be made again without DNS."""
    found = [check.record for check in proof.dkim if check.record is not None]
    found += [record for check in proof.arc for record in check.records]
    return {record.name: record for record in found}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, SignatureResult):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value


def _with_result(data: Json) -> dict[str, Any]:
    return {**data, "result": SignatureResult(data["result"])}


def _dkim(data: Json) -> DkimCheck:
    changed: dict[str, Any] = {
        "signed_headers": tuple(data["signed_headers"]),
        "signed_at": None if data["signed_at"] is None else datetime.fromisoformat(data["signed_at"]),
        "record": None if data["record"] is None else _record(data["record"]),
    }
    return DkimCheck(**{**_with_result(data), **changed})


def _arc(data: Json) -> ArcCheck:
    return ArcCheck(**{**_with_result(data), "records": tuple(_record(record) for record in data["records"])})


def _record(data: Json) -> KeyRecord:
    return KeyRecord(str(data["name"]), str(data["text"]), datetime.fromisoformat(data["looked_up_at"]))
