"""What the mail servers of the story's companies do on the way out: they sign for their domain (DKIM, RFC 6376)."""

import base64
import re
from collections.abc import Sequence

import dkim
import nacl.signing

from processor.clock import utc_now
from processor.demo.nameserver import Nameserver

SELECTOR = "s1"
_SIGNED = ("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type")
_TRACE = re.compile(rb"(?:Received:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)+")


class _Signer(dkim.DKIM):  # type: ignore[misc]
    """Signs as at the story's time, which the library would ask the machine for."""

    def gen_header(self, fields: Sequence[tuple[bytes, bytes]], *others: object) -> bytes:
        """The field, its tag `t=` (RFC 6376 section 3.5) being of now."""
        now = str(int(utc_now().timestamp())).encode()
        return bytes(super().gen_header([(name, now if name == b"t" else text) for name, text in fields], *others))


class Signing:
    """Keys by domain, made on first need and published in DNS at once (Ed25519, RFC 8463)."""

    def __init__(self, nameserver: Nameserver) -> None:
        self._nameserver = nameserver
        self._keys: dict[str, nacl.signing.SigningKey] = {}

    def sign(self, raw: bytes, sender: str) -> bytes:
        """The mail with its signature, above it only what servers on the way have added since."""
        domain = sender.rpartition("@")[2]
        trace = _TRACE.match(raw)
        place = trace.end() if trace else 0
        field = _Signer(raw[place:]).sign(
            SELECTOR.encode(),
            domain.encode(),
            base64.b64encode(bytes(self._key(domain))),
            canonicalize=(b"relaxed", b"relaxed"),
            signature_algorithm=b"ed25519-sha256",
            include_headers=[name.encode() for name in _SIGNED],
        )
        return raw[:place] + bytes(field) + raw[place:]

    def _key(self, domain: str) -> nacl.signing.SigningKey:
        if domain not in self._keys:
            key = self._keys[domain] = nacl.signing.SigningKey.generate()
            public = base64.b64encode(bytes(key.verify_key)).decode()
            self._nameserver.publish(f"{SELECTOR}._domainkey.{domain}", f"v=DKIM1; k=ed25519; p={public}")
        return self._keys[domain]
