"""Opens a skops file, in a process of its own where one that judges asks for it.

skops brings all of scikit-learn along, ninety megabytes that judging has no use for; and the file may come from
anywhere. So a child with limits reads it from standard input and hands numbers and text back in NumPy's plain format,
which runs nothing when it is read.
"""

import io
import resource
import subprocess
import sys
from typing import Any, BinaryIO, Final

import numpy as np

TRUSTED: Final[list[str]] = []
"""Types allowed beyond those that skops itself knows as harmless: none is needed, so none is allowed."""

_SECONDS: Final = 120
_MEMORY: Final = 2 * 2**30
_TEXT: Final = "text:"


class Unopened(Exception):  # noqa: N818 - a sentence's end: "the model FILE ..."
    """The bytes are not what a model's file holds; the words go on from the file's name."""


def unpacked(data: bytes) -> dict[str, Any]:
    """The numbers and texts in a skops file, by name, read by a child. Raises Unopened, which says why not."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "classifiers.unpack"], input=data, capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Unopened(f"cannot be opened: {fault}") from fault
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == 1 and said:
        raise Unopened(said.splitlines()[-1])
    if done.returncode:
        raise Unopened(f"cannot be opened: the process that read it ended with {done.returncode}")
    with np.load(io.BytesIO(done.stdout), allow_pickle=False) as parts:
        return {
            name.removeprefix(_TEXT): parts[name].tobytes().decode() if name.startswith(_TEXT) else parts[name]
            for name in parts.files
        }


def content(data: bytes) -> dict[str, Any]:
    """The same, read in this process."""
    import skops.io  # noqa: PLC0415 - heavy, and only the child's

    try:
        foreign = skops.io.get_untrusted_types(data=data)
    except Exception as fault:
        raise Unopened(f"is not a skops file: {fault}") from fault
    unknown = sorted(set(foreign) - set(TRUSTED))
    if unknown:
        raise Unopened(f"holds types that are not allowed: {', '.join(unknown)}")
    try:
        found = skops.io.loads(data, trusted=TRUSTED)
    except Exception as fault:
        raise Unopened(f"cannot be loaded: {fault}") from fault
    if not isinstance(found, dict) or not isinstance(found.get("card"), str):
        raise Unopened("is not one of Signoff's: it holds no card")
    strange = [name for name, part in found.items() if not (isinstance(part, str) or _plain(part))]
    if strange:
        raise Unopened(f"is not one of Signoff's: {strange[0]!r} is neither numbers nor text")
    return found


def _plain(part: object) -> bool:
    """Whether it is an array of numbers; one of objects could only be handed over as a pickle."""
    return isinstance(part, np.ndarray) and not part.dtype.hasobject


def _main(source: BinaryIO, target: BinaryIO) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        found = content(source.read())
    except Unopened as fault:
        print(str(fault).replace("\n", " "), file=sys.stderr)
        return 1
    parts: dict[str, Any] = {}
    for name, part in found.items():
        if isinstance(part, str):
            parts[_TEXT + name] = np.frombuffer(part.encode(), dtype=np.uint8)
        else:
            parts[name] = part
    packed = io.BytesIO()
    np.savez(packed, **parts)
    target.write(packed.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.stdin.buffer, sys.stdout.buffer))
