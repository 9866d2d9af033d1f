"""IMAP by bare socket: what the server really sends, read by none of the libraries under test."""

import re
import socket

_LITERAL = re.compile(rb"\{(\d+)\}\r\n\Z")


class RawImap:
    """One plain-text session. Knows lines, literals and tags, nothing else."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), 30)
        self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._sock.makefile("rb")
        self._tag = 0
        self._file.readline()
        self.command(f"LOGIN {user} {password}")

    def command(self, text: str, literal: bytes | None = None) -> list[tuple[bytes, bytes]]:
        """The untagged answers as (line, literals together); fails unless the end is OK."""
        self._tag += 1
        tag = f"r{self._tag}"
        size = "" if literal is None else f" {{{len(literal)}}}"
        self._sock.sendall(f"{tag} {text}{size}\r\n".encode())
        if literal is not None:
            assert self._file.readline().startswith(b"+")
            self._sock.sendall(literal + b"\r\n")
        answers: list[tuple[bytes, bytes]] = []
        while True:
            line, blob = self._answer()
            if line.startswith(tag.encode() + b" "):
                assert line.split()[1] == b"OK", line
                return answers
            answers.append((line, blob))

    def append(self, folder: str, raw: bytes, flags: str = "") -> None:
        self.command(f"APPEND {folder} ({flags})", raw)

    def bodies(self, folder: str) -> list[bytes]:
        """Every message of the folder, byte for byte."""
        self.command(f"EXAMINE {folder}")
        return [blob for line, blob in self.command("UID FETCH 1:* BODY.PEEK[]") if b"BODY[]" in line]

    def flags(self, folder: str) -> dict[int, set[str]]:
        """Flags by uid."""
        self.command(f"EXAMINE {folder}")
        found: dict[int, set[str]] = {}
        for line, _ in self.command("UID FETCH 1:* FLAGS"):
            if match := re.search(rb"UID (\d+)", line):
                inside = re.search(rb"FLAGS \(([^)]*)\)", line)
                assert inside
                found[int(match[1])] = set(inside[1].decode().split()) - {"\\Recent"}
        return found

    def close(self) -> None:
        self.command("LOGOUT")
        self._file.close()
        self._sock.close()

    def _answer(self) -> tuple[bytes, bytes]:
        line, blob = self._file.readline(), b""
        assert line, "the server closed the connection"
        while match := _LITERAL.search(line):
            blob += self._file.read(int(match[1]))
            line += self._file.readline()
        return line, blob
