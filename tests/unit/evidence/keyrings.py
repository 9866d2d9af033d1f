"""What the tests of keys share: a ring in a folder, and a token made with SoftHSM2."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pkcs11
import pytest

from processor.evidence.keys.ring import KeyRing, open_or_create
from processor.evidence.keys.token import TokenPlace

NOW = datetime(2026, 11, 20, 8, 3, 25, 123_456, tzinfo=UTC)
LIBRARIES = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))


def new_ring(folder: Path, passphrase: bytes | None = None) -> KeyRing:
    return open_or_create(folder / "keys", "Vendor Ltd", passphrase, NOW, domain="vendor.example", may_create=True)


def soft_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> TokenPlace:
    """A token with a key pair on P-256, in files below `folder`."""
    library = next((path for path in LIBRARIES if path.exists()), None)
    if library is None or shutil.which("softhsm2-util") is None:
        if os.environ.get("SIGNOFF_REQUIRE_ALL") == "1":
            pytest.fail("SoftHSM2 is not installed")
        pytest.skip("SoftHSM2 is not installed")
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    label = f"signoff-{os.getpid()}"
    command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    pem, key = folder / "token.pem", "seal"
    generate = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", str(pem)]
    subprocess.run(generate, check=True, capture_output=True, timeout=60)
    load = ["softhsm2-util", "--import", str(pem), "--token", label, "--label", key, "--id", "01", "--pin", "1234"]
    subprocess.run(load, check=True, capture_output=True, timeout=60)
    pkcs11.lib(
        str(library)
    ).reinitialize()  # it reads its configuration once a process, and another test may have come first
    return TokenPlace(library, label, key, "1234")
