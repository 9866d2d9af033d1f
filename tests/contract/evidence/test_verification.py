"""The reply judged once more, from a bundle alone: each lie that a seal alone would not show is named."""

import json
import socket
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time

from processor import clock
from processor.evidence.ledger import checkpoint, tree
from processor.evidence.verify.checks import CheckResult, Verdict, Verification
from processor.evidence.verify.seal import Pins
from processor.evidence.verify.verify import verify_files
from processor.services import verification
from processor.services.rejudging import CHECKS
from processor.services.verification import verify, verify_files_anew
from tests.contract.evidence.sealed import WORDS, Desk, detail, failed, mail, receive, record, record_by_code, results
from tests.unit.evidence.certificate.paperwork import pem, seal_key
from tools.docs import DOCS, rows

Files = dict[str, bytes]
Json = dict[str, Any]
SIGNED = {"sender", "dkim", "reply_text", "grammar", "challenge"}


def fingerprint(files: Files) -> str:
    return str(json.loads(files["receipt.json"])["root_fingerprint"])


def looked_at(files: Files, pins: Pins | None = None) -> Verification:
    return verify_files_anew(files, pins or Pins(fingerprint=fingerprint(files)), clock.utc_now())


@cache
def as_sealed(files: tuple[tuple[str, bytes], ...]) -> Verification:
    """What the seal and the log say, worked out once."""
    return verify_files(dict(files), Pins(fingerprint=fingerprint(dict(files))), clock.utc_now())


def retold(files: Files, change: Callable[[Json], object], monkeypatch: pytest.MonkeyPatch, **more: bytes) -> set[str]:
    """What fails of the checks made anew where a vendor has sealed another acceptance.json, log and all.

    The seal itself is not made again: its checks are told of another acceptance, and only ours are looked at.
    """
    changed = json.loads(files["acceptance.json"])
    change(changed)
    beside = {name.replace("_", "."): content for name, content in more.items()}
    sealed = as_sealed(tuple(files.items()))
    other = replace(sealed, acceptance=changed, files={**sealed.files, **beside})
    monkeypatch.setattr(verification, "verify_files", lambda *_: other)
    found = looked_at(files)
    assert {one.name for one in found.checks} >= set(CHECKS)
    return failed(found)


def test_an_untouched_bundle_is_valid_and_says_what_it_looked_at(files: Files) -> None:
    found = looked_at(files)
    assert found.verdict is Verdict.VALID
    assert [one.name for one in found.checks][-len(CHECKS) :] == list(CHECKS)
    assert "signed by customer.example (rsa-sha256, 2048 bits" in detail(found, "dkim")
    assert "it approves, and names the order 4711" in detail(found, "grammar")


def test_it_needs_no_net(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("verification works offline")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert looked_at(files).verdict is Verdict.VALID


@pytest.mark.parametrize("day", ["2030-01-01", "2040-06-01"])
def test_it_still_tells_the_truth_when_certificates_have_ended(files: Files, day: str) -> None:
    with freeze_time(day):
        assert looked_at(files).verdict is Verdict.VALID
        broken = {**files, "reply.eml": files["reply.eml"].replace(b"Approved", b"Rejected")}
        assert looked_at(broken).verdict is Verdict.INVALID


def test_one_bit_in_the_reply_is_named_three_times(files: Files) -> None:
    """Beside the certificate and inside it."""
    middle = files["reply.eml"].index(b"Approved")
    changed = files["reply.eml"][:middle] + b"a" + files["reply.eml"][middle + 1 :]
    assert failed(looked_at({**files, "reply.eml": changed})) == {"attachments"}


def test_a_reply_whose_signature_does_not_hold_is_named(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = files["reply.eml"].replace(b"Approved, PO 4711", b"Approved, PO 4712")
    found = retold(files, lambda value: None, monkeypatch, reply_eml=reply)
    assert found == {"dkim", "reply_text", "grammar"}


def _key(value: Json, change: Callable[[str], str]) -> None:
    value["sender"]["dkim"][0]["record"]["text"] = change(value["sender"]["dkim"][0]["record"]["text"])


def _level(value: Json, level: str) -> None:
    value["acceptance"]["assurance"] = level


def _unsigned(value: Json) -> None:
    value["sender"]["dkim"] = []


LIES: dict[str, tuple[Callable[[Json], object], set[str]]] = {
    "another key record": (lambda v: _key(v, lambda text: text[:60] + "AAAA" + text[64:]), {"dkim"}),
    "a revoked key": (lambda v: _key(v, lambda text: "v=DKIM1; k=rsa; p="), {"dkim"}),
    "no key record": (lambda v: v["sender"]["dkim"][0].update(record=None), {"dkim"}),
    "another signer": (lambda v: v["sender"]["dkim"][0].update(domain="other.example"), {"dkim"}),
    "a shorter key": (lambda v: v["sender"]["dkim"][0].update(key_bits=4096), {"dkim"}),
    "no signature at all": (_unsigned, {"dkim"}),
    "a signature out of form": (lambda v: v["sender"].pop("dkim"), {"dkim", "sender"}),
    "no sender": (lambda v: v.update(sender=None), {"dkim", "sender"}),
    "received before it was signed": (
        lambda v: v["reply"].update(received_at="2024-05-01T00:00:00+00:00"),
        {"dkim"},
    ),
    "received without a zone": (lambda v: v["reply"].update(received_at="2024-05-06T07:08:09"), {"dkim", "sender"}),
    "another approver": (lambda v: v["approver"].update(address="bob@customer.example"), {"sender"}),
    "another sender": (lambda v: v["sender"].update(address="bob@customer.example"), {"sender"}),
    "twofold fields, now silent": (lambda v: v["sender"].update(duplicates=["subject"]), {"sender"}),
    "forwarded": (lambda v: v["sender"].update(forwarded=True), {"sender"}),
    "a look-alike": (lambda v: v["sender"].update(lookalike="of another"), {"sender"}),
    "other words printed": (lambda v: v["reply"].update(text="Approved for EUR 9,000"), {"reply_text"}),
    "words left out": (lambda v: v["reply"].update(text="Approved Ann Lee"), {"reply_text"}),
    "another outcome": (lambda v: v["judgement"].update(outcome="question"), {"grammar"}),
    "another order": (lambda v: v["judgement"].update(purchase_order="9999"), {"grammar"}),
    "another document": (lambda v: v["context"].update(number=2), {"grammar"}),
    "another version": (lambda v: v["document"].update(version=2), {"grammar"}),
    "another mail that asked": (lambda v: v["context"].update(sent="Proposal 1 for EUR 1.00."), {"grammar"}),
    "a signature line that nobody knew": (lambda v: v["context"].update(known_lines=[]), set()),
    "no context": (lambda v: v.update(context=None), {"grammar"}),
    "a code that nobody returned": (lambda v: _level(v, "A2C"), {"challenge"}),
    "an unknown level": (lambda v: _level(v, "A9"), {"challenge"}),
    "another salt": (lambda v: v["ledger"].update(salt="00" * 32), {"receipt_details"}),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_under_a_good_seal_is_named(lie: str, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    change, expected = LIES[lie]
    assert retold(files, change, monkeypatch) == expected


REPLIES: dict[str, str] = {
    "a condition": WORDS.replace("Approved, PO 4711", "Approved, PO 4711, but only if it is free"),
    "a condition below the quote": WORDS + "\r\nOnly phase one.\r\n",
    "an edited quote": WORDS.replace("4,200.00", "3,200.00"),
    "a question": WORDS.replace("Approved, PO 4711", "Approved, PO 4711?"),
}


@pytest.mark.parametrize("what", REPLIES)
def test_a_reply_that_should_never_have_been_accepted_is_named(here: Desk, what: str) -> None:
    """Sealed with everything that belongs to it: only the grammar, run again, can tell."""
    received = receive(here.store, mail(REPLIES[what]), 500)
    assert not received.judgement.auto_accept
    believed = replace(received.judgement, outcome=received.judgement.outcome.APPROVE, purchase_order="4711")
    record(here.store, here.applier, here.deal, received, judgement=believed)
    here.seal()
    found = looked_at(here.files())
    assert failed(found) == {"grammar"}
    assert found.verdict is Verdict.INVALID


def test_an_unsigned_reply_can_not_have_reached_a3(here: Desk) -> None:
    received = receive(here.store, mail(WORDS), 500, dkim=False)
    record(here.store, here.applier, here.deal, received)
    here.seal()
    found = looked_at(here.files())
    assert failed(found) == {"dkim"}
    assert "A3 rests on one" in detail(found, "dkim")


def test_what_another_grammar_accepted_is_left_open(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later Signoff may be stricter: that is told, and is no proof of a lie."""

    def older(value: Json) -> None:
        value["judgement"]["grammar_version"] = 0
        value["context"]["sent"] = ""
        value["reply"]["text"] = ""

    reply = files["reply.eml"].replace(b"Approved,", b"Approved maybe,")
    assert "grammar" not in retold(files, older, monkeypatch, reply_eml=reply)
    found = looked_at(files)
    assert results(found)["grammar"] is CheckResult.NOT_DONE
    assert detail(found, "grammar").startswith("grammar 0 accepted the reply, this one (1) does not: ")


CODES: dict[str, tuple[Callable[[Files], object], CheckResult]] = {
    "untouched": (lambda files: None, CheckResult.PASSED),
    "gone": (lambda files: files.pop("code-reply.eml"), CheckResult.NOT_DONE),
    "another mail": (lambda files: files.update({"code-reply.eml": files["reply.eml"]}), CheckResult.FAILED),
    "one bit": (lambda files: files.update({"code-reply.eml": files["code-reply.eml"] + b"\n"}), CheckResult.FAILED),
}


def test_the_mail_with_the_code_is_looked_at(here: Desk) -> None:
    record_by_code(here.store, here.applier, here.deal)
    here.seal()
    for what, (change, expected) in CODES.items():
        files = here.files()
        change(files)
        assert results(looked_at(files))["challenge"] is expected, what


@pytest.mark.parametrize(("words", "said"), [("thanks\r\n", "holds no code"), ("12 34\r\n", "holds no code")])
def test_a_mail_without_a_code_returns_none(here: Desk, words: str, said: str) -> None:
    record_by_code(here.store, here.applier, here.deal, code_words=words)
    here.seal()
    assert said in detail(looked_at(here.files()), "challenge")


def test_another_root_of_the_same_names_is_refused(files: Files) -> None:
    impostor = seal_key()
    assert failed(looked_at(files, Pins(root=pem(impostor.above[0])))) == {"seal_certificate", "receipt_details"}
    assert failed(looked_at(files, Pins(fingerprint=impostor.root_fingerprint))) == {"root"}
    swapped = {**files, "root.crt.pem": pem(impostor.above[0])}
    assert {"root", "seal_certificate"} <= failed(looked_at(swapped))


OTHER = str.maketrans("0123456789abcdefABCDEF", "1234567890bcdefaBCDEFA")
"""Every digit becomes another one, so that no value stays as it was by chance."""


def test_a_removed_receipt_is_told_and_a_receipt_of_another_is_refused(files: Files) -> None:
    without = {name: content for name, content in files.items() if name != "receipt.json"}
    found = looked_at(without, Pins(fingerprint=fingerprint(files)))
    assert found.verdict is Verdict.INCOMPLETE
    assert results(found)["receipt"] is CheckResult.NOT_DONE
    for field in ("acceptance", "root_fingerprint", "salt", "log_public_key"):
        receipt = json.loads(files["receipt.json"])
        receipt[field] = receipt[field].translate(OTHER)
        changed = {**files, "receipt.json": json.dumps(receipt).encode()}
        assert failed(looked_at(changed, Pins(fingerprint=fingerprint(files)))) == {"receipt_details"}, field


def test_a_checkpoint_that_the_log_contradicts_is_refused(here: Desk) -> None:
    record(here.store, here.applier, here.deal, receive(here.store, mail(WORDS), 500))
    here.seal()
    files, ring = here.files(), here.ledger.keys(clock.utc_now())
    size = here.store.ledger.checkpoints()[0].size
    held = [sha256(b"%d" % at).digest() for at in range(size)]
    forged = checkpoint.TreeHead(ring.origin, size, tree.root_of(held))
    note = checkpoint.sign(forged, ring.log_public_key, ring.sign_for_log)
    found = looked_at(files, Pins(fingerprint=fingerprint(files), checkpoints=(note,)))
    assert failed(found) == {"consistency"}
    assert "the log was rewritten" in detail(found, "consistency")
    older = here.store.ledger.checkpoints()[0].note
    assert looked_at(files, Pins(fingerprint=fingerprint(files), checkpoints=(older,))).verdict is Verdict.VALID


def test_any_form_of_acceptance_json_gives_checks(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.loads(files["acceptance.json"])
    for name in whole:
        for odd in (None, [], "x", 7, {}, {"sha256": []}):
            found = retold(files, lambda value, name=name, odd=odd: value.update({name: odd}), monkeypatch)  # type: ignore[misc]
            assert found <= set(CHECKS)
            monkeypatch.undo()


def test_a_zip_a_folder_and_bytes_are_read_alike(here: Desk, tmp_path: Path) -> None:
    record(here.store, here.applier, here.deal, receive(here.store, mail(WORDS), 500))
    here.seal()
    bundle = here.bundles.export("1")
    path, folder = tmp_path / "bundle.zip", tmp_path / "folder"
    path.write_bytes(bundle)
    folder.mkdir()
    for name, content in here.files().items():
        (folder / name).write_bytes(content)
    pins, now = Pins(fingerprint=fingerprint(here.files())), clock.utc_now()
    told = [verify(source, pins, now).as_json() for source in (path, folder, bundle)]
    assert told[0] == told[1] == told[2]
    for nothing in (b"", b"PK\x03\x04", b"hello", b"%PDF-1.7 nothing"):
        assert failed(verify(nothing, pins, now)) >= {"readable"}
    with pytest.raises(OSError, match="No such file"):
        verify(tmp_path / "none.zip", pins, now)


def test_a_log_key_of_an_unknown_type_is_named(files: Files) -> None:
    lines = files["log.pub.pem"].split(b"\n")
    body = b64decode(lines[1]).replace(b"\x06\x03\x2b\x65\x70", b"\x06\x03\x23\x65\x70")
    lines[1] = b64encode(body)
    assert "log" in failed(looked_at({**files, "log.pub.pem": b"\n".join(lines)}))


def test_the_docs_explain_the_files_and_the_fields(files: Files) -> None:
    written = {name for name, _ in rows("evidence.md", "The bundle")}
    of_forms = {"request.eml", "form.json", "form.pdf", "notice-1.eml", "notice-2.eml"}
    assert written == set(files) | of_forms | {"code-reply.eml", "checkpoint.tsr"}
    page = (DOCS / "evidence.md").read_text(encoding="utf-8")
    told = looked_at(files).as_json()
    assert [name for name in (*told, *told["checks"][0]) if f"`{name}`" not in page] == []
