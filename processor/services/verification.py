"""Verification of an acceptance from its bundle alone: the sealed file and the log, then the reply judged once more.

It works offline, without database or settings, for as long as anybody keeps the bundle.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from processor.evidence.verify.checks import Check, Verification, failed
from processor.evidence.verify.files import BundleFault, files_of, read_files
from processor.evidence.verify.seal import Pins
from processor.evidence.verify.verify import verify_files
from processor.services.rejudging import CHECKS, Again

_MALFORMED: Final = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What code that expects a form throws at JSON of another one."""


def verify(source: Path | bytes, pins: Pins, now: datetime) -> Verification:
    """What is found about a bundle, the folder it was unpacked to, or a certificate alone, by path or as bytes.

    What is none of them is invalid. Raises OSError where the path can't be read.
    """
    try:
        files = files_of(source) if isinstance(source, bytes) else read_files(source)
    except BundleFault as fault:
        return Verification((failed("readable", str(fault)),))
    return verify_files_anew(files, pins, now)


def verify_files_anew(files: Mapping[str, bytes], pins: Pins, now: datetime) -> Verification:
    """The same of files by name; CERTIFICATE is among them."""
    try:
        found = verify_files(files, pins, now)
    except _MALFORMED as fault:
        return Verification((failed("readable", f"acceptance.json is not of the form that it has ({fault})"),))
    return found.with_checks(_anew(found)) if found.acceptance else found


def _anew(found: Verification) -> Iterator[Check]:
    again = Again(found)
    for name, look in CHECKS.items():
        try:
            yield look(again)
        except _MALFORMED as fault:
            yield failed(name, f"acceptance.json does not say it in the form that it has ({type(fault).__name__})")
