"""The settings of the evidence: whose seal it is, where its keys are, and who is asked for the time."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from processor.config.secrets import Secret
from processor.config.table import Section

TIMESTAMP_URL = r"^https?://[^\s/]+\S*$"


class Pkcs11(Section):
    """`[evidence.pkcs11]`: the token that the seal's key is in, instead of a file."""

    library: Path
    token: str
    key: str
    pin: Secret


class Evidence(Section):
    """`[evidence]`: the ledger's keys, the seal, and time from others."""

    organisation: str = Field(default="", max_length=48)
    keys: Path = Path("var/keys")
    passphrase: Secret | None = None
    timestamp_authorities: tuple[Annotated[str, StringConstraints(pattern=TIMESTAMP_URL)], ...] = ()
    timestamp_ca_file: Path | None = None
    pkcs11: Pkcs11 | None = None
