import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from models.vocabulary import RevocationReason
from processor import clock
from processor.evidence.bundle.bundle import bundle_files, make_proofs
from processor.evidence.certificate.seal import _Sealer, seal_pdf
from processor.evidence.timestamps import Timestamps
from processor.evidence.tokens import token_of
from processor.evidence.verify.checks import CHECK_NAMES, Check, CheckResult, Verdict, Verification
from processor.evidence.verify.seal import Pins
from processor.evidence.verify.verify import verify_files
from tests.servers.tsa import Authority
from tests.unit.evidence.certificate.paperwork import Log, Paperwork, make, pem, seal_key

Files = dict[str, bytes]
EXPECTED = tuple(name for name in CHECK_NAMES if name not in {"readable", "log", "notices"})


def check(files: Files, pins: Pins | None = None) -> Verification:
    return verify_files(files, pins or Pins(), clock.utc_now())


def results(found: Verification) -> dict[str, CheckResult]:
    return {one.name: one.result for one in found.checks}


def failed(found: Verification) -> set[str]:
    return {one.name for one in found.checks if one.result is CheckResult.FAILED}


@pytest.fixture
def files(paperwork: Paperwork) -> Files:
    return bundle_files(paperwork.parts)


def pinned(paperwork: Paperwork) -> Pins:
    return Pins(fingerprint=paperwork.key.root_fingerprint, checkpoints=(paperwork.older,))


def test_an_untouched_bundle_is_valid(paperwork: Paperwork, files: Files) -> None:
    found = check(files, pinned(paperwork))
    assert [one.name for one in found.checks] == list(EXPECTED)
    assert failed(found) == set()
    assert found.verdict is Verdict.VALID
    assert found.number == "AC-2026-000017"
    assert found.sealed_at == paperwork.sealed.at
    assert found.files["reply.eml"] == paperwork.parts.reply


def test_its_json_is_what_scripts_read(paperwork: Paperwork, files: Files) -> None:
    value = json.loads(json.dumps(check(files, pinned(paperwork)).as_json()))
    assert value["verdict"] == "valid"
    assert value["certificate_sha256"] == paperwork.sealed.sha256
    assert value["root_fingerprint"] == paperwork.key.root_fingerprint
    assert value["sealed_at"].endswith("Z")
    assert {one["result"] for one in value["checks"]} == {"passed", "not_done"}


def test_without_a_pinned_root_it_says_what_to_compare(paperwork: Paperwork, files: Files) -> None:
    found = check(files)
    root = next(one for one in found.checks if one.name == "root")
    pairs = ":".join(paperwork.key.root_fingerprint[at : at + 2].upper() for at in range(0, 64, 2))
    assert root.detail == f"not pinned: compare {pairs} with the one in your contract or receipt mail"
    assert found.verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize("colons", [True, False])
def test_a_root_is_pinned_by_its_fingerprint_in_any_form(colons: bool, paperwork: Paperwork, files: Files) -> None:
    plain = paperwork.key.root_fingerprint
    given = ":".join(plain[at : at + 2].upper() for at in range(0, 64, 2)) if colons else plain
    assert results(check(files, Pins(fingerprint=given)))["root"] is CheckResult.PASSED


def test_a_root_is_pinned_by_its_file_and_the_seals_own_counts_too(paperwork: Paperwork, files: Files) -> None:
    del files["root.crt.pem"]
    for given in (pem(paperwork.key.above[0]), paperwork.key.chain[0]):
        assert results(check(files, Pins(root=given)))["seal_certificate"] is CheckResult.PASSED
    assert results(check(files, Pins(root=pem(paperwork.key.own))))["seal_certificate"] is CheckResult.PASSED


def test_another_root_of_the_same_names_is_refused(paperwork: Paperwork, files: Files) -> None:
    impostor = seal_key()
    assert failed(check(files, Pins(root=pem(impostor.above[0])))) == {"seal_certificate"}
    assert failed(check(files, Pins(fingerprint=impostor.root_fingerprint))) == {"root"}


def test_an_impostors_seal_over_the_same_page_is_refused(paperwork: Paperwork, timestamps: Timestamps) -> None:
    sealed = seal_pdf(paperwork.unsealed, seal_key(), timestamps, clock.utc_now(), "Example Vendor GmbH")
    files = bundle_files(replace(paperwork.parts, certificate=sealed.pdf))
    assert {"seal_certificate", "receipt", "log_certificate"} <= failed(check(files, pinned(paperwork)))
    alone = check({"certificate.pdf": sealed.pdf}, Pins(root=pem(paperwork.key.above[0])))
    assert failed(alone) == {"seal_certificate"}


def test_the_certificate_alone_says_what_was_not_checked(paperwork: Paperwork) -> None:
    found = check({"certificate.pdf": paperwork.sealed.pdf})
    assert found.verdict is Verdict.INCOMPLETE
    undone = {one.name for one in found.checks if one.result is CheckResult.NOT_DONE}
    assert undone == {
        "seal_certificate", "root", "timestamp", "document", "receipt", "checkpoint", "log_certificate",
        "consistency", "checkpoint_timestamp",
    }  # fmt: skip
    assert all(len(one.detail) > 20 for one in found.checks)


def test_certificate_and_receipt_prove_the_certificate_byte_for_byte(paperwork: Paperwork) -> None:
    """What a customer holds after the receipt mail."""
    held = {"certificate.pdf": paperwork.sealed.pdf, "receipt.json": paperwork.parts.receipt}
    found = results(check(held, pinned(paperwork)))
    for name in ("receipt", "checkpoint", "log_certificate", "log_acceptance"):
        assert found[name] is CheckResult.PASSED


def test_a_seal_by_the_local_clock_says_so(paperwork: Paperwork) -> None:
    local = make(Timestamps([], lambda count: b"\0" * count))
    found = check(bundle_files(local.parts), pinned(local))
    timestamp = next(one for one in found.checks if one.name == "timestamp")
    assert timestamp.result is CheckResult.NOT_DONE
    assert "local clock" in timestamp.detail
    assert failed(found) == set()
    assert found.verdict is Verdict.INCOMPLETE


def test_a_stamp_of_an_unknown_authority_is_no_proof(paperwork: Paperwork, files: Files) -> None:
    stranger = pem(seal_key().above[0])
    found = check(files, Pins(timestamp_roots=stranger))
    assert "timestamp" in failed(found)


def appended(paperwork: Paperwork) -> bytes:
    """An update behind the seal that paints over the page: the classic shadow attack."""
    writer = IncrementalPdfFileWriter(io.BytesIO(paperwork.sealed.pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 0 rg 0 0 600 850 re f"))
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


class Careless(PdfSigner):
    """A signer that doesn't mind that the file forbids every change."""

    def _enforce_certification_constraints(self, reader: object) -> None:
        """Not asked."""


def twice(paperwork: Paperwork) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(paperwork.sealed.pdf))
    meta = PdfSignatureMetadata(field_name="Second", md_algorithm="sha256")
    output = io.BytesIO()
    Careless(meta, signer=_Sealer(paperwork.key)).sign_pdf(writer, output=output)
    return output.getvalue()


CHANGES: dict[str, tuple[Callable[[bytes], bytes], set[str]]] = {
    "junk after the end": (lambda pdf: pdf + b"\n% hello\n", {"covers_file"}),
    "one byte after the end": (lambda pdf: pdf + b"\n", {"covers_file"}),
    "junk before": (lambda pdf: b"\n" + pdf, {"readable"}),
    "truncated": (lambda pdf: pdf[:-40], {"readable"}),
    "cut in half": (lambda pdf: pdf[: len(pdf) // 2], {"readable"}),
    "empty": (lambda _: b"", {"readable"}),
    "unsealed": (lambda pdf: pdf[: pdf.index(b"%%EOF") + 6], {"readable"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_file_is_refused_even_alone(change: str, paperwork: Paperwork) -> None:
    make_change, expected = CHANGES[change]
    alone = check({"certificate.pdf": make_change(paperwork.sealed.pdf)}, Pins(root=pem(paperwork.key.above[0])))
    assert expected <= failed(alone)
    assert alone.verdict is Verdict.INVALID


def test_an_appended_update_is_refused(paperwork: Paperwork) -> None:
    found = check({"certificate.pdf": appended(paperwork)}, Pins(root=pem(paperwork.key.above[0])))
    assert "covers_file" in failed(found)
    assert results(found)["integrity"] is CheckResult.PASSED, "the old bytes are whole: that is what makes it a trap"


def test_a_second_signature_is_refused(paperwork: Paperwork) -> None:
    found = check({"certificate.pdf": twice(paperwork)}, Pins(root=pem(paperwork.key.above[0])))
    assert {"one_signature", "covers_file"} <= failed(found)


def test_a_seal_that_is_not_certified_is_refused(paperwork: Paperwork) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(paperwork.unsealed))
    output = io.BytesIO()
    meta = PdfSignatureMetadata(field_name="Acceptance", md_algorithm="sha256")
    PdfSigner(meta, signer=_Sealer(paperwork.key)).sign_pdf(writer, output=output)
    assert "certified" in failed(check({"certificate.pdf": output.getvalue()}))


def test_padding_that_is_not_empty_is_refused(paperwork: Paperwork) -> None:
    """No PDF verifier looks there: two different files would both be called whole."""
    pdf = paperwork.sealed.pdf
    end = pdf.index(b">", pdf.rindex(b"/Contents"))
    hidden = pdf[: end - 8] + b"DEADBEEF" + pdf[end:]
    found = check({"certificate.pdf": hidden}, Pins(root=pem(paperwork.key.above[0])))
    assert failed(found) == {"container"}


def edited(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    value = json.loads(content)
    change(value)
    return json.dumps(value).encode()


def swap(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def _first_step(entry: dict[str, Any]) -> None:
    entry["inclusion"][0] = swap(entry["inclusion"][0])


EDITS: dict[str, tuple[str, Callable[[dict[str, Any]], None], set[str]]] = {
    "receipt of another file": ("receipt.json", lambda v: v.update(certificate_sha256="0" * 64), {"receipt"}),
    "receipt of another kind": ("receipt.json", lambda v: v.update(schema="x"), {"receipt"}),
    "receipt's path": ("receipt.json", _first_step, {"checkpoint", "log_certificate"}),
    "receipt's place": ("receipt.json", lambda v: v.update(leaf_index=3), {"checkpoint", "log_certificate"}),
    "receipt's size": ("receipt.json", lambda v: v.update(tree_size=3), {"log"}),
    "receipt's leaf": ("receipt.json", lambda v: v.update(leaf="{}"), {"log"}),
    "proof's path": ("proofs.json", lambda v: _first_step(v["entries"][0]), {"checkpoint", "log_acceptance"}),
    "proof's second path": ("proofs.json", lambda v: _first_step(v["entries"][1]), {"checkpoint", "log_certificate"}),
    "proof's growth": (
        "proofs.json",
        lambda v: v["consistency"][0]["proof"].__setitem__(0, "00" * 32),
        {"consistency"},
    ),
    "proof's checkpoint": (
        "proofs.json",
        lambda v: v.update(checkpoint=v["checkpoint"].replace("\n46\n", "\n47\n")),
        {"checkpoint"},
    ),
    "proofs are nonsense": ("proofs.json", lambda v: v.update(entries=[{}]), {"log"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_proof_is_refused(edit: str, paperwork: Paperwork, files: Files) -> None:
    name, change, expected = EDITS[edit]
    files[name] = edited(files[name], change)
    found = check(files, pinned(paperwork))
    assert expected <= failed(found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reply.eml", "attachments"),
        ("proposal.eml", "attachments"),
        ("acceptance.json", "attachments"),
        ("proposal.json", "document"),
        ("proposal.pdf", "document"),
        ("checkpoint.txt", "checkpoint"),
        ("log.pub.pem", "log"),
        ("root.crt.pem", "root"),
    ],
)
def test_a_changed_file_beside_the_certificate_is_refused(
    name: str, expected: str, paperwork: Paperwork, files: Files
) -> None:
    middle = len(files[name]) // 2
    files[name] = files[name][:middle] + b"?" + files[name][middle + 1 :]
    assert expected in failed(check(files, pinned(paperwork)))


def test_a_log_of_another_key_is_refused(paperwork: Paperwork, files: Files) -> None:
    """A forger who keeps a log of his own: the seal covers a checkpoint that his key has not signed."""
    other = Log(Ed25519PrivateKey.generate(), list(paperwork.log.leaves))
    files["log.pub.pem"] = other.public_pem
    files["checkpoint.txt"] = other.note().encode()
    assert "checkpoint" in failed(check(files, pinned(paperwork)))
    files["receipt.json"] = edited(files["receipt.json"], lambda v: v.update(log_public_key=other.public_pem.decode()))
    assert "checkpoint" in failed(check(files, pinned(paperwork)))


def test_a_rewritten_log_is_found_by_an_older_checkpoint(paperwork: Paperwork, files: Files) -> None:
    other = Log(paperwork.log.key)
    other.fill(20)
    found = check(files, Pins(checkpoints=(other.note(),)))
    assert "consistency" not in failed(found), "without a proof of growth nothing can be said"
    assert results(found)["consistency"] is CheckResult.NOT_DONE
    other.fill(17)
    assert "consistency" not in failed(check(files, Pins(checkpoints=(paperwork.older,))))
    other.leaves[3] = other.leaves[4]
    assert "consistency" in failed(check(files, Pins(checkpoints=(other.note(),))))


@pytest.mark.parametrize("text", ["", "nonsense", "a\n1\nAAAA\n\n"])
def test_a_checkpoint_that_is_none_is_named(text: str, files: Files) -> None:
    assert "consistency" in failed(check(files, Pins(checkpoints=(text,))))


def test_a_checkpoint_of_another_log_is_refused(files: Files) -> None:
    other = Log()
    other.fill(37)
    assert "consistency" in failed(check(files, Pins(checkpoints=(other.note(),))))


@pytest.mark.parametrize(
    ("after", "reason", "stamped", "expected"),
    [
        (-timedelta(hours=1), RevocationReason.COMPROMISED, True, CheckResult.FAILED),
        (-timedelta(hours=1), RevocationReason.SUPERSEDED, True, CheckResult.FAILED),
        (timedelta(hours=1), RevocationReason.COMPROMISED, True, CheckResult.PASSED),
        (timedelta(hours=1), RevocationReason.COMPROMISED, False, CheckResult.FAILED),
        (timedelta(hours=1), RevocationReason.SUPERSEDED, False, CheckResult.PASSED),
    ],
)
def test_a_key_that_was_given_up_counts_by_its_time(
    after: timedelta,
    reason: RevocationReason,
    stamped: bool,
    expected: CheckResult,
    timestamps: Timestamps,
    authority: Authority,
) -> None:
    used = timestamps if stamped else Timestamps([], lambda count: b"\0" * count)
    made = make(used, authority.root, revoked_after=after, reason=reason)
    found = check(bundle_files(made.parts), pinned(made))
    assert results(found)["seal_key"] is expected
    said = next(one.detail for one in found.checks if one.name == "seal_key")
    assert "gave the key up" in said


def test_a_stamped_checkpoint_is_checked(paperwork: Paperwork, files: Files, authority: Authority) -> None:
    from processor.evidence.timestamps import _query

    authority.behave = "well"
    files["checkpoint.tsr"] = authority.reply(_query(sha256(files["checkpoint.txt"]).digest(), 7))
    assert token_of(files["checkpoint.tsr"])[0]
    assert results(check(files))["checkpoint_timestamp"] is CheckResult.PASSED
    files["checkpoint.txt"] = paperwork.older.encode()
    assert "checkpoint_timestamp" in failed(check(files))


def test_a_log_key_that_was_replaced_is_followed_by_its_entry(paperwork: Paperwork) -> None:
    """The seal covers a checkpoint of the old key; a newer one is by its successor, which the old key has named."""
    from base64 import b64encode

    from models.vocabulary import KeyPurpose
    from processor.evidence.keys.publickeys import key_fingerprint
    from processor.evidence.ledger import leaf

    old, new = paperwork.log.key, Ed25519PrivateKey.generate()
    log = Log(new, list(paperwork.log.leaves))
    marks = [key_fingerprint(one.public_key()) for one in (new, old)]

    def files_with(signer: Ed25519PrivateKey) -> Files:
        statement = leaf.key_statement(KeyPurpose.LOG, marks[0], "", clock.utc_now(), marks[1])
        log.leaves = [*paperwork.log.leaves, leaf.key(statement, signature=b64encode(signer.sign(statement)).decode())]
        entries = [log.entry(37), log.entry(40), log.entry(len(log.leaves) - 1)]
        proofs = make_proofs(log.note(), entries, log.growth(37, 38, 41))
        parts = replace(paperwork.parts, proofs=proofs, checkpoint=log.note(), log_key=log.public_pem)
        return bundle_files(parts)

    assert check(files_with(old), pinned(paperwork)).verdict is Verdict.VALID
    assert failed(check(files_with(new), pinned(paperwork))) == {"checkpoint"}, "a key can't introduce itself"


def test_further_checks_join_and_count(paperwork: Paperwork, files: Files) -> None:
    found = check(files, pinned(paperwork))
    worse = found.with_checks([Check("dkim", CheckResult.FAILED, "the key record differs")])
    assert found.verdict is Verdict.VALID
    assert worse.verdict is Verdict.INVALID
    assert worse.checks[-1].name == "dkim"
    assert worse.files == found.files


def test_no_checks_prove_nothing() -> None:
    assert Verification(()).verdict is Verdict.INVALID
