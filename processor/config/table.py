"""What every table of config.toml has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table that refuses keys it doesn't know, and never shows the values that it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
