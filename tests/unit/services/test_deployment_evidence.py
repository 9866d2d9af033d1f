"""What Go-Live, Completion and deemed completion prove: exported, and verified by a command that has the root alone."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from freezegun import freeze_time

from models.vocabulary import KeyPurpose, LiveRecord
from processor.cli import main
from processor.documents.press import DirectPress
from processor.evidence.verify.files import files_of
from processor.facts.deployments import TakeLive
from processor.services.bundles import Bundles
from tests.unit.services.deploying import DAY, DeployingDesk
from tests.unit.services.proposing import OLGA

LIVE = datetime(2031, 3, 12, 18, 0, tzinfo=UTC)
FORM_DUE = datetime(2031, 3, 19, 8, 0, tzinfo=UTC)
DEEMED = datetime(2031, 4, 2, 22, 0, tzinfo=UTC)
TYPES = ("signed", "recorded", "deemed", "anything")
KINDS = ("go_live", "completion", "deemed")

World = dict[str, Path]
"""Folders with a bundle each, by kind, and the root's fingerprint in a file beside them."""


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A signed Go-Live form, a Completion form that was accepted with two issues, and one that was deemed accepted."""
    out = {}
    for kind, play in (("completion", _signed), ("deemed", _silent)):
        folder = tmp_path_factory.mktemp(kind)
        desk = DeployingDesk(folder, DirectPress())
        play(desk)
        while desk.seal():
            desk.post()
        exporter = Bundles(desk.store)
        for at, line in enumerate(desk.acceptances()):
            name = "go_live" if kind == "completion" and at == 0 else kind
            place = folder / name
            place.mkdir()
            for file, content in files_of(exporter.export(line.number)).items():
                (place / file).write_bytes(content)
            (folder / f"{name}.zip").write_bytes(exporter.export(line.number))
            out[name] = place
        root = next(one for one in desk.store.signing_keys.all() if one.purpose is KeyPurpose.ROOT)
        (folder / "root.pem").write_text(root.certificate_pem)
        desk.close()
    return out


def _signed(desk: DeployingDesk) -> None:
    number = desk.started()
    desk.installed(number)
    desk.send_go_live(number)
    desk.post()
    desk.reply(OLGA, "Olga Smirnova", "Approved")
    desk.now = LIVE + timedelta(minutes=1)
    desk.do(number, TakeLive("carla", LIVE, LiveRecord.RECORDED))
    desk.days(FORM_DUE)
    desk.reply(OLGA, "Olga Smirnova", "Approved\r\n\r\n- The report for March is empty\r\n- No music in queue 4")
    assert len(desk.acceptances()) == 2


def _silent(desk: DeployingDesk) -> None:
    desk.live(LIVE)
    desk.days(DEEMED)
    assert len(desk.acceptances()) == 1


def verify(path: Path, code: int = 0) -> dict[str, Any]:
    """What `signoff acceptance verify` says, some days later."""
    root = path.parent / "root.pem"
    with freeze_time(DEEMED + 9 * DAY):
        done = CliRunner().invoke(
            main, ["acceptance", "verify", str(path), "--root", str(root), "--json"], prog_name="signoff"
        )
    assert done.exit_code == code, (done.output, done.exception)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def details(found: dict[str, Any]) -> str:
    return " ".join(check["detail"] for check in found["checks"])


@pytest.mark.parametrize("kind", KINDS)
def test_each_bundle_verifies_as_what_it_is(bundles: World, kind: str) -> None:
    found = verify(bundles[kind])
    assert found["verdict"] != "invalid", found
    assert [check["name"] for check in found["checks"] if check["result"] == "failed"] == []
    assert verify(bundles[kind].parent / f"{kind}.zip")["verdict"] == found["verdict"]


def test_they_differ_in_what_they_claim(bundles: World) -> None:
    claims = {kind: details(verify(bundles[kind])) for kind in KINDS}
    assert "does not say when the system was taken live" in claims["go_live"]
    assert "of completion, with 2 outstanding issues" in claims["completion"]
    assert "deemed" in claims["deemed"]
    assert "deemed" not in claims["go_live"] + claims["completion"]
    records = {kind: json.loads((bundles[kind] / "acceptance.json").read_text()) for kind in KINDS}
    assert len({json.dumps(sorted(one["acceptance"])) for one in records.values()}) > 1
    assert (bundles["deemed"] / "notice-1.eml").exists()
    assert not (bundles["deemed"] / "reply.eml").exists()
    assert (bundles["completion"] / "reply.eml").exists()


def changed(bundles: World, kind: str, tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The bundle with another acceptance.json, and the root beside it."""
    place = tmp_path / kind
    place.mkdir()
    for file in bundles[kind].iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    (tmp_path / "root.pem").write_bytes((bundles[kind].parent / "root.pem").read_bytes())
    record = json.loads((place / "acceptance.json").read_text())
    change(record)
    (place / "acceptance.json").write_text(json.dumps(record))
    return place


@pytest.mark.parametrize(
    ("kind", "as_"),
    [(kind, as_) for kind in KINDS for as_ in TYPES if as_ != ("deemed" if kind == "deemed" else "signed")],
)
def test_no_record_passes_for_another_type(bundles: World, kind: str, as_: str, tmp_path: Path) -> None:
    def other(record: dict[str, Any]) -> None:
        record["acceptance"]["type"] = as_

    found = verify(changed(bundles, kind, tmp_path, other), code=1)
    assert found["verdict"] == "invalid"


@pytest.mark.parametrize("notice", ["notice-1.eml", "notice-2.eml"])
def test_a_deemed_record_without_or_with_another_notice_is_refused(bundles: World, notice: str, tmp_path: Path) -> None:
    place = changed(bundles, "deemed", tmp_path, lambda record: None)
    (place / notice).write_bytes((place / notice).read_bytes().replace(b"Olga", b"Olgo"))
    assert verify(place, code=1)["verdict"] == "invalid"


def test_the_zip_holds_what_the_folder_does(bundles: World) -> None:
    with ZipFile(bundles["deemed"].parent / "deemed.zip") as packed:
        assert {Path(name).name for name in packed.namelist()} == {one.name for one in bundles["deemed"].iterdir()}
