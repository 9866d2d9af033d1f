"""What the mail servers of the story's companies do on the way out: they sign for their domain (DKIM, RFC 6376)."""

import base64
import re

import dkim
import nacl.signing

from processor.demo.nameserver import Nameserver

SELECTOR = "s1"
_SIGNED = ("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type")
_TRACE = re.compile(rb"(?:Received:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)+")


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
        field = dkim.sign(
            raw[place:],
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
