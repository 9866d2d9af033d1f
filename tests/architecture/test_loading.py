"""What a command loads: no command waits for what only the daemon, a certificate or the model needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
HEAVY = {
    "aiohttp", "aiosmtplib", "authres", "dkim", "dns", "fontTools", "holidays", "httpx", "imapclient", "mailparser",
    "numpy", "pyhanko", "scipy", "segno", "sentencepiece", "sklearn", "starlette", "uvicorn", "weasyprint",
}  # fmt: skip
"""What takes long to import, and most commands have no use for."""

CONFIG = """
[signoff]
data_dir = "{folder}"
key = {{ file = "{folder}/key" }}
[store]
url = "sqlite:///{folder}/signoff.db"
[[mailbox]]
name = "support"
address = "support@vendor.example"
[mailbox.maildir]
path = "{folder}/mail"
[smtp]
host = "127.0.0.1"
"""
LOOK = """
import json, sys
from processor.cli import main
main(sys.argv[1:], standalone_mode=False)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize(
    "command", [["ticket", "list"], ["queue", "list"], ["proposal", "list"], ["acceptance", "list"], ["outbox", "list"]]
)
def test_a_command_that_lists_loads_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(folder=tmp_path), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOOK, "--config", str(config), *command],
        cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert HEAVY.intersection(json.loads(done.stdout.splitlines()[-1])) == set()
