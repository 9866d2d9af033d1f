"""One changed bit anywhere in a bundle, through the whole of the verification: nothing goes unseen."""

import json
import random
from base64 import b64decode
from functools import cache

import pytest

from processor import clock
from processor.evidence.verify import verify as sealed
from processor.evidence.verify.checks import Verdict
from processor.evidence.verify.seal import Pins
from processor.services.verification import verify_files_anew

FLIPS = 2000
SHARES = 8
UNBOUND = {"README.txt", "timestamp-root.pem", "checkpoint.tsr"}
"""What explains, and whom to believe about time: of the root only name and key count, as for any root, and a token's
certificates come along unsigned. What the authority did sign is looked at where tokens are read."""

MAY_LACK = {"proofs.json"}
"""A proof of growth under another size is a proof that is missing: that is told, and is no lie."""


@pytest.mark.parametrize("share", range(SHARES))
def test_two_thousand_flips_all_over_a_bundle_are_refused(
    share: int, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """About 20 ms each; the parts of an untouched certificate are taken apart once, since they depend on it alone."""
    monkeypatch.setattr(sealed, "read_document", cache(sealed.read_document))
    pins = Pins(fingerprint=json.loads(files["receipt.json"])["root_fingerprint"])
    now, chance = clock.utc_now(), random.Random(share)
    assert verify_files_anew(files, pins, now).verdict is Verdict.VALID
    names = sorted(set(files) - UNBOUND)
    for number in range(FLIPS // SHARES):
        name = names[(number + share) % len(names)]
        place, bit = chance.randrange(len(files[name])), chance.randrange(8)
        content = files[name][:place] + bytes([files[name][place] ^ 1 << bit]) + files[name][place + 1 :]
        verdict = verify_files_anew({**files, name: content}, pins, now).verdict
        if verdict is Verdict.VALID:
            assert says_nothing(name, place, files[name], content), (name, place, bit)
        elif name not in MAY_LACK:
            assert verdict is Verdict.INVALID, (name, place, bit)


def says_nothing(name: str, place: int, before: bytes, content: bytes) -> bool:
    """Whether only the envelope of a PEM has changed: its frame, its line ends, bits behind the last byte."""
    if not name.endswith(".crt.pem"):
        return False
    start, end = before.index(b"\n"), before.rindex(b"\n-----END")
    if not start < place < end or before[place : place + 1] == b"\n":
        return True
    return b64decode(content[start:end]) == b64decode(before[start:end])
