"""`signoff acceptance`: what it prints, what it writes, and its exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from processor.cli import main
from processor.services.rejudging import CHECKS
from processor.store.store import open_store
from tests.contract.evidence.sealed import WORDS, Desk, desk, mail, receive, record, record_by_hand
from tests.servers.tsa import Authority
from tests.unit.cli.conftest import Signoff, signoff
from tests.unit.evidence.certificate.paperwork import stamps

__all__ = ["signoff"]
NUMBER = "AC-2024-000001"
FIELDS = {"verdict", "acceptance", "certificate_sha256", "root_fingerprint", "sealed_at", "checks"}


@pytest.fixture
def office(signoff: Signoff, authority: Authority, authority_url: str) -> Desk:
    """An installation with one acceptance that is sealed and one that waits."""
    (signoff.folder / "tsa.pem").write_bytes(authority.root)
    signoff.config.write_text(
        signoff.config.read_text()
        + f'[evidence]\ntimestamp_ca_file = "{signoff.folder}/tsa.pem"\ntimestamp_authorities = ["{authority_url}"]\n'
    )
    signoff("migrate")
    store = open_store(f"sqlite:///{signoff.folder}/var/signoff.db")
    here = desk(signoff.folder / "var", store, stamps(authority_url, authority.root))
    record(store, here.applier, here.deal, receive(store, mail(WORDS), 500))
    here.seal()
    record_by_hand(store, here.applier, here.deal)
    return here


def alone(*words: str, code: int = 0, stdin: bytes | None = None) -> Result:
    """`signoff` without any configuration."""
    done = CliRunner().invoke(main, [*words], input=stdin, prog_name="signoff")
    assert done.exit_code == code, (done.output, done.exception)
    return done


def test_list_and_show_tell_how_far_the_evidence_is(signoff: Signoff, office: Desk) -> None:
    said = signoff("acceptance", "list").stdout
    assert NUMBER in said
    assert "waits for its seal" in said
    waits, sealed = signoff.rows("acceptance", "list")
    assert (sealed["number"], sealed["seal"], waits["number"], waits["seal"]) == (NUMBER, "told", "", "pending")
    [shown] = signoff.rows("acceptance", "show", NUMBER)
    assert sealed.items() <= shown.items()
    assert shown["record"]["judgement"]["purchase_order"] == "4711"
    assert not {"salt", "leaf_key"} & set(shown), "the key of its request is nobody's business"
    said = signoff("acceptance", "show", "ac-2024-000001").stdout
    for words in (NUMBER, "PR-1 v1", "Ann <ann@customer.example>", "4200.00 EUR", "sealed", "Approved, PO 4711"):
        assert words in said
    assert "said so on the phone" in signoff("acceptance", "show", "2").stdout
    office.store.approvals.defer_seal(2, "no authority answers", office.store.views.acceptances()[0].decided_at)
    assert "waits: no authority answers" in signoff("acceptance", "list").stdout
    assert "there is no acceptance" in signoff("acceptance", "show", "AC-1-1", code=1).stderr


def test_export_writes_once_and_says_what_waits(
    signoff: Signoff,
    office: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = signoff("acceptance", "export", NUMBER).stdout
    written = (tmp_path / f"{NUMBER}.zip").read_bytes()
    assert f"{NUMBER}.zip is written ({len(written):,} bytes)" in said
    assert "is there already" in signoff("acceptance", "export", NUMBER, code=1).stderr
    assert (tmp_path / f"{NUMBER}.zip").read_bytes() == written
    assert signoff("acceptance", "export", NUMBER, "-o", "-").stdout_bytes == written
    signoff("acceptance", "export", "1", "--output", "other.zip")
    assert Path("other.zip").read_bytes() == written
    assert "it waits for its number" in signoff("acceptance", "export", "2", "-o", "two.zip", code=1).stderr
    assert not Path("two.zip").exists()
    assert "can't be written" in signoff("acceptance", "export", "1", "-o", "none/a.zip", code=2).stderr


def test_verify_needs_nothing_but_the_bundle(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (tmp_path / "root.pem").write_bytes(files["root.crt.pem"])
    said = alone("acceptance", "verify", "bundle", "--root", "root.pem", "--checkpoint", "bundle/receipt.json").stdout
    lines = said.splitlines()
    assert lines[0] == "VALID  everything holds"
    assert "proposal 1, version 1: Reports by mail" in said
    assert any(line.startswith("✓ grammar") for line in lines)
    assert any(line.startswith("– challenge") for line in lines)
    told = json.loads(alone("acceptance", "verify", "bundle", "--json").stdout)
    assert set(told) == FIELDS
    assert told["verdict"] == "incomplete"
    assert [check["name"] for check in told["checks"]][-len(CHECKS) :] == list(CHECKS)
    assert {frozenset(check) for check in told["checks"]} == {frozenset({"name", "result", "detail"})}
    alone("acceptance", "verify", "bundle", "--root-fingerprint", told["root_fingerprint"].upper())
    assert list(tmp_path.iterdir()) != []
    assert not (tmp_path / "var").exists()


def test_verify_fails_by_its_exit_code_and_names_what(files: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    reply = folder / "reply.eml"
    reply.write_bytes(files["reply.eml"].replace(b"Approved", b"Bpproved"))
    said = alone("acceptance", "verify", str(folder), code=1).stdout
    assert said.startswith("INVALID")
    assert any(line.startswith("✗ attachments") for line in said.splitlines())
    reply.write_bytes(files["reply.eml"])
    alone("acceptance", "verify", str(folder))
    alone("acceptance", "verify", "-", stdin=files["certificate.pdf"])
    assert "✗ readable" in alone("acceptance", "verify", "-", stdin=b"hello", code=1).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.zip",), "can't be read"),
        (("-", "--root", "none.pem"), "can't be read"),
        (("-", "--checkpoint", "none.txt"), "can't be read"),
        (("-", "--timestamp-root", "none.pem"), "can't be read"),
        (("-", "--root-fingerprint", "12:34"), "64 hexadecimal digits"),
    ],
)
def test_verify_is_misused_with_exit_code_2(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in alone("acceptance", "verify", *words, code=2, stdin=b"").stderr


def test_what_a_stranger_wrote_commands_no_terminal(files: dict[str, bytes]) -> None:
    said = alone("acceptance", "verify", "-", stdin=b"PK\x03\x04\x1b[2J\x07", code=1).stdout
    assert "\x1b[2J" not in said
