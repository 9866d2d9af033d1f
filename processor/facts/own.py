"""By which marks we know our own mail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What tells our own mail from others': our addresses (case folded), and the domain of our Message-IDs.

    `loop_header` names the header field whose value becomes `Message.loop_token`: anybody can write the field, so
    reading only carries the value and routing verifies it. `languages` are those that we answer in.
    """

    addresses: frozenset[str] = frozenset()
    message_id_domain: str = ""
    loop_header: str = "X-Signoff-Loop"
    languages: tuple[str, ...] = ("en", "ru", "de")
