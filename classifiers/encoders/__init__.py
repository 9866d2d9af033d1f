"""The encoders that there are, the preferred one first."""

from typing import Final

NAMES: Final = ("use-multilingual-3",)
