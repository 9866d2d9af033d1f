"""Secrets are named in the settings and kept elsewhere: in a file or in the environment."""

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from processor.errors import SettingsError


class Secret(BaseModel):
    """Where a secret is: `{ file = "…" }` or `{ env = "NAME" }`. Its value is read when used, and never shown."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    file: Path | None = None
    env: str | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.env is None):
            raise ValueError('name one place: { file = "path" } or { env = "VARIABLE" }')
        return self

    def read(self, what: str) -> str:
        """The secret itself, without the line end of its file.

        Raises SettingsError that names the setting `what` and the place, never the value.
        """
        if self.env is not None:
            value = os.environ.get(self.env, "")
            if not value:
                raise SettingsError(f"{what}: the environment variable {self.env} is not set; set it or name a file")
            return value
        try:
            value = Path(str(self.file)).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            cause = getattr(error, "strerror", None) or "not UTF-8 text"
            raise SettingsError(f"{what}: cannot read the file {self.file}: {cause}") from error
        if not value:
            raise SettingsError(f"{what}: the file {self.file} is empty")
        return value
