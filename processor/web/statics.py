"""The files that never change while we run: served from memory, under an address that holds their digest."""

import gzip
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["Statics"]

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".png": "image/png",
}
_FOREVER: Final = "public, max-age=31536000, immutable"
_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class _File:
    media_type: str
    body: bytes
    packed: bytes


class Statics:
    """`templates/web/static`. All share one digest, so that files can name each other by relative paths."""

    def __init__(self) -> None:
        folder = files("templates").joinpath("web", "static")
        self._files = dict(sorted(_read(folder, PurePosixPath())))
        digest = hashlib.sha256()
        for name, file in self._files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.body).digest())
        self.digest = digest.hexdigest()[:_LENGTH]

    def path(self, name: str) -> str:
        """The address of a file. Raises LookupError for one that isn't there."""
        if name not in self._files:
            raise LookupError(f"there is no file {name} among those that are served")
        return f"/static/{self.digest}/{name}"

    def serve(self, request: Request) -> Response:
        """The file, to be kept for ever; 404 for one that isn't there, or isn't of this version."""
        found = self._files.get(request.path_params["name"])
        if found is None or request.path_params["digest"] != self.digest:
            return Response("Not found.\n", 404, media_type="text/plain")
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.packed, 200, {**headers, "Content-Encoding": "gzip"}, found.media_type)
        return Response(found.body, 200, headers, found.media_type)

    def icon(self) -> Response:
        """The small picture that browsers ask for by themselves."""
        found = self._files["favicon.svg"]
        return Response(found.body, 200, {"Cache-Control": "public, max-age=86400"}, found.media_type)


def _read(folder: Traversable, at: PurePosixPath) -> list[tuple[str, _File]]:
    found: list[tuple[str, _File]] = []
    for entry in folder.iterdir():
        name = at / entry.name
        if entry.is_dir():
            found += _read(entry, name)
        elif name.suffix in _TYPES:
            body = entry.read_bytes()
            found.append((str(name), _File(_TYPES[name.suffix], body, gzip.compress(body, 9, mtime=0))))
    return found
