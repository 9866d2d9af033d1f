"""README.txt of a bundle: what each file is, and what a stranger types to check it with common tools."""

from collections.abc import Iterable
from typing import Final

__all__ = ["COMMANDS", "readme"]

_FILES: Final = {
    "certificate.pdf": "the sealed certificate; the mails and acceptance.json lie inside it, too",
    "receipt.json": "that the evidence log holds this very certificate, as it was mailed with it",
    "reply.eml": "the customer's reply, as it was received",
    "code-reply.eml": "the mail that returned the one-time code, as it was received",
    "proposal.eml": "the mail that was replied to, as it was sent",
    "acceptance.json": "the decision and everything that it rests on, for machines",
    "proposal.json": "what was accepted, as the bytes whose SHA-256 the certificate names",
    "proposal.pdf": "what was accepted, to read",
    "request.eml": "the mail that asked, as it was sent",
    "form.json": "the form, as the bytes whose SHA-256 the certificate names",
    "form.pdf": "the form, to read",
    "proofs.json": "where the acceptance and the certificate stand in the log, and that it has only grown",
    "checkpoint.txt": "the log's newest signed state",
    "checkpoint.tsr": "a time-stamping authority's word that this state existed",
    "log.pub.pem": "the public key of the log",
    "root.crt.pem": "the vendor's root certificate",
    "seal.crt.pem": "the certificate of the seal",
    "timestamp-root.pem": "the root certificate of the time-stamping authority",
}

COMMANDS: Final = {
    "root": ("openssl x509 -in root.crt.pem -noout -fingerprint -sha256",),
    "pdfsig": (
        "mkdir nss && certutil -N -d sql:nss --empty-password",
        'certutil -A -d sql:nss -n evidence-root -t "C,C,C" -i root.crt.pem',
        "pdfsig -nssdir sql:nss certificate.pdf",
    ),
    "mutool": ("mutool sign -v certificate.pdf",),
    "inside": ("mkdir inside && pdfdetach -saveall -o inside certificate.pdf && sha256sum inside/*",),
    "pyhanko": (
        "pyhanko sign validate {trust} --trust-replace --no-revocation-check certificate.pdf",
        "pyhanko sign adesverify {trust} --trust-replace --no-revocation-check certificate.pdf",
    ),
    "checkpoint": (
        "head -n 3 checkpoint.txt > checkpoint.body",
        "tail -n 1 checkpoint.txt | cut -d ' ' -f 3 | base64 -d | tail -c 64 > checkpoint.sig",
        "openssl pkeyutl -verify -pubin -inkey log.pub.pem -rawin -in checkpoint.body -sigfile checkpoint.sig",
    ),
    "stamp": ("openssl ts -verify -data checkpoint.txt -in checkpoint.tsr -CAfile timestamp-root.pem",),
    "dkim": ("dkimverify < reply.eml",),
}
"""The commands by what they check; docs/evidence.md and the tests hold them to what they print."""

_HEAD: Final = """\
ACCEPTANCE {number}

{what} It needs neither us nor our system:
everything below works offline with common tools (Debian: poppler-utils, libnss3-tools, mupdf-tools, openssl).

{whose} The seal on certificate.pdf is the vendor's: it protects the evidence
against change, and is not the customer's signature.

"""

_SIGNED: Final = (
    "This folder proves that somebody accepted something by e-mail, and what, and when.",
    "The customer's own act is the e-mail reply.eml.",
)
_DEEMED: Final = (
    "This folder proves on which notices something is deemed accepted that nobody signed, and since when.",
    "There is no act of the customer's in it: the notices are notice-1.eml and on, as they were sent.",
)
_RECORDED: Final = (
    "This folder proves that a person recorded an acceptance, of what, and when.",
    "What that person saw is named in acceptance.json.",
)

_STEPS: Final = (
    (
        "root",
        "1. Is it this vendor's root certificate?\n"
        "   Compare the fingerprint with the one in your contract or in the receipt mail. Without that, the rest\n"
        "   shows only that the files belong together.",
    ),
    (
        "pdfsig",
        "2. Is the seal whole? It must show ONE signature and all three of: Total document signed,\n"
        "   Signature is Valid., Certificate is Trusted. (after the certificate's end: Certificate has Expired)\n"
        "   Read the text: the exit code is 0 even for a file that was tampered with.",
    ),
    (
        "mutool",
        '3. The same by another tool: it must say "The document is unchanged since signing." Its certificate line is\n'
        "   always an error, because it takes no root certificate of your own.",
    ),
    (
        "inside",
        "4. Are the files inside the ones that the page names? Compare with the SHA-256 printed on the certificate.",
    ),
    (
        "pyhanko",
        "5. With Python (pip install pyhanko-cli): exit code 0, and the line must end in UNTOUCHED.\n"
        "   The second command goes on working after the seal's certificate has ended.",
    ),
    (
        "checkpoint",
        '6. Is the log\'s state signed? It must say "Signature Verified Successfully".',
    ),
    ("stamp", '7. Did an authority see that state? It must say "Verification: OK".'),
    (
        "dkim",
        "8. Did the customer's domain sign the reply (pip install dkimpy)? Works while the domain still publishes\n"
        "   that key; later the key record in acceptance.json takes its place (signoff acceptance verify uses it).",
    ),
)

_TAIL: Final = """\
Everything at once, the log's proofs included:

    signoff acceptance verify . --root root.crt.pem      (give the root certificate that YOU have)
"""


def readme(number: str, names: Iterable[str]) -> str:
    """The text for a bundle with these files."""
    there = set(names)
    files = {**_FILES, **{name: "a notice, as it was sent" for name in sorted(there) if name.startswith("notice-")}}
    listed = "\n".join(f"  {name:20}{words}" for name, words in files.items() if name in there)
    what, whose = _SIGNED if "reply.eml" in there else _DEEMED if "notice-1.eml" in there else _RECORDED
    trust = "--trust root.crt.pem" + (" --trust timestamp-root.pem" if "timestamp-root.pem" in there else "")
    steps = []
    for step, words in _STEPS:
        if (step == "stamp" and not {"checkpoint.tsr", "timestamp-root.pem"} <= there) or (
            step == "dkim" and "reply.eml" not in there
        ):
            continue
        commands = "\n".join(f"    {command.format(trust=trust)}" for command in COMMANDS[step])
        steps.append(f"{words}\n\n{commands}\n")
    return (
        f"{_HEAD.format(number=number, what=what, whose=whose)}Files\n{listed}\n\nChecks\n\n"
        + "\n".join(steps)
        + "\n"
        + _TAIL
    )
